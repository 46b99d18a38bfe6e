// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/inbound_valve.h"

#include <algorithm>

namespace shoal::engine {

void InboundValve::delivered(const ShareId& share)
{
    if (m_held.contains(share) || m_surroundings.level(share) <= kPauseAbove)
        return;
    m_held[share];
    for (const ConnectionId connection : m_surroundings.feeders(share))
        hold(share, connection);
    watch(share);
}

void InboundValve::opened(const ShareId& share, ConnectionId connection)
{
    if (m_held.contains(share))
        hold(share, connection);
}

void InboundValve::hold(const ShareId& share, ConnectionId connection)
{
    const bool wasHeld = isHeld(connection);
    m_held[share].insert(connection);
    if (!wasHeld)
        m_surroundings.setPaused(connection, true);
}

void InboundValve::watch(const ShareId& share)
{
    m_surroundings.whenBelow(share, kResumeBelow, [this, share, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired())
            look(share);
    });
}

void InboundValve::look(const ShareId& share)
{
    if (!m_held.contains(share))
        return;
    if (m_surroundings.level(share) < kResumeBelow)
        left(share);
    else
        watch(share);
}

void InboundValve::left(const ShareId& share)
{
    const auto node = m_held.extract(share);
    if (!node)
        return;
    for (const ConnectionId connection : node.mapped())
        if (!isHeld(connection))
            m_surroundings.setPaused(connection, false);
}

void InboundValve::closed(ConnectionId connection)
{
    for (auto& [share, connections] : m_held)
        connections.erase(connection);
}

bool InboundValve::isHeld(ConnectionId connection) const
{
    return std::any_of(m_held.begin(), m_held.end(),
                       [connection](const auto& entry) { return entry.second.contains(connection); });
}

} // namespace shoal::engine
