// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/replica.h"

#include "shared/base/hash.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

Replica::Replica(const ShareSettings& settingsIn, ShareContext contextIn)
    : settings(settingsIn), context(contextIn), durability(contextIn.clock), archiveKeeper(settings, problems)
{}

Bytes Replica::newStagedName()
{
    return toHex(context.random.bytes(8)) + "-" + std::to_string(++stagedNames);
}

bool Replica::isOnItsWay(DirNo dir) const
{
    for (const DirRow* row = index->dir(dir); row; row = index->dir(row->diskParent)) {
        if (row->diskParent == kAway)
            return true;
        if (row->no == store::kRootDirNo)
            return false;
    }
    return false;
}

bool Replica::isLookedForIn(DirNo dir) const
{
    if (crash.isLookedFor() || crash.unseen().empty())
        return crash.isLookedFor();
    for (const DirRow* row = index->dir(dir); row; row = index->dir(row->diskParent)) {
        if (crash.unseen().contains(row->no))
            return true;
        if (row->no == store::kRootDirNo)
            return false;
    }
    return false;
}

void Replica::noteFound(const Hash& content)
{
    arrived.push_back(content);
    foundHere.push_back(content);
}

void Replica::enqueuePending(DirNo dir)
{
    auto rows = index->rows().filesOf(dir);
    for (const FileRow& row : rows.value_or(std::vector<FileRow>())) {
        if (row.flags & store::Pending)
            toApply.insert({dir, row.name});
    }
    index->tree().forEachChild(index->idOf(dir), [this](const DirId& child, const Bytes&) {
        if (const auto no = index->findNumber(child))
            toSettle.insert(*no);
    });
    for (const DirNo child : index->diskChildren(dir))
        enqueuePending(child);
}

void Replica::scanAll(DirNo dir)
{
    toScan.insert(dir);
    for (const DirNo child : index->diskChildren(dir))
        scanAll(child);
}

Bytes Replica::diskPath(DirNo dir, ByteView name) const
{
    const auto path = index->diskPath(dir);
    if (!path)
        return "?/" + Bytes(name);
    return path->empty() ? Bytes(name) : *path + "/" + Bytes(name);
}

Result<Bytes> Replica::fileDiskName(DirNo dir, const model::Record& record)
{
    Bytes name = index->tree().fileDiskName(record.dir, record.name);
    Hash mark = sha256(name);
    while (name != record.name) {
        auto row = index->rows().file(dir, name);
        if (!row)
            return fail(row.error());
        if ((!*row || !(*row)->live) && !index->tree().at(record.dir, name))
            break;
        name = sync::markedName(record.name, mark.view());
        mark = sha256(mark.view());
    }
    return name;
}

void Replica::nameChanged(DirNo dir, ByteView name)
{
    if (const ByteView own = sync::unmarkedName(name); !own.empty())
        toApply.insert({dir, Bytes(own)});
}

Result<bool> Replica::standsThere(const store::DirRow& row, uint64_t inode) const
{
    const auto parent = index->diskPath(row.diskParent);
    const auto place = parent ? files->openDirectory(*parent) : fail(ErrorCode::NotFound, "");
    if (!place)
        return place.error().code == ErrorCode::NotFound ? Result<bool>(false) : fail(place.error());
    const auto there = names.statExactly(**place, row.diskName);
    return there && there->inode == inode;
}

void Replica::nameFreed(DirNo dir)
{
    for (const Bytes& file : names.markedFiles(dir))
        toApply.insert({dir, file});
    for (const DirNo child : names.markedDirectories(dir))
        toSettle.insert(child);
}

void Replica::reproject()
{
    for (const sync::PlaceChange& change : index->tree().reproject()) {
        if (const auto no = index->findNumber(change.dir))
            toSettle.insert(*no);
        // A file of the same name gives way to a directory and comes back when that goes.
        for (const auto& place : {change.before, change.after}) {
            const auto parent = place ? index->findNumber(place->parent) : std::nullopt;
            if (parent)
                toApply.insert({*parent, place->name});
        }
    }
}

store::Seen seenOf(const storage::FileStat& stat)
{
    return {stat.inode, stat.size, stat.mtimeNs, stat.ctimeNs, stat.mode, stat.uid, stat.gid};
}

bool sameAsSeen(const store::Seen& seen, const storage::FileStat& stat)
{
    if (mutated(Mutant::CompareOnlyMtime))
        return seen.mtimeNs == stat.mtimeNs;
    return seen == seenOf(stat);
}

storage::Expected expectedOf(const FileEntry& entry)
{
    const model::SealedRecord* here = entry.here();
    const bool link = here && here->record.kind == model::RecordKind::Symlink;
    const store::Seen& seen = entry.row.seen;
    return {link ? storage::FileType::Symlink : storage::FileType::File,
            seen.inode,
            seen.size,
            seen.mtimeNs,
            seen.ctimeNs,
            seen.mode,
            seen.uid,
            seen.gid,
            true};
}

} // namespace shoal::engine
