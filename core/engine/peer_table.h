// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace shoal::engine {

// Local number of one connection, in the order they were made; never reused while the engine runs.
using ConnectionId = uint64_t;

// One running engine. A device id alone may live twice: for a moment after a restart, or because somebody
// copied a storage folder.
struct EngineId
{
    DeviceId device;
    uint64_t processNonce = 0;
    auto operator<=>(const EngineId&) const = default;
};

enum class Direction { Dialled, Accepted };

// Which connections lead to which device, what each has proven, and which of several to one engine stays. Pure: no
// sockets, `now` is passed in.
//
// Only a connection that has proven a share counts; a stolen device key alone replaces nothing. Of two that
// have, both ends keep the same one without asking:
//   - one of them leads through a relay: the other;
//   - dialled by different ends: the one whose dialer has the smaller endpoint;
//   - dialled by the same end: the newer. Its dialer knows which that is; the other end only believes it
//     when the older was proven kSettled before, because two handshakes in parallel end in any order.
// The loser goes once the winner has opened every share that the loser has, so no share is without a link meanwhile.
// Engines with one device id and different nonces are different endpoints and never replace each other.
class PeerTable
{
public:
    static constexpr int64_t kSettledNs = 10'000'000'000;

    explicit PeerTable(const EngineId& own);

    void identified(ConnectionId connection, Direction direction, const EngineId& remote, bool isRelayed = false);
    // Returns the connections that are superfluous now; the caller closes them. Nothing for one that was never
    // identified.
    std::vector<ConnectionId> shareOpened(ConnectionId connection, const ShareId& share, int64_t nowNs);
    void shareClosed(ConnectionId connection, const ShareId& share);
    void closed(ConnectionId connection);

    // A connection to this device has proven a share.
    bool isProven(const DeviceId& device) const;
    // The same, and not through a relay.
    bool isReachedDirectly(const DeviceId& device) const;
    // Each of `shares` is open with this device.
    bool hasOpen(const DeviceId& device, const std::set<ShareId>& shares) const;
    // Proven connections to other processes with the device id of this one: the sign of a copied storage folder.
    std::vector<ConnectionId> twins(ConnectionId connection) const;

private:
    struct Row
    {
        Direction direction = Direction::Dialled;
        EngineId remote;
        std::set<ShareId> shares;
        int64_t provenNs = 0;
        uint64_t provenOrder = 0; // 0 = has proven nothing yet
        bool isRelayed = false;
    };
    const EngineId& dialer(const Row& row) const;
    bool replaces(const Row& winner, const Row& loser) const;

    EngineId m_own;
    std::map<ConnectionId, Row> m_rows;
    uint64_t m_lastOrder = 0;
};

} // namespace shoal::engine
