// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/archive_source.h"

#include "core/sync/conflict_name.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr size_t kMostRead = 8;    // versions of one size: a file that was saved again and again
constexpr size_t kMostKnown = 500; // hashes of what was not what was looked for

} // namespace

std::optional<Bytes> ArchiveSource::originalPath(const FileEntry& entry) const
{
    if (const auto mark = sync::parseConflictName(entry.row.name))
        return m_replica.diskPath(entry.row.dir, mark->original);
    const auto& origin = entry.record->record.origin;
    const auto from = origin ? m_replica.index->findNumber(origin->first) : std::nullopt;
    return from && m_replica.index->diskPath(*from) ? std::optional(m_replica.diskPath(*from, origin->second))
                                                    : std::nullopt;
}

Result<Hash> ArchiveSource::hashOf(storage::File& file, const storage::FileStat& stat)
{
    const std::pair key(stat.inode, stat.ctimeNs);
    if (const auto known = m_known.find(key); known != m_known.end())
        return known->second;
    auto id = storage::hashFile(file, static_cast<uint64_t>(stat.size));
    if (!id)
        return fail(id.error());
    if (m_known.size() >= kMostKnown)
        m_known.clear();
    m_known[key] = id->hash;
    return id->hash;
}

Result<std::unique_ptr<storage::File>> ArchiveSource::find(const FileEntry& entry)
{
    const model::Record& want = entry.record->record;
    const auto original = want.kind == model::RecordKind::File ? originalPath(entry) : std::nullopt;
    if (!original)
        return std::unique_ptr<storage::File>();
    const size_t slash = original->rfind('/');
    const Bytes directories = slash == Bytes::npos ? Bytes() : "/" + original->substr(0, slash);
    auto place = m_replica.files->openDirectory(Bytes(storage::Archive::kPath) + directories);
    auto entries = place ? (*place)->list() : fail(place.error());
    if (!entries)
        return entries.error().code == ErrorCode::TooManyFiles
                   ? Result<std::unique_ptr<storage::File>>(fail(entries.error()))
                   : std::unique_ptr<storage::File>();
    const auto parts = storage::splitName(original->substr(slash + 1)); // npos + 1 is 0
    std::vector<std::pair<uint64_t, Bytes>> versions;
    for (storage::DirEntry& found : *entries) {
        if (const auto version = storage::versionOf(found.name, parts))
            versions.emplace_back(*version, std::move(found.name));
    }
    std::sort(versions.rbegin(), versions.rend());
    size_t read = 0;
    for (const auto& [number, name] : versions) {
        auto file = (*place)->openFile(name);
        auto stat = file ? (*file)->stat() : fail(file.error());
        if (!stat || static_cast<uint64_t>(stat->size) != want.size)
            continue;
        const auto hash = hashOf(**file, *stat);
        if (hash && *hash == want.content)
            return std::move(*file);
        if (++read == kMostRead)
            break;
    }
    return std::unique_ptr<storage::File>();
}

} // namespace shoal::engine
