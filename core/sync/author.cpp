// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/author.h"

#include "shared/base/mutant.h"

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

// Of the author of `previous` itself too, or its content would count as not seen.
model::VersionVector coveredBy(const Record& previous)
{
    if (!mutated(Mutant::ForgetACounter))
        return previous.vector;
    model::VersionVector others;
    for (const auto& [author, counter] : previous.vector.entries()) {
        if (author != previous.author)
            others.set(author, counter);
    }
    return others;
}

} // namespace

SealedRecord succeed(const Record* previous, Record next, ChangeKind change, const Authorship& by)
{
    // At the latest stamp there is no later one, and a record beyond it would be refused by all, our own index
    // included.
    const int64_t after = previous ? std::min(previous->stamp + 1, model::kLatestStamp) : 0;
    const bool small = previous && (change == ChangeKind::Attributes ||
                                    (change == ChangeKind::Deletion && !mutated(Mutant::DeletionGetsTheClock)));
    const int64_t least = mutated(Mutant::StampIsTheClock) ? 1 : std::max(after, int64_t{1});
    next.stamp = small ? after : std::max(std::min(by.nowNs, model::kLatestStamp), least);
    next.vector = previous ? coveredBy(*previous) : model::VersionVector();
    next.joined = false;
    setAuthor(next, by);
    if (!next.live || !next.hasContent())
        next.dot = {};
    else if (change == ChangeKind::Attributes && previous && previous->live && !mutated(Mutant::ChmodMakesADot))
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
