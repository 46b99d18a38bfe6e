// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/config/weekly_limits.h"

#include <QTimeZone>

#include <functional>
#include <optional>

namespace shoal::engine {

// kB/s, 0: none.
struct RateLimits
{
    int64_t upload = 0, download = 0;

    bool operator==(const RateLimits&) const = default;
};

// The limits at a moment, in seconds since 1970, where local time is that of `zone`. The hour that a clock goes through
// twice counts both times, the one that it leaves out never comes. Pure.
RateLimits limitsAt(const config::WeeklyLimits& periods, const RateLimits& ordinary, int64_t second,
                    const QTimeZone& zone);
// When they are others for the first time after that moment; without a value: never. Pure.
std::optional<int64_t> nextLimitChange(const config::WeeklyLimits& periods, const RateLimits& ordinary, int64_t second,
                                       const QTimeZone& zone);

// Keeps the limits of an instance as its week has them. Clocks are set and computers sleep, so it looks at the time
// once a minute at least; without periods it needs no time and no timer. Engine thread only.
class LimitSchedule
{
public:
    // `changed`: the time has brought other limits. `zone`: of this machine, asked each time.
    LimitSchedule(Clock& clock, std::function<QTimeZone()> zone, std::function<void()> changed)
        : m_clock(clock), m_zone(std::move(zone)), m_changed(std::move(changed))
    {}
    ~LimitSchedule() { m_clock.cancel(m_timer); }
    LimitSchedule(const LimitSchedule&) = delete;
    LimitSchedule& operator=(const LimitSchedule&) = delete;

    // Count at once; `changed` is not called for that.
    void set(config::WeeklyLimits periods, RateLimits ordinary);
    const RateLimits& inForce() const { return m_inForce; }

private:
    void look();

    Clock& m_clock;
    const std::function<QTimeZone()> m_zone;
    const std::function<void()> m_changed;
    config::WeeklyLimits m_periods;
    RateLimits m_ordinary;
    RateLimits m_inForce;
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::engine
