// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/text_cursor.h"

namespace shoal::config {

namespace {

constexpr ByteView kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kLongestCharacter = 4; // bytes of UTF-8

} // namespace

TextCursor::TextCursor(ByteView text) : m_text(text)
{
    if (m_text.starts_with(kByteOrderMark))
        m_at = kByteOrderMark.size();
}

bool TextCursor::isBroken() const
{
    // utf8Cut counts a broken byte as a character of its own, so only such a byte fits into one byte.
    return static_cast<unsigned char>(peek()) >= 0x80 && utf8Cut(m_text.substr(m_at), 1) == 1;
}

ByteView TextCursor::step()
{
    const ByteView rest = m_text.substr(m_at);
    size_t length = 1;
    while (length < kLongestCharacter && utf8Cut(rest, length) == 0)
        ++length;
    m_at += length;
    if (rest[0] == '\n') {
        ++m_position.line;
        m_position.column = 1;
    } else {
        ++m_position.column;
    }
    return rest.substr(0, length);
}

void TextCursor::step(int count)
{
    for (int i = 0; i < count; ++i)
        step();
}

Result<void> checkCharacters(ByteView text, const LineMap& lines)
{
    const auto wrong = [&](Position at, ByteView sentence) {
        return fail(ErrorCode::InvalidArgument, placed(lines, at, sentence));
    };
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return wrong({1, 1}, "the file is in UTF-16; save it as UTF-8");
    for (TextCursor cursor(text); !cursor.atEnd(); cursor.step()) {
        if (cursor.peek() == '\0')
            return wrong(cursor.position(), "the file holds a NUL byte; it must be text in UTF-8");
        if (cursor.isBroken())
            return wrong(cursor.position(), "this byte is not UTF-8; save the file as UTF-8");
    }
    return {};
}

} // namespace shoal::config
