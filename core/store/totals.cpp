// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/totals.h"

namespace shoal::store {

Counts weightOfFile(bool live, int64_t size, uint32_t flags, bool wantsContent)
{
    const uint64_t bytes = size > 0 ? static_cast<uint64_t>(size) : 0;
    Counts weight;
    if (live) {
        weight.files = 1;
        weight.bytes = bytes;
    }
    if (flags & Pending) {
        weight.pendingFiles = 1;
        weight.pendingBytes = wantsContent ? bytes : 0;
    }
    return weight;
}

Counts weightOfDir(bool live, uint32_t flags)
{
    Counts weight;
    weight.dirs = live ? 1 : 0;
    weight.pendingDirs = flags & Pending ? 1 : 0;
    return weight;
}

Counts& operator+=(Counts& total, const Counts& weight)
{
    total.files += weight.files;
    total.dirs += weight.dirs;
    total.bytes += weight.bytes;
    total.pendingFiles += weight.pendingFiles;
    total.pendingBytes += weight.pendingBytes;
    total.pendingDirs += weight.pendingDirs;
    return total;
}

Counts& operator-=(Counts& total, const Counts& weight)
{
    total.files -= weight.files;
    total.dirs -= weight.dirs;
    total.bytes -= weight.bytes;
    total.pendingFiles -= weight.pendingFiles;
    total.pendingBytes -= weight.pendingBytes;
    total.pendingDirs -= weight.pendingDirs;
    return total;
}

} // namespace shoal::store
