// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/commands.h"
#include "server/cli/help.h"
#include "server/cli/output.h"

#include <QCoreApplication>
#include <optional>

namespace {

using namespace shoal;
using namespace shoal::cli;

// Commands that ask instances need the event loop.
ExitCode runInLoop(const Command& command, const CommandLine& line, Clock& clock)
{
    std::optional<ExitCode> result; // also set before the loop runs, where quit() would be lost
    command.start(line, clock, [&result](ExitCode code) {
        result = code;
        QCoreApplication::quit();
    });
    if (!result)
        QCoreApplication::exec();
    return result.value_or(ExitCode::Problem);
}

// `shoal help [COMMAND]`, and --help anywhere.
ExitCode explain(const Commands& commands, CommandLine& line)
{
    if (!line.words.empty() && line.words[0] == "help")
        line.words.erase(line.words.begin());
    const Command* command = findCommand(commands, line);
    print(command ? helpText(command->manual()) : helpText(commands));
    return ExitCode::Ok;
}

ExitCode run(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const auto clock = makeSystemClock();
    const Commands commands = makeCommands(); // what they hold uses the clock to its end
    auto line = readCommandLine(std::vector<Bytes>(argv + 1, argv + argc), knownOptions(commands));
    if (!line)
        return complain(line.error().context, ExitCode::Usage);
    if (line->has("--help") || (!line->words.empty() && line->words[0] == "help"))
        return explain(commands, *line);
    if (line->has("--version")) {
        print("shoal " SHOAL_VERSION "\n");
        return ExitCode::Ok;
    }
    if (line->words.empty())
        return complain("a command is missing; shoal --help lists all", ExitCode::Usage);
    const std::vector<Bytes> typed = line->words;
    const Command* command = findCommand(commands, *line);
    if (!command)
        return complain(unknownCommandText(commands, typed), ExitCode::Usage);
    if (const auto fine = checkOptions(*command, *line); !fine)
        return complain(fine.error().context, ExitCode::Usage);
    return runInLoop(*command, *line, *clock);
}

} // namespace

int main(int argc, char* argv[])
{
    return static_cast<int>(run(argc, argv));
}
