// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/x25519.h"

#include "core/crypto/primitives.h"

#include <sodium.h>

namespace shoal::crypto {

X25519KeyPair X25519KeyPair::generate(Random& random)
{
    KeyBytes<32> privateKey;
    random.fill(privateKey.data(), KeyBytes<32>::kSize);
    return X25519KeyPair(privateKey);
}

X25519KeyPair::X25519KeyPair(const KeyBytes<32>& privateKey) : m_private(privateKey)
{
    prepareSodium();
    crypto_scalarmult_base(m_public.bytes.data(), m_private.data());
}

std::optional<KeyBytes<32>> X25519KeyPair::agree(const X25519Public& remote) const
{
    KeyBytes<32> shared;
    // libsodium refuses the listed points of low order and every result that is all zero.
    if (crypto_scalarmult(shared.data(), m_private.data(), remote.bytes.data()) != 0)
        return std::nullopt;
    return shared;
}

} // namespace shoal::crypto
