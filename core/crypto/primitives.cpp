// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/primitives.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <QtGlobal>

#include <cstdlib>

namespace shoal::crypto {

void wipe(void* memory, size_t size)
{
    sodium_memzero(memory, size);
}

void wipe(Bytes& bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}

void prepareSodium()
{
    static const int state = sodium_init();
    if (state < 0)
        std::abort(); // no source of randomness: nothing here may run
}

KeyBytes<20> sha1(ByteView data)
{
    KeyBytes<20> hash;
    if (EVP_Digest(data.data(), data.size(), hash.data(), nullptr, EVP_sha1(), nullptr) != 1)
        std::abort(); // libcrypto without SHA-1 cannot tell which secrets belong together
    return hash;
}

KeyBytes<32> keyedHash(ByteView key, ByteView data)
{
    prepareSodium();
    KeyBytes<32> hash;
    crypto_generichash(hash.data(), KeyBytes<32>::kSize, octets(data), data.size(), octets(key), key.size());
    return hash;
}

namespace {

KeyBytes<32> hmacSha256(const KeyBytes<32>& key, ByteView first, ByteView second = {})
{
    KeyBytes<32> mac;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), KeyBytes<32>::kSize);
    crypto_auth_hmacsha256_update(&state, octets(first), first.size());
    crypto_auth_hmacsha256_update(&state, octets(second), second.size());
    crypto_auth_hmacsha256_final(&state, mac.data());
    wipe(&state, sizeof state);
    return mac;
}

} // namespace

std::pair<KeyBytes<32>, KeyBytes<32>> noiseHkdf(const KeyBytes<32>& chainingKey, ByteView input)
{
    const KeyBytes<32> temporary = hmacSha256(chainingKey, input);
    const KeyBytes<32> first = hmacSha256(temporary, ByteView("\x01", 1));
    const KeyBytes<32> second = hmacSha256(temporary, first.view(), ByteView("\x02", 1));
    return {first, second};
}

Bytes withContext(ByteView context, ByteView message)
{
    Q_ASSERT(context.size() <= 255);
    Bytes out;
    out.reserve(1 + context.size() + message.size());
    out += static_cast<char>(context.size());
    out += context;
    out += message;
    return out;
}

} // namespace shoal::crypto
