// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim_network.h"

#include <algorithm>
#include <cstring>

namespace shoal::sim {

namespace {

constexpr size_t kWindow = 256 * 1024;
constexpr size_t kSegment = 32 * 1024;
constexpr int64_t kNoAnswerNs = 4'000'000'000;
constexpr uint16_t kFirstPort = 40'000;
constexpr uint32_t kNet = 10u << 24 | 77u << 16;

QHostAddress hostOf(NodeId node)
{
    return QHostAddress(kNet + static_cast<uint32_t>(node) + 1);
}

// Nothing: no machine of this world.
std::optional<NodeId> nodeOf(const Bytes& host)
{
    const quint32 number = QHostAddress(QString::fromStdString(host)).toIPv4Address();
    if (number <= kNet)
        return std::nullopt;
    return number - kNet - 1;
}

} // namespace

// One end of a stream, as an engine has it.
class SimTransport final : public net::Transport
{
public:
    SimTransport(SimNetwork& network, std::shared_ptr<SimNetwork::Stream> stream, int side, Bytes peer)
        : m_network(network), m_stream(std::move(stream)), m_side(side), m_peer(std::move(peer))
    {
        own().transport = this;
    }
    ~SimTransport() override
    {
        own().user = nullptr;
        own().transport = nullptr;
        if (!own().closed)
            close(false);
    }
    void setUser(net::TransportUser* user) override
    {
        own().user = user;
        if (!own().in.empty())
            m_network.tellReadable(m_stream, m_side);
    }
    size_t read(char* to, size_t size) override
    {
        Bytes& in = own().in;
        const size_t taken = std::min(size, in.size());
        std::memcpy(to, in.data(), taken);
        in.erase(0, taken);
        if (taken > 0)
            m_network.m_events.after(
                0, [&network = m_network, stream = m_stream, other = 1 - m_side] { network.pump(stream, other); });
        return taken;
    }
    void write(ByteView bytes) override
    {
        if (own().closed || own().ended)
            return;
        own().out += bytes;
        own().tellWritten = true;
        m_network.pump(m_stream, m_side);
    }
    size_t unwritten() const override { return m_stream->ends[m_side].out.size(); }
    void close(bool patiently) override
    {
        if (own().closed)
            return;
        own().closed = true;
        own().user = nullptr;
        own().in.clear();
        if (!patiently)
            own().out.clear();
        m_network.pump(m_stream, m_side);
    }
    Bytes peerName() const override { return m_peer; }
    bool isLocalNetwork() const override { return m_stream->isLocal; }

private:
    SimNetwork::End& own() { return m_stream->ends[m_side]; }

    SimNetwork& m_network;
    const std::shared_ptr<SimNetwork::Stream> m_stream;
    const int m_side;
    const Bytes m_peer;
};

class SimNetwork::NodePort final : public net::Network::Port
{
public:
    NodePort(SimNetwork& network, NodeId node, uint16_t number, net::Network::PortEvents events)
        : m_network(network), m_node(node), m_number(number), m_events(std::move(events))
    {
        m_network.m_ports[{node, number}] = this;
    }
    ~NodePort() override { m_network.m_ports.erase({m_node, m_number}); }
    uint16_t number() const override { return m_number; }
    void accept(std::unique_ptr<net::Transport> transport, NodeId from)
    {
        m_events.accepted(std::move(transport), hostOf(from));
    }

private:
    SimNetwork& m_network;
    const NodeId m_node;
    const uint16_t m_number;
    const net::Network::PortEvents m_events;
};

class SimNetwork::NodeAttempt final : public net::Network::Attempt
{
public:
    explicit NodeAttempt(net::Network::Connected connected)
        : m_connected(std::make_shared<net::Network::Connected>(std::move(connected)))
    {}
    std::weak_ptr<net::Network::Connected> connected() const { return m_connected; }

private:
    std::shared_ptr<net::Network::Connected> m_connected;
};

class SimNetwork::NodeNetwork final : public net::Network
{
public:
    NodeNetwork(SimNetwork& network, NodeId node) : m_network(network), m_node(node) {}
    Result<std::unique_ptr<Port>> listen(uint16_t port, const QHostAddress&, PortEvents events) override
    {
        while (port == 0 || (port >= kFirstPort && m_network.m_ports.contains({m_node, port})))
            port = static_cast<uint16_t>(kFirstPort + ++m_network.m_lastPort[m_node] % 10'000);
        if (m_network.m_ports.contains({m_node, port}))
            return fail(ErrorCode::Busy, "port " + std::to_string(port) + " is taken");
        return std::make_unique<NodePort>(m_network, m_node, port, std::move(events));
    }
    std::unique_ptr<Attempt> connect(const net::Endpoint& endpoint, Connected connected) override
    {
        auto attempt = std::make_unique<NodeAttempt>(std::move(connected));
        const auto to = nodeOf(endpoint.host);
        m_network.connect(m_node, to.value_or(m_network.m_nodes), endpoint.port, attempt->connected());
        return attempt;
    }

private:
    SimNetwork& m_network;
    const NodeId m_node;
};

class SimNetwork::NodeDatagrams final : public discovery::Datagrams
{
public:
    NodeDatagrams(SimNetwork& network, NodeId node, uint16_t port, Receiver receiver)
        : m_network(network), m_node(node), m_port(port), m_receiver(std::move(receiver))
    {}
    ~NodeDatagrams() override { close(); }
    Result<void> open(std::vector<discovery::LanInterface>) override
    {
        m_network.m_datagrams[m_node].insert(this);
        return {};
    }
    void close() override { m_network.m_datagrams[m_node].erase(this); }
    bool isOpen() const override { return m_network.m_datagrams[m_node].contains(const_cast<NodeDatagrams*>(this)); }
    void sendToAll(ByteView datagram) override
    {
        for (NodeId to = 0; to < m_network.m_nodes; ++to)
            send(to, datagram);
    }
    void sendTo(ByteView datagram, const QHostAddress& address, uint16_t) override
    {
        if (const auto to = nodeOf(address.toString().toStdString()); to && *to < m_network.m_nodes)
            send(*to, datagram);
    }

private:
    void send(NodeId to, ByteView datagram)
    {
        constexpr uint64_t kLostOutOf = 8;
        if (m_network.m_random.below(kLostOutOf) == 0)
            return;
        const size_t copies = m_network.m_random.below(kLostOutOf) == 0 ? 2 : 1;
        for (size_t i = 0; i < copies; ++i) {
            m_network.m_events.after(m_network.travelNs(m_node, to, datagram.size()),
                                     [&network = m_network, from = m_node, to, port = m_port, data = Bytes(datagram)] {
                                         if (!network.isUp(from, to) || !network.runs(to))
                                             return;
                                         const auto receivers = network.m_datagrams[to];
                                         for (NodeDatagrams* receiver : receivers)
                                             receiver->m_receiver(data, hostOf(from), port);
                                     });
        }
    }

    SimNetwork& m_network;
    const NodeId m_node;
    const uint16_t m_port;
    const Receiver m_receiver;
};

SimNetwork::SimNetwork(EventQueue& events, Random& random, size_t nodes)
    : m_events(events), m_random(random), m_nodes(nodes), m_links(nodes * nodes), m_datagrams(nodes), m_lastPort(nodes)
{
    for (Link& link : m_links)
        link.delayNs = static_cast<int64_t>(100'000 + random.below(random.below(4) == 0 ? 60'000'000 : 2'000'000));
}

SimNetwork::~SimNetwork() = default;

Bytes SimNetwork::addressOf(NodeId node, uint16_t port)
{
    return hostOf(node).toString().toStdString() + ":" + std::to_string(port);
}

std::unique_ptr<net::Network> SimNetwork::networkOf(NodeId node)
{
    return std::make_unique<NodeNetwork>(*this, node);
}

discovery::LanAccess SimNetwork::lanOf(NodeId node)
{
    return {[this, node](uint16_t port, discovery::Datagrams::Receiver receiver) {
                return std::make_unique<NodeDatagrams>(*this, node, port, std::move(receiver));
            },
            [](const std::vector<Bytes>&) {
                discovery::LanInterface one;
                one.hasIpv4 = true;
                one.description = "simulated";
                return std::vector{one};
            }};
}

int64_t SimNetwork::travelNs(NodeId from, NodeId to, size_t bytes)
{
    if (from == to)
        return 50'000;
    const Link& on = link(from, to);
    const int64_t jitter = static_cast<int64_t>(m_random.below(static_cast<uint64_t>(on.delayNs / 2 + 1)));
    const int64_t sending =
        on.bytesPerSecond == 0 ? 0 : static_cast<int64_t>(bytes) * 1'000'000'000 / on.bytesPerSecond;
    return on.delayNs + jitter + sending;
}

void SimNetwork::connect(NodeId from, NodeId to, uint16_t port, const std::weak_ptr<net::Network::Connected>& attempt)
{
    const auto answer = [this, from, attempt](Result<std::unique_ptr<net::Transport>> result) {
        const auto connected = attempt.lock();
        if (connected && runs(from))
            (*connected)(std::move(result));
    };
    const Bytes name = to < m_nodes ? addressOf(to, port) : Bytes("nowhere");
    const bool reachable = to < m_nodes && isUp(from, to) && isUp(to, from);
    if (!reachable) {
        m_events.after(kNoAnswerNs,
                       [answer, name] { answer(fail(ErrorCode::Io, "cannot connect to " + name + ": no answer")); });
        return;
    }
    m_events.after(travelNs(from, to, 0) + travelNs(to, from, 0), [this, from, to, port, name, answer, attempt] {
        const auto listening = m_ports.find({to, port});
        if (listening == m_ports.end() || !runs(to) || !isUp(from, to) || !isUp(to, from)) {
            answer(fail(ErrorCode::Io, "cannot connect to " + name + ": refused"));
            return;
        }
        if (attempt.expired() || !runs(from))
            return;
        auto stream = std::make_shared<Stream>();
        stream->ends[0].node = from;
        stream->ends[1].node = to;
        stream->isLocal = (from + to) % 2 == 0;
        std::erase_if(m_streams, [](const auto& old) { return old.expired(); });
        m_streams.push_back(stream);
        const auto own = static_cast<uint16_t>(kFirstPort + 10'000 + ++m_lastPort[from] % 10'000);
        auto dialled = std::make_unique<SimTransport>(*this, stream, 0, name);
        listening->second->accept(std::make_unique<SimTransport>(*this, stream, 1, addressOf(from, own)), from);
        answer(std::move(dialled));
    });
}

void SimNetwork::pump(const StreamPtr& stream, int side)
{
    End& from = stream->ends[side];
    End& to = stream->ends[1 - side];
    if (from.dead || from.ended)
        return;
    while (!from.out.empty() && from.flying + to.in.size() < kWindow) {
        Bytes segment = from.out.substr(0, kSegment);
        from.out.erase(0, segment.size());
        from.flying += segment.size();
        from.lastArrivalNs =
            std::max(from.lastArrivalNs + 1, m_events.nowNs() + travelNs(from.node, to.node, segment.size()));
        m_events.at(from.lastArrivalNs, [this, stream, side, segment = std::move(segment)]() mutable {
            arrive(stream, side, std::move(segment));
        });
    }
    if (from.out.empty() && from.tellWritten) {
        from.tellWritten = false;
        m_events.after(0, [this, stream, side] {
            End& end = stream->ends[side];
            if (end.user && runs(end.node) && end.out.empty() && !end.ended)
                end.user->written();
        });
    }
    if (from.out.empty() && from.closed && !from.said) {
        from.said = true;
        from.lastArrivalNs = std::max(from.lastArrivalNs + 1, m_events.nowNs() + travelNs(from.node, to.node, 0));
        m_events.at(from.lastArrivalNs, [this, stream, side] { arriveEnd(stream, side); });
    }
}

// From `side` to the other one.
void SimNetwork::arrive(const StreamPtr& stream, int side, Bytes data)
{
    End& from = stream->ends[side];
    End& to = stream->ends[1 - side];
    if (!isUp(from.node, to.node)) {
        from.held.push_back(std::move(data));
        return;
    }
    from.flying -= std::min(from.flying, data.size());
    if (to.dead) {
        if (runs(to.node)) // started again, and knows nothing of it
            end(stream, side, "connection reset by peer");
        return;
    }
    if (to.closed || to.ended) {
        if (to.closed && !from.closed)
            end(stream, side, "connection reset by peer");
        return;
    }
    m_bytes += data.size();
    if (onDelivered)
        onDelivered(from.node, to.node, data.size());
    to.in += data;
    tellReadable(stream, 1 - side);
}

void SimNetwork::arriveEnd(const StreamPtr& stream, int side)
{
    End& from = stream->ends[side];
    const End& to = stream->ends[1 - side];
    if (!isUp(from.node, to.node)) {
        from.held.emplace_back(); // nothing: the end
        return;
    }
    end(stream, 1 - side, "the other end has closed");
}

void SimNetwork::tellReadable(const StreamPtr& stream, int side)
{
    m_events.after(0, [this, stream, side] {
        End& end = stream->ends[side];
        if (end.user && runs(end.node) && !end.in.empty() && !end.ended)
            end.user->readable();
        if (!end.in.empty())
            return;
        pump(stream, 1 - side);
    });
}

void SimNetwork::end(const StreamPtr& stream, int side, const char* why)
{
    End& end = stream->ends[side];
    if (end.ended || end.dead)
        return;
    m_events.after(0, [this, stream, side, why] {
        End& told = stream->ends[side];
        if (std::exchange(told.ended, true))
            return;
        told.out.clear();
        if (told.user && runs(told.node))
            told.user->ended({ErrorCode::Closed, why});
    });
}

void SimNetwork::heal(NodeId from, NodeId to)
{
    if (std::exchange(link(from, to).up, true))
        return;
    for (const auto& weak : m_streams) {
        const StreamPtr stream = weak.lock();
        for (int side = 0; stream && side < 2; ++side) {
            End& sender = stream->ends[side];
            if (sender.node != from || stream->ends[1 - side].node != to)
                continue;
            for (Bytes& data : std::exchange(sender.held, {})) {
                if (data.empty())
                    arriveEnd(stream, side);
                else
                    arrive(stream, side, std::move(data));
            }
            pump(stream, side);
        }
    }
}

void SimNetwork::reset(NodeId a, NodeId b)
{
    for (const auto& weak : m_streams) {
        const StreamPtr stream = weak.lock();
        if (!stream)
            continue;
        const NodeId one = stream->ends[0].node;
        const NodeId two = stream->ends[1].node;
        if ((one == a && two == b) || (one == b && two == a)) {
            end(stream, 0, "connection reset");
            end(stream, 1, "connection reset");
        }
    }
}

bool SimNetwork::isConnected(NodeId a, NodeId b) const
{
    return std::any_of(m_streams.begin(), m_streams.end(), [a, b](const auto& weak) {
        const StreamPtr stream = weak.lock();
        if (!stream || !stream->ends[0].transport || !stream->ends[1].transport || stream->ends[0].ended ||
            stream->ends[1].ended)
            return false;
        const NodeId one = stream->ends[0].node;
        const NodeId two = stream->ends[1].node;
        return (one == a && two == b) || (one == b && two == a);
    });
}

void SimNetwork::setSpeed(NodeId a, NodeId b, int64_t delayNs, int64_t bytesPerSecond)
{
    for (Link* const one : {&link(a, b), &link(b, a)}) {
        one->delayNs = delayNs;
        one->bytesPerSecond = bytesPerSecond;
    }
}

void SimNetwork::processEnded(NodeId node, bool silently)
{
    for (const auto& weak : m_streams) {
        const StreamPtr stream = weak.lock();
        for (int side = 0; stream && side < 2; ++side) {
            End& own = stream->ends[side];
            if (own.node != node || own.dead)
                continue;
            own.dead = true;
            own.user = nullptr;
            if (!silently) {
                own.lastArrivalNs = std::max(own.lastArrivalNs + 1, m_events.nowNs());
                m_events.at(own.lastArrivalNs, [this, stream, side] { arriveEnd(stream, side); });
            }
        }
    }
}

} // namespace shoal::sim
