// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/file_limit.h"

#include <cerrno>
#include <sys/resource.h>

namespace shoal::process {

Result<void> raiseFileLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return {};
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        return fail(systemError(errno, "cannot raise the limit of open files"));
    return {};
}

} // namespace shoal::process
