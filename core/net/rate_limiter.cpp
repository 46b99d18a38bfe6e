// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/rate_limiter.h"

#include <algorithm>
#include <utility>

namespace shoal::net {

namespace {

constexpr size_t kSmallestPiece = 256; // what is left of a turn is not worth a frame below it

} // namespace

RateLimiter::~RateLimiter()
{
    m_clock.cancel(m_timer);
}

void RateLimiter::setRate(uint64_t bytesPerSecond)
{
    m_bucket.setRate(bytesPerSecond);
    m_clock.cancel(std::exchange(m_timer, 0));
    arm();
}

void RateLimiter::setLimitsLocalNetwork(bool limits)
{
    m_askAll = m_askAll || limits != m_limitsLocalNetwork;
    m_limitsLocalNetwork = limits;
    m_clock.cancel(std::exchange(m_timer, 0));
    arm();
}

size_t RateLimiter::allowance(User& user)
{
    if (m_bucket.rate() == 0)
        return SIZE_MAX;
    size_t own = 0;
    if (m_served == &user)
        own = m_turn < kSmallestPiece ? 0 : m_turn;
    else if (m_line.empty() && !m_served) // nobody passes those who wait
        own = m_bucket.allowance(m_clock.monotonicNs());
    if (own == 0)
        wait(user);
    return own;
}

void RateLimiter::take(User& user, size_t bytes)
{
    m_bucket.take(bytes);
    if (m_served == &user)
        m_turn -= std::min(m_turn, bytes);
}

void RateLimiter::leave(User& user)
{
    std::erase(m_line, &user);
    if (m_served == &user)
        m_served = nullptr;
}

void RateLimiter::wait(User& user)
{
    if (std::find(m_line.begin(), m_line.end(), &user) == m_line.end())
        m_line.push_back(&user);
    arm();
}

void RateLimiter::arm()
{
    if (m_timer != 0 || m_line.empty() || m_served)
        return;
    const auto delay = m_askAll ? std::chrono::milliseconds(0) : m_bucket.delay(m_clock.monotonicNs());
    m_timer = m_clock.after(delay, [this] {
        m_timer = 0;
        serve();
    });
}

// Who is still limited comes into the line again.
void RateLimiter::askAll()
{
    for (size_t left = m_line.size(); left > 0 && !m_line.empty(); --left) {
        User* const user = m_line.front();
        m_line.pop_front();
        user->proceed();
    }
}

// Equal turns, as large as there is something to share out: at high rates many bytes come with each tick of the timer.
void RateLimiter::serve()
{
    if (std::exchange(m_askAll, false))
        askAll();
    const size_t share = m_bucket.rate() == 0
                             ? SIZE_MAX
                             : m_bucket.allowance(m_clock.monotonicNs()) / std::max<size_t>(1, m_line.size());
    const size_t turn = std::max(share, m_bucket.quantum());
    while (!m_line.empty() && m_bucket.allowance(m_clock.monotonicNs()) > 0) {
        User* const user = m_line.front();
        m_line.pop_front();
        m_served = user;
        m_turn = turn;
        user->proceed();
        m_served = nullptr;
    }
    arm();
}

} // namespace shoal::net
