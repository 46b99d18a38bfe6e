// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/batch_proof.h"

#include "shared/base/hash.h"

#include <QtGlobal>

namespace shoal::crypto {

namespace {

constexpr ByteView kBatchContext = "shoal batch 1";
constexpr char kLeafDomain = 0;
constexpr char kNodeDomain = 1;

std::vector<Hash> leavesOf(std::span<const Hash> records)
{
    std::vector<Hash> leaves;
    leaves.reserve(records.size());
    for (const Hash& record : records)
        leaves.push_back(merkleLeaf(record));
    return leaves;
}

// Replaces a level of the tree by the one above. The last node of an odd level rises as it is, which
// gives the tree that RFC 6962 defines by splitting at powers of two.
void rise(std::vector<Hash>& level)
{
    const size_t pairs = level.size() / 2;
    for (size_t i = 0; i < pairs; ++i)
        level[i] = merkleNode(level[2 * i], level[2 * i + 1]);
    if (level.size() % 2 != 0)
        level[pairs] = level.back();
    level.resize((level.size() + 1) / 2);
}

Bytes statement(const ShareKeys& keys, size_t count, const Hash& root)
{
    Bytes out(keys.id().view());
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((count >> shift) & 0xFF);
    out += root.view();
    return out;
}

bool validCount(size_t count)
{
    return count >= 1 && count <= kMaxBatch;
}

} // namespace

Hash merkleLeaf(const Hash& record)
{
    Bytes input(1, kLeafDomain);
    input += record.view();
    return sha256(input);
}

Hash merkleNode(const Hash& left, const Hash& right)
{
    Bytes input(1, kNodeDomain);
    input.reserve(1 + 2 * Hash::kSize);
    input += left.view();
    input += right.view();
    return sha256(input);
}

Hash merkleRoot(std::span<const Hash> records)
{
    if (records.empty())
        return sha256({});
    std::vector<Hash> level = leavesOf(records);
    while (level.size() > 1)
        rise(level);
    return level.front();
}

Bytes signBatch(const ShareKeys& keys, std::span<const Hash> records)
{
    if (!validCount(records.size()))
        return {};
    const auto signature = keys.sign(kBatchContext, statement(keys, records.size(), merkleRoot(records)));
    return signature ? signature->toBytes() : Bytes();
}

bool checkBatch(const ShareKeys& keys, std::span<const Hash> records, ByteView signature)
{
    return validCount(records.size()) && checkBatchRoot(keys, records.size(), merkleRoot(records), signature);
}

bool checkBatchRoot(const ShareKeys& keys, size_t count, const Hash& root, ByteView signature)
{
    const auto publicKey = keys.publicKey();
    bool sizeFits = false;
    const Signature given = Signature::from(signature, &sizeFits);
    return publicKey && sizeFits && validCount(count) &&
           ShareKeys::verify(*publicKey, kBatchContext, statement(keys, count, root), given);
}

std::vector<Hash> merklePath(std::span<const Hash> records, size_t index)
{
    Q_ASSERT(index < records.size());
    std::vector<Hash> path;
    std::vector<Hash> level = leavesOf(records);
    while (level.size() > 1) {
        const size_t sibling = index ^ 1;
        if (sibling < level.size())
            path.push_back(level[sibling]);
        rise(level);
        index /= 2;
    }
    return path;
}

std::optional<Hash> rootOfPath(const Hash& record, size_t index, size_t count, std::span<const Hash> path)
{
    if (index >= count)
        return std::nullopt;
    Hash hash = merkleLeaf(record);
    for (; count > 1; index /= 2, count = (count + 1) / 2) {
        const bool risesAlone = index % 2 == 0 && index + 1 == count;
        if (risesAlone)
            continue;
        if (path.empty())
            return std::nullopt;
        hash = index % 2 == 0 ? merkleNode(hash, path.front()) : merkleNode(path.front(), hash);
        path = path.subspan(1);
    }
    return path.empty() ? std::optional<Hash>(hash) : std::nullopt;
}

bool checkMerklePath(const Hash& record, size_t index, size_t count, std::span<const Hash> path, const Hash& root)
{
    return rootOfPath(record, index, count, path) == root;
}

} // namespace shoal::crypto
