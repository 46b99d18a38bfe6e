// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/cipher.h"

#include <QtGlobal>

namespace shoal::crypto {

CipherState::CipherState(Suite suite, const KeyBytes<32>& key, uint64_t framesPerKey)
    : m_key(suite, key), m_framesPerKey(framesPerKey)
{
    Q_ASSERT(framesPerKey > 0);
}

void CipherState::seal(ByteView plaintext, Bytes& appendTo)
{
    Q_ASSERT(plaintext.size() <= kMaxFramePlaintext);
    m_key.seal(m_counter, {}, plaintext, appendTo);
    countFrame();
}

Result<void> CipherState::open(ByteView ciphertext, Bytes& appendTo)
{
    if (ciphertext.size() < kTagSize || ciphertext.size() > kMaxNoiseMessage) {
        return fail(ErrorCode::Protocol, "the peer sent an encrypted frame of " + std::to_string(ciphertext.size()) +
                                             " bytes; it must have 16 to 65535");
    }
    if (!m_key.open(m_counter, {}, ciphertext, appendTo))
        return fail(ErrorCode::Protocol, "a frame did not decrypt: it was altered, lost or repeated on the way");
    countFrame();
    return {};
}

// The new key is the first 32 bytes of 32 zero bytes encrypted with the highest counter, which no frame uses.
void CipherState::countFrame()
{
    ++m_counter;
    if (m_counter % m_framesPerKey != 0)
        return;
    Bytes sealed;
    m_key.seal(UINT64_MAX, {}, KeyBytes<32>().view(), sealed);
    m_key.setKey(KeyBytes<32>::from(sealed));
    wipe(sealed);
}

} // namespace shoal::crypto
