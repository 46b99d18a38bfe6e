// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/admission.h"

#include <algorithm>

namespace shoal::net {

Admission::Decision Admission::admit(Id id, const Bytes& source)
{
    Decision decision;
    const auto drop = [this, &decision](Id victim) {
        gone(victim);
        decision.dropped.push_back(victim);
    };
    if (unprovenFrom(source) >= m_limits.unprovenFromSource)
        drop(oldest(&source));
    else if (m_unproven >= m_limits.unproven || (m_connections.size() >= m_limits.total && m_unproven > 0))
        drop(oldest(nullptr));
    if (m_connections.size() >= m_limits.total)
        return decision;
    decision.admitted = true;
    m_connections.emplace(id, Entry{source});
    ++m_unproven;
    return decision;
}

void Admission::proven(Id id)
{
    const auto it = m_connections.find(id);
    if (it == m_connections.end() || it->second.proven)
        return;
    it->second.proven = true;
    --m_unproven;
}

void Admission::gone(Id id)
{
    proven(id);
    m_connections.erase(id);
}

size_t Admission::unprovenFrom(const Bytes& source) const
{
    return static_cast<size_t>(std::count_if(m_connections.begin(), m_connections.end(), [&source](const auto& entry) {
        return !entry.second.proven && entry.second.source == source;
    }));
}

Admission::Id Admission::oldest(const Bytes* source) const
{
    for (const auto& [id, entry] : m_connections)
        if (!entry.proven && (!source || entry.source == *source))
            return id;
    return 0;
}

} // namespace shoal::net
