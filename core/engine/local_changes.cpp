// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local_changes.h"

#include "core/engine/happenings.h"
#include "core/engine/scanner.h"
#include "core/engine/xattr_sets.h"
#include "core/storage/stamps.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

using model::Record;
using model::RecordKind;
using model::SealedRecord;
using storage::FileStat;
using storage::FileType;
using sync::ChangeKind;
using Verdict = LocalChanges::Verdict;

namespace {

constexpr size_t kReadBuffer = 1 << 20;

bool sameContent(const SealedRecord* record, RecordKind kind, const Hash& content)
{
    return record && record->record.live && record->record.kind == kind && record->record.content == content;
}

// Some file systems hold more attributes for one file than a record may: they stay here.
bool fitRecord(const model::Xattrs& xattrs)
{
    size_t bytes = 0;
    for (const auto& [name, value] : xattrs)
        bytes += name.size() + value.size() + model::kXattrOverhead;
    return bytes <= model::kMaxXattrBytes;
}

// setuid and setgid are carried without being applied: a chmod of the rest does not take them away.
uint32_t modeOf(uint32_t now, uint32_t seen, uint32_t recorded, bool fresh)
{
    constexpr uint32_t kSpecial = 07000;
    const uint32_t changed = fresh ? kSpecial : (now ^ seen) & kSpecial;
    return (now & ~kSpecial) | (now & changed) | (recorded & kSpecial & ~changed);
}

// Whether something lay there when it was last looked at, be it what no record describes.
bool isOrWasThere(const FileRow& row)
{
    return row.here != HereKind::Nothing || row.seen.inode != 0;
}

bool sameAttributes(const store::Seen& seen, const FileStat& stat)
{
    return seen.mode == stat.mode && seen.mtimeNs == stat.mtimeNs && seen.uid == stat.uid && seen.gid == stat.gid;
}

// For Mutant::CompareWithRecord.
bool isAsRecorded(const SealedRecord& here, const FileStat& stat)
{
    return here.record.size == static_cast<uint64_t>(stat.size) && here.record.mtimeNs == stat.mtimeNs &&
           here.record.mode == stat.mode;
}

RecordKind kindOf(const FileStat& stat)
{
    return stat.type == FileType::Symlink ? RecordKind::Symlink : RecordKind::File;
}

} // namespace

std::optional<DiskEntry> LocalChanges::takeNewName()
{
    if (m_newNames.empty())
        return std::nullopt;
    DiskEntry entry = std::move(m_newNames.front());
    m_newNames.pop_front();
    return entry;
}

Result<Verdict> LocalChanges::look(DirNo dir, storage::Directory& place, ByteView name)
{
    auto stat = m_replica.names.statExactly(place, name);
    if (stat)
        return found(dir, place, name, *stat);
    if (stat.error().code == ErrorCode::NotFound)
        return gone(dir, name);
    return fail(stat.error());
}

Result<Verdict> LocalChanges::found(DirNo dir, storage::Directory& place, ByteView name, const FileStat& stat,
                                    bool rehash)
{
    if (StagingPlaces::isOwn(*m_replica.index, dir, name) || m_replica.index->isSuspended(dir))
        return Verdict::Unchanged;
    const Bytes path = m_replica.diskPath(dir, name);
    if (m_replica.ignored.matches(path, stat.type == FileType::Directory))
        return Verdict::Unchanged;
    if (stat.type == FileType::Other) {
        // What stood here under that name is gone.
        auto done = gone(dir, name);
        m_replica.problems.set({path, model::Wording::SpecialFile, model::Wording::DoMoveOutOrIgnore, {}});
        return done;
    }
    if (stat.type == FileType::Directory) {
        if (auto file = m_replica.index->fileOnDisk(dir, name); !file)
            return fail(file.error());
        else if (isOrWasThere(file->row)) {
            if (auto done = gone(dir, name); !done)
                return done;
        }
        return foundDirectory(dir, place, name, stat);
    }
    if (stat.mountRoot.value_or(false)) {
        auto noted = m_replica.mounts.noteMountedFile(dir, name, stat);
        return noted ? Result<Verdict>(Verdict::Unchanged) : fail(noted.error());
    }
    if (const auto child = m_replica.index->diskChild(dir, name))
        m_missing.insert(*child);
    auto verdict = foundFile(dir, place, name, stat, rehash);
    if (verdict && *verdict != Verdict::Later)
        m_replica.crash.judged(dir, name);
    return verdict;
}

Result<Verdict> LocalChanges::gone(DirNo dir, ByteView name)
{
    m_largeReads.forget({dir, Bytes(name)});
    m_givenUp.erase({dir, Bytes(name)});
    m_replica.onlyHere.forget(dir, name);
    if (m_replica.index->isSuspended(dir))
        return Verdict::Unchanged;
    if (const auto child = m_replica.index->diskChild(dir, name))
        m_missing.insert(*child);
    auto entry = m_replica.index->fileOnDisk(dir, name);
    if (!entry)
        return fail(entry.error());
    const bool mayBeLost = m_replica.mayHaveLost(dir, name, entry->row.seen);
    m_replica.crash.judged(dir, name);
    m_replica.nameFreed(dir);
    const Bytes path = m_replica.diskPath(dir, name);
    m_replica.problems.clear(path);
    const SealedRecord* here = entry->here();
    if (!here)
        return noLongerInTheWay(*entry);
    Record next = here->record;
    const uint64_t size = next.size;
    next.live = false;
    next.size = 0;
    next.target.clear();
    next.xattrs.clear();
    next.linkGroup = 0;
    next.origin.reset();
    if (mutated(Mutant::TombstoneForgetsContent))
        next.content = {};
    const int64_t touchedNs = std::exchange(entry->row.seen, {}).ctimeNs;
    if (mayBeLost)
        entry->row.seen.ctimeNs = touchedNs; // see MachineCrash::hasComeBack, hasGoneBack
    entry->row.content = {};
    entry->row.diskName.clear();
    entry->setFlag(store::Unflushed, false);
    const bool ignored = m_replica.ignored.matches(path, false);
    const bool refill = m_refill || mayBeLost;
    if (!m_replica.canWrite() || refill || ignored) {
        entry->setHere(nullptr);
        entry->setFlag(store::Ignored, ignored);
        entry->setFlag(store::Diverged, !refill && !ignored);
        entry->setFlag(store::Pending, !ignored);
        if (!ignored)
            m_replica.toApply.insert({dir, entry->row.name});
        auto saved = m_replica.index->save(*entry);
        return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
    }
    SealedRecord own =
        sync::succeed(&here->record, std::move(next), ChangeKind::Deletion, m_replica.index->next(m_replica.nowNs()));
    auto outcome = m_merger.takeOwn(*entry, own);
    if (!outcome)
        return fail(outcome.error());
    noteLocalDeletion(m_replica, path, size);
    if (*outcome == Merger::Outcome::Won)
        announce(own, std::nullopt);
    return Verdict::Recorded;
}

// What no record describes is not where the share's file belongs any more: what a reader's user had put there, or what
// a crash of the machine had left. Nobody has seen there what the record tells: that is not deleted.
Result<Verdict> LocalChanges::noLongerInTheWay(FileEntry& entry)
{
    // Without an inode it is what was seen through a mount: see Mounts::wasSeenThroughMount.
    if (!entry.has(store::Diverged) || entry.row.seen.inode == 0)
        return Verdict::Unchanged;
    entry.forgetDisk();
    if (entry.has(store::Pending))
        m_replica.toApply.insert({entry.row.dir, entry.row.name});
    auto saved = m_replica.index->save(entry);
    return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
}

// True: it is missing, nobody is taken to have removed it, and what it was is fetched from the peers.
Result<bool> LocalChanges::fetchAgain(const DiskEntry& at, bool refill)
{
    auto entry = m_replica.index->fileOnDisk(at.first, at.second);
    if (!entry)
        return fail(entry.error());
    if (!refill && !(entry->here() && m_replica.mayHaveLost(at.first, at.second, entry->row.seen)))
        return false;
    m_refill = true;
    auto done = gone(at.first, at.second);
    m_refill = false;
    return done ? Result<bool>(true) : fail(done.error());
}

Result<void> LocalChanges::fetchAgain(DirNo dir)
{
    m_refill = true;
    auto done = settleMissing(dir);
    m_refill = false;
    return done;
}

Result<Verdict> LocalChanges::foundFile(DirNo dir, storage::Directory& place, ByteView name, FileStat stat, bool rehash)
{
    auto loaded = m_replica.index->fileOnDisk(dir, name);
    if (!loaded)
        return fail(loaded.error());
    FileEntry& entry = *loaded;
    const auto isBack = takeBackMark(entry, place, name, stat);
    if (!isBack)
        return fail(isBack.error());
    const bool wasHere = entry.row.here != HereKind::Nothing;
    bool same = sameAsSeen(entry.row.seen, stat);
    if (wasHere && mutated(Mutant::CompareWithRecord))
        same = isAsRecorded(*entry.here(), stat);
    const bool doubted = m_replica.doubted.erase({dir, Bytes(name)}) > 0;
    if (wasHere && same && !doubted && !(rehash && entry.has(store::Racy)) && !mayBeTorn(entry, stat) &&
        !m_links.lacksGroup({dir, Bytes(name)}))
        return Verdict::Unchanged;
    // A local change on a read-only share that is waiting, or a torn file, and has not changed again.
    const bool givenUp = m_givenUp.erase({dir, Bytes(name)}) > 0 && entry.has(store::Diverged);
    if (entry.has(store::Diverged) && sameAsSeen(entry.row.seen, stat) && !givenUp)
        return Verdict::Unchanged;
    if (!wasHere) {
        if (auto taken = takeBackName(entry, name); !taken)
            return fail(taken.error());
        else if (!*taken)
            return Verdict::Unchanged;
    }

    auto known = knownContent({dir, Bytes(name)}, stat);
    if (!known)
        return fail(known.error());
    std::optional<Content> content = std::move(*known);
    if (!content) {
        auto read = this->read(dir, place, name, stat);
        const Bytes path = m_replica.diskPath(dir, name);
        if (!read) {
            if (read.error().code == ErrorCode::NotFound)
                return Verdict::Later;
            if (m_replica.noteDisk(read.error()))
                return Verdict::Later;
            m_replica.problems.set({path, model::Sentence::of(read.error()), adviceForReading(read.error()), {}});
            return Verdict::Unchanged;
        }
        if (!*read)
            return Verdict::Later;
        m_replica.problems.clear(path);
        content = std::move(**read);
        // Its times might have hidden a write; they did not, and the peers find it under its old name.
        if (const auto origin = renamedFrom({dir, Bytes(name)});
            origin && sameContent(origin->here(), kindOf(stat), content->id.hash))
            content->bytes.reset();
    }
    if (!content->id.chunks.empty()) {
        if (auto put =
                m_replica.index->rows().putChunkList(content->id.hash, storage::encodeChunkList(content->id.chunks));
            !put)
            return fail(put.error());
    }
    const RecordKind kind = kindOf(stat);
    const SealedRecord* here = entry.here();
    entry.setFlag(store::Racy, !mutated(Mutant::TrustRacy) && storage::mayHideWrite(stat, m_replica.nowNs()));
    if (mutated(Mutant::TrustChangedWhileRead)) { // what it is by now belongs to what was read
        if (const auto later = place.statEntry(name))
            stat = *later;
    }
    if (auto looked = m_links.lookAtOthers(entry, stat, differsFromSeen(entry, stat, *content)); !looked)
        return fail(looked.error());

    // The same content as the winner's: adopted, whoever brought it; the applier sees to the attributes.
    const bool reverted = wasHere && m_replica.crash.isReverted(entry.row.seen, stat);
    if ((reverted || !sameContent(here, kind, content->id.hash)) &&
        sameContent(entry.record ? &*entry.record : nullptr, kind, content->id.hash))
        return foundStranger(entry, stat, content->id.hash);
    const bool isOfCrash = *isBack || isFromBeforeCrash(entry, stat, content->id.hash) ||
                           (mayBeTorn(entry, stat) && !sameContent(here, kind, content->id.hash));
    if (Mounts::wasSeenThroughMount(entry) || (isOfCrash && !mutated(Mutant::TornIsAChange)))
        return foundTorn(entry, stat, content->id.hash);
    // A crash may take back that it was replaced or deleted, and not what was done to it on its way to the archive.
    const bool mayHaveComeBack = entry.has(store::Pending) && m_replica.crash.isOlder(stat);
    const bool isAsHere = sameContent(here, kind, content->id.hash) && !entry.has(store::Diverged);
    if (isAsHere && mayHaveComeBack)
        return nothingNew(entry, stat);
    if (!m_replica.canWrite() && !mutated(Mutant::AcceptUnsigned)) {
        if (isAsHere && sameAttributes(entry.row.seen, stat))
            return nothingNew(entry, stat);
        return changedOnReadOnly(entry, stat, content->id.hash);
    }
    // Made where a crash may have taken what was here: whoever made it has not seen that. (What this device itself had
    // written may be nowhere else: a copy of it would be wanted for ever.)
    if (here && entry.row.seen.inode != stat.inode && m_replica.mayHaveLost(dir, name, entry.row.seen) &&
        here->record.author != m_replica.crash.authorBefore()) {
        entry.setHere(nullptr);
        here = nullptr;
    }
    auto links = m_links.membership(entry, stat, content->id.hash, joinsAt(dir));
    if (!links)
        return fail(links.error());
    if (links->contentKnown)
        content->bytes.reset();
    Record next = describe(entry, stat, *content);
    next.linkGroup = links->group;
    ChangeKind change = ChangeKind::Content;
    if (sameContent(here, kind, content->id.hash)) {
        change = ChangeKind::Attributes;
        Record probe = next;
        probe.stamp = here->record.stamp;
        probe.origin = here->record.origin;
        if (probe == here->record)
            return nothingNew(entry, stat);
    }
    return write(entry, std::move(next), change, stat, std::move(content->bytes));
}

// Only the inode or the ctime differ: nothing that a record tells.
Result<Verdict> LocalChanges::nothingNew(FileEntry& entry, const FileStat& stat)
{
    entry.row.seen = seenOf(stat);
    m_replica.noteFound(entry.row.content); // it could not be sent as long as this was not known
    if (entry.has(store::Pending))          // it was in the way of a newer version
        m_replica.toApply.insert({entry.row.dir, entry.row.name});
    auto saved = m_replica.index->save(entry);
    return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
}

// Whether more than the ctime is not as it was.
bool LocalChanges::differsFromSeen(const FileEntry& entry, const FileStat& stat, const Content& content)
{
    store::Seen now = seenOf(stat);
    now.ctimeNs = entry.row.seen.ctimeNs;
    const SealedRecord* here = entry.here();
    const bool sameXattrs = !here || !content.xattrs || userXattrs(here->record.xattrs) == *content.xattrs;
    return now != entry.row.seen || content.id.hash != entry.row.content || !sameXattrs;
}

// The file whose name this is may stand beside it under a marked name, because a directory had claimed its own. The new
// file is that one's successor then, and what stands under the marked name becomes a file of its own. False: a reader
// leaves both alone.
Result<bool> LocalChanges::takeBackName(FileEntry& entry, ByteView name)
{
    auto owner = m_replica.index->file(entry.row.dir, name);
    if (!owner)
        return fail(owner.error());
    if (owner->row.here == HereKind::Nothing || owner->row.nameOnDisk() == name)
        return true;
    if (!m_replica.canWrite())
        return false;
    m_replica.toLookAt.insert({entry.row.dir, owner->row.nameOnDisk()});
    entry = std::move(*owner);
    entry.row.diskName.clear();
    return true;
}

// A crash of the machine may put a file back under the marked name that it had while a directory claimed its own. True:
// `entry` is that file's now.
Result<bool> LocalChanges::takeBackMark(FileEntry& entry, storage::Directory& place, ByteView name,
                                        const FileStat& stat)
{
    const ByteView own = sync::unmarkedName(name);
    if (own.empty() || entry.record || isOrWasThere(entry.row) || !m_replica.crash.isOlder(stat))
        return false;
    auto owner = m_replica.index->file(entry.row.dir, own);
    if (!owner)
        return fail(owner.error());
    if (!owner->record || !m_replica.crash.hasGoneBack(owner->row.seen, stat))
        return false;
    // Where it was observed it is not any more: another directory may stand there again.
    const auto there = m_replica.names.statExactly(place, owner->row.nameOnDisk());
    if (there ? there->type != FileType::Directory : there.error().code != ErrorCode::NotFound)
        return false;
    entry = std::move(*owner);
    entry.setHere(nullptr);
    entry.row.diskName = name;
    entry.setFlag(store::Diverged, false);
    return true;
}

// A file that is here already, as the winning record wants it.
Result<Verdict> LocalChanges::foundStranger(FileEntry& entry, const FileStat& stat, const Hash& content)
{
    const SealedRecord winner = *entry.record;
    entry.setHere(&winner);
    entry.row.seen = seenOf(stat);
    entry.row.content = content;
    entry.row.wanted = {};
    m_replica.noteFound(content);
    if (m_replica.joinSummary)
        ++m_replica.joinSummary->adopted;
    m_replica.onlyHere.forget(entry.row.dir, entry.row.nameOnDisk());
    entry.setFlag(store::Diverged, false);
    entry.setFlag(store::Unflushed, kindOf(stat) == RecordKind::File); // whoever wrote it, it was not us
    entry.setFlag(store::Pending, true);                               // until the applier has compared the attributes
    m_replica.toApply.insert({entry.row.dir, entry.row.name});
    auto saved = m_replica.index->save(entry);
    return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
}

// Announced before the machine crashed, perhaps never flushed, and not written since: what has a later time was, and
// so has another file that somebody moved here. (The same file may only have got another mode or owner since.)
bool LocalChanges::mayBeTorn(const FileEntry& entry, const FileStat& stat) const
{
    if (m_replica.crash.wasPutHere(entry.row.seen, stat))
        return false;
    const SealedRecord* here = entry.here();
    return entry.has(store::Unflushed) && stat.mtimeNs < m_replica.crash.bootNs() &&
           stat.mtimeNs <= entry.row.seen.mtimeNs && stat.type == FileType::File && here &&
           here->record.kind == RecordKind::File;
}

// A crash took back what was here already. Either the index knows: an entry that was last changed before the one that
// was observed; nobody can set a ctime, so that no edit looks like this. Or it is just what was deleted. Or the index
// has forgotten it too, but a peer has given back our own record of something newer.
bool LocalChanges::isFromBeforeCrash(const FileEntry& entry, const FileStat& stat, const Hash& content) const
{
    const MachineCrash& crash = m_replica.crash;
    if (!crash.isOlder(stat))
        return false;
    // It lies there as it was last observed, and was judged then.
    if (sameAsSeen(entry.row.seen, stat) && sameContent(entry.here(), kindOf(stat), content))
        return false;
    if (entry.here() && crash.isReverted(entry.row.seen, stat))
        return true;
    if (!entry.here() && !entry.has(store::Diverged) && crash.hasComeBack(entry.row.seen, stat))
        return true;
    if (!entry.record)
        return false;
    if (!entry.here() && !entry.has(store::Diverged) && entry.row.content == content)
        return true;
    const Record& record = entry.record->record;
    if (!record.live) // of what is here, or of what the index has forgotten
        return !sameContent(entry.here(), kindOf(stat), content) && record.kind == kindOf(stat) &&
               record.content == content;
    // With that very time it is what is left of it; but two writes in one second are two.
    return record.author == crash.authorBefore() &&
           (stat.mtimeNs < record.mtimeNs || (stat.mtimeNs == record.mtimeNs && !storage::isWholeSecond(stat.mtimeNs) &&
                                              !sameContent(&*entry.record, kindOf(stat), content)));
}

// What the crash left is nobody's work. The peers have what was announced, perhaps: the applier puts it in this place,
// and what lies here goes to the archive.
Result<Verdict> LocalChanges::foundTorn(FileEntry& entry, const FileStat& stat, const Hash& content)
{
    const Bytes path = m_replica.diskPath(entry.row.dir, entry.row.nameOnDisk());
    qCWarning(logSync, "'%s' is not what was announced of it, and nobody's edit: that is asked for from the peers",
              printable(path).c_str());
    if (entry.record && entry.record->record.live)
        m_replica.torn.emplace_back(entry.row.dir, entry.row.nameOnDisk());
    entry.setHere(nullptr);
    entry.row.seen = seenOf(stat);
    entry.row.content = content;
    m_replica.noteFound(content); // the crash may have put it back under the name that it had before
    entry.setFlag(store::Unflushed, true);
    entry.setFlag(store::Diverged, true);
    entry.setFlag(store::Pending, true);
    m_replica.toApply.insert({entry.row.dir, entry.row.name});
    auto saved = m_replica.index->save(entry);
    return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
}

// It was here before this device had the records that it has, and is just what somebody deleted.
bool LocalChanges::wasDeletedBeforeJoin(const FileEntry& entry, const FileStat& stat, const Hash& content) const
{
    const Record& record = entry.record->record;
    return !record.live && record.kind == kindOf(stat) && record.content == content &&
           (m_replica.joining || stat.ctimeNs <= m_replica.joinedNs);
}

Result<Verdict> LocalChanges::changedOnReadOnly(FileEntry& entry, const FileStat& stat, const Hash& content)
{
    // Without a record there is nothing to return to: an added file stays, and is nobody else's business.
    if (!entry.record || (!entry.record->record.live && !wasDeletedBeforeJoin(entry, stat, content))) {
        m_replica.filled = true;
        m_replica.onlyHere.note(entry.row.dir, entry.row.nameOnDisk());
        if (!entry.record || (entry.row.here == HereKind::Nothing && !entry.has(store::Pending)))
            return Verdict::Unchanged;
        // Its deletion has nothing left to do here: as in Merger::settleDeletion.
        entry.forgetDisk();
        entry.setFlag(store::Pending | store::Racy, false);
        auto saved = m_replica.index->save(entry);
        return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
    }
    m_replica.onlyHere.forget(entry.row.dir, entry.row.nameOnDisk());
    m_replica.noteFound(content); // its attributes may be all that was changed
    entry.row.seen = seenOf(stat);
    entry.row.content = content;
    entry.setFlag(store::Diverged, true);
    entry.setFlag(store::Pending, true);
    m_replica.toApply.insert({entry.row.dir, entry.row.name});
    auto saved = m_replica.index->save(entry);
    return saved ? Result<Verdict>(Verdict::Recorded) : fail(saved.error());
}

Result<Verdict> LocalChanges::write(FileEntry& entry, Record next, ChangeKind change, const FileStat& stat,
                                    std::optional<Bytes> content)
{
    const SealedRecord* previous = entry.here();
    if (mutated(Mutant::SucceedTheWinner) && entry.record)
        previous = &*entry.record;
    // A tombstone that was applied here is what the disk showed.
    if (!previous && entry.record && !entry.record->record.live && !entry.has(store::Pending))
        previous = &*entry.record;
    const sync::Authorship by = m_replica.index->next(m_replica.nowNs());
    const bool joins = !previous && joinsAt(entry.row.dir);
    SealedRecord own = joins ? sync::join(std::move(next), by, m_replica.settings.useSyncTrash)
                             : sync::succeed(previous ? &previous->record : nullptr, std::move(next), change, by);
    entry.row.seen = seenOf(stat);
    entry.row.content = own.record.content;
    m_replica.noteFound(own.record.content);
    entry.setFlag(store::Diverged, false);
    entry.setFlag(store::Unflushed, kindOf(stat) == RecordKind::File &&
                                        (change != ChangeKind::Attributes || entry.has(store::Unflushed)));
    auto outcome = m_merger.takeOwn(entry, own);
    if (!outcome)
        return fail(outcome.error());
    noteLocal(m_replica, entry.row.dir, entry.row.nameOnDisk(), own.record, !previous || !previous->record.live);
    // A record that lost is not in the index; its content goes on as the derived conflict.
    if (*outcome == Merger::Outcome::Won)
        announce(own, change == ChangeKind::Attributes ? std::nullopt : std::move(content));
    return Verdict::Recorded;
}

Record LocalChanges::describe(const FileEntry& entry, const FileStat& stat, const Content& content)
{
    const SealedRecord* here = entry.here();
    const store::Seen& seen = entry.row.seen;
    Record next = here ? here->record : Record();
    const RecordKind kind = kindOf(stat);
    const bool fresh = !here || here->record.kind != kind;
    next.kind = kind;
    next.live = true;
    next.joined = here && here->record.joined;
    next.dir = m_replica.index->idOf(entry.row.dir);
    next.name = entry.row.name;
    next.content = content.id.hash;
    next.target = content.target;
    // What is not looked at here stays as the record says.
    const model::Xattrs before = fresh ? model::Xattrs() : next.xattrs;
    model::Xattrs xattrs = content.special.value_or(specialXattrs(before));
    const model::Xattrs user = content.xattrs.value_or(userXattrs(before));
    xattrs.insert(xattrs.end(), user.begin(), user.end());
    std::sort(xattrs.begin(), xattrs.end());
    next.xattrs = fitRecord(xattrs) ? std::move(xattrs) : before;
    next.size = kind == RecordKind::Symlink ? content.target.size() : static_cast<uint64_t>(stat.size);
    // What this disk could not hold stays as the record says: only what changed since the last look is news.
    if (fresh || stat.mode != seen.mode || mutated(Mutant::CompareWithRecord))
        next.mode =
            kind == RecordKind::Symlink ? 0777 : modeOf(stat.mode, fresh ? stat.mode : seen.mode, next.mode, fresh);
    if (fresh || stat.mtimeNs != seen.mtimeNs)
        next.mtimeNs = stat.mtimeNs;
    if (fresh || stat.uid != seen.uid)
        next.owner = m_replica.owners.userName(stat.uid);
    if (fresh || stat.gid != seen.gid)
        next.group = m_replica.owners.groupName(stat.gid);
    const auto renamed = m_renames.find({entry.row.dir, entry.row.nameOnDisk()});
    next.origin.reset();
    if (!here && renamed != m_renames.end())
        next.origin = {m_replica.index->idOf(renamed->second.first), renamed->second.second};
    return next;
}

Result<std::optional<LocalChanges::Content>> LocalChanges::read(DirNo dir, storage::Directory& place, ByteView name,
                                                                const FileStat& stat)
{
    Content content;
    if (stat.type == FileType::Symlink) {
        auto target = place.readLink(name);
        if (!target)
            return fail(target.error());
        content.id.hash = sha256(*target);
        content.target = std::move(*target);
        return std::optional(std::move(content));
    }
    auto file = place.openFile(name);
    if (!file)
        return fail(file.error());
    auto opened = (*file)->stat();
    if (!opened)
        return fail(opened.error());
    if (!sameAsSeen(seenOf(stat), *opened))
        return std::optional<Content>();
    if (static_cast<uint64_t>(stat.size) >= LargeReads::kFrom) {
        auto id = m_largeReads.take({dir, Bytes(name)}, stat);
        if (!id)
            return std::optional<Content>();
        content.id = std::move(*id);
        readXattrs(**file, content);
        return std::optional(std::move(content));
    }
    storage::ContentHasher hasher(static_cast<uint64_t>(stat.size));
    const bool small = static_cast<uint64_t>(stat.size) < storage::kChunkedFrom;
    Bytes buffer(small ? static_cast<size_t>(stat.size) : kReadBuffer, '\0');
    for (uint64_t offset = 0; offset < static_cast<uint64_t>(stat.size);) {
        auto got = (*file)->read(offset, buffer.data(), buffer.size());
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return std::optional<Content>();
        hasher.add(ByteView(buffer).substr(0, *got));
        offset += *got;
    }
    readXattrs(**file, content);
    auto after = (*file)->stat();
    auto id = hasher.finish();
    const bool changed =
        after && (after->size != stat.size || after->mtimeNs != stat.mtimeNs || after->ctimeNs != stat.ctimeNs) &&
        !mutated(Mutant::TrustChangedWhileRead);
    if (!after || !id || changed)
        return std::optional<Content>();
    content.id = std::move(*id);
    if (small)
        content.bytes = std::move(buffer);
    return std::optional(std::move(content));
}

void LocalChanges::readXattrs(storage::File& file, Content& content) const
{
    if (auto xattrs = file.xattrs(); xattrs && fitRecord(*xattrs))
        content.xattrs = std::move(*xattrs);
    if (!m_replica.settings.syncSpecialModes || !m_replica.settings.applyOwners)
        return;
    if (auto special = file.specialXattrs())
        content.special = std::move(*special);
}

// The entry of the old name, when the watcher has told that this is its new one.
std::optional<FileEntry> LocalChanges::renamedFrom(const DiskEntry& at) const
{
    const auto renamed = m_renames.find(at);
    if (renamed == m_renames.end())
        return std::nullopt;
    auto origin = m_replica.index->fileOnDisk(renamed->second.first, renamed->second.second);
    return origin && origin->here() ? std::optional(std::move(*origin)) : std::nullopt;
}

Result<std::optional<LocalChanges::Content>> LocalChanges::knownContent(const DiskEntry& at, const FileStat& stat)
{
    auto linked = m_links.readAlready(at, stat);
    if (!linked)
        return fail(linked.error());
    if (*linked) {
        Content content;
        content.id.hash = (*linked)->row.content;
        content.xattrs = userXattrs((*linked)->here()->record.xattrs);
        content.special = specialXattrs((*linked)->here()->record.xattrs);
        return content;
    }
    const auto origin = renamedFrom(at);
    if (!origin)
        return std::nullopt;
    const store::Seen& seen = origin->row.seen;
    // The rename itself changes the ctime and nothing else.
    if (seen.inode != stat.inode || seen.size != stat.size || seen.mtimeNs != stat.mtimeNs ||
        origin->has(store::Racy) || origin->has(store::Diverged) || m_replica.crash.leavesInDoubt(origin->row.flags))
        return std::nullopt;
    Content content;
    content.id.hash = origin->here()->record.content;
    content.target = origin->here()->record.target;
    content.xattrs = userXattrs(origin->here()->record.xattrs);
    content.special = specialXattrs(origin->here()->record.xattrs);
    return content;
}

Result<Verdict> LocalChanges::foundDirectory(DirNo dir, storage::Directory& place, ByteView name, const FileStat& stat)
{
    ShareIndex& index = *m_replica.index;
    const auto child = index.diskChild(dir, name);
    if (!child) {
        auto opened = place.openDirectory(name);
        if (!opened)
            return notOpened(m_replica.diskPath(dir, name), opened.error());
        auto moved = adoptFromMove(dir, **opened, name, stat);
        if (!moved || *moved != Verdict::Unchanged)
            return moved;
        auto made = newDirectory(dir, place, **opened, name, stat);
        return made ? Result<Verdict>(Verdict::Recorded) : fail(made.error());
    }
    m_missing.erase(*child);
    DirRow row = *index.dir(*child);
    // Whether that is what was mounted here before, the scanner judges.
    const bool mounted = stat.mountRoot.value_or(false);
    if (((row.flags & store::kMountBegins) && row.seen.inode != stat.inode) ||
        (stat.mountRoot && mounted != bool(row.flags & store::MountRoot))) {
        m_replica.toScan.insert(*child);
        return Verdict::Unchanged;
    }
    const bool sameMode = row.seen.mode == stat.mode || OpenedParents::isOpen(row, stat.mode);
    const bool sameTime = !mutated(Mutant::DirectoryTimesAreChanges) || row.seen.mtimeNs == stat.mtimeNs;
    // File systems give a freed inode number away at once.
    const bool reused = row.birthNs != 0 && stat.birthNs != 0 && row.birthNs != stat.birthNs;
    const bool another = row.seen.inode != stat.inode || reused;
    if (!another && sameMode && sameTime && row.seen.uid == stat.uid && row.seen.gid == stat.gid)
        return Verdict::Unchanged;
    const bool reverted = m_replica.crash.isRevertedDirectory(row.seen, stat);
    const store::Seen before = row.seen;
    row.seen = seenOf(stat);
    row.birthNs = stat.birthNs;
    if (reverted) { // it gets its attributes once more
        row.here = HereKind::Nothing;
        m_replica.toSettle.insert(*child);
    }
    if (auto put = index.putDir(row); !put)
        return fail(put.error());
    // Another directory under this name is still this node; what is in it has to be looked at. So has what could not be
    // read before somebody changed the permissions.
    if (another || m_replica.problems.find(m_replica.diskPath(dir, name), Scanner::kUnreadable))
        m_replica.toScan.insert(*child);
    const auto record = index.dirRecord(*child);
    if (another || reverted || !m_replica.canWrite() || !record || !record->record.live || before.inode == 0)
        return Verdict::Recorded;
    Record next = record->record;
    if (stat.mode != before.mode)
        next.mode = stat.mode;
    if (stat.uid != before.uid)
        next.owner = m_replica.owners.userName(stat.uid);
    if (stat.gid != before.gid)
        next.group = m_replica.owners.groupName(stat.gid);
    if (mutated(Mutant::DirectoryTimesAreChanges))
        next.mtimeNs = stat.mtimeNs;
    if (next == record->record)
        return Verdict::Recorded;
    auto done = recordDirectory(
        sync::succeed(&record->record, std::move(next), ChangeKind::Attributes, index.next(m_replica.nowNs())));
    return done ? Result<Verdict>(Verdict::Recorded) : fail(done.error());
}

// A directory that is not known here cannot be entered.
Verdict LocalChanges::notOpened(const Bytes& path, const Error& error)
{
    if (m_replica.noteDisk(error))
        return Verdict::Later;
    if (error.code != ErrorCode::NotFound)
        m_replica.problems.set({path, model::Sentence::of(error), adviceForReading(error), {}}, Scanner::kUnreadable);
    return Verdict::Unchanged;
}

// A directory that is unknown here, but is the very inode of one that is missing from its own place, was moved.
// Unchanged: it is a new one.
Result<Verdict> LocalChanges::adoptFromMove(DirNo parent, storage::Directory& opened, ByteView name,
                                            const FileStat& stat)
{
    ShareIndex& index = *m_replica.index;
    auto fsId = opened.fileSystemId();
    const auto no = index.findByInode(stat.inode, stat.birthNs, fsId ? *fsId : 0);
    if (!no || mutated(Mutant::CopyMovedDirectories))
        return Verdict::Unchanged;
    const DirRow row = *index.dir(*no);
    const auto oldParent = index.diskPath(row.diskParent);
    const auto stands = m_replica.standsThere(row, stat.inode);
    if (!stands && m_replica.noteDisk(stands.error()))
        return Verdict::Later;
    if (stands && *stands)
        return Verdict::Unchanged;
    const auto record = index.dirRecord(*no);
    const sync::Place* wanted = index.tree().place(row.id);
    const bool asWanted = wanted && wanted->parent == index.idOf(parent) && wanted->name == name;
    if (!asWanted && (!m_replica.canWrite() || !record))
        return Verdict::Unchanged;
    m_missing.erase(*no);
    const Bytes before = oldParent ? m_replica.diskPath(row.diskParent, row.diskName) : Bytes();
    if (auto put = placeDirectory(*no, parent, name, {row.fsId, stat}); !put)
        return fail(put.error());
    // A scan may have come for it when it was no longer there: then it is not watched yet, and was not looked at.
    m_replica.toScan.insert(*no);
    if (asWanted)
        return Verdict::Recorded;
    if (m_replica.crash.isRevertedDirectory(row.seen, stat)) { // the crash has moved it back
        m_replica.toSettle.insert(*no);
        return Verdict::Recorded;
    }
    noteLocalMove(m_replica, before, m_replica.diskPath(parent, name));
    Record next = record->record;
    next.live = true;
    next.parent = index.idOf(parent);
    next.name = name;
    qCInfo(logSync, "moved here: directory '%s'", printable(m_replica.diskPath(parent, name)).c_str());
    if (auto done = recordDirectory(
            sync::succeed(&record->record, std::move(next), ChangeKind::Move, index.next(m_replica.nowNs())));
        !done)
        return fail(done.error());
    return Verdict::Recorded;
}

// On a read-only device: a directory that a crash has left, which has another name by now or none, and nothing in it.
bool LocalChanges::isHollow(DirNo parent, storage::Directory& place, ByteView name, const Bytes& path) const
{
    const auto stat = place.statEntry(name);
    if (!stat || stat->type != FileType::Directory || stat->mountRoot.value_or(false) ||
        !m_replica.crash.isOlder(*stat) || !m_replica.mayHaveLost(parent, name, seenOf(*stat)) ||
        m_replica.ignored.matches(path, true))
        return false;
    auto opened = place.openDirectory(name);
    auto entries = opened ? (*opened)->list() : fail(opened.error());
    return entries && std::all_of(entries->begin(), entries->end(), [&](const storage::DirEntry& entry) {
               return isHollow(parent, **opened, entry.name, path + "/" + entry.name);
           });
}

bool LocalChanges::removeHollow(storage::Directory& place, ByteView name)
{
    auto opened = place.openDirectory(name);
    auto entries = opened ? (*opened)->list() : fail(opened.error());
    for (const storage::DirEntry& entry : entries.value_or(std::vector<storage::DirEntry>()))
        (void)removeHollow(**opened, entry.name);
    return storage::removeEmptyDirectory(place, name).has_value();
}

Result<void> LocalChanges::newDirectory(DirNo parent, storage::Directory& place, storage::Directory& opened,
                                        ByteView name, const FileStat& stat)
{
    ShareIndex& index = *m_replica.index;
    m_replica.reproject();
    const DirId parentId = index.idOf(parent);
    const DirId* standing = index.tree().at(parentId, name);
    // One that is still elsewhere on this disk is another, and both stay.
    const auto isElsewhere = [&](const DirId& one) {
        const auto no = index.findNumber(one);
        return no && index.dir(*no)->diskParent != store::kNotOnDisk && !m_replica.mounts.isGone(*no);
    };
    if (standing && isElsewhere(*standing))
        standing = nullptr;
    const DirId id = standing ? *standing : index.tree().idFor(index.share(), parentId, name, isElsewhere);
    // Two devices that make the same directory make the same node; a read-only device makes none. It may have one that
    // was deleted while it had no index: that goes once it is empty. So does one that a crash of the machine brought
    // back.
    const auto deleted = standing ? std::nullopt : index.findNumber(id);
    const bool wasDeleted = deleted && index.dirRecord(*deleted);
    const bool cameBack = wasDeleted && m_replica.crash.isOlder(stat);
    if (!standing && !m_replica.canWrite() && !cameBack) {
        const bool before = m_replica.joining || stat.ctimeNs <= m_replica.joinedNs;
        if (!wasDeleted || !before) {
            if (isHollow(parent, place, name, m_replica.diskPath(parent, name)) && removeHollow(place, name))
                return {};
            m_replica.filled = true;
            m_replica.onlyHere.note(parent, name);
            return {};
        }
    }
    if (wasDeleted && (cameBack || !m_replica.canWrite()))
        m_replica.toSettle.insert(*deleted);
    auto no = index.numberFor(id);
    if (!no)
        return fail(no.error());
    if (auto put = placeDirectory(*no, parent, name, {opened.fileSystemId().value_or(0), stat}); !put)
        return put;
    m_missing.erase(*no);
    m_replica.onlyHere.forget(parent, name);
    m_replica.toScan.insert(*no);
    if (standing || cameBack || !m_replica.canWrite())
        return {};
    const auto previous = index.dirRecord(*no);
    Record next;
    next.kind = RecordKind::Directory;
    next.dir = id;
    next.parent = parentId;
    next.name = name;
    next.mode = stat.mode;
    next.mtimeNs = stat.mtimeNs;
    next.owner = m_replica.owners.userName(stat.uid);
    next.group = m_replica.owners.groupName(stat.gid);
    const sync::Authorship by = index.next(m_replica.nowNs());
    return recordDirectory(!previous && joinsAt(parent) ? sync::join(std::move(next), by, false)
                                                        : sync::succeed(previous ? &previous->record : nullptr,
                                                                        std::move(next), ChangeKind::Content, by));
}

Result<void> LocalChanges::placeDirectory(DirNo no, DirNo parent, ByteView name, const MountSight& sight)
{
    DirRow row = *m_replica.index->dir(no);
    const bool appears = row.diskParent == store::kNotOnDisk;
    row.diskParent = parent;
    row.diskName = name;
    row.seen = seenOf(sight.stat);
    row.birthNs = sight.stat.birthNs;
    m_replica.index->noteMount(row, sight);
    row.here = HereKind::SameAsRecord;
    auto put = m_replica.index->putDir(std::move(row));
    if (put && appears)
        m_replica.enqueuePending(no);
    return put;
}

Result<void> LocalChanges::recordDirectory(const SealedRecord& record)
{
    if (auto put = m_replica.index->putDirRecord(record); !put)
        return put;
    announce(record, std::nullopt);
    return {};
}

bool LocalChanges::joinsAt(DirNo dir) const
{
    if (m_replica.joining || m_joining.empty())
        return m_replica.joining;
    for (const DirRow* row = m_replica.index->dir(dir); row; row = m_replica.index->dir(row->diskParent)) {
        if (m_joining.contains(row->no))
            return true;
        if (row->no == store::kRootDirNo)
            break;
    }
    return false;
}

Result<void> LocalChanges::joinBelow(DirNo dir)
{
    ShareIndex& index = *m_replica.index;
    m_joining.insert(dir);
    const bool refill = std::exchange(m_refill, true); // no deletion is written
    Result<void> done;
    for (const DirNo child : index.diskChildren(dir)) {
        if (done)
            done = forgetDirectory(child);
    }
    auto rows = index.rows().filesOf(dir);
    if (!rows)
        done = fail(rows.error());
    for (const FileRow& row : rows.value_or(std::vector<FileRow>())) {
        if (!done || !isOrWasThere(row))
            continue;
        if (auto gone = this->gone(dir, row.nameOnDisk()); !gone)
            done = fail(gone.error());
    }
    m_refill = refill;
    return done;
}

Result<size_t> LocalChanges::recordsBelow(DirNo dir)
{
    auto rows = m_replica.index->rows().filesOf(dir);
    if (!rows)
        return fail(rows.error());
    size_t count = rows->size() + 1;
    for (const DirNo child : m_replica.index->diskChildren(dir)) {
        auto below = recordsBelow(child);
        if (!below)
            return below;
        count += *below;
    }
    return count;
}

Result<void> LocalChanges::settleMissing(DirNo dir)
{
    m_missing.erase(dir);
    ShareIndex& index = *m_replica.index;
    const DirRow* row = index.dir(dir);
    if (!row || row->diskParent == store::kNotOnDisk || index.isSuspended(row->diskParent))
        return {};
    // It may have turned up again, or elsewhere.
    if (m_replica.mounts.isGone(dir)) {
        const bool refill = m_refill;
        m_refill |= !(row->flags & (store::kMountBegins | store::Suspended)) &&
                    m_replica.mayHaveLost(row->diskParent, row->diskName, row->seen);
        auto done = forgetDirectory(dir);
        m_refill = refill;
        return done;
    }
    if (m_replica.disk.isPaused()) {
        m_missing.insert(dir); // it could not be looked for
        return {};
    }
    // Whoever came for it while it was on its way has neither watched nor listed it.
    const auto path = index.diskPath(dir);
    if (path && m_replica.files->openDirectory(*path))
        m_replica.toScan.insert(dir);
    return {};
}

Result<void> LocalChanges::forgetDirectory(DirNo dir)
{
    ShareIndex& index = *m_replica.index;
    if ((index.dir(dir)->flags & (store::kMountBegins | store::Suspended)) && !m_refill &&
        !mutated(Mutant::MissingMountIsDeletion))
        return m_replica.mounts.suspendMissing(dir); // whoever removed the mount point did not delete what was mounted
    for (const DirNo child : index.diskChildren(dir)) {
        if (auto done = forgetDirectory(child); !done)
            return done;
    }
    auto rows = index.rows().filesOf(dir);
    if (!rows)
        return fail(rows.error());
    for (const FileRow& row : *rows) {
        if (!isOrWasThere(row))
            continue;
        if (auto done = gone(dir, row.nameOnDisk()); !done)
            return fail(done.error());
    }
    DirRow row = *index.dir(dir);
    const auto path = index.diskPath(dir);
    const bool ignored = path && m_replica.ignored.matches(*path, true);
    row.diskParent = store::kNotOnDisk;
    row.seen = {};
    row.here = HereKind::Nothing;
    if (auto put = index.putDir(row); !put)
        return put;
    m_replica.toSettle.insert(dir);
    const auto record = index.dirRecord(dir);
    if (!m_replica.canWrite() || m_refill || ignored || !record || !record->record.live)
        return {};
    Record next = record->record;
    next.live = false;
    return recordDirectory(
        sync::succeed(&record->record, std::move(next), ChangeKind::Deletion, index.next(m_replica.nowNs())));
}

void LocalChanges::announce(const SealedRecord& record, std::optional<Bytes> content)
{
    qCDebug(logSync, "changed here: '%s' %s", printable(record.record.name).c_str(),
            record.record.live ? "live" : "deleted");
    m_replica.announcements.push_back({record, std::move(content), record.record.live});
}

} // namespace shoal::engine
