// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/wide_area.h"

#include "core/engine/peer_address.h"
#include "core/engine/relay_days.h"
#include "core/engine/relays.h"
#include "core/net/address.h"
#include "shared/base/log.h"

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr const char* kNoNodes = "no node of the DHT answers, so it finds nobody: a firewall may keep UDP in";
constexpr const char* kNoNodesOfOwn =
    "no node of the DHT answers, so it finds nobody: see whether those of dht_nodes run, and let UDP out";
constexpr const char* kNoRouter = "no router answers to UPnP, NAT-PMP or PCP";

} // namespace

WideArea::WideArea(wan::MakeWanSession makeSession, const HeldShares& shares, Clock& clock, Random& random,
                   Executor& loop, Executor& pool, Events events)
    : m_makeSession(std::move(makeSession)), m_shares(shares), m_clock(clock), m_random(random), m_loop(loop),
      m_pool(pool), m_events(std::move(events))
{}

WideArea::~WideArea()
{
    looseTimers();
}

void WideArea::looseTimers()
{
    for (Clock::TimerId* const timer : {&m_announceTimer, &m_lookTimer})
        m_clock.cancel(std::exchange(*timer, 0));
}

// --- What is wanted ---------------------------------------------------------------------------------

// A port that nobody is told of need not be open.
bool WideArea::isToldToOthers() const
{
    return std::any_of(m_shares.all().begin(), m_shares.all().end(), [this](const auto& held) {
        const bool hasRelay = m_options.isRelay || !relaysOf(*held, m_options.relays).empty();
        return held->isUp() && (held->config.useDht || (held->config.useTracker && hasRelay));
    });
}

wan::WanSession::Wish WideArea::wish() const
{
    wan::WanSession::Wish wish;
    wish.usesDht = std::any_of(m_shares.all().begin(), m_shares.all().end(),
                               [](const auto& held) { return held->isUp() && held->config.useDht; });
    if (wish.usesDht)
        wish.dhtNodes = m_options.dhtNodes;
    if (m_options.mapsPort && (m_options.mapsPortAlways || isToldToOthers()))
        wish.mappedPort = m_options.port;
    return wish;
}

// Of all days that it is somewhere, as at relays.
std::map<crypto::DhtKey, ShareId> WideArea::keys() const
{
    std::map<crypto::DhtKey, ShareId> keys;
    for (const auto& held : m_shares.all())
        if (held->isUp() && held->config.useDht)
            for (const crypto::RelayDay day : relayDaysAt(m_clock.wallNs()))
                keys.emplace(crypto::dhtKey(held->keys, day), held->id());
    return keys;
}

void WideArea::update(const Options& options)
{
    const bool announcesAnother = options.externalPort != m_options.externalPort || options.port != m_options.port;
    m_options = options;
    apply();
    if (announcesAnother)
        m_schedule.restart(m_clock.monotonicNs());
    armAnnounce();
}

void WideArea::apply()
{
    if (!m_makeSession || m_isEnding)
        return;
    const wan::WanSession::Wish wish = this->wish();
    m_keys = keys();
    std::set<crypto::DhtKey> keys;
    for (const auto& [key, share] : m_keys)
        keys.insert(key);
    m_schedule.setKeys(keys, m_clock.monotonicNs());
    if (wish.isEmpty()) {
        endSession();
    } else if (!m_session) {
        start(wish);
    } else if (wish != m_wish) {
        m_session->use(wish);
        begin(wish);
    }
    armAnnounce();
}

void WideArea::start(const wan::WanSession::Wish& wish)
{
    auto session = m_makeSession(wish, m_loop, m_pool, sessionEvents());
    const Bytes trouble = session ? "" : session.error().context;
    if (std::exchange(m_startTrouble, trouble) != trouble && !trouble.empty())
        qCWarning(logEngine, "neither DHT nor port mapping: %s", trouble.c_str());
    begin(wish);
    if (session)
        m_session = *std::move(session);
    else if (wish.mappedPort != 0)
        setMapped(0, trouble);
    if (!m_session && wish.usesDht)
        setDhtTrouble(trouble);
}

// What was known of another wish does not hold any more.
void WideArea::begin(const wan::WanSession::Wish& wish)
{
    const wan::WanSession::Wish before = std::exchange(m_wish, wish);
    if (before.usesDht != wish.usesDht || before.dhtNodes != wish.dhtNodes) {
        setDhtTrouble({});
        m_state.usesDht = wish.usesDht;
        m_state.dhtAnswers = false;
        m_askedNs.reset();
        m_state.dhtNodes = 0;
        m_state.dhtPeers = 0;
    }
    if (before.mappedPort != wish.mappedPort) {
        m_state.mapsPort = wish.mappedPort != 0;
        setMapped(0, {});
    }
    armLook(kPatience);
}

void WideArea::endSession()
{
    begin({}); // which sets timers, too
    looseTimers();
    m_messages = 0;
    if (!m_session)
        return;
    m_isEnding = true;
    m_session->end([this, alive = std::weak_ptr(m_alive)] {
        if (alive.expired())
            return;
        m_isEnding = false;
        apply();
    });
    m_session.reset();
}

wan::WanSession::Events WideArea::sessionEvents()
{
    return {
        [this] {
            m_schedule.restart(m_clock.monotonicNs());
            armAnnounce();
        },
        [this](const crypto::DhtKey& key, const std::vector<wan::DhtPeer>& peers) { takeFound(key, peers); },
        [this](const wan::WanSession::Counts& counts) { takeCounts(counts); },
        [this](uint16_t port) { setMapped(port, {}); },
        // Later, since this comes from the session that ends.
        [this] {
            m_loop.post([this, alive = std::weak_ptr(m_alive)] {
                if (!alive.expired())
                    endSession();
            });
        },
        [this](const Bytes& why) { setMapped(0, "no router passes the port on (" + why + ")"); },
    };
}

// --- The DHT ----------------------------------------------------------------------------------------

void WideArea::armAnnounce()
{
    m_clock.cancel(std::exchange(m_announceTimer, 0));
    const auto next = m_session ? m_schedule.nextDueNs() : std::nullopt;
    if (!next)
        return;
    const auto wait = std::chrono::nanoseconds(std::max<int64_t>(0, *next - m_clock.monotonicNs()));
    m_announceTimer = m_clock.after(std::chrono::ceil<std::chrono::milliseconds>(wait), [this] { announceDue(); });
}

void WideArea::announceDue()
{
    m_announceTimer = 0;
    uint16_t port = m_options.externalPort;
    if (port == 0)
        port = m_state.mappedPort != 0 ? m_state.mappedPort : m_options.port;
    const int64_t now = m_clock.monotonicNs();
    m_askedNs = m_askedNs.value_or(now);
    for (const crypto::DhtKey& key : m_schedule.takeDue(now))
        m_session->announce(key, port);
    armAnnounce();
}

void WideArea::takeFound(const crypto::DhtKey& key, const std::vector<wan::DhtPeer>& peers)
{
    const auto share = m_keys.find(key);
    if (share == m_keys.end())
        return;
    const int64_t now = m_clock.monotonicNs();
    const auto networks = net::ownNetworks();
    for (const wan::DhtPeer& peer : m_schedule.take(key, peers, !m_options.dhtNodes.empty(), m_random)) {
        ++m_state.dhtPeers;
        const bool isNear = net::isLocalNetwork(peer.address, networks);
        m_events.found(addressText(peer.address, peer.port), share->second, isNear ? now : now + kHeadStartNs);
    }
}

void WideArea::takeCounts(const wan::WanSession::Counts& counts)
{
    if (!m_state.usesDht)
        return;
    m_state.dhtNodes = counts.nodes;
    if (std::exchange(m_messages, counts.messages) < counts.messages) {
        m_askedNs.reset();
        m_state.dhtAnswers = true;
        setDhtTrouble({});
        return;
    }
    const int64_t patience = std::chrono::nanoseconds(kPatience).count();
    if (!m_askedNs || m_clock.monotonicNs() - *m_askedNs < patience)
        return;
    m_state.dhtAnswers = false;
    setDhtTrouble(m_options.dhtNodes.empty() ? kNoNodes : kNoNodesOfOwn);
}

void WideArea::setDhtTrouble(const Bytes& trouble)
{
    if (std::exchange(m_state.dhtTrouble, trouble) == trouble)
        return;
    m_events.dhtTrouble(trouble);
}

// --- Looking ----------------------------------------------------------------------------------------

void WideArea::armLook(std::chrono::milliseconds wait)
{
    m_clock.cancel(std::exchange(m_lookTimer, 0));
    m_lookTimer = m_clock.after(wait, [this] { look(); });
}

// At the day, and at who has answered.
void WideArea::look()
{
    m_lookTimer = 0;
    apply();
    if (!m_session)
        return;
    if (m_state.usesDht)
        m_session->count();
    if (m_state.mapsPort && m_state.mappedPort == 0 && m_state.mappingTrouble.empty())
        setMapped(0, kNoRouter);
    if (m_lookTimer == 0)
        armLook(kLook);
}

// --- Ports of routers -------------------------------------------------------------------------------

void WideArea::setMapped(uint16_t port, const Bytes& trouble)
{
    m_state.mappingTrouble = trouble;
    if (std::exchange(m_state.mappedPort, port) == port)
        return;
    if (port != 0)
        qCInfo(logEngine, "the router passes its port %d on to port %d", port, m_wish.mappedPort);
    m_schedule.restart(m_clock.monotonicNs());
    armAnnounce();
    m_events.reachableChanged();
}

} // namespace shoal::engine
