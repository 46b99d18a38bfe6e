// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// What those share who change the folder because a person said so (ConflictResolver, ArchiveRestorer). They work as a
// user would, and what they did is then found as a change of this disk. Strand only.

// An entry of a directory that is open and known.
struct EditPlace
{
    DirNo dir = store::kRootDirNo;
    std::unique_ptr<storage::Directory> directory;
    Bytes name;
    Bytes path; // root-relative
};

// InvalidArgument: `path` is no path of a file in the share's folder. NotFound: its directory is not here. Busy: the
// directory is on a file system that was not there before.
Result<EditPlace> openPlace(Replica& replica, const Bytes& path);
// InvalidArgument unless a file of the share may lie at `path`.
Result<void> checkSharePath(const Bytes& path);

// Takes an entry out of the user's view and into the archive, archiving on or not. Changed or Busy: it is not as
// `expected`, or somebody writes to it; nothing has happened then.
Result<void> moveToArchive(Replica& replica, const EditPlace& place, const storage::Expected& expected,
                           const Bytes& originalPath);
// The same for what lies in staging already; it is safe there, and archived at the next start, should that fail.
void archiveStaged(Replica& replica, const Bytes& stagedName, const Bytes& originalPath, storage::Worth worth);

// As `stat` says, whatever a rename does to the ctime.
storage::Expected expectedAfterRename(const storage::FileStat& stat);

} // namespace shoal::engine
