// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/probe.h"
#include "core/store/rows.h"

#include <map>
#include <optional>
#include <set>

namespace shoal::engine {

// The names of entries on a file system that takes several names for one ("a" and "A", accents encoded in two ways),
// keeps a name in another way than it was given, or refuses it. What cannot have its own name there gets a marked one,
// on this device only; the index keeps it as the disk name, and no record tells it (design: Projection, d). On all
// other file systems exact() holds, and each call answers at once that all is well. Strand only.
class DiskNames
{
public:
    void setFileSystem(const storage::Capabilities& capabilities);
    // Looks whether an entry of the directory answers to its name in another case, too: then exact() ends. For a disk
    // that lets nothing be tried out now, and for what is mounted inside the folder.
    void doubt(storage::Directory& place, ByteView name);
    bool exact() const { return m_exact; }

    // Where an entry is now: its name in that directory, and its inode. Empty: not there.
    struct Present
    {
        Bytes name;
        uint64_t inode = 0;
    };
    // The name in `place` for an entry that should be called `wanted`: that very name when it is free or stands there
    // exactly so, otherwise the one it has, or a marked one. `scratch` is a directory of ours on the same file system.
    Result<Bytes> choose(storage::Directory& place, storage::Directory& scratch, const Bytes& wanted,
                         const Present& now) const;
    // What the directory calls an entry that was just put there as `name`.
    Bytes kept(storage::Directory& place, const Bytes& name, uint64_t inode) const;
    // As Directory::statEntry, but NotFound when an entry of another name answers.
    Result<storage::FileStat> statExactly(storage::Directory& place, ByteView name) const;

    // Files and directories that have another name than their own, by directory: they may get it back when one goes.
    void note(store::DirNo dir, const Bytes& file, bool marked);
    void note(store::DirNo parent, store::DirNo dir, bool marked);
    const std::set<Bytes>& markedFiles(store::DirNo dir) const;
    const std::set<store::DirNo>& markedDirectories(store::DirNo parent) const;
    void reset();

private:
    Result<bool> accepts(storage::Directory& scratch, const Bytes& name) const;

    bool m_exact = true;
    bool m_refuses = false;
    std::map<store::DirNo, std::set<Bytes>> m_files;
    std::map<store::DirNo, std::set<store::DirNo>> m_directories;
};

// The names in one directory at a time, listed when they are first asked for: for a batch, in which nothing is renamed.
class ListedNames
{
public:
    // A name that is missing is looked for once more, since it may be new.
    Result<bool> contains(storage::Directory& place, store::DirNo dir, const Bytes& name);

private:
    std::optional<store::DirNo> m_dir;
    std::set<Bytes> m_names;
};

} // namespace shoal::engine
