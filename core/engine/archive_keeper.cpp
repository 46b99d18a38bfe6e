// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/archive_keeper.h"

#include "shared/base/log.h"

#include <algorithm>
#include <cinttypes>

namespace shoal::engine {

namespace {

constexpr uint64_t kArchivePart = 10; // by default the archive takes a tenth of the file system at most

} // namespace

void ArchiveKeeper::roomWanted(int64_t nowNs)
{
    m_nextNs = std::min(m_nextNs, std::max(nowNs, m_lastNs + kLeastPauseNs));
}

// False: nothing is too old or too much.
bool ArchiveKeeper::begin(storage::Archive& archive, storage::FileSystem& files, int64_t wallNs, int64_t nowNs)
{
    m_lastNs = nowNs;
    m_nextNs = nowNs + kPauseNs;
    if (m_full)
        archive.recount(); // somebody may have tidied up
    const auto space = files.freeSpace();
    m_limits = {};
    m_limits.ttlDays = m_settings.archiveDays;
    m_limits.minFreeBytes = static_cast<uint64_t>(std::max<int64_t>(0, m_settings.minFreeSpace));
    if (m_settings.maxArchiveSize > 0)
        m_limits.maxBytes = static_cast<uint64_t>(m_settings.maxArchiveSize);
    else if (space)
        m_limits.maxBytes = space->total / kArchivePart;
    const auto due = archive.isPruneDue(wallNs, m_limits);
    if (due && *due)
        m_pass = std::make_unique<storage::ArchivePass>(files, wallNs, m_limits);
    return m_pass != nullptr;
}

ArchiveKeeper::Kept ArchiveKeeper::keep(storage::Archive& archive, storage::FileSystem& files, int64_t wallNs,
                                        int64_t nowNs)
{
    if (!m_pass && !begin(archive, files, wallNs, nowNs)) {
        const auto bytes = archive.countedBytes();
        return {false, bytes && judge(*bytes, 0)};
    }
    const auto more = m_pass->step();
    if (!more)
        qCInfo(logStorage, "the archive could not be tidied: %s", more.error().context.c_str());
    if (more && *more)
        return {true, false};
    const std::unique_ptr<storage::ArchivePass> pass = std::move(m_pass);
    if (!more)
        return {};
    archive.adopt(*pass);
    return {false, judge(pass->totals().bytes, pass->dropped())};
}

// True: there is more room than before.
bool ArchiveKeeper::judge(uint64_t bytes, uint64_t dropped)
{
    if (dropped > 0)
        qCInfo(logStorage, "archive: dropped %" PRIu64 " bytes to stay within its limits", dropped);
    const bool wasFull = m_full;
    m_full = bytes > m_limits.maxBytes;
    const Bytes path(storage::Archive::kPath);
    if (!m_full) {
        m_problems.clear(path);
        return wasFull || dropped > 0;
    }
    m_problems.set(
        {path,
         {model::Wording::ArchiveFull,
          {std::to_string(storage::Archive::kPreciousDays), std::to_string(bytes), std::to_string(m_limits.maxBytes)}},
         model::Wording::DoLookThroughArchive,
         {}});
    return dropped > 0;
}

void ArchiveKeeper::reset()
{
    m_problems.clear(Bytes(storage::Archive::kPath));
    m_nextNs = 0;
    m_lastNs = INT64_MIN / 2;
    m_full = false;
    m_pass.reset();
}

} // namespace shoal::engine
