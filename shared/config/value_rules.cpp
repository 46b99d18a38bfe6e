// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/value_rules.h"

#include "shared/config/option_reader.h"
#include "shared/config/weekly_limits.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <climits>

namespace shoal::config {

namespace {

using Kind = JsonValue::Kind;

// No host name is longer (RFC 1035).
constexpr size_t kMaxHostBytes = 253;

constexpr ByteView kHostForm = "write \"192.0.2.7:12345\", \"name.example:12345\" or \"[2001:db8::7]:12345\"";

ByteView kindInWords(Kind kind)
{
    switch (kind) {
    case Kind::Null:
        return "null";
    case Kind::Bool:
        return "true or false";
    case Kind::Number:
        return "a number";
    case Kind::Text:
        return "text in quotes";
    case Kind::List:
        return "a list";
    case Kind::Object:
        return "an object";
    }
    return "";
}

Bytes rangeInWords(const Option& option)
{
    Bytes range = "a whole number from " + std::to_string(option.min) + " to " + std::to_string(option.max);
    if (!option.unit.empty())
        range += " (" + Bytes(option.unit) + ")";
    if (!option.zeroMeans.empty() && option.min > 0)
        range += ", or 0 for " + Bytes(option.zeroMeans);
    return range;
}

Bytes wantedInWords(const Option& option)
{
    switch (option.type) {
    case ValueType::Bool:
        return "true or false, without quotes";
    case ValueType::Integer:
        return rangeInWords(option) + ", without quotes";
    case ValueType::NumberText:
        return rangeInWords(option);
    case ValueType::Text:
        return "text in double quotes";
    case ValueType::FolderPath:
        return "an absolute path in double quotes";
    case ValueType::Texts:
        return "a list of texts: [ \"...\", \"...\" ]";
    case ValueType::HostTexts:
        return "a list of hosts with ports: [ \"192.0.2.7:12345\" ]";
    case ValueType::HostList:
        return "hosts with ports in double quotes, with commas between them: \"192.0.2.7:12345\"";
    case ValueType::Shares:
        return "a list of objects: [ { \"secret\" : ..., \"dir\" : ... } ]";
    case ValueType::Periods:
        return "a list of periods";
    case ValueType::Group:
        return "an object in { and }";
    case ValueType::Anything:
        return "a value";
    }
    return "";
}

// One check of one value; says what is wrong and what would be right.
class Check
{
public:
    Check(const Option& option, const JsonValue& value, Findings& findings)
        : m_option(option), m_value(value), m_findings(findings)
    {}

    bool passes() const
    {
        switch (m_option.type) {
        case ValueType::Bool:
            return hasKind(Kind::Bool);
        case ValueType::Integer:
        case ValueType::NumberText:
            return isNumber();
        case ValueType::Text:
            return hasKind(Kind::Text);
        case ValueType::FolderPath:
            return hasKind(Kind::Text) && isFolderPath();
        case ValueType::Texts:
        case ValueType::HostTexts:
            return isListOfTexts();
        case ValueType::HostList:
            return m_value.kind == Kind::List ? isListOfTexts() : hasKind(Kind::Text) && isHostList();
        case ValueType::Shares:
            return isListOfObjects();
        case ValueType::Periods:
            return arePeriods();
        case ValueType::Group:
            return hasKind(Kind::Object);
        case ValueType::Anything:
            return true;
        }
        return false;
    }

private:
    bool wrong(Position at, Bytes sentence) const
    {
        m_findings.error(at, std::move(sentence));
        return false;
    }

    Bytes mustBe() const { return "; it must be " + wantedInWords(m_option); }
    Bytes name() const { return Bytes(m_option.name); }

    bool hasKind(Kind kind) const
    {
        if (m_value.kind == kind)
            return true;
        return wrong(m_value.at, name() + " is " + Bytes(kindInWords(m_value.kind)) + mustBe());
    }

    bool isNumber() const
    {
        const bool quoted = m_value.kind == Kind::Text && m_option.type == ValueType::NumberText;
        if (!quoted && !hasKind(Kind::Number))
            return false;
        const auto number = wholeNumber(m_value);
        if (!number)
            return wrong(m_value.at, name() + " is not a whole number" + mustBe());
        const bool fits = *number >= m_option.min && *number <= m_option.max;
        if (fits || (*number == 0 && !m_option.zeroMeans.empty()))
            return true;
        return wrong(m_value.at, name() + " is " + std::to_string(*number) + mustBe());
    }

    bool isFolderPath() const
    {
        const ByteView path = m_value.text;
        if (path.empty())
            return wrong(m_value.at, name() + " is empty" + mustBe());
        if (path[0] != '/')
            return wrong(m_value.at, name() + " is not an absolute path; write the whole path, beginning with /");
        if (path.size() >= PATH_MAX)
            return wrong(m_value.at, name() + " is longer than the system allows; a path has at most " +
                                         std::to_string(PATH_MAX - 1) + " bytes");
        return true;
    }

    bool isListOfTexts() const
    {
        if (!hasKind(Kind::List))
            return false;
        return std::all_of(m_value.items.begin(), m_value.items.end(), [this](const JsonValue& item) {
            if (item.kind != Kind::Text)
                return wrong(item.at, "an entry of " + name() + " is " + Bytes(kindInWords(item.kind)) + mustBe());
            if (m_option.type != ValueType::Texts && !isHostAndPort(item.text))
                return wrong(item.at, "an entry of " + name() + " is not a host with its port; " + Bytes(kHostForm));
            return true;
        });
    }

    bool isHostList() const
    {
        const std::vector<Bytes> hosts = splitList(m_value.text);
        if (std::all_of(hosts.begin(), hosts.end(), [](const Bytes& host) { return isHostAndPort(host); }))
            return true;
        return wrong(m_value.at, "an entry of " + name() + " is not a host with its port; " + Bytes(kHostForm));
    }

    bool isListOfObjects() const
    {
        if (!hasKind(Kind::List))
            return false;
        return std::all_of(m_value.items.begin(), m_value.items.end(), [this](const JsonValue& item) {
            return item.kind == Kind::Object ||
                   wrong(item.at, "an entry of " + name() + " is " + Bytes(kindInWords(item.kind)) + mustBe());
        });
    }

    bool arePeriods() const
    {
        return readWeeklyLimits(m_value, [this](Position at, Bytes sentence) { wrong(at, std::move(sentence)); })
            .has_value();
    }

    const Option& m_option;
    const JsonValue& m_value;
    Findings& m_findings;
};

bool isHostCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
}

// What stands in brackets: an address, with an interface after % where it has one.
bool isIpv6(ByteView text)
{
    const size_t percent = std::min(text.find('%'), text.size());
    const ByteView interface = text.substr(std::min(percent + 1, text.size()));
    const bool isName = !interface.empty() && std::all_of(interface.begin(), interface.end(), isHostCharacter);
    in6_addr parsed{};
    return (percent == text.size() || isName) &&
           ::inet_pton(AF_INET6, Bytes(text.substr(0, percent)).c_str(), &parsed) == 1;
}

} // namespace

bool isHostAndPort(ByteView text)
{
    const size_t colon = text.rfind(':');
    if (colon == ByteView::npos)
        return false;
    ByteView host = text.substr(0, colon);
    const ByteView port = text.substr(colon + 1);
    int number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc() || end != port.data() + port.size() || number < 1 || number > 65535)
        return false;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        return host.size() <= kMaxHostBytes && isIpv6(host.substr(1, host.size() - 2));
    return !host.empty() && host.size() <= kMaxHostBytes && std::all_of(host.begin(), host.end(), isHostCharacter);
}

std::vector<Bytes> splitList(ByteView text)
{
    std::vector<Bytes> entries;
    while (!text.empty()) {
        const size_t comma = std::min(text.find(','), text.size());
        ByteView entry = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        const size_t start = entry.find_first_not_of(" \t");
        if (start == ByteView::npos)
            continue;
        entry = entry.substr(start, entry.find_last_not_of(" \t") - start + 1);
        entries.emplace_back(entry);
    }
    return entries;
}

bool checkValue(const Option& option, const JsonValue& value, Findings& findings)
{
    return Check(option, value, findings).passes();
}

std::vector<Bytes> textsOf(const JsonValue& value)
{
    if (value.kind == JsonValue::Kind::Text)
        return splitList(value.text);
    std::vector<Bytes> texts;
    for (const JsonValue& item : value.items)
        texts.push_back(item.text);
    return texts;
}

} // namespace shoal::config
