// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <array>
#include <cstdint>
#include <memory>

namespace shoal::store {

// Where a key falls in the digest tree: the first 8 bytes of SHA-256(key), big-endian.
uint64_t keyHashOf(ByteView key);

// A set of records in short: the sum of their hashes modulo 2^256 (each hash read as a big-endian number) and
// their number. Equal sets have equal digests in whatever order they were added.
struct Digest
{
    Hash sum;
    uint64_t count = 0;

    bool operator==(const Digest&) const = default;
};

// The digests of one share's records, bucketed by the leading nibbles of their keyHash. A node is (depth, prefix):
// depth 0 is the root, a node of depth d covers the keys whose first d nibbles are `prefix` (a number below 16^d).
// Each node is the sum of its 16 children, so two devices can compare at any depth and walk down only where they
// differ. Memory: 48 bytes a node, allocated as records come, 3.4 MB when all of the 65,536 leaves are in use.
// Not thread-safe; add() and remove() cost about 0.1 us.
class DigestTree
{
public:
    static constexpr uint8_t kMaxDepth = 4;

    DigestTree();
    ~DigestTree();
    DigestTree(DigestTree&&) noexcept;
    DigestTree& operator=(DigestTree&&) noexcept;

    void add(uint64_t keyHash, const Hash& recordHash);
    // Takes out what add() with the same arguments put in.
    void remove(uint64_t keyHash, const Hash& recordHash);

    Digest root() const;
    // An empty digest for a node that does not exist (see isNode).
    Digest node(uint8_t depth, uint16_t prefix) const;
    // The nodes of depth + 1 below this one, empty digests at kMaxDepth.
    std::array<Digest, 16> children(uint8_t depth, uint16_t prefix) const;

    // Whether depth <= kMaxDepth and prefix < 16^depth: what a peer names is checked with this.
    static bool isNode(uint8_t depth, uint16_t prefix);
    // The keys a node covers, both inclusive. isNode() must hold.
    static uint64_t firstKeyHash(uint8_t depth, uint16_t prefix);
    static uint64_t lastKeyHash(uint8_t depth, uint16_t prefix);
    // The node of that depth which covers a key.
    static uint16_t prefixOf(uint8_t depth, uint64_t keyHash);

private:
    struct Node;
    const Node* find(uint8_t depth, uint16_t prefix) const;
    std::unique_ptr<Node> m_root;
};

} // namespace shoal::store
