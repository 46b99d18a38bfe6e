// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/command_line.h"

#include "shared/base/nearest.h"

#include <array>

namespace shoal::cli {

namespace {

constexpr std::array<ByteView, 6> kOptions{"--instance", "--json",   "--help",
                                           "--version",  "--refill", "--deleted-everywhere"};

} // namespace

Result<CommandLine> readCommandLine(const std::vector<Bytes>& arguments)
{
    static constexpr ByteView kInstanceIs = "--instance=";
    CommandLine line;
    bool onlyWords = false;
    for (size_t i = 0; i < arguments.size(); ++i) {
        const Bytes& argument = arguments[i];
        // A lone dash is a word: it stands for standard input.
        if (onlyWords || argument.size() < 2 || argument[0] != '-') {
            line.words.push_back(argument);
        } else if (argument == "--") {
            onlyWords = true;
        } else if (argument == "--json") {
            line.json = true;
        } else if (argument == "--help" || argument == "-h") {
            line.help = true;
        } else if (argument == "--refill") {
            line.refill = true;
        } else if (argument == "--deleted-everywhere") {
            line.deletedEverywhere = true;
        } else if (argument == "--version") {
            line.version = true;
        } else if (argument.starts_with(kInstanceIs)) {
            line.instance = argument.substr(kInstanceIs.size());
        } else if (argument == "--instance") {
            if (++i == arguments.size())
                return fail(ErrorCode::InvalidArgument, "--instance needs a path: a socket or a storage_path");
            line.instance = arguments[i];
        } else {
            return fail(ErrorCode::InvalidArgument, "unknown option " + printable(argument) + "; the nearest is " +
                                                        Bytes(nearestWord(argument, kOptions)));
        }
    }
    return line;
}

} // namespace shoal::cli
