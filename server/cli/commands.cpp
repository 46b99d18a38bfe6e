// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/commands.h"

#include "server/cli/command_factories.h"

#include "shared/base/nearest.h"

#include <algorithm>
#include <array>

namespace shoal::cli {

namespace {

constexpr size_t kRepeatedBytes = 20;

constexpr std::array<Option, 4> kCommonOptions{{
    {"--instance", "NAME|PATH", "only this instance: its name, its control socket or its storage_path"},
    {"--json", "", "the answer as JSON, a line for each instance"},
    {"--help", "", "explain the command"},
    {"--version", "", "print the version"},
}};

bool contains(std::span<const Option> options, ByteView name)
{
    return std::any_of(options.begin(), options.end(), [&](const Option& option) { return option.name == name; });
}

Bytes joined(const std::vector<Bytes>& words, size_t count)
{
    return count == 2 ? words[0] + ' ' + words[1] : words[0];
}

bool isGroup(const Commands& commands, ByteView word)
{
    return std::any_of(commands.begin(), commands.end(),
                       [&](const auto& command) { return command->manual().name.starts_with(Bytes(word) + ' '); });
}

} // namespace

std::span<const Option> commonOptions()
{
    return kCommonOptions;
}

std::vector<Option> knownOptions(const Commands& commands)
{
    std::vector<Option> known(kCommonOptions.begin(), kCommonOptions.end());
    for (const auto& command : commands) {
        for (const Option& option : command->manual().options) {
            if (!contains(known, option.name))
                known.push_back(option);
        }
    }
    return known;
}

const Command* findCommand(const Commands& commands, CommandLine& line)
{
    for (size_t count = std::min<size_t>(line.words.size(), 2); count > 0; --count) {
        for (const auto& command : commands) {
            if (command->manual().name != joined(line.words, count))
                continue;
            line.words.erase(line.words.begin(), line.words.begin() + static_cast<std::ptrdiff_t>(count));
            return command.get();
        }
    }
    return nullptr;
}

Bytes unknownCommandText(const Commands& commands, const std::vector<Bytes>& words)
{
    std::vector<Bytes> names{"help"};
    for (const auto& command : commands)
        names.emplace_back(command->manual().name);
    if (isGroup(commands, words[0])) {
        std::erase_if(names, [&](const Bytes& name) { return !name.starts_with(words[0] + ' '); });
        for (Bytes& name : names)
            name.erase(0, words[0].size() + 1);
    }
    const std::vector<ByteView> choices(names.begin(), names.end());
    const bool inGroup = isGroup(commands, words[0]);
    if (inGroup && words.size() == 1) {
        Bytes list;
        for (const Bytes& name : names)
            list += (list.empty() ? "" : ", ") + name;
        return words[0] + " needs to know what to do: " + list + " (shoal --help lists all)";
    }
    const Bytes& typed = words[inGroup ? 1 : 0];
    const Bytes repeated = typed.size() <= kRepeatedBytes ? " " + printable(typed) : Bytes();
    return "unknown command" + repeated + (inGroup ? " after " + words[0] : Bytes()) + "; the nearest is " +
           Bytes(nearestWord(typed, choices)) + " (shoal --help lists all)";
}

Result<void> checkOptions(const Command& command, const CommandLine& line)
{
    const Manual manual = command.manual();
    for (const auto& [name, value] : line.options) {
        if (!contains(kCommonOptions, name) && !contains(manual.options, name))
            return fail(ErrorCode::InvalidArgument, Bytes(manual.name) + " takes no " + name + "; shoal " +
                                                        Bytes(manual.name) + " --help lists what it takes");
    }
    return {};
}

} // namespace shoal::cli
