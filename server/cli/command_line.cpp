// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/command_line.h"

#include "shared/base/nearest.h"

#include <algorithm>
#include <charconv>

namespace shoal::cli {

namespace {

// What is longer is no mistyped option, but maybe something that must not be repeated.
constexpr size_t kRepeatedBytes = 30;

tl::unexpected<Error> unknownOption(ByteView typed, std::span<const Option> known)
{
    std::vector<ByteView> names;
    for (const Option& option : known)
        names.push_back(option.name);
    const Bytes repeated = typed.size() <= kRepeatedBytes ? " " + printable(typed) : Bytes();
    return fail(ErrorCode::InvalidArgument,
                "unknown option" + repeated + "; the nearest is " + Bytes(nearestWord(typed, names)));
}

} // namespace

std::optional<Bytes> CommandLine::value(ByteView option) const
{
    const auto found = options.find(option);
    return found == options.end() ? std::nullopt : std::optional(found->second);
}

Result<int64_t> CommandLine::number(ByteView option, int64_t least, int64_t most, int64_t absent) const
{
    const auto text = value(option);
    if (!text)
        return absent;
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc() || end != text->data() + text->size() || number < least || number > most)
        return fail(ErrorCode::InvalidArgument, Bytes(option) + " needs a whole number from " + std::to_string(least) +
                                                    " to " + std::to_string(most) + ", not " + printable(*text));
    return number;
}

Result<CommandLine> readCommandLine(const std::vector<Bytes>& arguments, std::span<const Option> known)
{
    CommandLine line;
    bool onlyWords = false;
    for (size_t i = 0; i < arguments.size(); ++i) {
        const Bytes& argument = arguments[i];
        // A lone dash is a word: it stands for standard input.
        if (onlyWords || argument.size() < 2 || argument[0] != '-') {
            line.words.push_back(argument);
            continue;
        }
        if (argument == "--") {
            onlyWords = true;
            continue;
        }
        const size_t equals = argument.find('=');
        const Bytes name = argument == "-h" ? "--help" : argument.substr(0, equals);
        const auto option = std::find_if(known.begin(), known.end(), [&](const Option& o) { return o.name == name; });
        if (option == known.end())
            return unknownOption(name, known);
        if (line.has(name))
            return fail(ErrorCode::InvalidArgument, name + " is given twice");
        if (option->value.empty() && equals != Bytes::npos)
            return fail(ErrorCode::InvalidArgument, name + " takes no value");
        if (!option->value.empty() && equals == Bytes::npos && ++i == arguments.size())
            return fail(ErrorCode::InvalidArgument, name + " needs its value: " + name + ' ' + Bytes(option->value));
        line.options[name] = option->value.empty()   ? Bytes()
                             : equals != Bytes::npos ? argument.substr(equals + 1)
                                                     : arguments[i];
    }
    return line;
}

} // namespace shoal::cli
