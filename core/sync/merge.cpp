// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/merge.h"

#include "shared/base/mutant.h"

#include <ctime>

namespace shoal::sync {

using model::Record;
using model::SealedRecord;

namespace {

// The longest extension that is kept behind the conflict mark; a longer one is part of the stem.
constexpr size_t kMaxExtension = 16;

// Whether the content of `loser` would be nowhere when `winner` takes its place.
bool losesContent(const Record& loser, const Record& winner)
{
    if (!loser.live || !loser.hasContent() || loser.joined || mutated(Mutant::NoConflictCopy))
        return false;
    return !winner.live || winner.kind != loser.kind || winner.content != loser.content;
}

bool losesUnseenContent(const Record& loser, const Record& winner)
{
    if (!losesContent(loser, winner))
        return false;
    // One dot, two contents: a counter was used twice (a storage folder from a backup). The vector says nothing then.
    const bool reused = winner.live && winner.dot.author == loser.dot.author && winner.dot.counter == loser.dot.counter;
    return reused || !winner.vector.covers(loser.dot.author, loser.dot.counter);
}

// Everything follows from the loser alone, so that each device derives the same bytes.
SealedRecord deriveConflict(const Record& loser)
{
    Record copy = loser;
    copy.name = conflictName(loser.name, loser.dot);
    copy.author = loser.dot.author;
    copy.counter = loser.dot.counter;
    copy.vector = {};
    copy.vector.set(loser.dot.author, loser.dot.counter);
    copy.stamp = loser.dot.stamp;
    copy.origin.reset();
    copy.linkGroup = 0;
    copy.authoredNs = 0;
    return model::seal(std::move(copy));
}

} // namespace

MergeResult merge(const SealedRecord* local, const SealedRecord& incoming)
{
    if (!local)
        return {MergeOutcome::TakeIncoming, std::nullopt};
    if (local->hash == incoming.hash)
        return {MergeOutcome::Same, std::nullopt};
    const bool incomingWins = mutated(Mutant::RankByVector) ? incoming.record.vector.dominates(local->record.vector)
                                                            : model::rankOf(*local) < model::rankOf(incoming);
    const SealedRecord& winner = incomingWins ? incoming : *local;
    const SealedRecord& loser = incomingWins ? *local : incoming;
    const bool loserIsSuccessor =
        loser.record.vector.dominates(winner.record.vector) && loser.record.vector != winner.record.vector;
    if (loserIsSuccessor)
        return {MergeOutcome::Malformed, std::nullopt};
    MergeResult result{incomingWins ? MergeOutcome::TakeIncoming : MergeOutcome::KeepLocal, std::nullopt};
    if (losesUnseenContent(loser.record, winner.record))
        result.conflict = deriveConflict(loser.record);
    return result;
}

MergeResult mergeOwn(const SealedRecord* local, const SealedRecord& own, const SealedRecord* shown)
{
    MergeResult result = merge(local, own);
    if (result.outcome == MergeOutcome::Malformed) {
        result.outcome = MergeOutcome::KeepLocal;
        if (losesContent(own.record, local->record))
            result.conflict = deriveConflict(own.record);
        return result;
    }
    if (result.outcome != MergeOutcome::TakeIncoming || result.conflict || !local)
        return result;
    const model::Dot& lost = local->record.dot;
    const bool claimsOwn = lost.author == own.record.author;
    const bool seen = shown && shown->record.vector.covers(lost.author, lost.counter);
    if (claimsOwn && !seen && losesContent(local->record, own.record))
        result.conflict = deriveConflict(local->record);
    return result;
}

Bytes conflictName(ByteView name, const model::Dot& dot)
{
    const std::time_t seconds = static_cast<std::time_t>(dot.stamp / 1'000'000'000);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char when[32];
    std::strftime(when, sizeof when, "%Y%m%d-%H%M%S", &utc);

    uint64_t author = dot.author.value;
    Bytes authorBytes;
    for (int i = 0; i < 4; ++i) {
        authorBytes += static_cast<char>(author >> 56);
        author <<= 8;
    }
    const size_t dotAt = name.rfind('.');
    const bool hasExtension = dotAt != ByteView::npos && dotAt > 0 && name.size() - dotAt <= kMaxExtension;
    const ByteView extension = hasExtension ? name.substr(dotAt) : ByteView();
    const ByteView stem = name.substr(0, name.size() - extension.size());
    // The counter tells apart what one author wrote within a second: a copy would replace the one before as its
    // successor.
    const Bytes dotMark =
        mutated(Mutant::ConflictNameWithoutDot) ? "" : Bytes("-") + when + "-" + std::to_string(dot.counter);
    const Bytes mark = ".conflict-" + toHex(authorBytes) + dotMark;
    return Bytes(stem.substr(0, utf8Cut(stem, model::kMaxName - mark.size() - extension.size()))) + mark +
           Bytes(extension);
}

} // namespace shoal::sync
