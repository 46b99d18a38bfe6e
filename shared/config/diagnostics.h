// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <vector>

namespace shoal::config {

// A place in a config file. Both count from 1; columns count characters, so that they agree with
// what an editor shows.
struct Position
{
    int line = 0;
    int column = 0;
    auto operator<=>(const Position&) const = default;
};

// "file:line:column: sentence"
Bytes placed(ByteView fileName, Position at, ByteView sentence);

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

    explicit Findings(ByteView fileName);

    void error(Position at, Bytes sentence);
    void notice(Position at, Bytes sentence);
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
    std::vector<Bytes> lines(std::vector<Finding>& findings, size_t limit) const;

    Bytes m_fileName;
    std::vector<Finding> m_errors;
    std::vector<Finding> m_notices;
};

} // namespace shoal::config
