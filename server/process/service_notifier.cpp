// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/service_notifier.h"

#include <systemd/sd-daemon.h>
#include <unistd.h>

namespace shoal::process {

namespace {

constexpr int64_t kNsPerUs = 1'000;

// Twice in the time that is allowed, as sd_watchdog_enabled(3) advises.
std::chrono::milliseconds watchdogPace()
{
    uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0)
        return std::chrono::milliseconds(0);
    const auto half = std::chrono::microseconds(microseconds) / 2;
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(half), std::chrono::milliseconds(1));
}

} // namespace

ServiceNotifier::ServiceNotifier(Clock& clock)
    : m_clock(clock), m_send([](const Bytes& state) { (void)::sd_notify(0, state.c_str()); }),
      m_watchdog(watchdogPace())
{
    if (m_watchdog.count() > 0)
        feedWatchdog();
}

ServiceNotifier::ServiceNotifier(Clock& clock, Send send) : m_clock(clock), m_send(std::move(send)) {}

ServiceNotifier::~ServiceNotifier()
{
    m_clock.cancel(m_timer);
}

void ServiceNotifier::ready(const Bytes& status)
{
    m_status = printable(status);
    m_send("READY=1\nMAINPID=" + std::to_string(::getpid()) + "\nSTATUS=" + m_status);
}

void ServiceNotifier::status(const Bytes& text)
{
    const Bytes line = printable(text);
    if (line == m_status || m_isStopping)
        return;
    m_status = line;
    m_send("STATUS=" + m_status);
}

void ServiceNotifier::reloading()
{
    m_send("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(m_clock.monotonicNs() / kNsPerUs));
}

void ServiceNotifier::stopping()
{
    m_isStopping = true;
    m_send("STOPPING=1\nSTATUS=stopping");
}

void ServiceNotifier::feedWatchdog()
{
    m_send("WATCHDOG=1");
    m_timer = m_clock.after(m_watchdog, [this] { feedWatchdog(); });
}

} // namespace shoal::process
