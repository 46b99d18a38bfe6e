// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_table.h"

#include <functional>
#include <memory>

namespace shoal::engine {

// Stops reading from all connections that feed a share while it has too much to digest, so that peers cannot fill our
// memory; TCP then slows them down. Costs nothing while no share is behind. Engine thread.
class InboundValve
{
public:
    // Some full batches for every peer: enough that a share's threads never wait for the network.
    static constexpr int64_t kPauseAbove = 16 * 1024 * 1024;
    static constexpr int64_t kResumeBelow = 4 * 1024 * 1024;

    // What it needs to know of the shares and the connections.
    struct Surroundings
    {
        std::function<int64_t(const ShareId&)> level; // bytes that wait in the share
        // Calls `then` once, later, when the level has been below `bytes`; not when the share ends before.
        std::function<void(const ShareId&, int64_t bytes, std::function<void()> then)> whenBelow;
        // The connections on which the share is open.
        std::function<std::vector<ConnectionId>(const ShareId&)> feeders;
        std::function<void(ConnectionId, bool paused)> setPaused;
    };
    explicit InboundValve(Surroundings surroundings) : m_surroundings(std::move(surroundings)) {}

    // Something has just been handed to `share`.
    void delivered(const ShareId& share);
    // From now on `share` is open on `connection`, too.
    void opened(const ShareId& share, ConnectionId connection);
    // Nothing waits for `share` any more.
    void left(const ShareId& share);
    void closed(ConnectionId connection);

private:
    void hold(const ShareId& share, ConnectionId connection);
    void watch(const ShareId& share);
    void look(const ShareId& share);
    bool isHeld(ConnectionId connection) const;

    const Surroundings m_surroundings;
    std::map<ShareId, std::set<ConnectionId>> m_held; // by each share that is behind
    // What comes after the end finds this gone.
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::engine
