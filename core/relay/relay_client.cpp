// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relay_client.h"

#include "core/relay/relay_address.h"
#include "core/relay/relay_limits.h"
#include "core/relay/relayed_transport.h"
#include "shared/base/log.h"

#include <algorithm>
#include <array>

namespace shoal::relay {

namespace {

using namespace protocol;
using std::chrono::milliseconds;

constexpr size_t kReadPiece = 16 * 1024;
// A relay that does not read what it is answered is not read.
constexpr size_t kBacklogNotRead = 64 * 1024;
constexpr int64_t kMostAheadNs = int64_t{100} * 365 * 86'400'000'000'000; // a clock that is wrong by more is as wrong
constexpr milliseconds kWatch{10'000};
// A ticket is good for kRelayMeetingNs; the answer takes a round trip.
constexpr milliseconds kOpenTimeout{20'000};
constexpr size_t kMostOpenings = 64; // streams on their way at once, asked for here or by others
// Of all shares here together; a hostile relay must not fill the memory.
constexpr size_t kMostMembers = 4'096;

Bytes inWords(RelayRefusal refusal)
{
    switch (refusal) {
    case RelayRefusal::NotThere:
        return "the peer is not at the relay any more";
    case RelayRefusal::TooMany:
        return "the relay has no room for another relayed connection";
    case RelayRefusal::Quota:
        return "the relay has passed on all bytes that it allows an address for a day";
    case RelayRefusal::NotServed:
        return "the relay serves other shares only";
    case RelayRefusal::ShareIsFull:
        return "the relay has no room for another device of this share";
    case RelayRefusal::Unspecified:
        break;
    }
    return "the relay refuses";
}

void append(std::vector<net::Endpoint>& endpoints, const QHostAddress& address, uint16_t port)
{
    if (port == 0 || address.isNull())
        return;
    const net::Endpoint endpoint{address.toString().toStdString(), port};
    if (std::find(endpoints.begin(), endpoints.end(), endpoint) == endpoints.end())
        endpoints.push_back(endpoint);
}

} // namespace

RelayClient::RelayClient(net::Endpoint relay, crypto::RelayDay day, const crypto::DeviceIdentity& device,
                         const Surroundings& surroundings, Events events)
    : m_relay(std::move(relay)), m_day(day), m_identity(crypto::relayIdentity(device, day, m_relay.text())),
      m_device(device.id()), m_surroundings(surroundings), m_events(std::move(events))
{
    connect();
}

RelayClient::~RelayClient()
{
    m_surroundings.clock.cancel(m_timer);
    while (!m_openings.empty())
        finish(m_openings.begin()->first, fail(ErrorCode::Closed, "the relay is not used any more"));
    if (m_transport)
        m_transport->close(false);
}

// --- The connection with the relay ------------------------------------------------------------------

void RelayClient::connect()
{
    m_startedNs = now();
    m_attempt = m_surroundings.network.connect(
        m_relay, [this](Result<std::unique_ptr<net::Transport>> result) { onConnected(std::move(result)); });
}

void RelayClient::onConnected(Result<std::unique_ptr<net::Transport>> result)
{
    m_surroundings.loop.post([attempt = std::shared_ptr<net::Network::Attempt>(std::move(m_attempt))] {});
    if (!result) {
        disconnect(result.error().context);
        return;
    }
    m_transport = *std::move(result);
    m_channel = std::make_unique<RelayChannel>(SessionRole::Dialer, m_identity, m_surroundings.random);
    m_heardNs = m_saidNs = now();
    m_transport->setUser(this);
    flush();
    m_timer = m_surroundings.clock.after(kWatch, [this] { watch(); });
}

void RelayClient::readable()
{
    while (m_transport && m_transport->unwritten() <= kBacklogNotRead) {
        std::array<char, kReadPiece> buffer; // deliberately not cleared
        const size_t got = m_transport->read(buffer.data(), buffer.size());
        if (got == 0)
            return;
        m_heardNs = now();
        std::vector<RelayMessage> messages;
        const auto ok = m_channel->receive({buffer.data(), got}, messages);
        for (const RelayMessage& message : messages)
            if (m_transport)
                on(message);
        if (!ok && m_transport)
            disconnect("the relay " + m_relay.text() + " broke the protocol: " + ok.error().context);
        flush();
    }
}

void RelayClient::ended(Error error)
{
    disconnect(error.context);
}

void RelayClient::flush()
{
    if (!m_transport)
        return;
    const Bytes out = m_channel->takeOutput();
    if (out.empty())
        return;
    m_saidNs = now();
    m_transport->write(out);
}

void RelayClient::watch()
{
    m_timer = 0;
    if (!m_channel->established() && now() - m_startedNs >= kRelayGreetingNs)
        return disconnect("the relay " + m_relay.text() + " does not answer");
    if (now() - m_heardNs >= kRelayDeadNs)
        return disconnect("nothing was heard from the relay " + m_relay.text() + " for 90 seconds");
    if (m_channel->established() && now() - m_saidNs >= kRelayPingNs) {
        m_channel->send(RelayPing{});
        flush();
    }
    m_timer = m_surroundings.clock.after(kWatch, [this] { watch(); });
}

void RelayClient::disconnect(Bytes why)
{
    m_surroundings.clock.cancel(std::exchange(m_timer, 0));
    if (m_transport) {
        m_transport->close(false);
        m_old.push_back(std::move(m_transport));
        m_surroundings.loop.post([this, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                m_old.clear();
        });
    }
    if (m_state.isConnected || m_state.trouble.empty())
        qCInfo(logRelay, "relay %s: %s; it is tried again until it answers", m_relay.text().c_str(),
               printable(why).c_str());
    m_state = State{false, std::move(why), {}, 0, 0};
    while (!m_openings.empty())
        finish(m_openings.begin()->first, fail(ErrorCode::Closed, "the relay is gone"));
    loseAll();
    retryLater();
}

void RelayClient::retryLater()
{
    m_timer = m_surroundings.clock.after(m_redial.next(m_surroundings.random), [this] {
        m_timer = 0;
        connect();
    });
}

void RelayClient::loseAll()
{
    const auto registered = std::exchange(m_registered, {});
    for (const auto& [id, share] : registered)
        for (const auto& [member, found] : share.members)
            m_events.lost(share.keys->id(), member);
}

size_t RelayClient::members() const
{
    size_t members = 0;
    for (const auto& [id, share] : m_registered)
        members += share.members.size();
    return members;
}

RelayClient::State RelayClient::state() const
{
    State state = m_state;
    state.members = members();
    for (const auto& [id, share] : m_registered) {
        if (share.refused && state.trouble.empty())
            state.trouble = inWords(*share.refused);
    }
    return state;
}

// --- Shares -----------------------------------------------------------------------------------------

void RelayClient::setShares(std::vector<RelayedShare> shares, RelayNote note)
{
    m_shares = std::move(shares);
    m_note = std::move(note);
    if (m_state.isConnected)
        registerAll();
    flush();
}

void RelayClient::registerAll()
{
    for (auto it = m_registered.begin(); it != m_registered.end();) {
        // Who takes relayed connections from now on, or none any more, comes anew: then it hears of all ways again.
        const auto stays = [&it](const RelayedShare& share) {
            return share.keys == it->second.keys && share.takesRelayed == it->second.text.takesRelayed;
        };
        if (std::any_of(m_shares.begin(), m_shares.end(), stays)) {
            ++it;
            continue;
        }
        m_channel->send(RelayWithdraw{it->first});
        const auto node = m_registered.extract(it++);
        for (const auto& [member, found] : node.mapped().members)
            m_events.lost(node.mapped().keys->id(), member);
    }
    for (const RelayedShare& share : m_shares)
        registerShare(*share.keys, share.takesRelayed);
}

void RelayClient::registerShare(const crypto::ShareKeys& keys, bool takesRelayed)
{
    const crypto::RelayShareId id = crypto::relayShareId(keys, m_day, m_channel->peer());
    RelayNote text = m_note;
    text.device = m_device;
    text.takesRelayed = takesRelayed;
    text.punches = m_surroundings.puncher != nullptr;
    Registered& share = m_registered[id];
    if (share.keys && share.text == text)
        return;
    share.keys = &keys;
    share.text = text;
    share.refused.reset();
    m_channel->send(RelayRegister{
        id, crypto::sealRelayNote(keys, id, m_identity.id(), encodeRelayNote(text), m_surroundings.random)});
}

// --- What the relay says ----------------------------------------------------------------------------

void RelayClient::on(const RelayMessage& message)
{
    if (std::holds_alternative<RelayPing>(message))
        m_channel->send(RelayPong{});
    else if (const auto* welcome = std::get_if<RelayWelcome>(&message))
        on(*welcome);
    else if (const auto* joined = std::get_if<RelayJoined>(&message))
        on(*joined);
    else if (const auto* left = std::get_if<RelayLeft>(&message))
        on(*left);
    else if (const auto* granted = std::get_if<RelayGranted>(&message))
        on(*granted);
    else if (const auto* invited = std::get_if<RelayInvited>(&message))
        on(*invited);
    else if (const auto* punching = std::get_if<RelayPunchInvited>(&message))
        on(*punching);
    else if (const auto* refused = std::get_if<RelayRefused>(&message))
        on(*refused);
    else if (const auto* goodbye = std::get_if<RelayGoodbye>(&message))
        on(*goodbye);
}

void RelayClient::on(const RelayWelcome& message)
{
    if (m_state.isConnected)
        return;
    const QHostAddress address = hostAddressOf(message.you.ip);
    const int64_t ours = m_surroundings.clock.wallNs();
    m_state = State{true,
                    {},
                    net::Endpoint{address.toString().toStdString(), message.you.port}.text(),
                    std::clamp(message.wallNs, ours - kMostAheadNs, ours + kMostAheadNs) - ours,
                    0};
    m_redial.reset();
    qCInfo(logRelay, "relay %s: registered", m_relay.text().c_str());
    registerAll();
}

void RelayClient::on(const RelayJoined& message)
{
    const auto it = m_registered.find(message.share);
    if (it == m_registered.end())
        return; // withdrawn meanwhile
    Registered& share = it->second;
    const auto text =
        crypto::openRelayNote(*share.keys, message.share, DeviceId::from(message.peer.view()), message.note);
    const auto note = text ? decodeRelayNote(*text) : fail(text.error());
    if (!note) {
        qCDebug(logRelay, "relay %s: %s", m_relay.text().c_str(), note.error().context.c_str());
        return; // somebody without the secret, or a later version
    }
    if (note->device == m_device)
        return; // ourselves, by another name or on a connection that is dead
    const bool isKnown = share.members.contains(message.peer);
    if (!isKnown && members() >= kMostMembers)
        return;
    const FoundMember found = memberOf(message, *note);
    if (isKnown && share.members.at(message.peer) == found)
        return;
    share.members[message.peer] = found;
    m_events.found(share.keys->id(), found);
}

FoundMember RelayClient::memberOf(const RelayJoined& message, const RelayNote& note) const
{
    FoundMember found{message.peer, note.device, {}, note.takesRelayed, note.punches};
    if (note.port == 0)
        return found;
    QHostAddress seen = hostAddressOf(message.address.ip);
    // It is on the relay's own machine: it is where we have reached that.
    if (seen.isLoopback())
        if (const auto relay = net::Endpoint::parse(m_transport->peerName()))
            seen = relay->address();
    append(found.direct, seen, note.externalPort != 0 ? note.externalPort : note.port);
    append(found.direct, seen, note.port);
    for (const RelayIp& ip : note.local) {
        const QHostAddress address = hostAddressOf(ip);
        if (!address.isLoopback() && !address.isLinkLocal() && !address.isMulticast() && !address.isNull())
            append(found.direct, address, note.port);
    }
    return found;
}

void RelayClient::on(const RelayLeft& message)
{
    const auto it = m_registered.find(message.share);
    if (it != m_registered.end() && it->second.members.erase(message.peer) != 0)
        m_events.lost(it->second.keys->id(), message.peer);
}

void RelayClient::on(const RelayGoodbye& message)
{
    disconnect("the relay " + m_relay.text() + " says goodbye: " + printable(message.text));
}

// --- Relayed streams --------------------------------------------------------------------------------

void RelayClient::open(const ShareId& share, const RelayMember& member, Opened opened)
{
    ask(share, member, TicketUse::Relay, std::move(opened));
}

void RelayClient::punch(const ShareId& share, const RelayMember& member, Opened opened)
{
    ask(share, member, TicketUse::Punch, std::move(opened));
}

void RelayClient::ask(const ShareId& share, const RelayMember& member, TicketUse use, Opened opened)
{
    const uint32_t number = ++m_lastOpening;
    Opening& opening = m_openings[number];
    opening.use = use;
    opening.opened = std::move(opened);
    const auto it = std::find_if(m_registered.begin(), m_registered.end(),
                                 [&share](const auto& entry) { return entry.second.keys->id() == share; });
    const bool canPunch = use == TicketUse::Relay || m_surroundings.puncher;
    if (!m_state.isConnected || it == m_registered.end() || m_openings.size() > kMostOpenings || !canPunch) {
        m_surroundings.loop.post([this, number, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                finish(number, fail(ErrorCode::Closed, "the relay cannot be asked now"));
        });
        return;
    }
    opening.timer = m_surroundings.clock.after(kOpenTimeout, [this, number] {
        m_openings.at(number).timer = 0;
        finish(number, fail(ErrorCode::Closed, "the relay gives no connection in time"));
    });
    if (use == TicketUse::Punch)
        m_channel->send(RelayPunch{number, it->first, member});
    else
        m_channel->send(RelayConnect{number, it->first, member});
    flush();
}

void RelayClient::on(const RelayRefused& message)
{
    if (message.request == 0) {
        if (const auto it = m_registered.find(message.share); it != m_registered.end())
            it->second.refused = message.reason;
        return;
    }
    finish(message.request, fail(ErrorCode::Closed, inWords(message.reason)));
}

void RelayClient::on(const RelayGranted& message)
{
    if (m_openings.contains(message.request))
        join(message.request, message.ticket);
}

void RelayClient::on(const RelayInvited& message)
{
    const auto it = m_registered.find(message.share);
    if (it != m_registered.end() && it->second.text.takesRelayed)
        follow(message.share, message.peer, message.ticket, TicketUse::Relay);
}

void RelayClient::on(const RelayPunchInvited& message)
{
    if (m_surroundings.puncher)
        follow(message.share, message.peer, message.ticket, TicketUse::Punch);
}

// Whoever is in no note that we could open knows the share's name only.
void RelayClient::follow(const crypto::RelayShareId& share, const RelayMember& peer, const RelayTicket& ticket,
                         TicketUse use)
{
    const auto it = m_registered.find(share);
    if (it == m_registered.end() || !it->second.members.contains(peer) || m_openings.size() >= kMostOpenings)
        return;
    const uint32_t number = ++m_lastOpening;
    Opening& opening = m_openings[number];
    opening.use = use;
    opening.opened = [this](Result<std::unique_ptr<net::Transport>> transport) {
        if (transport)
            m_events.accepted(*std::move(transport));
    };
    join(number, ticket);
}

// A name may stand for several machines, so the machine that gave the ticket is dialled.
void RelayClient::join(uint32_t number, const RelayTicket& ticket)
{
    Opening& opening = m_openings.at(number);
    if (opening.attempt)
        return;
    const auto machine = net::Endpoint::parse(m_transport->peerName());
    if (opening.use == TicketUse::Punch) {
        punchWith(number, ticket, machine ? *machine : m_relay);
        return;
    }
    opening.attempt = m_surroundings.network.connect(
        machine ? *machine : m_relay,
        [this, number, ticket, alive = std::weak_ptr(m_alive)](Result<std::unique_ptr<net::Transport>> result) {
            if (alive.expired())
                return;
            if (!result) {
                finish(number, fail(result.error()));
                return;
            }
            (*result)->write(encodeRelayJoin(ticket));
            finish(number, makeRelayedTransport(*std::move(result)));
        });
}

void RelayClient::punchWith(uint32_t number, const RelayTicket& ticket, const net::Endpoint& machine)
{
    const auto peerOf = [](ByteView answer) -> Result<net::Endpoint> {
        const auto peer = decodeRelayPeer(answer);
        if (!peer)
            return fail(peer.error());
        return net::Endpoint{hostAddressOf(peer->ip).toString().toStdString(), peer->port};
    };
    m_openings.at(number).attempt = m_surroundings.puncher->punch(
        {machine, encodeRelayJoin(ticket, TicketUse::Punch), kRelayPeerAnswer, peerOf},
        [this, number, alive = std::weak_ptr(m_alive)](Result<std::unique_ptr<net::Transport>> result) {
            if (!alive.expired())
                finish(number, std::move(result));
        });
}

void RelayClient::finish(uint32_t number, Result<std::unique_ptr<net::Transport>> transport)
{
    auto node = m_openings.extract(number);
    if (node.empty())
        return;
    m_surroundings.clock.cancel(node.mapped().timer);
    // This may be a call of the attempt.
    m_surroundings.loop.post([attempt = std::shared_ptr<net::Network::Attempt>(std::move(node.mapped().attempt))] {});
    node.mapped().opened(std::move(transport));
}

} // namespace shoal::relay
