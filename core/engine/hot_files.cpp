// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hot_files.h"

#include <algorithm>

namespace shoal::engine {

namespace {

// So many files that change at the same time are remembered; more are hardly hot.
constexpr size_t kMaxFiles = 10'000;
// Looking for those that may be forgotten costs as much as there are.
constexpr int64_t kSweepPauseNs = 60'000'000'000;
// At least so much is spent on a change by all who take part in it: read, hash, index, send, receive, write.
constexpr int64_t kLeastCostNs = 200'000;
// A byte takes about this long to read and hash when the clock cannot tell.
constexpr int64_t kNsPerByte = 1;

} // namespace

int64_t HotFiles::mayReadAtNs(const Entry& entry, int64_t nowNs) const
{
    const auto it = m_reads.find(entry);
    return it == m_reads.end() ? nowNs : std::max(nowNs, it->second.nextNs);
}

void HotFiles::wasRead(const Entry& entry, int64_t nowNs, int64_t tookNs, int64_t size)
{
    if (m_reads.size() >= kMaxFiles) {
        std::erase_if(m_reads, [nowNs](const auto& item) { return item.second.nextNs <= nowNs; });
        if (m_reads.size() >= kMaxFiles)
            m_reads.clear();
    }
    const int64_t cost = std::max({kLeastCostNs, tookNs, std::min(size, INT64_MAX / kNsPerByte) * kNsPerByte});
    m_reads[entry] = {nowNs + std::min(cost, kHourNs / kCostPart) * kCostPart};
}

bool HotFiles::keepsVersion(const Entry& entry, int64_t nowNs)
{
    if (m_versions.size() >= kMaxFiles && !m_versions.contains(entry)) {
        if (nowNs - m_sweptNs >= kSweepPauseNs) {
            m_sweptNs = nowNs;
            std::erase_if(m_versions, [nowNs](const auto& item) { return item.second.hourNs + kHourNs <= nowNs; });
        }
        if (m_versions.size() >= kMaxFiles)
            return true;
    }
    const auto [it, fresh] = m_versions.try_emplace(entry, Versions{nowNs, 0, false, 0});
    Versions& file = it->second;
    if (nowNs - file.hourNs >= kHourNs) {
        file.hot = file.changes > kHotChanges && nowNs - file.hourNs < 2 * kHourNs;
        file.hourNs = nowNs;
        file.changes = 0;
    }
    ++file.changes;
    const bool hot = file.hot || file.changes > kHotChanges;
    if (hot && file.keptNs != 0 && nowNs - file.keptNs < kHourNs)
        return false;
    file.keptNs = nowNs;
    return true;
}

void HotFiles::clear()
{
    m_reads.clear();
    m_versions.clear();
}

} // namespace shoal::engine
