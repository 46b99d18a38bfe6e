// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace shoal::discovery {

struct LanNonceTag;
struct LanTagTag;
using LanNonce = StrongBytes<LanNonceTag, 16>;
using LanTag = StrongBytes<LanTagTag, 16>;

// Fits into one Ethernet frame and the smallest IPv6 packet with room for headers: never fragmented.
inline constexpr size_t kMaxLanDatagram = 1200;
// 64 tags make 1,054 bytes. A device with more shares sends several datagrams.
inline constexpr size_t kMaxLanTags = 64;
// The number of tags is a multiple of this, so that it says little about the number of shares.
inline constexpr size_t kLanTagPadding = 4;

// One datagram with which a device tells others on its network that it has shares, readable only for those who
// have the same ones. Bytes:
//   9   "SHOAL-LAN"
//   1   version, 1
//   1   flags: bit 0 = answer please; the others are 0 when sent and ignored when read
//   16  nonce, random, fresh for each datagram
//   2   TCP port that the sender listens on, big endian, not 0
//   1   number of tags: 4 to 64, a multiple of 4
//   16  each tag
// The tag of a share is BLAKE2b-128, keyed with the share's discovery key, over
// ("shoal lan 1" || nonce || port as 2 bytes, big endian). Random tags pad their number, and all are shuffled. Who
// does not have the key can tell neither which shares these are nor whether two datagrams name the same.
struct Announcement
{
    LanNonce nonce;
    uint16_t port = 0;
    bool answerPlease = false;
    std::vector<LanTag> tags;

    bool operator==(const Announcement&) const = default;
};

LanTag lanTag(ByteView discoveryKey, const LanNonce& nonce, uint16_t port);

// At least one announcement, with at most kMaxLanTags of the shares each, padded and shuffled; none without shares.
// Only the first says `answerPlease`.
std::vector<Announcement> makeAnnouncements(uint16_t port, bool answerPlease, std::span<const Bytes> discoveryKeys,
                                            Random& random);

Bytes encodeAnnouncement(const Announcement& announcement);

// Whether parseAnnouncement() is worth its while: size and magic. Other programs use the port, too.
bool looksLikeAnnouncement(ByteView datagram);
// Fails with Unsupported for another version, with Protocol for anything malformed.
Result<Announcement> parseAnnouncement(ByteView datagram);

// Indices of those shares that the announcement names, ascending. Costs one BLAKE2b a share.
std::vector<size_t> matchingShares(const Announcement& announcement, std::span<const Bytes> discoveryKeys);

} // namespace shoal::discovery
