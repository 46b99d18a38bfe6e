// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace shoal::net {

namespace {

constexpr double kBurstSeconds = 0.05;  // an event loop that is late by less loses nothing
constexpr double kSmallestBurst = 1024; // a message or two even at the lowest rates
constexpr double kQuantumSeconds = 0.02;
constexpr double kSmallestQuantum = 512;  // below it headers cost more than the wait
constexpr double kLargestQuantum = 65536; // a frame

} // namespace

void TokenBucket::setRate(uint64_t bytesPerSecond)
{
    m_rate = bytesPerSecond;
    m_tokens = std::min(m_tokens, burst());
}

double TokenBucket::burst() const
{
    return std::max(static_cast<double>(m_rate) * kBurstSeconds, kSmallestBurst);
}

size_t TokenBucket::quantum() const
{
    return static_cast<size_t>(
        std::clamp(static_cast<double>(m_rate) * kQuantumSeconds, kSmallestQuantum, kLargestQuantum));
}

void TokenBucket::fill(int64_t nowNs)
{
    if (m_filledNs == INT64_MIN)
        m_tokens = burst();
    else
        m_tokens =
            std::min(burst(), m_tokens + static_cast<double>(nowNs - m_filledNs) / 1e9 * static_cast<double>(m_rate));
    m_filledNs = nowNs;
}

size_t TokenBucket::allowance(int64_t nowNs)
{
    if (m_rate == 0)
        return SIZE_MAX;
    fill(nowNs);
    return m_tokens < static_cast<double>(quantum()) ? 0 : static_cast<size_t>(m_tokens);
}

void TokenBucket::take(size_t bytes)
{
    if (m_rate != 0)
        m_tokens -= static_cast<double>(bytes);
}

std::chrono::milliseconds TokenBucket::delay(int64_t nowNs)
{
    if (allowance(nowNs) > 0)
        return {};
    const double seconds = (static_cast<double>(quantum()) - m_tokens) / static_cast<double>(m_rate);
    return std::chrono::milliseconds(std::max<int64_t>(1, std::llround(std::ceil(seconds * 1e3))));
}

} // namespace shoal::net
