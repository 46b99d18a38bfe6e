// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/noise.h"
#include "core/crypto/secret.h"

namespace shoal::crypto {

// Proofs that the device at one end of a channel holds a share's secret. Both are over
//   context || share id (32) || role byte of the prover (1) || handshake hash (32) || prover's device key (32)
// so that a proof serves for one share, one channel, one end of it and one device. A checker names the
// role its peer has, the other one than its own: a proof sent back to its maker never verifies.

inline constexpr size_t kMemberProofSize = 32;
inline constexpr size_t kWriterProofSize = 96;

// That the prover holds at least the read-only secret: BLAKE2b-256 keyed with the membership key;
// context: size as one byte || "shoal member 1".
Bytes memberProof(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash, const DeviceId& prover);
// Takes the same time wherever the first difference is.
[[nodiscard]] bool checkMemberProof(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash,
                                    const DeviceId& prover, ByteView proof);

// That the prover holds the read-write secret: P || Ed25519 signature, context "shoal rw 1" as in
// ShareKeys::sign(). PermissionDenied without the read-write secret.
Result<Bytes> writerProof(const ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash,
                          const DeviceId& prover);
// `keys` learns P when the proof is right.
[[nodiscard]] bool checkWriterProof(ShareKeys& keys, HandshakeRole proverRole, const Hash& handshakeHash,
                                    const DeviceId& prover, ByteView proof);

} // namespace shoal::crypto
