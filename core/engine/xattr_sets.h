// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/record.h"
#include "core/storage/file_system.h"

namespace shoal::engine {

// A record carries the extended attributes of a file as one set: the user's, and special ones (security.*, trusted.*)
// that only shares with "sync_special_modes" look at and apply. All others pass those on.

// What may be set as a user's attribute: a peer may name them as it likes.
inline model::Xattrs userXattrs(const model::Xattrs& all)
{
    model::Xattrs found;
    for (const auto& [name, value] : all) {
        if (name.starts_with(storage::kUserXattrPrefix) && !name.starts_with(storage::kOwnXattrPrefix) &&
            name.find('\0') == Bytes::npos && value.size() <= storage::kXattrValueLimit)
            found.emplace_back(name, value);
    }
    return found;
}

inline model::Xattrs specialXattrs(const model::Xattrs& all)
{
    model::Xattrs found;
    for (const auto& pair : all) {
        if (!pair.first.starts_with(storage::kUserXattrPrefix))
            found.push_back(pair);
    }
    return found;
}

} // namespace shoal::engine
