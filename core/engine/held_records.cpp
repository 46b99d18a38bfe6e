// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/held_records.h"

#include "core/model/rank.h"

namespace shoal::engine {

bool HeldRecords::hold(model::SealedRecord record)
{
    const model::RecordKey key = record.record.key();
    if (const auto known = m_records.find(key);
        known != m_records.end() && !(model::rankOf(known->second) < model::rankOf(record)))
        return false;
    forget(key);
    if (m_records.size() >= kMax || m_bytes + record.bytes.size() > kMaxBytes)
        return false;
    m_bytes += record.bytes.size();
    m_records.emplace(key, std::move(record));
    return true;
}

bool HeldRecords::forget(const model::RecordKey& key)
{
    const auto known = m_records.find(key);
    if (known == m_records.end())
        return false;
    m_bytes -= known->second.bytes.size();
    m_records.erase(known);
    return true;
}

void HeldRecords::clear()
{
    m_records.clear();
    m_bytes = 0;
}

} // namespace shoal::engine
