// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/relay_keys.h"

#include "core/crypto/primitives.h"

#include <sodium.h>

namespace shoal::crypto {

namespace {

constexpr size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kSealTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceSize + kSealTagSize == kRelayNoteOverhead);

Bytes bigEndian(RelayDay day)
{
    Bytes out;
    for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>(static_cast<uint64_t>(day) >> shift & 0xff));
    return out;
}

KeyBytes<32> noteKey(const ShareKeys& keys)
{
    return keyedHash(keys.relayKey(), "shoal relay note 1");
}

} // namespace

RelayShareId relayShareId(const ShareKeys& keys, RelayDay day, const DeviceId& relay)
{
    return RelayShareId::from(keyedHash(keys.relayKey(), "shoal relay id 1" + bigEndian(day) + relay.toBytes()).view());
}

DeviceIdentity relayIdentity(const DeviceIdentity& own, RelayDay day, ByteView relay)
{
    const KeyBytes<32> key =
        keyedHash(own.keys().privateKey().view(), "shoal relay identity 1" + bigEndian(day) + Bytes(relay));
    return DeviceIdentity(X25519KeyPair(key));
}

Bytes sealRelayNote(const ShareKeys& keys, const RelayShareId& share, const DeviceId& sender, ByteView text,
                    Random& random)
{
    const KeyBytes<32> key = noteKey(keys);
    const Bytes place = share.toBytes() + sender.toBytes();
    Bytes sealed = random.bytes(kNonceSize);
    sealed.resize(kNonceSize + text.size() + kSealTagSize);
    auto* const out = reinterpret_cast<unsigned char*>(sealed.data());
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceSize, nullptr, octets(text), text.size(), octets(place),
                                               place.size(), nullptr, out, key.data());
    return sealed;
}

Result<Bytes> openRelayNote(const ShareKeys& keys, const RelayShareId& share, const DeviceId& sender, ByteView sealed)
{
    const auto refused = [] {
        return fail(ErrorCode::Protocol, "a note at a relay is not from a member of the share");
    };
    if (sealed.size() < kRelayNoteOverhead)
        return refused();
    const KeyBytes<32> key = noteKey(keys);
    const Bytes place = share.toBytes() + sender.toBytes();
    const ByteView body = sealed.substr(kNonceSize);
    Bytes text(body.size() - kSealTagSize, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr,
                                                   octets(body), body.size(), octets(place), place.size(),
                                                   octets(sealed), key.data()) != 0)
        return refused();
    return text;
}

DhtKey dhtKey(const ShareKeys& keys, RelayDay day)
{
    return DhtKey::from(keyedHash(keys.relayKey(), "shoal dht id 1" + bigEndian(day)).view().substr(0, DhtKey::kSize));
}

} // namespace shoal::crypto
