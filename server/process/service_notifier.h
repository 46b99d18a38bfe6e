// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"

#include <functional>

namespace shoal::process {

// Tells who started this process how it is doing, in the words of sd_notify(3): systemd when it set NOTIFY_SOCKET, or
// a supervisor. Nobody asks: nothing happens. Engine thread.
class ServiceNotifier
{
public:
    using Send = std::function<void(const Bytes& state)>;

    // To systemd. Keeps its watchdog content while the event loop turns, when it asked for that.
    explicit ServiceNotifier(Clock& clock);
    // To somebody else.
    ServiceNotifier(Clock& clock, Send send);
    ~ServiceNotifier();
    ServiceNotifier(const ServiceNotifier&) = delete;
    ServiceNotifier& operator=(const ServiceNotifier&) = delete;

    void ready(const Bytes& status);
    // What is going on, one line for people. Sent when it is another than before.
    void status(const Bytes& text);
    void reloading();
    void stopping();

private:
    void feedWatchdog();

    Clock& m_clock;
    Send m_send;
    Bytes m_status;
    bool m_isStopping = false;               // that is the last word
    std::chrono::milliseconds m_watchdog{0}; // 0: nobody asks
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::process
