// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace shoal::cli {

// An option of a command. Commands that share a name agree on whether it takes a value.
struct Option
{
    ByteView name;    // with its dashes
    ByteView value;   // what stands for the value in the help; empty: a switch
    ByteView meaning; // for the help
};

// What a person typed after `shoal`. Options may stand anywhere before "--".
struct CommandLine
{
    std::vector<Bytes> words; // the command, then its arguments; a command gets its arguments alone
    std::map<Bytes, Bytes, std::less<>> options;

    bool has(ByteView option) const { return options.contains(option); }
    std::optional<Bytes> value(ByteView option) const;
    // The whole number from `least` to `most` that is the option's value; `absent` without the option. InvalidArgument
    // when it is none.
    Result<int64_t> number(ByteView option, int64_t least, int64_t most, int64_t absent) const;
};

// InvalidArgument for an option that is not `known`, given twice, or without its value; the sentence names what was
// probably meant. -h stands for --help.
Result<CommandLine> readCommandLine(const std::vector<Bytes>& arguments, std::span<const Option> known);

} // namespace shoal::cli
