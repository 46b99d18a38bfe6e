// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::engine {

// One thing that happened to one path, for people.
struct HistoryEvent
{
    // Stored: values are never given a new meaning.
    enum class Kind : uint8_t {
        Added = 1,
        Changed = 2,
        Deleted = 3,
        Moved = 4,
        Conflict = 5, // a conflict copy appeared
        Restored = 6, // from the archive
        Archived = 7, // a version that nobody else has seen went to the archive
    };
    Kind kind = Kind::Added;
    int64_t timeMs = 0; // since 1970
    Bytes path;         // root-relative, as on this disk
    Bytes from;         // Moved: where it was
    Bytes peer;         // the device whose change it was, as it calls itself; empty = this one
    uint64_t size = 0;  // bytes
    bool operator==(const HistoryEvent&) const = default;
};

} // namespace shoal::engine
