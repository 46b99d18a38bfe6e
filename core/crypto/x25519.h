// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/key_bytes.h"
#include "shared/base/ids.h"
#include "shared/base/random.h"

#include <optional>

namespace shoal::crypto {

struct X25519PublicTag;
using X25519Public = StrongBytes<X25519PublicTag, 32>;

// A key pair for Diffie-Hellman over Curve25519 (RFC 7748). A value; const calls from any thread.
class X25519KeyPair
{
public:
    // `random` must be the system's, except in tests.
    static X25519KeyPair generate(Random& random);
    explicit X25519KeyPair(const KeyBytes<32>& privateKey);

    const X25519Public& publicKey() const { return m_public; }
    const KeyBytes<32>& privateKey() const { return m_private; }

    // The shared secret, or nothing when `remote` is a point of low order: the result would then be
    // all zero whatever our key is, and the peer would have contributed nothing.
    std::optional<KeyBytes<32>> agree(const X25519Public& remote) const;

private:
    KeyBytes<32> m_private;
    X25519Public m_public;
};

} // namespace shoal::crypto
