// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// Finds hard links among the names of this share, and says which link group the record of a name carries. A group is a
// random number that the names of one file share; it is kept while they do. What a disk cannot link is no change: a
// group is dropped only by whom the names were seen linked.
//
// Files with one name cost an entry in the index by inode. Strand only; needs an open transaction.
class LinkAuthor
{
public:
    explicit LinkAuthor(Replica& replica) : m_replica(replica) {}

    // Another name of the file at `at`, which was read when this very inode was exactly as it is now: its content need
    // not be read again. Nothing when there is none.
    Result<std::optional<FileEntry>> readAlready(const DiskEntry& at, const storage::FileStat& stat);

    // What was written through one name shows under all of them, and only one got an event: the others go to toLookAt.
    // `differs`: its content or its attributes are not what was seen before. Call before `entry` takes the new
    // observation.
    Result<void> lookAtOthers(const FileEntry& entry, const storage::FileStat& stat, bool differs);

    // For the next record of `entry`, whose place shows the file `stat` with that content. `joining`: the record that
    // comes first must say nothing but what all devices would say that have this file.
    struct Membership
    {
        uint64_t group = 0;        // 0 = none
        bool contentKnown = false; // it was announced with another name
    };
    Result<Membership> membership(const FileEntry& entry, const storage::FileStat& stat, const Hash& content,
                                  bool joining);

    // Nothing but its group is missing in the record of that name: to be recorded although it is as it was seen.
    bool lacksGroup(const DiskEntry& at) const { return m_lacksGroup.contains(at); }

private:
    Result<std::optional<FileEntry>> otherName(const FileEntry& entry, const storage::FileStat& stat,
                                               const Hash& content);
    bool isThere(const FileRow& row, const storage::FileStat& stat) const;
    Result<bool> wasLinked(const FileEntry& entry, uint64_t group);
    Result<uint64_t> groupAlone(const FileEntry& entry, const storage::FileStat& stat);
    uint64_t groupWith(const FileEntry& other, const FileEntry& entry, const storage::FileStat& stat, bool first);
    void giveGroupTo(const FileRow& row);

    Replica& m_replica;
    std::set<DiskEntry> m_lacksGroup;
};

} // namespace shoal::engine
