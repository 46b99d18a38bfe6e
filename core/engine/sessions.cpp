// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sessions.h"

#include "core/engine/clock_check.h"
#include "core/engine/peer_address.h"
#include "core/net/address.h"
#include "shared/base/log.h"

namespace shoal::engine {

namespace {

// A connection that ends sooner did not work: dialing it again and again would keep both ends busy.
constexpr int64_t kWorkedAfterNs = 5'000'000'000;
// A connection that is silent for so long is dead: both ends ping every 30 s.
constexpr std::chrono::seconds kTwinCheck{45};
constexpr size_t kMostNotices = 16;
constexpr size_t kShownDeviceDigits = 8;

} // namespace

Sessions::Sessions(const EngineId& own, const HeldShares& shares, Clock& clock, Executor& loop, Events events)
    : m_own(own), m_shares(shares), m_clock(clock), m_loop(loop), m_events(std::move(events)), m_table(own),
      m_valve(valveSurroundings())
{}

InboundValve::Surroundings Sessions::valveSurroundings()
{
    const auto runningShare = [this](const ShareId& id) {
        const HeldShare* held = m_shares.find(id);
        return held ? held->share.get() : nullptr;
    };
    return {
        [runningShare](const ShareId& id) {
            const Share* share = runningShare(id);
            return share ? share->inboundBytes() : 0;
        },
        [runningShare](const ShareId& id, int64_t bytes, std::function<void()> then) {
            if (Share* share = runningShare(id))
                share->whenInboundBelow(bytes, std::move(then));
        },
        [this](const ShareId& id) {
            std::vector<ConnectionId> feeders;
            for (const auto& [connection, live] : m_live)
                if (live.isOpen(id))
                    feeders.push_back(connection);
            return feeders;
        },
        [this](ConnectionId id, bool paused) {
            if (const auto it = m_live.find(id); it != m_live.end())
                it->second.connection->setReadingPaused(paused);
        },
    };
}

Sessions::~Sessions()
{
    for (const Clock::TimerId timer : m_timers)
        m_clock.cancel(timer);
    // Channels before their connections.
    for (auto& [id, live] : m_live)
        live.channels.clear();
}

void Sessions::add(std::unique_ptr<net::Connection> connection, std::optional<Bytes> dialled)
{
    const ConnectionId id = ++m_lastConnection;
    for (const auto& held : m_shares.all())
        if (held->isUp())
            connection->addShare(&held->keys);
    connectSignals(id, *connection);
    m_live.emplace(id, Live{std::move(connection), std::move(dialled), m_clock.monotonicNs(), {}, {}, {}});
}

void Sessions::shareUp(HeldShare& held)
{
    for (auto& [id, live] : m_live)
        if (!live.connection->isClosed())
            live.connection->addShare(&held.keys);
}

void Sessions::shareLeaves(const ShareId& share)
{
    for (auto& [id, live] : m_live) {
        for (auto it = live.channels.begin(); it != live.channels.end();) {
            if (it->second->held().id() != share) {
                ++it;
                continue;
            }
            m_table.shareClosed(id, share);
            endChannel(std::move(it->second));
            it = live.channels.erase(it);
        }
        if (!live.connection->isClosed())
            live.connection->removeShare(share);
    }
    m_valve.left(share);
}

void Sessions::connectSignals(ConnectionId id, net::Connection& connection)
{
    using net::Connection;
    QObject::connect(
        &connection, &Connection::identified, &connection,
        [this, id](const DeviceId& device, const protocol::Hello& hello) { onIdentified(id, device, hello); });
    QObject::connect(&connection, &Connection::shareOpened, &connection,
                     [this, id](quint16 channel, const ShareId& share, crypto::Permission permission) {
                         onShareOpened(id, channel, share, permission);
                     });
    QObject::connect(&connection, &Connection::shareClosed, &connection,
                     [this, id](quint16 channel, const ShareId& share) { onShareClosed(id, channel, share); });
    QObject::connect(&connection, &Connection::messageReceived, &connection,
                     [this, id](quint16 channel, protocol::Message& message) { onMessage(id, channel, message); });
    QObject::connect(&connection, &Connection::closed, &connection,
                     [this, id](protocol::CloseReason reason, const Error& error) { onClosed(id, reason, error); });
}

// --- What a connection tells ------------------------------------------------------------------------

void Sessions::onIdentified(ConnectionId id, const DeviceId& device, const protocol::Hello& hello)
{
    Live& live = m_live.at(id);
    if (m_penalties.holds(device, m_clock.monotonicNs())) {
        close(live, protocol::CloseReason::ProtocolError,
              "this device broke the protocol a short time ago: try again in 10 minutes");
        return;
    }
    live.remote = EngineId{device, hello.processNonce};
    live.hello = hello;
    m_table.identified(id, live.dialled ? Direction::Dialled : Direction::Accepted, *live.remote,
                       live.connection->isRelayed());
    if (live.dialled)
        m_events.answered(*live.dialled, device);
    if (device == m_own.device)
        noticeOwnCopy(live);
}

void Sessions::onShareOpened(ConnectionId id, uint16_t channel, const ShareId& share, crypto::Permission permission)
{
    Live& live = m_live.at(id);
    HeldShare* held = m_shares.find(share);
    if (!held || !held->isUp() || !live.remote)
        return;
    const bool isFirst = live.channels.empty();
    const bool isNews = !m_table.hasOpen(live.remote->device, {share});
    const std::vector<ConnectionId> superfluous = m_table.shareOpened(id, share, m_clock.monotonicNs());
    const bool stays = superfluous != std::vector{id};
    if (stays)
        openChannel(id, channel, *held, permission, isNews);
    for (const ConnectionId other : superfluous)
        close(m_live.at(other), protocol::CloseReason::Replaced, "another connection of these two devices stays");
    if (!stays)
        return;
    if (!live.dialled) {
        if (const auto address = addressOf(live))
            m_events.dialledUs(*address, live.remote->device, share);
    }
    if (isFirst) {
        watchTwins(id);
        noticeClock(live);
    }
}

void Sessions::openChannel(ConnectionId id, uint16_t number, HeldShare& held, crypto::Permission permission,
                           bool isNews)
{
    Live& live = m_live.at(id);
    PeerInfo peer;
    peer.id = ++m_lastPeer;
    peer.device = live.remote->device;
    peer.name = live.hello.deviceName;
    peer.address = plainAddress(live.connection->peerName());
    peer.permission = permission;
    peer.publicKey = held.keys.publicKey();
    if (isNews)
        qCInfo(logEngine, "share %.8s: %s is connected, %s", held.id().hex().c_str(), describe(live).c_str(),
               permission == crypto::Permission::ReadWrite ? "read-write" : "read-only");
    auto channel = std::make_unique<Channel>(*live.connection, number, held, peer, m_clock, m_loop, m_budget);
    const PeerFacts known = facts(live, *channel);
    live.channels[number] = std::move(channel);
    m_valve.opened(held.id(), id);
    m_events.opened(held.id(), peer, known);
}

void Sessions::onShareClosed(ConnectionId id, uint16_t channel, const ShareId& share)
{
    Live& live = m_live.at(id);
    m_table.shareClosed(id, share);
    if (auto node = live.channels.extract(channel))
        endChannel(std::move(node.mapped()));
}

void Sessions::onMessage(ConnectionId id, uint16_t channel, protocol::Message& message)
{
    Live& live = m_live.at(id);
    const auto it = live.channels.find(channel);
    if (it == live.channels.end())
        return;
    it->second->receive(message);
    m_valve.delivered(it->second->held().id());
}

void Sessions::onClosed(ConnectionId id, protocol::CloseReason reason, const Error& error)
{
    auto node = m_live.extract(id);
    Live& live = node.mapped();
    m_table.closed(id);
    if (live.connection->isProven() && !m_table.isProven(live.remote->device))
        qCInfo(logEngine, "%s is disconnected: %s", describe(live).c_str(), printable(error.context).c_str());
    if (!live.connection->isProven())
        noticeStranger(live, reason, error);
    m_valve.closed(id);
    for (auto& [number, channel] : std::exchange(live.channels, {}))
        endChannel(std::move(channel));
    if (live.dialled)
        m_events.ended(*live.dialled, outcomeOf(live, reason), whyNothing(live, reason, error));
    m_events.lost();
}

DialOutcome Sessions::outcomeOf(const Live& live, protocol::CloseReason reason) const
{
    if (reason == protocol::CloseReason::SelfConnection)
        return DialOutcome::LeadsToUs;
    const bool lasted = m_clock.monotonicNs() - live.startedNs >= kWorkedAfterNs;
    const bool worked = live.connection->isProven() && (lasted || reason == protocol::CloseReason::Replaced);
    return worked ? DialOutcome::Worked : DialOutcome::Failed;
}

// --- Ending -----------------------------------------------------------------------------------------

void Sessions::misbehaved(PeerId peer, const Error& error)
{
    for (auto& [id, live] : m_live) {
        const bool isIt = std::any_of(live.channels.begin(), live.channels.end(),
                                      [peer](const auto& entry) { return entry.second->peer() == peer; });
        if (!isIt)
            continue;
        qCWarning(logEngine, "%s broke the protocol and is not let in for 10 minutes: %s", describe(live).c_str(),
                  printable(error.context).c_str());
        m_events.banned(
            live.remote->device,
            {model::Wording::NoticeBanned,
             {live.hello.deviceName, live.remote->device.hex().substr(0, kShownDeviceDigits), error.context}});
        const int64_t now = m_clock.monotonicNs();
        m_penalties.add(live.remote->device, now);
        if (const auto address = addressOf(live))
            m_events.avoid(*address, now + Penalties::kDurationNs);
        close(live, protocol::CloseReason::ProtocolError, ByteView(error.context).substr(0, protocol::kMaxText));
        return;
    }
}

void Sessions::closeAll(protocol::CloseReason reason, ByteView text)
{
    for (auto& [id, live] : m_live)
        close(live, reason, text);
}

// What is left of it ends with its closed().
void Sessions::close(Live& live, protocol::CloseReason reason, ByteView text)
{
    for (auto& [number, channel] : std::exchange(live.channels, {}))
        endChannel(std::move(channel));
    live.connection->close(reason, text);
}

void Sessions::endChannel(std::unique_ptr<Channel> channel)
{
    const ShareId share = channel->held().id();
    const DeviceId device = channel->device();
    channel.reset();
    m_events.closed(share, device);
}

// --- Copies of one device ---------------------------------------------------------------------------

// After a crash of the peer's machine its old connection is silent; one that goes on speaking belongs to a second
// process.
void Sessions::watchTwins(ConnectionId id)
{
    for (const ConnectionId twin : m_table.twins(id)) {
        const uint64_t heard = m_live.at(twin).connection->bytesReceived();
        auto timer = std::make_shared<Clock::TimerId>();
        *timer = m_clock.after(kTwinCheck, [this, id, twin, heard, timer] {
            m_timers.erase(*timer);
            checkTwin(id, twin, heard);
        });
        m_timers.insert(*timer);
    }
}

void Sessions::checkTwin(ConnectionId newerId, ConnectionId olderId, uint64_t heardThen)
{
    const auto newer = m_live.find(newerId);
    const auto older = m_live.find(olderId);
    if (newer == m_live.end() || older == m_live.end())
        return;
    if (older->second.connection->bytesReceived() == heardThen) {
        close(older->second, protocol::CloseReason::Unresponsive,
              "the device has connected anew, and nothing was heard here since");
        return;
    }
    if (m_noticed.insert(newer->second.remote->device).second)
        m_events.notice({model::Wording::NoticeKeyInUse,
                         {plainAddress(older->second.connection->peerName()), older->second.hello.deviceName,
                          plainAddress(newer->second.connection->peerName()), newer->second.hello.deviceName}});
}

void Sessions::noticeOwnCopy(const Live& live)
{
    if (!m_noticed.insert(m_own.device).second)
        return;
    m_events.notice(
        {model::Wording::NoticeOwnKeyInUse, {plainAddress(live.connection->peerName()), live.hello.deviceName}});
    m_events.cloned();
}

// --- What people should know of others --------------------------------------------------------------

void Sessions::noticeOnce(const Bytes& what, model::Sentence sentence)
{
    if (m_noticedOnce.size() < kMostNotices && m_noticedOnce.insert(what).second)
        m_events.notice(std::move(sentence));
}

void Sessions::noticeClock(Live& live)
{
    auto warning = clockWarning(describe(live), live.hello.wallNs, m_clock.wallNs());
    if (!warning)
        return;
    live.problem = *warning;
    noticeOnce("clock " + live.remote->device.hex(), *std::move(warning));
}

model::Sentence Sessions::whyNothing(const Live& live, protocol::CloseReason reason, const Error& error)
{
    if (reason == protocol::CloseReason::NoCommonShare && live.remote)
        return {model::Wording::PeerSharesNothing, {live.hello.deviceName}};
    return error.context;
}

model::Sentence Sessions::refusal(const DeviceId& device) const
{
    if (!m_penalties.holds(device, m_clock.monotonicNs()))
        return {};
    return model::Wording::PeerPenalty;
}

// A connection that ended without a common share.
void Sessions::noticeStranger(const Live& live, protocol::CloseReason reason, const Error& error)
{
    using protocol::CloseReason;
    const Bytes address = plainAddress(live.connection->peerName());
    const auto endpoint = net::Endpoint::parse(address);
    const Bytes host = live.dialled || !endpoint ? address : endpoint->host; // who dials us has a new port each time
    if (live.remote && reason == CloseReason::NoCommonShare) {
        noticeOnce("knock " + host,
                   {live.dialled ? model::Wording::NoticeStrangerDialled : model::Wording::NoticeStrangerKnocks,
                    {host, live.hello.deviceName}});
        return;
    }
    const bool isForeign =
        !live.remote && (reason == CloseReason::ProtocolError || reason == CloseReason::Unresponsive);
    if (isForeign && m_mentions.isDue(host, m_clock.monotonicNs()))
        qCWarning(logEngine, "%s does not speak as a Shoal device does, and is closed: %s", printable(host).c_str(),
                  printable(error.context).c_str());
}

// --- Numbers and names ------------------------------------------------------------------------------

std::optional<Sessions::PeerFacts> Sessions::facts(PeerId peer) const
{
    for (const auto& [id, live] : m_live)
        for (const auto& [number, channel] : live.channels)
            if (channel->peer() == peer)
                return facts(live, *channel);
    return std::nullopt;
}

Sessions::PeerFacts Sessions::facts(const Live& live, const Channel& channel) const
{
    const int64_t now = m_clock.monotonicNs();
    return {live.hello.software,         live.connection->isLocalNetwork(), live.dialled, channel.traffic(),
            channel.up().perSecond(now), channel.down().perSecond(now),     live.problem, live.connection->isRelayed()};
}

bool Sessions::Live::isOpen(const ShareId& share) const
{
    return std::any_of(channels.begin(), channels.end(),
                       [&share](const auto& entry) { return entry.second->held().id() == share; });
}

std::optional<Bytes> Sessions::addressOf(const Live& live)
{
    if (live.dialled)
        return live.dialled;
    if (live.connection->isRelayed())
        return std::nullopt; // what is seen is where the relay is
    auto endpoint = net::Endpoint::parse(plainAddress(live.connection->peerName()));
    if (!endpoint || live.hello.listeningPort == 0)
        return std::nullopt;
    endpoint->port = live.hello.listeningPort;
    return endpoint->text();
}

Bytes Sessions::describe(const Live& live)
{
    return printable(live.hello.deviceName) + " (" + printable(plainAddress(live.connection->peerName())) + ")";
}

} // namespace shoal::engine
