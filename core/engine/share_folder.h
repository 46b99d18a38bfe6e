// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"
#include "shared/base/ids.h"

namespace shoal::engine {

// Looks at a share's folder before anything is started with it. Blocking; for start-up only.
//
// A folder that is missing is made once, when the share has no index yet and the folder above exists; later it is left
// missing, because then a disk is not mounted and nothing may be written in its place. What is missing is no error
// here: the share waits for it. InvalidArgument, with an explanation, when `.sync/ID` in it belongs to another share.
Result<void> prepareShareFolder(const Bytes& dir, const Bytes& indexPath, const ShareId& share,
                                const storage::OpenFolder& openFolder);

} // namespace shoal::engine
