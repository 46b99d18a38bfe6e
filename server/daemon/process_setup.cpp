// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/process_setup.h"

#include "server/process/file_limit.h"

#include <cerrno>
#include <sys/resource.h>
#include <sys/stat.h>

namespace shoal::daemon {

namespace {

uint32_t applyUmask(std::optional<uint32_t> wanted)
{
    const mode_t before = ::umask(static_cast<mode_t>(wanted.value_or(0)));
    if (!wanted)
        ::umask(before);
    return wanted.value_or(before);
}

void applyNice(int nice, std::vector<Bytes>& notices)
{
    if (::setpriority(PRIO_PROCESS, 0, nice) != 0)
        notices.push_back(systemError(errno, "DAEMON_NICE=" + std::to_string(nice) + " is not applied").context);
}

} // namespace

ProcessSetup setUpProcess(const config::DaemonDirectives& directives)
{
    ProcessSetup setup;
    setup.umask = applyUmask(directives.umask);
    if (directives.nice)
        applyNice(*directives.nice, setup.notices);
    if (auto raised = process::raiseFileLimit(); !raised)
        setup.notices.push_back(raised.error().context);
    return setup;
}

} // namespace shoal::daemon
