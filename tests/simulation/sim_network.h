// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "event_queue.h"

#include "core/discovery/lan_discovery.h"
#include "core/net/network.h"
#include "shared/base/random.h"

#include <deque>
#include <set>
#include <vector>

// The network between simulated machines: byte streams and datagrams that take their time, get stuck where a link is
// cut, in one direction or both, and end with the process that opened them.
namespace shoal::sim {

using NodeId = size_t;

class SimNetwork
{
public:
    SimNetwork(EventQueue& events, Random& random, size_t nodes);
    ~SimNetwork();
    SimNetwork(const SimNetwork&) = delete;
    SimNetwork& operator=(const SimNetwork&) = delete;

    static Bytes addressOf(NodeId node, uint16_t port);

    // --- For one engine: from its start to its end.
    std::unique_ptr<net::Network> networkOf(NodeId node);
    discovery::LanAccess lanOf(NodeId node);
    // The process is gone: others are told so, unless the machine went with it.
    void processEnded(NodeId node, bool silently);

    // --- Faults
    void cut(NodeId from, NodeId to) { link(from, to).up = false; }
    void heal(NodeId from, NodeId to);
    bool isUp(NodeId from, NodeId to) const { return m_links[from * m_nodes + to].up; }
    // Streams between them end now, with an error on both sides.
    void reset(NodeId a, NodeId b);
    // A stream between them has both its ends.
    bool isConnected(NodeId a, NodeId b) const;
    void setSpeed(NodeId a, NodeId b, int64_t delayNs, int64_t bytesPerSecond);

    uint64_t bytesCarried() const { return m_bytes; }
    // Something was delivered: part of a run's trace.
    std::function<void(NodeId from, NodeId to, size_t bytes)> onDelivered;
    // Whether callbacks of this node may still be called.
    std::function<bool(NodeId node)> runs;

private:
    friend class SimTransport;
    struct Link
    {
        bool up = true;
        int64_t delayNs = 200'000;
        int64_t bytesPerSecond = 0; // 0: as fast as can be
    };
    struct End
    {
        NodeId node = 0;
        net::TransportUser* user = nullptr;
        class SimTransport* transport = nullptr;
        Bytes out; // written, not on its way yet
        size_t flying = 0;
        Bytes in;               // arrived, not read yet
        std::deque<Bytes> held; // arrived at a link that is cut
        int64_t lastArrivalNs = 0;
        bool closed = false; // by its own side
        bool said = false;   // that it has closed
        bool dead = false;   // its machine lost power
        bool ended = false;  // its user has been told
        bool tellWritten = false;
    };
    struct Stream
    {
        End ends[2];
        bool isLocal = false;
    };
    using StreamPtr = std::shared_ptr<Stream>;
    class NodeNetwork;
    class NodePort;
    class NodeAttempt;
    class NodeDatagrams;

    Link& link(NodeId from, NodeId to) { return m_links[from * m_nodes + to]; }
    int64_t travelNs(NodeId from, NodeId to, size_t bytes);
    void pump(const StreamPtr& stream, int side);
    void arrive(const StreamPtr& stream, int side, Bytes data);
    void arriveEnd(const StreamPtr& stream, int side);
    void tellReadable(const StreamPtr& stream, int side);
    void end(const StreamPtr& stream, int side, const char* why);
    void connect(NodeId from, NodeId to, uint16_t port, const std::weak_ptr<net::Network::Connected>& attempt);

    EventQueue& m_events;
    Random& m_random;
    const size_t m_nodes;
    std::vector<Link> m_links;
    std::map<std::pair<NodeId, uint16_t>, NodePort*> m_ports;
    std::vector<std::set<NodeDatagrams*>> m_datagrams;
    std::vector<std::weak_ptr<Stream>> m_streams;
    std::vector<uint16_t> m_lastPort;
    uint64_t m_bytes = 0;
};

} // namespace shoal::sim
