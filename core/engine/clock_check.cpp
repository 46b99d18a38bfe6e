// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clock_check.h"

namespace shoal::engine {

std::optional<model::Sentence> clockWarning(ByteView peer, int64_t theirsNs, int64_t oursNs)
{
    constexpr int64_t kMinute = 60'000'000'000;
    // Compared before they are subtracted, which only then cannot overflow.
    if (theirsNs <= 0 || (theirsNs > oursNs - kClockTolerance && theirsNs < oursNs + kClockTolerance))
        return std::nullopt;
    const bool isAhead = theirsNs > oursNs;
    const int64_t minutes = (isAhead ? theirsNs - oursNs : oursNs - theirsNs) / kMinute;
    return model::Sentence(isAhead ? model::Wording::NoticeClockAhead : model::Wording::NoticeClockBehind,
                           {Bytes(peer), std::to_string(minutes)});
}

} // namespace shoal::engine
