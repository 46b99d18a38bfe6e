// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/stop_signals.h"

#include <cerrno>
#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace shoal::process {

Result<std::unique_ptr<StopSignals>> StopSignals::take()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGCHLD})
        sigaddset(&signals, number);
    if (::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0)
        return fail(systemError(errno, "cannot hold back signals"));
    const int file = ::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    if (file < 0)
        return fail(systemError(errno, "cannot watch for signals"));
    return std::unique_ptr<StopSignals>(new StopSignals(file));
}

StopSignals::StopSignals(int file) : m_file(file), m_notifier(file, QSocketNotifier::Read)
{
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { read(); });
}

StopSignals::~StopSignals()
{
    m_notifier.setEnabled(false);
    ::close(m_file);
}

const std::function<void()>& StopSignals::callOf(int number) const
{
    if (number == SIGHUP)
        return onReload;
    return number == SIGCHLD ? onChild : onStop;
}

void StopSignals::read()
{
    signalfd_siginfo info{};
    while (::read(m_file, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        if (const auto& call = callOf(static_cast<int>(info.ssi_signo)))
            call();
    }
}

} // namespace shoal::process
