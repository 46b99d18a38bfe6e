// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/record_proofs.h"

#include <algorithm>

namespace shoal::engine {

Result<int64_t> Provenance::keptIn(store::Index& rows)
{
    if (m_id == 0) {
        auto id = rows.putBatch(m_batch.keep());
        if (!id)
            return id;
        m_id = *id;
    }
    return m_id;
}

namespace {

struct Placed
{
    uint16_t position;
    Outgoing record;
};

// Of records of one batch those that it proves, by position and each once, with their proof.
Result<std::vector<Placed>> proveOfBatch(store::Index& rows, std::span<Outgoing> records, Bytes& proof)
{
    std::vector<Placed> placed;
    auto kept = rows.batch(records.front().batch);
    if (!kept)
        return fail(kept.error());
    const auto batch = *kept ? crypto::PartialBatch::fromKept(**kept) : std::nullopt;
    if (!batch)
        return placed;
    for (Outgoing& record : records) {
        if (const auto position = batch->positionOf(record.hash))
            placed.push_back({*position, std::move(record)});
    }
    const auto before = [](const Placed& a, const Placed& b) { return a.position < b.position; };
    const auto same = [](const Placed& a, const Placed& b) { return a.position == b.position; };
    std::sort(placed.begin(), placed.end(), before);
    placed.erase(std::unique(placed.begin(), placed.end(), same), placed.end());
    std::vector<uint16_t> positions;
    for (const Placed& one : placed)
        positions.push_back(one.position);
    if (!positions.empty())
        batch->appendProof(positions, proof);
    return placed;
}

} // namespace

Result<Bytes> proveRecords(store::Index& rows, const crypto::PublicKey& publicKey, std::vector<Outgoing>& records)
{
    Bytes proof = publicKey.toBytes();
    std::vector<Outgoing> proven;
    std::stable_sort(records.begin(), records.end(),
                     [](const Outgoing& a, const Outgoing& b) { return a.batch < b.batch; });
    for (size_t first = 0; first < records.size();) {
        size_t end = first + 1;
        while (end < records.size() && records[end].batch == records[first].batch)
            ++end;
        if (records[first].batch != 0) {
            auto placed = proveOfBatch(rows, std::span(records).subspan(first, end - first), proof);
            if (!placed)
                return fail(placed.error());
            for (Placed& one : *placed)
                proven.push_back(std::move(one.record));
        }
        first = end;
    }
    records = std::move(proven);
    return proof;
}

} // namespace shoal::engine
