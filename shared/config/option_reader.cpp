// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/option_reader.h"

#include "shared/config/value_rules.h"

#include <QtGlobal>
#include <charconv>

namespace shoal::config {

namespace {

using Kind = JsonValue::Kind;

// The value as the table writes defaults and quiet values.
Bytes inShort(const JsonValue& value)
{
    switch (value.kind) {
    case Kind::Bool:
        return value.boolean ? "true" : "false";
    case Kind::Number:
    case Kind::Text:
        return value.text;
    case Kind::List:
        return value.items.empty() ? "[]" : "[...]";
    case Kind::Object:
        return value.members.empty() ? "{}" : "{...}";
    case Kind::Null:
        break;
    }
    return "null";
}

const Option& known(Scope scope, ByteView name)
{
    const Option* option = findOption(scope, name);
    Q_ASSERT(option);
    return *option;
}

int64_t toNumber(ByteView text)
{
    int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// The group a key with a dot belongs to, or null.
const Option* groupOf(const Option& option)
{
    const size_t dot = option.name.find('.');
    return dot == ByteView::npos ? nullptr : findOption(option.scope, option.name.substr(0, dot));
}

} // namespace

std::optional<int64_t> wholeNumber(const JsonValue& value)
{
    const char* end = value.text.data() + value.text.size();
    int64_t number = 0;
    const auto [stop, error] = std::from_chars(value.text.data(), end, number);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

const JsonValue* OptionValues::given(ByteView name) const
{
    const auto found = m_given.find(name);
    return found == m_given.end() ? nullptr : found->second;
}

std::map<Bytes, Position, std::less<>> OptionValues::places() const
{
    std::map<Bytes, Position, std::less<>> places;
    for (const auto& [name, value] : m_given)
        places.emplace(name, value->at);
    return places;
}

bool OptionValues::flag(ByteView name) const
{
    const JsonValue* value = given(name);
    return value ? value->boolean : known(m_scope, name).defaultValue == "true";
}

int64_t OptionValues::number(ByteView name) const
{
    const JsonValue* value = given(name);
    return toNumber(value ? ByteView(value->text) : known(m_scope, name).defaultValue);
}

Bytes OptionValues::text(ByteView name) const
{
    const JsonValue* value = given(name);
    return value ? value->text : Bytes(known(m_scope, name).defaultValue);
}

std::vector<Bytes> OptionValues::texts(ByteView name) const
{
    const JsonValue* value = given(name);
    return value ? textsOf(*value) : splitList(known(m_scope, name).defaultValue);
}

OptionValues OptionReader::read(const JsonValue& object, Scope scope)
{
    OptionValues values(scope);
    readMembers(object, scope, {}, values);
    return values;
}

void OptionReader::readMembers(const JsonValue& object, Scope scope, ByteView prefix, OptionValues& values)
{
    for (const JsonMember& member : object.members) {
        if (const Option* option = findOption(scope, Bytes(prefix) + member.key))
            readMember(member, *option, values);
        else
            unknownKey(member, scope, prefix);
    }
}

void OptionReader::readMember(const JsonMember& member, const Option& option, OptionValues& values)
{
    if (!checkValue(option, member.value, m_findings))
        return;
    const auto [first, isNew] = values.m_given.try_emplace(Bytes(option.name), &member.value);
    if (!isNew) {
        m_findings.error(member.keyAt, Bytes(option.name) +
                                           " is given twice, with a dot and inside an object; its "
                                           "other value is at line " +
                                           std::to_string(first->second->at.line) + "; keep one of them");
        return;
    }
    noticeFate(option, member);
    if (option.type == ValueType::Group)
        readMembers(member.value, option.scope, Bytes(option.name) + ".", values);
}

void OptionReader::noticeFate(const Option& option, const JsonMember& member)
{
    if (option.fate == Fate::Works || option.quietValue == ByteView(inShort(member.value)))
        return;
    const Option* group = groupOf(option);
    const Option& speaker = option.notice.empty() && group ? *group : option;
    if (m_noticed.insert(speaker.name).second)
        m_findings.notice(member.keyAt, Bytes(speaker.name) + " is accepted: " + Bytes(speaker.notice));
}

void OptionReader::unknownKey(const JsonMember& member, Scope scope, ByteView prefix)
{
    Bytes sentence = "the key " + shownKey(member.key) + " is unknown and ignored; ";
    if (scope == Scope::Instance && prefix.empty() && findOption(Scope::Share, member.key))
        sentence += "it belongs into an entry of shared_folders";
    else if (scope != Scope::Instance && findOption(Scope::Instance, member.key))
        sentence += "it belongs outside of shared_folders";
    else if (!prefix.empty() && findOption(Scope::Instance, member.key))
        sentence += "it belongs outside of " + Bytes(prefix.substr(0, prefix.size() - 1));
    else
        sentence += "the nearest known key is \"" + Bytes(nearestOption(scope, member.key, prefix)) + '"';
    m_findings.notice(member.keyAt, std::move(sentence));
}

} // namespace shoal::config
