// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/link_applier.h"

#include "core/storage/hard_link.h"
#include "core/storage/stamps.h"
#include "shared/base/log.h"

#include <algorithm>
#include <cstdlib>

namespace shoal::engine {

using model::Record;
using model::RecordKind;
using storage::FileStat;

namespace {

constexpr size_t kCandidates = 8; // the newest of them is the one, unless somebody changed it a moment ago
constexpr size_t kSiblings = 100; // that are asked whether they agree
// Names that are told at once that the ctime of their file is another. Those beyond are found by the next scan, which
// need not read them (LinkAuthor::readAlready).
constexpr size_t kToldOfCtime = 64;
constexpr size_t kMaxSiblings = 10'000;      // of one file, as looked through while it loses names
constexpr size_t kToldOfAttributes = 10'000; // others would take it for a change that somebody made here

bool isItself(const FileRow& row, const FileEntry& entry)
{
    return row.dir == entry.row.dir && row.name == entry.row.name;
}

store::Seen withoutCtime(store::Seen seen)
{
    seen.ctimeNs = 0;
    return seen;
}

// The changes of a file began where it was exactly as last observed. So what was seen of it by any name, but for the
// ctime, is known.
bool isAmong(const std::vector<store::Seen>& observed, const store::Seen& seen)
{
    return std::any_of(observed.begin(), observed.end(),
                       [&](const store::Seen& one) { return withoutCtime(one) == withoutCtime(seen); });
}

// Whether the two records can be one file on the disk.
bool agree(const Record& a, const Record& b)
{
    return a.linkGroup == b.linkGroup && a.linkGroup != 0 && sameAttributes(a, b);
}

bool isLiveFile(const std::optional<model::SealedRecord>& sealed)
{
    return sealed && sealed->record.live && sealed->record.kind == RecordKind::File;
}

} // namespace

bool sameAttributes(const Record& a, const Record& b)
{
    return a.mode == b.mode && a.mtimeNs == b.mtimeNs && a.owner == b.owner && a.group == b.group &&
           a.xattrs == b.xattrs;
}

// Somebody else gave it its time: one that is a second off is hardly ever what FAT made of the record's, and there it
// costs no more than to set it once.
bool differsFrom(const Record& want, const store::Seen& seen)
{
    const bool sameTime =
        storage::isKeptAs(seen.mtimeNs, want.mtimeNs) && std::abs(want.mtimeNs - seen.mtimeNs) < storage::kSecondNs;
    return (want.mode & 0777) != (seen.mode & 0777) || !sameTime;
}

bool LinkApplier::concerns(const FileEntry& entry)
{
    return (entry.record && entry.record->record.linkGroup != 0) || entry.linkGroupHere() != 0;
}

void LinkApplier::begin()
{
    m_sources.clear();
    m_coming.clear();
    m_siblings.clear();
    m_observed.clear();
}

LinkApplier::Key LinkApplier::keyOf(const FileEntry& entry)
{
    return {entry.record->record.linkGroup, entry.record->record.content};
}

Result<FileStat> LinkApplier::statOf(DirNo dir, ByteView name) const
{
    const auto path = m_replica.index->diskPath(dir);
    if (!path || m_replica.index->isSuspended(dir))
        return fail(ErrorCode::NotFound, "its directory is not on this disk");
    auto place = m_replica.files->openDirectory(*path);
    return place ? (*place)->statEntry(name) : fail(place.error());
}

Result<LinkApplier::Way> LinkApplier::wayFor(FileEntry& entry, bool writes)
{
    if (!isLiveFile(entry.record))
        return Way::Alone;
    if (entry.record->record.linkGroup != 0) {
        if (m_coming.contains(keyOf(entry)))
            return Way::Wait;
        auto found = sourceFor(entry);
        if (!found)
            return fail(found.error());
        const FileEntry* source = *found;
        if (source && isItself(source->row, entry))
            return Way::Alone; // the others are linked to this one
        if (source && source->row.seen.inode != entry.row.seen.inode)
            return Way::Link;
        if (source && !writes) {
            entry.row.seen = source->row.seen;
            return Way::Shown;
        }
    }
    // Its row says with the others of this group of changes that it belongs to them: then they are linked to it.
    if (!writes && entry.record->record.linkGroup != entry.linkGroupHere())
        staged(entry);
    return wayUnlinked(entry, writes);
}

Result<LinkApplier::Way> LinkApplier::wayUnlinked(const FileEntry& entry, bool writes) const
{
    if (writes)
        return Way::Alone;
    auto separate = mustSeparate(entry);
    if (!separate)
        return fail(separate.error());
    return *separate ? Way::Separate : Way::Alone;
}

// The name that the others of this group and content are linked to, or null.
Result<const FileEntry*> LinkApplier::sourceFor(const FileEntry& entry)
{
    const Record& want = entry.record->record;
    if (const auto known = m_sources.find(keyOf(entry)); known != m_sources.end()) {
        const auto* here = known->second.here();
        return here && sameAttributes(here->record, want) ? &known->second : nullptr;
    }
    auto rows = m_replica.index->rows().linksOfGroup(want.linkGroup, want.content, kCandidates);
    if (!rows)
        return fail(rows.error());
    for (FileRow& row : *rows) {
        if (isItself(row, entry))
            continue;
        auto other = m_replica.index->unsealRow(std::move(row));
        if (!other)
            return fail(other.error());
        takeObserved(*other);
        if (isSource(*other, want))
            return &m_sources.insert_or_assign(keyOf(entry), std::move(*other)).first->second;
    }
    return nullptr;
}

bool LinkApplier::isSource(const FileEntry& other, const Record& want) const
{
    if (other.linkGroupHere() != want.linkGroup || other.row.content != want.content ||
        other.here()->record.content != want.content || other.has(store::Ignored) ||
        !sameAttributes(other.here()->record, want))
        return false;
    // It is about to be changed in place, and this one is not.
    if (isLiveFile(other.record) && other.record->record.content == want.content && !agree(other.record->record, want))
        return false;
    // It was adopted, and its file lacks what its row says. That comes in place; unless another name there is to keep
    // what it has, and this one leaves for a copy of its own; or never, when something newer replaces it.
    if (other.has(store::Pending) && differsFrom(want, other.row.seen)) {
        if (!isLiveFile(other.record) || other.record->record.content != want.content)
            return false;
        const auto leaves = mustSeparate(other);
        if (!leaves || *leaves)
            return false;
    }
    const auto stat = statOf(other.row.dir, other.row.nameOnDisk());
    return stat && sameAsSeen(other.row.seen, *stat);
}

// Inodes of two file systems may have the same number: only the disk tells that it is one file.
bool LinkApplier::showOneFile(const FileEntry& a, const FileEntry& b) const
{
    const auto one = statOf(a.row.dir, a.row.nameOnDisk());
    const auto two = statOf(b.row.dir, b.row.nameOnDisk());
    return one && two && one->inode == two->inode && one->device == two->device;
}

// Names that show one file here, and whose records say that they do not.
Result<bool> LinkApplier::mustSeparate(const FileEntry& entry) const
{
    const Record& want = entry.record->record;
    auto rows = m_replica.index->rows().linksOfInode(entry.row.seen.inode, kSiblings);
    if (!rows)
        return fail(rows.error());
    for (FileRow& row : *rows) {
        if (isItself(row, entry) || (row.flags & (store::Ignored | store::Held)))
            continue;
        auto other = m_replica.index->unsealRow(std::move(row));
        if (!other)
            return fail(other.error());
        const bool disagree = isLiveFile(other->record) && other->record->record.content == want.content &&
                              !agree(other->record->record, want);
        // One may have come to another group, or to its first, before it could leave the file.
        if (disagree && (other->linkGroupHere() == entry.linkGroupHere() || showOneFile(*other, entry)))
            return true;
    }
    return false;
}

std::optional<LinkApplier::Link> LinkApplier::stageLink(const FileEntry& entry, storage::Directory& staging,
                                                        ByteView stagedName)
{
    const auto known = m_sources.find(keyOf(entry));
    if (known == m_sources.end())
        return std::nullopt;
    FileRow& row = known->second.row;
    const auto path = m_replica.index->diskPath(row.dir);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "it is not on this disk");
    auto linked =
        place ? storage::linkIntoStaging(**place, row.nameOnDisk(), expectedOf(known->second), staging, stagedName)
              : fail(place.error());
    if (!linked) {
        qCDebug(logSync, "not linked: '%s': %s", printable(entry.row.name).c_str(), linked.error().context.c_str());
        if (linked.error().code == ErrorCode::Changed)
            m_replica.toLookAt.insert({row.dir, row.nameOnDisk()});
        m_sources.erase(known);
        return std::nullopt;
    }
    note(row.seen);
    row.seen = seenOf(*linked);
    note(row.seen);
    return Link{*linked, (row.flags & store::Unflushed) != 0};
}

void LinkApplier::staged(const FileEntry& entry)
{
    if (isLiveFile(entry.record) && entry.record->record.linkGroup != 0)
        m_coming.insert(keyOf(entry));
}

void LinkApplier::unstaged(uint64_t inode)
{
    const auto known = m_observed.find(inode);
    const auto stat = siblingStat(inode);
    // What somebody wrote meanwhile, the next look must see.
    if (known == m_observed.end() || !stat || withoutCtime(seenOf(*stat)) != withoutCtime(known->second.back()))
        return;
    noteNow(seenOf(*stat));
}

void LinkApplier::noteNow(const store::Seen& seen)
{
    note(seen);
    for (auto& [key, source] : m_sources) {
        if (source.row.seen.inode == seen.inode)
            source.row.seen = seen;
    }
}

void LinkApplier::note(const store::Seen& seen)
{
    auto& observed = m_observed[seen.inode];
    if (observed.size() > 1 && withoutCtime(observed.back()) == withoutCtime(seen))
        observed.back() = seen;
    else if (observed.empty() || observed.back() != seen)
        observed.push_back(seen);
}

void LinkApplier::observe(FileEntry& entry, storage::Directory& place) const
{
    takeObserved(entry);
    if (entry.linkGroupHere() == 0)
        return;
    const auto stat = place.statEntry(entry.row.nameOnDisk());
    if (!stat || sameAsSeen(entry.row.seen, *stat) || withoutCtime(seenOf(*stat)) != withoutCtime(entry.row.seen))
        return;
    const auto known = m_observed.find(stat->inode);
    bool exact = known != m_observed.end() && sameAsSeen(known->second.back(), *stat);
    auto rows = exact ? Result<std::vector<FileRow>>() : m_replica.index->rows().linksOfInode(stat->inode, kCandidates);
    for (const FileRow& row : rows.value_or(std::vector<FileRow>()))
        exact |= sameAsSeen(row.seen, *stat) && !(row.flags & (store::Diverged | store::Racy));
    if (exact)
        entry.row.seen = seenOf(*stat);
}

void LinkApplier::takeObserved(FileEntry& entry) const
{
    const auto known = m_observed.find(entry.row.seen.inode);
    if (known == m_observed.end())
        return;
    const auto& observed = known->second;
    if (isAmong(observed, entry.row.seen))
        entry.row.seen = observed.back();
}

void LinkApplier::shown(const FileEntry& entry, const store::Seen& before, const std::optional<FileStat>& now)
{
    if (before.inode != 0 && now && now->inode == before.inode)
        note(before);
    if (now)
        noteNow(seenOf(*now));
    if (before.inode == 0 || entry.linkGroupHere() == 0 || (now && now->inode == before.inode))
        return;
    // A name of that file has gone: what does another one say of it?
    const auto stat = siblingStat(before.inode);
    if (!stat || withoutCtime(seenOf(*stat)) != withoutCtime(before))
        return;
    note(before);
    note(seenOf(*stat));
}

std::optional<FileStat> LinkApplier::siblingStat(uint64_t inode)
{
    const auto [known, first] = m_siblings.try_emplace(inode);
    std::vector<DiskEntry>& siblings = known->second;
    if (first) {
        auto rows = m_replica.index->rows().linksOfInode(inode, kMaxSiblings);
        for (const FileRow& row : rows.value_or(std::vector<FileRow>()))
            siblings.emplace_back(row.dir, row.nameOnDisk());
    }
    for (; !siblings.empty(); siblings.pop_back()) {
        const auto stat = statOf(siblings.back().first, siblings.back().second);
        if (stat && stat->inode == inode)
            return *stat;
    }
    return std::nullopt;
}

Result<void> LinkApplier::writeBack()
{
    for (const auto& [inode, observed] : m_observed) {
        if (observed.size() < 2)
            continue;
        const store::Seen& now = observed.back();
        const bool onlyCtime = std::all_of(observed.begin(), observed.end(), [&](const store::Seen& seen) {
            return withoutCtime(seen) == withoutCtime(now);
        });
        auto rows = m_replica.index->rows().linksOfInode(inode, onlyCtime ? kToldOfCtime : kToldOfAttributes);
        if (!rows)
            return fail(rows.error());
        for (FileRow& row : *rows) {
            if (row.seen == now || !isAmong(observed, row.seen))
                continue;
            row.seen = now;
            if (auto saved = m_replica.index->saveSeen(row); !saved)
                return saved;
        }
    }
    begin();
    return {};
}

} // namespace shoal::engine
