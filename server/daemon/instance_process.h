// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/daemon/supervisor_channel.h"

#include <sys/types.h>

namespace shoal::daemon {

// The process of one instance as its supervisor sees it: shoald with that config, and a line to it. When the supervisor
// ends, however it does, the instance stops. Who makes this also waits for the process (waitpid).
class InstanceProcess
{
public:
    // Starts this very program anew. The signals that are held back stay so in the new process, so that none that
    // comes early kills it.
    static Result<std::unique_ptr<InstanceProcess>> start(const Bytes& configPath);

    pid_t pid() const { return m_pid; }
    SupervisorChannel& channel() { return m_channel; }
    void signal(int number) const;

private:
    InstanceProcess(pid_t pid, int socket) : m_pid(pid), m_channel(socket) {}

    pid_t m_pid;
    SupervisorChannel m_channel;
};

} // namespace shoal::daemon
