// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/folder_edit.h"

#include <optional>

namespace shoal::engine {

// Puts a version from the archive back into the folder: it is moved, so that no room is needed, with owner and mode as
// they were archived. What lies at the place goes to the archive first. Strand only.
class ArchiveRestorer
{
public:
    explicit ArchiveRestorer(Replica& replica) : m_replica(replica) {}

    // `archived` is relative to .sync/Archive, `to` to the share's folder (nothing: where it was). Returns where it is
    // now. InvalidArgument: a path that leaves its folder, an ignored place, one that a read-only share may not write.
    // NotFound: no such version. Busy or Changed: somebody writes to one of the two.
    Result<Bytes> restore(const Bytes& archived, const std::optional<Bytes>& to);

private:
    struct Version
    {
        std::unique_ptr<storage::Directory> directory;
        Bytes name;
        storage::FileStat stat;
        Bytes original; // where it was
    };
    Result<Version> findVersion(const Bytes& archived);
    Result<void> mayRestoreTo(const Bytes& path);
    Result<EditPlace> makePlace(const Bytes& path);
    Result<void> show(const EditPlace& place, const Bytes& staged);
    void putBack(const Version& version, const Bytes& staged);

    Replica& m_replica;
};

} // namespace shoal::engine
