// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/open_transfers.h"

#include <algorithm>

namespace shoal::engine {

void OpenTransfers::add(Applier::Wanted wanted)
{
    if (find(wanted.content) || !m_waiting.insert(wanted.content).second)
        return;
    (wanted.size < kVeryLarge ? m_large : m_veryLarge).push(std::move(wanted));
}

LargeTransfer* OpenTransfers::find(const Hash& content) const
{
    const auto it = std::find_if(m_open.begin(), m_open.end(),
                                 [&](const auto& transfer) { return transfer->wanted().content == content; });
    return it == m_open.end() ? nullptr : it->get();
}

uint64_t OpenTransfers::bytesHere() const
{
    uint64_t bytes = 0;
    for (const auto& transfer : m_open)
        bytes += transfer->bytesHere();
    return bytes;
}

uint64_t OpenTransfers::bytesToCome() const
{
    uint64_t bytes = 0;
    for (const auto& transfer : m_open)
        bytes += transfer->hasList() ? transfer->wanted().size - transfer->bytesHere() : 0;
    return bytes;
}

bool OpenTransfers::openOne(WantQueue& queue, const std::function<bool(const Applier::Wanted&)>& isVoid,
                            std::vector<Hash>& dropped)
{
    while (auto entry = queue.pop()) {
        Applier::Wanted& wanted = entry->wanted;
        if (m_waiting.erase(wanted.content) == 0)
            continue;
        if (isVoid(wanted)) {
            dropped.push_back(wanted.content);
            continue;
        }
        const auto place = std::partition_point(
            m_open.begin(), m_open.end(), [&](const auto& transfer) { return transfer->wanted().size <= wanted.size; });
        m_open.insert(place, std::make_unique<LargeTransfer>(m_replica, std::move(wanted), ++m_lastNumber));
        return true;
    }
    return false;
}

std::vector<Hash> OpenTransfers::fill(const std::function<bool(const Applier::Wanted&)>& isVoid)
{
    std::vector<Hash> dropped;
    const auto veryLarge = static_cast<size_t>(std::count_if(
        m_open.begin(), m_open.end(), [](const auto& transfer) { return transfer->wanted().size >= kVeryLarge; }));
    for (size_t i = m_open.size() - veryLarge; i < kLargeAtOnce && openOne(m_large, isVoid, dropped); ++i) {
    }
    for (size_t i = veryLarge; i < kVeryLargeAtOnce && openOne(m_veryLarge, isVoid, dropped); ++i) {
    }
    return dropped;
}

void OpenTransfers::close(const Hash& content)
{
    m_waiting.erase(content);
    std::erase_if(m_open, [&](const auto& transfer) { return transfer->wanted().content == content; });
}

void OpenTransfers::clear()
{
    m_open.clear();
    m_large.clear();
    m_veryLarge.clear();
    m_waiting.clear();
}

} // namespace shoal::engine
