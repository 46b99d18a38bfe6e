// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/key_bytes.h"

#include <utility>

namespace shoal::crypto {

// What this module needs of libsodium and OpenSSL beside base; for its own .cpp files.

// Call before the first use of libsodium: it then picks the code that fits the CPU. From any thread.
void prepareSodium();

inline const unsigned char* octets(ByteView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// SHA-1, only for the relation between secrets that BitTorrent Sync defined.
KeyBytes<20> sha1(ByteView data);

// BLAKE2b-256 with a key.
KeyBytes<32> keyedHash(ByteView key, ByteView data);

// HKDF of the Noise specification, section 4.3, with two outputs and HMAC-SHA-256.
std::pair<KeyBytes<32>, KeyBytes<32>> noiseHkdf(const KeyBytes<32>& chainingKey, ByteView input);

// Size of context as one byte || context || message: what every MAC and signature of the system is over.
Bytes withContext(ByteView context, ByteView message);

} // namespace shoal::crypto
