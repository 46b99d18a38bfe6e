// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/proof.h"
#include "core/protocol/messages.h"
#include "core/protocol/preamble.h"
#include "shared/base/random.h"

#include <map>

namespace shoal::protocol {

struct ShareOpened
{
    uint16_t channel = 0;
    ShareId share;
    crypto::Permission peerPermission = crypto::Permission::ReadOnly;
};

struct ShareClosed
{
    uint16_t channel = 0;
    ShareId share;
};

// Which shares two devices have in common, without telling each other about any other one.
//
//   A: ShareOffer    member proofs of A's shares, among random ones, shuffled, a multiple of 8
//   B: ShareAnswer   for each proof that is of a share of B's: a channel number and B's own proofs;
//                    among random entries, a multiple of 8 and at least 8
//   A: ShareConfirm  for each answer that verified: A's writer proof; padded likewise
//
// A share is open at A when the answer verified, at B with the confirmation. A has one offer under way at a
// time. The dialer begins; the listener offers only shares it gets later, once some share is open. When
// both offer one share at once, the dialer's offer is the one that is answered.
// Channel numbers are given by B: even by a listener, odd by a dialer, never twice in a session.
// ShareClose ends a channel: the other side answers with ShareClose, and what arrives on it before that is
// dropped. Either side may then offer the share anew.
//
// Pure: messages in, messages out. One thread at a time.
class ShareOpening
{
public:
    ShareOpening(SessionRole role, const DeviceId& own, Random& random);
    // The handshake is done. Nothing else but addShare() and removeShare() may be called before.
    void start(const DeviceId& peer, const Hash& handshakeHash);

    // `keys` is borrowed until removeShare(); it learns the share's public key from proofs. A share that is
    // there already stays as it is.
    void addShare(crypto::ShareKeys* keys);
    // The channel to close towards the peer, if any.
    std::optional<uint16_t> removeShare(const ShareId& share);

    // The shares to offer now, if there are any and no offer is under way.
    std::optional<ShareOffer> nextOffer();
    Result<ShareAnswer> answer(const ShareOffer& offer);

    struct Confirmed
    {
        ShareConfirm confirm;
        std::vector<ShareOpened> opened;
        std::vector<uint16_t> withdrawn; // channels of shares removed meanwhile: close them
    };
    Result<Confirmed> acceptAnswer(const ShareAnswer& answer);
    Result<std::vector<ShareOpened>> acceptConfirm(const ShareConfirm& confirm);

    struct PeerClosed
    {
        bool reply = false; // say ShareClose, too
        std::optional<ShareClosed> closed;
    };
    Result<PeerClosed> acceptClose(uint16_t channel);

    enum class ChannelState { Answered, Open, Closing };
    // Nothing for a channel that does not exist.
    std::optional<ChannelState> channelState(uint16_t channel) const;
    // Whether any share has ever been opened: the peer is a member of something.
    bool proven() const { return m_proven; }

private:
    enum class ShareState { Waiting, New, Offered, Answered, Open };
    struct Share
    {
        crypto::ShareKeys* keys = nullptr;
        ShareState state = ShareState::New;
        uint16_t channel = 0; // Answered, Open
        Hash ownProof;
        Hash peerProof; // what the peer's proof must be
    };
    struct Channel
    {
        ShareId share;
        ChannelState state = ChannelState::Answered;
    };
    struct OfferedProof
    {
        std::optional<ShareId> share; // none: padding
        Hash ownProof;
        Hash peerProof;
        bool withdrawn = false;
    };

    Share* find(const ShareId& id);
    void computeProofs(Share& share) const;
    Result<void> refuseReflected(const ShareOffer& offer) const;
    bool answerable(const Share& share) const;
    std::optional<ShareAnswerEntry> answerFor(Share& share, const ShareOffer& offer);
    std::optional<uint16_t> newChannel();
    bool isPeersNewChannel(uint16_t channel) const;
    Bytes ownWriterProof(const crypto::ShareKeys& keys);
    Result<void> acceptEntry(const ShareAnswerEntry& entry, OfferedProof& offered, Confirmed& result);
    Result<ShareOpened> open(Share& share, uint16_t channel, ClaimedPermission claimed, ByteView writerProof);
    void pad(ShareAnswer& answer, size_t offered);
    void pad(ShareConfirm& confirm);
    Hash randomProof();

    SessionRole m_role;
    DeviceId m_own;
    Random& m_random;
    DeviceId m_peer;
    Hash m_handshakeHash;
    bool m_started = false;
    bool m_proven = false;
    size_t m_offersReceived = 0;
    uint32_t m_nextChannel;
    std::map<ShareId, Share> m_shares;
    std::map<uint16_t, Channel> m_channels;
    std::vector<OfferedProof> m_offer; // under way; empty: none is
};

} // namespace shoal::protocol
