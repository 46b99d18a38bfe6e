// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/process_setup.h"

#include <cerrno>
#include <charconv>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::daemon {

namespace {

std::optional<uint32_t> asNumber(const Bytes& text)
{
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

bool isOurUser(const Bytes& name)
{
    if (const auto number = asNumber(name))
        return *number == ::geteuid();
    const passwd* user = ::getpwnam(name.c_str());
    return user && user->pw_uid == ::geteuid();
}

bool isOurGroup(const Bytes& name)
{
    if (const auto number = asNumber(name))
        return *number == ::getegid();
    const group* found = ::getgrnam(name.c_str());
    return found && found->gr_gid == ::getegid();
}

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

void raiseFileLimit(std::vector<Bytes>& notices)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        notices.push_back(systemError(errno, "cannot raise the limit of open files").context);
}

} // namespace

ProcessSetup setUpProcess(const config::DaemonDirectives& directives)
{
    ProcessSetup setup;
    setup.umask = applyUmask(directives.umask);
    if (directives.nice)
        applyNice(*directives.nice, setup.notices);
    raiseFileLimit(setup.notices);
    const auto notice = [&setup](ByteView key, const Bytes& value) {
        setup.notices.push_back(Bytes(key) + "=" + printable(value) +
                                " is accepted: changing the user comes later; until then start shoald as that user");
    };
    if (directives.user && !isOurUser(*directives.user))
        notice("DAEMON_UID", *directives.user);
    if (directives.group && !isOurGroup(*directives.group))
        notice("DAEMON_GID", *directives.group);
    return setup;
}

} // namespace shoal::daemon
