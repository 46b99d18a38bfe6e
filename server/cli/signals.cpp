// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/signals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace shoal::cli {

namespace {

sigset_t setOf(std::initializer_list<int> numbers)
{
    sigset_t set;
    ::sigemptyset(&set);
    for (const int number : numbers)
        ::sigaddset(&set, number);
    return set;
}

} // namespace

Signals::Signals(std::initializer_list<int> numbers, std::function<void(int)> callback)
    : m_callback(std::move(callback))
{
    const sigset_t set = setOf(numbers);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_descriptor = ::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (m_descriptor < 0) { // no descriptor left: then they do what they always do
        ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { read(); });
}

Signals::~Signals()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void Signals::read()
{
    signalfd_siginfo info{};
    while (::read(m_descriptor, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
        m_callback(static_cast<int>(info.ssi_signo));
}

} // namespace shoal::cli
