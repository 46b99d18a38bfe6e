// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/daemon/command_line.h"
#include "shared/base/clock.h"

namespace shoal::daemon {

// Runs the supervisor of a folder of configs, on this thread, until a signal ends it. Returns the exit code. Needs a
// QCoreApplication, and no other thread yet.
int runSupervisor(const CommandLine& line, Clock& clock);

} // namespace shoal::daemon
