// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command_line.h"
#include "server/cli/exit_code.h"

#include "shared/base/clock.h"

#include <functional>

namespace shoal::cli {

// shoal confirm FOLDER [--refill | --deleted-everywhere]: answers a share that stopped because most of its files are
// missing. Calls `done` as startWhy() does.
void startConfirm(const CommandLine& line, Clock& clock, std::function<void(ExitCode)> done);

} // namespace shoal::cli
