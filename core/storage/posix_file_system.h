// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

namespace shoal::storage {

// How a path below the root is resolved. openat2 does it in the kernel in one call; where that is missing
// (Linux before 5.6, some containers) each component is opened by itself without following links.
enum class PathLookup { Best, StepByStep };

// The share folder at `rootPath` on a real disk. The folder is opened once and stays the same one when it
// is renamed. The error says what is missing.
Result<std::unique_ptr<FileSystem>> makePosixFileSystem(const Bytes& rootPath, PathLookup lookup = PathLookup::Best);
// The same as an OpenFolder.
Result<std::unique_ptr<FileSystem>> openPosixFolder(const Bytes& path);

// When somebody opens a leased file for writing, the kernel sends SIGIO to the process that holds the lease,
// and SIGIO by default ends it. This ignores the signal for the whole process; a broken lease is noticed by asking
// (File::leaseBroken). Call once at start, before any share opens: without it takeReadLease answers
// Unsupported rather than risk the process.
void ignoreLeaseSignals();

} // namespace shoal::storage
