// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rate_meter.h"

#include <algorithm>

namespace shoal::engine {

void RateMeter::add(uint64_t bytes, int64_t nowNs)
{
    const int64_t slot = nowNs / kSlotNs;
    if (!m_used || slot - m_slot >= static_cast<int64_t>(kSlots)) {
        m_bytes.fill(0);
        m_slot = slot;
        m_startedNs = nowNs;
        m_used = true;
    }
    forget(slot);
    m_bytes[static_cast<size_t>(slot) % kSlots] += bytes;
}

// Slots between the newest one and `slot` held what came a window ago.
void RateMeter::forget(int64_t slot)
{
    while (m_slot < slot)
        m_bytes[static_cast<size_t>(++m_slot) % kSlots] = 0;
}

uint64_t RateMeter::perSecond(int64_t nowNs) const
{
    if (!m_used)
        return 0;
    const int64_t oldest = nowNs / kSlotNs - static_cast<int64_t>(kSlots) + 1;
    uint64_t sum = 0;
    for (int64_t slot = std::max(oldest, m_slot - static_cast<int64_t>(kSlots) + 1); slot <= m_slot; ++slot)
        sum += m_bytes[static_cast<size_t>(slot + static_cast<int64_t>(kSlots)) % kSlots];
    const int64_t since = nowNs - std::max(m_startedNs, oldest * kSlotNs);
    return static_cast<uint64_t>(static_cast<double>(sum) * 1e9 / static_cast<double>(std::max(kShortestNs, since)));
}

} // namespace shoal::engine
