// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relay_server.h"

#include "core/relay/relay_address.h"
#include "shared/base/log.h"

#include <array>

namespace shoal::relay {

namespace {

constexpr std::chrono::seconds kTick{1};
// What waits to be sent to a device that is told of others: with more it is not read, with much more it is closed.
constexpr size_t kBacklogNotRead = 64 * 1024;
constexpr size_t kBacklogClosed = 1024 * 1024;
constexpr size_t kReadPiece = 4 * 1024; // of links that are not joined

// All that is relayed passes through as many descriptors as there are links, so the process's limit counts here, too.
net::Admission::Limits admissionFor(const RelayLimits& limits)
{
    net::Admission::Limits admission;
    admission.unproven = 1'024; // handshakes and tickets of a few seconds
    const size_t wanted = limits.members + 2 * limits.sessions + admission.unproven;
    const size_t descriptors = net::limitOfOpenFiles();
    constexpr size_t kOwn = 64; // log, listening, metrics
    admission.total = descriptors > kOwn ? std::min(wanted, descriptors - kOwn) : wanted;
    // Each relayed connection is a new one, and an office comes back at once.
    admission.unprovenFromSource = std::clamp<size_t>(limits.membersOfSource + limits.sessionsOfSource, 32, 512);
    // Twice all that an address may have, and as much again within a minute.
    admission.burstOfSource = static_cast<double>(2 * (limits.membersOfSource + limits.sessionsOfSource));
    admission.rateOfSource = admission.burstOfSource / 60;
    return admission;
}

protocol::RelayAddress addressOf(const net::Transport& transport, const QHostAddress& from)
{
    const auto endpoint = net::Endpoint::parse(transport.peerName());
    return {relayIpOf(from), endpoint ? endpoint->port : uint16_t{0}};
}

} // namespace

class RelayServer::Link final : public net::TransportUser
{
public:
    Link(RelayServer& server, LinkId id, std::unique_ptr<net::Transport> transport)
        : m_server(server), m_id(id), m_transport(std::move(transport))
    {
        m_transport->setUser(this);
    }
    void readable() override
    {
        if (m_isOver)
            return;
        if (pair)
            pair->readable(*m_transport);
        else
            m_server.read(m_id);
    }
    void written() override
    {
        if (m_isOver)
            return;
        if (pair)
            pair->written(*m_transport);
        else
            m_server.read(m_id);
    }
    void ended(Error) override
    {
        if (!m_isOver)
            m_server.lost(m_id);
    }
    void end(bool patiently)
    {
        m_isOver = true;
        pair.reset();
        m_transport->close(patiently);
    }
    net::Transport& transport() { return *m_transport; }

    std::shared_ptr<RelayPair> pair;

private:
    RelayServer& m_server;
    const LinkId m_id;
    const std::unique_ptr<net::Transport> m_transport;
    bool m_isOver = false;
};

RelayServer::RelayServer(const crypto::DeviceIdentity& identity, Options options, net::Network& network, Clock& clock,
                         Executor& loop, Random& random)
    : m_network(network), m_clock(clock), m_loop(loop),
      m_hub(identity, random, options.limits, std::move(options.admits)), m_admission(admissionFor(options.limits)),
      m_rate(clock, options.bytesPerSecond)
{
    m_rate.setLimitsLocalNetwork(true);
}

RelayServer::~RelayServer()
{
    m_clock.cancel(m_tickTimer);
    m_clock.cancel(m_drainTimer);
    m_ports.clear();
    for (auto& [id, link] : m_links)
        link->end(false);
}

Result<void> RelayServer::listen(const QHostAddress& address, uint16_t port)
{
    auto opened = m_network.listen(port, address,
                                   {[this](std::unique_ptr<net::Transport> transport, const QHostAddress& from) {
                                        take(std::move(transport), from);
                                    },
                                    [](const Bytes& sentence) { qCWarning(logRelay, "%s", sentence.c_str()); }});
    if (!opened)
        return fail(opened.error());
    m_ports.push_back(*std::move(opened));
    return {};
}

uint16_t RelayServer::port() const
{
    return m_ports.empty() ? uint16_t{0} : m_ports.front()->number();
}

void RelayServer::take(std::unique_ptr<net::Transport> transport, const QHostAddress& from)
{
    const LinkId id = ++m_lastLink;
    const Bytes source = net::sourceOf(from);
    const auto decision = m_admission.admit(id, source, now());
    for (const net::Admission::Id dropped : decision.dropped)
        lost(dropped);
    if (!decision.admitted) {
        ++m_refused;
        transport->close(false); // without waiting: there may be thousands
        return;
    }
    m_hub.opened(id, source, addressOf(*transport, from), now());
    m_links.emplace(id, std::make_unique<Link>(*this, id, std::move(transport)));
    if (m_tickTimer == 0)
        m_tickTimer = m_clock.after(kTick, [this] { tick(); });
}

void RelayServer::read(LinkId id)
{
    for (;;) {
        const auto it = m_links.find(id);
        if (it == m_links.end() || it->second->pair || it->second->transport().unwritten() > kBacklogNotRead)
            return;
        std::array<char, kReadPiece> buffer; // deliberately not cleared
        const size_t wanted = std::min(m_hub.wanted(id, now()), buffer.size());
        const size_t got = wanted == 0 ? 0 : it->second->transport().read(buffer.data(), wanted);
        if (got == 0)
            return;
        HubActions actions;
        m_hub.received(id, {buffer.data(), got}, now(), m_clock.wallNs(), actions);
        obey(std::move(actions));
    }
}

void RelayServer::obey(HubActions actions)
{
    for (const HubAction& action : actions)
        std::visit([this](const auto& one) { obey(one); }, action);
    checkDrained();
}

void RelayServer::obey(const SendBytes& action)
{
    const auto it = m_links.find(action.link);
    if (it == m_links.end())
        return;
    it->second->transport().write(action.bytes);
    if (it->second->transport().unwritten() > kBacklogClosed)
        m_loop.post([this, id = action.link, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                lost(id); // it does not read; the hub is in the middle of something now
        });
}

void RelayServer::obey(const CloseLink& action)
{
    qCDebug(logRelay, "link %llu is closed: %s", static_cast<unsigned long long>(action.link), action.why.c_str());
    drop(action.link, action.patiently);
}

void RelayServer::obey(const LinkProven& action)
{
    m_admission.proven(action.link);
}

void RelayServer::obey(const JoinLinks& action)
{
    Link& asker = *m_links.at(action.asker);
    Link& invited = *m_links.at(action.invited);
    const net::Transport* const first = &asker.transport();
    const auto carried = [this, first, action](const net::Transport& from, size_t bytes) {
        HubActions actions;
        m_hub.carried(&from == first ? action.asker : action.invited, bytes, now(), m_clock.wallNs(), actions);
        if (actions.empty())
            return;
        // The pair is at work.
        m_loop.post([this, actions = std::move(actions), alive = std::weak_ptr(m_alive)]() mutable {
            if (!alive.expired())
                obey(std::move(actions));
        });
    };
    auto pair = std::make_shared<RelayPair>(asker.transport(), invited.transport(), &m_rate, carried);
    asker.pair = pair;
    invited.pair = pair;
    // What they said while they waited.
    pair->readable(asker.transport());
    pair->readable(invited.transport());
}

void RelayServer::lost(LinkId id)
{
    if (!m_links.contains(id))
        return;
    drop(id, false);
    HubActions actions;
    m_hub.ended(id, actions);
    obey(std::move(actions));
}

void RelayServer::drop(LinkId id, bool patiently)
{
    auto node = m_links.extract(id);
    if (node.empty())
        return;
    m_admission.gone(id);
    // Its partner is told by the hub; neither moves anything from now on.
    const auto pair = node.mapped()->pair;
    if (pair)
        for (auto& [other, link] : m_links)
            if (link->pair == pair)
                link->pair.reset();
    node.mapped()->end(patiently);
    m_dead.push_back(std::move(node.mapped()));
    m_loop.post([this, alive = std::weak_ptr(m_alive)] {
        if (!alive.expired())
            m_dead.clear();
    });
}

void RelayServer::tick()
{
    m_tickTimer = 0;
    HubActions actions;
    m_hub.tick(now(), m_clock.wallNs(), actions);
    obey(std::move(actions));
    if (m_refused != 0)
        qCInfo(logRelay, "%llu connections were refused in the last second: too many come at once, or %zu are open",
               static_cast<unsigned long long>(std::exchange(m_refused, 0)), m_admission.total());
    // Those whose credit has grown; the others have nothing to read.
    std::vector<LinkId> all;
    for (const auto& [id, link] : m_links)
        if (!link->pair)
            all.push_back(id);
    for (const LinkId id : all)
        read(id);
    if (!m_links.empty() && m_tickTimer == 0)
        m_tickTimer = m_clock.after(kTick, [this] { tick(); });
}

void RelayServer::drain(ByteView text, std::chrono::milliseconds patience, std::function<void()> done)
{
    m_ports.clear();
    m_drained = std::move(done);
    m_drainTimer = m_clock.after(patience, [this] {
        m_drainTimer = 0;
        if (m_drained)
            std::exchange(m_drained, {})();
    });
    HubActions actions;
    m_hub.drain(text, actions);
    obey(std::move(actions));
}

void RelayServer::checkDrained()
{
    if (!m_drained)
        return;
    const HubCounts counts = m_hub.counts();
    if (counts.sessions != 0 || counts.waiting != 0)
        return;
    m_clock.cancel(std::exchange(m_drainTimer, 0));
    m_loop.post([done = std::exchange(m_drained, {})] { done(); });
}

} // namespace shoal::relay
