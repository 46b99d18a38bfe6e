// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/record_proofs.h"
#include "core/engine/replica.h"

namespace shoal::engine {

// Takes records into the index by the rules of core/sync, whoever wrote them. Needs an open transaction.
class Merger
{
public:
    explicit Merger(Replica& replica) : m_replica(replica) {}

    // Held: nothing was done, see HeldRecords. TooLate: a horizon that this device's clock does not allow.
    enum class Outcome { Same, Lost, Won, Malformed, Held, TooLate };

    // A record of a peer. What changed for the disk goes to toApply / toSettle; derived conflicts are merged as well
    // and listed in derived(). Call Replica::reproject() after a batch.
    // `from`: the signed batch that it came in, kept with the record if it wins.
    Result<Outcome> take(model::SealedRecord incoming, Provenance* from = nullptr);
    // The same for what a person decided about a held record, or for the horizon that this device sets.
    Result<Outcome> takeDecided(model::SealedRecord record) { return takeFile(std::move(record), nullptr); }

    // A record that this device just wrote for `entry` and that its disk shows. Saves the entry. The record loses when
    // an unapplied record of a peer outranks it: then the content lives on in a derived conflict.
    Result<Outcome> takeOwn(FileEntry& entry, model::SealedRecord own);

    std::vector<model::SealedRecord> takeDerived() { return std::exchange(m_derived, {}); }

private:
    Result<Outcome> takeFile(model::SealedRecord incoming, Provenance* from);
    Result<std::optional<Outcome>> judgeAge(const model::SealedRecord& incoming);
    bool settleDeletion(FileEntry& entry);
    Result<Outcome> takeDirectory(model::SealedRecord incoming, Provenance* from);
    Result<void> derive(model::SealedRecord conflict);

    Replica& m_replica;
    std::vector<model::SealedRecord> m_derived;
};

} // namespace shoal::engine
