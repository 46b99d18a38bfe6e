// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/symmetric_state.h"

#include "core/crypto/primitives.h"

namespace shoal::crypto {

namespace {

constexpr ByteView kAesGcmName = "Noise_XX_25519_AESGCM_SHA256";
constexpr ByteView kChaChaPolyName = "Noise_XX_25519_ChaChaPoly_SHA256";
// A longer name would have to be hashed first.
static_assert(kAesGcmName.size() <= Hash::kSize && kChaChaPolyName.size() <= Hash::kSize);

} // namespace

SymmetricState::SymmetricState(Suite suite, ByteView prologue)
    : m_suite(suite), m_chainingKey(KeyBytes<32>::from(suite == Suite::AesGcm ? kAesGcmName : kChaChaPolyName)),
      m_hash(Hash::from(m_chainingKey.view()))
{
    mixHash(prologue);
}

void SymmetricState::mixHash(ByteView data)
{
    m_hasher.add(m_hash.view());
    m_hasher.add(data);
    m_hash = m_hasher.finish();
}

void SymmetricState::mixKey(const KeyBytes<32>& shared)
{
    const auto [chainingKey, key] = noiseHkdf(m_chainingKey, shared.view());
    m_chainingKey = chainingKey;
    m_cipher.emplace(m_suite, key);
    m_counter = 0;
}

void SymmetricState::encryptAndHash(ByteView plaintext, Bytes& message)
{
    const size_t before = message.size();
    if (m_cipher)
        m_cipher->seal(m_counter++, m_hash.view(), plaintext, message);
    else
        message += plaintext;
    mixHash(ByteView(message).substr(before));
}

std::optional<Bytes> SymmetricState::decryptAndHash(ByteView ciphertext)
{
    Bytes plaintext;
    if (!m_cipher)
        plaintext = ciphertext;
    else if (!m_cipher->open(m_counter++, m_hash.view(), ciphertext, plaintext))
        return std::nullopt;
    mixHash(ciphertext);
    return plaintext;
}

std::pair<KeyBytes<32>, KeyBytes<32>> SymmetricState::split() const
{
    return noiseHkdf(m_chainingKey, {});
}

} // namespace shoal::crypto
