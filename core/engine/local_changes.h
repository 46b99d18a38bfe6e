// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/large_reads.h"
#include "core/engine/link_author.h"
#include "core/engine/merger.h"

#include <deque>

namespace shoal::engine {

// Turns what the disk shows into records. A local change is a difference from what was last observed here (`seen`),
// never from the record; a new record is the one that the disk showed plus the fields that changed since.
//
// Every call needs an open transaction and reserved numbers (ShareIndex::reserve). Records for the peers go to
// Replica::announcements.
class LocalChanges
{
public:
    LocalChanges(Replica& replica, Merger& merger)
        : m_replica(replica), m_merger(merger), m_links(replica), m_largeReads(replica)
    {}

    enum class Verdict {
        Unchanged,
        Recorded, // a record was written, or the observation noted
        Later,    // it is being written, or no more files can be opened: look again
    };

    // Looks at one name of a directory that is open as `place`. A directory found there goes to toScan when its
    // contents have to be looked at; one that is gone is remembered in missingDirectories(), since it may have moved.
    Result<Verdict> look(DirNo dir, storage::Directory& place, ByteView name);
    // The same with what stat said already. `rehash`: do not trust equal times.
    Result<Verdict> found(DirNo dir, storage::Directory& place, ByteView name, const storage::FileStat& stat,
                          bool rehash = false);
    // There is nothing of that name.
    Result<Verdict> gone(DirNo dir, ByteView name);
    // A file known at `from` was renamed to `to`, says the watcher: its content need not be read when nothing else of
    // it has changed.
    void renamed(const DiskEntry& from, const DiskEntry& to)
    {
        m_renames[to] = from;
        m_newNames.push_back(to);
    }
    // Each of those `to` once, the earliest first.
    std::optional<DiskEntry> takeNewName();

    // Directories that are not where they were. The caller waits for the rest of the events, then settles them.
    std::set<DirNo>& missingDirectories() { return m_missing; }
    const std::set<DirNo>& missingDirectories() const { return m_missing; }
    // While true, what is gone is noted as missing here and fetched again, and no deletion is written.
    void setRefill(bool refill) { m_refill = refill; }
    // What is missing and was not removed by anybody, as far as can be known: fetched from the peers once more. False:
    // it is to be looked at like everything else. Without `refill` only a crash of the machine is a reason.
    Result<bool> fetchAgain(const DiskEntry& at, bool refill);
    Result<void> fetchAgain(DirNo dir);
    // What is on the disk below `dir` was not there before: nothing is missing, what is known there is fetched again,
    // and what is found joins like the files of a filled folder (an older one does not replace a newer one), until
    // endJoining().
    Result<void> joinBelow(DirNo dir);
    void endJoining() { m_joining.clear(); }
    // Nobody brought what a torn file was: it is recorded as it is, beside what it was, when it is looked at next.
    void giveUp(const DiskEntry& torn) { m_givenUp.insert(torn); }
    // The batch of events that renamed() belonged to is over.
    void forgetRenames()
    {
        m_renames.clear();
        m_newNames.clear();
    }
    // Large files that are being read; found() says Later about them.
    LargeReads& largeReads() { return m_largeReads; }
    const LargeReads& largeReads() const { return m_largeReads; }
    // How many numbers settleMissing() may need.
    Result<size_t> recordsBelow(DirNo dir);
    // Writes tombstones for a missing directory and all it held here, unless it has turned up meanwhile.
    Result<void> settleMissing(DirNo dir);

private:
    Result<Verdict> foundFile(DirNo dir, storage::Directory& place, ByteView name, storage::FileStat stat, bool rehash);
    Result<Verdict> foundDirectory(DirNo dir, storage::Directory& place, ByteView name, const storage::FileStat& stat);
    Result<bool> takeBackName(FileEntry& entry, ByteView name);
    Result<bool> takeBackMark(FileEntry& entry, storage::Directory& place, ByteView name,
                              const storage::FileStat& stat);
    Result<Verdict> foundStranger(FileEntry& entry, const storage::FileStat& stat, const Hash& content);
    bool mayBeTorn(const FileEntry& entry, const storage::FileStat& stat) const;
    bool isFromBeforeCrash(const FileEntry& entry, const storage::FileStat& stat, const Hash& content) const;
    Result<Verdict> noLongerInTheWay(FileEntry& entry);
    Result<Verdict> foundTorn(FileEntry& entry, const storage::FileStat& stat, const Hash& content);
    Result<Verdict> nothingNew(FileEntry& entry, const storage::FileStat& stat);
    bool wasDeletedBeforeJoin(const FileEntry& entry, const storage::FileStat& stat, const Hash& content) const;
    Result<Verdict> changedOnReadOnly(FileEntry& entry, const storage::FileStat& stat, const Hash& content);
    Result<Verdict> write(FileEntry& entry, model::Record next, sync::ChangeKind change, const storage::FileStat& stat,
                          std::optional<Bytes> content);
    Verdict notOpened(const Bytes& path, const Error& error);
    bool isHollow(DirNo parent, storage::Directory& place, ByteView name, const Bytes& path) const;
    static bool removeHollow(storage::Directory& place, ByteView name);
    Result<void> newDirectory(DirNo parent, storage::Directory& place, storage::Directory& opened, ByteView name,
                              const storage::FileStat& stat);
    Result<void> placeDirectory(DirNo no, DirNo parent, ByteView name, const MountSight& sight);
    Result<void> recordDirectory(const model::SealedRecord& record);
    bool joinsAt(DirNo dir) const;
    Result<Verdict> adoptFromMove(DirNo parent, storage::Directory& opened, ByteView name,
                                  const storage::FileStat& stat);
    Result<void> forgetDirectory(DirNo dir);
    void announce(const model::SealedRecord& record, std::optional<Bytes> content);

    struct Content
    {
        storage::ContentId id;
        std::optional<Bytes> bytes;           // small files
        Bytes target;                         // symlinks
        std::optional<model::Xattrs> xattrs;  // of the user; nothing: this disk does not tell
        std::optional<model::Xattrs> special; // nothing: not looked at
    };
    // Nothing: it changed while it was read, or is large and still being read.
    Result<std::optional<Content>> read(DirNo dir, storage::Directory& place, ByteView name,
                                        const storage::FileStat& stat);
    void readXattrs(storage::File& file, Content& content) const;
    std::optional<FileEntry> renamedFrom(const DiskEntry& at) const;
    Result<std::optional<Content>> knownContent(const DiskEntry& at, const storage::FileStat& stat);
    static bool differsFromSeen(const FileEntry& entry, const storage::FileStat& stat, const Content& content);
    model::Record describe(const FileEntry& entry, const storage::FileStat& stat, const Content& content);

    Replica& m_replica;
    Merger& m_merger;
    std::set<DirNo> m_missing;
    std::set<DirNo> m_joining;
    bool m_refill = false;
    std::map<DiskEntry, DiskEntry> m_renames; // to -> from
    std::deque<DiskEntry> m_newNames;
    std::set<DiskEntry> m_givenUp;
    LinkAuthor m_links;
    LargeReads m_largeReads;
};

} // namespace shoal::engine
