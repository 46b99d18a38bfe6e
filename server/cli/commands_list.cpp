// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/command_factories.h"
#include "server/cli/commands.h"

namespace shoal::cli {

Commands makeCommands()
{
    Commands commands;
    for (const auto make : {makeStatusCommand,     makeWatchCommand,       makeWhyCommand,
                            makePeersCommand,      makeDoctorCommand,      makeTransfersCommand,
                            makeHistoryCommand,    makeConflictsCommand,   makeConflictsKeepCommand,
                            makeArchiveCommand,    makeRestoreCommand,     makeRescanCommand,
                            makePauseCommand,      makeResumeCommand,      makeConfirmCommand,
                            makeShareListCommand,  makeShareAddCommand,    makeShareRemoveCommand,
                            makeShareShowCommand,  makeShareSetCommand,    makeIgnoreTestCommand,
                            makeIgnoreShowCommand, makeIgnoreSetCommand,   makeOptionsCommand,
                            makeLogCommand,        makeSecretNewCommand,   makeSecretReadOnlyCommand,
                            makeSecretShowCommand, makeSecretRotateCommand})
        commands.push_back(make());
    return commands;
}

} // namespace shoal::cli
