// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/json_reader.h"

#include "shared/config/json_scalars.h"
#include "shared/config/text_cursor.h"

#include <optional>
#include <unordered_map>

namespace shoal::config {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isWordCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Recursive descent over characters that are known to be UTF-8 without NUL.
class Reader
{
public:
    Reader(ByteView text, const LineMap& lines) : m_cursor(text), m_lines(lines) {}

    Result<JsonDocument> read()
    {
        if (auto r = skipBlanks(); !r)
            return fail(r.error());
        if (m_cursor.atEnd())
            return wrong(m_cursor.position(), "the file holds no settings; it must be one object in { and }");
        auto root = readValue(0);
        if (!root)
            return fail(root.error());
        if (auto r = skipBlanks(); !r)
            return fail(r.error());
        if (!m_cursor.atEnd())
            return wrong(m_cursor.position(), "there is text after the end of the settings; remove it, or remove "
                                              "the bracket that closes them too early");
        return JsonDocument{std::move(*root), std::move(m_comments)};
    }

private:
    tl::unexpected<Error> wrong(Position at, ByteView sentence) const
    {
        return fail(ErrorCode::InvalidArgument, placed(m_lines, at, sentence));
    }

    // White space and comments.
    Result<void> skipBlanks()
    {
        while (!m_cursor.atEnd()) {
            if (isBlank(m_cursor.peek())) {
                m_cursor.step();
            } else if (m_cursor.startsWith("//")) {
                m_cursor.step(2);
                readCommentLine("\n");
            } else if (m_cursor.startsWith("/*")) {
                if (auto r = readBlockComment(); !r)
                    return r;
            } else {
                break;
            }
        }
        return {};
    }

    // Takes the rest of the line, or what comes before `end` when that is earlier.
    void readCommentLine(ByteView end)
    {
        const Position at = m_cursor.position();
        Bytes line;
        while (!m_cursor.atEnd() && m_cursor.peek() != '\n' && !m_cursor.startsWith(end))
            line += m_cursor.step();
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        m_comments.push_back({at, std::move(line)});
    }

    Result<void> readBlockComment()
    {
        const Position start = m_cursor.position();
        m_cursor.step(2);
        while (!m_cursor.atEnd()) {
            readCommentLine("*/");
            if (m_cursor.startsWith("*/")) {
                m_cursor.step(2);
                return {};
            }
            if (!m_cursor.atEnd())
                m_cursor.step(); // the end of the line
        }
        return wrong(start, "this comment is not closed; end it with */");
    }

    Result<JsonValue> readValue(int depth)
    {
        if (depth > kMaxDepth)
            return wrong(m_cursor.position(), "brackets are nested more than " + std::to_string(kMaxDepth) +
                                                  " deep; no key of a config file needs that");
        if (m_cursor.atEnd())
            return wrong(m_cursor.position(), "the file ends where a value is expected; write it, or remove the key");
        const char c = m_cursor.peek();
        if (c == '{')
            return readObject(depth);
        if (c == '[')
            return readList(depth);
        if (c == '"')
            return readTextValue();
        if (c == '-' || c == '+' || c == '.' || isDigit(c))
            return readJsonNumber(m_cursor, m_lines);
        if (isWordCharacter(c))
            return readJsonWord(m_cursor, m_lines);
        return unexpectedInsteadOfValue(c);
    }

    Result<JsonValue> unexpectedInsteadOfValue(char c)
    {
        const Position at = m_cursor.position();
        if (c == '\'')
            return wrong(at, "text is in single quotes; write it in double quotes");
        if (c == '#')
            return wrong(at, "# does not begin a comment; comments begin with // or stand in /* and */");
        if (c == ',' || c == '}' || c == ']')
            return wrong(at, Bytes("a value is missing before this ") + c + "; write it, or remove the key or comma");
        return wrong(at, "unexpected character " + printable(m_cursor.step()) +
                             "; expected text in double quotes, a number, true, false, { or [");
    }

    JsonValue valueHere(JsonValue::Kind kind) const
    {
        JsonValue value;
        value.kind = kind;
        value.at = m_cursor.position();
        return value;
    }

    // After an opening bracket or a comma: true when `close` follows, with the cursor behind it.
    Result<bool> closedBy(char close, const std::optional<Position>& comma)
    {
        if (auto r = skipBlanks(); !r)
            return fail(r.error());
        if (m_cursor.atEnd() || m_cursor.peek() != close)
            return false;
        if (comma)
            return wrong(*comma, Bytes("there is nothing between this comma and the ") + close +
                                     " that follows; remove the comma");
        m_cursor.step();
        return true;
    }

    // After a member or item that ended at `end`: true for a comma, false for the closing bracket.
    Result<bool> goesOn(char close, Position open, Position end, Position& comma)
    {
        if (auto r = skipBlanks(); !r)
            return fail(r.error());
        const Bytes bracket(1, close);
        if (m_cursor.atEnd())
            return wrong(open, "this bracket is not closed; a " + bracket + " is missing");
        comma = m_cursor.position();
        const char c = m_cursor.peek();
        if (c == ',' || c == close) {
            m_cursor.step();
            return c == ',';
        }
        return wrong(end, "a comma or a " + bracket + " is missing here; a comma stands between two entries, " +
                              bracket + " after the last");
    }

    Result<JsonValue> readObject(int depth)
    {
        JsonValue object = valueHere(JsonValue::Kind::Object);
        m_cursor.step();
        std::unordered_map<Bytes, Position> seen;
        std::optional<Position> comma;
        while (true) {
            auto closed = closedBy('}', comma);
            if (!closed)
                return fail(closed.error());
            if (*closed)
                return object;
            auto member = readMember(object.at, depth);
            if (!member)
                return fail(member.error());
            const auto [first, isNew] = seen.try_emplace(member->key, member->keyAt);
            if (!isNew)
                return wrong(member->keyAt, "the key " + shownKey(member->key) + " is given twice, first at " +
                                                lineInWords(m_lines, first->second, member->keyAt) + ", column " +
                                                std::to_string(first->second.column) + "; keep one of them");
            const Position end = m_cursor.position();
            object.members.push_back(std::move(*member));
            auto more = goesOn('}', object.at, end, comma.emplace());
            if (!more)
                return fail(more.error());
            if (!*more)
                return object;
        }
    }

    Result<JsonMember> readMember(Position open, int depth)
    {
        if (m_cursor.atEnd())
            return wrong(open, "this bracket is not closed; a } is missing");
        JsonMember member;
        member.keyAt = m_cursor.position();
        if (m_cursor.peek() != '"')
            return wrong(member.keyAt, "a key in double quotes is expected here; write it as \"key\" : value");
        auto key = readJsonText(m_cursor, m_lines);
        if (!key)
            return fail(key.error());
        member.key = std::move(*key);
        const Position end = m_cursor.position();
        if (auto r = skipBlanks(); !r)
            return fail(r.error());
        if (m_cursor.atEnd() || m_cursor.peek() != ':')
            return wrong(end, "a colon is missing after the key " + shownKey(member.key) + "; write \"key\" : value");
        m_cursor.step();
        if (auto r = skipBlanks(); !r)
            return fail(r.error());
        auto value = readValue(depth + 1);
        if (!value)
            return fail(value.error());
        member.value = std::move(*value);
        return member;
    }

    Result<JsonValue> readList(int depth)
    {
        JsonValue list = valueHere(JsonValue::Kind::List);
        m_cursor.step();
        std::optional<Position> comma;
        while (true) {
            auto closed = closedBy(']', comma);
            if (!closed)
                return fail(closed.error());
            if (*closed)
                return list;
            if (m_cursor.atEnd())
                return wrong(list.at, "this bracket is not closed; a ] is missing");
            auto item = readValue(depth + 1);
            if (!item)
                return fail(item.error());
            const Position end = m_cursor.position();
            list.items.push_back(std::move(*item));
            auto more = goesOn(']', list.at, end, comma.emplace());
            if (!more)
                return fail(more.error());
            if (!*more)
                return list;
        }
    }

    Result<JsonValue> readTextValue()
    {
        JsonValue value = valueHere(JsonValue::Kind::Text);
        auto text = readJsonText(m_cursor, m_lines);
        if (!text)
            return fail(text.error());
        value.text = std::move(*text);
        return value;
    }

    TextCursor m_cursor;
    const LineMap& m_lines;
    std::vector<CommentLine> m_comments;
};

} // namespace

Result<JsonDocument> readJson(ByteView text, const LineMap& lines)
{
    if (text.size() > kMaxConfigBytes)
        return fail(
            ErrorCode::InvalidArgument,
            placed(lines, {1, 1},
                   "the file is larger than " + std::to_string(kMaxConfigBytes / 1024) + " KiB; is it a config file?"));
    if (auto r = checkCharacters(text, lines); !r)
        return fail(r.error());
    return Reader(text, lines).read();
}

} // namespace shoal::config
