// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_index.h"

#include "core/sync/conflict_name.h"
#include "shared/base/hash.h"
#include "shared/base/mutant.h"

#include <QtGlobal>
#include <algorithm>
#include <cstdlib>
#include <unordered_set>

namespace shoal::engine {

using model::SealedRecord;

namespace {

constexpr char kAuthorKey[] = "author";
constexpr char kCeilingKey[] = "counter ceiling";
constexpr char kCompleteKey[] = "complete";
constexpr char kFlushedKey[] = "flushed";
constexpr char kRemembersKey[] = "remembers";   // there when it does
constexpr char kForgottenKey[] = "forgotten";   // the horizon up to which all forgotten deletions are out of the rows
constexpr size_t kTombstonesPerSlice = 500;     // some ten milliseconds
constexpr char kSeenKey[] = "author time seen"; // as of the last clean stop
// Counters below the ceiling may have been used. Raising it costs one flush of the disk for that many records.
constexpr uint64_t kCeilingStep = 10'000;
constexpr uint64_t kMostCounted = uint64_t{1} << 62;
constexpr uint64_t kLatest = static_cast<uint64_t>(model::kLatestStamp);

Bytes number(uint64_t value)
{
    return std::to_string(value);
}

// What number() wrote, 0 where there is nothing. Corrupt above `most`: counting or comparing goes on from these
// numbers, and must not run over the end of them.
Result<uint64_t> parseNumber(const Result<std::optional<Bytes>>& text, uint64_t most)
{
    if (!text)
        return fail(text.error());
    const uint64_t value = *text ? std::strtoull((*text)->c_str(), nullptr, 10) : 0;
    if (value > most)
        return fail(ErrorCode::Corrupt, "the index holds a number that cannot be: " + number(value));
    return value;
}

} // namespace

const SealedRecord* FileEntry::here() const
{
    switch (row.here) {
    case HereKind::Nothing:
        return nullptr;
    case HereKind::SameAsRecord:
        return record ? &*record : nullptr;
    case HereKind::Other:
        return other ? &*other : nullptr;
    }
    return nullptr;
}

void FileEntry::setRecord(SealedRecord sealed)
{
    // What the disk shows does not change by a new winner.
    if (row.here == HereKind::SameAsRecord && record && record->hash != sealed.hash) {
        other = std::move(record);
        row.here = HereKind::Other;
        row.hereRecord = other->bytes;
    } else if (row.here == HereKind::Other && other && other->hash == sealed.hash) {
        row.here = HereKind::SameAsRecord;
        row.hereRecord.clear();
        other.reset();
    }
    row.record = sealed.bytes;
    row.batch = 0;
    row.live = sealed.record.live;
    row.size = static_cast<int64_t>(sealed.record.size);
    row.keyHash = sealed.record.key().hash();
    record = std::move(sealed);
}

void FileEntry::forgetDisk()
{
    setHere(nullptr);
    row.seen = {};
    row.content = {};
    row.diskName.clear();
    setFlag(store::Diverged | store::Unflushed, false);
}

void FileEntry::setHere(const SealedRecord* sealed)
{
    row.hereRecord.clear();
    if (!sealed) {
        row.here = HereKind::Nothing;
        other.reset();
    } else if (record && record->hash == sealed->hash) {
        row.here = HereKind::SameAsRecord;
        other.reset();
    } else {
        row.here = HereKind::Other;
        if (!other || &*other != sealed)
            other = *sealed;
        row.hereRecord = other->bytes;
    }
}

Result<std::unique_ptr<ShareIndex>> ShareIndex::open(const Bytes& path, const ShareId& share, const char* vfs)
{
    auto rows = store::Index::open(path, vfs);
    if (!rows)
        return fail(rows.error());
    std::unique_ptr<ShareIndex> index(new ShareIndex);
    index->m_rows = std::move(*rows);
    index->m_share = share;
    if (auto loaded = index->load(); !loaded)
        return fail(loaded.error());
    return index;
}

Result<void> ShareIndex::load()
{
    auto dirs = m_rows->allDirs();
    if (!dirs)
        return fail(dirs.error());
    for (DirRow& row : *dirs) {
        if (!row.record.empty()) {
            auto record = model::unseal(row.record);
            if (!record)
                return fail(ErrorCode::Corrupt,
                            "the index holds a malformed record of a directory: " + record.error().context);
            noteAuthorTime(record->record);
            m_digests.add(row.keyHash, record->hash);
            m_tree.put(*record);
        }
        if (row.no < store::kRootDirNo)
            return fail(ErrorCode::Corrupt, "the index holds a directory with a number that none is given");
        m_numbers[row.id] = row.no;
        placeOnDisk(row);
        m_dirs.emplace(row.no, std::move(row));
    }
    if (!m_dirs.contains(store::kRootDirNo)) {
        DirRow root;
        root.no = store::kRootDirNo;
        root.here = HereKind::SameAsRecord;
        m_numbers[kRootDir] = root.no;
        m_dirs.emplace(root.no, root);
    }
    if (hasCycleOnDisk())
        return fail(ErrorCode::Corrupt, "the index holds a directory that lies below itself");
    if (auto times = loadTimes(); !times)
        return times;
    if (auto loaded = loadFiles(); !loaded)
        return loaded;
    m_tree.reproject();

    const auto author = parseNumber(m_rows->meta(kAuthorKey), UINT64_MAX);
    const auto ceiling = parseNumber(m_rows->meta(kCeilingKey), kMostCounted);
    if (!author || !ceiling)
        return fail(!author ? author.error() : ceiling.error());
    m_author.value = *author;
    // Numbering goes on above whatever may have been used, however the last run ended.
    m_ceiling = m_counter = *ceiling;
    if (mutated(Mutant::ReuseCounters))
        m_counter -= std::min(m_counter, kCeilingStep);
    return {};
}

// Whoever walks up from a directory on the disk has to arrive.
bool ShareIndex::hasCycleOnDisk() const
{
    std::unordered_set<DirNo> arrive;
    for (const auto& [no, row] : m_dirs) {
        std::unordered_set<DirNo> way;
        const DirRow* at = &row;
        while (at && !arrive.contains(at->no)) {
            if (!way.insert(at->no).second)
                return true;
            at = dir(at->diskParent);
        }
        arrive.merge(way);
    }
    return false;
}

// The hash of each record, and what the columns beside it tell. Live records themselves are looked at only where the
// last owner did not close the index as it should; elsewhere a malformed one is found when it is used.
Result<void> ShareIndex::loadFiles()
{
    const auto seen = m_rows->meta(kSeenKey);
    const auto seenNs = parseNumber(seen, kLatest);
    if (!seenNs)
        return fail(seenNs.error());
    const bool known = m_rows->wasWhole() && *seen;
    m_seenNs = std::max(m_seenNs, static_cast<int64_t>(*seenNs));
    Error malformed;
    DirNo last = store::kNotOnDisk; // neighbours share their directory
    DirId dir;
    auto read = m_rows->forEachFile([&](const store::FileView& file) {
        if (known && file.live) {
            m_digests.add(file.keyHash, sha256(file.record));
        } else if (auto sealed = model::unseal(Bytes(file.record))) {
            noteAuthorTime(sealed->record);
            if (!sync::isExpired(sealed->record, m_horizonNs))
                m_digests.add(file.keyHash, sealed->hash);
        } else {
            malformed = sealed.error();
        }
        if (!file.live)
            return;
        if (file.dir != last)
            dir = idOf(last = file.dir);
        // Directories need to know only whether something live is in them.
        m_tree.addLiveFiles(dir, 1);
        noteConflict(file.dir, file.name, true);
    });
    if (!read)
        return fail(read.error());
    if (!malformed.context.empty())
        return fail(ErrorCode::Corrupt, "the index holds a malformed record: " + malformed.context);
    return {};
}

Result<void> ShareIndex::close()
{
    auto transaction = store::Transaction::begin(*m_rows);
    if (!transaction)
        return fail(transaction.error());
    if (auto set = m_rows->setMeta(kSeenKey, number(static_cast<uint64_t>(m_seenNs))); !set)
        return set;
    if (auto committed = transaction->commit(); !committed)
        return committed;
    return m_rows->checkpoint();
}

const DirRow* ShareIndex::dir(DirNo no) const
{
    const auto it = m_dirs.find(no);
    return it == m_dirs.end() ? nullptr : &it->second;
}

std::optional<DirNo> ShareIndex::findNumber(const DirId& id) const
{
    const auto it = m_numbers.find(id);
    return it == m_numbers.end() ? std::nullopt : std::optional(it->second);
}

Result<DirNo> ShareIndex::numberFor(const DirId& id)
{
    if (const auto known = findNumber(id))
        return *known;
    auto no = m_rows->newDirNo();
    if (!no)
        return fail(no.error());
    DirRow row;
    row.no = *no;
    row.id = id;
    row.keyHash = model::RecordKey{true, id, {}}.hash();
    if (auto put = putDir(row); !put)
        return fail(put.error());
    m_numbers[id] = *no;
    return *no;
}

DirId ShareIndex::idOf(DirNo no) const
{
    const DirRow* row = dir(no);
    return row ? row->id : kRootDir;
}

Result<void> ShareIndex::putDirRecord(const SealedRecord& record, int64_t batch)
{
    auto no = numberFor(record.record.dir);
    if (!no)
        return fail(no.error());
    DirRow row = m_dirs.at(*no);
    if (!row.record.empty())
        m_digests.remove(row.keyHash, sha256(row.record));
    m_digests.add(row.keyHash, record.hash);
    noteAuthorTime(record.record);
    row.record = record.bytes;
    row.batch = batch;
    row.live = record.record.live;
    m_tree.put(record);
    return putDir(std::move(row));
}

std::optional<SealedRecord> ShareIndex::dirRecord(DirNo no) const
{
    const DirRow* row = dir(no);
    if (!row || row->record.empty())
        return std::nullopt;
    auto record = model::unseal(row->record);
    return record ? std::optional(std::move(*record)) : std::nullopt;
}

Result<void> ShareIndex::putDir(DirRow row)
{
    if (auto put = m_rows->putDir(row); !put)
        return put;
    const auto it = m_dirs.find(row.no);
    if (it == m_dirs.end() || it->second.seen.ctimeNs != row.seen.ctimeNs) {
        if (auto noted = noteObserved(row.seen.ctimeNs); !noted)
            return noted;
    }
    if (it != m_dirs.end())
        takeFromDisk(it->second);
    placeOnDisk(row);
    m_dirs.insert_or_assign(row.no, std::move(row));
    return {};
}

void ShareIndex::placeOnDisk(const DirRow& row)
{
    if (row.diskParent == store::kNotOnDisk || row.no == store::kRootDirNo)
        return;
    m_onDisk[row.diskParent][row.diskName] = row.no;
    if (row.seen.inode != 0)
        m_inodes[row.seen.inode] = row.no;
}

void ShareIndex::takeFromDisk(const DirRow& row)
{
    if (row.diskParent == store::kNotOnDisk || row.no == store::kRootDirNo)
        return;
    const auto siblings = m_onDisk.find(row.diskParent);
    if (siblings != m_onDisk.end()) {
        const auto it = siblings->second.find(row.diskName);
        if (it != siblings->second.end() && it->second == row.no)
            siblings->second.erase(it);
        if (siblings->second.empty())
            m_onDisk.erase(siblings);
    }
    const auto inode = m_inodes.find(row.seen.inode);
    if (inode != m_inodes.end() && inode->second == row.no)
        m_inodes.erase(inode);
}

std::optional<Bytes> ShareIndex::diskPath(DirNo no) const
{
    Bytes path;
    while (no != store::kRootDirNo) {
        if (no == kAway)
            return kMovingFolder + (path.empty() ? Bytes() : "/" + path);
        const DirRow* row = dir(no);
        if (!row || row->diskParent == store::kNotOnDisk)
            return std::nullopt;
        path = path.empty() ? row->diskName : row->diskName + "/" + path;
        no = row->diskParent;
    }
    return path;
}

std::optional<DirNo> ShareIndex::diskChild(DirNo parent, ByteView name) const
{
    const auto siblings = m_onDisk.find(parent);
    if (siblings == m_onDisk.end())
        return std::nullopt;
    const auto it = siblings->second.find(Bytes(name));
    return it == siblings->second.end() ? std::nullopt : std::optional(it->second);
}

std::vector<DirNo> ShareIndex::diskChildren(DirNo parent) const
{
    std::vector<DirNo> children;
    if (const auto siblings = m_onDisk.find(parent); siblings != m_onDisk.end()) {
        for (const auto& [name, no] : siblings->second)
            children.push_back(no);
    }
    return children;
}

bool ShareIndex::isSuspended(DirNo no) const
{
    for (const DirRow* row = dir(no); row; row = row->no == store::kRootDirNo ? nullptr : dir(row->diskParent)) {
        if (row->flags & store::Suspended)
            return true;
    }
    return false;
}

void ShareIndex::noteMount(DirRow& row, const MountSight& sight) const
{
    const DirRow* parent = row.no == store::kRootDirNo ? nullptr : dir(row.diskParent);
    const auto set = [&row](uint32_t flag, bool on) { row.flags = on ? row.flags | flag : row.flags & ~flag; };
    if (sight.fsId != 0) {
        set(store::MountBoundary, parent && parent->fsId != 0 && parent->fsId != sight.fsId);
        row.fsId = sight.fsId;
    }
    if (parent && sight.stat.mountRoot) {
        set(store::MountRoot, *sight.stat.mountRoot);
        set(store::MountLooked, true);
    }
}

std::vector<DirNo> ShareIndex::mounts() const
{
    std::vector<DirNo> found;
    for (const auto& [no, row] : m_dirs) {
        if ((row.flags & store::kMountBegins) && row.diskParent != store::kNotOnDisk)
            found.push_back(no);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<DirNo> ShareIndex::findByInode(uint64_t inode, int64_t birthNs, uint64_t fsId) const
{
    const auto it = m_inodes.find(inode);
    if (it == m_inodes.end())
        return std::nullopt;
    const DirRow& row = m_dirs.at(it->second);
    return row.birthNs == birthNs && row.fsId == fsId ? std::optional(it->second) : std::nullopt;
}

Result<FileEntry> ShareIndex::unsealRow(FileRow row) const
{
    FileEntry entry;
    entry.row = std::move(row);
    const auto unsealInto = [&](const Bytes& bytes, std::optional<SealedRecord>& to) -> Result<void> {
        if (bytes.empty())
            return {};
        auto sealed = model::unseal(bytes);
        if (!sealed)
            return fail(ErrorCode::Corrupt, "the index holds a malformed record: " + sealed.error().context);
        to = std::move(*sealed);
        return {};
    };
    if (auto done = unsealInto(entry.row.record, entry.record); !done)
        return fail(done.error());
    if (auto done = unsealInto(entry.row.hereRecord, entry.other); !done)
        return fail(done.error());
    if (entry.record) {
        if (!sync::isExpired(entry.record->record, m_pass.horizonAt(entry.row.dir, entry.row.name)))
            entry.storedHash = entry.record->hash;
        entry.storedLive = entry.record->record.live;
    }
    entry.storedLinkGroup = entry.linkGroupHere();
    entry.storedInode = entry.row.seen.inode;
    entry.storedCtimeNs = entry.row.seen.ctimeNs;
    return entry;
}

Result<FileEntry> ShareIndex::file(DirNo dir, ByteView name)
{
    auto row = m_rows->file(dir, name);
    if (!row)
        return fail(row.error());
    if (*row)
        return unsealRow(std::move(**row));
    FileEntry entry;
    entry.row.dir = dir;
    entry.row.name = name;
    return entry;
}

Result<FileEntry> ShareIndex::fileOnDisk(DirNo dir, ByteView diskName)
{
    auto row = m_rows->fileByDiskName(dir, diskName);
    if (!row)
        return fail(row.error());
    if (*row)
        return unsealRow(std::move(**row));
    FileEntry entry;
    entry.row.dir = dir;
    entry.row.name = diskName;
    return entry;
}

Result<void> ShareIndex::save(FileEntry& entry)
{
    if (auto put = m_rows->putFile(entry.row); !put)
        return put;
    if (auto noted = noteLink(entry); !noted)
        return noted;
    if (entry.row.seen.ctimeNs != entry.storedCtimeNs) {
        if (auto noted = noteObserved(entry.row.seen.ctimeNs); !noted)
            return noted;
        entry.storedCtimeNs = entry.row.seen.ctimeNs;
    }
    if (!entry.record)
        return {};
    bool expired = sync::isExpired(entry.record->record, m_pass.horizonAt(entry.row.dir, entry.row.name));
    if (mutated(Mutant::DropAppliedTombstones) && entry.record->record.hasContent())
        expired |= !entry.record->record.live && entry.row.here == HereKind::Nothing && !entry.has(store::Pending);
    const std::optional<Hash> counted = expired ? std::nullopt : std::optional(entry.record->hash);
    if (entry.storedHash != counted) {
        noteAuthorTime(entry.record->record);
        if (entry.storedHash)
            m_digests.remove(entry.row.keyHash, *entry.storedHash);
        if (counted)
            m_digests.add(entry.row.keyHash, *counted);
        entry.storedHash = counted;
    }
    const bool live = entry.record->record.live;
    if (live != entry.storedLive) {
        m_tree.addLiveFiles(entry.record->record.dir, live ? 1 : -1);
        entry.storedLive = live;
        noteConflict(entry.row.dir, entry.row.name, live);
    }
    if (expired && entry.row.here == HereKind::Nothing && !entry.has(store::Pending))
        return m_rows->removeFile(entry.row.dir, entry.row.name);
    return {};
}

Result<void> ShareIndex::saveSeen(const FileRow& row)
{
    if (auto put = m_rows->putFile(row); !put)
        return put;
    return noteObserved(row.seen.ctimeNs);
}

Result<void> ShareIndex::noteObserved(int64_t ctimeNs)
{
    return ctimeNs != 0 && ctimeNs < m_flushedNs ? setFlushed(ctimeNs) : Result<void>();
}

Result<void> ShareIndex::setFlushed(int64_t beganNs)
{
    m_flushedNs = std::max<int64_t>(beganNs, 0);
    return m_rows->setMeta(kFlushedKey, number(static_cast<uint64_t>(m_flushedNs)));
}

Result<void> ShareIndex::loadTimes()
{
    const auto complete = parseNumber(m_rows->meta(kCompleteKey), kLatest);
    if (!complete)
        return fail(complete.error());
    m_completeNs = m_keptCompleteNs = static_cast<int64_t>(*complete);
    const auto flushed = parseNumber(m_rows->meta(kFlushedKey), INT64_MAX);
    if (!flushed)
        return fail(flushed.error());
    m_flushedNs = static_cast<int64_t>(*flushed);
    const auto dir = findNumber(model::horizonDir());
    auto entry = dir ? file(*dir, model::kHorizonName) : Result<FileEntry>(FileEntry());
    if (!entry)
        return fail(entry.error());
    if (entry->record)
        m_horizonNs = entry->record->record.stamp;
    const auto forgotten = parseNumber(m_rows->meta(kForgottenKey), kLatest);
    auto remembers = m_rows->meta(kRemembersKey);
    if (!forgotten || !remembers)
        return fail(!forgotten ? forgotten.error() : remembers.error());
    m_remembers = remembers->has_value();
    const auto forgottenNs = static_cast<int64_t>(*forgotten);
    m_pass.rest(m_horizonNs);
    if (forgottenNs < m_horizonNs)
        m_pass.start(m_horizonNs); // it was interrupted
    return {};
}

// Author times are after the horizon, whatever the clock says: what is written now shall not be forgotten at once.
void ShareIndex::noteAuthorTime(const model::Record& record)
{
    const int64_t margin = record.isHorizon() ? sync::kDayNs : 0;
    m_seenNs = std::max(m_seenNs, std::min(record.authorTimeNs(), model::kLatestStamp - margin) + margin);
}

Result<void> ShareIndex::raiseHorizon(int64_t horizonNs)
{
    if (horizonNs <= m_horizonNs)
        return {};
    m_horizonNs = horizonNs;
    if (m_pass.running())
        return {}; // the next pass is for it
    m_pass.start(horizonNs);
    const auto more = forgetSome();
    return more ? Result<void>() : fail(more.error());
}

Result<bool> ShareIndex::forgetSome()
{
    if (!m_pass.running())
        return false;
    auto page = m_rows->tombstones(kTombstonesPerSlice, m_pass.place().dir, m_pass.place().name);
    if (!page)
        return fail(page.error());
    for (FileRow& row : *page) {
        auto entry = unsealRow(std::move(row));
        if (!entry)
            return fail(entry.error());
        m_pass.reach(entry->row.dir, entry->row.name);
        if (!entry->record || !sync::isExpired(entry->record->record, m_pass.targetNs()))
            continue;
        m_remembers = true;
        if (auto saved = save(*entry); !saved)
            return fail(saved.error());
    }
    if (page->size() == kTombstonesPerSlice)
        return true;
    if (auto ended = endPass(); !ended)
        return fail(ended.error());
    return m_pass.running();
}

Result<void> ShareIndex::endPass()
{
    m_pass.rest(m_pass.targetNs());
    if (m_pass.targetNs() < m_horizonNs) {
        m_pass.start(m_horizonNs);
        return {};
    }
    // Without a deletion to forget it was complete with devices that knew as little as it does.
    if (auto kept = m_remembers ? m_rows->setMeta(kRemembersKey, "1") : keepComplete(0); !kept)
        return kept;
    return m_rows->setMeta(kForgottenKey, number(static_cast<uint64_t>(m_horizonNs)));
}

Result<void> ShareIndex::withdrawHorizon()
{
    const auto dir = findNumber(model::horizonDir());
    if (!dir || m_horizonNs == 0)
        return {};
    auto entry = file(*dir, model::kHorizonName);
    if (!entry)
        return fail(entry.error());
    if (entry->storedHash)
        m_digests.remove(entry->row.keyHash, *entry->storedHash);
    // What is still here of forgotten deletions counts again.
    ForgettingPass::Place place;
    for (bool more = true; more;) {
        auto page = m_rows->tombstones(kTombstonesPerSlice, place.dir, place.name);
        if (!page)
            return fail(page.error());
        more = !page->empty();
        for (FileRow& row : *page) {
            place = {row.dir, row.name};
            auto tombstone = unsealRow(std::move(row));
            if (!tombstone)
                return fail(tombstone.error());
            if (tombstone->record && !tombstone->storedHash)
                m_digests.add(tombstone->row.keyHash, tombstone->record->hash);
        }
    }
    m_horizonNs = 0;
    m_pass.rest(0);
    if (auto set = m_rows->setMeta(kForgottenKey, number(0)); !set)
        return set;
    return m_rows->removeFile(*dir, model::kHorizonName);
}

Result<std::optional<bool>> ShareIndex::wouldForget(int64_t horizonNs, ForgettingPass::Place& place)
{
    auto page = m_rows->tombstones(kTombstonesPerSlice, place.dir, place.name);
    if (!page)
        return fail(page.error());
    for (FileRow& row : *page) {
        place = {row.dir, row.name};
        const auto entry = unsealRow(std::move(row));
        if (!entry)
            return fail(entry.error());
        if (entry->storedHash && sync::isExpired(entry->record->record, horizonNs))
            return true;
    }
    return page->empty() ? std::nullopt : std::optional(false);
}

// Less than before: the clock was ahead.
Result<void> ShareIndex::setComplete(int64_t nowNs)
{
    m_completeNs = std::max<int64_t>(nowNs, 0);
    if (std::abs(m_completeNs - m_keptCompleteNs) < sync::kDayNs)
        return {};
    m_keptCompleteNs = m_completeNs;
    if (auto kept = m_rows->setMetaDurably(kCompleteKey, number(static_cast<uint64_t>(m_completeNs))); !kept)
        return kept;
    m_remembers |= m_horizonNs > 0;
    return m_remembers ? m_rows->setMetaDurably(kRemembersKey, "1") : Result<void>();
}

Result<void> ShareIndex::keepComplete(int64_t completeNs)
{
    m_completeNs = m_keptCompleteNs = completeNs;
    return m_rows->setMeta(kCompleteKey, number(static_cast<uint64_t>(completeNs)));
}

void ShareIndex::noteConflict(DirNo dir, ByteView name, bool live)
{
    if (!sync::parseConflictName(name))
        return;
    if (live)
        m_conflicts.emplace(dir, name);
    else
        m_conflicts.erase({dir, Bytes(name)});
}

Result<void> ShareIndex::reserve(size_t records, Random& random)
{
    if (m_author.value == 0)
        return renewAuthor(random);
    if (m_counter + records <= m_ceiling)
        return {};
    const uint64_t ceiling = m_counter + records + kCeilingStep;
    if (auto done = m_rows->setMetaDurably(kCeilingKey, number(ceiling)); !done)
        return done;
    m_ceiling = ceiling;
    return {};
}

sync::Authorship ShareIndex::next(int64_t nowNs)
{
    Q_ASSERT(m_author.value != 0 && m_counter < m_ceiling);
    return {m_author, ++m_counter, nowNs, m_seenNs};
}

Result<void> ShareIndex::renewAuthor(Random& random)
{
    AuthorId author;
    while (author.value == 0)
        author.value = random.next();
    if (auto done = m_rows->setMetaDurably(kAuthorKey, number(author.value)); !done)
        return done;
    if (auto done = m_rows->setMetaDurably(kCeilingKey, number(kCeilingStep)); !done)
        return done;
    m_author = author;
    m_counter = 0;
    m_ceiling = kCeilingStep;
    return {};
}

} // namespace shoal::engine
