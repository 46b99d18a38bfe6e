// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

namespace shoal::sim {

// What will happen in a simulated world, in the order of its time. Things due at the same moment happen in the order in
// which they were planned. Also the world's true time, which moves to whatever happens next, and a little with every
// system call.
class EventQueue
{
public:
    using Id = std::pair<int64_t, uint64_t>;

    int64_t nowNs() const { return m_now; }
    // What an engine did took this long.
    void spend(int64_t ns) { m_now += ns; }

    Id at(int64_t ns, std::function<void()> event)
    {
        const Id id{std::max(ns, m_now), ++m_last};
        m_events.emplace(id, std::move(event));
        return id;
    }
    Id after(int64_t ns, std::function<void()> event) { return at(m_now + ns, std::move(event)); }
    void cancel(const Id& id) { m_events.erase(id); }

    bool isEmpty() const { return m_events.empty(); }
    // When the next one is due; in the past when others took their time.
    int64_t nextNs() const { return m_events.begin()->first.first; }
    void runNext()
    {
        auto node = m_events.extract(m_events.begin());
        m_now = std::max(m_now, node.key().first);
        node.mapped()();
    }
    void advanceTo(int64_t ns) { m_now = std::max(m_now, ns); }
    void clear() { m_events.clear(); }

private:
    int64_t m_now = 1'000'000'000;
    uint64_t m_last = 0;
    std::map<Id, std::function<void()>> m_events;
};

} // namespace shoal::sim
