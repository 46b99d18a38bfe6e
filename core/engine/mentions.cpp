// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mentions.h"

namespace shoal::engine {

bool Mentions::isDue(const Bytes& what, int64_t nowNs)
{
    std::erase_if(m_told, [nowNs](const auto& entry) { return nowNs - entry.second >= kAgainAfterNs; });
    return m_told.size() < kMost && m_told.emplace(what, nowNs).second;
}

} // namespace shoal::engine
