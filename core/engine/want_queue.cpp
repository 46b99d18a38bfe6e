// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/want_queue.h"

#include <bit>

namespace shoal::engine {

namespace {

constexpr unsigned kOldestEvery = 4;

} // namespace

WantQueue::Rank WantQueue::rankOf(const Entry& entry)
{
    const uint64_t size = entry.wanted.size;
    const int sizeClass = size < storage::kChunkedFrom ? 0 : static_cast<int>(std::bit_width(size));
    return {sizeClass, -entry.wanted.stamp, entry.arrival};
}

void WantQueue::insert(Entry entry)
{
    m_byRank.insert(rankOf(entry));
    const uint64_t arrival = entry.arrival;
    m_byArrival.emplace(arrival, std::move(entry));
}

std::optional<WantQueue::Entry> WantQueue::pop()
{
    if (m_byArrival.empty())
        return std::nullopt;
    const bool oldest = ++m_popped % kOldestEvery == 0;
    auto it = oldest ? m_byArrival.begin() : m_byArrival.find(std::get<2>(*m_byRank.begin()));
    Entry entry = std::move(it->second);
    m_byArrival.erase(it);
    m_byRank.erase(rankOf(entry));
    return entry;
}

void WantQueue::clear()
{
    m_byArrival.clear();
    m_byRank.clear();
}

} // namespace shoal::engine
