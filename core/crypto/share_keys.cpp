// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/primitives.h"
#include "core/crypto/secret.h"

#include <sodium.h>

namespace shoal::crypto {

namespace {

static_assert(PublicKey::kSize == crypto_sign_PUBLICKEYBYTES && Signature::kSize == crypto_sign_BYTES);
static_assert(KeyBytes<64>::kSize == crypto_sign_SECRETKEYBYTES);

// The key pair from the seed `rw || 12 zero bytes`, as BitTorrent Sync makes it.
void makeSigningKey(const KeyBytes<Secret::kBodySize>& readWrite, PublicKey& publicKey, KeyBytes<64>& signingKey)
{
    const auto seed = KeyBytes<crypto_sign_SEEDBYTES>::from(readWrite.view());
    crypto_sign_seed_keypair(publicKey.bytes.data(), signingKey.data(), seed.data());
}

} // namespace

ShareKeys ShareKeys::derive(const Secret& secret)
{
    prepareSodium();
    ShareKeys keys;
    if (secret.permission() == Permission::ReadWrite) {
        makeSigningKey(secret.m_body, keys.m_publicKey.emplace(), keys.m_signingKey.emplace());
        keys.m_readOnly = sha1(keys.m_publicKey->view());
    } else {
        keys.m_readOnly = secret.m_body;
    }
    const ByteView root = keys.m_readOnly.view();
    keys.m_id = ShareId::from(keyedHash(root, "shoal share id 1").view());
    keys.m_discoveryKey = keyedHash(root, "shoal discovery key 1");
    keys.m_membershipKey = keyedHash(root, "shoal membership key 1");
    keys.m_relayKey = keyedHash(root, "shoal relay key 1");
    return keys;
}

bool ShareKeys::acceptPublicKey(ByteView publicKey)
{
    bool sizeFits = false;
    const PublicKey candidate = PublicKey::from(publicKey, &sizeFits);
    if (!sizeFits)
        return false;
    if (m_publicKey)
        return *m_publicKey == candidate;
    const KeyBytes<20> hash = sha1(publicKey);
    if (sodium_memcmp(hash.data(), m_readOnly.data(), KeyBytes<20>::kSize) != 0)
        return false;
    m_publicKey = candidate;
    return true;
}

Result<Signature> ShareKeys::sign(ByteView context, ByteView message) const
{
    if (!m_signingKey)
        return fail(ErrorCode::PermissionDenied,
                    "only a device with the read-write secret of the share can sign for it");
    const Bytes signedBytes = withContext(context, message);
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, octets(signedBytes), signedBytes.size(),
                         m_signingKey->data());
    return signature;
}

bool ShareKeys::verify(const PublicKey& publicKey, ByteView context, ByteView message, const Signature& signature)
{
    prepareSodium();
    const Bytes signedBytes = withContext(context, message);
    return crypto_sign_verify_detached(signature.bytes.data(), octets(signedBytes), signedBytes.size(),
                                       publicKey.bytes.data()) == 0;
}

} // namespace shoal::crypto
