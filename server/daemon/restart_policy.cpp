// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/restart_policy.h"

#include "server/daemon/command_line.h"

#include <algorithm>
#include <sys/wait.h>
#include <utility>

namespace shoal::daemon {

Ending endingOf(int waitStatus)
{
    if (!WIFEXITED(waitStatus))
        return Ending::Failed;
    if (WEXITSTATUS(waitStatus) == kExitOk)
        return Ending::Stopped;
    return WEXITSTATUS(waitStatus) == kExitUsage ? Ending::BadConfig : Ending::Failed;
}

std::optional<std::chrono::milliseconds> RestartPolicy::ended(Ending ending, std::chrono::nanoseconds ranFor)
{
    if (ending != Ending::Failed || ranFor >= kSteady)
        m_next = kFirstWait;
    if (ending != Ending::Failed)
        return std::nullopt;
    return std::exchange(m_next, std::min(m_next * 2, kLongestWait));
}

} // namespace shoal::daemon
