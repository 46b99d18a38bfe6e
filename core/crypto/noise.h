// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/cipher.h"
#include "core/crypto/identity.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <memory>

namespace shoal::crypto {

// The initiator dialled. The numbers are the role bytes of the share proofs.
enum class HandshakeRole : uint8_t { Initiator = 1, Responder = 2 };

constexpr HandshakeRole otherRole(HandshakeRole role)
{
    return role == HandshakeRole::Initiator ? HandshakeRole::Responder : HandshakeRole::Initiator;
}

// The handshake XX of the Noise Protocol Framework, revision 34 (https://noiseprotocol.org/noise.html):
//   -> e
//   <- e, ee, s, es
//   -> s, se
// Afterwards both ends know each other's device key and share two keys that no later theft of a device
// key reveals. Both must give the same prologue, or the handshake fails. Payloads: the first travels in
// clear, the second is secret from all but an active attacker, the third reaches only the responder
// whose key was shown.
// Bytes in, bytes out; each message is one write() at one end and one read() at the other, in turns,
// starting with write() at the initiator. After a Protocol error every call fails with Closed.
// Move-only; one thread at a time.
class NoiseHandshake
{
public:
    // `random` must be the system's, except in tests. Copies what it needs.
    NoiseHandshake(HandshakeRole role, Suite suite, const DeviceIdentity& own, ByteView prologue, Random& random);
    // With a given ephemeral key, which must never serve twice; for the published test vectors.
    NoiseHandshake(HandshakeRole role, Suite suite, const DeviceIdentity& own, ByteView prologue,
                   const X25519KeyPair& ephemeral);
    ~NoiseHandshake();
    NoiseHandshake(NoiseHandshake&&) noexcept;
    NoiseHandshake& operator=(NoiseHandshake&&) noexcept;

    // The next message. InvalidArgument out of turn or for a payload of more than 65,439 bytes, with which the
    // second message would exceed kMaxNoiseMessage; nothing has then happened. Protocol when the peer's key
    // is of low order.
    Result<Bytes> write(ByteView payload);
    // The payload of the peer's message. InvalidArgument out of turn; Protocol when the peer's message is not what it
    // must be.
    Result<Bytes> read(ByteView message);

    // All three messages are through.
    bool finished() const;
    // Zero before finished().
    DeviceId remoteDevice() const;
    // Names this channel: both ends have the same, and no other channel does. Final once finished().
    Hash handshakeHash() const;

    struct Ciphers
    {
        CipherState send;
        CipherState receive;
    };
    // Once, after finished(); anything else is a fault of the caller and ends the process.
    Ciphers takeCiphers();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace shoal::crypto
