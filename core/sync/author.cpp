// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/author.h"

#include <algorithm>

namespace shoal::sync {

using model::Record;
using model::SealedRecord;

namespace {

void setAuthor(Record& record, const Authorship& by)
{
    record.author = by.author;
    record.counter = by.counter;
    record.vector.set(by.author, by.counter);
    const int64_t written = std::min(std::max(by.nowNs, by.seenNs), model::kLatestStamp);
    record.authoredNs = written - record.stamp > kAuthorSlackNs ? written : 0;
}

} // namespace

SealedRecord succeed(const Record* previous, Record next, ChangeKind change, const Authorship& by)
{
    // At the latest stamp there is no later one, and a record beyond it would be refused by all, our own index
    // included.
    const int64_t after = previous ? std::min(previous->stamp + 1, model::kLatestStamp) : 0;
    const bool small = previous && (change == ChangeKind::Attributes || change == ChangeKind::Deletion);
    next.stamp = small ? after : std::max({std::min(by.nowNs, model::kLatestStamp), after, int64_t{1}});
    next.vector = previous ? previous->vector : model::VersionVector();
    next.joined = false;
    setAuthor(next, by);
    if (!next.live || !next.hasContent())
        next.dot = {};
    else if (change == ChangeKind::Attributes && previous && previous->live)
        next.dot = previous->dot;
    else
        next.dot = {by.author, by.counter, next.stamp};
    return model::seal(std::move(next));
}

SealedRecord join(Record found, const Authorship& by, bool keepsLosers)
{
    found.stamp = std::clamp(found.mtimeNs, int64_t{1}, std::max<int64_t>(by.nowNs, 1));
    found.vector = {};
    setAuthor(found, by);
    if (found.hasContent()) {
        found.dot = {by.author, by.counter, found.stamp};
        found.joined = keepsLosers;
    }
    return model::seal(std::move(found));
}

} // namespace shoal::sync
