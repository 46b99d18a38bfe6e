// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/key_bytes.h"
#include "shared/base/ids.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <optional>

namespace shoal::crypto {

struct PublicKeyTag;
struct SignatureTag;
using PublicKey = StrongBytes<PublicKeyTag, 32>; // Ed25519, one per share
using Signature = StrongBytes<SignatureTag, 64>; // Ed25519

enum class Permission { ReadOnly, ReadWrite };

// The text that grants a permission on a share: a letter and 32 Base32 characters (20 bytes), as
// BitTorrent Sync 1.1 and later write them.
//   'A' + Base32(rw)   read-write; seed of an Ed25519 key pair: rw || 12 zero bytes, public key P
//   'B' + Base32(ro)   read-only;  ro = SHA-1(P)
// A value; its bytes are wiped when it is destroyed.
class Secret
{
public:
    static constexpr size_t kBodySize = 20;
    static constexpr size_t kTextSize = 33;

    // White space around the text is ignored. The error says what is wrong and never repeats the text.
    static Result<Secret> parse(ByteView text);
    // A new read-write secret. `random` must be the system's.
    static Secret generate(Random& random);

    // The read-only secret of the same share; a read-only secret gives itself.
    Secret readOnly() const;
    Permission permission() const { return m_permission; }
    // The 33 characters. What a caller does with the copy is its own care: it is not wiped.
    Bytes text() const;

private:
    friend class ShareKeys;
    Secret(Permission permission, const KeyBytes<kBodySize>& body) : m_permission(permission), m_body(body) {}

    Permission m_permission;
    KeyBytes<kBodySize> m_body;
};

// All keys of one share on one device. Everything but the signing key is derived from `ro`, so that
// readers and writers have the same: BLAKE2b-256 keyed with ro, over one of
//   "shoal share id 1"   "shoal discovery key 1"   "shoal membership key 1"   "shoal relay key 1"
// None of these, nor P, may travel outside an encrypted channel. A value; const calls from any thread.
class ShareKeys
{
public:
    static ShareKeys derive(const Secret& secret);

    const ShareId& id() const { return m_id; }
    // 32 bytes, valid as long as this object.
    ByteView discoveryKey() const { return m_discoveryKey.view(); }
    // 32 bytes, valid as long as this object.
    ByteView membershipKey() const { return m_membershipKey.view(); }
    // 32 bytes, valid as long as this object: what a share is called at relays follows from it.
    ByteView relayKey() const { return m_relayKey.view(); }
    Permission permission() const { return m_signingKey ? Permission::ReadWrite : Permission::ReadOnly; }

    // P. Known at once with a read-write secret, otherwise after acceptPublicKey().
    std::optional<PublicKey> publicKey() const { return m_publicKey; }
    // Learns P from a member that shows it. False, and nothing learned, unless it hashes to `ro`.
    [[nodiscard]] bool acceptPublicKey(ByteView publicKey);

    // Ed25519 over: size of context as one byte || context || message. Each use in the system has a
    // context of its own (at most 255 bytes), so that no signature serves for another use.
    // Fails with PermissionDenied without a read-write secret.
    Result<Signature> sign(ByteView context, ByteView message) const;
    [[nodiscard]] static bool verify(const PublicKey& publicKey, ByteView context, ByteView message,
                                     const Signature& signature);

private:
    friend class Secret;
    ShareKeys() = default;

    KeyBytes<Secret::kBodySize> m_readOnly;
    ShareId m_id;
    KeyBytes<32> m_discoveryKey;
    KeyBytes<32> m_membershipKey;
    KeyBytes<32> m_relayKey;
    std::optional<PublicKey> m_publicKey;
    std::optional<KeyBytes<64>> m_signingKey; // seed || P, as libsodium keeps it
};

} // namespace shoal::crypto
