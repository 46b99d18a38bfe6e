// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"
#include "shared/base/clock.h"

#include <functional>
#include <map>
#include <optional>

namespace shoal::engine {

// Tells those who show an instance what has changed: at once, and then at most once in kPause for each share. Costs
// nothing while nobody listens. Engine thread only.
class ChangeFeed
{
public:
    static constexpr std::chrono::milliseconds kPause{250};
    // How often a share tells of itself while bytes flow, until its rates are down to 0.
    static constexpr std::chrono::milliseconds kFlowPause{1000};

    struct Listeners
    {
        std::function<bool()> any;
        std::function<void(const ShareId& share, Topics topics)> tell;
    };

    // Everything is borrowed and outlives it.
    ChangeFeed(const HeldShares& shares, Clock& clock, Listeners listeners);
    ~ChangeFeed();

    // Share zero: the instance.
    void changed(const ShareId& share, Topics topics);
    // Somebody has begun to listen.
    void listened();

private:
    struct Entry
    {
        Topics waiting = 0;
        std::optional<int64_t> toldNs;
    };

    int64_t dueNs(const Entry& entry) const;
    void arm();
    void tell();
    void watchFlow();

    const HeldShares& m_shares;
    Clock& m_clock;
    const Listeners m_listeners;
    std::map<ShareId, Entry> m_entries;
    std::map<ShareId, bool> m_flowed; // at the last look
    std::optional<Clock::TimerId> m_timer;
    std::optional<Clock::TimerId> m_flowTimer;
};

} // namespace shoal::engine
