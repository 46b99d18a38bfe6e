// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/held_entry.h"

namespace shoal::storage {

// Gives the observed file `old` a second name in staging, from where it is shown like any staged file
// (core/storage/safe_apply.h); its attributes are those of the other name, and must not be set. Returns what it is now:
// the link changes the ctime. Changed: it is not what was observed, and there is no second name. Any other error: it
// cannot be linked (another file system, no such links, too many of them, somebody else's file).
Result<FileStat> linkIntoStaging(Directory& place, ByteView name, const Expected& old, Directory& staging,
                                 ByteView stagedName);

} // namespace shoal::storage
