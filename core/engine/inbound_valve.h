// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_table.h"
#include "shared/base/clock.h"

#include <functional>
#include <optional>

namespace shoal::engine {

// Stops reading from the connections that feed a share while it has too much to digest, so that a peer cannot fill
// our memory; TCP then slows the peer down. Costs nothing while no share is behind. Engine thread.
class InboundValve
{
public:
    // Some full batches for every peer: enough that a share's threads never wait for the network.
    static constexpr int64_t kPauseAbove = 16 * 1024 * 1024;
    static constexpr int64_t kResumeBelow = 4 * 1024 * 1024;
    // How soon a paused share is looked at again: a share digests less than kResumeBelow in that time.
    static constexpr std::chrono::milliseconds kLookAgain{5};

    using Level = std::function<int64_t(const ShareId&)>; // bytes that wait in the share
    using Switch = std::function<void(ConnectionId, bool paused)>;
    InboundValve(Clock& clock, Level level, Switch reading);
    ~InboundValve();

    // `connection` has just handed something to `share`.
    void delivered(const ShareId& share, ConnectionId connection);
    void closed(ConnectionId connection);

private:
    void look();
    void arm();
    bool isHeld(ConnectionId connection) const;

    Clock& m_clock;
    Level m_level;
    Switch m_switch;
    std::map<ShareId, std::set<ConnectionId>> m_held;
    std::optional<Clock::TimerId> m_timer;
};

} // namespace shoal::engine
