// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clock_check.h"

namespace shoal::engine {

std::optional<Bytes> clockWarning(ByteView peer, int64_t theirsNs, int64_t oursNs)
{
    constexpr int64_t kMinute = 60'000'000'000;
    // Compared before they are subtracted, which only then cannot overflow.
    if (theirsNs <= 0 || (theirsNs > oursNs - kClockTolerance && theirsNs < oursNs + kClockTolerance))
        return std::nullopt;
    const bool isAhead = theirsNs > oursNs;
    const int64_t minutes = (isAhead ? theirsNs - oursNs : oursNs - theirsNs) / kMinute;
    return "the clock of " + Bytes(peer) + " is " + std::to_string(minutes) + " minutes " +
           (isAhead ? "ahead of" : "behind") +
           " the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both "
           "clocks (timedatectl set-ntp true)";
}

} // namespace shoal::engine
