// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command_line.h"
#include "server/cli/exit_code.h"

namespace shoal::cli {

// shoal secret new | read-only SECRET
ExitCode runSecret(const CommandLine& line);

} // namespace shoal::cli
