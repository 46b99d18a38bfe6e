// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/mount_sight.h"
#include "core/engine/share_index.h"
#include "core/model/sentence.h"

#include <map>
#include <optional>
#include <set>

namespace shoal::engine {

struct Replica;

// The mounts inside the folder. Where one is not what it was, the directory is suspended: nothing in it is a deletion
// or a creation, and nothing is written there, until it is as it was or a person accepts what is there.
//
// A row remembers across boots whether another file system begins at its directory (statfs f_fsid), whether a mount
// does, be it one of the same file system (`mount --bind`), and which inode that showed. While this runs, the kernel's
// number of the mount tells whether an open directory is reached through the mount that was last judged: a mount of the
// same file system comes and goes without an event. Strand only.
class Mounts
{
public:
    explicit Mounts(Replica& replica) : m_replica(replica) {}
    // What was learned of this folder while it was open.
    void forget();

    // Whether the open directory lies on the mount that is known of it. If not, the scanner is asked to look at it.
    bool isWhereItWas(DirNo dir, storage::Directory& place);
    // For the scanner, before it lists a directory: judges it, where necessary those above it first, and notes what is
    // new. True: it is suspended. What waited for a mount that is back goes on. Needs a transaction.
    Result<bool> isSuspendedNow(DirNo dir, storage::Directory& place);
    // Whether a directory of which the place is known is surely not there any more, and not just out of sight because a
    // mount above it went.
    bool isGone(DirNo dir);
    // A directory at which a mount began is missing with it. Needs a transaction.
    Result<void> suspendMissing(DirNo dir);
    // The watcher says that the file system below a directory was unmounted. False: none began inside the folder.
    Result<bool> noteUnmounted(DirNo dir);
    // What is mounted there now was accepted.
    void accepted(DirNo dir) { m_ids.erase(dir); }
    // What waited for the mount goes on.
    void resume(DirNo dir);

    // A file that is mounted over another one: what is seen there is not the folder's. Needs a transaction.
    Result<void> noteMountedFile(DirNo dir, ByteView name, const storage::FileStat& stat);
    // What the row told of the file was seen through such a mount, before that was known to be one: what lies below it
    // is nobody's edit.
    static bool wasSeenThroughMount(const FileEntry& entry)
    {
        return entry.row.here == HereKind::Nothing && entry.row.seen.inode == 0 &&
               (entry.row.flags & kSeenThroughMount) == kSeenThroughMount;
    }

    // A mount inside the folder comes or goes without an event: called now and then.
    void lookAtAll();

private:
    // As after a crash of the machine: what was announced is asked for, and what lies here goes to the archive.
    static constexpr uint32_t kSeenThroughMount = store::Diverged | store::Unflushed;
    DirNo beginOf(DirNo dir) const;
    std::optional<uint64_t> idOf(DirNo begin);
    bool liesAsKnown(DirNo dir, const storage::FileStat& stat);
    Result<bool> judge(DirNo dir, const MountSight& sight);
    Result<bool> judgeAbove(DirNo dir);
    Result<void> suspend(DirNo dir, model::Sentence reason);

    Replica& m_replica;
    std::map<DirNo, uint64_t> m_ids; // of the root, and of the directories at which a mount begins
    std::set<std::pair<DirNo, Bytes>> m_files;
};

} // namespace shoal::engine
