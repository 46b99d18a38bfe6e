// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/record.h"
#include "shared/base/mutant.h"

namespace shoal::model {

// The total order of the records of one key: the greatest rank wins and nothing else is asked, so every order of
// arrival ends equal. A successor always outranks what it replaces, because its stamp is greater.
struct Rank
{
    int64_t stamp = 0;
    AuthorId author;
    Hash hash; // SHA-256 of the record
    auto operator<=>(const Rank&) const = default;
};

inline Rank rankOf(const SealedRecord& sealed)
{
    if (mutated(Mutant::IgnoreAuthorInTies))
        return {sealed.record.stamp, {}, {}};
    return {sealed.record.stamp, sealed.record.author, sealed.hash};
}

} // namespace shoal::model
