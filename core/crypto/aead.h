// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/key_bytes.h"

#include <cstdint>
#include <memory>

namespace shoal::crypto {

// The numbers travel in the prologue and never change their meaning.
enum class Suite : uint8_t {
    AesGcm = 1,     // Noise_XX_25519_AESGCM_SHA256
    ChaChaPoly = 2, // Noise_XX_25519_ChaChaPoly_SHA256
};

// AesGcm where the CPU has instructions for AES and GHASH; without them ChaChaPoly is faster and,
// unlike AES from tables, leaks nothing through the cache.
Suite preferredSuite();

inline constexpr size_t kTagSize = 16;

// One key of an authenticated cipher, scheduled once. Nonce as in Noise: 32 zero bits, then the counter,
// big-endian for AES-GCM and little-endian for ChaCha20-Poly1305. Move-only; one thread at a time.
class AeadKey
{
public:
    AeadKey(Suite suite, const KeyBytes<32>& key);
    ~AeadKey();
    AeadKey(AeadKey&&) noexcept;
    AeadKey& operator=(AeadKey&&) noexcept;

    // Replaces the key; the suite stays.
    void setKey(const KeyBytes<32>& key);
    // Appends ciphertext and tag. A counter serves once for a key.
    void seal(uint64_t counter, ByteView associated, ByteView plaintext, Bytes& appendTo);
    // Appends the plaintext. False, and nothing appended, when the tag does not verify.
    [[nodiscard]] bool open(uint64_t counter, ByteView associated, ByteView ciphertext, Bytes& appendTo);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace shoal::crypto
