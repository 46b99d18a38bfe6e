// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inbound_valve.h"

#include <algorithm>

namespace shoal::engine {

InboundValve::InboundValve(Clock& clock, Level level, Switch reading)
    : m_clock(clock), m_level(std::move(level)), m_switch(std::move(reading))
{}

InboundValve::~InboundValve()
{
    if (m_timer)
        m_clock.cancel(*m_timer);
}

void InboundValve::delivered(const ShareId& share, ConnectionId connection)
{
    if (m_level(share) <= kPauseAbove)
        return;
    const bool wasHeld = isHeld(connection);
    m_held[share].insert(connection);
    if (!wasHeld)
        m_switch(connection, true);
    arm();
}

void InboundValve::closed(ConnectionId connection)
{
    for (auto& [share, connections] : m_held)
        connections.erase(connection);
    std::erase_if(m_held, [](const auto& entry) { return entry.second.empty(); });
}

void InboundValve::look()
{
    m_timer.reset();
    std::set<ConnectionId> released;
    for (auto it = m_held.begin(); it != m_held.end();) {
        if (m_level(it->first) >= kResumeBelow) {
            ++it;
            continue;
        }
        released.merge(it->second);
        it = m_held.erase(it);
    }
    arm();
    for (const ConnectionId connection : released) {
        if (!isHeld(connection))
            m_switch(connection, false);
    }
}

void InboundValve::arm()
{
    if (!m_timer && !m_held.empty())
        m_timer = m_clock.after(kLookAgain, [this] { look(); });
}

bool InboundValve::isHeld(ConnectionId connection) const
{
    return std::any_of(m_held.begin(), m_held.end(),
                       [connection](const auto& entry) { return entry.second.contains(connection); });
}

} // namespace shoal::engine
