// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/applier.h"

#include "core/engine/happenings.h"
#include "core/engine/large_reads.h"
#include "core/engine/xattr_sets.h"
#include "core/storage/content_hasher.h"
#include "core/storage/moves.h"
#include "core/storage/stamps.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

using model::Record;
using model::RecordKind;
using model::SealedRecord;
using storage::Directory;
using storage::File;
using storage::FileStat;

namespace {

constexpr uint32_t kSetUser = 04000;
constexpr uint32_t kSetGroup = 02000;

bool isFile(const Record& record)
{
    return record.kind == RecordKind::File;
}

// Its times may hide a write: its content tells before it is displaced.
bool isToBeCompared(const FileEntry& entry)
{
    return entry.has(store::Racy) && !entry.has(store::Diverged) && entry.here() && !entry.row.content.isZero() &&
           !mutated(Mutant::TrustRacy);
}

// Nobody has changed it since it lay in staging. Being shown changes the ctime.
bool isAsStaged(const storage::FileStat& stat, store::Seen staged)
{
    staged.ctimeNs = stat.ctimeNs;
    return seenOf(stat) == staged;
}

// A kill takes only what had no name in staging, and file systems give its inode number away at once: to a file that a
// user saves under that very name, perhaps. Nothing: where times are whole seconds they do not tell the two apart, nor
// a named one from another after a crash of the machine.
std::optional<bool> toldByStat(const FileStat& stat, const ApplyIntent& intent, bool machineCrashed)
{
    if (stat.inode != intent.staged.inode)
        return false;
    const bool bothTell = stat.birthNs != 0 && intent.birthNs != 0;
    if (bothTell && stat.birthNs != intent.birthNs)
        return false;
    if ((bothTell && !storage::isWholeSecond(stat.birthNs)) || (!intent.stagedName.empty() && !machineCrashed))
        return true;
    if (!storage::isWholeSecond(stat.ctimeNs))
        return isAsStaged(stat, intent.staged);
    return std::nullopt;
}

// At once, not by the scan: after a crash of the machine peers may tell a newer record before that, and then nobody
// would know what this content was.
bool holdsContentOf(const Record& record, Directory& place, ByteView name, const FileStat& stat)
{
    if (stat.type == storage::FileType::Symlink) {
        const auto target = place.readLink(name);
        return record.kind == RecordKind::Symlink && target && *target == record.target;
    }
    if (stat.type != storage::FileType::File || !isFile(record) || static_cast<uint64_t>(stat.size) != record.size)
        return false;
    const auto file = place.openFile(name);
    const auto id = file ? storage::hashFile(**file, record.size) : fail(file.error());
    return id && id->hash == record.content;
}

} // namespace

Result<Directory*> Applier::open(DirNo dir)
{
    if (m_open && m_openDir == dir)
        return m_open.get();
    const auto path = m_replica.index->diskPath(dir);
    if (!path)
        return fail(ErrorCode::NotFound, "the directory is not on this disk yet");
    auto opened = m_replica.files->openDirectory(*path);
    if (!opened)
        return fail(opened.error());
    if (!m_replica.isWhereItWas(dir, **opened))
        return fail(ErrorCode::Io, "another file system is mounted here than before");
    if (auto up = m_replica.parents.openUp(dir); !up)
        return fail(up.error());
    m_open = std::move(*opened);
    m_openDir = dir;
    return m_open.get();
}

bool Applier::mayOverwrite(const FileEntry& entry) const
{
    if (!entry.has(store::Diverged) || m_replica.settings.overwriteChanges || mutated(Mutant::OverwriteReadersChange))
        return true;
    // What a crash of the machine has left of it.
    if (entry.has(store::Unflushed) && entry.row.here == HereKind::Nothing)
        return true;
    // It was there before the share was joined: replaced, and kept in the archive.
    return entry.row.here == HereKind::Nothing && entry.row.seen.inode != 0 &&
           (m_replica.joining || entry.row.seen.ctimeNs <= m_replica.joinedNs);
}

Applier::Action Applier::actionFor(const FileEntry& entry, const Bytes& name) const
{
    const Record& want = entry.record->record;
    const SealedRecord* here = entry.here();
    const bool diverged = entry.has(store::Diverged) && entry.row.seen.inode != 0;
    if (!want.live)
        return here || diverged ? Action::Remove : Action::None;
    if (diverged)
        return entry.row.nameOnDisk() != name ? Action::Rename : Action::Replace;
    if (!here)
        return Action::Create;
    if (entry.row.nameOnDisk() != name)
        return Action::Rename; // first; what else differs follows
    const bool same = here->record.kind == want.kind && here->record.content == want.content;
    if (!same)
        return Action::Replace;
    const bool lacks = entry.has(store::Pending) && differsFrom(want, entry.row.seen);
    return lacks || !sameAttributes(here->record, want) ? Action::Attributes : Action::None;
}

Result<std::optional<Applier::Plan>> Applier::plan(Item& item)
{
    auto loaded = m_replica.index->file(item.key.first, item.key.second);
    if (!loaded)
        return fail(loaded.error());
    Plan plan;
    plan.entry = std::move(*loaded);
    FileEntry& entry = plan.entry;
    if (!entry.record || !entry.record->record.hasContent() || entry.has(store::Held) ||
        m_replica.index->isSuspended(item.key.first) || m_replica.isOnItsWay(item.key.first))
        return std::optional<Plan>();
    const Record& want = entry.record->record;
    if (!m_replica.index->diskPath(item.key.first)) {
        const store::DirRow* dir = m_replica.index->dir(item.key.first);
        if (want.live || !entry.has(store::Pending) || !dir || dir->diskParent != store::kNotOnDisk)
            return std::optional<Plan>();
        entry.setHere(nullptr); // deleted, and its directory went before
        entry.row.seen = {};
        entry.setFlag(store::Diverged | store::Unflushed | store::Pending, false);
        plan.applied = true;
        return std::optional(std::move(plan));
    }
    auto name = m_replica.fileDiskName(item.key.first, want);
    if (!name)
        return fail(name.error());
    plan.name = std::move(*name);
    if (auto chosen = chooseName(plan); !chosen) {
        failed(plan, chosen.error());
        return std::optional<Plan>();
    }
    const Bytes path = m_replica.diskPath(item.key.first, plan.name);
    if (m_replica.ignored.matches(path, false)) {
        entry.setFlag(store::Ignored, true);
        entry.setFlag(store::Pending, false);
        plan.applied = true; // the row is written, the disk is left alone
        return std::optional(std::move(plan));
    }
    entry.setFlag(store::Ignored, false);
    const bool agreed = !want.live && !entry.here() && entry.row.seen.inode == 0; // deleted here and elsewhere
    if (!agreed && !mayOverwrite(entry)) {
        m_replica.problems.set({path, model::Wording::ChangedReadOnly, model::Wording::DoUndoChange, {}});
        return std::optional<Plan>();
    }
    plan.action = actionFor(entry, plan.name);
    if (LinkApplier::concerns(entry)) {
        auto now = planLinks(plan, item);
        if (!now || !*now)
            return now ? Result<std::optional<Plan>>(std::nullopt) : fail(now.error());
    }
    const bool displaces = (plan.action == Action::Replace && !plan.sameContent) || plan.action == Action::Remove;
    if (displaces && m_replica.archiveKeeper.isFull() && displacesUnseen(entry)) {
        m_replica.problems.set({path, model::Wording::ArchiveFullReplaces, model::Wording::DoMakeRoomInArchive, {}});
        m_replica.archiveKeeper.roomWanted(m_replica.context.clock.monotonicNs());
        m_retries.insert(item.key);
        return std::optional<Plan>();
    }
    // The first scan looks at what a crash of the machine has left of what would stay, torn perhaps, or come back. What
    // would take long to compare while nobody may write to it (see expectedAt) is looked at before.
    const bool stays = entry.here() && (plan.action == Action::None || plan.action == Action::Attributes);
    const bool isFirstLookedAt = stays && m_replica.isLookedFor(entry.row.dir, entry.row.nameOnDisk());
    const bool takesOut = plan.action == Action::Replace || plan.action == Action::Remove;
    const bool longRead =
        takesOut && isToBeCompared(entry) && entry.row.seen.size >= static_cast<int64_t>(LargeReads::kFrom);
    if (isFirstLookedAt || longRead) {
        if (longRead)
            m_replica.toLookAt.insert({entry.row.dir, entry.row.nameOnDisk()});
        m_retries.insert(item.key);
        return std::optional<Plan>();
    }
    if (plan.action == Action::None)
        leaveAsItIs(plan);
    return std::optional(std::move(plan));
}

// Where the file system cannot have the name that the tree gives, another one.
Result<void> Applier::chooseName(Plan& plan)
{
    const FileEntry& entry = plan.entry;
    if (m_replica.names.exact() || !entry.record->record.live)
        return {};
    auto place = open(entry.row.dir);
    auto staging = m_replica.stagingPlaces.of(entry.row.dir);
    if (!place || !staging)
        return {}; // whoever works there says why not
    const bool present = entry.row.here != HereKind::Nothing || entry.row.seen.inode != 0;
    const DiskNames::Present now{present ? entry.row.nameOnDisk() : Bytes(), entry.row.seen.inode};
    auto name = m_replica.names.choose(**place, **staging, plan.name, now);
    if (!name)
        return fail(name.error());
    m_replica.names.note(entry.row.dir, entry.row.name, *name != plan.name);
    plan.name = std::move(*name);
    return {};
}

// The disk shows what the record wants.
void Applier::leaveAsItIs(Plan& plan)
{
    FileEntry& entry = plan.entry;
    if (entry.record->record.live)
        entry.setHere(&*entry.record);
    entry.setFlag(store::Pending, false);
    entry.setFlag(store::Diverged, false);
    entry.row.wanted = {};
    m_replica.problems.clear(m_replica.diskPath(entry.row.dir, plan.name));
    plan.applied = true;
}

// Which names show one file decides what has to be done. False: not now, its turn comes.
Result<bool> Applier::planLinks(Plan& plan, const Item& item)
{
    const bool writes = plan.action == Action::Create || plan.action == Action::Replace;
    if (!writes && plan.action != Action::None && plan.action != Action::Attributes)
        return true;
    auto way = m_links.wayFor(plan.entry, writes);
    if (!way)
        return fail(way.error());
    switch (*way) {
    case LinkApplier::Way::Alone:
        break;
    case LinkApplier::Way::Wait:
        if (!item.stagedName.empty())
            break; // a large file that is there already
        m_replica.toApply.insert(item.key);
        return false;
    case LinkApplier::Way::Shown:
        plan.action = Action::None;
        break;
    case LinkApplier::Way::Link:
        plan.unlinked = plan.action;
        plan.action = plan.action == Action::Create ? Action::Create : Action::Replace;
        plan.sameContent = !writes;
        break;
    case LinkApplier::Way::Separate:
        plan.action = Action::Replace;
        plan.sameContent = true;
        break;
    }
    return true;
}

// A second name of a file that is here, in staging. Where that cannot be, the entry is treated as if there were no
// links: this disk's limits are nobody else's business.
Result<void> Applier::stageLink(Plan& plan, Item& item)
{
    auto staging = m_replica.stagingPlaces.of(plan.entry.row.dir);
    if (!staging)
        return fail(staging.error());
    const Bytes name = m_replica.newStagedName();
    const auto link = m_links.stageLink(plan.entry, **staging, name);
    if (!link) {
        const Action unlinked = *std::exchange(plan.unlinked, std::nullopt);
        auto way = m_links.wayUnlinked(plan.entry, unlinked == Action::Create || unlinked == Action::Replace);
        if (!way)
            return fail(way.error());
        // It may share a file with names that it is to share no longer.
        plan.sameContent = *way == LinkApplier::Way::Separate;
        plan.action = plan.sameContent ? Action::Replace : unlinked;
        if (plan.action == Action::None)
            leaveAsItIs(plan);
        return {};
    }
    plan.staging = *staging;
    plan.stagedName = name;
    plan.inode = link->stat.inode;
    plan.linked = link->stat;
    plan.unflushed = link->unflushed;
    // Contents that came by another way are not needed.
    if (const auto kept = m_staged.find(item.key); kept != m_staged.end()) {
        const auto stat = plan.staging->statEntry(kept->second.name);
        if (stat && stat->inode == kept->second.inode)
            (void)plan.staging->removeFile(kept->second.name);
        m_staged.erase(kept);
    }
    if (!item.stagedName.empty())
        (void)m_replica.staging->removeFile(std::exchange(item.stagedName, {}));
    return {};
}

Result<void> Applier::apply(std::vector<Item> items)
{
    std::vector<Plan> plans;
    m_open.reset();
    m_links.begin();
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.key < b.key; });
    for (Item& item : items) {
        auto planned = plan(item);
        if (!planned)
            return fail(planned.error());
        if (!*planned)
            continue;
        Plan& plan = **planned;
        if (plan.unlinked) {
            if (auto linked = stageLink(plan, item); !linked) {
                failed(plan, linked.error());
                plan.action = Action::None;
            }
        }
        if (!plan.unlinked && (plan.action == Action::Create || plan.action == Action::Replace)) {
            auto staged = stage(plan, item);
            if (!staged)
                failed(plan, staged.error());
            if (!staged || !*staged)
                plan.action = Action::None;
            else
                m_links.staged(plan.entry);
        }
        plans.push_back(std::move(plan));
    }
    for (const Item& item : items)
        m_copies.forget(item.key);
    auto shown = plans.empty() ? Result<void>() : makeVisible(plans);
    m_open.reset(); // or what is mounted there could not be unmounted
    return shown;
}

// True: the content lies in staging or in an unnamed file. False: it has to be fetched.
Result<bool> Applier::stage(Plan& plan, Item& item)
{
    const Record& want = plan.entry.record->record;
    auto place = open(plan.entry.row.dir);
    if (!place)
        return fail(place.error());
    auto staging = m_replica.stagingPlaces.of(plan.entry.row.dir);
    if (!staging)
        return fail(staging.error());
    plan.staging = *staging;
    auto reused = plan.staging != m_replica.staging && !item.stagedName.empty() ? takeFromCommon(plan, item, **place)
                                                                                : reuseStaged(plan, item);
    if (!reused || *reused)
        return reused;
    // A large file that has to come looks for room by itself.
    const bool chunked = isFile(want) && want.size >= storage::kChunkedFrom;
    if (auto room = chunked ? Result<void>() : checkRoom(want.size); !room)
        return fail(room.error());
    if (!isFile(want)) {
        plan.stagedName = m_replica.newStagedName();
        auto made = plan.staging->makeSymlink(want.target, plan.stagedName);
        if (!made)
            return fail(made.error());
        storage::Attributes attributes = attributesFor(want, std::nullopt);
        attributes.mode.reset();
        auto set = plan.staging->setEntryAttributes(plan.stagedName, attributes);
        return set ? Result<bool>(true) : fail(set.error());
    }
    Source source;
    if (want.size == 0 && want.content == sha256({}))
        item.content = Bytes();
    if (!item.content) {
        if (auto copy = m_copies.take(item.key, want.content)) {
            auto used = useCopy(plan, std::move(*copy));
            return used ? Result<bool>(true) : fail(used.error());
        }
        auto found = localSource(plan.entry);
        if (!found)
            return fail(found.error());
        source = std::move(*found);
        if (source.file && want.size >= LocalCopies::kFrom)
            return copyInSlices(plan, std::move(source), **place);
        if (!source.file) {
            // What lies there unknown may be this very content: looked at first, it need not be fetched.
            if (plan.action == Action::Create && (*place)->statEntry(plan.name))
                return fail(ErrorCode::AlreadyExists, "there is a file of that name that was not looked at yet");
            if (plan.entry.row.wanted != want.content) // that is what it waits for from now on
                m_replica.problems.clear(m_replica.diskPath(plan.entry.row.dir, plan.name));
            plan.entry.row.wanted = want.content;
            plan.entry.setFlag(store::Pending, true);
            const SealedRecord* here = plan.entry.here();
            const bool chunkedBase =
                here && here->record.kind == RecordKind::File && here->record.size >= storage::kChunkedFrom;
            m_wanted.push_back(
                {item.key, want.dir, want.content, want.size, chunkedBase ? here->record.content : Hash(), want.stamp});
            return false;
        }
        if (auto room = checkRoom(want.size); !room)
            return fail(room.error());
    }
    if (item.content && (item.content->size() != want.size || (!item.checked && sha256(*item.content) != want.content)))
        return fail(ErrorCode::Corrupt, "the content of '" + printable(want.name) + "' does not match its hash");
    auto done = stageFile(plan, **place, item.content, source.file.get());
    return done ? Result<bool>(true) : fail(done.error());
}

// Whether so many bytes more leave as much free as this disk is to keep.
Result<void> Applier::checkRoom(uint64_t bytes) const
{
    if (m_replica.settings.minFreeSpace <= 0)
        return {};
    auto space = m_replica.files->freeSpace();
    if (!space || space->available >= static_cast<uint64_t>(m_replica.settings.minFreeSpace) + bytes)
        return {};
    return fail(ErrorCode::NoSpace, "there is less room on this disk than \"disk_min_free_space\" wants to keep");
}

// The entry waits meanwhile, and others do not.
Result<bool> Applier::copyInSlices(Plan& plan, Source source, Directory& place)
{
    const Record& want = plan.entry.record->record;
    const FileKey key{plan.entry.row.dir, plan.entry.row.name};
    plan.entry.setFlag(store::Pending, true);
    if (m_copies.isMaking(key, want.content))
        return false;
    if (m_copies.isFull()) {
        m_copies.wait(key, source.key);
        return false;
    }
    if (auto room = checkRoom(want.size); !room)
        return fail(room.error());
    LocalCopies::Copy target;
    auto file = place.createUnnamed(0600);
    if (!file && file.error().code != ErrorCode::Unsupported)
        return fail(file.error());
    if (!file) {
        target.stagedName = m_replica.newStagedName();
        target.staging = plan.staging;
        file = plan.staging->createNamed(target.stagedName, 0600);
        if (!file)
            return fail(file.error());
    }
    target.file = std::move(*file);
    m_copies.begin(key, want, source.key, std::move(source.file), std::move(target));
    return false;
}

Result<void> Applier::useCopy(Plan& plan, LocalCopies::Copy copy)
{
    if (auto set = copy.file->setAttributes(attributesFor(plan.entry.record->record, std::nullopt)); !set)
        return set;
    plan.stagedName = std::move(copy.stagedName);
    if (plan.stagedName.empty() && plan.action == Action::Replace) {
        const Bytes name = m_replica.newStagedName();
        if (auto named = plan.staging->publish(*copy.file, name); !named)
            return named;
        plan.stagedName = name;
    }
    plan.unnamed = std::move(copy.file);
    return {};
}

// What a transfer put together, or what lies in staging since the last try.
Result<bool> Applier::reuseStaged(Plan& plan, Item& item)
{
    const Record& want = plan.entry.record->record;
    const auto kept = m_staged.find(item.key);
    if (item.stagedName.empty() && kept != m_staged.end()) {
        const Staged staged = std::move(kept->second);
        m_staged.erase(kept);
        const auto stat = plan.staging->statEntry(staged.name);
        const bool ours = stat && stat->inode == staged.inode; // flushed when it was first tried
        if (ours && staged.content == want.content && isFile(want))
            item.stagedName = staged.name;
        else if (ours)
            (void)plan.staging->removeFile(staged.name);
    } else if (!item.stagedName.empty() && (!isFile(want) || item.stagedName != partName(want.content))) {
        // While it was put together another record won.
        (void)plan.staging->removeFile(item.stagedName);
        item.stagedName.clear();
    } else if (auto file = item.stagedName.empty() ? fail(ErrorCode::NotFound, "")
                                                   : plan.staging->reopenNamed(item.stagedName)) {
        plan.unnamed = std::move(*file); // for flushing
    }
    if (item.stagedName.empty())
        return false;
    if (auto set = plan.staging->setEntryAttributes(item.stagedName, attributesFor(want, std::nullopt)); !set)
        return fail(set.error());
    plan.stagedName = item.stagedName;
    if (plan.action == Action::Replace && plan.stagedName == partName(want.content))
        plan.part = std::exchange(plan.stagedName, m_replica.newStagedName());
    return true;
}

// A part is only ever what came from peers: what this file displaces is the user's, and lies under its name then.
void Applier::leavePart(Plan& plan)
{
    if (plan.part.empty() || plan.action == Action::None)
        return;
    auto moved = storage::moveIntoStaging(*m_replica.files, *plan.staging, plan.part, *plan.staging, plan.stagedName);
    if (moved)
        return;
    failed(plan, moved.error());
    plan.action = Action::None;
}

// The other way, when it could not be shown: so it outlives a restart. Never another name of a user's file: parts are
// written to.
void Applier::becomePart(const Bytes& stagedName, uint64_t inode, const Hash& content)
{
    const auto stat = m_replica.staging->statEntry(stagedName);
    if (stat && stat->inode == inode && stat->nlink == 1)
        (void)storage::moveIntoStaging(*m_replica.files, *m_replica.staging, stagedName, *m_replica.staging,
                                       partName(content));
}

// A large file that was put together on another file system than the one it belongs to.
Result<bool> Applier::takeFromCommon(Plan& plan, Item& item, Directory& place)
{
    const Record& want = plan.entry.record->record;
    const Bytes part = std::exchange(item.stagedName, {});
    auto source = isFile(want) && part == partName(want.content) ? m_replica.staging->openFile(part)
                                                                 : fail(ErrorCode::NotFound, "");
    auto done = source ? stageFile(plan, place, std::nullopt, source->get()) : Result<void>();
    if (!done && done.error().code == ErrorCode::NoSpace)
        return fail(done.error()); // it need not be fetched again
    (void)m_replica.staging->removeFile(part);
    return done ? Result<bool>(source.has_value()) : fail(done.error());
}

// After a failure the staged content is still there, or a user's file that was caught in its place.
Result<void> Applier::keepStaged(Plan& plan)
{
    const bool staged = plan.action == Action::Create || plan.action == Action::Replace;
    if (!staged || plan.stagedName.empty() || plan.inode == 0)
        return {};
    const Record& want = plan.entry.record->record;
    if (!plan.part.empty()) {
        becomePart(plan.stagedName, plan.inode, want.content);
        plan.stagedName = plan.part;
    }
    if (isFile(want) && !plan.unlinked) {
        m_staged[{plan.entry.row.dir, plan.entry.row.name}] = {want.content, plan.stagedName, plan.inode};
        return {};
    }
    const auto stat = plan.staging->statEntry(plan.stagedName);
    return stat && stat->inode == plan.inode ? removeStaged(plan, plan.stagedName) : Result<void>();
}

Result<void> Applier::removeStaged(const Plan& plan, ByteView name)
{
    auto removed = plan.staging->removeFile(name);
    if (plan.linked)
        m_links.unstaged(plan.inode);
    return removed;
}

void Applier::reset()
{
    m_wanted.clear();
    m_retries.clear();
    m_staged.clear();
    m_copies.clear();
    m_archived.forget();
    m_progress = false;
    m_open.reset();
    m_openDir = store::kNotOnDisk;
}

Result<void> Applier::stageFile(Plan& plan, Directory& place, const std::optional<Bytes>& content, File* source)
{
    const Record& want = plan.entry.record->record;
    const bool unnamed = plan.action == Action::Create && !mutated(Mutant::ReplaceATakenName);
    auto file = unnamed ? place.createUnnamed(0600) : fail(ErrorCode::Unsupported, "");
    if (!file) {
        if (file.error().code != ErrorCode::Unsupported)
            return fail(file.error());
        plan.stagedName = m_replica.newStagedName();
        file = plan.staging->createNamed(plan.stagedName, 0600);
        if (!file)
            return fail(file.error());
    }
    if (content) {
        if (auto written = (*file)->write(0, *content); !written)
            return written;
    } else {
        if (auto copied = (*file)->copyFrom(*source, 0, 0, want.size); !copied)
            return copied;
        // What lies there may have changed since it was hashed: only bytes that were read and hashed are shown.
        auto id = storage::hashFile(**file, want.size);
        if (!id && id.error().code != ErrorCode::Changed)
            return fail(id.error());
        if (!id || (id->hash != want.content && !mutated(Mutant::ShowUnverifiedCopy)))
            return fail(ErrorCode::Changed, "a local source changed while it was copied");
    }
    if (auto set = (*file)->setAttributes(attributesFor(want, std::nullopt)); !set)
        return set;
    plan.unnamed = std::move(*file);
    return {};
}

// A file on this disk with that content: one in the folder, unchanged since it was last observed, or else one in the
// archive; null when there is none.
Result<Applier::Source> Applier::localSource(const FileEntry& entry)
{
    if (!m_copies.mayMake(entry.record->record.content))
        return Source();
    constexpr size_t kCandidates = 4; // more than one only helps when the first was just changed
    auto rows = m_replica.index->rows().filesWithContent(entry.record->record.content, kCandidates);
    if (!rows)
        return fail(rows.error());
    for (const FileRow& row : *rows) {
        const auto path = m_replica.index->diskPath(row.dir);
        if (!path || !holdsContent(row))
            continue;
        auto place = m_replica.files->openDirectory(*path);
        auto file = place ? (*place)->openFile(row.nameOnDisk()) : fail(place.error());
        auto stat = file ? (*file)->stat() : fail(file.error());
        if (stat && stat->inode == row.seen.inode && stat->size == row.seen.size &&
            (stat->mtimeNs == row.seen.mtimeNs || mutated(Mutant::ShowUnverifiedCopy)))
            return Source{{row.dir, row.name}, std::move(*file)};
    }
    auto archived = m_archived.find(entry);
    if (!archived)
        return fail(archived.error());
    return Source{{store::kNotOnDisk, {}}, std::move(*archived)}; // nothing takes it away
}

storage::Attributes Applier::attributesFor(const Record& record, std::optional<uint32_t>) const
{
    storage::Attributes attributes;
    // setuid and setgid on files are carried, not applied, unless the share says so.
    attributes.mode = record.mode & 0777 & ~m_replica.settings.umask;
    attributes.mtimeNs = record.mtimeNs;
    if (isFile(record))
        attributes.xattrs = userXattrs(record.xattrs);
    if (m_replica.settings.applyOwners) {
        auto& owners = m_replica.owners;
        attributes.uid = record.owner.empty() ? std::nullopt : owners.userId(record.owner);
        attributes.gid = record.group.empty() ? std::nullopt : owners.groupId(record.group);
    }
    // A program must not run as somebody else than it does at home.
    if (m_replica.settings.syncSpecialModes && isFile(record)) {
        const uint32_t known = (attributes.uid ? kSetUser : 0) | (attributes.gid ? kSetGroup : 0);
        *attributes.mode |= record.mode & known;
        if (m_replica.settings.applyOwners)
            attributes.specialXattrs = specialXattrs(record.xattrs);
    }
    return attributes;
}

Result<void> Applier::makeVisible(std::vector<Plan>& plans)
{
    std::vector<File*> files;
    std::vector<ApplyIntent> intents;
    for (Plan& plan : plans) {
        // What is copied from it is not safe yet.
        if (plan.action == Action::Remove && m_copies.isSource({plan.entry.row.dir, plan.entry.row.name}))
            plan.action = Action::None;
        if (plan.unnamed)
            files.push_back(plan.unnamed.get());
        const bool staged = plan.action == Action::Create || plan.action == Action::Replace;
        if (!staged && plan.action != Action::Remove)
            continue;
        ApplyIntent intent{
            plan.entry.row.dir, plan.entry.row.name, plan.name, plan.stagedName, {}, plan.entry.record->bytes, 0};
        if (plan.action == Action::Remove) {
            auto place = open(plan.entry.row.dir); // not in the empty mount point of what is unmounted
            auto staging = place ? m_replica.stagingPlaces.of(plan.entry.row.dir) : fail(place.error());
            if (!staging) {
                failed(plan, staging.error());
                plan.action = Action::None;
                continue;
            }
            plan.staging = *staging;
            plan.stagedName = intent.stagedName = m_replica.newStagedName();
            intent.diskName = plan.entry.row.nameOnDisk();
        } else {
            auto stat = plan.unnamed ? plan.unnamed->stat()
                                     : plan.staging->statEntry(plan.part.empty() ? plan.stagedName : plan.part);
            if (!stat)
                return fail(stat.error());
            intent.staged = seenOf(*stat);
            intent.birthNs = stat->birthNs;
            plan.inode = stat->inode;
        }
        intents.push_back(std::move(intent));
    }
    std::optional<uint64_t> group;
    if (!intents.empty() && !mutated(Mutant::RenameBeforeIntent)) {
        // Before the disk shows anything: after a power cut a content that only passed by would be taken for an edit.
        group = ++m_lastGroup;
        if (auto put = m_replica.index->rows().putGroupDurably(*group, encodeIntents(intents)); !put)
            return put;
    }
    if (mutated(Mutant::ShowBeforeDurable))
        files.clear();
    if (auto durable = m_replica.durability.makeDurable(files); !durable)
        notDurable(plans, durable.error());
    for (Plan& plan : plans) {
        if (!plan.stagedName.empty())
            plan.unnamed.reset(); // or we would be the writer who is in our own way
        leavePart(plan);
    }
    // New entries first, deletions last: a content that moved is still there when its new name wants it.
    for (const bool removals : {false, true}) {
        for (Plan& plan : plans) {
            if (plan.action == Action::None || (plan.action == Action::Remove) != removals)
                continue;
            if (auto shown = show(plan); !shown) {
                failed(plan, shown.error());
                (void)keepStaged(plan);
            } else {
                m_progress = plan.applied = true;
                if (plan.action == Action::Remove || plan.action == Action::Rename)
                    m_replica.nameFreed(plan.entry.row.dir);
            }
        }
    }
    learnNames(plans);
    auto written = writeRows(plans, group);
    if (!written)
        rememberShown(plans, std::move(intents));
    return written;
}

// Whoever changes or removes it before the share is open again has seen it.
void Applier::rememberShown(const std::vector<Plan>& plans, std::vector<ApplyIntent> intents)
{
    std::set<FileKey> shown;
    for (const Plan& plan : plans) {
        if (plan.applied)
            shown.insert({plan.entry.row.dir, plan.entry.row.name});
    }
    for (ApplyIntent& intent : intents) {
        if (shown.contains({intent.dir, intent.name}))
            m_unnoted.push_back(std::move(intent));
    }
}

// What the file system made of the names.
void Applier::learnNames(std::vector<Plan>& plans)
{
    if (m_replica.names.exact())
        return;
    ListedNames listed;
    for (Plan& plan : plans) {
        if (!plan.applied || !plan.now)
            continue;
        auto place = open(plan.entry.row.dir);
        auto same = place ? listed.contains(**place, plan.entry.row.dir, plan.name) : Result<bool>(true);
        if (same && !*same)
            plan.name = m_replica.names.kept(**place, plan.name, plan.now->inode);
    }
}

Result<void> Applier::show(Plan& plan)
{
    auto place = open(plan.entry.row.dir);
    if (!place)
        return fail(place.error());
    if (!LinkApplier::concerns(plan.entry))
        return showIn(plan, **place);
    m_links.observe(plan.entry, **place);
    const store::Seen before = plan.entry.row.seen;
    auto done = showIn(plan, **place);
    // Whoever writes to another name of that file writes to what lies in staging. What was checked stays what was seen,
    // so that the next look finds the difference.
    if (done && plan.linked && plan.now && !isAsStaged(*plan.now, seenOf(*plan.linked))) {
        plan.now = plan.linked;
        m_replica.toLookAt.insert({plan.entry.row.dir, plan.name});
    }
    if (done && plan.action != Action::Rename) // which does not compare the file with what was observed
        m_links.shown(plan.entry, before, plan.now);
    return done;
}

// What no record describes may be a file or a symlink.
storage::Expected Applier::expectedAt(const FileEntry& entry, Directory& place, ByteView name)
{
    storage::Expected expected = expectedOf(entry);
    if (isToBeCompared(entry))
        expected.content = entry.row.content;
    if (!entry.has(store::Diverged) && !mutated(Mutant::ExpectWhatIsThere))
        return expected;
    const auto stat = place.statEntry(name);
    if (stat && mutated(Mutant::ExpectWhatIsThere))
        return storage::Expected::of(*stat);
    if (stat && sameAsSeen(entry.row.seen, *stat))
        expected.type = stat->type;
    return expected;
}

Result<void> Applier::showIn(Plan& plan, Directory& place)
{
    FileEntry& entry = plan.entry;
    const Record& want = entry.record->record;
    auto take = [&](Result<FileStat> stat) -> Result<void> {
        if (!stat)
            return fail(stat.error());
        plan.now = *stat;
        return {};
    };
    switch (plan.action) {
    case Action::None:
        return {};
    case Action::Create:
        return take(plan.stagedName.empty()
                        ? storage::publishNew(*m_replica.files, place, plan.name, *plan.unnamed)
                        : storage::publishStaged(*m_replica.files, *plan.staging, plan.stagedName, place, plan.name));
    case Action::Replace: {
        auto replaced = storage::replaceFile(*m_replica.files, *plan.staging, plan.stagedName, place, plan.name,
                                             expectedAt(entry, place, plan.name));
        if (!replaced)
            return fail(replaced.error());
        plan.now = replaced->now;
        return keepDisplaced(plan, replaced->guarded);
    }
    case Action::Rename: {
        const auto before = place.statEntry(entry.row.nameOnDisk());
        if (!before || !sameAsSeen(entry.row.seen, *before))
            return fail(ErrorCode::Changed, "it was changed or renamed here at the same time");
        if (auto moved = m_replica.files->renameNoReplace(place, entry.row.nameOnDisk(), place, plan.name); !moved)
            return moved;
        const auto after = place.statEntry(plan.name);
        if (!after || (after->size == before->size && after->mtimeNs == before->mtimeNs))
            return take(after);
        // Written in between: what was seen stays what was read, so that the next look finds the difference.
        m_replica.toLookAt.insert({entry.row.dir, plan.name});
        return take(before);
    }
    case Action::Attributes: {
        storage::Attributes attributes = attributesFor(want, entry.row.seen.mode);
        if (!isFile(want))
            attributes.mode.reset();
        return take(storage::changeAttributes(*m_replica.files, place, plan.name, expectedOf(entry), attributes));
    }
    case Action::Remove: {
        auto out = storage::takeOut(*m_replica.files, place, entry.row.nameOnDisk(), *plan.staging, plan.stagedName,
                                    expectedAt(entry, place, entry.row.nameOnDisk()));
        if (!out)
            return fail(out.error());
        if (const auto removed = plan.staging->statEntry(plan.stagedName))
            plan.takenOutNs = removed->ctimeNs;
        return keepDisplaced(plan, out->guarded);
    }
    }
    return {};
}

// Whether what is replaced or removed was written here, or elsewhere, without the author of the new version knowing it.
bool Applier::displacesUnseen(const FileEntry& entry)
{
    const SealedRecord* here = entry.here();
    return entry.has(store::Diverged) || !here ||
           !entry.record->record.vector.covers(here->record.dot.author, here->record.dot.counter);
}

// What came out of the user's view goes to the archive, or is removed when that is off and nothing depends on it.
Result<void> Applier::keepDisplaced(const Plan& plan, bool guarded)
{
    const Bytes& stagedName = plan.stagedName;
    const FileEntry& entry = plan.entry;
    if (mutated(Mutant::DropArchiveStep))
        return plan.staging->removeFile(stagedName);
    const bool unseen = !plan.sameContent && displacesUnseen(entry);
    auto wanting = m_replica.index->rows().filesWanting(entry.row.content, 1);
    const bool neededHere = !entry.row.content.isZero() && wanting && !wanting->empty();
    const bool tooLarge =
        m_replica.settings.maxArchivedFileSize >= 0 && entry.row.seen.size > m_replica.settings.maxArchivedFileSize;
    const bool worthwhile =
        plan.action != Action::Replace ||
        m_replica.hot.keepsVersion({entry.row.dir, entry.row.name}, m_replica.context.clock.monotonicNs());
    const bool ordinary = m_replica.settings.useSyncTrash && !tooLarge && worthwhile;
    const bool keep = !plan.sameContent && (ordinary || unseen || neededHere);
    if (!guarded &&
        m_replica.displaced.take(*plan.staging, stagedName,
                                 {entry.row.dir, entry.row.nameOnDisk(),
                                  m_replica.diskPath(entry.row.dir, entry.row.nameOnDisk()), keep,
                                  unseen ? storage::Worth::Precious : storage::Worth::Ordinary, entry.row.content})) {
        if (unseen)
            noteArchived(m_replica, m_replica.diskPath(entry.row.dir, entry.row.nameOnDisk()), entry.row.seen.size);
        return {};
    }
    if (!keep && guarded) {
        auto gone = storage::discardDisplaced(*plan.staging, stagedName, expectedOf(entry));
        if (gone)
            return {};
    }
    if (unseen)
        noteArchived(m_replica, m_replica.diskPath(entry.row.dir, entry.row.nameOnDisk()), entry.row.seen.size);
    const auto worth = unseen || !guarded ? storage::Worth::Precious : storage::Worth::Ordinary;
    auto stored = m_replica.archive->store(
        *plan.staging, stagedName, m_replica.diskPath(entry.row.dir, entry.row.nameOnDisk()), m_replica.nowNs(), worth);
    if (!stored)
        qCWarning(logSync, "kept in .sync/Staging/%s, since the archive cannot take it: %s", stagedName.c_str(),
                  stored.error().context.c_str());
    else
        m_replica.foundHere.push_back(entry.row.content);
    return {};
}

void Applier::failed(Plan& plan, const Error& error)
{
    const Bytes path = m_replica.diskPath(plan.entry.row.dir, plan.name);
    qCInfo(logSync, "not applied: '%s': %s", printable(path).c_str(), error.context.c_str());
    plan.entry.setFlag(store::Pending, true);
    const FileKey key{plan.entry.row.dir, plan.entry.row.name};
    if (m_replica.noteDisk(error)) {
        m_retries.insert(key);
        return;
    }
    switch (error.code) {
    case ErrorCode::Changed:
    case ErrorCode::AlreadyExists:
    case ErrorCode::NotFound:
        m_replica.toLookAt.insert({plan.entry.row.dir, plan.name});
        m_replica.toLookAt.insert({plan.entry.row.dir, plan.entry.row.nameOnDisk()});
        break;
    case ErrorCode::Busy:
        m_replica.problems.set({path, model::Wording::OpenForWriting, model::Wording::DoClose, {}});
        break;
    case ErrorCode::NoSpace:
        m_replica.roomWanted = true;
        m_replica.archiveKeeper.roomWanted(m_replica.context.clock.monotonicNs());
        m_replica.problems.set({path, model::Sentence::of(error), model::Wording::DoMakeRoom, {}});
        break;
    default:
        m_replica.problems.set({path, model::Sentence::of(error), model::Wording::DoTriedAgain, {}});
        break;
    }
    m_retries.insert(key);
}

// Nothing of this group may be shown: its contents might not outlive a loss of power.
void Applier::notDurable(std::vector<Plan>& plans, const Error& error)
{
    for (Plan& plan : plans) {
        if (plan.action != Action::Create && plan.action != Action::Replace)
            continue;
        failed(plan, error);
        if (!plan.stagedName.empty())
            (void)removeStaged(plan, plan.part.empty() ? plan.stagedName : plan.part);
        plan.unnamed.reset();
        plan.action = Action::None;
    }
}

void Applier::noteChange(const Plan& plan)
{
    const bool adopted = plan.action == Action::Attributes && m_replica.joinSummary;
    if (adopted)
        return; // it was here before
    const bool removed = plan.action == Action::Remove;
    const AppliedChange change = plan.sameContent                 ? AppliedChange::Attributes
                                 : removed                        ? AppliedChange::Removed
                                 : plan.action == Action::Create  ? AppliedChange::Created
                                 : plan.action == Action::Replace ? AppliedChange::Replaced
                                                                  : AppliedChange::Attributes;
    const FileEntry& entry = plan.entry;
    noteApplied(m_replica, change, m_replica.diskPath(entry.row.dir, removed ? entry.row.nameOnDisk() : plan.name),
                entry.record->record, entry.row.seen.size);
}

void Applier::countJoin(const Plan& plan)
{
    if (!m_replica.joinSummary || !plan.applied || !plan.entry.record->record.live)
        return;
    JoinSummary& summary = *m_replica.joinSummary;
    const bool brought = !plan.sameContent && (plan.action == Action::Create || plan.action == Action::Replace);
    summary.taken += brought;
    summary.archived += brought && plan.action == Action::Replace;
    summary.adopted += !brought && plan.entry.other.has_value();
}

Result<void> Applier::writeRows(std::vector<Plan>& plans, std::optional<uint64_t> group)
{
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    for (Plan& plan : plans) {
        FileEntry& entry = plan.entry;
        countJoin(plan);
        if (plan.applied && plan.action == Action::Rename) {
            m_replica.problems.clear(m_replica.diskPath(entry.row.dir, entry.row.nameOnDisk()));
            entry.row.seen = seenOf(*plan.now);
            entry.row.diskName = plan.name != entry.row.name ? plan.name : Bytes();
            entry.setFlag(store::Pending, true);
            m_replica.toApply.insert({entry.row.dir, entry.row.name});
            if (entry.has(store::Diverged) && entry.has(store::Unflushed)) // it waits for the peers under that name
                m_replica.torn.emplace_back(entry.row.dir, entry.row.nameOnDisk());
        } else if (plan.applied && plan.action != Action::None) {
            const bool live = entry.record->record.live;
            const Hash wanted = entry.record->record.content;
            noteChange(plan);
            entry.setHere(live ? &*entry.record : nullptr);
            entry.row.seen = plan.now ? seenOf(*plan.now) : store::Seen();
            if (!live)
                entry.row.seen.ctimeNs = plan.takenOutNs; // see MachineCrash::hasComeBack
            entry.row.content = live ? wanted : Hash();
            entry.row.diskName = live && plan.name != entry.row.name ? plan.name : Bytes();
            entry.row.wanted = {};
            // Other attributes bring no content to the disk, nor tell whether it was written to since it was read.
            const uint32_t kept =
                plan.action == Action::Attributes ? entry.row.flags & (store::Unflushed | store::Racy) : 0;
            entry.row.flags = kept | (plan.unflushed ? uint32_t{store::Unflushed} : 0);
            if (live && plan.now && storage::mayHideWriteAfterApply(*plan.now, m_replica.nowNs()))
                entry.setFlag(store::Racy, true);
            m_replica.problems.clear(m_replica.diskPath(entry.row.dir, plan.name));
            if (plan.action == Action::Create || plan.action == Action::Replace)
                m_replica.arrived.push_back(wanted);
            qCDebug(logSync, "applied '%s' %s", printable(entry.row.name).c_str(), live ? "live" : "deleted");
        }
        if (auto saved = m_replica.index->save(entry); !saved)
            return saved;
    }
    if (auto written = m_links.writeBack(); !written)
        return written;
    if (group) {
        if (auto removed = m_replica.index->rows().removeGroup(*group); !removed)
            return removed;
    }
    return transaction->commit();
}

Result<void> Applier::settleGroups()
{
    auto groups = m_replica.index->rows().groups();
    if (!groups)
        return fail(groups.error());
    for (const auto& [id, blob] : *groups) {
        auto intents = decodeIntents(blob);
        if (!intents)
            return fail(intents.error());
        auto transaction = store::Transaction::begin(m_replica.index->rows());
        if (!transaction)
            return fail(transaction.error());
        if (mutated(Mutant::LeaveGroupsUnsettled))
            intents->clear();
        for (const ApplyIntent& intent : *intents) {
            if (auto settled = settleIntent(intent); !settled)
                return settled;
        }
        if (auto removed = m_replica.index->rows().removeGroup(id); !removed)
            return removed;
        if (auto committed = transaction->commit(); !committed)
            return committed;
        m_lastGroup = std::max(m_lastGroup, id);
    }
    m_unnoted.clear();
    for (Directory* staging : m_replica.stagingPlaces.all()) {
        if (auto cleared = clearStaging(*staging); !cleared)
            return cleared;
    }
    return {};
}

// Shows the disk the new entry? Then the group got that far. Anything else the scan finds by itself: the old entry is
// as it was last observed and its row still pending, or somebody edited it.
Result<void> Applier::settleIntent(const ApplyIntent& intent)
{
    const auto path = m_replica.index->diskPath(intent.dir);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    const bool deletion = intent.staged.inode == 0;
    auto stat = !place     ? fail(place.error())
                : deletion ? m_replica.names.statExactly(**place, intent.diskName)
                           : (*place)->statEntry(intent.diskName);
    const bool isKnown = std::find(m_unnoted.begin(), m_unnoted.end(), intent) != m_unnoted.end();
    const bool removed = deletion && (isKnown || (!stat && stat.error().code == ErrorCode::NotFound));
    auto record = model::unseal(intent.record);
    std::optional<bool> told = false;
    if (!deletion && stat)
        told = toldByStat(*stat, intent, m_replica.crash.bootNs() != 0);
    const bool there = told ? *told : record && holdsContentOf(record->record, **place, intent.diskName, *stat);
    const bool shown = there || (isKnown && !deletion);
    if (!removed && !shown) {
        // It may have been shown and edited before a crash of the machine took the name back: that is no part, and
        // goes to the archive with what else was in staging.
        const auto staged = m_replica.staging->statEntry(intent.stagedName);
        if (record && isFile(record->record) && record->record.size >= storage::kChunkedFrom && staged &&
            isAsStaged(*staged, intent.staged))
            becomePart(intent.stagedName, intent.staged.inode, record->record.content);
        return {};
    }
    auto entry = m_replica.index->file(intent.dir, intent.name);
    if (!record || !entry)
        return fail(record ? entry.error() : record.error());
    if (!entry->record)
        entry->setRecord(*record);
    entry->setHere(shown ? &*record : nullptr);
    // What somebody has changed since, the scan must see.
    const bool edited =
        shown && (!there || (stat->type == storage::FileType::File && !isAsStaged(*stat, intent.staged)));
    entry->row.seen = edited ? intent.staged : shown ? seenOf(*stat) : store::Seen();
    entry->row.content = shown ? record->record.content : Hash();
    const Bytes diskName = there ? m_replica.names.kept(**place, intent.diskName, stat->inode) : intent.diskName;
    entry->row.diskName = shown && diskName != intent.name ? diskName : Bytes();
    entry->row.wanted = {};
    entry->row.flags = entry->row.here == HereKind::Other ? uint32_t{store::Pending} : 0;
    // It may have been written to without a new time, or the crash has taken that back: the scan reads it.
    entry->setFlag(store::Racy, shown);
    return m_replica.index->save(*entry);
}

Result<bool> Applier::isWantedPart(ByteView name) const
{
    Bytes content;
    if (!fromHex(name.substr(0, name.size() - kPartSuffix.size()), content) || content.size() != Hash::kSize)
        return false;
    auto rows = m_replica.index->rows().filesWanting(Hash::from(content), 1);
    return rows ? Result<bool>(!rows->empty()) : fail(rows.error());
}

Result<void> Applier::clearStaging(Directory& staging)
{
    auto names = staging.list();
    if (!names)
        return fail(names.error());
    for (const storage::DirEntry& entry : *names) {
        // Parts of large transfers go on from where they were, or are of no use any more.
        if (entry.name.ends_with(kPartSuffix)) {
            auto wanted = isWantedPart(entry.name);
            if (!wanted)
                return fail(wanted.error());
            if (!*wanted)
                (void)staging.removeFile(entry.name);
            continue;
        }
        if (mutated(Mutant::EmptyStagingAtStart)) {
            (void)staging.removeFile(entry.name);
            continue;
        }
        // It may be a user's file that was displaced when the machine stopped: nothing is thrown away unseen.
        auto stored = m_replica.archive->store(staging, entry.name, "recovered/" + entry.name, m_replica.nowNs(),
                                               storage::Worth::Precious);
        if (!stored)
            qCWarning(logSync, "left in staging as %s: %s", printable(entry.name).c_str(),
                      stored.error().context.c_str());
    }
    return {};
}

} // namespace shoal::engine
