// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/crypto/partial_batch.h"
#include "shared/base/hash.h"

#include <algorithm>

using namespace shoal;
using namespace shoal::fuzz;

namespace {

constexpr size_t kRecords = 21;

std::vector<Hash> recordHashes()
{
    std::vector<Hash> hashes;
    for (size_t i = 0; i < kRecords; ++i)
        hashes.push_back(sha256("record " + std::to_string(i)));
    return hashes;
}

const crypto::ShareKeys& writersKeys()
{
    static const auto keys = crypto::ShareKeys::derive(*crypto::Secret::parse("AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA"));
    return keys;
}

void checkKept(ByteView bytes)
{
    const auto batch = crypto::PartialBatch::fromKept(bytes);
    if (!batch)
        return;
    require(batch->keep() == bytes, "what is kept is what keep() makes");
    require(batch->size() >= 1 && batch->size() <= crypto::kMaxBatch, "a kept batch has records");
    constexpr size_t kFirst = crypto::Signature::kSize + 6; // each record: its position in 2 bytes, its hash
    std::vector<uint16_t> all;
    for (size_t i = 0; i < batch->size(); ++i) {
        const auto position =
            batch->positionOf(Hash::from(bytes.substr(kFirst + i * (2 + Hash::kSize) + 2, Hash::kSize)));
        require(position.has_value(), "a kept record is found");
        all.push_back(*position);
    }
    if (!std::is_sorted(all.begin(), all.end()) || std::adjacent_find(all.begin(), all.end()) != all.end())
        return; // one hash at two positions
    Bytes proof;
    batch->appendProof(all, proof);
    require(!proof.empty(), "a kept batch shows its records");
}

// Whatever passes was signed: all records that are proven are among those of the signed batch.
void checkShown(ByteView bytes, size_t count)
{
    static const std::vector<Hash> signedOnes = recordHashes();
    std::vector<Hash> shown(signedOnes.begin(), signedOnes.begin() + static_cast<std::ptrdiff_t>(count));
    shown.push_back(sha256("a record that nobody signed"));
    std::span<const Hash> records(shown);
    const auto batches = crypto::checkForwarded(writersKeys(), records, bytes);
    require(!batches, "nothing proves a record that was not signed");
    const auto proven = crypto::checkForwarded(writersKeys(), records.first(count), bytes);
    if (!proven)
        return;
    size_t sum = 0;
    for (const crypto::PartialBatch& batch : *proven) {
        const Bytes kept = batch.keep();
        require(crypto::PartialBatch::fromKept(kept).has_value(), "what was proven can be kept");
        sum += batch.size();
    }
    require(sum == count, "each record is proven once");
}

} // namespace

// What a device that cannot sign keeps of signed batches, and what it shows to others.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    const size_t count = input.below(kRecords + 1);
    const ByteView bytes = input.rest();
    checkKept(bytes);
    checkShown(bytes, count);
    return 0;
}
