// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"
#include "core/storage/file_system.h"

namespace shoal::storage {

// What the file system of a share can do; tried out once per file system, with small files in `.sync`.
struct Capabilities
{
    bool exchange = false;  // two entries swap in one step
    bool noReplace = false; // a rename that never overwrites
    bool hardLinks = false;
    bool unnamedFiles = false; // O_TMPFILE and giving it a name
    bool leases = false;       // we can learn of writers before replacing a file
    bool birthTime = false;
    bool reflink = false; // copies that share blocks
    bool symlinks = false;
    bool modes = false; // permissions are kept as set
    bool xattrs = false;
    bool caseFolding = false;      // "a" and "A" are one name
    bool unicodeFolding = false;   // composed and decomposed characters are one name
    bool anyNames = false;         // names may hold bytes that are not UTF-8, and ":" or "?"
    int64_t timeGranularityNs = 1; // stored times are multiples of this

    bool operator==(const Capabilities&) const = default;
};

// Sentences for `shoal status`: which guarantee is weaker here, and what that means. Empty on ext4, xfs and btrfs.
std::vector<model::Sentence> weakerGuarantees(const Capabilities& capabilities);

// Tries everything in `scratch` (a directory of ours) and leaves nothing behind. An error (full, read-only, no
// permission) says nothing about capabilities: probe again later.
Result<Capabilities> probe(FileSystem& fs, Directory& scratch);

} // namespace shoal::storage
