// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/json_scalars.h"

#include <optional>

namespace shoal::config {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

void appendUtf8(Bytes& out, uint32_t code)
{
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

// JSON's number: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
bool isJsonNumber(ByteView text)
{
    size_t i = 0;
    const auto digits = [&] {
        const size_t start = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i > start;
    };
    const auto at = [&](ByteView set) { return i < text.size() && set.find(text[i]) != ByteView::npos; };
    if (at("-"))
        ++i;
    if (at("0"))
        ++i;
    else if (!digits())
        return false;
    if (at(".") && (++i, !digits()))
        return false;
    if (at("eE")) {
        ++i;
        if (at("+-"))
            ++i;
        if (!digits())
            return false;
    }
    return i == text.size();
}

tl::unexpected<Error> wrong(const LineMap& lines, Position at, ByteView sentence)
{
    return fail(ErrorCode::InvalidArgument, placed(lines, at, sentence));
}

// The four digits after \u, or nothing.
std::optional<uint32_t> readCodeUnit(TextCursor& cursor)
{
    cursor.step(); // u
    uint32_t code = 0;
    for (int i = 0; i < 4; ++i) {
        if (cursor.atEnd() || !isHexDigit(cursor.peek()))
            return std::nullopt;
        code = code * 16 + static_cast<uint32_t>(std::stoi(Bytes(cursor.step()), nullptr, 16));
    }
    return code;
}

Result<void> readUnicodeEscape(TextCursor& cursor, const LineMap& lines, Position at, Bytes& text)
{
    const auto unit = readCodeUnit(cursor);
    if (!unit)
        return wrong(lines, at, "\\u is not followed by four hexadecimal digits; write for example \\u00e9");
    uint32_t code = *unit;
    if (code == 0)
        return wrong(lines, at, "\\u0000 cannot stand in text; remove it");
    if (code >= 0xD800 && code < 0xE000) {
        std::optional<uint32_t> low;
        if (code < 0xDC00 && cursor.startsWith("\\u")) {
            cursor.step();
            low = readCodeUnit(cursor);
        }
        if (!low || *low < 0xDC00 || *low >= 0xE000)
            return wrong(lines, at, "half of a surrogate pair stands alone; write the character itself");
        code = 0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00);
    }
    appendUtf8(text, code);
    return {};
}

Result<void> readEscape(TextCursor& cursor, const LineMap& lines, Bytes& text)
{
    static constexpr ByteView kLetters = "\"\\/bfnrt";
    static constexpr ByteView kMeanings = "\"\\/\b\f\n\r\t";
    const Position at = cursor.position();
    cursor.step();
    if (cursor.startsWith("u"))
        return readUnicodeEscape(cursor, lines, at, text);
    const size_t which = cursor.atEnd() ? ByteView::npos : kLetters.find(cursor.peek());
    if (which == ByteView::npos)
        return wrong(lines, at, "a backslash stands before a character that needs none; write \\\\ for a backslash");
    cursor.step();
    text += kMeanings[which];
    return {};
}

JsonValue startAt(const TextCursor& cursor, JsonValue::Kind kind)
{
    JsonValue value;
    value.kind = kind;
    value.at = cursor.position();
    return value;
}

} // namespace

Result<Bytes> readJsonText(TextCursor& cursor, const LineMap& lines)
{
    const Position start = cursor.position();
    cursor.step();
    Bytes text;
    while (true) {
        if (cursor.atEnd() || cursor.peek() == '\n')
            return wrong(lines, start, "this text is not closed on its line; a double quote is missing");
        const char c = cursor.peek();
        if (static_cast<unsigned char>(c) < 0x20)
            return wrong(lines, cursor.position(),
                         "a control character stands in text; write \\t for a tab, \\n for "
                         "a new line, \\u and four digits for others");
        if (c == '\\') {
            if (auto r = readEscape(cursor, lines, text); !r)
                return fail(r.error());
            continue;
        }
        const ByteView character = cursor.step();
        if (c == '"')
            return text;
        text += character;
    }
}

Result<JsonValue> readJsonNumber(TextCursor& cursor, const LineMap& lines)
{
    JsonValue number = startAt(cursor, JsonValue::Kind::Number);
    while (!cursor.atEnd() && (isDigit(cursor.peek()) || isWordCharacter(cursor.peek()) ||
                               ByteView("+-.").find(cursor.peek()) != ByteView::npos))
        number.text += cursor.step();
    if (isJsonNumber(number.text))
        return number;
    if (number.text.size() > 1 && number.text[0] == '0' && isDigit(number.text[1]))
        return wrong(lines, number.at, "a number begins with 0; write it without leading zeros");
    return wrong(lines, number.at, "this is not a number; write digits, and text in double quotes");
}

Result<JsonValue> readJsonWord(TextCursor& cursor, const LineMap& lines)
{
    JsonValue value = startAt(cursor, JsonValue::Kind::Null);
    Bytes word;
    while (!cursor.atEnd() && (isWordCharacter(cursor.peek()) || isDigit(cursor.peek())))
        word += cursor.step();
    if (word == "true" || word == "false") {
        value.kind = JsonValue::Kind::Bool;
        value.boolean = word == "true";
        return value;
    }
    if (word == "null")
        return value;
    return wrong(lines, value.at,
                 "an unknown word stands here; write text in double quotes, or true or false in "
                 "lower case");
}

} // namespace shoal::config
