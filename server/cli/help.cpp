// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/help.h"

#include "server/cli/text_table.h"

namespace shoal::cli {

namespace {

constexpr ByteView kExamples = R"help(  shoal status
  shoal watch
  shoal why /data/www/index.html
  shoal share add /data/www < secret.txt
  shoal status --json | jq -r '.shares[] | "\(.dir) \(.state)"'
)help";

constexpr ByteView kExitCodes = R"help(  0  fine, all in sync      1  a problem, not in sync, or something waits for you
  2  wrong usage            3  no instance is running, or not the one you named
  4  refused: it cannot be done now, or what you named is not there
)help";

Bytes usageOf(const Manual& manual)
{
    return "shoal " + Bytes(manual.name) + (manual.arguments.empty() ? "" : " " + Bytes(manual.arguments));
}

Bytes optionLines(std::span<const Option> options)
{
    std::vector<std::vector<Cell>> rows;
    for (const Option& option : options)
        rows.push_back(
            {{Bytes(option.name) + (option.value.empty() ? "" : " " + Bytes(option.value))}, {Bytes(option.meaning)}});
    return alignedRows(rows, 2);
}

} // namespace

Bytes helpText(const Commands& commands)
{
    std::vector<std::vector<Cell>> rows;
    for (const auto& command : commands)
        rows.push_back({{usageOf(command->manual())}, {Bytes(command->manual().summary)}});
    return "shoal: look at running shoald instances, tell them what to do, and make secrets\n\nCommands:\n" +
           alignedRows(rows, 2) + "\nshoal COMMAND --help explains one with its options and examples.\n\nOptions:\n" +
           optionLines(commonOptions()) + "\nExamples:\n" + Bytes(kExamples) + "\nExit codes:\n" + Bytes(kExitCodes);
}

Bytes helpText(const Manual& manual)
{
    Bytes text = usageOf(manual) + ": " + Bytes(manual.summary) + '\n';
    if (!manual.details.empty())
        text += '\n' + Bytes(manual.details);
    if (!manual.options.empty())
        text += "\nOptions:\n" + optionLines(manual.options);
    return text + "\nOptions of all commands:\n" + optionLines(commonOptions()) + "\nExamples:\n" +
           Bytes(manual.examples);
}

} // namespace shoal::cli
