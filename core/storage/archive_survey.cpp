// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/archive_survey.h"

#include "core/storage/held_entry.h"
#include "core/storage/moves.h"

#include <algorithm>
#include <tuple>

namespace shoal::storage {

namespace {

Result<void> surveyDirectory(FileSystem& fs, ArchiveSurvey& survey, size_t index)
{
    auto directory = fs.openDirectory(survey.directories[index]);
    if (!directory)
        return fail(directory.error());
    const auto entries = (*directory)->list();
    if (!entries)
        return fail(entries.error());
    for (const auto& entry : *entries) {
        const auto stat = (*directory)->statEntry(entry.name);
        if (!stat) // removed by somebody meanwhile
            continue;
        if (stat->type == FileType::Directory)
            survey.directories.push_back(survey.directories[index] + "/" + entry.name);
        else
            survey.versions.push_back({stat->mtimeNs, stat->allocated, index, worthOf(entry.name), entry.name});
    }
    return {};
}

// The content and attributes of `source` in `copy`, on disk.
Result<void> fill(File& copy, File& source, const FileStat& staged, int64_t nowNs)
{
    if (auto done = copy.copyFrom(source, 0, 0, static_cast<uint64_t>(staged.size)); !done)
        return done;
    auto xattrs = source.xattrs();
    if (!xattrs && xattrs.error().code != ErrorCode::Unsupported)
        return fail(xattrs.error());
    // Only root may give a file away; otherwise the copy is ours.
    (void)copy.setAttributes({{}, staged.uid, staged.gid, {}, {}});
    if (auto done = copy.setAttributes({staged.mode, {}, {}, nowNs, xattrs.value_or(Xattrs())}); !done)
        return done;
    return copy.syncData();
}

// The name appears only when all of the content is on disk, where the file system has unnamed files.
Result<void> copyFile(File& source, const FileStat& staged, Directory& archive, ByteView version, int64_t nowNs)
{
    if (auto unnamed = archive.createUnnamed(0600)) {
        if (auto done = fill(**unnamed, source, staged, nowNs); !done)
            return done;
        return archive.publish(**unnamed, version);
    }
    auto named = archive.createNamed(version, 0600);
    if (!named)
        return fail(named.error());
    auto filled = fill(**named, source, staged, nowNs);
    if (!filled)
        (void)archive.removeFile(version);
    return filled;
}

Result<void> copySymlink(Directory& staging, ByteView stagedName, Directory& archive, ByteView version, int64_t nowNs)
{
    const auto target = staging.readLink(stagedName);
    if (!target)
        return fail(target.error());
    if (auto done = archive.makeSymlink(*target, version); !done)
        return done;
    return archive.setEntryAttributes(version, {{}, {}, {}, nowNs, {}});
}

Result<void> copyEntry(Directory& staging, ByteView stagedName, const FileStat& staged, Directory& archive,
                       ByteView version, int64_t nowNs)
{
    // Whoever writes to a file with another hard link finds his bytes there.
    const Writers writers = staged.nlink > 1 ? Writers::Tolerate : Writers::Exclude;
    auto held = HeldEntry::hold(staging, stagedName, Expected::of(staged), writers);
    if (!held)
        return fail(held.error());
    if (staged.type == FileType::File && !held->file())
        return fail(ErrorCode::PermissionDenied, "'" + printable(stagedName) + "' cannot be read to be archived");
    auto copied = held->file() ? copyFile(*held->file(), staged, archive, version, nowNs)
                               : copySymlink(staging, stagedName, archive, version, nowNs);
    if (!copied)
        return copied;
    if (auto done = archive.syncDirectory(); !done)
        return done;
    if (held->untouchedAt(staging, stagedName))
        return staging.removeFile(stagedName);
    (void)archive.removeFile(version);
    return fail(ErrorCode::Changed, "somebody wrote to '" + printable(stagedName) + "' while it was archived");
}

} // namespace

Result<ArchiveSurvey> surveyArchive(FileSystem& fs, ByteView archivePath)
{
    ArchiveSurvey survey;
    survey.directories.emplace_back(archivePath);
    for (size_t index = 0; index < survey.directories.size(); ++index) {
        auto done = surveyDirectory(fs, survey, index);
        if (!done && done.error().code != ErrorCode::NotFound) // not there yet, or removed meanwhile
            return fail(done.error());
    }
    std::sort(survey.versions.begin(), survey.versions.end(), [](const auto& a, const auto& b) {
        return std::tie(a.archivedNs, a.directory, a.name) < std::tie(b.archivedNs, b.directory, b.name);
    });
    return survey;
}

Result<void> dropVersion(FileSystem& fs, const ArchiveSurvey& survey, ArchiveSurvey::Version& version)
{
    auto directory = fs.openDirectory(survey.directories[version.directory]);
    if (!directory && directory.error().code != ErrorCode::NotFound)
        return fail(directory.error());
    if (directory) {
        // Another one may have been given the name meanwhile.
        const auto stat = (*directory)->statEntry(version.name);
        auto removed =
            stat && stat->mtimeNs == version.archivedNs ? (*directory)->removeFile(version.name) : Result<void>();
        if (!removed && removed.error().code != ErrorCode::NotFound)
            return removed;
    }
    version.name.clear();
    return {};
}

Result<void> moveIntoArchive(FileSystem& fs, Directory& staging, ByteView stagedName, const FileStat& staged,
                             Directory& archive, ByteView version, int64_t nowNs)
{
    // Setting the time of a file with another hard link would change that one too.
    if (staged.type == FileType::File && staged.nlink > 1)
        return copyEntry(staging, stagedName, staged, archive, version, nowNs);
    // The time first: a crash in between must not leave a version that looks old enough to drop. A file whose time
    // we may not set still belongs in the archive.
    (void)staging.setEntryAttributes(stagedName, {{}, {}, {}, nowNs, {}});
    auto moved = moveOutOfStaging(fs, staging, stagedName, archive, version);
    if (!moved && moved.error().code == ErrorCode::CrossDevice) {
        const auto now = staging.statEntry(stagedName);
        if (!now)
            return fail(now.error());
        return copyEntry(staging, stagedName, *now, archive, version, nowNs);
    }
    return moved;
}

} // namespace shoal::storage
