// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rate_meter.h"

#include <cmath>

namespace shoal::engine {

namespace {

// Smooths the bursts of a transfer, and still shows within seconds that it has ended.
constexpr double kSecondsOfMemory = 3;
// Two clients that ask at the same moment get the same answer.
constexpr double kShortestInterval = 0.2;

} // namespace

uint64_t RateMeter::perSecond(uint64_t total, int64_t nowNs)
{
    const double seconds = static_cast<double>(nowNs - m_askedNs) / 1e9;
    if (seconds >= kShortestInterval) {
        const double recent = static_cast<double>(total - m_total) / seconds;
        const double weight = 1 - std::exp(-seconds / kSecondsOfMemory);
        m_rate += weight * (recent - m_rate);
        m_total = total;
        m_askedNs = nowNs;
    }
    return static_cast<uint64_t>(std::llround(m_rate));
}

} // namespace shoal::engine
