// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/merger.h"

#include "core/sync/merge.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

using model::SealedRecord;
using sync::MergeOutcome;

Result<Merger::Outcome> Merger::take(SealedRecord incoming, Provenance* from)
{
    if (incoming.record.isDirectory())
        return takeDirectory(std::move(incoming), from);
    auto judged = judgeAge(incoming);
    if (!judged)
        return fail(judged.error());
    return *judged ? Result<Outcome>(**judged) : takeFile(std::move(incoming), from);
}

// Nothing: it is merged like any other.
Result<std::optional<Merger::Outcome>> Merger::judgeAge(const SealedRecord& incoming)
{
    const ShareIndex& index = *m_replica.index;
    if (incoming.record.isHorizon())
        return sync::isTooLate(incoming.record, m_replica.nowNs()) ? std::optional(Outcome::TooLate) : std::nullopt;
    if (sync::isExpired(incoming.record, index.horizonNs()))
        return Outcome::Lost;
    if (!sync::mayBeForgotten(incoming.record, index.horizonNs(), index.completeNs()))
        return std::nullopt;
    if (const auto dir = index.findNumber(incoming.record.dir)) {
        auto known = m_replica.index->rows().file(*dir, incoming.record.name);
        if (!known)
            return fail(known.error());
        if (*known && !(*known)->record.empty())
            return std::nullopt;
    }
    return Outcome::Held;
}

Result<Merger::Outcome> Merger::takeFile(SealedRecord incoming, Provenance* from)
{
    ShareIndex& index = *m_replica.index;
    auto dir = index.numberFor(incoming.record.dir);
    if (!dir)
        return fail(dir.error());
    auto entry = index.file(*dir, incoming.record.name);
    if (!entry)
        return fail(entry.error());
    sync::MergeResult result = sync::merge(entry->record ? &*entry->record : nullptr, incoming);
    if (result.outcome == MergeOutcome::Malformed)
        return Outcome::Malformed;
    if (result.outcome == MergeOutcome::TakeIncoming) {
        auto batch = from ? from->keptIn(index.rows()) : Result<int64_t>(0);
        if (!batch)
            return fail(batch.error());
        const bool isHorizon = incoming.record.isHorizon();
        const int64_t stamp = incoming.record.stamp;
        m_replica.held.forget(incoming.record.key());
        // A crash of the machine may bring back what was deleted here, and its tombstone is gone then.
        if (entry->record && !entry->record->record.live && entry->row.here == HereKind::Nothing &&
            entry->row.content.isZero())
            entry->row.content = entry->record->record.content;
        entry->setRecord(std::move(incoming));
        entry->row.batch = *batch;
        const bool done = entry->row.here == HereKind::SameAsRecord || (!entry->row.live && settleDeletion(*entry));
        entry->setFlag(store::Pending, !done);
        entry->row.wanted = {};
        if (auto saved = index.save(*entry); !saved)
            return fail(saved.error());
        if (isHorizon) {
            if (auto raised = index.raiseHorizon(stamp); !raised)
                return fail(raised.error());
        }
        m_replica.nameChanged(*dir, entry->row.name);
        if (!done)
            m_replica.toApply.insert({*dir, entry->row.name});
    }
    // A reader may meet a pair that no writer ever met, and could tell nobody: it waits for the writers' conflict
    // record. What it had on its disk goes to its archive.
    if (result.conflict && (m_replica.canWrite() || mutated(Mutant::ReadersDeriveConflicts))) {
        if (auto derived = derive(std::move(*result.conflict)); !derived)
            return fail(derived.error());
    }
    if (result.outcome == MergeOutcome::Same)
        return Outcome::Same;
    return result.outcome == MergeOutcome::TakeIncoming ? Outcome::Won : Outcome::Lost;
}

// True: the tombstone that has won has nothing left to do.
bool Merger::settleDeletion(FileEntry& entry)
{
    if (entry.row.here != HereKind::Nothing)
        return false;
    if (!entry.has(store::Diverged))
        return true;
    // What a crash has left goes the way of what it was: see LocalChanges::foundTorn.
    if (entry.has(store::Unflushed))
        return entry.row.seen.inode == 0;
    // What a reader's user has put there, or has removed, differs from nothing any more. The next look says what it is.
    m_replica.toLookAt.insert({entry.row.dir, entry.row.nameOnDisk()});
    entry.forgetDisk();
    return true;
}

Result<Merger::Outcome> Merger::takeDirectory(SealedRecord incoming, Provenance* from)
{
    ShareIndex& index = *m_replica.index;
    auto no = index.numberFor(incoming.record.dir);
    if (!no)
        return fail(no.error());
    const auto local = index.dirRecord(*no);
    switch (sync::merge(local ? &*local : nullptr, incoming).outcome) {
    case MergeOutcome::Same:
        return Outcome::Same;
    case MergeOutcome::Malformed:
        return Outcome::Malformed;
    case MergeOutcome::KeepLocal:
        return Outcome::Lost;
    case MergeOutcome::TakeIncoming:
        break;
    }
    auto batch = from ? from->keptIn(index.rows()) : Result<int64_t>(0);
    if (!batch)
        return fail(batch.error());
    if (auto put = index.putDirRecord(incoming, *batch); !put)
        return fail(put.error());
    DirRow row = *index.dir(*no);
    row.here = HereKind::Nothing; // its attributes are not on the disk yet
    if (auto put = index.putDir(std::move(row)); !put)
        return fail(put.error());
    m_replica.toSettle.insert(*no);
    return Outcome::Won;
}

Result<void> Merger::derive(SealedRecord conflict)
{
    qCInfo(logSync, "conflict kept as '%s'", printable(conflict.record.name).c_str());
    if (mutated(Mutant::AuthorConflicts) && m_replica.index->author().value != 0)
        conflict = sync::succeed(nullptr, std::move(conflict.record), sync::ChangeKind::Content,
                                 m_replica.index->next(m_replica.nowNs()));
    auto outcome = take(conflict);
    if (!outcome)
        return fail(outcome.error());
    if (*outcome == Outcome::Won)
        m_derived.push_back(std::move(conflict));
    return {};
}

Result<Merger::Outcome> Merger::takeOwn(FileEntry& entry, SealedRecord own)
{
    sync::MergeResult result = sync::mergeOwn(entry.record ? &*entry.record : nullptr, own, entry.here());
    m_replica.held.forget(own.record.key());
    const bool live = own.record.live;
    const bool won = result.outcome == MergeOutcome::TakeIncoming || result.outcome == MergeOutcome::Same;
    if (won) {
        entry.setRecord(own);
        entry.setHere(live ? &own : nullptr);
        entry.setFlag(store::Pending, false);
        entry.row.wanted = {};
    } else {
        entry.setHere(live ? &own : nullptr);
        entry.setFlag(store::Pending, true);
        m_replica.toApply.insert({entry.row.dir, entry.row.name});
    }
    if (auto saved = m_replica.index->save(entry); !saved)
        return fail(saved.error());
    m_replica.nameChanged(entry.row.dir, entry.row.name);
    if (result.conflict) {
        if (auto derived = derive(std::move(*result.conflict)); !derived)
            return fail(derived.error());
    }
    return won ? Outcome::Won : Outcome::Lost;
}

} // namespace shoal::engine
