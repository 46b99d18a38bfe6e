// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// Whether two records of one content ask for the same file on the disk: owner, mode, time, extended attributes.
bool sameAttributes(const model::Record& a, const model::Record& b);
// Whether an adopted file, of which `seen` was observed, still lacks attributes of its record.
bool differsFrom(const model::Record& want, const store::Seen& seen);

// Makes names of one link group with one content hard links of one file, for Applier. Where that cannot be, each has
// its own copy, and no record ever says so. Names whose records disagree about content or attributes are not linked.
//
// One object per group of changes that is applied together. Its operations change the ctime (and attributes) of other
// names of the same file; that is remembered and written to their rows at the end, so that nobody takes it for a
// change.
class LinkApplier
{
public:
    explicit LinkApplier(Replica& replica) : m_replica(replica) {}

    // Only such entries are to be asked about.
    static bool concerns(const FileEntry& entry);
    void begin();

    enum class Way {
        Alone,    // as if there were no links
        Wait,     // another name with this content is about to be shown: to be linked to it afterwards
        Shown,    // it is linked already as the record wants it; `entry` took what was observed of the other name
        Link,     // stageLink() brings it, without content
        Separate, // it shares a file with names that it is to share no longer: it needs a copy of its own
    };
    // `writes`: its content differs from what the record wants, or there is none.
    Result<Way> wayFor(FileEntry& entry, bool writes);

    // After Way::Link: a second name, in staging, of the file it is to be. False: it cannot be linked.
    struct Link
    {
        storage::FileStat stat; // as it was when it was found to be what was last observed
        bool unflushed = false; // it may not have reached the disk yet
    };
    std::optional<Link> stageLink(const FileEntry& entry, storage::Directory& staging, ByteView stagedName);
    // This entry is about to show its content, as one to which others with the same are linked: they wait for it.
    void staged(const FileEntry& entry);
    // What stageLink() brought was removed again without being shown, which changed the ctime of its file once more.
    void unstaged(uint64_t inode);

    // Before a change of `entry` in `place`: it takes what is known of its file by its other names, of which not every
    // change of the ctime is written to all rows.
    void observe(FileEntry& entry, storage::Directory& place) const;
    // After it: `before` is what observe() left, and what the file was compared with; `now` is what the name shows, if
    // anything.
    void shown(const FileEntry& entry, const store::Seen& before, const std::optional<storage::FileStat>& now);
    // Writes what happened to other names of these files to their rows. Needs a transaction, after all rows were saved.
    Result<void> writeBack();

private:
    using Key = std::pair<uint64_t, Hash>; // group and content
    static Key keyOf(const FileEntry& entry);
    Result<const FileEntry*> sourceFor(const FileEntry& entry);
    bool isSource(const FileEntry& other, const model::Record& want) const;
    Result<bool> mustSeparate(const FileEntry& entry) const;
    Result<storage::FileStat> statOf(DirNo dir, ByteView name) const;
    std::optional<storage::FileStat> siblingStat(uint64_t inode);
    void note(const store::Seen& seen);
    void noteNow(const store::Seen& seen); // for those that others are linked to, too
    void takeObserved(FileEntry& entry) const;

    Replica& m_replica;
    std::map<Key, FileEntry> m_sources; // the name that others are linked to
    std::set<Key> m_coming;
    // By inode: other names that may tell what a change did to the file, until they are found to show another.
    std::map<uint64_t, std::vector<DiskEntry>> m_siblings;
    // By inode: everything that was observed of it while this group was applied, the newest last.
    std::map<uint64_t, std::vector<store::Seen>> m_observed;
};

} // namespace shoal::engine
