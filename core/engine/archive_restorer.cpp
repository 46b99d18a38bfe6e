// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/archive_restorer.h"

#include "core/engine/happenings.h"
#include "shared/base/log.h"

namespace shoal::engine {

using storage::FileType;

namespace {

// Somebody may make or remove the file between our look and our move; more often is no coincidence.
constexpr int kTries = 3;
// Limited by the umask, as for any program.
constexpr uint32_t kDirectoryMode = 0777;

Bytes archivePath(ByteView directories)
{
    return Bytes(storage::Archive::kPath) + (directories.empty() ? "" : "/") + Bytes(directories);
}

} // namespace

Result<ArchiveRestorer::Version> ArchiveRestorer::findVersion(const Bytes& archived)
{
    if (auto good = storage::checkPath(archived); !good || archived.empty())
        return fail(ErrorCode::InvalidArgument, "'" + printable(archived) + "' is not the path of an archived version");
    const size_t slash = archived.rfind('/');
    const ByteView directories = slash == Bytes::npos ? ByteView() : ByteView(archived).substr(0, slash);
    Version version;
    version.name = archived.substr(slash + 1); // npos + 1 is 0
    auto directory = m_replica.files->openDirectory(archivePath(directories));
    auto stat = directory ? (*directory)->statEntry(version.name) : fail(directory.error());
    if (!stat && stat.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "there is no version '" + printable(archived) + "' in the archive any more");
    if (!stat)
        return fail(stat.error());
    if (stat->type != FileType::File && stat->type != FileType::Symlink)
        return fail(ErrorCode::InvalidArgument, "'" + printable(archived) + "' is not a file in the archive");
    version.directory = std::move(*directory);
    version.stat = *stat;
    const Bytes name = storage::originalName(version.name).value_or(version.name);
    version.original = directories.empty() ? name : Bytes(directories) + "/" + name;
    return version;
}

Result<void> ArchiveRestorer::mayRestoreTo(const Bytes& path)
{
    if (auto good = checkSharePath(path); !good)
        return good;
    if (m_replica.ignored.matches(path, false))
        return fail(ErrorCode::InvalidArgument,
                    "the ignore list matches '" + printable(path) + "'; name another place for it");
    return {};
}

// Missing directories are made, as a user would.
Result<EditPlace> ArchiveRestorer::makePlace(const Bytes& path)
{
    EditPlace place;
    place.path = path;
    auto root = m_replica.files->openDirectory("");
    if (!root)
        return fail(root.error());
    place.directory = std::move(*root);
    std::optional<DirNo> known = store::kRootDirNo;
    Bytes rest = path;
    for (size_t slash = rest.find('/'); slash != Bytes::npos; slash = rest.find('/')) {
        const Bytes name = rest.substr(0, slash);
        rest = rest.substr(slash + 1);
        auto opened = place.directory->openDirectory(name);
        if (!opened && opened.error().code == ErrorCode::NotFound) {
            if (auto made = place.directory->makeDirectory(name, kDirectoryMode); !made)
                return fail(made.error());
            if (known)
                m_replica.toLookAt.insert({*known, name});
            opened = place.directory->openDirectory(name);
        }
        if (!opened)
            return fail(opened.error());
        place.directory = std::move(*opened);
        known = known ? m_replica.index->diskChild(*known, name) : std::nullopt;
        if (known && (m_replica.index->isSuspended(*known) || !m_replica.isWhereItWas(*known, *place.directory)))
            return fail(ErrorCode::Busy, "another file system is mounted on the way to '" + printable(path) +
                                             "' than before; nothing is changed there");
    }
    place.name = rest;
    place.dir = known.value_or(store::kNotOnDisk);
    if (!known || m_replica.canWrite())
        return place;
    auto entry = m_replica.index->file(*known, rest);
    if (!entry)
        return fail(entry.error());
    if (entry->record && entry->record->record.live)
        return fail(ErrorCode::InvalidArgument, "this device has only the read-only secret, and '" + printable(path) +
                                                    "' belongs to the share; name another place for it");
    return place;
}

Result<Bytes> ArchiveRestorer::restore(const Bytes& archived, const std::optional<Bytes>& to)
{
    auto version = findVersion(archived);
    if (!version)
        return fail(version.error());
    const Bytes path = to.value_or(version->original);
    if (auto may = mayRestoreTo(path); !may)
        return fail(may.error());
    auto place = makePlace(path);
    if (!place)
        return fail(place.error());
    {
        auto held = storage::HeldEntry::hold(*version->directory, version->name, storage::Expected::of(version->stat),
                                             storage::Writers::Exclude);
        if (!held)
            return fail(held.error());
    }
    const Bytes staged = m_replica.newStagedName();
    auto moved = m_replica.files->renameNoReplace(*version->directory, version->name, *m_replica.staging, staged);
    if (!moved)
        return fail(moved.error());
    if (auto shown = show(*place, staged); !shown) {
        putBack(*version, staged);
        return fail(shown.error());
    }
    if (place->dir != store::kNotOnDisk)
        m_replica.toLookAt.insert({place->dir, place->name});
    noteRestored(m_replica, path, version->stat.size);
    qCInfo(logSync, "restored '%s' to '%s'", printable(archived).c_str(), printable(path).c_str());
    return path;
}

Result<void> ArchiveRestorer::show(const EditPlace& place, const Bytes& staged)
{
    storage::FileSystem& files = *m_replica.files;
    for (int tries = 0; tries < kTries; ++tries) {
        auto there = place.directory->statEntry(place.name);
        if (!there && there.error().code != ErrorCode::NotFound)
            return fail(there.error());
        if (!there) {
            auto shown = storage::publishStaged(files, *m_replica.staging, staged, *place.directory, place.name);
            if (shown)
                return {};
            if (shown.error().code != ErrorCode::AlreadyExists)
                return fail(shown.error());
            continue;
        }
        if (there->type != FileType::File && there->type != FileType::Symlink)
            return fail(ErrorCode::InvalidArgument,
                        "at '" + printable(place.path) + "' there is something that is not a file; name another place");
        auto replaced = storage::replaceFile(files, *m_replica.staging, staged, *place.directory, place.name,
                                             storage::Expected::of(*there));
        if (!replaced)
            return fail(replaced.error());
        archiveStaged(m_replica, staged, place.path, storage::Worth::Precious);
        return {};
    }
    return fail(ErrorCode::Busy, "'" + printable(place.path) + "' is being changed; try again");
}

// It was not shown: the archive has it again, under its name if that is still free.
void ArchiveRestorer::putBack(const Version& version, const Bytes& staged)
{
    const auto stat = m_replica.staging->statEntry(staged);
    if (!stat || stat->inode != version.stat.inode)
        return; // what lies there is not ours to name
    if (!m_replica.files->renameNoReplace(*m_replica.staging, staged, *version.directory, version.name))
        archiveStaged(m_replica, staged, version.original, storage::worthOf(version.name));
}

} // namespace shoal::engine
