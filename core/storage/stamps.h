// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

// What the times of files can tell, and what not: the kernel stamps with a clock that ticks every 1 to 10 ms, and a
// file system may keep multiples of up to two seconds only.
namespace shoal::storage {

inline constexpr int64_t kSecondNs = 1'000'000'000;

// Whether times are whole seconds where this one was kept: by chance one is so rarely that it costs nothing to think
// so.
bool isWholeSecond(int64_t ns);

// Whether a file system may have made `kept` of the time that was set.
bool isKeptAs(int64_t keptNs, int64_t setNs);

// Whether the file, looked at now, may be written to once more without another stamp: then equal stamps prove nothing.
bool mayHideWrite(const FileStat& stat, int64_t nowNs);
// The same, for a file that we have just put there with a time of its own: a write gives it another one, unless whole
// seconds are all that is kept.
bool mayHideWriteAfterApply(const FileStat& stat, int64_t nowNs);

} // namespace shoal::storage
