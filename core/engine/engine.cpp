// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/discovery/lan_discovery.h"
#include "core/engine/change_feed.h"
#include "core/engine/control_service.h"
#include "core/engine/dialling.h"
#include "core/engine/doctor.h"
#include "core/engine/folder_clash.h"
#include "core/engine/instance_methods.h"
#include "core/engine/instance_options.h"
#include "core/engine/limit_schedule.h"
#include "core/engine/notice_list.h"
#include "core/engine/own_relay.h"
#include "core/engine/peer_address.h"
#include "core/engine/proxy_choice.h"
#include "core/engine/relays.h"
#include "core/engine/saved_settings.h"
#include "core/engine/sessions.h"
#include "core/engine/share_methods.h"
#include "core/engine/share_registry.h"
#include "core/engine/share_runner.h"
#include "core/engine/wide_area.h"
#include "core/net/listener.h"
#include "core/net/proxied_network.h"
#include "shared/base/log.h"

#include <algorithm>
#include <pwd.h>
#include <set>
#include <unistd.h>

namespace shoal::engine {

namespace {

constexpr size_t kIndexNameDigits = 16;
constexpr int64_t kMegabyte = 1'000'000;
constexpr int64_t kKilobyte = 1'000;
constexpr const char* kAboutDht = "use_dht";

int64_t bytesOfMegabytes(int64_t megabytes)
{
    return megabytes * kMegabyte;
}

uint64_t bytesPerSecond(int64_t kilobytes)
{
    return static_cast<uint64_t>(kilobytes * kKilobyte);
}

// The number when the system has no name for it.
Bytes userName()
{
    const passwd* const entry = ::getpwuid(::geteuid());
    return entry ? Bytes(entry->pw_name) : std::to_string(::geteuid());
}

// A share that a config asks for.
struct WantedShare
{
    config::ShareConfig config;
    crypto::ShareKeys keys;
};

// The error names the place in the file, and nothing of the secret.
Result<std::vector<WantedShare>> wantedShares(const config::InstanceConfig& config)
{
    std::vector<WantedShare> wanted;
    Bytes refused;
    for (const config::ShareConfig& share : config.shares) {
        const auto secret = crypto::Secret::parse(share.secret);
        if (secret)
            wanted.push_back({share, crypto::ShareKeys::derive(*secret)});
        else
            refused += config::placed(config.lines, share.secretAt, secret.error().context) + "\n";
    }
    if (refused.empty())
        return wanted;
    refused.pop_back();
    return fail(ErrorCode::InvalidArgument, std::move(refused));
}

} // namespace

// Everything that exists between start() and the end of stop(). Members are destroyed from the bottom up: who uses
// comes after what is used.
class Engine::Running
{
public:
    // `cloned`: this device's key is another's, too, and was set aside; all has to start anew with another.
    Running(const EngineOptions& options, const Surroundings& surroundings, crypto::DeviceIdentity identity,
            Clock& clock, Random& random, std::function<void()> cloned);

    Result<void> addShares();
    Result<void> startNetwork();
    void startShares() { m_runner.start(); }
    void startControl();
    Result<ReloadSummary> reload(config::InstanceConfig file);
    void stop(std::function<void(bool)> done);
    void call(const QString& method, const QJsonObject& params, const control::Reply& reply);
    uint16_t port() const { return m_listener ? m_listener->port() : uint16_t{0}; }
    std::vector<model::Sentence> notices() const { return m_notices.sentences(); }
    void addNotices(const std::vector<model::Sentence>& notices)
    {
        for (const model::Sentence& sentence : notices)
            m_notices.add(sentence);
    }

private:
    ShareContext shareContext();
    ShareRunner::Events runnerEvents();
    ShareSettings settings(const HeldShare& held) const;
    protocol::Hello hello(uint16_t port) const;
    net::ConnectionContext connectionContext(uint16_t port);
    Sessions::Events sessionEvents();
    void takeNewIdentity();
    void addSavedShares();
    Result<void> startRelays();
    Relays::Events relayEvents();
    void updateFinding();
    void updateLan();
    void updateRelays();
    void updateWideArea();
    uint16_t externalPort() const;
    WideArea::Events wideAreaEvents();
    void takeRelayed(std::unique_ptr<net::Transport> transport);
    void onFound(const std::vector<Bytes>& discoveryKeys, const QHostAddress& address, uint16_t port);
    void notice(model::Sentence sentence);
    void keepNotice(model::Sentence sentence, Bytes about = {});
    ShareRunner::Effect reconfigure(HeldShare& held, const config::ShareConfig& config, const crypto::ShareKeys& keys);
    void applyOptions(config::InstanceConfig next, ReloadSummary& summary);
    void applyLimits();
    void useLimitsOfNow();
    bool movePort(uint16_t wanted);
    void applyShares(const std::vector<WantedShare>& wanted, ReloadSummary& summary);
    void applyShare(HeldShare& held, const WantedShare& wanted, ReloadSummary& summary);
    void leaveFile(HeldShare& held, ReloadSummary& summary);
    InstanceView describe() const;
    ShareView view(HeldShare& held, ShareStatus status) const;
    std::vector<PeerView> peers(const HeldShare& held, const ShareStatus& status) const;
    void addTroubles(const HeldShare& held, const std::set<DeviceId>& online, std::vector<PeerView>& views) const;
    void peerOpened(const ShareId& share, const PeerInfo& peer, const Sessions::PeerFacts& facts);
    void doctor(const control::Reply& reply);
    DoctorFacts doctorFacts(InstanceView instance) const;
    InstanceMethods::Parts methodParts();
    Bytes indexPath(const ShareId& id) const;
    std::vector<Bytes> takeSavedOptions();

    const EngineOptions& m_options;
    const Surroundings& m_surroundings;
    const std::function<void()> m_tellCloned;
    config::InstanceConfig m_file;   // what the config file says
    config::InstanceConfig m_config; // in use: with what people have set since, and without what needs a restart
    Clock& m_clock;
    Random& m_random;
    const crypto::DeviceIdentity m_identity;
    const EngineId m_own;
    const int64_t m_startedNs;
    const Bytes m_user;
    QObject m_context; // of the engine thread's tasks
    std::unique_ptr<Executor> m_loop;
    std::unique_ptr<Executor> m_pool;
    const std::unique_ptr<net::Network> m_ownNetwork;
    net::ProxiedNetwork m_network;
    const std::unique_ptr<net::Puncher> m_puncher;
    net::RateLimiter m_upload;
    net::RateLimiter m_download;
    LimitSchedule m_limits;
    net::InboundBudget m_inbound;
    NoticeList m_notices;
    bool m_ending = false;
    bool m_cloned = false; // see takeNewIdentity()
    SavedSettings m_saved;
    ShareRegistry m_registry;
    KnownPeers m_known;
    HeldShares m_shares;
    ShareRunner m_runner;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<net::Listener> m_listener;
    std::unique_ptr<Dialling> m_dialling;
    std::unique_ptr<discovery::LanDiscovery> m_lan;
    Bytes m_lanTrouble; // why it could not start
    std::unique_ptr<OwnRelay> m_ownRelay;
    std::unique_ptr<Relays> m_relays;
    std::unique_ptr<WideArea> m_wideArea;
    InstanceMethods m_methods;
    ShareMethods m_shareMethods;
    std::unique_ptr<ControlService> m_control;
    ChangeFeed m_changes;
    // Answers that come after the end find this gone.
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

Engine::Running::Running(const EngineOptions& options, const Surroundings& surroundings,
                         crypto::DeviceIdentity identity, Clock& clock, Random& random, std::function<void()> cloned)
    : m_options(options), m_surroundings(surroundings), m_tellCloned(std::move(cloned)), m_file(options.config),
      m_config(options.config), m_clock(clock), m_random(random),
      m_identity(std::move(identity)), m_own{m_identity.id(), random.next()}, m_startedNs(clock.monotonicNs()),
      m_user(userName()), m_loop(surroundings.makeLoop(&m_context)), m_pool(surroundings.makePool()),
      m_ownNetwork(surroundings.makeNetwork(clock)), m_network(*m_ownNetwork, clock, chosenProxy(options.config)),
      // A hole would lead past the proxy.
      m_puncher(options.config.proxy ? nullptr : surroundings.makePuncher(clock)), m_upload(clock, 0),
      m_download(clock, 0), m_limits(clock, surroundings.timeZone,
                                     [this] {
                                         useLimitsOfNow();
                                         m_changes.changed(ShareId{}, static_cast<Topics>(Topic::Status));
                                     }),
      m_inbound(clock), m_saved(m_file.storagePath, *m_pool, *m_loop), m_registry(m_file.storagePath, *m_pool, *m_loop),
      m_known(m_file.storagePath, clock, *m_pool, *m_loop), m_runner(m_shares, shareContext(), runnerEvents()),
      m_methods(methodParts()), m_shareMethods(m_shares, m_clock, [this] { return describe().name; }),
      m_changes(m_shares, m_clock,
                {[this] { return m_control && m_control->hasSubscribers(); },
                 [this](const ShareId& share, Topics topics) { m_control->tellChanged(share, topics); }})
{
    for (const auto& wrong : {m_saved.load(), m_registry.load(), m_known.load()})
        if (wrong)
            notice(*wrong);
    m_config = withOptions(m_file, m_saved.options());
    applyLimits();
}

void Engine::Running::notice(model::Sentence sentence)
{
    qCWarning(logEngine, "%s", sentence.text().c_str());
    keepNotice(std::move(sentence));
}

// What the log has already.
void Engine::Running::keepNotice(model::Sentence sentence, Bytes about)
{
    m_notices.add(std::move(sentence), std::move(about));
    m_changes.changed(ShareId{}, static_cast<Topics>(Topic::Status));
}

// --- Starting ---------------------------------------------------------------------------------------

Result<void> Engine::Running::addShares()
{
    auto wanted = wantedShares(m_file);
    if (!wanted)
        return fail(wanted.error());
    Bytes refused;
    for (WantedShare& share : *wanted) {
        const ShareId id = share.keys.id();
        HeldShare& held =
            m_runner.add(std::move(share.config), std::move(share.keys), true, m_saved.paused().contains(id));
        if (const auto folder = m_runner.prepareNow(held); !folder)
            refused += config::placed(m_file.lines, held.config.dirAt, folder.error().context) + "\n";
    }
    if (!refused.empty()) {
        refused.pop_back();
        return fail(ErrorCode::InvalidArgument, std::move(refused));
    }
    addSavedShares();
    return {};
}

// What was added while the instance ran. The config file comes first where both name a share.
void Engine::Running::addSavedShares()
{
    for (const auto& [id, share] : m_registry.shares()) {
        if (m_shares.find(id))
            continue;
        std::vector<Bytes> others;
        for (const auto& other : m_shares.all())
            others.push_back(other->config.dir);
        HeldShare& held = m_runner.add(share, crypto::ShareKeys::derive(*crypto::Secret::parse(share.secret)), false,
                                       m_saved.paused().contains(id));
        if (auto clash = folderClash(share.dir, others, m_config.storagePath))
            m_runner.refuse(held, *std::move(clash));
    }
}

Bytes Engine::Running::indexPath(const ShareId& id) const
{
    return m_config.storagePath + "/" + id.hex().substr(0, kIndexNameDigits) + ".index";
}

ShareSettings Engine::Running::settings(const HeldShare& held) const
{
    ShareSettings settings{
        .dir = held.config.dir, .indexPath = indexPath(held.id()), .keys = held.keys, .device = m_own.device};
    settings.useSyncTrash = held.config.useSyncTrash;
    settings.overwriteChanges = held.config.overwriteChanges;
    settings.applyOwners = m_options.applyOwners;
    settings.archiveDays = static_cast<int>(m_config.syncTrashTtl);
    settings.maxArchivedFileSize = bytesOfMegabytes(m_config.maxFileSizeForVersioning);
    settings.maxArchiveSize = bytesOfMegabytes(m_config.archiveMaxSize);
    settings.syncSpecialModes = held.config.syncSpecialModes;
    settings.minFreeSpace = bytesOfMegabytes(m_config.diskMinFreeSpace);
    settings.rescanSeconds = static_cast<int>(m_config.folderRescanInterval);
    settings.umask = m_options.umask;
    return settings;
}

ShareContext Engine::Running::shareContext()
{
    const Surroundings& from = m_surroundings;
    return {m_clock,          m_random,          *m_loop,       *m_pool,     from.openFolder,
            from.makeWatcher, from.makeNotifier, from.indexVfs, from.machine};
}

ShareRunner::Events Engine::Running::runnerEvents()
{
    return {
        [this](const HeldShare& held) { return settings(held); },
        [this](HeldShare& held) {
            if (m_cloned)
                held.share->newAuthor();
            m_sessions->shareUp(held);
            m_dialling->shareUp(held);
            updateFinding();
        },
        [this](HeldShare& held) {
            m_sessions->shareLeaves(held.id());
            m_dialling->shareLeaves(held.id());
            updateFinding();
        },
        [this](const ShareId& id) {
            m_methods.shareGone(id);
            m_changes.changed(ShareId{}, static_cast<Topics>(Topic::Status));
        },
        [this](const ShareId& id, Topics topics) { m_changes.changed(id, topics); },
        [this](PeerId peer, const Error& error) { m_sessions->misbehaved(peer, error); },
        [this](const model::Sentence& sentence) { keepNotice(sentence); },
    };
}

protocol::Hello Engine::Running::hello(uint16_t port) const
{
    return {m_config.deviceName.substr(0, utf8Cut(m_config.deviceName, protocol::kMaxDeviceName)),
            "shoal " + m_options.version, m_own.processNonce, port};
}

net::ConnectionContext Engine::Running::connectionContext(uint16_t port)
{
    return {m_identity, hello(port), m_clock, m_random, *m_loop, m_network, {&m_upload, &m_download}, &m_inbound};
}

Result<void> Engine::Running::startNetwork()
{
    m_sessions = std::make_unique<Sessions>(m_own, m_shares, m_clock, *m_loop, sessionEvents());
    m_listener = std::make_unique<net::Listener>(
        connectionContext(m_config.listeningPort),
        [this](std::unique_ptr<net::Connection> connection) { m_sessions->add(std::move(connection), std::nullopt); });
    m_listener->onNotice(sessionEvents().notice);
    if (auto listening = m_listener->listen(m_config.listeningPort); !listening) {
        const bool isTaken = listening.error().code == ErrorCode::Busy;
        return fail(listening.error().code,
                    listening.error().context +
                        (isTaken ? ": another program has it; choose another listening_port" : ""));
    }
    m_dialling = std::make_unique<Dialling>(connectionContext(m_listener->port()), m_sessions->peers(),
                                            [this](std::unique_ptr<net::Connection> connection, const Bytes& address) {
                                                m_sessions->add(std::move(connection), address);
                                            });
    qCInfo(logEngine, "device %.8s (%s) listens on port %d", m_own.device.hex().c_str(),
           printable(m_config.deviceName).c_str(), m_listener->port());
    return startRelays();
}

Result<void> Engine::Running::startRelays()
{
    if (!m_config.relayListen.empty()) {
        auto own = OwnRelay::start(m_config.relayListen, m_config.storagePath, m_shares, m_network, m_clock, *m_loop,
                                   m_random);
        if (!own)
            return fail(own.error());
        m_ownRelay = *std::move(own);
    }
    m_relays = std::make_unique<Relays>(
        m_identity, relay::RelayClient::Surroundings{m_network, m_clock, *m_loop, m_random, m_puncher.get()}, m_shares,
        relayEvents());
    m_wideArea = std::make_unique<WideArea>(m_surroundings.makeWanSession, m_shares, m_clock, m_random, *m_loop,
                                            *m_pool, wideAreaEvents());
    if (m_ownRelay)
        m_relays->setOwn(m_ownRelay->endpoint());
    m_dialling->onRelayed([this](const Bytes& address, Dialling::Opened opened) {
        if (m_relays)
            m_relays->open(address, std::move(opened));
    });
    return {};
}

Relays::Events Engine::Running::relayEvents()
{
    return {
        [this](const Bytes& address, const DialPlan::Listed& listed, const ShareId& share) {
            m_dialling->listed(address, listed, share);
        },
        [this](const Bytes& entry) { m_dialling->unlisted(entry); },
        [this](std::unique_ptr<net::Transport> transport) { takeRelayed(std::move(transport)); },
    };
}

// Through a relay or with its help: strangers cannot come this way, but whoever runs the relay can.
void Engine::Running::takeRelayed(std::unique_ptr<net::Transport> transport)
{
    const auto relay = net::Endpoint::parse(transport->peerName());
    const QHostAddress from(relay ? QString::fromStdString(relay->host) : QString());
    m_listener->take(std::move(transport), from);
}

Sessions::Events Engine::Running::sessionEvents()
{
    // Sessions begin with the listener, before there is anything to dial with.
    return {
        [this](const Bytes& address, const DeviceId& device) { m_dialling->answered(address, device); },
        [this](const Bytes& address, DialOutcome outcome, const model::Sentence& why) {
            m_dialling->ended(address, outcome, why);
        },
        [this] { m_dialling->lookAgain(); },
        [this](const Bytes& address, const DeviceId& device, const ShareId& share) {
            m_dialling->dialledUs(address, device, share);
        },
        [this](const Bytes& address, int64_t untilNs) { m_dialling->avoid(address, untilNs); },
        [this](model::Sentence sentence) { notice(std::move(sentence)); },
        [this] { takeNewIdentity(); },
        [this](const ShareId& share, const PeerInfo& peer, const Sessions::PeerFacts& facts) {
            peerOpened(share, peer, facts);
        },
        [this](const ShareId& share, const DeviceId& device) {
            m_known.gone(share, device);
            m_changes.changed(share, Topic::Status | Topic::Peers);
        },
        [this](const DeviceId& device, model::Sentence sentence) { keepNotice(std::move(sentence), device.hex()); },
    };
}

// This device was cloned. Numbers used twice are the danger, and end at once; another key needs another start, since
// everything that runs is bound to it. A key that cannot be set aside stays in use: a start would find it again.
void Engine::Running::takeNewIdentity()
{
    m_cloned = true;
    for (const auto& held : m_shares.all())
        if (held->isUp())
            held->share->newAuthor();
    m_pool->post([this, path = m_config.storagePath + "/device.key", now = m_clock.wallNs()] {
        m_loop->post([this, aside = crypto::DeviceIdentity::setAside(path, now)] {
            if (!aside)
                notice(aside.error().context);
            else if (!m_ending)
                m_tellCloned();
        });
    });
}

void Engine::Running::peerOpened(const ShareId& share, const PeerInfo& peer, const Sessions::PeerFacts& facts)
{
    FoundBy found = FoundBy::DialledUs;
    if (facts.dialled && m_dialling->isKnownHost(*facts.dialled))
        found = FoundBy::KnownHost;
    else if (facts.dialled && m_dialling->isViaLan(*facts.dialled))
        found = FoundBy::Lan;
    else if (facts.dialled && m_dialling->isViaDht(*facts.dialled) && !m_dialling->isListed(*facts.dialled))
        found = FoundBy::Dht;
    else if (facts.dialled ? m_dialling->isListed(*facts.dialled) : !facts.viaLan && m_dialling->isListed(peer.device))
        found = FoundBy::Relay;
    else if (facts.isRelayed)
        found = FoundBy::Relay; // and gone from there meanwhile
    m_known.seen(share, {peer.device, peer.name, peer.address, facts.version, facts.viaLan, facts.isRelayed, found,
                         peer.permission, 0});
    m_changes.changed(share, Topic::Status | Topic::Peers);
}

void Engine::Running::updateFinding()
{
    updateLan();
    updateRelays();
    updateWideArea();
}

void Engine::Running::updateWideArea()
{
    if (m_ending || !m_wideArea)
        return;
    m_wideArea->update({m_listener->port(), static_cast<uint16_t>(m_config.externalPort), m_config.useUpnp,
                        m_config.given.contains("use_upnp"), m_config.dhtNodes, m_config.relays,
                        m_ownRelay != nullptr});
}

// What people say about their router comes first.
uint16_t Engine::Running::externalPort() const
{
    return m_config.externalPort != 0 ? static_cast<uint16_t>(m_config.externalPort) : m_wideArea->mappedPort();
}

WideArea::Events Engine::Running::wideAreaEvents()
{
    return {
        [this](const Bytes& address, const ShareId& share, int64_t notBeforeNs) {
            m_dialling->foundByDht(address, share, notBeforeNs);
        },
        [this] { updateRelays(); },
        [this](const Bytes& trouble) {
            if (!trouble.empty()) {
                qCWarning(logEngine, "%s", trouble.c_str());
                return keepNotice(trouble, kAboutDht);
            }
            m_notices.withdraw(kAboutDht);
            m_changes.changed(ShareId{}, static_cast<Topics>(Topic::Status));
        },
    };
}

void Engine::Running::updateRelays()
{
    if (m_ending || !m_relays)
        return;
    if (m_ownRelay)
        m_ownRelay->update();
    m_relays->update({m_listener->port(), externalPort(), m_config.relays});
}

// Looks on the local network for those that are up and want it; nothing is sent while there are none.
void Engine::Running::updateLan()
{
    if (m_ending)
        return;
    std::vector<Bytes> keys;
    for (const auto& held : m_shares.all())
        if (held->isUp() && held->config.searchLan)
            keys.emplace_back(held->keys.discoveryKey());
    if (m_lan) {
        m_lan->setShares(std::move(keys));
        return;
    }
    if (keys.empty())
        return;
    m_lan = std::make_unique<discovery::LanDiscovery>(m_clock, m_random, discovery::LanOptions{}, m_surroundings.lan);
    QObject::connect(m_lan.get(), &discovery::LanDiscovery::found, &m_context,
                     [this](const std::vector<Bytes>& found, const QHostAddress& address, quint16 port) {
                         onFound(found, address, port);
                     });
    m_lan->setShares(std::move(keys));
    const auto started = m_lan->start(m_listener->port());
    m_lanTrouble = started ? "" : started.error().context;
    if (!started)
        qCWarning(logEngine, "peers on the local network are not found for now: %s", m_lanTrouble.c_str());
}

void Engine::Running::onFound(const std::vector<Bytes>& discoveryKeys, const QHostAddress& address, uint16_t port)
{
    std::vector<ShareId> shares;
    for (const auto& held : m_shares.all())
        if (held->isUp() &&
            std::find(discoveryKeys.begin(), discoveryKeys.end(), held->keys.discoveryKey()) != discoveryKeys.end())
            shares.push_back(held->id());
    if (!shares.empty())
        m_dialling->found(addressText(address, port), shares);
}

// Without it the instance still does its job, so an error is only told.
void Engine::Running::startControl()
{
    m_control = std::make_unique<ControlService>(
        m_shares, m_clock, [this] { return describe(); },
        [this](HeldShare& held, ShareStatus status) { return view(held, std::move(status)); });
    m_control->add(m_methods.table());
    m_control->add(m_shareMethods.table());
    m_control->add(
        {{QStringLiteral("doctor"), [this](const QJsonObject&, const control::Reply& reply) { doctor(reply); }}});
    m_control->onSubscribed = [this] { m_changes.listened(); };
    if (!m_surroundings.control)
        return;
    if (auto listening = m_control->listen(m_config.storagePath); !listening)
        qCWarning(logEngine, "shoal status may not find this instance: %s", listening.error().context.c_str());
}

void Engine::Running::call(const QString& method, const QJsonObject& params, const control::Reply& reply)
{
    m_control->call(method, params, [alive = std::weak_ptr(m_alive), reply](const control::Answer& answer) {
        if (!alive.expired())
            reply(answer);
    });
}

void Engine::Running::doctor(const control::Reply& reply)
{
    m_control->gatherAll([this, reply](InstanceView instance) {
        DoctorFacts facts = doctorFacts(std::move(instance));
        m_pool->post([this, reply, facts = std::move(facts), alive = std::weak_ptr(m_alive)]() mutable {
            lookAtMachine(facts);
            m_loop->post([reply, alive, answer = doctorJson(examine(facts))] {
                if (!alive.expired())
                    reply(answer);
            });
        });
    });
}

DoctorFacts Engine::Running::doctorFacts(InstanceView instance) const
{
    DoctorFacts facts;
    facts.instance = std::move(instance);
    facts.wallNs = m_clock.wallNs();
    facts.lanTrouble = m_lanTrouble;
    facts.storagePath = m_config.storagePath;
    facts.minFreeBytes = bytesOfMegabytes(m_config.diskMinFreeSpace);
    for (const auto& held : m_shares.all())
        facts.searchesLan = facts.searchesLan || (held->isUp() && held->config.searchLan);
    if (m_network.proxy())
        facts.proxy = m_network.proxy()->text();
    if (m_relays)
        facts.relays = m_relays->views();
    if (m_wideArea)
        facts.wideArea = m_wideArea->state();
    return facts;
}

InstanceMethods::Parts Engine::Running::methodParts()
{
    return {
        m_shares,
        m_runner,
        m_saved,
        m_registry,
        m_known,
        *m_pool,
        *m_loop,
        m_random,
        m_surroundings.openFolder,
        [this]() -> const config::InstanceConfig& { return m_file; },
        [this]() -> const config::InstanceConfig& { return m_config; },
        [this] { return takeSavedOptions(); },
        [this](const ShareId& id) { return indexPath(id); },
        [this](const ShareId& id, Topics topics) { m_changes.changed(id, topics); },
        [this](HeldShare& held, const config::ShareConfig& config) {
            return reconfigure(held, config, held.keys) == ShareRunner::Effect::Restarts;
        },
        [this] { return m_notices.dismiss(); },
    };
}

// --- Another config ---------------------------------------------------------------------------------

Result<ReloadSummary> Engine::Running::reload(config::InstanceConfig file)
{
    const auto wanted = wantedShares(file);
    if (!wanted)
        return fail(wanted.error());
    ReloadSummary summary;
    m_file = std::move(file);
    applyOptions(withOptions(m_file, m_saved.options()), summary);
    applyShares(*wanted, summary);
    m_changes.changed(ShareId{}, Topic::Status | Topic::Options);
    return summary;
}

std::vector<Bytes> Engine::Running::takeSavedOptions()
{
    ReloadSummary summary;
    applyOptions(withOptions(m_file, m_saved.options()), summary);
    return summary.needRestart;
}

void Engine::Running::applyOptions(config::InstanceConfig next, ReloadSummary& summary)
{
    const auto keep = [&summary](auto& value, const auto& inUse, const char* name) {
        if (value != inUse)
            summary.needRestart.emplace_back(name);
        value = inUse;
    };
    keep(next.storagePath, m_config.storagePath, "storage_path");
    keep(next.relayListen, m_config.relayListen, "relay_server");
    keep(next.proxy, m_config.proxy, "proxy_type");
    if (next.listeningPort != m_config.listeningPort && !movePort(next.listeningPort))
        keep(next.listeningPort, m_config.listeningPort, "listening_port");
    const config::InstanceConfig before = std::exchange(m_config, std::move(next));
    for (const InstanceOption& option : instanceOptions())
        if (option.value(before) != option.value(m_config))
            summary.applied.emplace_back(option.name);
    applyLimits();
    if (m_config.deviceName != before.deviceName || m_config.listeningPort != before.listeningPort) {
        m_listener->setHello(hello(m_listener->port()));
        m_dialling->setHello(hello(m_listener->port()));
    }
    if (m_config.externalPort != before.externalPort || m_config.relays != before.relays)
        updateRelays();
    updateWideArea();
    m_runner.retune();
}

// Those who are connected stay. An instance that nobody finds is worse than one on its old port.
bool Engine::Running::movePort(uint16_t wanted)
{
    if (auto listening = m_listener->listen(wanted); !listening) {
        qCWarning(logEngine, "%s; the instance goes on with port %d", listening.error().context.c_str(), port());
        return false;
    }
    qCInfo(logEngine, "now listening on port %d", port());
    m_lan.reset();
    updateFinding();
    return true;
}

void Engine::Running::applyLimits()
{
    m_limits.set(m_config.weeklyLimits, {m_config.uploadLimit, m_config.downloadLimit});
    useLimitsOfNow();
    m_upload.setLimitsLocalNetwork(m_config.rateLimitLocalPeers);
    m_download.setLimitsLocalNetwork(m_config.rateLimitLocalPeers);
}

void Engine::Running::useLimitsOfNow()
{
    m_upload.setRate(bytesPerSecond(m_limits.inForce().upload));
    m_download.setRate(bytesPerSecond(m_limits.inForce().download));
}

void Engine::Running::applyShares(const std::vector<WantedShare>& wanted, ReloadSummary& summary)
{
    std::vector<ShareId> order;
    for (const WantedShare& share : wanted)
        order.push_back(share.keys.id());
    for (const auto& held : m_shares.all())
        if (held->fixed && !held->removed && std::find(order.begin(), order.end(), held->id()) == order.end())
            leaveFile(*held, summary);
    for (const WantedShare& share : wanted) {
        HeldShare* const held = m_shares.find(share.keys.id());
        if (held && !held->removed) {
            applyShare(*held, share, summary);
            continue;
        }
        m_runner.add(share.config, share.keys, true, m_saved.paused().contains(share.keys.id()));
        summary.applied.push_back("the share " + printable(share.config.dir) + " is new");
    }
    m_shares.arrange(order);
}

ShareRunner::Effect Engine::Running::reconfigure(HeldShare& held, const config::ShareConfig& config,
                                                 const crypto::ShareKeys& keys)
{
    const ShareRunner::Effect effect = m_runner.reconfigure(held, config, keys);
    if (effect == ShareRunner::Effect::Applied) {
        if (held.isUp())
            m_dialling->shareUp(held);
        updateFinding();
    }
    return effect;
}

void Engine::Running::applyShare(HeldShare& held, const WantedShare& wanted, ReloadSummary& summary)
{
    held.fixed = true;
    switch (reconfigure(held, wanted.config, wanted.keys)) {
    case ShareRunner::Effect::None:
        return;
    case ShareRunner::Effect::Applied:
        summary.applied.push_back("the share " + printable(held.config.dir) + " has changed");
        return;
    case ShareRunner::Effect::Restarts:
        summary.applied.push_back("the share " + printable(held.config.dir) + " has changed and starts anew");
        return;
    }
}

// The file does not name it any more; people may have added it beside.
void Engine::Running::leaveFile(HeldShare& held, ReloadSummary& summary)
{
    if (const auto saved = m_registry.shares().find(held.id()); saved != m_registry.shares().end()) {
        applyShare(held, {saved->second, crypto::ShareKeys::derive(*crypto::Secret::parse(saved->second.secret))},
                   summary);
        held.fixed = false;
        return;
    }
    summary.applied.push_back("the share " + printable(held.config.dir) + " is not shared any more");
    m_runner.remove(held);
}

// --- Status -----------------------------------------------------------------------------------------

InstanceView Engine::Running::describe() const
{
    InstanceView instance;
    instance.device = m_own.device;
    instance.name = m_config.deviceName;
    instance.version = m_options.version;
    instance.pid = ::getpid();
    instance.uptimeSeconds = (m_clock.monotonicNs() - m_startedNs) / 1'000'000'000;
    instance.listeningPort = port();
    instance.configFile = m_file.fileName;
    instance.user = m_user;
    instance.upLimit = m_limits.inForce().upload;
    instance.downLimit = m_limits.inForce().download;
    for (const auto& held : m_shares.all()) {
        instance.upPerSecond += held->up.perSecond(m_clock.monotonicNs());
        instance.downPerSecond += held->down.perSecond(m_clock.monotonicNs());
    }
    instance.notices = m_notices.sentences();
    return instance;
}

ShareView Engine::Running::view(HeldShare& held, ShareStatus status) const
{
    ShareView view;
    view.fixed = held.fixed;
    view.peers = peers(held, status);
    view.upPerSecond = held.up.perSecond(m_clock.monotonicNs());
    view.downPerSecond = held.down.perSecond(m_clock.monotonicNs());
    view.status = std::move(status);
    return view;
}

// The connected ones first, then those that were within peer_expiration_days.
std::vector<PeerView> Engine::Running::peers(const HeldShare& held, const ShareStatus& status) const
{
    std::vector<PeerView> views;
    std::set<DeviceId> online;
    for (const PeerStatus& peer : status.peers) {
        const auto facts = m_sessions->facts(peer.id);
        const KnownPeer* const known = m_known.find(held.id(), peer.device);
        if (!facts || !online.insert(peer.device).second)
            continue;
        // So many are connected that not all are remembered.
        const KnownPeer forgotten{peer.device,        peer.name,       peer.address,
                                  facts->version,     facts->viaLan,   facts->isRelayed,
                                  FoundBy::DialledUs, peer.permission, 0};
        views.push_back({peer, known ? *known : forgotten, facts->traffic, facts->upPerSecond, facts->downPerSecond,
                         facts->problem});
        views.back().known.lastSeenMs = m_clock.wallNs() / 1'000'000;
    }
    for (KnownPeer& known : m_known.of(held.id(), m_config.peerExpirationDays))
        if (!online.contains(known.device))
            views.push_back({std::nullopt, std::move(known), {}, 0, 0, m_sessions->refusal(known.device)});
    addTroubles(held, online, views);
    return views;
}

// Why those that are away cannot be reached, and where in the config nobody was ever met.
void Engine::Running::addTroubles(const HeldShare& held, const std::set<DeviceId>& online,
                                  std::vector<PeerView>& views) const
{
    for (Dialling::Trouble& trouble : m_dialling->troubles(held.id())) {
        if (trouble.device && online.contains(*trouble.device))
            continue;
        const auto it = std::find_if(views.begin(), views.end(), [&trouble](const PeerView& view) {
            return trouble.device && view.known.device == *trouble.device;
        });
        if (it == views.end()) {
            KnownPeer stranger;
            stranger.address = std::move(trouble.address);
            stranger.found = FoundBy::KnownHost;
            views.push_back({std::nullopt, std::move(stranger), {}, 0, 0, std::move(trouble.why)});
        } else if (it->problem.empty()) {
            it->problem = std::move(trouble.why);
        }
    }
}

// --- Stopping ---------------------------------------------------------------------------------------

void Engine::Running::stop(std::function<void(bool)> done)
{
    m_ending = true;
    m_known.flush();
    m_control->close();
    m_listener->stop();
    m_dialling->stop();
    m_lan.reset();
    m_relays.reset();
    m_wideArea.reset();
    m_sessions->closeAll(protocol::CloseReason::Shutdown, "this device stops");
    m_runner.stop(std::move(done));
}

// --- Engine -----------------------------------------------------------------------------------------

Engine::Engine(EngineOptions options, Clock& clock, Random& random, Failed failed, Surroundings surroundings)
    : m_options(std::move(options)), m_clock(clock), m_random(random), m_failed(std::move(failed)),
      m_surroundings(std::move(surroundings))
{}

Engine::~Engine()
{
    m_clock.cancel(m_anew);
}

Result<void> Engine::start()
{
    auto identity = crypto::DeviceIdentity::loadOrCreate(m_options.config.storagePath + "/device.key", m_random);
    if (!identity)
        return fail(identity.error());
    m_running = std::make_unique<Running>(m_options, m_surroundings, *std::move(identity), m_clock, m_random,
                                          [this] { takeNewIdentity(); });
    auto started = m_running->addShares();
    if (started)
        started = m_running->startNetwork();
    if (!started) {
        m_running.reset();
        return started;
    }
    m_running->startShares();
    m_running->startControl();
    return {};
}

Result<ReloadSummary> Engine::reload(config::InstanceConfig config)
{
    if (m_isStartingAnew) {
        if (const auto wanted = wantedShares(config); !wanted)
            return fail(wanted.error());
        m_options.config = std::move(config);
        return ReloadSummary{};
    }
    auto summary = m_running->reload(config);
    if (summary)
        m_options.config = std::move(config);
    return summary;
}

void Engine::stop(std::function<void(bool)> done)
{
    if (m_isStartingAnew)
        m_stopped = std::move(done);
    else
        m_running->stop(std::move(done));
}

// --- Starting anew ----------------------------------------------------------------------------------

void Engine::takeNewIdentity()
{
    m_isStartingAnew = true;
    // Others may know it; a new listening_port waits for a restart, as ever.
    m_options.config.listeningPort = m_running->port();
    // Not from inside of what ends here.
    m_running->stop([this](bool clean) {
        m_anew = m_clock.after(std::chrono::milliseconds(0), [this, clean] { startAnew(clean); });
    });
}

void Engine::startAnew(bool clean)
{
    if (m_stopped) {
        m_stopped(clean);
        return;
    }
    Result<void> started = fail(ErrorCode::Busy, "a share did not end in time: its disk does not answer");
    if (clean) {
        const std::vector<model::Sentence> notices = m_running->notices();
        m_running.reset();
        started = start();
        if (started)
            m_running->addNotices(notices);
    }
    m_isStartingAnew = false;
    if (!started && m_failed)
        m_failed(started.error());
}

void Engine::call(const QString& method, const QJsonObject& params, const control::Reply& reply)
{
    if (m_running)
        m_running->call(method, params, reply);
    else
        refuse(reply, control::CallErrorCode::CannotNow, QStringLiteral("the instance does not run"));
}

uint16_t Engine::listeningPort() const
{
    return m_running ? m_running->port() : uint16_t{0};
}

} // namespace shoal::engine
