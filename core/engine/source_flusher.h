// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// What somebody else wrote here and we announced may still be in memory only: after a crash of the machine the file
// would be torn while the peers have it whole. This brings such files to the disk, a slice at a time, once the share
// has nothing else to do; until then their rows are flagged store::Unflushed. The same is true of names and attributes,
// of all that this device has put in place, too: the index keeps the time up to which everything is on the disk, for
// MachineCrash. Strand only.
class SourceFlusher
{
public:
    explicit SourceFlusher(Replica& replica) : m_replica(replica) {}

    // There may be rows to flush: a pass begins when the share has been quiet for a while.
    void expectWork();
    // When step() has to be called; INT64_MAX = never.
    int64_t next() const { return std::min(m_dueNs, m_namesDueNs); }
    // Flushes a slice when it is due; true = there is more. What cannot be flushed or has changed keeps its flag until
    // the next pass. Only after the first scan, which looks for what a crash has torn.
    Result<bool> step();
    // Before the share ends: flushes what it can in a few seconds. True: all names are on the disk.
    bool finish();

private:
    struct Opened
    {
        store::FileRow row;
        std::unique_ptr<storage::File> file;
    };

    Result<bool> slice();
    Result<void> flushNames();
    std::vector<Opened> openFiles(std::vector<store::FileRow> rows);
    Result<void> markFlushed(const std::vector<Opened>& opened);

    Replica& m_replica;
    int64_t m_dueNs = INT64_MAX;
    int64_t m_namesDueNs = INT64_MAX;
    int64_t m_namesSinceNs = 0;             // when the first change came that is not known to be flushed
    FileKey m_after{store::kRootDirNo, {}}; // the pass has come so far
};

} // namespace shoal::engine
