// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/hard_link.h"

namespace shoal::storage {

Result<FileStat> linkIntoStaging(Directory& place, ByteView name, const Expected& old, Directory& staging,
                                 ByteView stagedName)
{
    if (old.type != FileType::File)
        return fail(ErrorCode::InvalidArgument, "'" + printable(name) + "' is not a file");
    // Whoever writes meanwhile writes to both names: that is found like any change.
    auto held = HeldEntry::hold(place, name, old, Writers::Tolerate);
    if (!held)
        return fail(held.error());
    if (auto linked = staging.link(place, name, stagedName); !linked)
        return fail(linked.error());
    auto now = staging.statEntry(stagedName);
    if (now && matches(old, *now, Compare::WithoutCtime))
        return now;
    (void)staging.removeFile(stagedName);
    return fail(ErrorCode::Changed, "'" + printable(name) + "' was changed at the moment it was to be linked");
}

} // namespace shoal::storage
