// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"
#include "shared/base/ids.h"

namespace shoal::engine {

// A folder goes on under another secret: `.sync/ID` says that it belongs to one share, and `.sync/Rotated` that a
// person gave it to another. The next start under the new secret takes the folder over as a filled one: equal files
// cost a read and nothing is sent. The old share's index stays, and means nothing any more.
//
//   shoal share rotation 1
//   from <16 hexadecimal digits: the first 8 bytes of the share id, as in .sync/ID>
//   to <16 hexadecimal digits>

// Says that `from`'s folder may be taken over by `to`; what was said before is void. Durable when it returns.
Result<void> permitRotation(storage::FileSystem& files, const ShareId& from, const ShareId& to);
// `markerShare`: whose the folder is, says its .sync/ID.
bool isRotationPermitted(storage::FileSystem& files, ByteView markerShare, const ShareId& to);
// The folder has been taken over.
void endRotation(storage::FileSystem& files);

} // namespace shoal::engine
