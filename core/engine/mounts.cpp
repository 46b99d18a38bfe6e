// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mounts.h"

#include "core/engine/mount_advice.h"
#include "core/engine/replica.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

namespace {

bool begins(const DirRow& row)
{
    return row.flags & store::kMountBegins;
}

// Why the directory is not what it was; empty: it is. `now`: the row with what was just seen.
model::Sentence difference(const DirRow& before, const DirRow& now, const MountSight& sight)
{
    const auto gone = model::Wording::MountGone;
    const auto another = model::Wording::MountOther;
    if ((before.flags & store::MountLooked) && sight.stat.mountRoot) {
        const bool wasRoot = before.flags & store::MountRoot;
        if (wasRoot != *sight.stat.mountRoot)
            return wasRoot ? gone : another;
        if (wasRoot && before.seen.inode != 0 && before.seen.inode != sight.stat.inode)
            return another;
    }
    // The whole folder may move to another disk, its marker with it, and not every file system has the same id after
    // each boot.
    if (before.fsId == 0 || sight.fsId == 0)
        return {};
    const bool wasOther = before.flags & store::MountBoundary;
    const bool isOther = now.flags & store::MountBoundary;
    if (wasOther && !isOther)
        return gone;
    // The very same directory, noted before it was known on which file system the one above it lies: the root's row has
    // none until the first scan.
    const bool same = before.fsId == sight.fsId && (wasOther || before.seen.inode == sight.stat.inode);
    return isOther && !same ? model::Sentence(another) : model::Sentence();
}

} // namespace

void Mounts::forget()
{
    m_ids.clear();
    m_files.clear();
}

// The directory at or above `dir` with which its mount begins.
DirNo Mounts::beginOf(DirNo dir) const
{
    for (const DirRow* row = m_replica.index->dir(dir); row && row->no != store::kRootDirNo;
         row = m_replica.index->dir(row->diskParent)) {
        if (begins(*row))
            return row->no;
    }
    return store::kRootDirNo;
}

// The number of the mount that begins there, when it is the one that the row knows.
std::optional<uint64_t> Mounts::idOf(DirNo begin)
{
    if (const auto known = m_ids.find(begin); known != m_ids.end())
        return known->second;
    const auto path = m_replica.index->diskPath(begin);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    auto sight = place ? MountSight::of(**place) : fail(place.error());
    if (!sight) {
        m_replica.noteDisk(sight.error());
        return std::nullopt;
    }
    const DirRow& row = *m_replica.index->dir(begin);
    DirRow now = row;
    m_replica.index->noteMount(now, *sight);
    if (begin != store::kRootDirNo && !difference(row, now, *sight).empty())
        return std::nullopt;
    m_ids[begin] = sight->stat.mountId;
    return sight->stat.mountId;
}

bool Mounts::liesAsKnown(DirNo dir, const storage::FileStat& stat)
{
    return stat.mountId == 0 || idOf(beginOf(dir)) == stat.mountId;
}

bool Mounts::isWhereItWas(DirNo dir, storage::Directory& place)
{
    const DirRow* row = m_replica.index->dir(dir);
    const auto sight = MountSight::of(place);
    if (!row || !sight)
        return true;
    const bool sameSystem = row->fsId == 0 || sight->fsId == 0 || row->fsId == sight->fsId;
    if (sameSystem && liesAsKnown(dir, sight->stat))
        return true;
    m_replica.toScan.insert(dir);
    return false;
}

Result<bool> Mounts::isSuspendedNow(DirNo dir, storage::Directory& place)
{
    auto sight = MountSight::of(place);
    if (!sight)
        return fail(sight.error());
    if (!liesAsKnown(dir, sight->stat)) {
        auto above = judgeAbove(dir);
        if (!above || *above)
            return above;
    }
    auto changed = judge(dir, *sight);
    if (!changed || *changed)
        return changed;
    if (liesAsKnown(dir, sight->stat))
        return false;
    if (m_replica.disk.isPaused()) {
        m_replica.toScan.insert(dir);
        return true;
    }
    qCInfo(logSync, "'%s' was mounted or unmounted while it was looked at: it is left for the next scan",
           printable(m_replica.index->diskPath(dir).value_or("?")).c_str());
    return true;
}

// It is the one above that was mounted over, or unmounted, not this one.
Result<bool> Mounts::judgeAbove(DirNo dir)
{
    std::vector<DirNo> above;
    for (const DirRow* row = m_replica.index->dir(dir); row && row->no != store::kRootDirNo;
         row = m_replica.index->dir(row->diskParent)) {
        if (row->no != dir)
            above.push_back(row->no);
    }
    std::reverse(above.begin(), above.end());
    for (const DirNo no : above) {
        const auto path = m_replica.index->diskPath(no);
        auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
        auto sight = place ? MountSight::of(**place) : fail(place.error());
        if (!sight) { // whatever it is, this is no moment to believe what is seen below it
            if (m_replica.noteDisk(sight.error()))
                m_replica.toScan.insert(dir);
            return true;
        }
        auto changed = judge(no, *sight);
        if (!changed || *changed)
            return changed;
    }
    return false;
}

// A directory on another mount than before: a disk was unmounted, or mounted over it.
Result<bool> Mounts::judge(DirNo dir, const MountSight& sight)
{
    const DirRow before = *m_replica.index->dir(dir);
    DirRow row = before;
    m_replica.index->noteMount(row, sight);
    if (model::Sentence reason = difference(before, row, sight);
        !reason.empty() && !mutated(Mutant::MissingMountIsDeletion)) {
        auto suspended = suspend(dir, std::move(reason));
        return suspended ? Result<bool>(true) : fail(suspended.error());
    }
    row.flags &= ~uint32_t{store::Suspended};
    if (begins(row)) {
        m_ids[dir] = sight.stat.mountId;
        if (row.seen.inode != sight.stat.inode) {
            row.seen = seenOf(sight.stat);
            row.birthNs = sight.stat.birthNs;
        }
    } else if (dir != store::kRootDirNo) {
        m_ids.erase(dir);
    }
    m_replica.suspended.erase(dir);
    if (row != before) {
        if (auto put = m_replica.index->putDir(row); !put)
            return fail(put.error());
    }
    if (!(before.flags & store::Suspended))
        return false;
    m_replica.problems.clear(*m_replica.index->diskPath(dir));
    resume(dir);
    return false;
}

Result<void> Mounts::suspend(DirNo dir, model::Sentence reason)
{
    m_replica.suspended.insert(dir);
    m_ids.erase(dir);
    if (const auto path = m_replica.index->diskPath(dir))
        m_replica.problems.set({*path,
                                std::move(reason),
                                mountAdvice(m_replica.settings.dir, *path) + model::Wording::DoMountUntilThen,
                                {},
                                model::Question::OtherMount});
    DirRow row = *m_replica.index->dir(dir);
    if (row.flags & store::Suspended)
        return {};
    row.flags |= store::Suspended;
    return m_replica.index->putDir(std::move(row));
}

Result<void> Mounts::suspendMissing(DirNo dir)
{
    return suspend(dir, model::Wording::MountFolderGone);
}

void Mounts::resume(DirNo dir)
{
    m_replica.toSettle.insert(dir);
    m_replica.enqueuePending(dir);
    m_replica.scanAll(dir);                               // the watches went with the mount
    m_replica.passWanted |= m_replica.isLookedForIn(dir); // only a pass tells that it was looked at
}

bool Mounts::isGone(DirNo dir)
{
    ShareIndex& index = *m_replica.index;
    for (DirNo no = dir; no != store::kRootDirNo;) {
        const DirRow* row = index.dir(no);
        const auto parent = row ? index.diskPath(row->diskParent) : std::nullopt;
        if (!parent)
            return true;
        auto place = m_replica.files->openDirectory(*parent);
        if (place) {
            const auto stat = m_replica.names.statExactly(**place, row->diskName);
            // What cannot be looked at is not gone.
            const bool missing = stat ? stat->type != storage::FileType::Directory
                                      : stat.error().code == ErrorCode::NotFound || mutated(Mutant::ErrorIsDeletion);
            return missing && isWhereItWas(row->diskParent, **place);
        }
        if (place.error().code != ErrorCode::NotFound) {
            m_replica.noteDisk(place.error());
            return false;
        }
        no = row->diskParent;
        if (no == kAway)
            return true; // somebody has removed the folder for such
        if (begins(*index.dir(no))) {
            m_replica.toScan.insert(no); // it is the mount that is gone
            return false;
        }
    }
    return false;
}

Result<bool> Mounts::noteUnmounted(DirNo dir)
{
    const DirNo begin = beginOf(dir);
    if (begin == store::kRootDirNo)
        return false;
    m_ids.erase(begin);
    m_replica.suspended.insert(begin);
    m_replica.toScan.insert(begin); // which says what is there now, or lifts this
    DirRow row = *m_replica.index->dir(begin);
    row.flags |= store::Suspended;
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    auto done = transaction ? m_replica.index->putDir(std::move(row)) : fail(transaction.error());
    if (done)
        done = transaction->commit();
    return done ? Result<bool>(true) : fail(done.error());
}

Result<void> Mounts::noteMountedFile(DirNo dir, ByteView name, const storage::FileStat& stat)
{
    m_files.insert({dir, Bytes(name)});
    m_replica.problems.set({m_replica.diskPath(dir, name), model::Wording::MountedFile, model::Wording::DoUnmount, {}});
    auto entry = m_replica.index->fileOnDisk(dir, name);
    if (!entry)
        return fail(entry.error());
    if (!entry->here() || entry->row.seen.inode != stat.inode)
        return {};
    entry->setHere(nullptr);
    entry->row.seen = {};
    entry->row.content = {};
    entry->setFlag(kSeenThroughMount | store::Pending, true);
    return m_replica.index->save(*entry);
}

void Mounts::lookAtAll()
{
    m_replica.toScan.insert(m_replica.suspended.begin(), m_replica.suspended.end());
    for (const DirNo dir : m_replica.index->mounts()) {
        const auto path = m_replica.index->diskPath(dir);
        if (!path || m_replica.index->isSuspended(dir))
            continue;
        auto place = m_replica.files->openDirectory(*path);
        if (place)
            (void)isWhereItWas(dir, **place);
        else
            m_replica.toScan.insert(dir);
    }
    std::erase_if(m_files, [this](const auto& file) {
        const auto path = m_replica.index->diskPath(file.first);
        auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
        const auto stat = place ? (*place)->statEntry(file.second) : fail(place.error());
        if (stat ? stat->mountRoot.value_or(false) : stat.error().code != ErrorCode::NotFound)
            return false;
        m_replica.problems.clear(m_replica.diskPath(file.first, file.second));
        m_replica.toLookAt.insert(file);
        return true;
    });
}

} // namespace shoal::engine
