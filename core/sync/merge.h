// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/rank.h"

#include <optional>

namespace shoal::sync {

enum class MergeOutcome {
    Same,         // both records are the same bytes
    KeepLocal,    // the incoming record loses
    TakeIncoming, // the incoming record wins and replaces the local one
    Malformed,    // dominates by vector but not by rank: no honest author makes that; refuse it and name the peer
};

struct MergeResult
{
    MergeOutcome outcome = MergeOutcome::Same;
    // A live content that loses to a record whose author had not seen it, kept under a name of its own. Whoever meets
    // the same pair derives the same record. To be merged like any other record.
    std::optional<model::SealedRecord> conflict;
};

// Decides between two records of one key. Pure: only the two records count, so all devices decide alike.
// `local` may be null: nothing is known of the key yet.
MergeResult merge(const model::SealedRecord* local, const model::SealedRecord& incoming);

// The same for what this device writes itself. `shown`: what its disk showed under that name, or null. An author's
// counter covers all that he ever wrote, under this name or not; what was not shown here he has not seen. Its conflict
// is told to the others as a record, for they cannot derive it from the pair. Never Malformed: where only the counter
// says that it follows what it loses to, whose stamp came from a clock that was ahead, it goes on as a copy.
MergeResult mergeOwn(const model::SealedRecord* local, const model::SealedRecord& own,
                     const model::SealedRecord* shown);

// `stem.conflict-<8 hex of the author>-<UTC of the dot>-<its counter>.ext`, cut on a character boundary to 255 bytes.
Bytes conflictName(ByteView name, const model::Dot& dot);

} // namespace shoal::sync
