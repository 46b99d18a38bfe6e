// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/proof.h"

#include "core/crypto/primitives.h"

#include <sodium.h>

namespace shoal::crypto {

namespace {

constexpr ByteView kMemberContext = "shoal member 1";
constexpr ByteView kWriterContext = "shoal rw 1";

Bytes statement(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash, const DeviceId& prover)
{
    Bytes out(keys.id().view());
    out += static_cast<char>(proverRole);
    out += handshakeHash.view();
    out += prover.view();
    return out;
}

} // namespace

Bytes memberProof(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash, const DeviceId& prover)
{
    const Bytes message = withContext(kMemberContext, statement(keys, proverRole, handshakeHash, prover));
    return Bytes(keyedHash(keys.membershipKey(), message).view());
}

bool checkMemberProof(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash,
                      const DeviceId& prover, ByteView proof)
{
    const Bytes expected = memberProof(keys, proverRole, handshakeHash, prover);
    return proof.size() == expected.size() && sodium_memcmp(proof.data(), expected.data(), expected.size()) == 0;
}

Result<Bytes> writerProof(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash,
                          const DeviceId& prover)
{
    const auto signature = keys.sign(kWriterContext, statement(keys, proverRole, handshakeHash, prover));
    if (!signature)
        return fail(signature.error());
    return keys.publicKey()->toBytes() + signature->toBytes();
}

bool checkWriterProof(ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash, const DeviceId& prover,
                      ByteView proof)
{
    if (proof.size() != kWriterProofSize)
        return false;
    const PublicKey shown = PublicKey::from(proof.substr(0, PublicKey::kSize));
    const Signature signature = Signature::from(proof.substr(PublicKey::kSize));
    // The cheap question first: a key that is not the share's is refused for the price of one hash.
    ShareKeys learned = keys;
    if (!learned.acceptPublicKey(shown.view()))
        return false;
    if (!ShareKeys::verify(shown, kWriterContext, statement(keys, proverRole, handshakeHash, prover), signature))
        return false;
    keys = learned;
    return true;
}

} // namespace shoal::crypto
