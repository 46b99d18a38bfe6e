// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_status.h"
#include "core/storage/file_system.h"

namespace shoal::engine {

// A page of the archive's versions, in the order of their paths, `/` before any other byte. Reads only the
// directories that it has to, and looks at a bounded number of entries: so a page may be short, and not the last.
Result<ArchivePage> listArchive(storage::FileSystem& files, const ArchiveQuery& query);

} // namespace shoal::engine
