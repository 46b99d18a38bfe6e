// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/rate_history.h"

#include <QSet>

namespace shoal::models {

namespace {

void add(std::deque<Rates>& samples, const Rates& rates)
{
    samples.push_back(rates);
    if (samples.size() > RateHistory::kSamples)
        samples.pop_front();
}

} // namespace

RateHistory::RateHistory(LiveStatus& status, Clock& clock, QObject* parent)
    : QObject(parent), m_status(status), m_clock(clock)
{
    sample();
}

RateHistory::~RateHistory()
{
    m_clock.cancel(m_timer);
}

const std::deque<Rates>& RateHistory::of(const QString& share) const
{
    static const std::deque<Rates> kNone;
    const auto found = m_samples.find(share);
    return found == m_samples.end() ? kNone : found->second;
}

void RateHistory::sample()
{
    m_timer = m_clock.after(kPace, [this] { sample(); });
    const auto& status = m_status.now();
    add(m_samples[QString()], status ? status->device.rates : Rates{});
    QSet<QString> present{QString()};
    if (status) {
        for (const Share& share : status->shares) {
            present.insert(share.id);
            add(m_samples[share.id], share.rates);
        }
    }
    std::erase_if(m_samples, [&present](const auto& entry) { return !present.contains(entry.first); });
    Q_EMIT sampled();
}

} // namespace shoal::models
