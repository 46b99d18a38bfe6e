// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/daemon/instance_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace shoal::daemon {

namespace {

constexpr const char* kOwnProgram = "/proc/self/exe";
// What a shell says of a program that cannot be run; the new process has no better way to say it.
constexpr int kNotRun = 126;

[[noreturn]] void becomeInstance(const Bytes& configPath, int socket)
{
    // systemd listens to the supervisor only.
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        ::unsetenv(name);
    const Bytes number = std::to_string(socket);
    ::fcntl(socket, F_SETFD, 0);
    ::execl(kOwnProgram, "shoald", "--config", configPath.c_str(), "--supervised", number.c_str(), nullptr);
    ::_exit(kNotRun);
}

} // namespace

Result<std::unique_ptr<InstanceProcess>> InstanceProcess::start(const Bytes& configPath)
{
    const auto sockets = SupervisorChannel::makePair();
    if (!sockets)
        return fail(sockets.error());
    const pid_t pid = ::fork();
    if (pid == 0)
        becomeInstance(configPath, sockets->second);
    const int reason = errno;
    ::close(sockets->second);
    if (pid < 0) {
        ::close(sockets->first);
        return fail(systemError(reason, "cannot start a process for " + printable(configPath)));
    }
    return std::unique_ptr<InstanceProcess>(new InstanceProcess(pid, sockets->first));
}

void InstanceProcess::signal(int number) const
{
    ::kill(m_pid, number);
}

} // namespace shoal::daemon
