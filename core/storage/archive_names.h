// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <optional>
#include <set>

// How archived versions are called: `report.txt` becomes `report.1.txt`, `report.2.txt`, ...; the highest is the
// newest. A precious version carries its mark in the name, which survives everywhere: `report.3-kept.txt`.
namespace shoal::storage {

enum class Worth {
    Ordinary,
    Precious, // the loser of a conflict or a displaced local edit: not dropped before 30 days
};

struct NameParts
{
    Bytes stem;
    Bytes extension; // with its dot, or empty
};

// ".profile" has no extension; neither has a name whose last part is longer than 32 bytes.
NameParts splitName(ByteView name);
// The stem is cut on a character boundary so that the whole has at most 255 bytes.
Bytes archivedName(const NameParts& parts, uint64_t version, Worth worth);
// The version number if `archived` is a version of `parts`.
std::optional<uint64_t> versionOf(ByteView archived, const NameParts& parts);
// The greatest version of `parts` among `names`; 0 = none.
uint64_t newestVersion(const std::set<Bytes>& names, const NameParts& parts);
// What the file was called whose version has this name; nothing when it is no name of a version.
std::optional<Bytes> originalName(ByteView archived);
// Whether a name carries the mark of a precious version.
Worth worthOf(ByteView archived);

} // namespace shoal::storage
