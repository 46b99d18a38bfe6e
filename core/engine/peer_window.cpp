// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/peer_window.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr int64_t kSecondNs = 1'000'000'000;
constexpr int64_t kSampleNs = 100'000'000; // shorter ones measure how answers are batched

} // namespace

void PeerWindow::asked(uint64_t bytes, int64_t nowNs)
{
    if (m_inFlight == 0) {
        m_heardNs = m_sampleNs = nowNs;
        m_sampleBytes = 0;
    }
    m_inFlight += bytes;
}

void PeerWindow::answered(uint64_t bytes, int64_t nowNs)
{
    m_inFlight -= std::min(bytes, m_inFlight);
    m_heardNs = nowNs;
    m_sampleBytes += bytes;
    sample(nowNs);
    const uint64_t aim = m_rate == 0 ? kLargest : std::clamp(m_rate, kSmallest, kLargest);
    m_limit = std::min(m_limit + bytes, aim);
}

void PeerWindow::sample(int64_t nowNs)
{
    const int64_t elapsed = nowNs - m_sampleNs;
    if (elapsed < kSampleNs)
        return;
    const auto rate =
        static_cast<uint64_t>(static_cast<double>(m_sampleBytes) * kSecondNs / static_cast<double>(elapsed));
    m_rate = std::max<uint64_t>(1, m_rate == 0 ? rate : (m_rate + rate) / 2);
    m_sampleNs = nowNs;
    m_sampleBytes = 0;
}

int64_t PeerWindow::expectedNs(uint64_t more) const
{
    if (m_rate == 0)
        return 0;
    const double seconds = static_cast<double>(m_inFlight + more) / static_cast<double>(m_rate);
    return static_cast<int64_t>(std::min(seconds, 1e6) * kSecondNs);
}

} // namespace shoal::engine
