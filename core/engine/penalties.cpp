// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/penalties.h"

namespace shoal::engine {

void Penalties::add(const DeviceId& device, int64_t nowNs)
{
    std::erase_if(m_until, [nowNs](const auto& entry) { return entry.second <= nowNs; });
    if (m_until.size() < kMost)
        m_until[device] = nowNs + kDurationNs;
}

bool Penalties::holds(const DeviceId& device, int64_t nowNs) const
{
    const auto it = m_until.find(device);
    return it != m_until.end() && nowNs < it->second;
}

} // namespace shoal::engine
