// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace shoal::net {

namespace {

constexpr double kBurstSeconds = 0.1;    // smooth enough to share a line with a call
constexpr double kSmallestBurst = 4'096; // a message or two even at the lowest rates
constexpr double kQuantum = 4'096;       // below it headers cost more than the wait

} // namespace

void RateLimiter::setRate(uint64_t bytesPerSecond)
{
    m_rate = bytesPerSecond;
    m_tokens = std::min(m_tokens, burst());
}

double RateLimiter::burst() const
{
    return std::max(static_cast<double>(m_rate) * kBurstSeconds, kSmallestBurst);
}

double RateLimiter::quantum() const
{
    return std::min(kQuantum, burst());
}

void RateLimiter::fill(int64_t nowNs)
{
    if (m_filledNs == INT64_MIN)
        m_tokens = burst();
    else
        m_tokens =
            std::min(burst(), m_tokens + static_cast<double>(nowNs - m_filledNs) / 1e9 * static_cast<double>(m_rate));
    m_filledNs = nowNs;
}

size_t RateLimiter::allowance(int64_t nowNs)
{
    if (m_rate == 0)
        return SIZE_MAX;
    fill(nowNs);
    return m_tokens < quantum() ? 0 : static_cast<size_t>(m_tokens);
}

void RateLimiter::take(size_t bytes)
{
    if (m_rate != 0)
        m_tokens -= static_cast<double>(bytes);
}

std::chrono::milliseconds RateLimiter::delay(int64_t nowNs)
{
    if (allowance(nowNs) > 0)
        return {};
    const double seconds = (quantum() - m_tokens) / static_cast<double>(m_rate);
    return std::chrono::milliseconds(std::max<int64_t>(1, std::llround(std::ceil(seconds * 1e3))));
}

} // namespace shoal::net
