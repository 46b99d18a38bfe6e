// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/batch_proof.h"

#include <map>

namespace shoal::crypto {

// Some records of a signed batch, with what it takes to show that they are of it: the signature, and of the Merkle tree
// the hashes that do not follow from the records themselves (at most log2(count) for each). It is what a device that
// cannot sign keeps of a batch, and from which it makes the proof of any part for others. A value.
class PartialBatch
{
public:
    // The whole batch, as its signer sent it.
    static PartialBatch whole(std::span<const Hash> records, ByteView signature);
    // From keep(). Nothing when the bytes are not what keep() makes.
    static std::optional<PartialBatch> fromKept(ByteView bytes);
    // For the index: signature (64) || count (2) || k (2) || m (2) || k times (position (2) || record hash (32)) || m
    // times hash (32).
    Bytes keep() const;

    size_t size() const { return m_records.size(); }
    std::optional<uint16_t> positionOf(const Hash& record) const;
    // Appends the proof of the records at these positions, which are here, each once, ascending and not none:
    // signature (64) || count (2) || k (2) || m (2) || k times position (2) || m times hash (32). The hashes are those
    // beside the ways up, level by level from the leaves, each level from left to right, without those that follow
    // from others.
    void appendProof(const std::vector<uint16_t>& positions, Bytes& out) const;

    // Reads one such proof of the first records of `records` from the beginning of `proof`, moves both past it, and
    // checks it. Nothing when it is malformed or the signature is not the share's.
    static std::optional<PartialBatch> take(const ShareKeys& keys, std::span<const Hash>& records, ByteView& proof);

private:
    using Level = std::map<uint16_t, Hash>;
    bool grow(std::span<const Hash> given);

    Bytes m_signature;
    uint16_t m_count = 0;
    std::map<uint16_t, Hash> m_records; // by position
    std::vector<Hash> m_given;
    std::vector<Level> m_levels; // what is known of the tree, leaves first
};

// A message of records by a device that cannot sign: one appendProof() after the other, together for all its records,
// in their order. Nothing unless every record is proven.
std::optional<std::vector<PartialBatch>> checkForwarded(const ShareKeys& keys, std::span<const Hash> records,
                                                        ByteView proof);

} // namespace shoal::crypto
