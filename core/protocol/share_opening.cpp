// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/share_opening.h"

#include "core/protocol/limits.h"

#include <algorithm>

namespace shoal::protocol {

namespace {

static_assert(kMemberProof == crypto::kMemberProofSize && kWriterProof == crypto::kWriterProofSize);
static_assert(kMemberProof == Hash::kSize);

// The same time wherever they differ.
bool sameProof(const Hash& a, const Hash& b)
{
    unsigned difference = 0;
    for (size_t i = 0; i < Hash::kSize; ++i)
        difference |= static_cast<unsigned>(a.bytes[i] ^ b.bytes[i]);
    return difference == 0;
}

size_t paddedCount(size_t count)
{
    return std::max<size_t>(1, (count + kOfferPadding - 1) / kOfferPadding) * kOfferPadding;
}

ClaimedPermission claim(const crypto::ShareKeys& keys)
{
    return keys.permission() == crypto::Permission::ReadWrite ? ClaimedPermission::ReadWrite
                                                              : ClaimedPermission::ReadOnly;
}

template <class T> void shuffle(std::vector<T>& items, Random& random)
{
    for (size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[random.below(i)]);
}

tl::unexpected<Error> reflected()
{
    return fail(ErrorCode::Protocol, "the peer sent our own share proof back to us");
}

} // namespace

ShareOpening::ShareOpening(SessionRole role, const DeviceId& own, Random& random)
    : m_role(role), m_own(own), m_random(random), m_nextChannel(role == SessionRole::Dialer ? 1 : 2)
{}

void ShareOpening::start(const DeviceId& peer, const Hash& handshakeHash)
{
    m_started = true;
    m_peer = peer;
    m_handshakeHash = handshakeHash;
    for (auto& [id, share] : m_shares)
        computeProofs(share);
}

void ShareOpening::addShare(crypto::ShareKeys* keys)
{
    Share share;
    share.keys = keys;
    // The dialer proves first: what the listener has by then is answered, not offered.
    share.state = m_role == SessionRole::Listener && m_offersReceived == 0 ? ShareState::Waiting : ShareState::New;
    if (m_started)
        computeProofs(share);
    m_shares.emplace(keys->id(), share);
}

void ShareOpening::computeProofs(Share& share) const
{
    const auto own = handshakeRole(m_role);
    share.ownProof = Hash::from(crypto::memberProof(*share.keys, own, m_handshakeHash, m_own));
    share.peerProof = Hash::from(crypto::memberProof(*share.keys, crypto::otherRole(own), m_handshakeHash, m_peer));
}

std::optional<uint16_t> ShareOpening::removeShare(const ShareId& id)
{
    const Share* const share = find(id);
    if (!share)
        return std::nullopt;
    std::optional<uint16_t> channel;
    if (share->state == ShareState::Answered || share->state == ShareState::Open) {
        channel = share->channel;
        m_channels[*channel].state = ChannelState::Closing;
    }
    for (OfferedProof& offered : m_offer)
        if (offered.share == id)
            offered.withdrawn = true;
    m_shares.erase(id);
    return channel;
}

ShareOpening::Share* ShareOpening::find(const ShareId& id)
{
    const auto it = m_shares.find(id);
    return it == m_shares.end() ? nullptr : &it->second;
}

std::optional<ShareOpening::ChannelState> ShareOpening::channelState(uint16_t channel) const
{
    const auto it = m_channels.find(channel);
    return it == m_channels.end() ? std::nullopt : std::optional(it->second.state);
}

std::optional<ShareOffer> ShareOpening::nextOffer()
{
    if (!m_offer.empty() || !m_started || (m_role == SessionRole::Listener && !m_proven))
        return std::nullopt;
    for (auto& [id, share] : m_shares) {
        if (share.state != ShareState::New || m_offer.size() == kMaxOffered)
            continue;
        share.state = ShareState::Offered;
        m_offer.push_back({id, share.ownProof, share.peerProof});
    }
    if (m_offer.empty())
        return std::nullopt;
    for (size_t missing = paddedCount(m_offer.size()) - m_offer.size(); missing > 0; --missing)
        m_offer.push_back({std::nullopt, randomProof(), {}});
    shuffle(m_offer, m_random);
    ShareOffer offer;
    for (const OfferedProof& proof : m_offer)
        offer.memberProofs.push_back(proof.ownProof);
    return offer;
}

Result<ShareAnswer> ShareOpening::answer(const ShareOffer& offer)
{
    if (++m_offersReceived > kMaxOffersReceived)
        return fail(ErrorCode::Protocol, "the peer offered shares more than " + std::to_string(kMaxOffersReceived) +
                                             " times in one session");
    if (offer.memberProofs.empty() || offer.memberProofs.size() % kOfferPadding != 0)
        return fail(ErrorCode::Protocol, "a share offer without its padding");
    if (auto ok = refuseReflected(offer); !ok)
        return fail(ok.error());
    ShareAnswer answer;
    for (auto& [id, share] : m_shares)
        if (auto entry = answerFor(share, offer))
            answer.entries.push_back(std::move(*entry));
    pad(answer, offer.memberProofs.size());
    return answer;
}

Result<void> ShareOpening::refuseReflected(const ShareOffer& offer) const
{
    for (const auto& [id, share] : m_shares)
        for (const Hash& proof : offer.memberProofs)
            if (sameProof(proof, share.ownProof))
                return reflected();
    return {};
}

bool ShareOpening::answerable(const Share& share) const
{
    if (share.state == ShareState::Offered) // both offered it: the dialer's offer counts
        return m_role == SessionRole::Listener;
    return share.state == ShareState::Waiting || share.state == ShareState::New;
}

std::optional<ShareAnswerEntry> ShareOpening::answerFor(Share& share, const ShareOffer& offer)
{
    if (!answerable(share))
        return std::nullopt;
    const auto& proofs = offer.memberProofs;
    const auto found = std::find_if(proofs.begin(), proofs.end(),
                                    [&share](const Hash& proof) { return sameProof(proof, share.peerProof); });
    if (found == proofs.end())
        return std::nullopt;
    const auto channel = newChannel();
    if (!channel)
        return std::nullopt;
    share.state = ShareState::Answered;
    share.channel = *channel;
    m_channels[*channel] = {share.keys->id(), ChannelState::Answered};
    return ShareAnswerEntry{static_cast<uint32_t>(found - proofs.begin()), *channel, claim(*share.keys), share.ownProof,
                            ownWriterProof(*share.keys)};
}

std::optional<uint16_t> ShareOpening::newChannel()
{
    if (m_nextChannel > UINT16_MAX)
        return std::nullopt; // 32,767 openings: a new session has new numbers
    const auto channel = static_cast<uint16_t>(m_nextChannel);
    m_nextChannel += 2;
    return channel;
}

// What cannot be proven looks like what can.
Bytes ShareOpening::ownWriterProof(const crypto::ShareKeys& keys)
{
    if (auto proof = crypto::writerProof(keys, handshakeRole(m_role), m_handshakeHash, m_own))
        return *std::move(proof);
    return m_random.bytes(kWriterProof);
}

void ShareOpening::pad(ShareAnswer& answer, size_t offered)
{
    for (size_t missing = paddedCount(answer.entries.size()) - answer.entries.size(); missing > 0; --missing)
        answer.entries.push_back({static_cast<uint32_t>(m_random.below(offered)),
                                  static_cast<uint16_t>(m_random.below(UINT16_MAX) + 1), ClaimedPermission::ReadOnly,
                                  randomProof(), m_random.bytes(kWriterProof)});
    shuffle(answer.entries, m_random);
}

void ShareOpening::pad(ShareConfirm& confirm)
{
    for (size_t missing = paddedCount(confirm.entries.size()) - confirm.entries.size(); missing > 0; --missing)
        confirm.entries.push_back({0, ClaimedPermission::ReadOnly, m_random.bytes(kWriterProof)});
}

Hash ShareOpening::randomProof()
{
    return Hash::from(m_random.bytes(Hash::kSize));
}

Result<ShareOpening::Confirmed> ShareOpening::acceptAnswer(const ShareAnswer& answer)
{
    if (m_offer.empty())
        return fail(ErrorCode::Protocol, "the peer answered a share offer that was not made");
    Confirmed result;
    for (const ShareAnswerEntry& entry : answer.entries) {
        if (entry.index >= m_offer.size())
            return fail(ErrorCode::Protocol, "the peer answered a share that was not offered");
        if (auto ok = acceptEntry(entry, m_offer[entry.index], result); !ok)
            return fail(ok.error());
    }
    for (const OfferedProof& offered : m_offer)
        if (Share* const share = offered.share ? find(*offered.share) : nullptr)
            if (share->state == ShareState::Offered && !offered.withdrawn)
                share->state = ShareState::Waiting;
    m_offer.clear();
    pad(result.confirm);
    return result;
}

Result<void> ShareOpening::acceptEntry(const ShareAnswerEntry& entry, OfferedProof& offered, Confirmed& result)
{
    if (sameProof(entry.memberProof, offered.ownProof))
        return reflected();
    if (!offered.share || !sameProof(entry.memberProof, offered.peerProof))
        return {}; // padding
    if (!isPeersNewChannel(entry.channel))
        return fail(ErrorCode::Protocol, "the peer gave a share a channel number that is not free");
    if (offered.withdrawn) {
        m_channels[entry.channel] = {*offered.share, ChannelState::Closing};
        result.withdrawn.push_back(entry.channel);
        return {};
    }
    Share* const share = find(*offered.share);
    if (!share || share->state != ShareState::Offered)
        return fail(ErrorCode::Protocol, "the peer answered a share twice");
    const auto opened = open(*share, entry.channel, entry.permission, entry.writerProof);
    if (!opened)
        return fail(opened.error());
    result.opened.push_back(*opened);
    result.confirm.entries.push_back({entry.channel, claim(*share->keys), ownWriterProof(*share->keys)});
    return {};
}

bool ShareOpening::isPeersNewChannel(uint16_t channel) const
{
    const bool odd = channel % 2 == 1;
    return channel != 0 && odd == (m_role == SessionRole::Listener) && !m_channels.contains(channel);
}

Result<ShareOpened> ShareOpening::open(Share& share, uint16_t channel, ClaimedPermission claimed, ByteView writerProof)
{
    ShareOpened opened{channel, share.keys->id(), crypto::Permission::ReadOnly};
    if (claimed == ClaimedPermission::ReadWrite) {
        if (!crypto::checkWriterProof(*share.keys, crypto::otherRole(handshakeRole(m_role)), m_handshakeHash, m_peer,
                                      writerProof))
            return fail(ErrorCode::Protocol, "the peer claims to have the read-write secret and does not prove it");
        opened.peerPermission = crypto::Permission::ReadWrite;
    }
    share.state = ShareState::Open;
    share.channel = channel;
    m_channels[channel] = {share.keys->id(), ChannelState::Open};
    m_proven = true;
    return opened;
}

Result<std::vector<ShareOpened>> ShareOpening::acceptConfirm(const ShareConfirm& confirm)
{
    std::vector<ShareOpened> result;
    for (const ShareConfirmEntry& entry : confirm.entries) {
        const auto state = channelState(entry.channel);
        if (entry.channel == 0 || state == ChannelState::Closing)
            continue;
        if (state != ChannelState::Answered)
            return fail(ErrorCode::Protocol, "the peer confirmed a share that waits for no confirmation");
        Share* const share = find(m_channels[entry.channel].share);
        if (!share)
            return fail(ErrorCode::Protocol, "the peer confirmed a share that is not here");
        const auto opened = open(*share, entry.channel, entry.permission, entry.writerProof);
        if (!opened)
            return fail(opened.error());
        result.push_back(*opened);
    }
    return result;
}

Result<ShareOpening::PeerClosed> ShareOpening::acceptClose(uint16_t number)
{
    const auto it = m_channels.find(number);
    if (it == m_channels.end())
        return fail(ErrorCode::Protocol, "the peer closed a channel that does not exist");
    const Channel channel = it->second;
    m_channels.erase(it);
    if (channel.state == ChannelState::Closing)
        return PeerClosed{};
    if (Share* const share = find(channel.share))
        share->state = ShareState::Waiting;
    PeerClosed result{true, std::nullopt};
    if (channel.state == ChannelState::Open)
        result.closed = ShareClosed{number, channel.share};
    return result;
}

} // namespace shoal::protocol
