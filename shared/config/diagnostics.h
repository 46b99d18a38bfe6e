// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/config/line_map.h"

#include <vector>

namespace shoal::config {

// A key of the file in quotes, for a message. A key that could be a secret written at the wrong place
// is not shown.
Bytes shownKey(ByteView key);

// What is found wrong or noteworthy while a file is read. All errors are collected, so that a person
// corrects a file in one go. Sentences never hold a text value of the file: it could be a secret.
class Findings
{
public:
    // More errors than this help nobody; the rest is counted.
    static constexpr size_t kMaxErrors = 20;
    // Bounds what a file full of unknown keys writes to the log.
    static constexpr size_t kMaxNotices = 100;

    explicit Findings(LineMap lines);

    void error(Position at, Bytes sentence);
    void notice(Position at, Bytes sentence);
    // For a sentence that is put at `seenFrom`: "line 7", or "line 7 of FILE".
    Bytes lineInWords(Position at, Position seenFrom) const { return config::lineInWords(m_lines, at, seenFrom); }
    bool hasErrors() const { return !m_errors.empty(); }

    // InvalidArgument; the context holds one line for each error in the order of the file.
    Error takeError();
    // One line each, in the order of the file.
    std::vector<Bytes> takeNotices();

private:
    struct Finding
    {
        Position at;
        Bytes sentence;
    };
    std::vector<Bytes> sentences(std::vector<Finding>& findings, size_t limit) const;

    LineMap m_lines;
    std::vector<Finding> m_errors;
    std::vector<Finding> m_notices;
};

} // namespace shoal::config
