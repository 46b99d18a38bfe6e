// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/applier.h"

namespace shoal::engine {

// Contents that wait to be asked for, the most urgent first: small before large, of one class of sizes what changed
// last before what is older. Every fourth is the one that waits longest, so that nothing waits for ever. A value;
// strand only.
class WantQueue
{
public:
    struct Entry
    {
        uint64_t arrival = 0;
        Applier::Wanted wanted;
    };

    void push(Applier::Wanted wanted) { insert({++m_lastArrival, std::move(wanted)}); }
    // One that was popped and could not be asked for keeps its turn.
    void putBack(Entry entry) { insert(std::move(entry)); }
    std::optional<Entry> pop();

    bool empty() const { return m_byArrival.empty(); }
    size_t size() const { return m_byArrival.size(); }
    void clear();

private:
    // Class of sizes (doublings above the smallest chunked file; all small files are one class), newness, arrival.
    using Rank = std::tuple<int, int64_t, uint64_t>;
    static Rank rankOf(const Entry& entry);
    void insert(Entry entry);

    std::map<uint64_t, Entry> m_byArrival;
    std::set<Rank> m_byRank;
    uint64_t m_lastArrival = 0;
    unsigned m_popped = 0;
};

} // namespace shoal::engine
