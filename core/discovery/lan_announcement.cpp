// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_announcement.h"

#include "shared/base/hash.h"

#include <algorithm>

namespace shoal::discovery {

namespace {

constexpr ByteView kMagic = "SHOAL-LAN";
constexpr ByteView kContext = "shoal lan 1";
constexpr char kVersion = 1;
constexpr unsigned kAnswerPlease = 1;
constexpr size_t kHeaderSize = 9 + 1 + 1 + LanNonce::kSize + 2 + 1;
static_assert(kHeaderSize + kMaxLanTags * LanTag::kSize <= kMaxLanDatagram);

void appendPort(Bytes& out, uint16_t port)
{
    out += static_cast<char>(port >> 8);
    out += static_cast<char>(port & 0xFF);
}

unsigned byteAt(ByteView bytes, size_t index)
{
    return static_cast<unsigned char>(bytes[index]);
}

tl::unexpected<Error> malformed(const char* what)
{
    return fail(ErrorCode::Protocol, std::string("A LAN announcement is malformed: ") + what + ".");
}

} // namespace

LanTag lanTag(ByteView discoveryKey, const LanNonce& nonce, uint16_t port)
{
    Bytes input(kContext);
    input += nonce.view();
    appendPort(input, port);
    return LanTag::from(blake2b(LanTag::kSize, input, discoveryKey));
}

std::vector<Announcement> makeAnnouncements(uint16_t port, bool answerPlease, std::span<const Bytes> discoveryKeys,
                                            Random& random)
{
    std::vector<Announcement> all;
    while (!discoveryKeys.empty()) {
        const size_t count = std::min(discoveryKeys.size(), kMaxLanTags);
        Announcement one;
        random.fill(one.nonce.bytes.data(), one.nonce.bytes.size());
        one.port = port;
        one.answerPlease = answerPlease && all.empty();
        for (const Bytes& key : discoveryKeys.first(count))
            one.tags.push_back(lanTag(key, one.nonce, port));
        while (one.tags.size() % kLanTagPadding != 0)
            random.fill(one.tags.emplace_back().bytes.data(), LanTag::kSize);
        for (size_t i = one.tags.size(); i > 1; --i) // Fisher and Yates
            std::swap(one.tags[i - 1], one.tags[random.below(i)]);
        all.push_back(std::move(one));
        discoveryKeys = discoveryKeys.subspan(count);
    }
    return all;
}

Bytes encodeAnnouncement(const Announcement& announcement)
{
    Bytes out(kMagic);
    out += kVersion;
    out += static_cast<char>(announcement.answerPlease ? kAnswerPlease : 0);
    out += announcement.nonce.view();
    appendPort(out, announcement.port);
    out += static_cast<char>(announcement.tags.size());
    for (const LanTag& tag : announcement.tags)
        out += tag.view();
    return out;
}

bool looksLikeAnnouncement(ByteView datagram)
{
    return datagram.size() >= kHeaderSize && datagram.size() <= kMaxLanDatagram && datagram.starts_with(kMagic);
}

Result<Announcement> parseAnnouncement(ByteView datagram)
{
    if (!looksLikeAnnouncement(datagram))
        return malformed("it has another size or beginning");
    if (datagram[kMagic.size()] != kVersion)
        return fail(ErrorCode::Unsupported, "A LAN announcement has version " +
                                                std::to_string(byteAt(datagram, kMagic.size())) +
                                                "; this device knows 1.");
    Announcement result;
    result.answerPlease = byteAt(datagram, kMagic.size() + 1) & kAnswerPlease;
    result.nonce = LanNonce::from(datagram.substr(kMagic.size() + 2, LanNonce::kSize));
    result.port = static_cast<uint16_t>(byteAt(datagram, kHeaderSize - 3) << 8 | byteAt(datagram, kHeaderSize - 2));
    const size_t count = byteAt(datagram, kHeaderSize - 1);
    const ByteView tags = datagram.substr(kHeaderSize);
    if (result.port == 0)
        return malformed("its port is 0");
    if (count == 0 || count > kMaxLanTags || count % kLanTagPadding != 0)
        return malformed("its number of tags is not a multiple of 4 from 4 to 64");
    if (tags.size() != count * LanTag::kSize)
        return malformed("its size does not fit its number of tags");
    for (size_t i = 0; i < count; ++i)
        result.tags.push_back(LanTag::from(tags.substr(i * LanTag::kSize, LanTag::kSize)));
    return result;
}

std::vector<size_t> matchingShares(const Announcement& announcement, std::span<const Bytes> discoveryKeys)
{
    std::vector<size_t> matches;
    for (size_t i = 0; i < discoveryKeys.size(); ++i) {
        const LanTag tag = lanTag(discoveryKeys[i], announcement.nonce, announcement.port);
        if (std::find(announcement.tags.begin(), announcement.tags.end(), tag) != announcement.tags.end())
            matches.push_back(i);
    }
    return matches;
}

} // namespace shoal::discovery
