// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_index.h"

#include <set>

namespace shoal::engine {

struct Replica;

// A directory may be read-only for its own owner, and still has to take what comes from peers. An instance that is not
// root opens it up for as long as it works in it, and only where it owns it. The row is marked Pending before, so that
// a crash in between neither leaves it open nor takes that for somebody's chmod. Strand only.
class OpenedParents
{
public:
    explicit OpenedParents(Replica& replica) : m_replica(replica) {}

    // So that entries of `dir` can be made, renamed and removed. Does nothing where that is possible already, or where
    // the directory is not as it was last seen: whoever wants to write says why it cannot. Needs no open transaction.
    Result<void> openUp(DirNo dir);
    // All of them are as they were. Needs no open transaction.
    Result<void> restore();
    // At start: those that a crash left open.
    Result<void> recover();
    void forget() { m_opened.clear(); }

    // The bits that are added while it is open.
    static constexpr uint32_t kOpen = 0700;
    // It shows the mode that this has given it.
    static bool isOpen(const DirRow& row, uint32_t mode)
    {
        return (row.flags & store::Pending) && mode == (row.seen.mode | kOpen);
    }

private:
    Result<void> mark(DirNo dir, bool pending);
    Result<bool> close(DirNo dir);

    Replica& m_replica;
    std::set<DirNo> m_opened;
};

} // namespace shoal::engine
