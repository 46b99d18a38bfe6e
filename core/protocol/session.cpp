// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/session.h"

#include "core/protocol/big_endian.h"
#include "core/protocol/limits.h"
#include "core/protocol/message_types.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace shoal::protocol {

namespace {

constexpr size_t kLengthField = 4;
constexpr size_t kChannelField = 2;
constexpr size_t kFrameOverhead = 2 + kFrameTag;
constexpr size_t kKeptCapacity = 128 * 1024; // five hundred sessions do not sit on the memory of their last burst

} // namespace

Session::Session(SessionRole role, const crypto::DeviceIdentity& identity, Hello own, Random& random)
    : m_ownDevice(identity.id()), m_own(std::move(own)), m_stream(role, identity, random),
      m_opening(role, identity.id(), random)
{}

void Session::addShare(crypto::ShareKeys* keys)
{
    m_opening.addShare(keys);
    offerShares();
}

void Session::removeShare(const ShareId& share)
{
    const auto channel = m_opening.removeShare(share);
    if (!channel || m_closed)
        return;
    m_queue.drop(*channel);
    say(ShareClose{*channel});
}

void Session::receive(ByteView bytes, Events& events)
{
    if (m_closed)
        return;
    const auto ok = m_stream.receive(bytes, m_received);
    if (m_stream.established() && !m_begun)
        begin();
    takeMessages(events);
    if (!ok && !m_closed)
        breakOff(CloseReason::ProtocolError, ok.error(), events);
}

void Session::begin()
{
    m_begun = true;
    m_opening.start(m_stream.peer(), m_stream.handshakeHash());
    say(m_own);
    offerShares();
}

void Session::takeMessages(Events& events)
{
    size_t taken = 0;
    while (!m_closed && m_received.size() - taken >= kLengthField) {
        const ByteView rest = ByteView(m_received).substr(taken);
        const auto field = readBigEndian<uint32_t>(rest);
        const size_t length = field & ~(kPartFlag | kLastPartFlag);
        if (auto ok = checkLength(field, length); !ok) {
            breakOff(CloseReason::ProtocolError, ok.error(), events);
            break;
        }
        if (rest.size() < kLengthField + length)
            break;
        const ByteView message = rest.substr(kLengthField, length);
        const bool isPart = (field & kPartFlag) != 0;
        auto ok = isPart ? takePart(message, (field & kLastPartFlag) != 0, events) : takeMessage(message, events);
        if (!ok)
            breakOff(CloseReason::ProtocolError, ok.error(), events);
        taken += kLengthField + length;
    }
    m_received.erase(0, taken);
    if (taken > 0 && m_received.size() <= kKeptCapacity && m_received.capacity() > kKeptCapacity)
        m_received.shrink_to_fit();
}

Result<void> Session::checkLength(uint32_t field, size_t length) const
{
    const size_t most = proven() ? kMaxMessage : kMaxStrangerMessage;
    if (length <= kChannelField || length > kChannelField + most)
        return fail(ErrorCode::Protocol, "a message of " + std::to_string(length) + " bytes is announced");
    if ((field & kLastPartFlag) != 0 && (field & kPartFlag) == 0)
        return fail(ErrorCode::Protocol, "the last part of a message that is not in parts");
    return {};
}

// Like whole messages, those in parts are taken for what they are when they are complete.
Result<void> Session::takePart(ByteView bytes, bool isLast, Events& events)
{
    const auto channel = readBigEndian<uint16_t>(bytes);
    if (m_parts.empty()) {
        if (!m_opening.channelState(channel))
            return fail(ErrorCode::Protocol,
                        "a part of a message on channel " + std::to_string(channel) + ", which is not open");
        m_parts = bytes.substr(0, kChannelField + 1);
    } else if (!bytes.starts_with(ByteView(m_parts).substr(0, kChannelField + 1))) {
        return fail(ErrorCode::Protocol, "two messages come in parts at the same time");
    }
    const ByteView body = bytes.substr(kChannelField + 1);
    if (m_parts.size() + body.size() > kChannelField + kMaxMessage)
        return fail(ErrorCode::Protocol, "a message in parts is longer than any may be");
    m_parts += body;
    if (!isLast)
        return {};
    const Bytes message = std::exchange(m_parts, {});
    return takeShareMessage(channel, ByteView(message).substr(kChannelField), events);
}

Result<void> Session::takeMessage(ByteView bytes, Events& events)
{
    const auto channel = readBigEndian<uint16_t>(bytes);
    const ByteView typeAndBody = bytes.substr(kChannelField);
    const auto type = static_cast<uint8_t>(typeAndBody.front());
    if (!m_peerSaidHello && (channel != 0 || type != kMessageTypes.front()))
        return fail(ErrorCode::Protocol, "the peer's first message is not a greeting");
    if (channel != 0)
        return takeShareMessage(channel, typeAndBody, events);
    if (!isKnownType(type))
        return {};
    auto message = decode(typeAndBody);
    if (!message)
        return fail(message.error());
    return takeSessionMessage(*std::move(message), events);
}

Result<void> Session::takeShareMessage(uint16_t channel, ByteView typeAndBody, Events& events)
{
    const auto state = m_opening.channelState(channel);
    if (state == ShareOpening::ChannelState::Closing)
        return {}; // sent before the peer knew
    if (state != ShareOpening::ChannelState::Open)
        return fail(ErrorCode::Protocol, "a message on channel " + std::to_string(channel) + ", which is not open");
    if (!isKnownType(static_cast<uint8_t>(typeAndBody.front())))
        return {};
    auto message = decode(typeAndBody);
    if (!message)
        return fail(message.error());
    if (isSessionMessage(*message))
        return fail(ErrorCode::Protocol, "a session message on the channel of a share");
    events.emplace_back(MessageReceived{channel, *std::move(message)});
    return {};
}

Result<void> Session::takeSessionMessage(Message message, Events& events)
{
    return std::visit([this, &events](auto& one) { return on(one, events); }, message);
}

template <class ShareMessage> Result<void> Session::on(ShareMessage&, Events&)
{
    return fail(ErrorCode::Protocol, "a message of a share outside of any share's channel");
}

Result<void> Session::on(Hello& hello, Events& events)
{
    if (m_peerSaidHello)
        return fail(ErrorCode::Protocol, "the peer greets twice");
    m_peerSaidHello = true;
    if (m_stream.peer() == m_ownDevice && hello.processNonce == m_own.processNonce) {
        breakOff(CloseReason::SelfConnection, {ErrorCode::Closed, "this address leads back to this device"}, events);
        return {};
    }
    events.emplace_back(PeerIdentified{m_stream.peer(), std::move(hello)});
    return {};
}

Result<void> Session::on(Ping&, Events&)
{
    // Whatever waits to be sent is as good an answer, and a peer that only asks cannot fill the queue.
    if (m_queue.empty())
        say(Pong{});
    return {};
}

Result<void> Session::on(Pong&, Events&)
{
    return {};
}

Result<void> Session::on(Close& close, Events& events)
{
    m_closed = true;
    m_queue = {};
    events.emplace_back(
        SessionClosed{close.reason, {ErrorCode::Closed, "the peer closed the connection: " + printable(close.text)}});
    return {};
}

Result<void> Session::on(ShareOffer& offer, Events&)
{
    // An offer waits for the answer to the one before, so that answers cannot pile up.
    if (m_queue.sizeOf(0) > kMaxStrangerMessage)
        return fail(ErrorCode::Protocol, "the peer offers shares again and does not read the answers");
    const auto answer = m_opening.answer(offer);
    if (!answer)
        return fail(answer.error());
    say(*answer);
    return {};
}

Result<void> Session::on(ShareAnswer& answer, Events& events)
{
    const auto confirmed = m_opening.acceptAnswer(answer);
    if (!confirmed)
        return fail(confirmed.error());
    say(confirmed->confirm);
    for (const uint16_t channel : confirmed->withdrawn)
        say(ShareClose{channel});
    for (const ShareOpened& opened : confirmed->opened)
        events.emplace_back(opened);
    offerShares();
    return {};
}

Result<void> Session::on(ShareConfirm& confirm, Events& events)
{
    const auto opened = m_opening.acceptConfirm(confirm);
    if (!opened)
        return fail(opened.error());
    for (const ShareOpened& share : *opened)
        events.emplace_back(share);
    offerShares();
    return {};
}

Result<void> Session::on(ShareClose& close, Events& events)
{
    const auto result = m_opening.acceptClose(close.channel);
    if (!result)
        return fail(result.error());
    m_queue.drop(close.channel);
    // What came of a message in parts on it never gets its rest.
    if (!m_parts.empty() && readBigEndian<uint16_t>(m_parts) == close.channel)
        m_parts = Bytes();
    if (result->reply)
        say(close);
    if (result->closed)
        events.emplace_back(*result->closed);
    return {};
}

void Session::offerShares()
{
    if (m_closed || !m_begun)
        return;
    if (const auto offer = m_opening.nextOffer())
        say(*offer);
}

Result<void> Session::send(uint16_t channel, const Message& message, Lane lane)
{
    if (m_closed || m_opening.channelState(channel) != ShareOpening::ChannelState::Open)
        return fail(ErrorCode::InvalidArgument, "channel " + std::to_string(channel) + " is not open");
    if (isSessionMessage(message))
        return fail(ErrorCode::InvalidArgument, "a session message is not for a share's channel");
    return m_queue.push(channel, message, lane);
}

void Session::say(const Message& message)
{
    const auto ok = m_queue.push(0, message, Lane::Urgent);
    Q_ASSERT_X(ok.has_value(), "Session", "what we say keeps the limits");
}

void Session::ping()
{
    if (m_begun && !m_closed)
        say(Ping{});
}

void Session::close(CloseReason reason, ByteView text)
{
    if (m_closed)
        return;
    m_closed = true;
    m_queue.dropUnstarted();
    if (!m_begun)
        return;
    if (!m_greeted)
        say(m_own); // a farewell from somebody who has not greeted would be taken for a breach of the protocol
    say(Close{reason, Bytes(text.substr(0, utf8Cut(text, kMaxText)))});
}

void Session::breakOff(CloseReason reason, Error error, Events& events)
{
    close(reason, error.context);
    events.emplace_back(SessionClosed{reason, std::move(error)});
}

bool Session::hasOutput() const
{
    return m_stream.hasHandshake() || (m_begun && !m_queue.empty());
}

Bytes Session::takeOutput(size_t limit)
{
    Bytes out;
    m_stream.takeHandshake(out);
    if (!m_begun)
        return out;
    const size_t queued = m_queue.size();
    out.reserve(std::min(limit, queued + (queued / kMaxFramePlain + 2) * (kFrameOverhead + kMessageHeader)) +
                kFrameOverhead);
    while (!m_queue.empty() && (out.empty() || out.size() + kFrameOverhead < limit)) {
        const size_t room = limit - std::min(limit, out.size() + kFrameOverhead);
        m_stream.seal(m_queue.next(std::clamp<size_t>(room, 1, kMaxFramePlain)), out);
        m_greeted = true;
    }
    m_queue.trim();
    return out;
}

} // namespace shoal::protocol
