// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace shoal::engine {

// Things to be done at a time, each once. Times are monotonic nanoseconds.
template <class Key> class DueList
{
public:
    // A later call for the same key moves it.
    void set(const Key& key, int64_t dueNs)
    {
        remove(key);
        m_due.emplace(key, dueNs);
        m_order.insert({dueNs, key});
    }
    void remove(const Key& key)
    {
        const auto it = m_due.find(key);
        if (it == m_due.end())
            return;
        m_order.erase({it->second, key});
        m_due.erase(it);
    }
    bool contains(const Key& key) const { return m_due.contains(key); }
    bool empty() const { return m_due.empty(); }
    // When the first is due; INT64_MAX = never.
    int64_t next() const { return m_order.empty() ? INT64_MAX : m_order.begin()->first; }
    // Takes out what is due at `nowNs`.
    std::vector<Key> takeDue(int64_t nowNs)
    {
        std::vector<Key> due;
        while (!m_order.empty() && m_order.begin()->first <= nowNs) {
            due.push_back(m_order.begin()->second);
            m_due.erase(due.back());
            m_order.erase(m_order.begin());
        }
        return due;
    }
    void clear()
    {
        m_due.clear();
        m_order.clear();
    }

private:
    std::map<Key, int64_t> m_due;
    std::set<std::pair<int64_t, Key>> m_order;
};

} // namespace shoal::engine
