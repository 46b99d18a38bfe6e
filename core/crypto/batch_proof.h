// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"

#include <span>
#include <vector>

namespace shoal::crypto {

// One signature for many records. The record hashes are the leaves of a Merkle tree as in RFC 6962,
// section 2.1: leaf = SHA-256(0x00 || record hash), node = SHA-256(0x01 || left || right), the left
// subtree being the largest full one. A read-write device signs
//   share id (32) || count (4, big-endian) || root (32)    with context "shoal batch 1"
// and a device that cannot sign shows one record of a batch to another with the path from leaf to root.

// Signing costs about 20 us and checking 55 us; over this many records that is nothing for each. The path
// of a record then has at most 10 hashes.
inline constexpr size_t kMaxBatch = 1024;

// The node of one record, and the one above two others.
Hash merkleLeaf(const Hash& record);
Hash merkleNode(const Hash& left, const Hash& right);
// Of no records: SHA-256 of nothing.
Hash merkleRoot(std::span<const Hash> records);

// 64 bytes. The caller has the read-write secret and 1 to kMaxBatch records; otherwise the result is
// empty, which no device accepts.
Bytes signBatch(const ShareKeys& keys, std::span<const Hash> records);
// False as well while `keys` does not know P, and for no records or more than kMaxBatch.
[[nodiscard]] bool checkBatch(const ShareKeys& keys, std::span<const Hash> records, ByteView signature);
// The same when only the root is known, from rootOfPath().
[[nodiscard]] bool checkBatchRoot(const ShareKeys& keys, size_t count, const Hash& root, ByteView signature);

// The hashes beside the way from record `index` (less than records.size()) up to the root, lowest first.
std::vector<Hash> merklePath(std::span<const Hash> records, size_t index);
// The root of a tree of `count` records in which `record` stands at `index` beside `path`; nothing when
// the path has not the length that index and count need (RFC 9162, section 2.1.3.2).
std::optional<Hash> rootOfPath(const Hash& record, size_t index, size_t count, std::span<const Hash> path);
[[nodiscard]] bool checkMerklePath(const Hash& record, size_t index, size_t count, std::span<const Hash> path,
                                   const Hash& root);

} // namespace shoal::crypto
