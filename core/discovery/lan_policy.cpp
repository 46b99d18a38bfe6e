// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_policy.h"

#include <algorithm>

namespace shoal::discovery {

namespace {

int64_t ns(std::chrono::milliseconds duration)
{
    return std::chrono::nanoseconds(duration).count();
}

} // namespace

int64_t LanSchedule::dueNs() const
{
    switch (m_sent) {
    case 0:
        return m_base;
    case 1:
        return m_base + ns(kLanSecondAfter);
    case 2:
        return m_base + ns(kLanThirdAfter);
    default:
        return m_base + ns(kLanPeriod);
    }
}

bool LanSchedule::announced(int64_t nowNs)
{
    const bool isFirst = m_sent == 0;
    m_sent = std::min(m_sent + 1, 3);
    if (isFirst || m_sent == 3)
        m_base = nowNs;
    return isFirst;
}

void LanSchedule::restart(int64_t nowNs)
{
    // A restart that waits already is not put off: a network that never settles is announced to as well.
    if (m_sent == 0)
        return;
    m_base = nowNs + ns(kLanSettle);
    m_sent = 0;
}

double TokenBucket::available(int64_t nowNs) const
{
    constexpr double kNsPerSecond = 1e9;
    const auto elapsed = static_cast<double>(std::max<int64_t>(0, nowNs - m_lastNs));
    return std::min(m_burst, m_tokens + elapsed / kNsPerSecond * m_perSecond);
}

bool TokenBucket::take(int64_t nowNs)
{
    m_tokens = available(nowNs);
    m_lastNs = std::max(m_lastNs, nowNs);
    if (m_tokens < 1)
        return false;
    m_tokens -= 1;
    return true;
}

LanLimits::LanLimits(int64_t nowNs)
    : m_reads(kLanReadsPerSecond, kLanReadsBurst, nowNs), m_answers(kLanAnswersPerSecond, kLanAnswersBurst, nowNs)
{}

bool LanLimits::mayRead(ByteView address, int64_t nowNs)
{
    const Bytes key(address);
    const auto it = m_readers.find(key);
    // A known source by its own limit first: one that floods must not use up what is there for all.
    if (it != m_readers.end())
        return it->second.take(nowNs) && m_reads.take(nowNs);
    // A new one by the common limit first: forged addresses must not cost memory.
    if (!m_reads.take(nowNs))
        return false;
    if (m_readers.size() >= kLanMaxSources)
        std::erase_if(m_readers, [nowNs](const auto& entry) { return entry.second.isFull(nowNs); });
    if (m_readers.size() >= kLanMaxSources)
        return false;
    TokenBucket bucket(kLanReadsPerSourcePerSecond, kLanReadsPerSourceBurst, nowNs);
    bucket.take(nowNs);
    m_readers.emplace(key, bucket);
    return true;
}

bool LanLimits::mayAnswer(ByteView endpoint, int64_t nowNs)
{
    const auto isOver = [nowNs](int64_t answered) { return nowNs - answered >= ns(kLanAnswerEvery); };
    if (m_answeredNs.size() >= kLanMaxSources)
        std::erase_if(m_answeredNs, [&](const auto& entry) { return isOver(entry.second); });
    const Bytes key(endpoint);
    const auto it = m_answeredNs.find(key);
    if ((it != m_answeredNs.end() && !isOver(it->second)) || !m_answers.take(nowNs))
        return false;
    m_answeredNs.insert_or_assign(key, nowNs);
    return true;
}

} // namespace shoal::discovery
