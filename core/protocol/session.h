// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/secure_stream.h"
#include "core/protocol/send_queue.h"
#include "core/protocol/share_opening.h"

namespace shoal::protocol {

// The handshake is done and the peer has said who it is. It has not yet proven to be a member of anything.
struct PeerIdentified
{
    DeviceId device;
    Hello hello;
};

// A share message on the channel of an open share.
struct MessageReceived
{
    uint16_t channel = 0;
    Message message;
};

// The last event. The owner sends what takeOutput() still gives, then drops the connection.
struct SessionClosed
{
    CloseReason reason = CloseReason::Unspecified;
    Error error;
};

using SessionEvent = std::variant<PeerIdentified, ShareOpened, ShareClosed, MessageReceived, SessionClosed>;

// One connection's session: secure stream, messages, opening of shares. Pure: bytes in, bytes and events
// out; no socket, no timer, no clock. What a peer can make it hold is bounded by one message that arrives
// whole, one that arrives in parts (kMaxMessage each; kMaxStrangerMessage and none before a share is open) and one
// frame; what is queued for sending is bounded by its owner, who asks queuedBytes(). One thread at a time. After each
// call the owner looks whether there is output.
class Session
{
public:
    // `identity` and `random` are borrowed.
    Session(SessionRole role, const crypto::DeviceIdentity& identity, Hello own, Random& random);

    // `keys` is borrowed until removeShare() or the end of the session, and learns the share's public key.
    // At any time; the share is offered to the peer when the protocol allows it.
    void addShare(crypto::ShareKeys* keys);
    // Closes its channel, if it has one; no event follows for this share. Unknown shares are ignored.
    void removeShare(const ShareId& share);

    // Takes bytes of the stream and appends what they mean.
    void receive(ByteView bytes, std::vector<SessionEvent>& events);

    // Queues a share message. InvalidArgument when `channel` is not open or the message belongs to the
    // session; Protocol when it breaks a limit: then nothing is queued.
    Result<void> send(uint16_t channel, const Message& message, Lane lane = Lane::Urgent);
    // Asks for a sign of life.
    void ping();
    // Ends the session from this side: what has not been begun is dropped, Close goes last. No event.
    void close(CloseReason reason, ByteView text);

    // The next bytes for the stream: whole frames of about `limit` bytes together (at least one frame, if
    // there is anything). Messages queued in one turn share frames.
    Bytes takeOutput(size_t limit = SIZE_MAX);
    // Bytes of messages that takeOutput() has not given yet.
    size_t queuedBytes() const { return m_queue.size(); }
    size_t queuedBytes(Lane lane) const { return m_queue.size(lane); }
    size_t queuedBytes(uint16_t channel) const { return m_queue.sizeOf(channel); }
    bool hasOutput() const;
    // Bytes of messages that have not come whole.
    size_t heldBytes() const { return m_received.size() + m_parts.size(); }

    bool established() const { return m_stream.established(); }
    // A share has been opened: the peer is a member of something we have.
    bool proven() const { return m_opening.proven(); }
    bool closed() const { return m_closed; }
    // Zero before the handshake is done.
    const DeviceId& peer() const { return m_stream.peer(); }

private:
    using Events = std::vector<SessionEvent>;

    void begin();
    void takeMessages(Events& events);
    Result<void> takeMessage(ByteView bytes, Events& events);
    Result<void> checkLength(uint32_t field, size_t length) const;
    Result<void> takePart(ByteView bytes, bool isLast, Events& events);
    Result<void> takeShareMessage(uint16_t channel, ByteView typeAndBody, Events& events);
    Result<void> takeSessionMessage(Message message, Events& events);
    Result<void> on(Hello& hello, Events& events);
    Result<void> on(Ping& ping, Events& events);
    Result<void> on(Pong& pong, Events& events);
    Result<void> on(Close& close, Events& events);
    Result<void> on(ShareOffer& offer, Events& events);
    Result<void> on(ShareAnswer& answer, Events& events);
    Result<void> on(ShareConfirm& confirm, Events& events);
    Result<void> on(ShareClose& close, Events& events);
    template <class ShareMessage> Result<void> on(ShareMessage& message, Events& events);
    void offerShares();
    void say(const Message& message);
    void breakOff(CloseReason reason, Error error, Events& events);

    const DeviceId m_ownDevice;
    const Hello m_own;
    SecureStream m_stream;
    ShareOpening m_opening;
    SendQueue m_queue;
    Bytes m_received; // decrypted, not yet a whole message
    Bytes m_parts;    // channel, type and what has come of the body of the message that comes in parts
    bool m_begun = false;
    bool m_greeted = false; // our Hello has left, or its beginning
    bool m_peerSaidHello = false;
    bool m_closed = false;
};

} // namespace shoal::protocol
