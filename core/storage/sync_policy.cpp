// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sync_policy.h"

#include <algorithm>

namespace shoal::storage {

SyncPolicy::SyncPolicy(const Clock& clock) : m_clock(clock) {}

Result<void> SyncPolicy::makeDurable(std::span<File* const> files)
{
    if (files.size() < kFilesForSyncfs)
        return syncEach(files);
    if (m_groupsWithoutSyncfs > 0) {
        --m_groupsWithoutSyncfs;
        return syncEach(files);
    }
    const int64_t before = m_clock.monotonicNs();
    auto done = syncFileSystems(files);
    const std::chrono::nanoseconds taken(m_clock.monotonicNs() - before);
    if (taken > kSlowSyncfs)
        m_groupsWithoutSyncfs = kGroupsAfterSlow;
    return done;
}

Result<void> SyncPolicy::syncEach(std::span<File* const> files)
{
    for (File* file : files) {
        if (auto done = file->syncData(); !done)
            return done;
    }
    return {};
}

Result<void> SyncPolicy::syncFileSystems(std::span<File* const> files)
{
    std::vector<uint64_t> devices; // hardly ever more than one
    for (File* file : files) {
        const auto stat = file->stat();
        if (!stat)
            return fail(stat.error());
        if (std::find(devices.begin(), devices.end(), stat->device) != devices.end())
            continue;
        devices.push_back(stat->device);
        if (auto done = file->syncFileSystem(); !done)
            return done;
    }
    return {};
}

} // namespace shoal::storage
