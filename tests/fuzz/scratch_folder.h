// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::fuzz {

// A folder for one process, in memory where the system has such a place; it is removed at the end of the process, and
// stays after a crash.
const Bytes& scratchFolder();

void writeFile(const Bytes& path, ByteView content);
// Removes all that is in the folder.
void emptyScratchFolder();

} // namespace shoal::fuzz
