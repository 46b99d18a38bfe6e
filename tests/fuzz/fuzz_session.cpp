// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "sample_messages.h"

#include "core/crypto/proof.h"
#include "core/protocol/big_endian.h"
#include "core/protocol/session.h"

#include <algorithm>
#include <set>

using namespace shoal;
using namespace shoal::fuzz;
using protocol::Message;
using protocol::Session;
using protocol::SessionRole;

namespace {

constexpr size_t kShares = 3;
constexpr size_t kMostHeld = 2 * (protocol::kMaxMessage + 7) + protocol::kMaxFrame;
constexpr size_t kMostHeldOfStranger = protocol::kMaxStrangerMessage + 7 + protocol::kMaxFrame;

crypto::Secret secretOf(size_t share)
{
    constexpr ByteView kSecrets[kShares] = {"AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                            "ABBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"};
    return *crypto::Secret::parse(kSecrets[share]);
}

// Derived once; each session learns on copies.
const crypto::ShareKeys& keysOf(size_t share, bool readOnly)
{
    static const auto all = [] {
        std::vector<std::array<crypto::ShareKeys, 2>> keys;
        for (size_t i = 0; i < kShares; ++i)
            keys.push_back({crypto::ShareKeys::derive(secretOf(i)), crypto::ShareKeys::derive(secretOf(i).readOnly())});
        return keys;
    }();
    return all[share][readOnly ? 1 : 0];
}

// A peer that has a device key, knows the first share by its read-only secret and the second by its read-write one, and
// says what the input lets it say.
class ScriptedPeer
{
public:
    ScriptedPeer(SessionRole role, Random& random)
        : m_role(role), m_identity(crypto::DeviceIdentity::generate(random)), m_stream(role, m_identity, random)
    {}

    protocol::SecureStream& stream() { return m_stream; }
    const DeviceId& id() const { return m_identity.id(); }

    // What the session under test sends keeps to the protocol.
    void receive(ByteView bytes)
    {
        require(m_stream.receive(bytes, m_received).has_value(), "what a session sends can be decrypted");
        while (m_received.size() >= 4) {
            const size_t length =
                protocol::readBigEndian<uint32_t>(m_received) & ~(protocol::kPartFlag | protocol::kLastPartFlag);
            if (m_received.size() < 4 + length)
                return;
            const bool isPart = (protocol::readBigEndian<uint32_t>(m_received) & protocol::kPartFlag) != 0;
            if (!isPart)
                take(ByteView(m_received).substr(6, length - 2));
            m_received.erase(0, 4 + length);
        }
    }

    Hash memberProof(size_t share) const
    {
        return Hash::from(
            crypto::memberProof(keysOf(share, false), protocol::handshakeRole(m_role), m_stream.handshakeHash(), id()));
    }
    Bytes writerProof(size_t share) const
    {
        return *crypto::writerProof(keysOf(share, false), protocol::handshakeRole(m_role), m_stream.handshakeHash(),
                                    id());
    }
    // Where the session's offer has the proof of that share.
    uint32_t offeredAt(size_t share, const DeviceId& device) const
    {
        const auto proof =
            Hash::from(crypto::memberProof(keysOf(share, false), crypto::otherRole(protocol::handshakeRole(m_role)),
                                           m_stream.handshakeHash(), device));
        const auto& proofs = offer.memberProofs;
        return static_cast<uint32_t>(std::find(proofs.begin(), proofs.end(), proof) - proofs.begin());
    }

    protocol::ShareOffer offer;   // the session's last
    protocol::ShareAnswer answer; // likewise
    size_t messages = 0;

private:
    void take(ByteView typeAndBody)
    {
        auto message = protocol::decode(typeAndBody);
        require(message.has_value(), "what a session sends can be read");
        require((messages++ == 0) == std::holds_alternative<protocol::Hello>(*message), "a session greets once, first");
        if (auto* offered = std::get_if<protocol::ShareOffer>(&*message))
            offer = std::move(*offered);
        else if (auto* answered = std::get_if<protocol::ShareAnswer>(&*message))
            answer = std::move(*answered);
    }

    SessionRole m_role;
    crypto::DeviceIdentity m_identity;
    protocol::SecureStream m_stream;
    Bytes m_received;
};

// The session under test, its events checked as they come.
class Trial
{
public:
    explicit Trial(Choices& input)
        : m_input(input), m_random(makeSeededRandom(3)),
          m_role(input.below(2) == 0 ? SessionRole::Dialer : SessionRole::Listener),
          m_peerRole(m_role == SessionRole::Dialer ? SessionRole::Listener : SessionRole::Dialer),
          m_identity(crypto::DeviceIdentity::generate(*m_random)),
          m_session(m_role, m_identity, {"under test", "shoal", 1, 8888}, *m_random), m_peer(m_peerRole, *m_random)
    {
        const bool readOnly = input.below(2) == 0;
        for (size_t i = 0; i < kShares; ++i)
            m_keys.push_back(keysOf(i, readOnly));
        for (size_t i = 0; i + 1 < kShares; ++i) // the last one comes later, perhaps
            m_session.addShare(&m_keys[i]);
        shakeHands();
    }

    void run()
    {
        if (m_input.below(4) != 0)
            say(0, protocol::Hello{"peer", "fuzz", 2, 1});
        while (!m_input.empty() && !m_session.closed()) {
            step();
            flush();
        }
        m_session.close(protocol::CloseReason::Shutdown, "the end");
        flush();
        require(m_session.queuedBytes() == 0, "a closed session sends what it has begun, and no more");
    }

private:
    void shakeHands()
    {
        for (bool moved = true; moved;) {
            Bytes fromPeer;
            m_peer.stream().takeHandshake(fromPeer);
            deliver(fromPeer);
            const Bytes toPeer = m_session.takeOutput();
            if (!toPeer.empty())
                m_peer.receive(toPeer);
            moved = !fromPeer.empty() || !toPeer.empty();
        }
        require(m_session.established() && m_session.peer() == m_peer.id(), "a genuine peer shakes hands");
    }

    void step()
    {
        switch (m_input.below(14)) {
        case 0:
            m_plaintext += m_input.piece(); // whatever that is
            break;
        case 1:
            sayRaw(channel(), m_input.byte(), m_input.piece());
            break;
        case 2:
            sayPart();
            break;
        case 3:
            say(0, offer());
            break;
        case 4:
            say(0, answer());
            break;
        case 5:
            say(0, confirm());
            break;
        case 6:
            say(0, protocol::ShareClose{channel()});
            break;
        case 7:
            sayChanged();
            break;
        case 8:
            m_session.addShare(&m_keys[m_input.below(kShares)]);
            break;
        case 9:
            removeShare(m_input.below(kShares));
            break;
        case 10:
            send();
            break;
        case 11:
            m_session.ping();
            break;
        default:
            say(0, protocol::Ping{});
            break;
        }
    }

    // A channel that is in use, more often than not.
    uint16_t channel()
    {
        const uint8_t choice = m_input.byte();
        if (choice < 32)
            return choice;
        const size_t open = m_open.size();
        if (open > 0 && choice % 2 == 0)
            return *std::next(m_open.begin(), static_cast<std::ptrdiff_t>(choice / 2 % open));
        const auto& entries = m_peer.answer.entries;
        return entries.empty() ? m_input.number16() : entries[choice / 2 % entries.size()].channel;
    }

    protocol::ShareOffer offer()
    {
        protocol::ShareOffer offer;
        const size_t count = m_input.below(4) == 0 ? m_input.below(20) : 8;
        for (size_t i = 0; i < count; ++i)
            offer.memberProofs.push_back(Hash::from(Bytes(Hash::kSize, static_cast<char>(i))));
        for (size_t share = 0; share < kShares; ++share)
            if (const size_t at = m_input.below(16); at < count)
                offer.memberProofs[at] = m_peer.memberProof(share);
        return offer;
    }

    // Padding, and genuine entries where the input says so.
    protocol::ShareAnswer answer()
    {
        protocol::ShareAnswer answer;
        for (size_t i = 0; i < 8; ++i)
            answer.entries.push_back({0, 1, protocol::ClaimedPermission::ReadOnly, Hash{}, Bytes(96, 'w')});
        for (size_t share = 0; share < kShares; ++share) {
            const uint8_t how = m_input.byte();
            auto& entry = answer.entries[how % 8];
            const uint16_t parity = m_peerRole == SessionRole::Listener ? 2 : 1;
            const auto number = static_cast<uint16_t>(parity + 2 * m_input.below(16));
            if (how < 200)
                entry = {m_peer.offeredAt(share, m_identity.id()), number, permission(how), m_peer.memberProof(share),
                         proofOf(share, how)};
        }
        return answer;
    }

    protocol::ShareConfirm confirm()
    {
        protocol::ShareConfirm confirm;
        for (size_t i = 0; i < 8; ++i)
            confirm.entries.push_back({0, protocol::ClaimedPermission::ReadOnly, Bytes(96, 'w')});
        for (size_t i = m_input.below(4); i > 0; --i) {
            const uint8_t how = m_input.byte();
            confirm.entries[how % 8] = {channel(), permission(how), proofOf(how % kShares, how)};
        }
        return confirm;
    }

    static protocol::ClaimedPermission permission(uint8_t how)
    {
        return (how & 8) != 0 ? protocol::ClaimedPermission::ReadWrite : protocol::ClaimedPermission::ReadOnly;
    }

    // Of the first share the peer has the read-only secret only; what it shows is another share's.
    Bytes proofOf(size_t share, uint8_t how)
    {
        if ((how & 16) != 0)
            return Bytes(96, 'w');
        return share == 0 ? m_peer.writerProof(1) : m_peer.writerProof(share);
    }

    void say(uint16_t channel, const Message& message)
    {
        Bytes bytes;
        if (protocol::encode(message, bytes))
            sayRaw(channel, static_cast<uint8_t>(bytes[0]), ByteView(bytes).substr(1));
    }

    void sayRaw(uint16_t channel, uint8_t type, ByteView body, uint32_t flags = 0)
    {
        protocol::appendBigEndian(static_cast<uint32_t>(3 + body.size()) | flags, m_plaintext);
        protocol::appendBigEndian(channel, m_plaintext);
        m_plaintext += static_cast<char>(type);
        m_plaintext += body;
    }

    void sayPart()
    {
        const uint16_t on = channel();
        const uint8_t type = m_input.byte();
        const bool isLast = m_input.below(4) == 0;
        sayRaw(on, type, m_input.piece(), protocol::kPartFlag | (isLast ? protocol::kLastPartFlag : 0));
    }

    // One of all kinds, with a byte of its body changed.
    void sayChanged()
    {
        static const auto samples = protocol::allSamples();
        const auto& sample = samples[m_input.below(samples.size())];
        Bytes bytes;
        require(protocol::encode(sample.message, bytes).has_value(), "a sample can be written");
        const size_t at = m_input.number16();
        if (at < bytes.size())
            bytes[at] = static_cast<char>(m_input.byte());
        const bool isOfSession = protocol::isSessionMessage(sample.message) != (m_input.below(8) == 0);
        sayRaw(isOfSession ? uint16_t{0} : channel(), static_cast<uint8_t>(bytes[0]), ByteView(bytes).substr(1));
    }

    void send()
    {
        const uint16_t on = channel();
        const Message message = protocol::ContentReply{1, protocol::ContentStatus::Ok, Bytes(m_input.number16(), 'x')};
        const auto sent = m_session.send(on, message, static_cast<protocol::Lane>(m_input.below(3)));
        require(sent.has_value() == m_open.contains(on), "a message can be sent on an open channel, and on no other");
    }

    void removeShare(size_t share)
    {
        m_session.removeShare(m_keys[share].id());
        std::erase_if(m_open, [&](uint16_t open) { return m_shareOf[open] == m_keys[share].id(); });
    }

    void flush()
    {
        while (!m_plaintext.empty()) {
            const size_t part = std::min(m_plaintext.size(), protocol::kMaxFramePlain);
            Bytes frame;
            m_peer.stream().seal(ByteView(m_plaintext).substr(0, part), frame);
            m_plaintext.erase(0, part);
            deliver(frame);
        }
        const Bytes output = m_session.takeOutput(m_input.below(2) == 0 ? 1'000 : SIZE_MAX);
        if (!output.empty())
            m_peer.receive(output);
        if (m_session.closed())
            while (m_session.hasOutput())
                m_peer.receive(m_session.takeOutput());
    }

    void deliver(ByteView bytes)
    {
        std::vector<protocol::SessionEvent> events;
        const bool wasClosed = m_session.closed();
        m_session.receive(bytes, events);
        require(!wasClosed || events.empty(), "nothing happens in a closed session");
        for (size_t i = 0; i < events.size(); ++i) {
            const bool isEnd = std::holds_alternative<protocol::SessionClosed>(events[i]);
            require(!isEnd || (i + 1 == events.size() && m_session.closed()), "the end is the last event");
            std::visit([this](const auto& event) { check(event); }, events[i]);
        }
        const size_t most = m_session.proven() ? kMostHeld : kMostHeldOfStranger;
        require(m_session.heldBytes() <= most, "what a peer makes us hold is limited");
    }

    void check(const protocol::PeerIdentified& peer)
    {
        require(peer.device == m_peer.id() && !std::exchange(m_identified, true), "a peer is known once, by its key");
    }
    void check(const protocol::ShareOpened& opened)
    {
        const bool ours =
            std::any_of(m_keys.begin(), m_keys.end(), [&](auto& keys) { return keys.id() == opened.share; });
        require(ours && m_open.insert(opened.channel).second, "a share of ours is opened, on a channel of its own");
        m_shareOf[opened.channel] = opened.share;
        require(opened.share != m_keys[0].id() || opened.peerPermission == crypto::Permission::ReadOnly,
                "nobody is a writer without the secret");
    }
    void check(const protocol::ShareClosed& closed)
    {
        require(m_open.erase(closed.channel) == 1 && m_shareOf[closed.channel] == closed.share,
                "only what was open is closed");
    }
    void check(const protocol::MessageReceived& received)
    {
        require(m_open.contains(received.channel), "messages come on open channels");
        require(!protocol::isSessionMessage(received.message) && protocol::check(received.message).has_value(),
                "what comes is a share's and keeps the limits");
    }
    void check(const protocol::SessionClosed& closed) { requireText(closed.error); }

    Choices& m_input;
    std::unique_ptr<Random> m_random;
    SessionRole m_role;
    SessionRole m_peerRole;
    crypto::DeviceIdentity m_identity;
    std::vector<crypto::ShareKeys> m_keys;
    Session m_session;
    ScriptedPeer m_peer;
    Bytes m_plaintext; // what the peer has said and is not sealed yet
    std::set<uint16_t> m_open;
    std::map<uint16_t, ShareId> m_shareOf;
    bool m_identified = false;
};

} // namespace

// A peer with a device key and some secrets, whose messages are anything: honest, a little wrong, or noise.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    Trial(input).run();
    return 0;
}
