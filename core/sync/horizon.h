// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/author.h"

#include <algorithm>

namespace shoal::sync {

// Deletions are not remembered for ever. A share has a *horizon*, a time that only rises: the records of files and
// symbolic links that were deleted before it are forgotten by all devices. It is a record itself, of a kind and at a
// place of its own, so that it is merged, proven and forwarded like all others; its stamp is the horizon
// (docs/decisions/0013-the-horizon-is-a-record.md). Records of directories are kept: others need them for their place.
inline constexpr int64_t kDayNs = 86'400'000'000'000;
inline constexpr int64_t kHorizonAgeNs = 180 * kDayNs;
// One later than this before our own clock is refused: an author's clock may be ten days off.
inline constexpr int64_t kYoungestHorizonNs = 170 * kDayNs;

model::SealedRecord makeHorizon(int64_t horizonNs, const Authorship& by);

inline bool isTooLate(const model::Record& horizon, int64_t nowNs)
{
    return horizon.stamp > nowNs - kYoungestHorizonNs;
}

// A deletion that is forgotten, and belongs to no digest.
inline bool isExpired(const model::Record& record, int64_t horizonNs)
{
    return !record.live && record.hasContent() && record.authorTimeNs() < horizonNs;
}

// Whether something of which nothing is known here may have been deleted, and that forgotten. `completeNs`: when this
// device last had all that one of its peers had, 0 = never. It had not seen what is younger than that, and so has not
// forgotten its deletion either. A derived conflict copy has the time of its content, not of the conflict: it is kept.
bool mayBeForgotten(const model::Record& record, int64_t horizonNs, int64_t completeNs);

} // namespace shoal::sync
