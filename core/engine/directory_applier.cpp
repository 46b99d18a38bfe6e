// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/directory_applier.h"

#include "core/sync/dir_tree.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace shoal::engine {

using model::Record;
using storage::Directory;

namespace {

constexpr int kTries = 10;         // names that are taken
constexpr char kTopic[] = "place"; // a file of that path has problems of its own

Bytes temporaryName(DirNo no)
{
    return "dir-" + std::to_string(no);
}

} // namespace

Result<std::unique_ptr<Directory>> DirectoryApplier::open(DirNo dir)
{
    const auto path = m_replica.index->diskPath(dir);
    if (!path)
        return fail(ErrorCode::NotFound, "the directory is not on this disk yet");
    auto opened = m_replica.files->openDirectory(*path);
    if (opened && dir >= 0 && !m_replica.isWhereItWas(dir, **opened))
        return fail(ErrorCode::Io, "something else is mounted here than before");
    return opened;
}

// Entries of it are made, renamed or removed.
Result<std::unique_ptr<Directory>> DirectoryApplier::openToChange(DirNo dir)
{
    auto opened = open(dir);
    if (auto up = opened ? m_replica.parents.openUp(dir) : Result<void>(); !up)
        return fail(up.error());
    return opened;
}

Result<void> DirectoryApplier::putRow(const DirRow& row)
{
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto put = m_replica.index->putDir(row); !put)
        return put;
    return transaction->commit();
}

size_t DirectoryApplier::depth(DirNo no) const
{
    size_t depth = 0;
    for (const sync::Place* place = m_replica.index->tree().place(m_replica.index->idOf(no)); place;
         place = m_replica.index->tree().place(place->parent))
        ++depth;
    return depth;
}

// What keeps a directory from its place. It may be told under another path than before: both follow from others.
void DirectoryApplier::tell(DirNo no, model::Problem problem)
{
    if (const auto told = m_told.find(no); told != m_told.end() && told->second != problem.path)
        m_replica.problems.clear(told->second, kTopic);
    m_told[no] = problem.path;
    m_replica.problems.set(std::move(problem), kTopic);
}

void DirectoryApplier::forgetTold(DirNo no)
{
    if (const auto told = m_told.extract(no))
        m_replica.problems.clear(told.mapped(), kTopic);
}

std::vector<DirNo> DirectoryApplier::parentsFirst(const std::set<DirNo>& dirs) const
{
    std::vector<std::pair<size_t, DirNo>> order;
    for (const DirNo no : dirs)
        order.emplace_back(depth(no), no);
    std::sort(order.begin(), order.end());
    std::vector<DirNo> result;
    for (const auto& [level, no] : order)
        result.push_back(no);
    return result;
}

Result<void> DirectoryApplier::settle()
{
    for (const DirNo no : parentsFirst(std::exchange(m_replica.toSettle, {}))) {
        if (no == store::kRootDirNo)
            continue;
        auto step = settleOne(no);
        if (!step) {
            const DirRow* row = m_replica.index->dir(no);
            const auto path = m_replica.index->tree().path(m_replica.index->idOf(no));
            if (!m_replica.noteDisk(step.error()))
                tell(no, {path ? *path : row->diskName,
                          model::Sentence::of(step.error()),
                          model::Wording::DoTriedAgain,
                          {}});
            m_blocked.insert(no);
        } else if (*step == Step::Blocked) {
            m_blocked.insert(no);
        } else {
            forgetTold(no);
        }
        if (const DirRow* row = m_replica.index->dir(no); row && row->diskParent == kAway)
            m_aside.insert(no);
    }
    return {};
}

Result<bool> DirectoryApplier::showAside()
{
    if (m_aside.empty() || !m_replica.toSettle.empty() || !m_replica.toApply.empty())
        return false; // its way may be free in a moment
    bool any = false;
    for (const DirNo no : parentsFirst(std::exchange(m_aside, {}))) {
        const DirRow row = *m_replica.index->dir(no);
        // It has its place; or it is deleted, see removeEmptied(); or its parent was just shown, and it follows.
        if (row.diskParent != kAway || !m_replica.index->tree().place(row.id) || m_replica.toSettle.contains(no))
            continue;
        if (auto shown = showAgain(row); !shown)
            return fail(shown.error());
        any |= m_replica.index->dir(no)->diskParent != kAway;
    }
    return any;
}

Result<DirectoryApplier::Step> DirectoryApplier::settleOne(DirNo no)
{
    ShareIndex& index = *m_replica.index;
    const DirRow row = *index.dir(no);
    if (row.record.empty())
        return Step::Done; // known only through its children: its own record is on the way
    const sync::Place* place = index.tree().place(row.id);
    if (!place) {
        if (row.diskParent != store::kNotOnDisk)
            m_toRemove.insert(no);
        return Step::Done;
    }
    m_toRemove.erase(no);
    const auto parent = index.findNumber(place->parent);
    if (!parent || !index.diskPath(*parent) || index.isSuspended(*parent) || index.isSuspended(no) ||
        m_replica.isOnItsWay(*parent))
        return Step::Blocked;
    const Bytes parentPath = *index.diskPath(*parent);
    const Bytes path = parentPath.empty() ? place->name : parentPath + "/" + place->name;
    if (m_replica.ignored.matches(path, true)) {
        DirRow ignored = row;
        ignored.flags |= store::Ignored;
        auto put = putRow(ignored);
        return put ? Result<Step>(Step::Done) : fail(put.error());
    }
    auto chosen = chooseName(row, *parent, place->name);
    if (!chosen)
        return fail(chosen.error());
    const Bytes name = std::move(*chosen);
    if (row.diskParent == *parent && row.diskName == name)
        return applyAttributes(row);
    auto free = makeWay(*parent, name, no);
    if (!free)
        return fail(free.error());
    if (!*free)
        return Step::Blocked;
    return row.diskParent == store::kNotOnDisk ? create(row, *parent, name) : move(row, *parent, name);
}

// Where the file system cannot have the name that the tree gives, another one.
Result<Bytes> DirectoryApplier::chooseName(const DirRow& row, DirNo parent, const Bytes& wanted)
{
    if (m_replica.names.exact())
        return wanted;
    auto place = open(parent);
    auto staging = m_replica.stagingPlaces.of(parent);
    if (!place || !staging)
        return fail(place ? staging.error() : place.error());
    const bool there = row.diskParent == parent;
    auto name = m_replica.names.choose(**place, **staging, wanted,
                                       {there ? row.diskName : Bytes(), there ? row.seen.inode : 0});
    if (name)
        m_replica.names.note(parent, row.no, *name != wanted);
    return name;
}

// True when nothing that we know stands at (parent, name). A known directory goes to .sync/Moving and is settled anew;
// a file has to be renamed first.
Result<bool> DirectoryApplier::makeWay(DirNo parent, const Bytes& name, DirNo forWhom)
{
    ShareIndex& index = *m_replica.index;
    const auto occupant = index.diskChild(parent, name);
    if (occupant && *occupant != forWhom && !mutated(Mutant::MakeNoWay)) {
        auto from = openToChange(parent);
        if (auto up = m_replica.parents.openUp(*occupant); !up) // its ".." changes
            return fail(up.error());
        const DirRow row = *index.dir(*occupant);
        auto moving = m_replica.files->openDirectory(kMovingFolder);
        if (!from || !moving)
            return fail(from ? moving.error() : from.error());
        const Bytes temporary = temporaryName(row.no);
        if (auto moved = storage::moveDirectory(*m_replica.files, **from, name, **moving, temporary, row.seen.inode);
            !moved)
            return fail(moved.error());
        // If we stop here, the start finds it by its inode (see recover).
        DirRow away = row;
        away.diskParent = kAway;
        away.diskName = temporary;
        if (auto put = putRow(away); !put)
            return fail(put.error());
        m_replica.toSettle.insert(row.no);
    }
    auto file = index.fileOnDisk(parent, name);
    if (!file)
        return fail(file.error());
    if (file->row.here == HereKind::Nothing)
        return true;
    m_replica.toApply.insert({parent, file->row.name});
    return false;
}

Result<DirectoryApplier::Step> DirectoryApplier::create(DirRow row, DirNo parent, const Bytes& name)
{
    auto place = openToChange(parent);
    if (!place)
        return fail(place.error());
    const auto record = m_replica.index->dirRecord(row.no);
    const uint32_t mode = (record->record.mode & ~m_replica.settings.umask) | 0700; // until it has its attributes
    auto made = (*place)->makeDirectory(name, mode);
    bool adopted = false;
    if (!made) {
        if (made.error().code != ErrorCode::AlreadyExists)
            return fail(made.error());
        auto stat = (*place)->statEntry(name);
        if (!stat || stat->type != storage::FileType::Directory) {
            m_replica.toLookAt.insert({parent, name});
            tell(row.no,
                 {m_replica.diskPath(parent, name), model::Wording::NameTaken, model::Wording::DoRenameOrRemove, {}});
            return Step::Blocked;
        }
        adopted = true;
    }
    auto opened = (*place)->openDirectory(name);
    auto stat = opened ? (*opened)->stat() : fail(opened.error());
    if (!stat)
        return fail(stat.error());
    if (adopted && isAnother(row.no, **opened, *stat)) {
        m_replica.toLookAt.insert({parent, name});
        return Step::Blocked;
    }
    row.diskParent = parent;
    row.diskName = m_replica.names.kept(**place, name, stat->inode);
    row.seen = seenOf(*stat);
    row.birthNs = stat->birthNs;
    row.flags = 0;
    m_replica.index->noteMount(row, {(*opened)->fileSystemId().value_or(0), *stat});
    row.here = HereKind::Nothing;
    if (!adopted)
        m_made.insert(row.no);
    m_replica.toScan.insert(row.no);
    auto step = applyAttributes(std::move(row));
    return step;
}

// Whether what stands in its place is a directory that is known from elsewhere: moved there by somebody, or back by a
// crash of the machine. See LocalChanges::adoptFromMove, which sees to that one.
bool DirectoryApplier::isAnother(DirNo forWhom, Directory& opened, const storage::FileStat& stat) const
{
    const auto no = m_replica.index->findByInode(stat.inode, stat.birthNs, opened.fileSystemId().value_or(0));
    if (!no || *no == forWhom)
        return false;
    const auto stands = m_replica.standsThere(*m_replica.index->dir(*no), stat.inode);
    return stands && !*stands; // what is mounted in two places is both
}

Result<DirectoryApplier::Step> DirectoryApplier::move(DirRow row, DirNo parent, const Bytes& name)
{
    auto from = openToChange(row.diskParent);
    auto to = openToChange(parent);
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    if (row.diskParent != parent) { // its ".." changes
        if (auto up = m_replica.parents.openUp(row.no); !up)
            return fail(up.error());
        row = *m_replica.index->dir(row.no);
    }
    auto moved = storage::moveDirectory(*m_replica.files, **from, row.diskName, **to, name, row.seen.inode);
    // An empty directory that somebody made on a read-only device is nothing to keep.
    if (!moved && moved.error().code == ErrorCode::AlreadyExists && !m_replica.canWrite() &&
        storage::removeEmptyDirectory(**to, name))
        moved = storage::moveDirectory(*m_replica.files, **from, row.diskName, **to, name, row.seen.inode);
    if (!moved) {
        tell(row.no, {m_replica.diskPath(parent, name),
                      model::Sentence::of(moved.error()),
                      model::Wording::DoRenameOrRemoveOther,
                      {}});
        if (moved.error().code == ErrorCode::AlreadyExists)
            m_replica.toLookAt.insert({parent, name});
        else if (row.diskParent != kAway)
            m_replica.toLookAt.insert({row.diskParent, row.diskName});
        return Step::Blocked;
    }
    qCInfo(logSync, "applied: directory '%s' is now '%s'", printable(row.diskName).c_str(),
           printable(m_replica.diskPath(parent, name)).c_str());
    if (row.diskParent == kAway)
        m_replica.scanAll(row.no); // whoever came for it meanwhile has neither watched nor listed it
    else {
        // Nor has a pass that is under way, and was in the new parent before this and comes to the old one later.
        m_replica.toScan.insert(row.no);
        m_replica.nameFreed(row.diskParent);
    }
    row.diskParent = parent;
    row.diskName = m_replica.names.kept(**to, name, row.seen.inode);
    if (auto stat = (*to)->statEntry(row.diskName)) {
        const uint32_t mode = OpenedParents::isOpen(row, stat->mode) ? row.seen.mode : stat->mode;
        row.seen = seenOf(*stat);
        row.seen.mode = mode;
    }
    return applyAttributes(std::move(row));
}

Result<DirectoryApplier::Step> DirectoryApplier::applyAttributes(DirRow row)
{
    const auto record = m_replica.index->dirRecord(row.no);
    const DirRow& before = *m_replica.index->dir(row.no);
    const bool changes = before != row; // but for its attributes
    const bool appears = before.diskParent == store::kNotOnDisk || before.diskParent == kAway;
    if (row.here != HereKind::SameAsRecord && record) {
        auto place = open(row.diskParent);
        if (!place)
            return fail(place.error());
        storage::Attributes attributes;
        const uint32_t special =
            record->record.mode & 03000; // setgid directories and the sticky bit keep their meaning
        // Root may look into any directory; everybody else keeps sight of what is synced here.
        const uint32_t own = m_replica.settings.applyOwners ? 0 : 0500;
        attributes.mode = (record->record.mode & 0777 & ~m_replica.settings.umask) | own | special;
        if (m_replica.settings.applyOwners) {
            attributes.uid =
                record->record.owner.empty() ? std::nullopt : m_replica.owners.userId(record->record.owner);
            attributes.gid =
                record->record.group.empty() ? std::nullopt : m_replica.owners.groupId(record->record.group);
        }
        auto set = (*place)->setEntryAttributes(row.diskName, attributes);
        if (!set && set.error().code == ErrorCode::ReadOnly)
            return fail(set.error());
        if (!set)
            qCInfo(logSync, "attributes of '%s' stay as they are: %s", printable(row.diskName).c_str(),
                   set.error().context.c_str());
        if (auto stat = (*place)->statEntry(row.diskName))
            row.seen = seenOf(*stat);
        row.here = HereKind::SameAsRecord;
    }
    const DirNo no = row.no;
    if (*m_replica.index->dir(no) == row)
        return Step::Done;
    if (auto put = putRow(row); !put)
        return fail(put.error());
    if (appears)
        m_replica.enqueuePending(no);
    if (changes) {
        for (const DirNo blocked : std::exchange(m_blocked, {}))
            m_replica.toSettle.insert(blocked);
    }
    return Step::Done;
}

// Out of the way, and deleted while it still holds something, or kept from its place: that has to be where its files
// can be changed and deleted too, and where a person sees what nobody deleted.
Result<void> DirectoryApplier::showAgain(DirRow row)
{
    const auto record = m_replica.index->dirRecord(row.no);
    const auto known = record ? m_replica.index->findNumber(record->record.parent) : std::nullopt;
    const bool there = known && m_replica.index->diskPath(*known) && !m_replica.index->isSuspended(*known) &&
                       !m_replica.isOnItsWay(*known) && !m_replica.stagingPlaces.mountOf(*known);
    const DirNo parent = there ? *known : store::kRootDirNo;
    const bool isDeleted = !m_replica.index->tree().place(row.id);
    const Bytes name = record ? record->record.name : row.diskName;
    auto from = openToChange(kAway);
    auto to = openToChange(parent);
    auto shown = from && to ? putBeside(**from, row.diskName, {parent, **to}, name, row.seen.inode)
                            : fail(from ? to.error() : from.error());
    if (!shown) { // it stays for the next time
        m_blocked.insert(row.no);
        if (!m_replica.noteDisk(shown.error()))
            tell(row.no, {Bytes(kMovingFolder) + "/" + row.diskName,
                          isDeleted ? model::Sentence(model::Wording::DeletedNotPutBack, {shown.error().context})
                                    : model::Sentence::of(shown.error()),
                          model::Wording::DoTriedAgain,
                          {}});
        return {};
    }
    row.diskParent = parent;
    row.diskName = *shown;
    m_replica.scanAll(row.no);
    m_replica.enqueuePending(row.no);
    return putRow(row);
}

// Under its name, or where that is taken, under one beside it. Returns which. Where another one was last seen is taken,
// be that gone from the disk: until somebody has looked for it, its row stands there, and two in one place would be
// one.
Result<Bytes> DirectoryApplier::putBeside(Directory& from, const Bytes& temporary, const Target& to, const Bytes& name,
                                          uint64_t inode)
{
    Bytes free = name;
    Hash mark = sha256(name + "/" + temporary);
    for (int i = 0; i < kTries; ++i) {
        if (!m_replica.index->diskChild(to.no, free)) {
            auto moved = storage::moveDirectory(*m_replica.files, from, temporary, to.place, free, inode);
            if (moved)
                return free;
            if (moved.error().code != ErrorCode::AlreadyExists)
                return fail(moved.error());
        }
        free = sync::markedName(name, mark.view());
        mark = sha256(mark.view());
    }
    return fail(ErrorCode::AlreadyExists, "the name '" + printable(name) + "' and those beside it are taken");
}

Result<DirectoryApplier::Recovered> DirectoryApplier::recover()
{
    ShareIndex& index = *m_replica.index;
    if (mutated(Mutant::LeaveMovingDirectories))
        return Recovered();
    auto moving = m_replica.files->openDirectory(kMovingFolder);
    auto entries = moving ? (*moving)->list() : fail(moving.error());
    auto rows = index.rows().allDirs();
    if (!entries || !rows)
        return fail(entries ? rows.error() : entries.error());
    std::set<Bytes> names;
    for (const storage::DirEntry& entry : *entries)
        names.insert(entry.name);
    Recovered result;
    for (DirRow& row : *rows) {
        const Bytes temporary = temporaryName(row.no);
        auto there = names.contains(temporary) ? (*moving)->statEntry(temporary) : fail(ErrorCode::NotFound, "");
        const bool away = there && there->type == storage::FileType::Directory && there->inode == row.seen.inode;
        if (away && row.diskParent != store::kNotOnDisk && row.diskParent != kAway) {
            row.diskParent = kAway; // moved, and stopped before the row said so
            row.diskName = temporary;
            if (auto put = putRow(row); !put)
                return fail(put.error());
        } else if (!away && row.diskParent == kAway && !isBack(row)) {
            result.lost.push_back(row.no);
        }
        if (away)
            names.erase(temporary);
        if (row.diskParent == kAway)
            m_replica.toSettle.insert(row.no);
    }
    auto root = m_replica.files->openDirectory("");
    if (!root)
        return fail(root.error());
    for (const Bytes& name : names) {
        auto stat = (*moving)->statEntry(name);
        auto shown = stat ? putBeside(**moving, name, {store::kRootDirNo, **root}, "recovered-" + name, stat->inode)
                          : fail(stat.error());
        if (shown)
            result.shown.push_back(*shown);
        else
            qCWarning(logSync, "left in %s as '%s': %s", kMovingFolder, printable(name).c_str(),
                      shown.error().context.c_str());
    }
    return result;
}

// It was put in its place, and we stopped before the row said so.
bool DirectoryApplier::isBack(DirRow& row)
{
    const sync::Place* place = m_replica.index->tree().place(row.id);
    const auto parent = place ? m_replica.index->findNumber(place->parent) : std::nullopt;
    auto opened = parent ? open(*parent) : fail(ErrorCode::NotFound, "");
    auto stat = opened ? (*opened)->statEntry(place->name) : fail(opened.error());
    if (!stat || stat->type != storage::FileType::Directory || stat->inode != row.seen.inode)
        return false;
    row.diskParent = *parent;
    row.diskName = m_replica.names.kept(**opened, place->name, stat->inode);
    return putRow(row).has_value();
}

void DirectoryApplier::reset()
{
    while (!m_told.empty())
        forgetTold(m_told.begin()->first);
    m_blocked.clear();
    m_toRemove.clear();
    m_aside.clear();
    m_made.clear();
}

// The directory is about to go. Files whose end was not noted yet are looked at before: where it is on the disk no
// more, nobody would ever look, and their deletion would stay undone.
Result<bool> DirectoryApplier::hasUnnotedDeletions(DirNo no)
{
    auto rows = m_replica.index->rows().filesOf(no);
    if (!rows)
        return fail(rows.error());
    std::erase_if(*rows, [](const store::FileRow& row) { return row.here == HereKind::Nothing; });
    if (rows->empty())
        return false;
    auto place = open(no);
    bool any = false;
    for (const store::FileRow& row : *rows) {
        auto stat = place ? (*place)->statEntry(row.nameOnDisk()) : fail(place.error());
        if (stat || stat.error().code != ErrorCode::NotFound)
            continue; // whoever removes the directory meets it
        m_replica.toLookAt.insert({no, row.nameOnDisk()});
        any = true;
    }
    return any;
}

Result<void> DirectoryApplier::removeEmptied()
{
    std::vector<std::pair<size_t, DirNo>> order;
    for (const DirNo no : std::exchange(m_toRemove, {})) {
        const auto path = m_replica.index->diskPath(no);
        if (path)
            order.emplace_back(static_cast<size_t>(std::count(path->begin(), path->end(), '/')), no);
    }
    std::sort(order.rbegin(), order.rend());
    for (const auto& [level, no] : order) {
        DirRow row = *m_replica.index->dir(no);
        const bool stands = m_replica.index->tree().place(row.id) != nullptr;
        if (stands || !m_replica.index->diskChildren(no).empty()) {
            m_toRemove.insert(no);
            if (!stands && row.diskParent == kAway) { // the deeper ones were tried before
                if (auto shown = showAgain(std::move(row)); !shown)
                    return shown;
            }
            continue;
        }
        auto unnoted = hasUnnotedDeletions(no);
        if (!unnoted)
            return fail(unnoted.error());
        if (*unnoted) {
            m_toRemove.insert(no);
            m_blocked.insert(no); // until they were looked at
            continue;
        }
        const Bytes path = *m_replica.index->diskPath(no);
        auto place = openToChange(row.diskParent);
        auto removed = place ? storage::removeEmptyDirectory(**place, row.diskName) : fail(place.error());
        if (!removed && removed.error().code == ErrorCode::AlreadyExists) {
            m_toRemove.insert(no);
            if (row.diskParent == kAway) {
                if (auto shown = showAgain(std::move(row)); !shown)
                    return shown;
                continue;
            }
            m_replica.toScan.insert(no);
            tell(no, {path, model::Wording::DeletedNotEmpty, model::Wording::DoLookIntoFolder, {}});
            continue;
        }
        if (!removed && removed.error().code != ErrorCode::NotFound) {
            m_toRemove.insert(no);
            m_blocked.insert(no);
            if (!m_replica.noteDisk(removed.error()))
                tell(no, {path, model::Sentence::of(removed.error()), model::Wording::DoTriedAgain, {}});
            continue;
        }
        forgetTold(no);
        m_replica.nameFreed(row.diskParent);
        m_replica.names.note(row.diskParent, row.no, false);
        row.diskParent = store::kNotOnDisk;
        row.seen = {};
        row.here = HereKind::Nothing;
        if (auto put = putRow(row); !put)
            return put;
    }
    return {};
}

void DirectoryApplier::setTimes()
{
    for (const DirNo no : std::exchange(m_made, {})) {
        const DirRow* row = m_replica.index->dir(no);
        const auto record = m_replica.index->dirRecord(no);
        if (!row || row->diskParent == store::kNotOnDisk || !record || record->record.mtimeNs == 0)
            continue;
        storage::Attributes attributes;
        attributes.mtimeNs = record->record.mtimeNs;
        if (auto place = open(row->diskParent))
            (void)(*place)->setEntryAttributes(row->diskName, attributes);
    }
}

} // namespace shoal::engine
