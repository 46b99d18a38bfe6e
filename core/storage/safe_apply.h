// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/held_entry.h"

// The only code that changes entries a user can see. Nothing is overwritten or removed that was not observed before,
// whatever anybody does between any two system calls: the worst case is the error Changed with both contents on disk.
//
// The names in staging are ours, unique and used once. After an error `stagedName` is our staged content or nothing;
// when a user's file was caught and could not go back to its place, it lies in staging as displacedName(stagedName),
// and the error's context says so. Should even that name be taken, it stays as `stagedName`: so staging is never
// emptied without comparing.
//
// Where the FileStat of a result becomes "what we last observed": it describes what we put there. When somebody wrote
// to it already, it differs from the disk, so that the next look finds a local change.
namespace shoal::storage {

Bytes displacedName(ByteView stagedName);

struct Replaced
{
    FileStat now;         // of the new entry at the target
    bool guarded = false; // false: keep the displaced entry for 60 quiet seconds, a writer may still have it open
};

// Gives a finished file of createUnnamed its name. AlreadyExists: somebody made an entry there; nothing is touched.
Result<FileStat> publishNew(FileSystem& fs, Directory& target, ByteView name, File& unnamed);
// The same for a file or symlink staged under a name (large transfers that outlive a restart, file systems without
// unnamed files).
Result<FileStat> publishStaged(FileSystem& fs, Directory& staging, ByteView stagedName, Directory& target,
                               ByteView name);

// Puts the staged file or symlink in the place of the observed file or symlink `old`. On success `stagedName` names
// what was displaced. Changed: somebody wrote; nothing of ours is visible, or see above. Busy: somebody has it open for
// writing. Readers see the old or the new entry at every moment, unless the file system knows neither exchange nor hard
// links.
Result<Replaced> replaceFile(FileSystem& fs, Directory& staging, ByteView stagedName, Directory& target, ByteView name,
                             const Expected& old);

struct TakenOut
{
    bool guarded = false; // as in Replaced
};
// Deletes an observed file or symlink from the user's view: moves it to `staging/stagedName`.
Result<TakenOut> takeOut(FileSystem& fs, Directory& target, ByteView name, Directory& staging, ByteView stagedName,
                         const Expected& old);

// Removes for good what replaceFile or takeOut left in staging, when nobody wrote to it since. `old` is what was
// displaced. Busy or Changed: it stays; it belongs in the archive.
Result<void> discardDisplaced(Directory& staging, ByteView stagedName, const Expected& old);

// Changes attributes of an observed entry of any type. Changing the time of a file waits for writers (Busy), or it
// could hide their edit.
Result<FileStat> changeAttributes(FileSystem& fs, Directory& place, ByteView name, const Expected& old,
                                  const Attributes& attributes);

// AlreadyExists: something is in it.
Result<void> removeEmptyDirectory(Directory& parent, ByteView name);
// Moves a directory with all it contains, when it is the one with this inode. AlreadyExists: the new name is taken.
Result<void> moveDirectory(FileSystem& fs, Directory& from, ByteView name, Directory& to, ByteView newName,
                           uint64_t inode);

} // namespace shoal::storage
