// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

namespace shoal::engine {

// What an open directory tells of the mount that it lies on.
struct MountSight
{
    uint64_t fsId = 0; // across boots, of most file systems; 0 = it does not tell
    storage::FileStat stat;

    static Result<MountSight> of(storage::Directory& place)
    {
        auto stat = place.stat();
        if (!stat)
            return fail(stat.error());
        return MountSight{place.fileSystemId().value_or(0), *stat};
    }
};

} // namespace shoal::engine
