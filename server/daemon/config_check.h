// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/daemon/command_line.h"

namespace shoal::daemon {

// Reads a config, or all configs of a folder as a supervisor would, changes nothing, and says what is wrong or
// noteworthy: errors to standard error, the rest to standard output. kExitOk when each could be started, else
// kExitUsage.
int checkConfigs(const Bytes& path);

} // namespace shoal::daemon
