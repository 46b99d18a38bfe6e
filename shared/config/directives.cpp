// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/directives.h"

#include "shared/config/options.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace shoal::config {

namespace {

constexpr ByteView kBlanks = " \t";

// KEY=value of one line, and where the key and the value begin.
struct Assignment
{
    ByteView key;
    ByteView value;
    Position keyAt;
    Position valueAt;
};

ByteView trimmed(ByteView text)
{
    const size_t start = text.find_first_not_of(kBlanks);
    if (start == ByteView::npos)
        return {};
    return text.substr(start, text.find_last_not_of(kBlanks) - start + 1);
}

// The length of KEY and the blanks and = after it, or 0 when `text` does not begin so.
size_t assignmentLength(ByteView text, size_t keyLength)
{
    const size_t equals = text.find_first_not_of(kBlanks, keyLength);
    return equals != ByteView::npos && text[equals] == '=' ? equals + 1 : 0;
}

std::optional<Assignment> readAssignment(const CommentLine& line)
{
    // Lines of a block comment often begin with a star.
    const size_t start = line.text.find_first_not_of(" \t*");
    if (start == Bytes::npos)
        return std::nullopt;
    const ByteView text = ByteView(line.text).substr(start);
    const auto isKeyCharacter = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto keyEnd = std::find_if_not(text.begin(), text.end(), isKeyCharacter);
    const auto keyLength = static_cast<size_t>(keyEnd - text.begin());
    const size_t valueStart = assignmentLength(text, keyLength);
    if (keyLength == 0 || valueStart == 0)
        return std::nullopt;
    const size_t valueText = std::min(text.find_first_not_of(kBlanks, valueStart), text.size());
    // All before the value is ASCII, so bytes are characters.
    const auto column = [&](size_t offset) {
        return Position{line.at.line, line.at.column + static_cast<int>(start + offset)};
    };
    return Assignment{text.substr(0, keyLength), trimmed(text.substr(valueStart)), column(0), column(valueText)};
}

template <class Number> std::optional<Number> wholeText(ByteView text, int base)
{
    Number number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

class DirectiveReader
{
public:
    explicit DirectiveReader(Findings& findings) : m_findings(findings) {}

    void readLine(const CommentLine& line)
    {
        const auto assignment = readAssignment(line);
        if (!assignment) {
            noticeDirectiveInsideLine(line);
            return;
        }
        if (const Option* option = findOption(Scope::Directive, assignment->key))
            readKnown(*assignment, *option);
        else if (assignment->key.starts_with("DAEMON_"))
            m_findings.notice(assignment->keyAt, "the directive " + shownKey(assignment->key) +
                                                     " is unknown and ignored; the nearest known one is " +
                                                     Bytes(nearestOption(Scope::Directive, assignment->key)));
    }

    DaemonDirectives result;

private:
    // btsync's start script found directives anywhere; one that is not read any more must not go unnoticed.
    void noticeDirectiveInsideLine(const CommentLine& line)
    {
        for (const Option& option : options()) {
            const size_t at = option.scope == Scope::Directive ? line.text.find(option.name) : Bytes::npos;
            if (at != Bytes::npos && assignmentLength(ByteView(line.text).substr(at), option.name.size()) > 0) {
                m_findings.notice(line.at, Bytes(option.name) + " is not read here; to use it, begin the line of the "
                                                                "comment with it");
                return;
            }
        }
    }

    void readKnown(const Assignment& assignment, const Option& option)
    {
        const auto [first, isNew] = m_seen.try_emplace(option.name, assignment.keyAt);
        if (!isNew) {
            m_findings.error(assignment.keyAt, Bytes(option.name) + " is given twice, first at " +
                                                   m_findings.lineInWords(first->second, assignment.keyAt) +
                                                   "; keep one of them");
            return;
        }
        const Bytes wanted = take(assignment);
        if (!wanted.empty())
            m_findings.error(assignment.valueAt, Bytes(option.name) + " has a wrong value; it must be " + wanted);
        else if (option.fate != Fate::Works && option.quietValue != assignment.value)
            m_findings.notice(assignment.keyAt, Bytes(option.name) + " is accepted: " + Bytes(option.notice));
    }

    // Stores the value; returns what would be right when it is wrong.
    Bytes take(const Assignment& assignment)
    {
        const ByteView key = assignment.key;
        const ByteView value = assignment.value;
        if (key == "DAEMON_UMASK")
            return takeUmask(value);
        if (key == "DAEMON_NICE")
            return takeNice(value);
        if (key == "DAEMON_DEBUG")
            return takeDebugMask(value);
        if (key == "LOG_PATH") {
            result.logPath = Bytes(value);
            return value.empty() ? "the path of a file" : "";
        }
        const bool isWord = !value.empty() && value.find_first_of(kBlanks) == ByteView::npos;
        if (key == "DAEMON_UID") {
            result.user = Bytes(value);
            result.userAt = assignment.keyAt;
            return isWord ? "" : "the name or number of a user";
        }
        if (key == "DAEMON_GID") {
            result.group = Bytes(value);
            result.groupAt = assignment.keyAt;
            return isWord ? "" : "the name or number of a group";
        }
        return isWord ? "" : "an IPv4 address";
    }

    Bytes takeUmask(ByteView value)
    {
        result.umask = wholeText<uint32_t>(value, 8);
        const bool fits = result.umask && value.size() <= 4 && *result.umask <= 0777;
        return fits ? "" : "one to four octal digits up to 0777, for example 0027";
    }

    Bytes takeNice(ByteView value)
    {
        result.nice = wholeText<int>(value, 10);
        const bool fits = result.nice && *result.nice >= -20 && *result.nice <= 19;
        return fits ? "" : "a whole number from -20 (first) to 19 (last)";
    }

    Bytes takeDebugMask(ByteView value)
    {
        result.debugMask = wholeText<uint32_t>(value, 16);
        return result.debugMask && value.size() == 4 ? "" : "four hexadecimal digits, 0000 for off, FFFF for all";
    }

    Findings& m_findings;
    std::map<ByteView, Position> m_seen;
};

} // namespace

DaemonDirectives readDirectives(const std::vector<CommentLine>& comments, Findings& findings)
{
    DirectiveReader reader(findings);
    for (const CommentLine& line : comments)
        reader.readLine(line);
    return reader.result;
}

} // namespace shoal::config
