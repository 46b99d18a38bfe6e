// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/archive_keeper.h"

#include "shared/base/log.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr uint64_t kArchivePart = 10; // by default the archive takes a tenth of the file system at most

} // namespace

void ArchiveKeeper::roomWanted(int64_t nowNs)
{
    m_nextNs = std::min(m_nextNs, std::max(nowNs, m_lastNs + kLeastPauseNs));
}

bool ArchiveKeeper::keep(storage::Archive& archive, storage::FileSystem& files, int64_t wallNs, int64_t nowNs)
{
    m_lastNs = nowNs;
    m_nextNs = nowNs + kPauseNs;
    const bool wasFull = m_full;
    if (wasFull)
        archive.recount(); // somebody may have tidied up
    const auto space = files.freeSpace();
    storage::Archive::Limits limits;
    limits.ttlDays = m_settings.archiveDays;
    limits.minFreeBytes = static_cast<uint64_t>(std::max<int64_t>(0, m_settings.minFreeSpace));
    if (m_settings.maxArchiveSize > 0)
        limits.maxBytes = static_cast<uint64_t>(m_settings.maxArchiveSize);
    else if (space)
        limits.maxBytes = space->total / kArchivePart;
    auto pruned = archive.prune(wallNs, limits);
    auto bytes = pruned ? archive.bytes() : fail(pruned.error());
    if (!bytes) {
        qCInfo(logStorage, "the archive could not be tidied: %s", bytes.error().context.c_str());
        return false;
    }
    if (*pruned > 0)
        qCInfo(logStorage, "archive: dropped %llu bytes to stay within its limits",
               static_cast<unsigned long long>(*pruned));
    m_full = *bytes > limits.maxBytes;
    const Bytes path(storage::Archive::kPath);
    if (!m_full) {
        m_problems.clear(path);
        return wasFull || *pruned > 0;
    }
    m_problems.set({path,
                    "the archive is full of losers of conflicts and replaced local edits, which are kept for " +
                        std::to_string(storage::Archive::kPreciousDays) + " days: " + std::to_string(*bytes) +
                        " bytes, and the limit is " + std::to_string(limits.maxBytes) +
                        "; changes that would add such a file wait",
                    "look through .sync/Archive and remove what is not needed, or raise \"archive_max_size\"",
                    {}});
    return *pruned > 0;
}

void ArchiveKeeper::reset()
{
    m_problems.clear(Bytes(storage::Archive::kPath));
    m_nextNs = 0;
    m_lastNs = INT64_MIN / 2;
    m_full = false;
}

} // namespace shoal::engine
