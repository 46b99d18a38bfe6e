// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/config/directives.h"

#include <vector>

namespace shoal::daemon {

struct ProcessSetup
{
    uint32_t umask = 022;       // in force now
    std::vector<Bytes> notices; // for the log
};

// Applies DAEMON_UMASK and DAEMON_NICE, and raises the limit of open files as far as it goes: each directory
// being walked and each file being moved takes one. Root can do more of this than the user of the instance.
ProcessSetup setUpProcess(const config::DaemonDirectives& directives);

} // namespace shoal::daemon
