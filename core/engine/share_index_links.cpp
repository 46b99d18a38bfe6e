// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows belong to link groups, kept in step with the rows.
#include "core/engine/share_index.h"

namespace shoal::engine {

using model::SealedRecord;

uint64_t FileEntry::linkGroupHere() const
{
    const SealedRecord* shown = here();
    const bool asShown = shown && shown->record.kind == model::RecordKind::File && !has(store::Diverged);
    return asShown && row.seen.inode != 0 ? shown->record.linkGroup : 0;
}

Result<void> ShareIndex::noteLink(FileEntry& entry)
{
    const uint64_t group = entry.linkGroupHere();
    const uint64_t inode = entry.row.seen.inode;
    if (group == entry.storedLinkGroup && (group == 0 || inode == entry.storedInode))
        return {};
    entry.storedLinkGroup = group;
    entry.storedInode = inode;
    return group == 0 ? m_rows->removeLink(entry.row.dir, entry.row.name)
                      : m_rows->putLink(entry.row.dir, entry.row.name, group, inode);
}

} // namespace shoal::engine
