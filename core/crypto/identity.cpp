// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/identity.h"

namespace shoal::crypto {

DeviceIdentity::DeviceIdentity(const X25519KeyPair& keys) : m_keys(keys), m_id(DeviceId::from(keys.publicKey().view()))
{}

DeviceIdentity DeviceIdentity::generate(Random& random)
{
    return DeviceIdentity(X25519KeyPair::generate(random));
}

} // namespace shoal::crypto
