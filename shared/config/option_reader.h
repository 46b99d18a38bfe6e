// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/diagnostics.h"
#include "shared/config/json_reader.h"
#include "shared/config/options.h"

#include <map>
#include <set>

namespace shoal::config {

// The values of one object of the file that passed the table of options; the rest has its default.
// Borrows the document. Asking for a name that is not in the table is a fault of the caller.
class OptionValues
{
public:
    explicit OptionValues(Scope scope) : m_scope(scope) {}

    // Null when the key is not in the file or its value was refused.
    const JsonValue* given(ByteView name) const;
    // Of all that are in the file and were not refused.
    std::map<Bytes, Position, std::less<>> places() const;
    bool flag(ByteView name) const;
    int64_t number(ByteView name) const;
    Bytes text(ByteView name) const;
    // A list of texts, or one text with commas.
    std::vector<Bytes> texts(ByteView name) const;

private:
    friend class OptionReader;
    Scope m_scope;
    std::map<Bytes, const JsonValue*, std::less<>> m_given;
};

// Holds the objects of one file against the table: names, types, ranges, and one notice for each key that
// has no effect (yet), however many shares use it.
class OptionReader
{
public:
    explicit OptionReader(Findings& findings) : m_findings(findings) {}

    OptionValues read(const JsonValue& object, Scope scope);

private:
    void readMembers(const JsonValue& object, Scope scope, ByteView prefix, OptionValues& values);
    void readMember(const JsonMember& member, const Option& option, OptionValues& values);
    void unknownKey(const JsonMember& member, Scope scope, ByteView prefix);
    void noticeFate(const Option& option, const JsonMember& member);

    Findings& m_findings;
    std::set<ByteView> m_noticed; // names in the table
};

// The whole number in a value of type Integer or NumberText, if it is one.
std::optional<int64_t> wholeNumber(const JsonValue& value);

} // namespace shoal::config
