// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/rank.h"

namespace shoal::sync {

// Who writes a record, and when.
struct Authorship
{
    AuthorId author;
    uint64_t counter = 0; // a fresh one for each record
    int64_t nowNs = 0;    // wall clock
    int64_t seenNs = 0;   // the newest author time seen in the share: a clock that lost its battery is behind it
};

// A record tells its author time where that is more than this above its stamp: between two clocks that nearly agree the
// stamp serves.
inline constexpr int64_t kAuthorSlackNs = 3'600'000'000'000;

// Makes the record that follows `previous` — the record that this device's disk showed, or null for something
// new here. `next` brings the fields of what is there now; author, counter, vector, stamp and dot are set here.
//
// Content, creations and moves get stamp max(now, previous + 1); deletions and changes of attributes only get previous
// + 1. So edits beat concurrent deletes and chmods by the way stamps are made.
enum class ChangeKind { Content, Attributes, Deletion, Move };
model::SealedRecord succeed(const model::Record* previous, model::Record next, ChangeKind change, const Authorship& by);

// A file found by the first scan of a folder without an index: its stamp is min(mtime, now), so that the newer file
// wins between two filled folders. `keepsLosers` = the archive is on (see Record::joined).
model::SealedRecord join(model::Record found, const Authorship& by, bool keepsLosers);

} // namespace shoal::sync
