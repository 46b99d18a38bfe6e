// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/stamps.h"

#include <algorithm>
#include <array>

namespace shoal::storage {

namespace {

constexpr int64_t kTickNs = 20'000'000; // two of the slowest
constexpr int64_t kCoarsestNs = 2 * kSecondNs;
// NTFS; microseconds; milliseconds; seconds; FAT.
constexpr std::array<int64_t, 5> kUnits = {100, 1'000, 1'000'000, kSecondNs, kCoarsestNs};

// Nobody sets this time.
bool isCoarse(const FileStat& stat)
{
    return isWholeSecond(stat.ctimeNs);
}

} // namespace

bool isWholeSecond(int64_t ns)
{
    return ns % kSecondNs == 0;
}

bool isKeptAs(int64_t keptNs, int64_t setNs)
{
    return keptNs == setNs || std::any_of(kUnits.begin(), kUnits.end(), [keptNs, setNs](int64_t unit) {
               const int64_t rest = setNs % unit;
               return keptNs == setNs - (rest < 0 ? rest + unit : rest) || keptNs == setNs - rest;
           });
}

bool mayHideWrite(const FileStat& stat, int64_t nowNs)
{
    // A time that is to come, because the clock was set back, is no write of just now: the next one gets another.
    const int64_t window = kTickNs + (isCoarse(stat) ? kCoarsestNs : 0);
    const auto isNow = [nowNs, window](int64_t ns) { return ns > nowNs - window && ns < nowNs + window; };
    return isNow(stat.mtimeNs) || isNow(stat.ctimeNs);
}

bool mayHideWriteAfterApply(const FileStat& stat, int64_t nowNs)
{
    return isCoarse(stat) && mayHideWrite(stat, nowNs);
}

} // namespace shoal::storage
