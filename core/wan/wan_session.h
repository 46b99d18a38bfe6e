// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/relay_keys.h"
#include "shared/base/executor.h"
#include "shared/base/result.h"

#include <QHostAddress>

#include <functional>
#include <memory>
#include <vector>

namespace shoal::wan {

// Where the DHT says that somebody listens. Anybody may say so.
struct DhtPeer
{
    QHostAddress address;
    uint16_t port = 0;
    bool operator==(const DhtPeer&) const = default;
};

// A node of the BitTorrent mainline DHT (BEP 5), and ports that routers pass on to this machine (UPnP, NAT-PMP, PCP):
// of the system, or a test's own. Engine thread only.
class WanSession
{
public:
    struct Wish
    {
        bool usesDht = false;
        std::vector<Bytes> dhtNodes; // host:port of those to begin with: a DHT of one's own; empty: the public one
        uint16_t mappedPort = 0;     // TCP port of this machine that routers should pass on; 0: none

        bool isEmpty() const { return !usesDht && mappedPort == 0; }
        bool operator==(const Wish&) const = default;
    };
    // What the DHT has done since the session began.
    struct Counts
    {
        int64_t messages = 0; // received from other nodes
        int64_t nodes = 0;    // known now, besides those to begin with
    };
    // Called later, never from within a call; not after end().
    struct Events
    {
        // The nodes to begin with were asked, whether they answered or not: now announcing makes sense.
        std::function<void()> joined;
        // One node's answer, as long as it likes; nothing of it is proven.
        std::function<void(const crypto::DhtKey& key, std::vector<DhtPeer> peers)> found;
        std::function<void(const Counts& counts)> counted;
        // A router passes this port of its own on to the mapped one.
        std::function<void(uint16_t externalPort)> mapped;
        // This machine has a new address, for which nothing was mapped. Begin anew.
        std::function<void()> networkChanged;
        // No router does any more, or none will. A part of a sentence.
        std::function<void(Bytes why)> notMapped;
    };

    // As end() without `ended`.
    virtual ~WanSession() = default;

    // Another wish; what is not touched by it goes on.
    virtual void use(const Wish& wish) = 0;
    // Tells the nodes next to `key` that this machine listens on TCP port `port` as the internet sees it, and asks them
    // who else does: found() for each answer with somebody in it. Nodes forget what they were told within half an hour.
    virtual void announce(const crypto::DhtKey& key, uint16_t port) = 0;
    // counted() follows.
    virtual void count() = 0;
    // Takes leave of routers and the DHT, on the pool; then calls `ended` on the engine thread. Once; the last call.
    virtual void end(std::function<void()> ended) = 0;
};

// `pool` for what may block. The error is a sentence with the reason.
using MakeWanSession = std::function<Result<std::unique_ptr<WanSession>>(const WanSession::Wish& wish, Executor& loop,
                                                                         Executor& pool, WanSession::Events events)>;

} // namespace shoal::wan
