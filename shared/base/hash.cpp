// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/hash.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <cstdlib>

namespace shoal {

namespace {

// Fetching the algorithm costs more than hashing a record, so it is fetched once.
const EVP_MD* sha256Algorithm()
{
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (!algorithm)
        std::abort(); // libcrypto without SHA-256 cannot run anything here
    return algorithm;
}

} // namespace

struct Sha256::State
{
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    State() { EVP_DigestInit_ex2(context, sha256Algorithm(), nullptr); }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(ByteView data)
{
    EVP_DigestUpdate(m_state->context, data.data(), data.size());
}

Hash Sha256::finish()
{
    Hash hash;
    EVP_DigestFinal_ex(m_state->context, hash.bytes.data(), nullptr);
    EVP_DigestInit_ex2(m_state->context, sha256Algorithm(), nullptr);
    return hash;
}

Hash sha256(ByteView data)
{
    thread_local Sha256 hasher;
    hasher.add(data);
    return hasher.finish();
}

Bytes blake2b(size_t outputSize, ByteView data, ByteView key)
{
    Bytes out(outputSize, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                       reinterpret_cast<const unsigned char*>(data.data()), data.size(),
                       reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return out;
}

} // namespace shoal
