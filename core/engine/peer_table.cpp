// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/peer_table.h"

#include <algorithm>

namespace shoal::engine {

PeerTable::PeerTable(const EngineId& own) : m_own(own) {}

void PeerTable::identified(ConnectionId connection, Direction direction, const EngineId& remote, bool isRelayed)
{
    m_rows.insert_or_assign(connection, Row{direction, remote, {}, 0, 0, isRelayed});
}

std::vector<ConnectionId> PeerTable::shareOpened(ConnectionId connection, const ShareId& share, int64_t nowNs)
{
    const auto it = m_rows.find(connection);
    if (it == m_rows.end())
        return {};
    Row& row = it->second;
    row.shares.insert(share);
    if (row.provenOrder == 0) {
        row.provenOrder = ++m_lastOrder;
        row.provenNs = nowNs;
    }

    std::vector<ConnectionId> superfluous;
    for (const auto& [id, other] : m_rows) {
        if (id == connection || other.provenOrder == 0 || other.remote != row.remote)
            continue;
        if (replaces(other, row)) {
            m_rows.erase(it);
            return {connection};
        }
        if (replaces(row, other))
            superfluous.push_back(id);
    }
    for (const ConnectionId id : superfluous)
        m_rows.erase(id);
    return superfluous;
}

void PeerTable::shareClosed(ConnectionId connection, const ShareId& share)
{
    if (const auto it = m_rows.find(connection); it != m_rows.end())
        it->second.shares.erase(share);
}

void PeerTable::closed(ConnectionId connection)
{
    m_rows.erase(connection);
}

bool PeerTable::isProven(const DeviceId& device) const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const auto& entry) {
        return entry.second.remote.device == device && entry.second.provenOrder != 0;
    });
}

bool PeerTable::isReachedDirectly(const DeviceId& device) const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&](const auto& entry) {
        const Row& row = entry.second;
        return row.remote.device == device && row.provenOrder != 0 && !row.isRelayed;
    });
}

bool PeerTable::hasOpen(const DeviceId& device, const std::set<ShareId>& shares) const
{
    std::set<ShareId> missing = shares;
    for (const auto& [id, row] : m_rows) {
        if (row.remote.device == device)
            std::erase_if(missing, [&open = row.shares](const ShareId& share) { return open.contains(share); });
    }
    return missing.empty();
}

std::vector<ConnectionId> PeerTable::twins(ConnectionId connection) const
{
    std::vector<ConnectionId> found;
    const auto own = m_rows.find(connection);
    if (own == m_rows.end())
        return found;
    for (const auto& [id, row] : m_rows) {
        const bool sameDevice = row.remote.device == own->second.remote.device;
        if (sameDevice && row.provenOrder != 0 && row.remote.processNonce != own->second.remote.processNonce)
            found.push_back(id);
    }
    return found;
}

const EngineId& PeerTable::dialer(const Row& row) const
{
    return row.direction == Direction::Dialled ? m_own : row.remote;
}

bool PeerTable::replaces(const Row& winner, const Row& loser) const
{
    const bool covers =
        std::includes(winner.shares.begin(), winner.shares.end(), loser.shares.begin(), loser.shares.end());
    if (!covers)
        return false;
    if (winner.isRelayed != loser.isRelayed)
        return loser.isRelayed;
    if (dialer(winner) != dialer(loser))
        return dialer(winner) < dialer(loser);
    const bool newer = winner.provenOrder > loser.provenOrder;
    const bool certain = winner.direction == Direction::Dialled || winner.provenNs - loser.provenNs >= kSettledNs;
    return newer && certain;
}

} // namespace shoal::engine
