// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/record.h"

#include <map>

namespace shoal::engine {

// Live records of which nothing is known here and which are older than the horizon: perhaps they were deleted long ago,
// and that is forgotten (core/sync/horizon.h). They are not applied, not forwarded and in no digest until a person
// answers. In memory only: the peer that has them shows them again with every comparison of digests. Strand only.
class HeldRecords
{
public:
    // A person answers for the first few; what is beyond that comes again when there is room.
    static constexpr size_t kMax = 10'000;
    static constexpr size_t kMaxBytes = 16 << 20; // records may be 128 KiB long

    // False when it is held already, in this or a newer version, or there is no room.
    bool hold(model::SealedRecord record);
    // True when it was held.
    bool forget(const model::RecordKey& key);
    const std::map<model::RecordKey, model::SealedRecord>& all() const { return m_records; }
    void clear();

private:
    std::map<model::RecordKey, model::SealedRecord> m_records;
    size_t m_bytes = 0;
};

} // namespace shoal::engine
