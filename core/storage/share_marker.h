// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <optional>

namespace shoal::storage {

struct MarkerTokenTag;
using MarkerToken = StrongBytes<MarkerTokenTag, 16>;

// What `.sync/ID` in the root of a share says. It tells an empty mount point, a stranger's folder and a folder
// restored from a backup from the one that the index knows: the index holds the last two tokens.
//
//   shoal share marker 1
//   share <16 hexadecimal digits: the first 8 bytes of the share id>
//   token <32 hexadecimal digits>
//
// Lines end with a line feed. Further lines are ignored, so that later versions may add some; a version that
// changes the meaning of these raises the number in the first line.
struct ShareMarker
{
    Bytes share; // 16 lower-case hexadecimal digits; not secret, and of no use to find the share
    MarkerToken token;

    bool operator==(const ShareMarker&) const = default;
};

// The file is one hundred bytes; a larger one is not ours, and is not read further than this.
inline constexpr size_t kMaxMarkerBytes = 4096;

// A marker for this share with a fresh token.
ShareMarker makeMarker(const ShareId& share, Random& random);
Bytes encodeMarker(const ShareMarker& marker);
// Fails with Unsupported for a later version, with Corrupt for anything else.
Result<ShareMarker> parseMarker(ByteView content);

enum class MarkerVerdict {
    Missing,    // no file
    Ours,       // of this share
    OtherShare, // of another one: somebody points two shares, or the wrong secret, at one folder
    Foreign,    // left by BitTorrent Sync; not an error, Shoal puts its own in its place
    Unreadable, // damaged, or of a later version
};

struct MarkerReading
{
    MarkerVerdict verdict = MarkerVerdict::Missing;
    ShareMarker marker; // when Ours or OtherShare
    Bytes reason;       // when Unreadable: one sentence
};

// `content`: of `.sync/ID`, at most kMaxMarkerBytes + 1 bytes of it, or nullopt where there is no such file.
// BitTorrent Sync's own `.sync/ID` and `.SyncID` (20 raw bytes, or bencoded) give Foreign.
MarkerReading judgeMarker(std::optional<ByteView> content, const ShareId& share);

} // namespace shoal::storage
