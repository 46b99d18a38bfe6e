// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/discovery/lan_announcement.h"

using namespace shoal;
using namespace shoal::fuzz;

namespace {

const std::vector<Bytes>& discoveryKeys()
{
    static const std::vector<Bytes> keys{Bytes(32, 'a'), Bytes(32, 'b'), Bytes(32, 'c')};
    return keys;
}

void checkMatches(const discovery::Announcement& announcement)
{
    const auto matches = discovery::matchingShares(announcement, discoveryKeys());
    for (size_t i = 0; i < matches.size(); ++i)
        require(matches[i] < discoveryKeys().size() && (i == 0 || matches[i - 1] < matches[i]),
                "matches are shares of ours, each once");
}

} // namespace

// A datagram that anybody on the network sends to the discovery port.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const ByteView datagram = viewOf(data, size);
    const auto parsed = discovery::parseAnnouncement(datagram);
    if (!parsed) {
        requireText(parsed.error());
        return 0;
    }
    require(discovery::looksLikeAnnouncement(datagram), "what is read looked like an announcement");
    require(parsed->port != 0, "an announcement names a port");
    require(!parsed->tags.empty() && parsed->tags.size() <= discovery::kMaxLanTags &&
                parsed->tags.size() % discovery::kLanTagPadding == 0,
            "tags are padded and limited");
    const Bytes written = discovery::encodeAnnouncement(*parsed);
    require(written.size() == size, "an announcement is as long as it was");
    const auto again = discovery::parseAnnouncement(written);
    require(again && *again == *parsed, "what is written reads as the same");
    checkMatches(*parsed);
    return 0;
}
