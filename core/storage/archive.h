// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/archive_names.h"
#include "core/storage/file_system.h"

namespace shoal::storage {

class ArchivePass;
struct ArchiveSurvey;

// Replaced and deleted files of a share, under `.sync/Archive/<directories>/<stem>.<N><.ext>`; the modification time is
// the time of archiving, as with btsync. People may look at, move and delete things there at any time. `.sync`
// itself is never created here. Used by one thread at a time; `fs` must outlive it.
class Archive
{
public:
    explicit Archive(FileSystem& fs);
    ~Archive();

    // Moves `staging/stagedName` (file or symlink) into the archive as a version of `originalPath` (relative to the
    // root). Copies and removes it where it cannot be moved (another file system) or should not (another hard link of
    // it is in use). Changed or Busy: somebody writes to it while it is copied; it is still in staging. Returns the
    // path of the version.
    Result<Bytes> store(Directory& staging, ByteView stagedName, ByteView originalPath, int64_t nowNs, Worth worth);

    struct Limits
    {
        int64_t ttlDays = 30;           // 0 = no limit of age
        uint64_t maxBytes = UINT64_MAX; // of the archive
        uint64_t minFreeBytes = 0;      // to be left on the disk
    };
    // Drops what is too old, then the oldest until the limits hold; precious versions younger than kPreciousDays stay
    // even when they do not. Returns the bytes dropped. Cheap when nothing is due.
    Result<uint64_t> prune(int64_t nowNs, const Limits& limits);

    // The same in slices, for an archive that may be large: whether an ArchivePass has anything to do, and what it
    // found when it has ended.
    Result<bool> isPruneDue(int64_t nowNs, const Limits& limits);
    void adopt(const ArchivePass& pass);

    // Bytes on disk; walks the archive on first use, then keeps count.
    Result<uint64_t> bytes();
    // The same without the walk: nothing before it was done, here or by a pass.
    std::optional<uint64_t> countedBytes() const { return m_bytes; }
    // Walks it once more at the next use: people may have removed files there.
    void recount() { m_bytes.reset(); }

    static constexpr int64_t kPreciousDays = 30;
    static constexpr ByteView kPath = ".sync/Archive";

private:
    struct Place; // the directory that store() used last

    Result<Place*> placeFor(ByteView directories);
    Result<Bytes> storeIn(Place& place, Directory& staging, ByteView stagedName, ByteView originalName, int64_t nowNs,
                          Worth worth);
    void remember(const ArchiveSurvey& survey);

    FileSystem& m_fs;
    std::unique_ptr<Place> m_place;
    std::optional<uint64_t> m_bytes; // and the two below: known after the first walk
    int64_t m_oldestOrdinaryNs = 0;
    int64_t m_oldestPreciousNs = 0;
};

} // namespace shoal::storage
