// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command_line.h"
#include "server/cli/exit_code.h"

#include "shared/base/clock.h"

#include <functional>

namespace shoal::cli {

// shoal why [PATH]: calls `done` from the event loop, or before it returns when the command line is wrong or
// nothing runs. `clock` must live until then.
void startWhy(const CommandLine& line, Clock& clock, std::function<void(ExitCode)> done);

} // namespace shoal::cli
