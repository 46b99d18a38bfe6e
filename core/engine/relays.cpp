// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/relays.h"

#include "core/engine/peer_address.h"
#include "core/engine/relay_days.h"
#include "core/relay/relay_address.h"
#include "shared/base/log.h"

namespace shoal::engine {

namespace {

// At the end of an address: with the relay's help, and not through it.
const Bytes kPunched = "+";

} // namespace

Relays::Relays(const crypto::DeviceIdentity& identity, const relay::RelayClient::Surroundings& surroundings,
               const HeldShares& shares, Events events)
    : m_identity(identity), m_surroundings(surroundings), m_shares(shares), m_events(std::move(events))
{}

Relays::~Relays()
{
    m_surroundings.clock.cancel(m_timer);
}

Relays::Wanted Relays::wanted() const
{
    Wanted wanted;
    const auto days = relayDaysAt(m_surroundings.clock.wallNs());
    for (const auto& held : m_shares.all()) {
        if (!held->isUp() || !held->config.useTracker)
            continue;
        std::set<Bytes> names;
        if (m_own)
            names.insert(m_own->text());
        for (const Bytes& name : relaysOf(*held, m_reachable.defaults))
            if (const auto endpoint = net::Endpoint::parse(name))
                names.insert(endpoint->text());
        for (const Bytes& name : names)
            for (const crypto::RelayDay day : days)
                wanted[{name, day}].push_back({&held->keys, held->config.useRelayServer});
    }
    return wanted;
}

void Relays::update(const Reachable& reachable)
{
    m_reachable = reachable;
    Wanted wanted = this->wanted();
    for (auto it = m_clients.begin(); it != m_clients.end();) {
        // Its shares are lost before it ends.
        const auto wish = wanted.find(it->first);
        if (wish != wanted.end()) {
            ++it;
            continue;
        }
        it->second->setShares({}, {});
        it = m_clients.erase(it);
    }
    if (wanted.empty()) {
        m_surroundings.clock.cancel(std::exchange(m_timer, 0));
        return;
    }
    const protocol::RelayNote text = note();
    for (auto& [key, shares] : wanted) {
        if (!m_clients.contains(key))
            start(key);
        m_clients.at(key)->setShares(std::move(shares), text);
    }
    if (m_timer == 0)
        m_timer = m_surroundings.clock.after(kLook, [this] { look(); });
}

void Relays::look()
{
    m_timer = 0;
    update(m_reachable);
}

void Relays::start(const ClientKey& key)
{
    const relay::RelayClient::Events events{
        [this, key](const ShareId& share, const relay::FoundMember& member) { found(key, share, member); },
        [this, key](const ShareId& share, const protocol::RelayMember& member) { lost(key, share, member); },
        [this](std::unique_ptr<net::Transport> transport) { m_events.accepted(std::move(transport)); },
    };
    m_clients.emplace(key, std::make_unique<relay::RelayClient>(*net::Endpoint::parse(key.first), key.second,
                                                                m_identity, m_surroundings, events));
}

// Those that the machine has now. A link-local address means something on one link only, and there the LAN tells of us.
protocol::RelayNote Relays::note() const
{
    protocol::RelayNote note;
    note.port = m_reachable.port;
    note.externalPort = m_reachable.externalPort;
    for (const net::LocalNetwork& network : net::ownNetworks()) {
        if (network.address.isLoopback() || network.address.isLinkLocal() ||
            note.local.size() >= protocol::kMaxNoteAddresses)
            continue;
        note.local.push_back(relay::relayIpOf(network.address));
    }
    return note;
}

// --- What they tell ---------------------------------------------------------------------------------

Bytes Relays::wayTo(const ClientKey& key, const protocol::RelayMember& member)
{
    return key.first + "/" + member.hex();
}

Bytes Relays::entryOf(const Bytes& way, const ShareId& share)
{
    return way + "/" + share.hex();
}

bool Relays::takesRelayed(const ShareId& share) const
{
    const HeldShare* const held = m_shares.find(share);
    return held && held->config.useRelayServer;
}

void Relays::found(const ClientKey& key, const ShareId& share, const relay::FoundMember& member)
{
    const Bytes way = wayTo(key, member.member);
    const Bytes entry = entryOf(way, share);
    m_events.unlisted(entry); // what it said before
    const int64_t now = m_surroundings.clock.monotonicNs();
    const auto networks = net::ownNetworks();
    for (const net::Endpoint& endpoint : member.direct) {
        const bool isNear = net::isLocalNetwork(endpoint.address(), networks);
        m_events.listed(plainAddress(endpoint.text()),
                        {entry, member.device, false, isNear ? now : now + kFarHeadStartNs}, share);
    }
    // Of two devices one asks first, so that not both ways are made at once.
    const bool weFirst = m_identity.id() < member.device;
    const int64_t later = weFirst ? 0 : kRelayHeadStartOfOtherNs - kRelayHeadStartNs;
    if (member.punches && m_surroundings.puncher)
        listWay(way + kPunched, {key, member.member, {}, true},
                {entry, member.device, false, now + kPunchHeadStartNs + later}, share);
    if (member.takesRelayed && takesRelayed(share))
        listWay(way, {key, member.member, {}, false}, {entry, member.device, true, now + kRelayHeadStartNs + later},
                share);
}

void Relays::listWay(const Bytes& address, const Way& way, const DialPlan::Listed& listed, const ShareId& share)
{
    m_ways.try_emplace(address, way).first->second.shares.insert(share);
    m_events.listed(address, listed, share);
}

void Relays::lost(const ClientKey& key, const ShareId& share, const protocol::RelayMember& member)
{
    const Bytes way = wayTo(key, member);
    for (const Bytes& address : {way, way + kPunched}) {
        const auto it = m_ways.find(address);
        if (it != m_ways.end() && it->second.shares.erase(share) != 0 && it->second.shares.empty())
            m_ways.erase(it);
    }
    m_events.unlisted(entryOf(way, share));
}

// --- Ways through them ------------------------------------------------------------------------------

void Relays::open(const Bytes& address, relay::RelayClient::Opened opened)
{
    const auto way = m_ways.find(address);
    const auto client = way == m_ways.end() ? m_clients.end() : m_clients.find(way->second.client);
    if (client == m_clients.end()) {
        m_surroundings.loop.post(
            [opened] { opened(fail(ErrorCode::Closed, "the relay does not list the peer any more")); });
        return;
    }
    const ShareId& share = *way->second.shares.begin();
    if (way->second.isPunched)
        client->second->punch(share, way->second.member, std::move(opened));
    else
        client->second->open(share, way->second.member, std::move(opened));
}

std::vector<Relays::View> Relays::views() const
{
    std::vector<View> views;
    for (const auto& [key, client] : m_clients)
        views.push_back({key.first, client->state()});
    return views;
}

} // namespace shoal::engine
