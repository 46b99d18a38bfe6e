// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/held_entry.h"

// The two steps of a replacement that must not lose anything: putting the new entry in place of the old one, and
// undoing that when somebody wrote at the same moment. Only for safe_apply.cpp.
namespace shoal::storage {

// Where a replacement or deletion happens.
struct Site
{
    FileSystem& fs;
    Directory& staging;
    ByteView stagedName;
    Directory& target;
    ByteView name;
};

// The staged entry (as `staged` describes it) takes the place of `held`, and `stagedName` names the old one. By
// exchange; else by hard link and rename; else by taking out and moving in. On error nothing is lost, see safe_apply.h.
Result<void> displace(const Site& site, const FileStat& staged, const Expected& old, HeldEntry& held);

// The entry that was just taken out goes back to its name, or stays in staging as displacedName when the name is taken.
// Returns the error to report.
Error returnTaken(const Site& site);

} // namespace shoal::storage
