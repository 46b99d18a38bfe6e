// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

// Moves that fall back to the next best lossless way where a file system lacks renameat2's flags.
namespace shoal::storage {

// Moves a file or symlink of ours from staging to a name where anybody may create one at any time. AlreadyExists: the
// name is taken. Without no-replace: a hard link, then the staging name goes. Unsupported when neither exists.
Result<void> moveOutOfStaging(FileSystem& fs, Directory& staging, ByteView stagedName, Directory& target,
                              ByteView name);

// Moves a user's entry to a name in staging, where nobody but us creates names, so that a plain rename replaces
// nothing.
Result<void> moveIntoStaging(FileSystem& fs, Directory& from, ByteView name, Directory& staging, ByteView stagedName);

} // namespace shoal::storage
