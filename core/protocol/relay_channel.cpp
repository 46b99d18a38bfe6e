// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/relay_channel.h"

#include "core/protocol/big_endian.h"

namespace shoal::protocol {

namespace {

constexpr size_t kSizeField = 2;

} // namespace

RelayChannel::RelayChannel(SessionRole role, const crypto::DeviceIdentity& identity, Random& random)
    : m_stream(role, identity, random, Preamble::own(StreamKind::Relay))
{}

Result<void> RelayChannel::receive(ByteView bytes, std::vector<RelayMessage>& messages)
{
    const auto ok = m_stream.receive(bytes, m_received);
    if (const auto taken = takeMessages(messages); !taken)
        return taken;
    return ok;
}

Result<void> RelayChannel::takeMessages(std::vector<RelayMessage>& messages)
{
    ByteView rest = m_received;
    while (rest.size() >= kSizeField) {
        const size_t size = readBigEndian<uint16_t>(rest);
        if (size == 0 || size > kMaxRelayMessage)
            return fail(ErrorCode::Protocol, "a message of " + std::to_string(size) + " bytes is announced");
        if (rest.size() < kSizeField + size)
            break;
        auto message = decodeRelay(rest.substr(kSizeField, size));
        if (!message)
            return fail(message.error());
        if (*message)
            messages.push_back(**std::move(message));
        rest.remove_prefix(kSizeField + size);
    }
    m_received.erase(0, m_received.size() - rest.size());
    return {};
}

void RelayChannel::send(const RelayMessage& message)
{
    const Bytes bytes = encodeRelay(message);
    appendBigEndian(static_cast<uint16_t>(bytes.size()), m_queue);
    m_queue += bytes;
}

Bytes RelayChannel::takeOutput()
{
    Bytes out;
    m_stream.takeHandshake(out);
    if (!m_stream.established())
        return out;
    for (size_t at = 0; at < m_queue.size(); at += kMaxFramePlain)
        m_stream.seal(ByteView(m_queue).substr(at, kMaxFramePlain), out);
    m_queue = Bytes();
    return out;
}

} // namespace shoal::protocol
