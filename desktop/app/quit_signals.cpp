// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/quit_signals.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace shoal::app {

namespace {

// A handler reaches nothing but globals.
volatile std::sig_atomic_t g_writeEnd = -1;

void onSignal(int)
{
    const int saved = errno;
    const char byte = 0;
    (void)!::write(g_writeEnd, &byte, 1);
    errno = saved;
}

void handle(void (*handler)(int))
{
    struct sigaction action
    {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(number, &action, nullptr);
}

} // namespace

std::unique_ptr<QuitSignals> QuitSignals::take(std::function<void()> onQuit)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return nullptr;
    g_writeEnd = ends[1];
    handle(&onSignal);
    return std::unique_ptr<QuitSignals>(new QuitSignals(ends[0], std::move(onQuit)));
}

QuitSignals::QuitSignals(int readEnd, std::function<void()> onQuit)
    : m_readEnd(readEnd), m_onQuit(std::move(onQuit)), m_notifier(readEnd, QSocketNotifier::Read)
{
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] {
        char bytes[64];
        while (::read(m_readEnd, bytes, sizeof bytes) > 0) {
        }
        m_onQuit();
    });
}

QuitSignals::~QuitSignals()
{
    handle(SIG_DFL);
    ::close(g_writeEnd);
    ::close(m_readEnd);
}

} // namespace shoal::app
