// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/x25519.h"
#include "shared/base/ids.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

namespace shoal::crypto {

// Who this device is: an X25519 key pair made on first start. The public key is the DeviceId. Owning
// the key proves to be that device and opens no share. A value; const calls from any thread.
class DeviceIdentity
{
public:
    // `random` must be the system's, except in tests.
    static DeviceIdentity generate(Random& random);
    explicit DeviceIdentity(const X25519KeyPair& keys);

    // Reads the identity of this device, or makes one and stores it when there is no file at `path`.
    // Refused: a file that others than its owner can read or write, or one that is damaged. It blocks
    // (fsync); for start-up only. The file has mode 0600 and holds
    //   "shoal device key 1\n" || private key (32) || public key (32)
    // It appears complete or not at all, and never replaces one that another process made meanwhile.
    static Result<DeviceIdentity> loadOrCreate(const Bytes& path, Random& random);

    // The key at `path` is in use elsewhere, too: it is kept as `path`.cloned-<seconds since 1970>, so that the next
    // start makes another. Blocks.
    static Result<void> setAside(const Bytes& path, int64_t nowNs);

    const DeviceId& id() const { return m_id; }
    const X25519KeyPair& keys() const { return m_keys; }

private:
    X25519KeyPair m_keys;
    DeviceId m_id;
};

} // namespace shoal::crypto
