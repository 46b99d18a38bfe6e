// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/config/diagnostics.h"

namespace shoal::config {

// Walks over a text character by character and knows line and column. A byte order mark at the start is
// no character. Borrows the text.
class TextCursor
{
public:
    explicit TextCursor(ByteView text);

    bool atEnd() const { return m_at == m_text.size(); }
    // The first byte of the character here. Not at the end.
    char peek() const { return m_text[m_at]; }
    bool startsWith(ByteView prefix) const { return m_text.substr(m_at).starts_with(prefix); }
    Position position() const { return m_position; }
    // A byte here that is not part of a UTF-8 character. Not at the end.
    bool isBroken() const;

    // Takes the character here; a broken byte counts as one. Not at the end.
    ByteView step();
    // Takes `count` characters that are all there.
    void step(int count);

private:
    ByteView m_text;
    size_t m_at = 0;
    Position m_position{1, 1};
};

// Refuses NUL and bytes that are not UTF-8, naming the place of the first.
Result<void> checkCharacters(ByteView text, const LineMap& lines);

} // namespace shoal::config
