// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

#include <deque>

namespace shoal::engine {

// Makes large contents that a file of this disk already has once more, in slices, so that nothing else of the share
// waits for that. One after the other. What was copied is read and hashed before it is handed on, since the source may
// change at any time. Strand only.
class LocalCopies
{
public:
    // Copying less takes some milliseconds.
    static constexpr uint64_t kFrom = 8 << 20;

    explicit LocalCopies(Replica& replica) : m_replica(replica) {}

    // A new file that holds the content, or will.
    struct Copy
    {
        std::unique_ptr<storage::File> file;
        Bytes stagedName; // in `staging`; empty: it has no name
        storage::Directory* staging = nullptr;
    };

    // Whether it is worth a try: not where the file that was said to have it turned out not to.
    bool mayMake(const Hash& content) const { return !m_failed.contains(content); }
    bool isMaking(const FileKey& key) const;
    bool isMaking(const FileKey& key, const Hash& content) const;
    // Each needs two descriptors. While there are so many, the next ones wait().
    bool isFull() const { return m_jobs.size() >= kMost; }
    // `key` goes to Replica::toApply once there is room.
    void wait(const FileKey& key, const FileKey& from) { m_waiting[key] = from; }
    // Begins to copy the file that lies at `from`, open as `source`, for the file row `key`, which goes to
    // Replica::toApply when that is done or has failed.
    void begin(const FileKey& key, const model::Record& want, const FileKey& from,
               std::unique_ptr<storage::File> source, Copy target);
    // What was made for that row, once; what does not fit the content any more is given up.
    std::optional<Copy> take(const FileKey& key, const Hash& content);
    // Gives up what was made for that row, if it is still there.
    void forget(const FileKey& key) { (void)take(key, Hash()); }
    // Whether the file of that row is being copied, or waits for it: if so it goes to Replica::toApply when that is
    // over. Until the copy is there, its source is not taken away.
    bool isSource(const FileKey& key);

    bool idle() const { return m_jobs.empty(); }
    // Copies one slice; true = there is more.
    bool step();
    void clear();

private:
    struct Job
    {
        FileKey key;
        Hash content;
        uint64_t size = 0;
        FileKey from;
        std::unique_ptr<storage::File> source;
        Copy target;
        storage::ContentHasher hasher;
        uint64_t offset = 0;
    };
    // Nothing: there is more. False: it is not what it was said to be.
    static std::optional<bool> copySlice(Job& job);
    static void discard(Copy& copy);
    void end(bool made);
    void callWaiting();

    static constexpr size_t kMost = 16;
    // Contents, of which each costs a whole copy in vain to find out.
    static constexpr size_t kMostFailed = 1'000;

    Replica& m_replica;
    std::deque<Job> m_jobs;
    std::map<FileKey, FileKey> m_waiting; // with their sources
    std::set<FileKey> m_awaited;          // sources that are to be taken away
    std::map<FileKey, std::pair<Hash, Copy>> m_made;
    std::set<Hash> m_failed;
};

} // namespace shoal::engine
