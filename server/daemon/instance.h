// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/daemon/command_line.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace shoal::daemon {

// Runs the instance that a config file describes, on this thread, until a signal ends it. Returns the exit
// code; what is wrong has been said on standard error. Needs a QCoreApplication, and no other thread yet.
int runInstance(const CommandLine& line, Clock& clock, Random& random);

} // namespace shoal::daemon
