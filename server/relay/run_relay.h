// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/relay/command_line.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace shoal::relay {

inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2; // the command line or the config is wrong

// Runs a relay until it is told to stop; returns the exit code of the process. There has to be an application, and no
// other thread.
int runRelay(const CommandLine& line, Clock& clock, Random& random);

} // namespace shoal::relay
