// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/process/service_notifier.h"
#include "shared/control/control_client.h"

#include <QJsonObject>

namespace shoal::daemon {

// What an instance does in one line for `systemctl status`, from what its control socket answers to "status".
Bytes statusLine(const QJsonObject& status);

// Asks the instance of this process now and then and tells who started it, as any front end would. Nothing happens
// while the socket does not answer. Engine thread.
class StatusTeller
{
public:
    // Seldom enough to cost nothing; whoever needs it sooner asks `shoal status`.
    static constexpr std::chrono::seconds kPace{10};

    // Borrowed.
    StatusTeller(Bytes storagePath, Clock& clock, process::ServiceNotifier& notifier);
    ~StatusTeller();
    StatusTeller(const StatusTeller&) = delete;
    StatusTeller& operator=(const StatusTeller&) = delete;

private:
    void ask();

    const Bytes m_storagePath;
    Clock& m_clock;
    process::ServiceNotifier& m_notifier;
    control::ControlClient m_client;
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::daemon
