// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/live_status.h"

#include <deque>
#include <unordered_map>

namespace shoal::models {

// The rates of each share and of all over the last minutes, a sample a second, for a chart. Samples whether or not
// anybody looks, so that a window that opens has something to show; costs some kilobytes a share. GUI thread only.
class RateHistory final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds kPace{1};
    static constexpr size_t kSamples = 300; // five minutes

    // Borrowed, both outlive it.
    RateHistory(LiveStatus& status, Clock& clock, QObject* parent = nullptr);
    ~RateHistory() override;

    // Oldest first, at most kSamples; the last one is of now. `share` empty: of all shares.
    const std::deque<Rates>& of(const QString& share) const;

Q_SIGNALS:
    void sampled();

private:
    void sample();

    LiveStatus& m_status;
    Clock& m_clock;
    std::unordered_map<QString, std::deque<Rates>> m_samples; // by share
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::models
