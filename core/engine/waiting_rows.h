// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_index.h"

namespace shoal::engine {

// Files of a directory, however deep below it, that are not on this disk as they should be.
struct WaitingRows
{
    std::vector<FileRow> rows;
    bool whole = true; // false: so many files of the share wait that not all of them were looked at
};

// `dir`: root-relative, as on the disk or as it is to be there. Costs what waits in the whole share, up to a bound, and
// nothing else.
WaitingRows waitingBelow(ShareIndex& index, const Bytes& dir, size_t limit);

} // namespace shoal::engine
