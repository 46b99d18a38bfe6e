// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/horizon.h"

#include "core/sync/conflict_name.h"

namespace shoal::sync {

using model::Record;

model::SealedRecord makeHorizon(int64_t horizonNs, const Authorship& by)
{
    Record record;
    record.kind = model::RecordKind::Horizon;
    record.live = false;
    record.dir = model::horizonDir();
    record.name = model::kHorizonName;
    record.author = by.author;
    record.counter = by.counter;
    // Not that of the horizon before: each has its place by its stamp, and the vector would grow with every author.
    record.vector.set(by.author, by.counter);
    record.stamp = horizonNs;
    return model::seal(std::move(record));
}

bool mayBeForgotten(const Record& record, int64_t horizonNs, int64_t completeNs)
{
    return record.live && record.hasContent() && record.authorTimeNs() < std::min(horizonNs, completeNs) &&
           !parseConflictName(record.name);
}

} // namespace shoal::sync
