// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"
#include "shared/base/clock.h"

#include <chrono>
#include <span>

namespace shoal::storage {

// Makes groups of finished files durable before they become visible. One syncfs for a group costs far less than
// flushing each file (500 files: 11,000 files/s against 2,000), unless a stranger has much unwritten data on
// the same file system: after a slow one the next groups are flushed file by file. Used by one thread at a time.
class SyncPolicy
{
public:
    explicit SyncPolicy(const Clock& clock);

    // All of `files` are on disk, with their attributes, when this succeeds.
    Result<void> makeDurable(std::span<File* const> files);

    // Below this many, flushing each is as fast and does not touch anybody else's data.
    static constexpr size_t kFilesForSyncfs = 4;
    static constexpr std::chrono::milliseconds kSlowSyncfs{200};
    // So many groups are flushed file by file before syncfs gets another chance.
    static constexpr int kGroupsAfterSlow = 8;

private:
    Result<void> syncEach(std::span<File* const> files);
    Result<void> syncFileSystems(std::span<File* const> files);

    const Clock& m_clock;
    int m_groupsWithoutSyncfs = 0;
};

} // namespace shoal::storage
