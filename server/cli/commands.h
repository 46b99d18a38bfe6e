// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command.h"

#include <memory>

namespace shoal::cli {

using Commands = std::vector<std::unique_ptr<const Command>>;

// Every command, in the order of the help.
Commands makeCommands();

// All options of all commands, each name once.
std::vector<Option> knownOptions(const Commands& commands);

// The command that the words begin with, null when there is none; `line` then holds its arguments alone.
const Command* findCommand(const Commands& commands, CommandLine& line);

// Why the words are no command, as a sentence. Long words are not repeated: they may be a secret that belongs
// elsewhere.
Bytes unknownCommandText(const Commands& commands, const std::vector<Bytes>& words);

// InvalidArgument when an option was given that this command does not take.
Result<void> checkOptions(const Command& command, const CommandLine& line);

} // namespace shoal::cli
