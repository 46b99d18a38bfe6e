// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/aead.h"
#include "shared/base/hash.h"

#include <optional>
#include <utility>

namespace shoal::crypto {

// SymmetricState of the Noise specification, section 5.2, with the CipherState of section 5.1 inside: the
// running hash of the handshake, the chaining key, and the cipher of the last Diffie-Hellman result.
// Part of NoiseHandshake. Move-only; one thread at a time.
class SymmetricState
{
public:
    SymmetricState(Suite suite, ByteView prologue);

    const Hash& hash() const { return m_hash; }
    void mixHash(ByteView data);
    void mixKey(const KeyBytes<32>& shared);

    // Appends to `message`; in clear as long as there is no key.
    void encryptAndHash(ByteView plaintext, Bytes& message);
    // Nothing when the tag does not verify.
    std::optional<Bytes> decryptAndHash(ByteView ciphertext);
    // How much longer than its plaintext an encrypted part is now.
    size_t overhead() const { return m_cipher ? kTagSize : 0; }

    // Keys for the frames of the initiator and of the responder.
    std::pair<KeyBytes<32>, KeyBytes<32>> split() const;

private:
    Suite m_suite;
    KeyBytes<32> m_chainingKey;
    Hash m_hash;
    Sha256 m_hasher;
    std::optional<AeadKey> m_cipher;
    uint64_t m_counter = 0;
};

} // namespace shoal::crypto
