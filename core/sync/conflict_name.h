// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <optional>

namespace shoal::sync {

// What the name of a conflict copy tells, see conflictName().
struct ConflictMark
{
    Bytes original;        // the name of the file whose copy it is; cut where that was too long
    Bytes author;          // 8 hexadecimal digits: the first half of the author's id
    int64_t timeMs = 0;    // when the author wrote the content, since 1970
    Bytes stem, extension; // of `original`
};

// Nothing when `name` is no name of a conflict copy. Anybody may call a file so.
std::optional<ConflictMark> parseConflictName(ByteView name);

} // namespace shoal::sync
