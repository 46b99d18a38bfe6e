// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/json_reader.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace shoal::config {

// A part of each week with limits of its own, in local time.
struct LimitPeriod
{
    static constexpr uint8_t kEveryDay = 0x7f;

    uint8_t days = kEveryDay; // bit 0 is Monday: the days on which it begins
    int from = 0;             // minutes after midnight, 0 to 1439
    int to = 0;               // 0 to 1440; not after `from`: it ends on the next day
    // kB/s, 0: none. Without a value the ordinary limit holds.
    std::optional<int64_t> upload, download;

    bool operator==(const LimitPeriod&) const = default;
};

// Where periods overlap, the first one counts.
using WeeklyLimits = std::vector<LimitPeriod>;

inline constexpr std::array<ByteView, 7> kDayNames{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
// One for each hour of a week.
inline constexpr size_t kMaxLimitPeriods = 168;

// Is told what is wrong, where, and what would be right; the place is that of the value.
using WeeklyMistake = std::function<void(Position at, Bytes sentence)>;

// Reads [ { "days" : [ "mon" ], "from" : "08:00", "to" : "17:30", "upload" : 100, "download" : 0 } ]. Without a value
// there was a mistake; all of them are told. Pure.
std::optional<WeeklyLimits> readWeeklyLimits(const JsonValue& value, const WeeklyMistake& mistake);

// "08:00"; 1440 is "24:00".
Bytes timeOfDay(int minutes);

} // namespace shoal::config
