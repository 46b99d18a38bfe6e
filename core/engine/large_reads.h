// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

#include <deque>

namespace shoal::engine {

// Reads large files of this disk to name their contents, in slices, so that nothing else of the share waits for that.
// One after the other. Strand only.
class LargeReads
{
public:
    // Reading less takes some milliseconds.
    static constexpr uint64_t kFrom = 8 << 20;

    explicit LargeReads(Replica& replica) : m_replica(replica) {}

    // The content of the file that `stat` describes, once it has been read; until then it is read, if it is not
    // already, and the entry goes to Replica::toLookAt when that is done.
    std::optional<storage::ContentId> take(const DiskEntry& at, const storage::FileStat& stat);
    // There is nothing of that name any more.
    void forget(const DiskEntry& at);
    void clear();
    bool idle() const { return m_jobs.empty(); }

    // Reads one slice; true = there is more.
    bool step();
    // Files that changed while they were read, or could not be read, with their sizes: to be looked at after a while.
    std::vector<std::pair<DiskEntry, int64_t>> takeChanged() { return std::exchange(m_changed, {}); }

private:
    struct Job
    {
        DiskEntry at;
        store::Seen seen;
        std::unique_ptr<storage::File> file; // of the first job only, once it has begun
        std::unique_ptr<storage::ContentHasher> hasher;
        uint64_t offset = 0;
    };
    enum class Outcome { More, Done, Failed };
    Outcome readSlice(Job& job);
    bool begin(Job& job);
    static bool isUnchanged(Job& job);

    // What nobody took, because the folder changed meanwhile, is not kept for ever.
    static constexpr size_t kMostDone = 16;

    Replica& m_replica;
    std::deque<Job> m_jobs;
    std::deque<std::tuple<DiskEntry, store::Seen, storage::ContentId>> m_done;
    std::vector<std::pair<DiskEntry, int64_t>> m_changed;
};

} // namespace shoal::engine
