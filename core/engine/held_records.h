// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/record.h"

#include <map>
#include <set>

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

    struct Held
    {
        model::SealedRecord record;        // the newest that was shown
        std::map<DeviceId, Bytes> shownBy; // the devices that have it, or an older one, with their names
    };

    // Nothing happens when there is no room.
    void hold(model::SealedRecord record, const DeviceId& shownBy, const Bytes& name);
    void forget(const model::RecordKey& key);
    // That device has nothing any more that is not in the index here. What nobody else has shown is no question.
    void forgetAllOf(const DeviceId& device);
    const std::map<model::RecordKey, Held>& all() const { return m_records; }
    // The keys that came or went since the last call.
    std::set<model::RecordKey> takeChanged();
    void clear();

private:
    using Records = std::map<model::RecordKey, Held>;
    Records::iterator remove(Records::iterator at);

    Records m_records;
    std::set<model::RecordKey> m_changed;
    size_t m_bytes = 0;
};

} // namespace shoal::engine
