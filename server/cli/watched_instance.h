// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/control/control_client.h"

#include <functional>
#include <memory>
#include <vector>

namespace shoal::cli {

// One instance as it is now: keeps a connection, asks for the status and the transfers when the instance says that
// something has changed, and looks for it again when it goes away. Engine-less; lives in the thread of the event loop.
class WatchedInstance final : public QObject
{
public:
    // `changed` is called from the event loop when there is something new to show. `clock` must live longer.
    WatchedInstance(Bytes socket, Clock& clock, std::function<void()> changed);
    ~WatchedInstance() override;

    void start();

    const Bytes& socket() const { return m_socket; }
    // False when it does not answer.
    bool isThere() const { return m_there; }
    // The last answers; empty before the first.
    const QJsonObject& status() const { return m_status; }
    const QJsonObject& transfers() const { return m_transfers; }

private:
    void connectAgain();
    void pullAfter(std::chrono::milliseconds delay);
    void pull();
    void takeStatus(const Result<QJsonObject>& status);
    void takeTransfers(const Result<QJsonObject>& transfers);
    void lose();
    void setTimer(std::chrono::milliseconds delay, std::function<void()> action);

    Bytes m_socket;
    Clock& m_clock;
    std::function<void()> m_changed;
    control::ControlClient m_client;
    QJsonObject m_status;
    QJsonObject m_transfers;
    bool m_there = false;
    bool m_tells = false;   // it notifies us
    bool m_pulling = false; // questions are out
    bool m_stale = false;   // something changed since they were asked
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::cli
