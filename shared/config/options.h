// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <optional>
#include <span>

namespace shoal::config {

// Where a key stands: in the file's object, in an entry of "shared_folders", or in a comment.
enum class Scope { Instance, Share, Directive };

enum class ValueType {
    Bool,
    Integer,    // whole number
    NumberText, // whole number, also as text in quotes: btsync wants its advanced preferences so
    Text,       // one line
    FolderPath, // absolute path, not /
    Texts,      // list of texts
    HostTexts,  // list of host:port
    HostList,   // list of host:port, or one text with commas between them
    Group,      // object whose keys are options "<name>.<key>"; those may also stand dotted beside it
    Shares,     // list of objects with the options of Scope::Share
    Periods,    // list of periods of the week with their limits (weekly_limits.h)
    Anything,
};

// What becomes of a key. Later and Meaningless keys are accepted, with one notice.
enum class Fate { Works, Later, Meaningless };

// One key of a config file. Defaults and ranges are those of btsync where Shoal has the same thing.
struct Option
{
    Scope scope;
    ByteView name; // with dots for keys of a group
    ValueType type;
    ByteView defaultValue; // as in JSON without quotes; empty for text that is not given
    Fate fate = Fate::Works;
    // Not Works: the sentence of the notice after "<key> is accepted: ". Empty: the notice of the group says it.
    ByteView notice = {};
    // No notice for this value, because it asks for what happens anyway.
    std::optional<ByteView> quietValue = {};
    int64_t min = 0;
    int64_t max = 0;
    ByteView unit = {};
    // 0 is allowed although `min` is greater; says what it means.
    ByteView zeroMeans = {};
};

// The one table of all keys, in the order of btsync's sample.
std::span<const Option> options();

// Null when there is no such key.
const Option* findOption(Scope scope, ByteView name);

// The known key a person most likely meant. `prefix` ("webui.") restricts to the keys of a group and is not part of
// `name` or of the result.
ByteView nearestOption(Scope scope, ByteView name, ByteView prefix = {});

} // namespace shoal::config
