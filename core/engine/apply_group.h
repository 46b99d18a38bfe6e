// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rows.h"
#include "shared/base/result.h"

#include <vector>

namespace shoal::engine {

// One entry that a group is about to make visible. Committed before the first rename, so that after a crash the start
// can tell whether the disk shows the new entry (its inode is known) or the old one.
struct ApplyIntent
{
    store::DirNo dir = 0;
    Bytes name;          // the row's key
    Bytes diskName;      // where it becomes visible
    Bytes stagedName;    // in staging before; holds the displaced entry afterwards. Empty: an unnamed file
    store::Seen staged;  // the new entry right before; none = a deletion
    Bytes record;        // what the disk shows then
    int64_t birthNs = 0; // of the new entry; 0: the file system does not tell
    bool operator==(const ApplyIntent&) const = default;
};

Bytes encodeIntents(const std::vector<ApplyIntent>& intents);
Result<std::vector<ApplyIntent>> decodeIntents(ByteView bytes);

} // namespace shoal::engine
