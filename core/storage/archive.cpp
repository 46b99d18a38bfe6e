// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/archive.h"

#include "core/storage/archive_pass.h"
#include "core/storage/held_entry.h"
#include "shared/base/log.h"

#include <algorithm>
#include <limits>

namespace shoal::storage {

namespace {

// People may clean up or a version may appear between our look and our move; more often is no coincidence.
constexpr int kTries = 4;
// What stands where a directory of the archive should be is left alone; the directory gets this suffix.
constexpr ByteView kDirectorySuffix = ".d";
// Only the daemon's own user sees what others could not see in its place.
constexpr uint32_t kDirectoryMode = 0700;
// The age of the oldest of no versions.
constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

Bytes join(ByteView directory, ByteView name)
{
    return directory.empty() ? Bytes(name) : Bytes(directory) + "/" + Bytes(name);
}

// `parent/name` as a directory, made when missing. Returns the name it has.
Result<std::pair<std::unique_ptr<Directory>, Bytes>> enterOrMake(Directory& parent, ByteView name)
{
    Bytes candidate(name);
    for (int tries = 0; tries < kTries; ++tries) {
        auto opened = parent.openDirectory(candidate);
        if (opened)
            return std::pair(std::move(*opened), candidate);
        if (opened.error().code != ErrorCode::NotFound)
            return fail(opened.error());
        const auto made = parent.makeDirectory(candidate, kDirectoryMode);
        if (made)
            continue;
        if (made.error().code != ErrorCode::AlreadyExists)
            return fail(made.error());
        candidate = candidate.substr(0, utf8Cut(candidate, 255 - kDirectorySuffix.size()));
        candidate += kDirectorySuffix;
    }
    return fail(ErrorCode::AlreadyExists,
                "the archive cannot have a directory '" + printable(name) + "': files are in the way");
}

} // namespace

// The directory that was archived into last, with the names in it: a deleted tree comes directory by directory.
struct Archive::Place
{
    Bytes wanted; // relative to the root, as in the share
    Bytes path;   // relative to the root, in the archive
    std::unique_ptr<Directory> directory;
    std::set<Bytes> names;
};

Archive::Archive(FileSystem& fs) : m_fs(fs) {}
Archive::~Archive() = default;

Result<Archive::Place*> Archive::placeFor(ByteView directories)
{
    if (m_place && m_place->wanted == directories)
        return m_place.get();
    m_place.reset();
    const size_t slash = kPath.find('/');
    auto place = std::make_unique<Place>();
    place->wanted = directories;
    place->path = kPath.substr(0, slash);
    auto opened = m_fs.openDirectory(place->path);
    if (!opened)
        return fail(opened.error());
    place->directory = std::move(*opened);
    for (Bytes rest = join(kPath.substr(slash + 1), directories); !rest.empty();) {
        const Bytes name = rest.substr(0, rest.find('/'));
        rest.erase(0, name.size() + 1);
        auto entered = enterOrMake(*place->directory, name);
        if (!entered)
            return fail(entered.error());
        place->directory = std::move(entered->first);
        place->path = join(place->path, entered->second);
    }
    auto entries = place->directory->list();
    if (!entries)
        return fail(entries.error());
    for (auto& entry : *entries)
        place->names.insert(std::move(entry.name));
    m_place = std::move(place);
    return m_place.get();
}

Result<Bytes> Archive::store(Directory& staging, ByteView stagedName, ByteView originalPath, int64_t nowNs, Worth worth)
{
    if (auto good = checkPath(originalPath); !good || originalPath.empty())
        return fail(ErrorCode::InvalidArgument, "'" + printable(originalPath) + "' is not the path of a file");
    const size_t slash = originalPath.rfind('/');
    const ByteView directories = slash == ByteView::npos ? ByteView() : originalPath.substr(0, slash);
    const ByteView name = slash == ByteView::npos ? originalPath : originalPath.substr(slash + 1);
    Result<Bytes> stored;
    for (int tries = 0; tries < kTries; ++tries) {
        auto place = placeFor(directories);
        if (!place)
            return fail(place.error());
        stored = storeIn(**place, staging, stagedName, name, nowNs, worth);
        if (stored)
            return stored;
        m_place.reset(); // somebody removed the directory or took the name: look again
        if (stored.error().code != ErrorCode::NotFound && stored.error().code != ErrorCode::AlreadyExists)
            return stored;
    }
    return stored;
}

Result<Bytes> Archive::storeIn(Place& place, Directory& staging, ByteView stagedName, ByteView originalName,
                               int64_t nowNs, Worth worth)
{
    const auto staged = staging.statEntry(stagedName);
    if (!staged)
        return fail(staged.error());
    if (staged->type != FileType::File && staged->type != FileType::Symlink)
        return fail(ErrorCode::InvalidArgument, "'" + printable(stagedName) + "' is neither a file nor a symlink");
    const NameParts parts = splitName(originalName);
    const Bytes version = archivedName(parts, newestVersion(place.names, parts) + 1, worth);
    if (auto moved = moveIntoArchive(m_fs, staging, stagedName, *staged, *place.directory, version, nowNs); !moved)
        return fail(moved.error());
    place.names.insert(version);
    if (m_bytes) {
        *m_bytes += staged->allocated;
        int64_t& oldest = worth == Worth::Precious ? m_oldestPreciousNs : m_oldestOrdinaryNs;
        oldest = std::min(oldest, nowNs);
    }
    return join(place.path, version);
}

void Archive::remember(const ArchiveSurvey& survey)
{
    m_bytes = 0;
    m_oldestOrdinaryNs = kNone;
    m_oldestPreciousNs = kNone;
    for (const auto& version : survey.versions) {
        *m_bytes += version.bytes;
        int64_t& oldest = version.worth == Worth::Precious ? m_oldestPreciousNs : m_oldestOrdinaryNs;
        oldest = std::min(oldest, version.archivedNs);
    }
}

Result<uint64_t> Archive::bytes()
{
    if (!m_bytes) {
        const auto survey = surveyArchive(m_fs, kPath);
        if (!survey)
            return fail(survey.error());
        remember(*survey);
    }
    return *m_bytes;
}

Result<bool> Archive::isPruneDue(int64_t nowNs, const Limits& limits)
{
    if (!m_bytes)
        return true;
    const auto space = m_fs.freeSpace();
    if (!space)
        return fail(space.error());
    const bool over = *m_bytes > limits.maxBytes || space->available < limits.minFreeBytes;
    return mayDrop(m_oldestOrdinaryNs, Worth::Ordinary, nowNs, limits, over) ||
           mayDrop(m_oldestPreciousNs, Worth::Precious, nowNs, limits, over);
}

void Archive::adopt(const ArchivePass& pass)
{
    m_place.reset(); // its directory may have gone
    m_bytes = pass.totals().bytes;
    m_oldestOrdinaryNs = pass.totals().oldestOrdinaryNs;
    m_oldestPreciousNs = pass.totals().oldestPreciousNs;
}

Result<uint64_t> Archive::prune(int64_t nowNs, const Limits& limits)
{
    auto due = isPruneDue(nowNs, limits);
    if (!due || !*due)
        return due ? Result<uint64_t>(0) : fail(due.error());
    ArchivePass pass(m_fs, nowNs, limits);
    for (bool more = true; more;) {
        auto stepped = pass.step();
        if (!stepped)
            return fail(stepped.error());
        more = *stepped;
    }
    adopt(pass);
    return pass.dropped();
}

} // namespace shoal::storage
