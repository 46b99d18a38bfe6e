// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rows.h"

#include <set>

namespace shoal::engine {

// What lies in the folder of a read-only device and is on no other: added here, or deleted elsewhere while this device
// had no index. It is kept and not synced; people are told of it when they ask. In memory only, since each scan finds
// it again. Strand only.
class OnlyHere
{
public:
    static constexpr size_t kMax = 10'000; // a person reads the first few

    // Directory and name on this disk. A directory stands for all that is in it.
    using Entry = std::pair<store::DirNo, Bytes>;

    void note(store::DirNo dir, ByteView name)
    {
        if (m_entries.size() < kMax)
            m_entries.emplace(dir, Bytes(name));
    }
    void forget(store::DirNo dir, ByteView name) { m_entries.erase({dir, Bytes(name)}); }
    // A scan of everything begins.
    void clear() { m_entries.clear(); }
    bool contains(store::DirNo dir, ByteView name) const { return m_entries.contains({dir, Bytes(name)}); }
    const std::set<Entry>& all() const { return m_entries; }

private:
    std::set<Entry> m_entries;
};

} // namespace shoal::engine
