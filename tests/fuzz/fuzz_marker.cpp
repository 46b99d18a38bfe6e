// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/storage/share_marker.h"

using namespace shoal;
using namespace shoal::fuzz;
using storage::MarkerVerdict;

// The file .sync/ID of a folder that anybody may have filled.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const ByteView content = viewOf(data, size);
    ShareId own;
    own.bytes.fill(0xab);
    const auto reading = storage::judgeMarker(content, own);
    const auto parsed = storage::parseMarker(content);
    require(reading.verdict != MarkerVerdict::Missing, "a file that is there is not missing");
    if (!parsed) {
        requireText(parsed.error());
        require(reading.verdict == MarkerVerdict::Foreign || reading.verdict == MarkerVerdict::Unreadable,
                "what is no marker is nobody's");
        require((reading.verdict == MarkerVerdict::Unreadable) == !reading.reason.empty(),
                "what cannot be read has a reason");
        return 0;
    }
    require(reading.verdict == MarkerVerdict::Ours || reading.verdict == MarkerVerdict::OtherShare,
            "a marker is somebody's");
    require(reading.marker == *parsed, "both readings agree");
    require((reading.verdict == MarkerVerdict::Ours) == (parsed->share == "abababababababab"),
            "a marker is ours when it names our share");
    const Bytes written = storage::encodeMarker(*parsed);
    const auto again = storage::parseMarker(written);
    require(again && *again == *parsed, "what is written reads as the same");
    return 0;
}
