// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/digest_tree.h"

#include "shared/base/hash.h"

#include <QtEndian>

namespace shoal::store {

namespace {

constexpr int kNibbleBits = 4;
constexpr int kKeyBits = 64;

// A number modulo 2^256, least significant limb first.
struct Number
{
    std::array<uint64_t, 4> limbs{};

    static Number of(const Hash& hash)
    {
        Number number;
        for (size_t i = 0; i < 4; ++i)
            number.limbs[3 - i] = qFromBigEndian<quint64>(hash.bytes.data() + 8 * i);
        return number;
    }
    Hash toHash() const
    {
        Hash hash;
        for (size_t i = 0; i < 4; ++i)
            qToBigEndian<quint64>(limbs[3 - i], hash.bytes.data() + 8 * i);
        return hash;
    }
    void add(const Number& other)
    {
        uint64_t carry = 0;
        for (size_t i = 0; i < 4; ++i) {
            const uint64_t partial = limbs[i] + carry;
            carry = partial < carry ? 1 : 0;
            limbs[i] = partial + other.limbs[i];
            carry += limbs[i] < partial ? 1 : 0;
        }
    }
    // Two's complement: subtracting is adding what makes zero.
    Number negated() const
    {
        Number result;
        for (size_t i = 0; i < 4; ++i)
            result.limbs[i] = ~limbs[i];
        result.add(Number{{1, 0, 0, 0}});
        return result;
    }
};

size_t nibbleAt(uint64_t keyHash, uint8_t depth)
{
    return static_cast<size_t>(keyHash >> (kKeyBits - kNibbleBits * (depth + 1))) & 0xf;
}

} // namespace

struct DigestTree::Node
{
    Number sum;
    uint64_t count = 0;
    std::unique_ptr<std::array<Node, 16>> below; // null: nothing was ever added here, or a leaf

    Digest digest() const { return Digest{sum.toHash(), count}; }
};

uint64_t keyHashOf(ByteView key)
{
    return qFromBigEndian<quint64>(sha256(key).bytes.data());
}

DigestTree::DigestTree() : m_root(std::make_unique<Node>()) {}
DigestTree::~DigestTree() = default;
DigestTree::DigestTree(DigestTree&&) noexcept = default;
DigestTree& DigestTree::operator=(DigestTree&&) noexcept = default;

void DigestTree::add(uint64_t keyHash, const Hash& recordHash)
{
    const Number number = Number::of(recordHash);
    Node* node = m_root.get();
    for (uint8_t depth = 0;; ++depth) {
        node->sum.add(number);
        ++node->count;
        if (depth == kMaxDepth)
            return;
        if (!node->below)
            node->below = std::make_unique<std::array<Node, 16>>();
        node = &(*node->below)[nibbleAt(keyHash, depth)];
    }
}

void DigestTree::remove(uint64_t keyHash, const Hash& recordHash)
{
    Q_ASSERT(node(kMaxDepth, prefixOf(kMaxDepth, keyHash)).count > 0);
    const Number number = Number::of(recordHash).negated();
    Node* node = m_root.get();
    for (uint8_t depth = 0;; ++depth) {
        node->sum.add(number);
        --node->count;
        if (depth == kMaxDepth || !node->below)
            return;
        node = &(*node->below)[nibbleAt(keyHash, depth)];
    }
}

Digest DigestTree::root() const
{
    return m_root->digest();
}

const DigestTree::Node* DigestTree::find(uint8_t depth, uint16_t prefix) const
{
    if (!isNode(depth, prefix))
        return nullptr;
    const uint64_t keyHash = firstKeyHash(depth, prefix);
    const Node* node = m_root.get();
    for (uint8_t level = 0; level < depth; ++level) {
        if (!node->below)
            return nullptr;
        node = &(*node->below)[nibbleAt(keyHash, level)];
    }
    return node;
}

Digest DigestTree::node(uint8_t depth, uint16_t prefix) const
{
    const Node* const found = find(depth, prefix);
    return found ? found->digest() : Digest{};
}

std::array<Digest, 16> DigestTree::children(uint8_t depth, uint16_t prefix) const
{
    std::array<Digest, 16> digests;
    const Node* const parent = find(depth, prefix);
    if (!parent || !parent->below)
        return digests;
    for (size_t i = 0; i < digests.size(); ++i)
        digests[i] = (*parent->below)[i].digest();
    return digests;
}

bool DigestTree::isNode(uint8_t depth, uint16_t prefix)
{
    return depth <= kMaxDepth && (uint32_t(prefix) >> (kNibbleBits * depth)) == 0;
}

uint64_t DigestTree::firstKeyHash(uint8_t depth, uint16_t prefix)
{
    return depth == 0 ? 0 : uint64_t(prefix) << (kKeyBits - kNibbleBits * depth);
}

uint64_t DigestTree::lastKeyHash(uint8_t depth, uint16_t prefix)
{
    return firstKeyHash(depth, prefix) | (depth == 0 ? ~uint64_t(0) : ~uint64_t(0) >> (kNibbleBits * depth));
}

uint16_t DigestTree::prefixOf(uint8_t depth, uint64_t keyHash)
{
    return depth == 0 ? uint16_t(0) : static_cast<uint16_t>(keyHash >> (kKeyBits - kNibbleBits * depth));
}

} // namespace shoal::store
