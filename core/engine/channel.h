// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"
#include "core/engine/share_link.h"
#include "core/engine/traffic.h"
#include "core/net/connection.h"

#include <map>
#include <optional>

namespace shoal::engine {

// One share that is open on a connection: the share sees a peer. Engine thread only.
class Channel
{
public:
    // Tells the share of the peer. `connection` and `held` outlive it.
    Channel(net::Connection& connection, uint16_t number, HeldShare& held, PeerInfo peer, Clock& clock, Executor& loop,
            std::shared_ptr<OutboundBudget> budget);
    // Tells the share that the peer is gone.
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    void receive(protocol::Message& message);

    PeerId peer() const { return m_peer; }
    const DeviceId& device() const { return m_device; }
    HeldShare& held() const { return m_held; }
    const Traffic& traffic() const { return m_traffic; }
    const RateMeter& up() const { return m_up; }
    const RateMeter& down() const { return m_down; }

private:
    void write(const protocol::Message& message, protocol::Lane lane);
    // For the share, which needs to know when it may send more.
    void measureQueue();

    net::Connection& m_connection;
    const uint16_t m_number;
    HeldShare& m_held;
    const PeerId m_peer;
    const DeviceId m_device;
    Clock& m_clock;
    std::shared_ptr<ShareLink> m_link;
    QMetaObject::Connection m_moved;
    Traffic m_traffic;
    RateMeter m_up;
    RateMeter m_down;
};

// The channels of one connection by their numbers.
using Channels = std::map<uint16_t, std::unique_ptr<Channel>>;

} // namespace shoal::engine
