// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/partial_batch.h"
#include "core/protocol/messages.h"
#include "core/store/index.h"

namespace shoal::engine {

// A signed batch that records came in, on its way into the index: kept once the first of them has won.
class Provenance
{
public:
    explicit Provenance(crypto::PartialBatch batch) : m_batch(std::move(batch)) {}
    // The batch's number in the index. Needs a transaction.
    Result<int64_t> keptIn(store::Index& rows);

private:
    crypto::PartialBatch m_batch;
    int64_t m_id = 0;
};

// A record on its way to a peer.
struct Outgoing
{
    protocol::RecordItem item;
    Hash hash;
    int64_t batch = 0; // that proves it, of FileRow::batch
};

// For a message by a device that cannot sign: what it has kept proves that a read-write device signed the records. Puts
// them in the order that the proof needs, and drops those for which nothing is kept.
Result<Bytes> proveRecords(store::Index& rows, const crypto::PublicKey& publicKey, std::vector<Outgoing>& records);

} // namespace shoal::engine
