// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/preamble.h"
#include "shared/base/random.h"

#include <optional>

namespace shoal::protocol {

// Turns a byte stream into a secret one: preambles, Noise XX handshake, frames. Bytes in, bytes out; no
// socket, no clock. Holds at most one frame of what has arrived. One thread at a time.
//
//   handshake message: u16 BE size (at most kMaxHandshakeMessage), message with a payload of random
//                      padding, which the receiver ignores
//   frame:             u16 BE size of the ciphertext, ciphertext of 1 to kMaxFramePlain bytes and its tag
class SecureStream
{
public:
    // `identity` and `random` are borrowed. `offer` is what to send as preamble.
    SecureStream(SessionRole role, const crypto::DeviceIdentity& identity, Random& random,
                 Preamble offer = Preamble::own());

    // Takes any number of bytes and appends what they decrypt to. After an error the stream is of no use.
    Result<void> receive(ByteView bytes, Bytes& plaintext);
    // Appends the bytes of the handshake that wait to be sent; after it, nothing.
    void takeHandshake(Bytes& out);
    bool hasHandshake() const { return !m_output.empty(); }
    // Appends one frame. Only when established; 1 to kMaxFramePlain bytes.
    void seal(ByteView plaintext, Bytes& out);

    bool established() const { return m_ciphers.has_value(); }
    // The rest: only when established.
    const DeviceId& peer() const { return m_peer; }
    const Hash& handshakeHash() const { return m_handshakeHash; }
    uint8_t version() const { return m_version; }

private:
    size_t unitSize(ByteView start) const;
    Result<void> refuseLong(ByteView start) const;
    Result<void> takeUnit(ByteView unit, Bytes& plaintext);
    Result<void> takePreamble(ByteView bytes);
    Result<void> takeHandshakeMessage(ByteView message);
    Result<void> writeHandshakeMessage();
    void finish();

    SessionRole m_role;
    const crypto::DeviceIdentity& m_identity;
    Random& m_random;
    Preamble m_offer;
    Bytes m_partial; // the start of a unit that has not arrived whole
    Bytes m_output;
    std::optional<crypto::NoiseHandshake> m_handshake;
    std::optional<crypto::NoiseHandshake::Ciphers> m_ciphers;
    DeviceId m_peer;
    Hash m_handshakeHash;
    uint8_t m_version = 0;
};

} // namespace shoal::protocol
