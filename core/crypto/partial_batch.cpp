// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/partial_batch.h"

#include <QtGlobal>

namespace shoal::crypto {

namespace {

constexpr size_t kHeader = Signature::kSize + 3 * sizeof(uint16_t);

void putNumber(size_t number, Bytes& out)
{
    out += static_cast<char>(number >> 8 & 0xFF);
    out += static_cast<char>(number & 0xFF);
}

uint16_t numberAt(ByteView bytes, size_t at)
{
    return static_cast<uint16_t>(static_cast<uint8_t>(bytes[at]) << 8 | static_cast<uint8_t>(bytes[at + 1]));
}

struct Header
{
    Bytes signature;
    uint16_t count, records, hashes;
};

// Takes it from the front of `bytes`; nothing when they are too few, or no batch can be like that.
std::optional<Header> takeHeader(ByteView& bytes)
{
    if (bytes.size() < kHeader)
        return std::nullopt;
    constexpr size_t at = Signature::kSize;
    const Header header{Bytes(bytes.substr(0, at)), numberAt(bytes, at), numberAt(bytes, at + 2),
                        numberAt(bytes, at + 4)};
    bytes.remove_prefix(kHeader);
    const bool sound = header.count <= kMaxBatch && header.records >= 1 && header.records <= header.count &&
                       header.hashes < header.count;
    return sound ? std::optional(header) : std::nullopt;
}

void putHeader(const Bytes& signature, size_t count, size_t records, size_t hashes, Bytes& out)
{
    out += signature;
    putNumber(count, out);
    putNumber(records, out);
    putNumber(hashes, out);
}

std::vector<Hash> takeHashes(ByteView& bytes, size_t count)
{
    std::vector<Hash> hashes;
    for (size_t i = 0; i < count; ++i)
        hashes.push_back(Hash::from(bytes.substr(i * Hash::kSize, Hash::kSize)));
    bytes.remove_prefix(count * Hash::kSize);
    return hashes;
}

} // namespace

PartialBatch PartialBatch::whole(std::span<const Hash> records, ByteView signature)
{
    Q_ASSERT(!records.empty() && records.size() <= kMaxBatch && signature.size() == Signature::kSize);
    PartialBatch batch;
    batch.m_signature = signature;
    batch.m_count = static_cast<uint16_t>(records.size());
    for (size_t i = 0; i < records.size(); ++i)
        batch.m_records.emplace(static_cast<uint16_t>(i), records[i]);
    const bool grown = batch.grow({});
    Q_ASSERT(grown);
    Q_UNUSED(grown);
    return batch;
}

// Computes all that follows from the records and the given hashes; false unless that is the root and uses all of them.
bool PartialBatch::grow(std::span<const Hash> given)
{
    m_given.assign(given.begin(), given.end());
    m_levels.assign(1, {});
    for (const auto& [position, record] : m_records)
        m_levels[0].emplace(position, merkleLeaf(record));
    for (size_t size = m_count; size > 1; size = (size + 1) / 2) {
        Level above;
        Level& level = m_levels.back();
        Level siblings;
        for (const auto& [position, hash] : level) {
            const auto beside = static_cast<uint16_t>(position ^ 1);
            if (beside >= size) {
                above.emplace(static_cast<uint16_t>(position / 2), hash);
                continue;
            }
            if (above.contains(static_cast<uint16_t>(position / 2)))
                continue; // with the sibling before it
            const auto known = level.find(beside);
            if (known == level.end() && given.empty())
                return false;
            const Hash other = known == level.end() ? given.front() : known->second;
            if (known == level.end()) {
                siblings.emplace(beside, other);
                given = given.subspan(1);
            }
            above.emplace(static_cast<uint16_t>(position / 2),
                          position < beside ? merkleNode(hash, other) : merkleNode(other, hash));
        }
        level.merge(siblings);
        m_levels.push_back(std::move(above));
    }
    return given.empty();
}

std::optional<PartialBatch> PartialBatch::fromKept(ByteView bytes)
{
    const auto header = takeHeader(bytes);
    if (!header ||
        bytes.size() != header->records * (sizeof(uint16_t) + Hash::kSize) + header->hashes * size_t{Hash::kSize})
        return std::nullopt;
    PartialBatch batch;
    batch.m_signature = header->signature;
    batch.m_count = header->count;
    for (size_t i = 0; i < header->records; ++i) {
        const uint16_t position = numberAt(bytes, 0);
        const bool ascends = batch.m_records.empty() || batch.m_records.rbegin()->first < position;
        if (position >= header->count || !ascends)
            return std::nullopt;
        batch.m_records.emplace(position, Hash::from(bytes.substr(sizeof(uint16_t), Hash::kSize)));
        bytes.remove_prefix(sizeof(uint16_t) + Hash::kSize);
    }
    return batch.grow(takeHashes(bytes, header->hashes)) ? std::optional(std::move(batch)) : std::nullopt;
}

Bytes PartialBatch::keep() const
{
    Bytes out;
    putHeader(m_signature, m_count, m_records.size(), m_given.size(), out);
    for (const auto& [position, record] : m_records) {
        putNumber(position, out);
        out += record.view();
    }
    for (const Hash& hash : m_given)
        out += hash.view();
    return out;
}

std::optional<uint16_t> PartialBatch::positionOf(const Hash& record) const
{
    for (const auto& [position, hash] : m_records) {
        if (hash == record)
            return position;
    }
    return std::nullopt;
}

void PartialBatch::appendProof(const std::vector<uint16_t>& positions, Bytes& out) const
{
    std::vector<Hash> hashes;
    std::vector<uint16_t> level = positions;
    size_t height = 0;
    for (size_t size = m_count; size > 1; size = (size + 1) / 2, ++height) {
        std::vector<uint16_t> above;
        for (size_t i = 0; i < level.size(); ++i) {
            const auto beside = static_cast<uint16_t>(level[i] ^ 1);
            const bool follows = i + 1 < level.size() && level[i + 1] == beside;
            above.push_back(static_cast<uint16_t>(level[i] / 2));
            if (follows)
                ++i;
            else if (beside < size)
                hashes.push_back(m_levels[height].at(beside));
        }
        level = std::move(above);
    }
    putHeader(m_signature, m_count, positions.size(), hashes.size(), out);
    for (const uint16_t position : positions)
        putNumber(position, out);
    for (const Hash& hash : hashes)
        out += hash.view();
}

std::optional<PartialBatch> PartialBatch::take(const ShareKeys& keys, std::span<const Hash>& records, ByteView& proof)
{
    const auto header = takeHeader(proof);
    if (!header || header->records > records.size() ||
        proof.size() < header->records * sizeof(uint16_t) + header->hashes * size_t{Hash::kSize})
        return std::nullopt;
    PartialBatch batch;
    batch.m_signature = header->signature;
    batch.m_count = header->count;
    for (size_t i = 0; i < header->records; ++i) {
        const uint16_t position = numberAt(proof, i * sizeof(uint16_t));
        const bool ascends = batch.m_records.empty() || batch.m_records.rbegin()->first < position;
        if (position >= header->count || !ascends)
            return std::nullopt;
        batch.m_records.emplace(position, records[i]);
    }
    records = records.subspan(header->records);
    proof.remove_prefix(header->records * sizeof(uint16_t));
    if (!batch.grow(takeHashes(proof, header->hashes)) ||
        !checkBatchRoot(keys, batch.m_count, batch.m_levels.back().at(0), batch.m_signature))
        return std::nullopt;
    return batch;
}

std::optional<std::vector<PartialBatch>> checkForwarded(const ShareKeys& keys, std::span<const Hash> records,
                                                        ByteView proof)
{
    std::vector<PartialBatch> batches;
    while (!records.empty()) {
        auto batch = PartialBatch::take(keys, records, proof);
        if (!batch)
            return std::nullopt;
        batches.push_back(std::move(*batch));
    }
    return proof.empty() && !batches.empty() ? std::optional(std::move(batches)) : std::nullopt;
}

} // namespace shoal::crypto
