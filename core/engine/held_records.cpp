// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/held_records.h"

#include "core/model/rank.h"

#include <utility>

namespace shoal::engine {

void HeldRecords::hold(model::SealedRecord record, const DeviceId& shownBy, const Bytes& name)
{
    const model::RecordKey key = record.record.key();
    const auto known = m_records.find(key);
    const bool older = known != m_records.end() && !(model::rankOf(known->second.record) < model::rankOf(record));
    if (older) {
        known->second.shownBy[shownBy] = name;
        return;
    }
    const size_t replaced = known == m_records.end() ? 0 : known->second.record.bytes.size();
    if ((known == m_records.end() && m_records.size() >= kMax) || m_bytes - replaced + record.bytes.size() > kMaxBytes)
        return;
    m_bytes = m_bytes - replaced + record.bytes.size();
    Held& held = known == m_records.end() ? m_records[key] : known->second;
    held.record = std::move(record);
    held.shownBy[shownBy] = name;
    m_changed.insert(key);
}

HeldRecords::Records::iterator HeldRecords::remove(Records::iterator at)
{
    m_bytes -= at->second.record.bytes.size();
    m_changed.insert(at->first);
    return m_records.erase(at);
}

void HeldRecords::forget(const model::RecordKey& key)
{
    if (const auto known = m_records.find(key); known != m_records.end())
        remove(known);
}

void HeldRecords::forgetAllOf(const DeviceId& device)
{
    for (auto it = m_records.begin(); it != m_records.end();) {
        const bool had = it->second.shownBy.erase(device) > 0;
        it = had && it->second.shownBy.empty() ? remove(it) : std::next(it);
    }
}

std::set<model::RecordKey> HeldRecords::takeChanged()
{
    return std::exchange(m_changed, {});
}

void HeldRecords::clear()
{
    for (auto it = m_records.begin(); it != m_records.end();)
        it = remove(it);
}

} // namespace shoal::engine
