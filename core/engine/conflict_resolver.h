// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/device_names.h"
#include "core/engine/folder_edit.h"
#include "core/engine/share_status.h"
#include "core/sync/conflict_name.h"

namespace shoal::engine {

// Lists the conflict copies of a share, and does with them what a person decides. What goes away goes to the archive,
// also where archiving is off: a person chose between two contents, and may have erred. Strand only.
class ConflictResolver
{
public:
    ConflictResolver(Replica& replica, const DeviceNames& devices) : m_replica(replica), m_devices(devices) {}

    // At most `limit` behind the one with the cursor `after` (empty: from the first on), in the order of the index. The
    // index keeps the set, so that its own size does not matter.
    Result<std::vector<ConflictItem>> list(const Bytes& after, size_t limit) const;
    // `path` is that of the copy, root-relative. Returns what is there now. InvalidArgument: not a conflict copy, or a
    // read-only share. Changed or Busy: something is going on with one of the two; nothing is lost.
    Result<Bytes> resolve(const Bytes& path, KeepChoice keep);

private:
    struct Copy
    {
        EditPlace place;
        sync::ConflictMark mark;
        storage::FileStat stat;
        Bytes author;
        Bytes originalPath() const;
    };
    template <class Author> VersionAuthor writerOf(const Author& author) const;
    Result<Copy> findCopy(const Bytes& path);
    Result<storage::FileStat> observed(const EditPlace& place, const Bytes& name);
    Result<Bytes> keepThis(Copy& copy);
    Result<Bytes> keepThat(Copy& copy);
    Result<Bytes> keepBoth(Copy& copy);
    Result<void> swapInSteps(Copy& copy, const storage::FileStat& original);
    void lookAt(const EditPlace& place, const Bytes& other);

    Replica& m_replica;
    const DeviceNames& m_devices;
};

} // namespace shoal::engine
