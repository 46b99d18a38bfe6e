// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"
#include "shared/base/ids.h"

namespace shoal::storage {

// What we last observed of an entry on this disk. Of a directory only inode, mode and owner are compared: the rest
// changes with every entry in it.
struct Expected
{
    FileType type = FileType::File;
    uint64_t inode = 0;
    int64_t size = 0;
    int64_t mtimeNs = 0;
    int64_t ctimeNs = 0;
    uint32_t mode = 0; // 07777; not compared for symlinks
    uint32_t uid = 0;
    uint32_t gid = 0;
    bool ctimeKnown = true; // false: the ctime is not compared
    // Of a file whose times may hide a write: read and compared, once nobody can write any more.
    std::optional<Hash> content = std::nullopt;

    static Expected of(const FileStat& stat);
};

enum class Compare { WithCtime, WithoutCtime };
bool matches(const Expected& expected, const FileStat& stat, Compare compare);

// Whether those who have a file open for writing, or are about to open it, matter.
enum class Writers { Exclude, Tolerate };

// An entry that was found exactly as expected and is watched while it is moved. A regular file is open
// and, where possible, under a read lease: nobody can open it for writing until this object is destroyed. A symlink
// cannot be written, only replaced.
class HeldEntry
{
public:
    // Changed: it is not what was expected. Busy (when writers are excluded): somebody has it open for writing or
    // mapped writable; wait for quiet.
    static Result<HeldEntry> hold(Directory& place, ByteView name, const Expected& expected, Writers writers);

    // False where neither a lease nor the type of entry keeps writers away: somebody may have it open and write later.
    bool guarded() const { return m_guarded; }
    // The file, open read-only; null for other entries and for files we may not read.
    File* file() { return m_file.get(); }
    // True when `place/name` is this very entry and nobody wrote to it or waits to write since hold(). The
    // ctime is not compared: renaming an entry changes it on ext4 and btrfs.
    bool untouchedAt(Directory& place, ByteView name);

private:
    static Result<HeldEntry> holdByName(Directory& place, ByteView name, const Expected& expected);
    HeldEntry(const Expected& expected, std::unique_ptr<File> file, bool guarded);

    Expected m_expected;
    std::unique_ptr<File> m_file;
    bool m_leased = false;
    bool m_guarded = false;
};

} // namespace shoal::storage
