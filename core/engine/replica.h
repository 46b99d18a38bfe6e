// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/archive_keeper.h"
#include "core/engine/device_names.h"
#include "core/engine/disk_condition.h"
#include "core/engine/disk_names.h"
#include "core/engine/displaced_files.h"
#include "core/engine/held_records.h"
#include "core/engine/history_event.h"
#include "core/engine/hot_files.h"
#include "core/engine/machine_crash.h"
#include "core/engine/mounts.h"
#include "core/engine/only_here.h"
#include "core/engine/opened_parents.h"
#include "core/engine/problem_list.h"
#include "core/engine/share.h"
#include "core/engine/share_index.h"
#include "core/engine/staging_places.h"
#include "core/storage/archive.h"
#include "core/storage/content_hasher.h"
#include "core/storage/file_system.h"
#include "core/storage/ignore_list.h"
#include "core/storage/owner_names.h"
#include "core/storage/safe_apply.h"
#include "core/storage/sync_policy.h"

#include <set>

namespace shoal::engine {

// A place on this disk that somebody has to look at: directory and name there.
using DiskEntry = std::pair<DirNo, Bytes>;
// The key of a file row.
using FileKey = std::pair<DirNo, Bytes>;

// A record to tell the peers, with the content when it is small and at hand.
struct Announcement
{
    model::SealedRecord record;
    std::optional<Bytes> content;
    bool have = true;  // the content is on this disk
    int64_t batch = 0; // that proves the record, of FileRow::batch
};

// What a first join came to, for one line in the log.
struct JoinSummary
{
    uint64_t adopted = 0;  // files that were here already, as the others have them
    uint64_t taken = 0;    // files that came from peers
    uint64_t archived = 0; // files of this device that lost and went to its archive
};

// What the parts of one share work on together, all on the share's strand: folder, index, and the lists by which they
// hand work to each other. It decides nothing.
struct Replica
{
    Replica(const ShareSettings& settingsIn, ShareContext contextIn);

    const ShareSettings& settings;
    ShareContext context;
    std::unique_ptr<ShareIndex> index;
    std::unique_ptr<storage::FileSystem> files;
    StagingPlaces stagingPlaces;
    storage::Directory* staging = nullptr; // .sync/Staging, the one that large transfers use
    std::unique_ptr<storage::Archive> archive;
    std::optional<crypto::PublicKey> publicKey; // the share's, once known
    storage::SyncPolicy durability;
    storage::OwnerNames owners;
    storage::IgnoreList ignored;
    ProblemList problems;
    DiskCondition disk{problems};
    ArchiveKeeper archiveKeeper;
    HotFiles hot;
    DiskNames names;
    DeviceNames devices;
    HeldRecords held;
    OnlyHere onlyHere;
    bool joining = false;                   // the first scan of a folder that has no index
    std::optional<JoinSummary> joinSummary; // until the first join is over
    bool filled = false;                    // there are files here that no record describes
    int64_t joinedNs = 0; // when that scan ended; what is older and no record describes was there before
    MachineCrash crash;
    // After such a crash nothing is authored before this, or before a comparison with a peer; 0 = nothing is held back.
    // Monotonic.
    int64_t heldUntilNs = 0;
    uint64_t stagedNames = 0; // numbers the names in staging, unique for this run

    // Work handed from one part to another; the owner of the strand sees that it gets done.
    std::vector<Announcement> announcements;
    std::set<DiskEntry> toLookAt;       // differs from what was last observed
    std::set<FileKey> toApply;          // the winning record differs from the disk
    std::set<DirNo> toSettle;           // directories whose place or attributes may differ from the disk
    std::set<DirNo> toScan;             // directories that appeared: watch and scan them
    bool passWanted = false;            // the whole folder is to be scanned
    std::set<DiskEntry> doubted;        // whatever its times say, it is not what its row says
    std::set<DiskEntry> toAwait;        // may be half written: looked at when they are quiet
    std::vector<DiskEntry> torn;        // lost their end in a crash: what they were is asked for, for a while
    std::vector<Hash> arrived;          // contents that are on this disk now
    std::vector<Hash> foundHere;        // by a look, or archived: what is asked of peers may be made from them
    bool roomWanted = false;            // something did not fit: parts of large files that wait give way
    std::vector<HistoryEvent> happened; // for people; written down once a slice

    std::set<DirNo> suspended; // their mounts are not what they were: looked at again and again
    Mounts mounts{*this};
    OpenedParents parents{*this};
    DisplacedFiles displaced{*this};

    // See DiskCondition::note.
    bool noteDisk(const Error& error) { return disk.note(error, context.clock.monotonicNs()); }
    bool canWrite() const { return settings.keys.permission() == crypto::Permission::ReadWrite; }
    int64_t nowNs() const { return context.clock.wallNs(); }
    Bytes newStagedName();
    // What lies in that directory has not been looked at since the machine crashed.
    bool isLookedForIn(DirNo dir) const;
    // Nor has that entry.
    bool isLookedFor(DirNo dir, ByteView name) const { return crash.isPutOff(dir, name) || isLookedForIn(dir); }
    // An entry of that directory that was observed so and is missing, or another one is in its place: the crash may
    // have taken it.
    bool mayHaveLost(DirNo dir, ByteView name, const store::Seen& seen) const
    {
        return crash.mayHaveUndone(seen) && isLookedFor(dir, name);
    }
    // A look at the disk has found that content.
    void noteFound(const Hash& content);
    // It, or a directory that it is in, stands aside in .sync/Moving until its place is free: nothing in it is made or
    // changed meanwhile.
    bool isOnItsWay(DirNo dir) const;
    // The directory appears in its place, with all below it: what had to wait for that is due.
    void enqueuePending(DirNo dir);
    // It and all below it are listed and watched once more.
    void scanAll(DirNo dir);
    // Root-relative path of an entry for people and for the ignore list; "?" where the directory is not on the disk.
    Bytes diskPath(DirNo dir, ByteView name) const;
    // The name that a live file has on the disk: its own, or a marked one where a directory claims it. A mark that is
    // itself the name of a live file gives way to another, so that every device finds the same.
    Result<Bytes> fileDiskName(DirNo dir, const model::Record& record);
    // A file of that name has appeared or gone: whoever has it as a mark has to move.
    void nameChanged(DirNo dir, ByteView name);
    // An entry of this directory is gone from the disk: whoever could not have its own name there may have it now.
    void nameFreed(DirNo dir);
    // See Mounts.
    // Whether the directory of that row, known by its inode, stands where the row says. An error: that cannot be told.
    Result<bool> standsThere(const store::DirRow& row, uint64_t inode) const;
    bool isWhereItWas(DirNo dir, storage::Directory& place) { return mounts.isWhereItWas(dir, place); }
    // Takes the changes of places since the last projection: everything that has to move is put on the lists.
    void reproject();
};

// A crash of the machine left there what no record tells; see LocalChanges::foundTorn.
inline bool isTorn(const FileRow& row)
{
    constexpr uint32_t kTorn = store::Unflushed | store::Diverged;
    return (row.flags & kTorn) == kTorn;
}
// What lies there had the content that the row tells when it was read, whoever's that is.
inline bool holdsContent(const FileRow& row)
{
    return row.here != HereKind::Nothing || (isTorn(row) && row.seen.inode != 0 && !(row.flags & store::Racy));
}
store::Seen seenOf(const storage::FileStat& stat);
bool sameAsSeen(const store::Seen& seen, const storage::FileStat& stat);
// What safe_apply compares with. The type is that of the record which the disk shows.
storage::Expected expectedOf(const FileEntry& entry);

} // namespace shoal::engine
