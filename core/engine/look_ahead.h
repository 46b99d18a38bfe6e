// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_index.h"
#include "core/storage/file_system.h"
#include "core/storage/watcher.h"
#include "shared/base/executor.h"

#include <map>

namespace shoal::engine {

// A directory as it was read: first watched, then listed, so that what changes after is told by the watcher.
struct ListedDirectory
{
    Result<std::unique_ptr<storage::Directory>> place = fail(ErrorCode::NotFound, "");
    Result<void> watched;
    Result<std::vector<storage::DirEntry>> entries = fail(ErrorCode::NotFound, "");
    // What the first entries looked like; inode 0: that one was not looked at. They may have changed since: equal to
    // what is known means that nothing had happened then, anything else has to be looked at again.
    std::vector<store::Seen> seen;
};

// Reads the directories that the scanner comes to next on other threads of the pool, so that the strand finds them
// read. A directory whose turn comes before a thread was free is read by who wants it; one that is just being read is
// waited for, which takes no longer than reading it. So nothing here needs the pool to get on.
//
// Used by one thread, except for the reading itself. What is borrowed must outlive it.
class LookAhead
{
public:
    // As many at a time: what a disk with many heads, or a cold cache, is glad of.
    static constexpr size_t kMost = 8;

    LookAhead(Executor& pool, storage::FileSystem& files, storage::Watcher* watcher)
        : m_pool(pool), m_files(files), m_watcher(watcher)
    {}
    // Waits for what is just being read.
    ~LookAhead();
    LookAhead(const LookAhead&) = delete;
    LookAhead& operator=(const LookAhead&) = delete;

    bool isFull() const { return m_jobs.size() >= kMost; }
    bool expects(DirNo dir) const { return m_jobs.contains(dir); }
    // Begins to read the directory at `path`.
    void expect(DirNo dir, const Bytes& path);
    // The directory at `path`. What was read under another path, or was not there then, is read anew.
    ListedDirectory take(DirNo dir, const Bytes& path);
    // It is not wanted any more.
    void drop(DirNo dir);
    // Gives up all that was not taken.
    void clear();

private:
    struct Job;
    ListedDirectory read(DirNo dir, const Bytes& path) const;
    ListedDirectory readAhead(DirNo dir, const Bytes& path) const;

    Executor& m_pool;
    storage::FileSystem& m_files;
    storage::Watcher* m_watcher;
    std::map<DirNo, std::shared_ptr<Job>> m_jobs;
};

} // namespace shoal::engine
