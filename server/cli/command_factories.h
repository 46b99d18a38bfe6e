// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command.h"

#include <memory>

namespace shoal::cli {

// One function for each command; the classes stay in their source files.
std::unique_ptr<const Command> makeStatusCommand();
std::unique_ptr<const Command> makeWatchCommand();
std::unique_ptr<const Command> makeWhyCommand();
std::unique_ptr<const Command> makePeersCommand();
std::unique_ptr<const Command> makeDoctorCommand();
std::unique_ptr<const Command> makeTransfersCommand();
std::unique_ptr<const Command> makeHistoryCommand();
std::unique_ptr<const Command> makeConflictsCommand();
std::unique_ptr<const Command> makeConflictsKeepCommand();
std::unique_ptr<const Command> makeArchiveCommand();
std::unique_ptr<const Command> makeRestoreCommand();
std::unique_ptr<const Command> makeRescanCommand();
std::unique_ptr<const Command> makePauseCommand();
std::unique_ptr<const Command> makeResumeCommand();
std::unique_ptr<const Command> makeConfirmCommand();
std::unique_ptr<const Command> makeShareListCommand();
std::unique_ptr<const Command> makeShareAddCommand();
std::unique_ptr<const Command> makeShareRemoveCommand();
std::unique_ptr<const Command> makeShareShowCommand();
std::unique_ptr<const Command> makeShareSetCommand();
std::unique_ptr<const Command> makeIgnoreTestCommand();
std::unique_ptr<const Command> makeIgnoreShowCommand();
std::unique_ptr<const Command> makeIgnoreSetCommand();
std::unique_ptr<const Command> makeOptionsCommand();
std::unique_ptr<const Command> makeLogCommand();
std::unique_ptr<const Command> makeSecretNewCommand();
std::unique_ptr<const Command> makeSecretReadOnlyCommand();
std::unique_ptr<const Command> makeSecretShowCommand();
std::unique_ptr<const Command> makeSecretRotateCommand();

} // namespace shoal::cli
