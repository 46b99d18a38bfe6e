// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/secure_stream.h"

#include "core/protocol/big_endian.h"

#include <QtGlobal>

#include <algorithm>

namespace shoal::protocol {

namespace {

constexpr size_t kSizeField = 2;
static_assert(kMaxFramePlain == crypto::kMaxFramePlaintext && kFrameTag == crypto::kTagSize);

} // namespace

SecureStream::SecureStream(SessionRole role, const crypto::DeviceIdentity& identity, Random& random, Preamble offer)
    : m_role(role), m_identity(identity), m_random(random), m_offer(offer)
{
    // The listener answers: whoever only connects learns nothing, and it costs no round trip.
    if (role == SessionRole::Dialer)
        m_output = m_offer.bytes();
}

Result<void> SecureStream::receive(ByteView bytes, Bytes& plaintext)
{
    while (!bytes.empty()) {
        // Whole units are taken where they lie; only the last, incomplete one is copied.
        if (m_partial.empty() && bytes.size() >= unitSize(bytes)) {
            const size_t size = unitSize(bytes);
            if (auto ok = takeUnit(bytes.substr(0, size), plaintext); !ok)
                return ok;
            bytes.remove_prefix(size);
            continue;
        }
        while (m_partial.size() < unitSize(m_partial) && !bytes.empty()) {
            if (auto ok = refuseLong(m_partial); !ok)
                return ok;
            const size_t part = std::min(unitSize(m_partial) - m_partial.size(), bytes.size());
            m_partial.append(bytes.substr(0, part));
            bytes.remove_prefix(part);
        }
        if (m_partial.size() < unitSize(m_partial))
            return {};
        auto ok = takeUnit(m_partial, plaintext);
        m_partial.clear();
        if (!ok)
            return ok;
    }
    return {};
}

// How many bytes the unit that starts with `start` has at least; exact once its size field is there.
size_t SecureStream::unitSize(ByteView start) const
{
    if (!m_handshake && !m_ciphers)
        return kPreambleSize;
    return start.size() < kSizeField ? kSizeField : kSizeField + readBigEndian<uint16_t>(start);
}

// Before anything is held for it.
Result<void> SecureStream::refuseLong(ByteView start) const
{
    if (!m_handshake || unitSize(start) <= kSizeField + kMaxHandshakeMessage)
        return {};
    return fail(ErrorCode::Protocol,
                "a handshake message of " + std::to_string(unitSize(start) - kSizeField) + " bytes is announced");
}

Result<void> SecureStream::takeUnit(ByteView unit, Bytes& plaintext)
{
    if (!m_ciphers)
        return m_handshake ? takeHandshakeMessage(unit.substr(kSizeField)) : takePreamble(unit);
    const ByteView frame = unit.substr(kSizeField);
    if (frame.size() <= kFrameTag)
        return fail(ErrorCode::Protocol, "an empty frame");
    return m_ciphers->receive.open(frame, plaintext);
}

Result<void> SecureStream::takePreamble(ByteView bytes)
{
    const auto peer = Preamble::parse(bytes, m_offer.kind);
    if (!peer)
        return fail(peer.error());
    if (m_role == SessionRole::Listener)
        m_output += m_offer.bytes();
    const auto agreed = agree(m_offer, *peer);
    if (!agreed)
        return fail(agreed.error());
    m_version = agreed->version;
    const Bytes own = m_offer.bytes();
    const bool dialing = m_role == SessionRole::Dialer;
    m_handshake.emplace(handshakeRole(m_role), agreed->suite, m_identity,
                        dialing ? own + Bytes(bytes) : Bytes(bytes) + own, m_random);
    return dialing ? writeHandshakeMessage() : Result<void>{};
}

Result<void> SecureStream::takeHandshakeMessage(ByteView message)
{
    if (message.size() > kMaxHandshakeMessage)
        return fail(ErrorCode::Protocol, "a handshake message of " + std::to_string(message.size()) + " bytes");
    if (const auto payload = m_handshake->read(message); !payload)
        return fail(payload.error());
    if (!m_handshake->finished())
        if (auto ok = writeHandshakeMessage(); !ok)
            return ok;
    if (m_handshake->finished())
        finish();
    return {};
}

Result<void> SecureStream::writeHandshakeMessage()
{
    const auto message = m_handshake->write(m_random.bytes(m_random.below(kMaxHandshakePadding)));
    if (!message)
        return fail(message.error());
    appendBigEndian(static_cast<uint16_t>(message->size()), m_output);
    m_output += *message;
    return {};
}

void SecureStream::finish()
{
    m_peer = m_handshake->remoteDevice();
    m_handshakeHash = m_handshake->handshakeHash();
    m_ciphers.emplace(m_handshake->takeCiphers());
    m_handshake.reset();
}

void SecureStream::takeHandshake(Bytes& out)
{
    out += m_output;
    m_output = Bytes();
}

void SecureStream::seal(ByteView plaintext, Bytes& out)
{
    Q_ASSERT(m_ciphers && !plaintext.empty() && plaintext.size() <= kMaxFramePlain);
    appendBigEndian(static_cast<uint16_t>(plaintext.size() + kFrameTag), out);
    m_ciphers->send.seal(plaintext, out);
}

} // namespace shoal::protocol
