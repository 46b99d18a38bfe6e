// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/limit_schedule.h"

#include <QDateTime>

#include <algorithm>
#include <set>

namespace shoal::engine {

namespace {

constexpr int64_t kMinute = 60; // seconds
constexpr int64_t kDay = 24 * 60 * kMinute;
constexpr int64_t kDaysAhead = 8; // by then a week has shown everything
constexpr int64_t kNsPerSecond = 1'000'000'000;
constexpr int64_t kNsPerMs = 1'000'000;

QDateTime moment(int64_t second)
{
    return QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
}

int64_t floorDivided(int64_t value, int64_t by)
{
    return value / by - (value % by < 0 ? 1 : 0);
}

// The first of January 1970 was a Thursday.
uint8_t dayBit(int64_t day)
{
    constexpr int64_t kThursday = 3;
    return static_cast<uint8_t>(1U << (((day + kThursday) % 7 + 7) % 7));
}

bool holds(const config::LimitPeriod& period, int64_t day, int minute)
{
    const bool beganToday = (period.days & dayBit(day)) != 0;
    const bool beganYesterday = (period.days & dayBit(day - 1)) != 0;
    if (period.from < period.to)
        return beganToday && minute >= period.from && minute < period.to;
    return (beganToday && minute >= period.from) || (beganYesterday && minute < period.to);
}

// All moments of the coming days at which the limits may become others.
std::set<int64_t> candidates(const config::WeeklyLimits& periods, int64_t second, const QTimeZone& zone)
{
    std::set<int64_t> all;
    const int64_t end = second + kDaysAhead * kDay;
    std::set<int64_t> offsets{zone.offsetFromUtc(moment(second))};
    for (auto next = zone.nextTransition(moment(second)); next.atUtc.isValid();
         next = zone.nextTransition(next.atUtc)) {
        const int64_t at = next.atUtc.toSecsSinceEpoch();
        if (at > end || at <= second)
            break;
        offsets.insert(next.offsetFromUtc);
        all.insert(at);
    }
    std::set<int> minutes;
    for (const config::LimitPeriod& period : periods)
        minutes.insert({period.from, period.to});
    const int64_t today = floorDivided(second, kDay);
    for (int64_t day = today - 1; day <= today + kDaysAhead; ++day)
        for (const int minute : minutes)
            for (const int64_t offset : offsets)
                all.insert(day * kDay + minute * kMinute - offset);
    all.erase(all.begin(), all.upper_bound(second));
    return all;
}

} // namespace

RateLimits limitsAt(const config::WeeklyLimits& periods, const RateLimits& ordinary, int64_t second,
                    const QTimeZone& zone)
{
    const int64_t local = second + zone.offsetFromUtc(moment(second));
    const int64_t day = floorDivided(local, kDay);
    const int minute = static_cast<int>((local - day * kDay) / kMinute);
    const auto found = std::find_if(periods.begin(), periods.end(), [day, minute](const config::LimitPeriod& period) {
        return holds(period, day, minute);
    });
    if (found == periods.end())
        return ordinary;
    return {found->upload.value_or(ordinary.upload), found->download.value_or(ordinary.download)};
}

std::optional<int64_t> nextLimitChange(const config::WeeklyLimits& periods, const RateLimits& ordinary, int64_t second,
                                       const QTimeZone& zone)
{
    const RateLimits now = limitsAt(periods, ordinary, second, zone);
    for (const int64_t at : candidates(periods, second, zone))
        if (limitsAt(periods, ordinary, at, zone) != now)
            return at;
    return std::nullopt;
}

void LimitSchedule::set(config::WeeklyLimits periods, RateLimits ordinary)
{
    m_periods = std::move(periods);
    m_ordinary = ordinary;
    look();
}

void LimitSchedule::look()
{
    m_clock.cancel(std::exchange(m_timer, 0));
    m_inForce = m_ordinary;
    if (m_periods.empty())
        return;
    const int64_t nowNs = m_clock.wallNs();
    const int64_t second = floorDivided(nowNs, kNsPerSecond);
    const QTimeZone zone = m_zone();
    m_inForce = limitsAt(m_periods, m_ordinary, second, zone);
    const auto next = nextLimitChange(m_periods, m_ordinary, second, zone);
    // The clock may be set so that the change is sooner than it seems.
    int64_t waitNs = kMinute * kNsPerSecond;
    if (next && *next < second + kMinute)
        waitNs = *next * kNsPerSecond - nowNs;
    m_timer = m_clock.after(std::chrono::milliseconds((waitNs + kNsPerMs - 1) / kNsPerMs), [this] {
        m_timer = 0;
        const RateLimits before = m_inForce;
        look();
        if (m_inForce != before)
            m_changed();
    });
}

} // namespace shoal::engine
