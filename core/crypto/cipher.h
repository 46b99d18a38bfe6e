// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/aead.h"
#include "shared/base/result.h"

namespace shoal::crypto {

// The Noise specification limits every message to 65,535 bytes.
inline constexpr size_t kMaxNoiseMessage = 65535;
inline constexpr size_t kMaxFramePlaintext = kMaxNoiseMessage - kTagSize;
// 2^20 full frames are 64 GiB: far inside what AES-GCM allows for one key, and rare enough to cost nothing.
inline constexpr uint64_t kFramesPerKey = uint64_t{1} << 20;

// One direction of an established channel: frames in order, with the Noise counter as nonce. After
// `framesPerKey` frames both ends replace the key by themselves (REKEY of the Noise specification,
// section 11.3); the counter goes on. It cannot run out: 2^64 frames take longer than any session.
// Move-only; one thread at a time. Allocates nothing but what `appendTo` needs.
class CipherState
{
public:
    CipherState(Suite suite, const KeyBytes<32>& key, uint64_t framesPerKey = kFramesPerKey);

    // Appends ciphertext and a tag of 16 bytes. At most kMaxFramePlaintext bytes.
    void seal(ByteView plaintext, Bytes& appendTo);
    // Appends the plaintext. `appendTo` must not overlap `ciphertext`. Fails with Protocol, and appends
    // nothing, when the frame is not the next one of the peer; the connection is then of no more use.
    Result<void> open(ByteView ciphertext, Bytes& appendTo);

private:
    void countFrame();

    AeadKey m_key;
    uint64_t m_counter = 0;
    uint64_t m_framesPerKey;
};

} // namespace shoal::crypto
