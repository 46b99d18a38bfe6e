// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/forgetting_pass.h"
#include "core/engine/mount_sight.h"
#include "core/store/digest_tree.h"
#include "core/store/index.h"
#include "core/sync/author.h"
#include "core/sync/dir_tree.h"
#include "core/sync/horizon.h"
#include "shared/base/random.h"

#include <memory>
#include <set>
#include <unordered_map>

namespace shoal::engine {

using store::DirNo;
using store::DirRow;
using store::FileRow;
using store::HereKind;

// As DirRow::diskParent: the directory lies in .sync/Moving for the moment, under its diskName.
inline constexpr DirNo kAway = -2;
inline constexpr char kMovingFolder[] = ".sync/Moving";

// A file's row with its records unsealed, between load and save.
struct FileEntry
{
    FileRow row;
    std::optional<model::SealedRecord> record; // the winner
    std::optional<model::SealedRecord> other;  // what the disk shows, when that is another record
    // What is stored at present, for the digests and counts.
    std::optional<Hash> storedHash;
    bool storedLive = false;
    uint64_t storedLinkGroup = 0;
    uint64_t storedInode = 0;
    int64_t storedCtimeNs = 0;

    // The link group of the file as it lies on this disk; 0 = none.
    uint64_t linkGroupHere() const;
    // The record that the disk shows, or null.
    const model::SealedRecord* here() const;
    // `sealed` becomes what the disk shows / what has won; row and records stay in step.
    void setRecord(model::SealedRecord sealed);
    void setHere(const model::SealedRecord* sealed);
    // Nothing of it is on the disk, and nobody is taken to have changed it there.
    void forgetDisk();
    void setFlag(uint32_t flag, bool on) { row.flags = on ? row.flags | flag : row.flags & ~flag; }
    bool has(uint32_t flag) const { return (row.flags & flag) != 0; }
};

// The share's index: rows on disk, and in memory what has to be at hand at once: every directory (about 700 bytes
// each), their projection, the digests. Files are only rows. Strand only.
//
// After an error of a write the memory may be ahead of the disk: the owner gives the object up and opens it anew.
class ShareIndex
{
public:
    // `vfs`: see store::Index::open().
    static Result<std::unique_ptr<ShareIndex>> open(const Bytes& path, const ShareId& share, const char* vfs = nullptr);
    // For a clean stop, before it is destroyed: the next open() need not look into every record.
    Result<void> close();

    store::Index& rows() { return *m_rows; }
    const sync::DirTree& tree() const { return m_tree; }
    sync::DirTree& tree() { return m_tree; }
    const store::DigestTree& digests() const { return m_digests; }
    const ShareId& share() const { return m_share; }

    // --- Directories
    const DirRow* dir(DirNo no) const;
    // The number of a directory, made up for one of which only a child is known so far. Needs a transaction.
    Result<DirNo> numberFor(const DirId& id);
    std::optional<DirNo> findNumber(const DirId& id) const;
    DirId idOf(DirNo no) const;
    // Takes a directory's winning record into row, tree and digests; `batch` proves it. Needs a transaction.
    Result<void> putDirRecord(const model::SealedRecord& record, int64_t batch = 0);
    std::optional<model::SealedRecord> dirRecord(DirNo no) const;
    // Any other change of a row; not of its record. Needs a transaction.
    Result<void> putDir(DirRow row);

    // --- The directories as they are on this disk
    std::optional<Bytes> diskPath(DirNo no) const; // root-relative; nothing when it is not on the disk
    std::optional<DirNo> diskChild(DirNo parent, ByteView name) const;
    std::vector<DirNo> diskChildren(DirNo parent) const;
    // It or a directory above it lies on a file system that is not mounted as it was (see Scanner): nothing there is
    // looked at or changed.
    bool isSuspended(DirNo no) const;
    // Notes on which file system a directory lies, and whether that, or a mount, begins there.
    void noteMount(DirRow& row, const MountSight& sight) const;
    // The directories at which another file system or another mount begins.
    std::vector<DirNo> mounts() const;
    // The directory last seen with that inode and birth time on that file system.
    std::optional<DirNo> findByInode(uint64_t inode, int64_t birthNs, uint64_t fsId) const;

    // --- Files
    Result<FileEntry> file(DirNo dir, ByteView name); // a fresh entry when there is no row
    // The live files whose names are those of conflict copies.
    const std::set<std::pair<DirNo, Bytes>>& conflicts() const { return m_conflicts; }
    Result<FileEntry> fileOnDisk(DirNo dir, ByteView diskName);
    // A row as a query of rows() brought it.
    Result<FileEntry> unsealRow(FileRow row) const;
    // Needs a transaction. A deletion before the horizon is in no digest, and its row goes once the disk shows it.
    Result<void> save(FileEntry& entry);

    // --- What is forgotten (core/sync/horizon.h); ns since 1970, 0 = none
    int64_t horizonNs() const { return m_horizonNs; }
    // The winning record of the horizon was saved: what lies before it is forgotten, a slice at once and the rest by
    // forgetSome(). Needs a transaction.
    Result<void> raiseHorizon(int64_t horizonNs);
    // There is no horizon any more. What is forgotten comes again from those who remember. Needs a transaction.
    Result<void> withdrawHorizon();
    // While this lasts, digests are not those of any horizon.
    bool isForgetting() const { return m_pass.running(); }
    // The next slice. Needs a transaction. True: there is more.
    Result<bool> forgetSome();
    // Whether a horizon there would make one of the next deletions be forgotten; `place` moves on. Nothing: there are
    // no more.
    Result<std::optional<bool>> wouldForget(int64_t horizonNs, ForgettingPass::Place& place);
    // When this device last had all that one of its peers had. Where there is a horizon, those peers count that
    // remember, so that new devices among themselves do not think that they know a share.
    int64_t completeNs() const { return m_completeNs; }
    Result<void> setComplete(int64_t nowNs);
    // It has forgotten a deletion itself, or has been complete since it knows a horizon.
    bool remembers() const { return m_remembers; }

    // --- What a crash of the machine cannot take back
    // Of what is noted here as observed, all whose ctime is before this is on the disk, names and attributes, too; in
    // ns since 1970 by this machine's clock. 0 = nothing is. A row that is saved with an older ctime than that lowers
    // it: the clock was set back, and nobody has flushed since.
    int64_t flushedNs() const { return m_flushedNs; }
    // Everything observed so far was flushed, which began at `beganNs`. Needs a transaction.
    Result<void> setFlushed(int64_t beganNs);
    // Saves a row of which only what was observed has changed. Needs a transaction.
    Result<void> saveSeen(const FileRow& row);

    // --- Numbering of our own records. Call reserve() outside a transaction, before the batch that numbers.
    Result<void> reserve(size_t records, Random& random);
    sync::Authorship next(int64_t nowNs);
    AuthorId author() const { return m_author; }
    uint64_t lastCounter() const { return m_counter; }
    // A new author id: the storage folder is a copy, or a peer knows more of us than we do.
    Result<void> renewAuthor(Random& random);

private:
    ShareIndex() = default;
    Result<void> load();
    bool hasCycleOnDisk() const;
    Result<void> loadTimes();
    Result<void> endPass();
    Result<void> keepComplete(int64_t completeNs);
    void noteAuthorTime(const model::Record& record);
    Result<void> loadFiles();
    void placeOnDisk(const DirRow& row);
    void takeFromDisk(const DirRow& row);
    void noteConflict(DirNo dir, ByteView name, bool live);
    Result<void> noteLink(FileEntry& entry);
    Result<void> noteObserved(int64_t ctimeNs);

    std::unique_ptr<store::Index> m_rows;
    ShareId m_share;
    sync::DirTree m_tree;
    store::DigestTree m_digests;
    std::unordered_map<DirNo, DirRow> m_dirs;
    std::unordered_map<DirId, DirNo> m_numbers;
    std::unordered_map<DirNo, std::unordered_map<Bytes, DirNo>> m_onDisk; // parent -> name -> directory
    std::unordered_map<uint64_t, DirNo> m_inodes;
    std::set<std::pair<DirNo, Bytes>> m_conflicts;
    AuthorId m_author;
    uint64_t m_counter = 0;
    uint64_t m_ceiling = 0;
    int64_t m_horizonNs = 0;
    ForgettingPass m_pass;
    bool m_remembers = false;
    int64_t m_completeNs = 0;
    int64_t m_keptCompleteNs = 0; // as the disk knows it
    int64_t m_seenNs = 0;         // the newest author time
    int64_t m_flushedNs = 0;
};

} // namespace shoal::engine
