// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/archive_names.h"
#include "core/storage/file_system.h"

// What archive.cpp does on disk. Only for it.
namespace shoal::storage {

// All versions in an archive, oldest first.
struct ArchiveSurvey
{
    struct Version
    {
        int64_t archivedNs;
        uint64_t bytes; // on disk
        size_t directory;
        Worth worth;
        Bytes name;
    };
    std::vector<Version> versions;
    std::vector<Bytes> directories; // relative to the share's root, parents before children; the first is the archive
};

// Empty when there is no archive yet. One open directory at a time, however deep the tree.
Result<ArchiveSurvey> surveyArchive(FileSystem& fs, ByteView archivePath);

// Removes one version, unless another one has its name now, and empties its name.
Result<void> dropVersion(FileSystem& fs, const ArchiveSurvey& survey, ArchiveSurvey::Version& version);

// Moves a file or symlink to `archive/version` with the time `nowNs`, see Archive::store.
Result<void> moveIntoArchive(FileSystem& fs, Directory& staging, ByteView stagedName, const FileStat& staged,
                             Directory& archive, ByteView version, int64_t nowNs);

} // namespace shoal::storage
