// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead.h"

#include "core/crypto/primitives.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <cstdlib>
#if defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace shoal::crypto {

namespace {

constexpr size_t kNonceSize = 12;
using Nonce = std::array<unsigned char, kNonceSize>;

// A cipher of libcrypto that fails for another reason than a wrong tag is out of memory or broken;
// going on could send plaintext.
void must(bool succeeded)
{
    if (!succeeded)
        std::abort();
}

// Fetching an algorithm is slow, so it is done once.
const EVP_CIPHER* algorithmOf(Suite suite)
{
    static const EVP_CIPHER* const aes = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    static const EVP_CIPHER* const chacha = EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
    const EVP_CIPHER* const algorithm = suite == Suite::AesGcm ? aes : chacha;
    must(algorithm != nullptr);
    return algorithm;
}

Nonce nonceOf(Suite suite, uint64_t counter)
{
    Nonce nonce{};
    for (size_t i = 0; i < 8; ++i) {
        const size_t shift = 8 * (suite == Suite::AesGcm ? 7 - i : i);
        nonce[4 + i] = static_cast<unsigned char>(counter >> shift);
    }
    return nonce;
}

unsigned char* grow(Bytes& bytes, size_t size)
{
    const size_t before = bytes.size();
    bytes.resize(before + size);
    return reinterpret_cast<unsigned char*>(bytes.data()) + before;
}

} // namespace

Suite preferredSuite()
{
    prepareSodium();
#if defined(__aarch64__)
    constexpr unsigned long kNeeded = HWCAP_AES | HWCAP_PMULL;
    return (getauxval(AT_HWCAP) & kNeeded) == kNeeded ? Suite::AesGcm : Suite::ChaChaPoly;
#else
    return sodium_runtime_has_aesni() && sodium_runtime_has_pclmul() ? Suite::AesGcm : Suite::ChaChaPoly;
#endif
}

struct AeadKey::State
{
    enum Direction : int { Decrypt = 0, Encrypt = 1 };

    explicit State(Suite usedSuite) : suite(usedSuite) { must(context != nullptr); }
    ~State() { EVP_CIPHER_CTX_free(context); } // wipes the key schedule
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void start(Direction direction, uint64_t counter, ByteView associated)
    {
        const Nonce nonce = nonceOf(suite, counter);
        must(EVP_CipherInit_ex2(context, nullptr, nullptr, nonce.data(), direction, nullptr) == 1);
        int size = 0;
        if (!associated.empty())
            must(EVP_CipherUpdate(context, nullptr, &size, octets(associated), static_cast<int>(associated.size())) ==
                 1);
    }
    // Both algorithms are stream ciphers: as many bytes come out as go in.
    void run(ByteView in, unsigned char* out)
    {
        int size = 0;
        if (!in.empty())
            must(EVP_CipherUpdate(context, out, &size, octets(in), static_cast<int>(in.size())) == 1);
    }
    bool finish(unsigned char* out)
    {
        int size = 0;
        return EVP_CipherFinal_ex(context, out, &size) == 1;
    }

    Suite suite;
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
};

AeadKey::AeadKey(Suite suite, const KeyBytes<32>& key) : m_state(std::make_unique<State>(suite))
{
    setKey(key);
}

AeadKey::~AeadKey() = default;
AeadKey::AeadKey(AeadKey&&) noexcept = default;
AeadKey& AeadKey::operator=(AeadKey&&) noexcept = default;

void AeadKey::setKey(const KeyBytes<32>& key)
{
    must(EVP_CipherInit_ex2(m_state->context, algorithmOf(m_state->suite), key.data(), nullptr, State::Encrypt,
                            nullptr) == 1);
}

void AeadKey::seal(uint64_t counter, ByteView associated, ByteView plaintext, Bytes& appendTo)
{
    unsigned char* const out = grow(appendTo, plaintext.size() + kTagSize);
    m_state->start(State::Encrypt, counter, associated);
    m_state->run(plaintext, out);
    unsigned char* const tag = out + plaintext.size();
    must(m_state->finish(tag));
    must(EVP_CIPHER_CTX_ctrl(m_state->context, EVP_CTRL_AEAD_GET_TAG, kTagSize, tag) == 1);
}

bool AeadKey::open(uint64_t counter, ByteView associated, ByteView ciphertext, Bytes& appendTo)
{
    if (ciphertext.size() < kTagSize)
        return false;
    const size_t before = appendTo.size();
    const size_t size = ciphertext.size() - kTagSize;
    unsigned char* const out = grow(appendTo, size);
    std::array<unsigned char, kTagSize> tag;
    std::memcpy(tag.data(), ciphertext.data() + size, kTagSize);

    m_state->start(State::Decrypt, counter, associated);
    must(EVP_CIPHER_CTX_ctrl(m_state->context, EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()) == 1);
    m_state->run(ciphertext.substr(0, size), out);
    if (m_state->finish(tag.data()))
        return true;
    wipe(out, size); // never let anybody see what did not verify
    appendTo.resize(before);
    return false;
}

} // namespace shoal::crypto
