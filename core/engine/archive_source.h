// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// Finds a content that is to appear in the folder among what this device has archived. The loser of a conflict may be
// on this disk only, and in the archive before its copy has got its place; a moved file may be gone from its old place
// before it appears in the new one. Strand only.
class ArchiveSource
{
public:
    explicit ArchiveSource(Replica& replica) : m_replica(replica) {}

    // Open for reading; null when it is not there. Only where the record tells what the file was called: a conflict
    // copy by its name, a moved file by its origin. Reads what has the right size, newest first.
    Result<std::unique_ptr<storage::File>> find(const FileEntry& entry);
    void forget() { m_known.clear(); }

private:
    std::optional<Bytes> originalPath(const FileEntry& entry) const;
    Result<Hash> hashOf(storage::File& file, const storage::FileStat& stat);

    Replica& m_replica;
    std::map<std::pair<uint64_t, int64_t>, Hash> m_known; // by inode and ctime: what was read is not read again
};

} // namespace shoal::engine
