// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/admission.h"

#include <algorithm>
#include <sys/resource.h>

namespace shoal::net {

namespace {

// Sources whose credit is remembered; they are made by strangers.
constexpr size_t kMostCredits = 4'096;
constexpr size_t kShareOfDescriptors = 4;
constexpr size_t kFewestConnections = 16; // the process can hardly work with fewer descriptors than four times that

} // namespace

Admission::Limits Admission::limitsFor(size_t descriptors)
{
    Limits limits;
    limits.total = std::min(limits.total, std::max(kFewestConnections, descriptors / kShareOfDescriptors));
    limits.unproven = std::min(limits.unproven, limits.total / 2);
    limits.unprovenFromSource = std::min(limits.unprovenFromSource, limits.unproven);
    return limits;
}

double Admission::creditOf(const Credit& credit, int64_t nowNs) const
{
    return std::min(m_limits.burstOfSource,
                    credit.connections + static_cast<double>(nowNs - credit.sinceNs) / 1e9 * m_limits.rateOfSource);
}

bool Admission::charge(const Bytes& source, int64_t nowNs)
{
    const auto it = m_credits.find(source);
    const double left = it == m_credits.end() ? m_limits.burstOfSource : creditOf(it->second, nowNs);
    if (left < 1)
        return false;
    if (it == m_credits.end() && m_credits.size() >= kMostCredits)
        std::erase_if(m_credits,
                      [&](const auto& entry) { return creditOf(entry.second, nowNs) >= m_limits.burstOfSource; });
    if (it != m_credits.end() || m_credits.size() < kMostCredits)
        m_credits[source] = {left - 1, nowNs};
    return true;
}

Admission::Decision Admission::admit(Id id, const Bytes& source, int64_t nowNs)
{
    Decision decision;
    if (!charge(source, nowNs))
        return decision;
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

size_t limitOfOpenFiles()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<size_t>(limit.rlim_cur) : 0;
}

} // namespace shoal::net
