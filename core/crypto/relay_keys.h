// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/identity.h"
#include "core/crypto/secret.h"

namespace shoal::crypto {

struct RelayShareIdTag;
// What a share is called at one relay on one day. Who does not hold its secret can link it to nothing: not to the share
// id, not to what is said on the LAN, not to another day or another relay.
using RelayShareId = StrongBytes<RelayShareIdTag, 32>;

// Days since 1970 in UTC.
using RelayDay = int64_t;

// BLAKE2b-256, key: the relay key, over "shoal relay id 1" || day (8 bytes, big endian) || device key of the relay
// (32).
RelayShareId relayShareId(const ShareKeys& keys, RelayDay day, const DeviceId& relay);

// The key pair with which a device shows itself at the relay that its config calls `relay`, on one day. Nobody else can
// make it; the same device has another one tomorrow, and elsewhere. Its private key: BLAKE2b-256, key: the device's
// private key, over "shoal relay identity 1" || day (8 bytes, big endian) || `relay`.
DeviceIdentity relayIdentity(const DeviceIdentity& own, RelayDay day, ByteView relay);

// What members of a share tell each other through a relay that cannot read it, bound to the share, the relay, the day
// and the sender's key there: nonce (24) || XChaCha20-Poly1305, key: BLAKE2b-256 keyed with the relay key over "shoal
// relay note 1", associated data: RelayShareId (32) || sender (32).
inline constexpr size_t kRelayNoteOverhead = 24 + 16;
// `random` must be the system's.
Bytes sealRelayNote(const ShareKeys& keys, const RelayShareId& share, const DeviceId& sender, ByteView text,
                    Random& random);
// Protocol: no member of the share has sealed that for this place.
Result<Bytes> openRelayNote(const ShareKeys& keys, const RelayShareId& share, const DeviceId& sender, ByteView sealed);

struct DhtKeyTag;
// Under what a share is announced and looked up in the DHT on one day. As much as a RelayShareId it can be linked to
// nothing, another day among it.
using DhtKey = StrongBytes<DhtKeyTag, 20>;

// The first 20 bytes of BLAKE2b-256, key: the relay key, over "shoal dht id 1" || day (8 bytes, big endian).
DhtKey dhtKey(const ShareKeys& keys, RelayDay day);

} // namespace shoal::crypto
