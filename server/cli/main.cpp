// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/command_line.h"
#include "server/cli/confirm_command.h"
#include "server/cli/help.h"
#include "server/cli/output.h"
#include "server/cli/secret_command.h"
#include "server/cli/status_command.h"
#include "server/cli/why_command.h"

#include <QCoreApplication>
#include <optional>

namespace {

using namespace shoal;
using namespace shoal::cli;

// Commands that ask instances need the event loop.
int runInLoop(int argc, char* argv[], const CommandLine& line)
{
    QCoreApplication application(argc, argv);
    const auto clock = makeSystemClock();
    std::optional<ExitCode> result; // also set before the loop runs, where quit() would be lost
    const auto done = [&result](ExitCode code) {
        result = code;
        QCoreApplication::quit();
    };
    if (line.words[0] == "status")
        startStatus(line, *clock, done);
    else if (line.words[0] == "confirm")
        startConfirm(line, *clock, done);
    else
        startWhy(line, *clock, done);
    if (!result)
        QCoreApplication::exec();
    return static_cast<int>(result.value_or(ExitCode::Problem));
}

int run(int argc, char* argv[])
{
    const auto line = readCommandLine(std::vector<Bytes>(argv + 1, argv + argc));
    if (!line)
        return static_cast<int>(complain(line.error().context, ExitCode::Usage));
    if (line->help || (!line->words.empty() && line->words[0] == "help")) {
        print(helpText());
        return static_cast<int>(ExitCode::Ok);
    }
    if (line->version) {
        print("shoal " SHOAL_VERSION "\n");
        return static_cast<int>(ExitCode::Ok);
    }
    if (line->words.empty())
        return static_cast<int>(complain("a command is missing; shoal --help lists all", ExitCode::Usage));
    const Bytes& command = line->words[0];
    if (command == "secret")
        return static_cast<int>(runSecret(*line));
    if (command == "status" || command == "why" || command == "confirm")
        return runInLoop(argc, argv, *line);
    return static_cast<int>(complain(unknownCommandText(command), ExitCode::Usage));
}

} // namespace

int main(int argc, char* argv[])
{
    return run(argc, argv);
}
