// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_listener.h"

#include "shared/base/log.h"
#include "shared/control/local_socket.h"

#include <QSocketNotifier>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace shoal::control {

namespace {

constexpr int kAcceptAtOnce = 16; // then others get their turn

bool isShortage(int reason)
{
    return reason == EMFILE || reason == ENFILE || reason == ENOBUFS || reason == ENOMEM;
}

} // namespace

ControlListener::ControlListener(Clock& clock, Accepted accepted) : m_clock(clock), m_accepted(std::move(accepted)) {}

ControlListener::~ControlListener()
{
    close();
}

Result<void> ControlListener::listen(const Bytes& path)
{
    close();
    const auto socket = listenAt(path);
    if (!socket)
        return fail(socket.error());
    m_socket = *socket;
    m_path = path;
    keepReserve();
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { takeConnections(); });
    return {};
}

void ControlListener::close()
{
    if (m_socket < 0)
        return;
    m_clock.cancel(std::exchange(m_retryTimer, 0));
    m_notifier.reset();
    ::close(std::exchange(m_socket, -1));
    if (m_reserve >= 0)
        ::close(std::exchange(m_reserve, -1));
    ::unlink(m_path.c_str());
    m_path.clear();
    m_isOut = false;
}

void ControlListener::takeConnections()
{
    for (int i = 0; i < kAcceptAtOnce; ++i) {
        keepReserve();
        const int client = acceptOne();
        if (client >= 0)
            m_accepted(client);
        else if (isShortage(errno))
            return pause(errno);
        else if (errno != ECONNABORTED && errno != EINTR)
            return keepReserve(); // nobody is waiting
    }
}

// Uses the reserve when there is nothing else.
int ControlListener::acceptOne()
{
    const auto accept = [this] { return ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK); };
    const int client = accept();
    if (client >= 0 && m_reserve >= 0)
        m_isOut = false;
    if (client >= 0 || !isShortage(errno) || m_reserve < 0)
        return client;
    ::close(std::exchange(m_reserve, -1));
    return accept();
}

void ControlListener::keepReserve()
{
    if (m_reserve < 0)
        m_reserve = ::fcntl(m_socket, F_DUPFD_CLOEXEC, 0);
}

void ControlListener::pause(int reason)
{
    if (!std::exchange(m_isOut, true))
        qCWarning(logControl, "no more clients of the control socket can be taken for now: %s", std::strerror(reason));
    m_notifier->setEnabled(false);
    m_retryTimer = m_clock.after(kRetryAccept, [this] {
        m_retryTimer = 0;
        m_notifier->setEnabled(true);
    });
}

} // namespace shoal::control
