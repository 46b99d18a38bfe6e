// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rows.h"

namespace shoal::engine {

// How far the pass has come that takes the deletions before a new horizon out of the index, in the order of the rows
// (core/sync/horizon.h). The rows that it has passed are counted in digests by the new horizon, the others by the one
// before. A value; ns since 1970, 0 = no horizon.
class ForgettingPass
{
public:
    struct Place
    {
        store::DirNo dir = store::kRootDirNo;
        Bytes name;
    };

    // All rows are counted by that horizon, and no pass is on.
    void rest(int64_t horizonNs)
    {
        m_beforeNs = m_targetNs = horizonNs;
        m_running = false;
    }
    void start(int64_t targetNs)
    {
        m_beforeNs = m_targetNs;
        m_targetNs = targetNs;
        m_place = {};
        m_running = true;
    }
    void reach(store::DirNo dir, Bytes name) { m_place = {dir, std::move(name)}; }
    bool running() const { return m_running; }
    int64_t targetNs() const { return m_targetNs; }
    const Place& place() const { return m_place; } // of the last row that it has passed
    // The horizon by which a row there is counted.
    int64_t horizonAt(store::DirNo dir, ByteView name) const
    {
        const bool ahead = m_running && (dir > m_place.dir || (dir == m_place.dir && name > m_place.name));
        return ahead ? m_beforeNs : m_targetNs;
    }

private:
    int64_t m_beforeNs = 0;
    int64_t m_targetNs = 0;
    Place m_place;
    bool m_running = false;
};

} // namespace shoal::engine
