// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include "core/discovery/lan_discovery.h"
#include "core/engine/control_service.h"
#include "core/engine/dialling.h"
#include "core/engine/gather.h"
#include "core/engine/peer_address.h"
#include "core/engine/sessions.h"
#include "core/engine/share_folder.h"
#include "core/net/listener.h"
#include "shared/base/log.h"

#include <QThread>

#include <algorithm>
#include <unistd.h>

namespace shoal::engine {

namespace {

// Shares mostly wait for the disk; more threads than this do not make it faster, fewer let one slow disk hold up
// others.
constexpr int kFewestThreads = 4;
constexpr int kMostThreads = 16;
constexpr size_t kIndexNameDigits = 16;
constexpr int64_t kMegabyte = 1'000'000;
constexpr int64_t kKilobyte = 1'000;

int64_t bytesOfMegabytes(int64_t megabytes)
{
    return megabytes * kMegabyte;
}

uint64_t bytesPerSecond(int64_t kilobytes)
{
    return static_cast<uint64_t>(kilobytes * kKilobyte);
}

} // namespace

// Everything that exists between start() and the end of stop(). Members are destroyed from the bottom up: who uses
// comes after what is used.
class Engine::Running
{
public:
    Running(const EngineOptions& options, crypto::DeviceIdentity identity, Clock& clock, Random& random);

    Result<void> addShares();
    Result<void> startNetwork();
    void startShares();
    void startControl();
    void stop(std::function<void(bool)> done);
    uint16_t port() const { return m_listener ? m_listener->port() : uint16_t{0}; }

private:
    ShareSettings settings(const config::ShareConfig& share, const crypto::ShareKeys& keys) const;
    net::ConnectionContext connectionContext(uint16_t port);
    Sessions::Events sessionEvents();
    void takeNewIdentity();
    void startLan();
    void onFound(const std::vector<Bytes>& discoveryKeys, const QHostAddress& address, uint16_t port);
    InstanceView describe() const;
    ShareView view(HeldShare& held, ShareStatus status) const;

    const EngineOptions& m_options;
    const config::InstanceConfig& m_config;
    Clock& m_clock;
    Random& m_random;
    const crypto::DeviceIdentity m_identity;
    const EngineId m_own;
    const int64_t m_startedNs;
    QObject m_context; // of the engine thread's tasks
    std::unique_ptr<Executor> m_loop;
    std::unique_ptr<Executor> m_pool;
    net::RateLimiter m_upload;
    net::RateLimiter m_download;
    std::vector<Bytes> m_notices;
    HeldShares m_shares;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<net::Listener> m_listener;
    std::unique_ptr<Dialling> m_dialling;
    std::unique_ptr<discovery::LanDiscovery> m_lan;
    std::unique_ptr<ControlService> m_control;
};

Engine::Running::Running(const EngineOptions& options, crypto::DeviceIdentity identity, Clock& clock, Random& random)
    : m_options(options), m_config(options.config), m_clock(clock), m_random(random),
      m_identity(std::move(identity)), m_own{m_identity.id(), random.next()}, m_startedNs(clock.monotonicNs()),
      m_loop(makeLoopExecutor(&m_context)),
      m_pool(makeThreadPool(std::clamp(QThread::idealThreadCount(), kFewestThreads, kMostThreads))),
      m_upload(clock, bytesPerSecond(m_config.uploadLimit)), m_download(clock, bytesPerSecond(m_config.downloadLimit))
{}

// --- Starting ---------------------------------------------------------------------------------------

Result<void> Engine::Running::addShares()
{
    Bytes refused;
    for (const config::ShareConfig& share : m_config.shares) {
        const auto secret = crypto::Secret::parse(share.secret);
        if (!secret) {
            refused += config::placed(m_config.fileName, share.secretAt, secret.error().context) + "\n";
            continue;
        }
        HeldShare& held = m_shares.add(crypto::ShareKeys::derive(*secret), m_clock.monotonicNs());
        held.searchLan = share.searchLan;
        held.knownHosts = share.knownHosts;
        ShareSettings shareSettings = settings(share, held.keys);
        const auto folder = prepareShareFolder(share.dir, shareSettings.indexPath, held.id());
        if (!folder)
            refused += config::placed(m_config.fileName, share.dirAt, folder.error().context) + "\n";
        held.share =
            std::make_unique<Share>(std::move(shareSettings), ShareContext{m_clock, m_random, *m_loop, *m_pool});
    }
    if (refused.empty())
        return {};
    refused.pop_back();
    return fail(ErrorCode::InvalidArgument, std::move(refused));
}

ShareSettings Engine::Running::settings(const config::ShareConfig& share, const crypto::ShareKeys& keys) const
{
    ShareSettings settings{.dir = share.dir,
                           .indexPath =
                               m_config.storagePath + "/" + keys.id().hex().substr(0, kIndexNameDigits) + ".index",
                           .keys = keys,
                           .device = m_own.device};
    settings.useSyncTrash = share.useSyncTrash;
    settings.overwriteChanges = share.overwriteChanges;
    settings.applyOwners = m_options.applyOwners;
    settings.archiveDays = static_cast<int>(m_config.syncTrashTtl);
    settings.maxArchivedFileSize = bytesOfMegabytes(m_config.maxFileSizeForVersioning);
    settings.minFreeSpace = bytesOfMegabytes(m_config.diskMinFreeSpace);
    settings.rescanSeconds = static_cast<int>(m_config.folderRescanInterval);
    settings.umask = m_options.umask;
    return settings;
}

net::ConnectionContext Engine::Running::connectionContext(uint16_t port)
{
    const protocol::Hello hello{m_config.deviceName.substr(0, utf8Cut(m_config.deviceName, protocol::kMaxDeviceName)),
                                "shoal " + m_options.version, m_own.processNonce, port};
    return {m_identity, hello, m_clock, m_random, *m_loop, {&m_upload, &m_download, m_config.rateLimitLocalPeers}};
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
    m_dialling = std::make_unique<Dialling>(connectionContext(m_listener->port()), m_shares, m_sessions->peers(),
                                            [this](std::unique_ptr<net::Connection> connection, const Bytes& address) {
                                                m_sessions->add(std::move(connection), address);
                                            });
    startLan();
    qCInfo(logEngine, "device %.8s (%s) listens on port %d", m_own.device.hex().c_str(),
           printable(m_config.deviceName).c_str(), m_listener->port());
    return {};
}

Sessions::Events Engine::Running::sessionEvents()
{
    // Sessions begin with the listener, before there is anything to dial with.
    return {
        [this](const Bytes& address, const DeviceId& device) { m_dialling->answered(address, device); },
        [this](const Bytes& address, DialOutcome outcome) { m_dialling->ended(address, outcome); },
        [this] { m_dialling->lookAgain(); },
        [this](const Bytes& address, const DeviceId& device, const ShareId& share) {
            m_dialling->dialledUs(address, device, share);
        },
        [this](const Bytes& address, int64_t untilNs) { m_dialling->avoid(address, untilNs); },
        [this](Bytes sentence) {
            qCWarning(logEngine, "%s", sentence.c_str());
            m_notices.push_back(std::move(sentence));
        },
        [this] { takeNewIdentity(); },
    };
}

// This device was cloned. Numbers used twice are the danger, and end at once; the key is replaced at the next start,
// since everything that runs is bound to it.
void Engine::Running::takeNewIdentity()
{
    for (const auto& held : m_shares.all())
        held->share->newAuthor();
    m_pool->post([path = m_config.storagePath + "/device.key", now = m_clock.wallNs()] {
        if (auto aside = crypto::DeviceIdentity::setAside(path, now); !aside)
            qCWarning(logEngine, "%s", aside.error().context.c_str());
    });
}

void Engine::Running::startLan()
{
    std::vector<Bytes> keys;
    for (const auto& held : m_shares.all())
        if (held->searchLan)
            keys.emplace_back(held->keys.discoveryKey());
    if (keys.empty())
        return;
    m_lan = std::make_unique<discovery::LanDiscovery>(m_clock, m_random);
    QObject::connect(m_lan.get(), &discovery::LanDiscovery::found, &m_context,
                     [this](const std::vector<Bytes>& found, const QHostAddress& address, quint16 port) {
                         onFound(found, address, port);
                     });
    m_lan->setShares(std::move(keys));
    if (auto started = m_lan->start(m_listener->port()); !started)
        qCWarning(logEngine, "peers on the local network are not found for now: %s", started.error().context.c_str());
}

void Engine::Running::onFound(const std::vector<Bytes>& discoveryKeys, const QHostAddress& address, uint16_t port)
{
    std::vector<ShareId> shares;
    for (const auto& held : m_shares.all())
        if (std::find(discoveryKeys.begin(), discoveryKeys.end(), held->keys.discoveryKey()) != discoveryKeys.end())
            shares.push_back(held->id());
    m_dialling->found(addressText(address, port), shares);
}

void Engine::Running::startShares()
{
    for (const auto& held : m_shares.all()) {
        held->share->onMisbehaved = [this](PeerId peer, const Error& error) { m_sessions->misbehaved(peer, error); };
        held->share->start();
    }
}

// Without it the instance still does its job, so an error is only told.
void Engine::Running::startControl()
{
    m_control = std::make_unique<ControlService>(
        m_shares, m_clock, [this] { return describe(); },
        [this](HeldShare& held, ShareStatus status) { return view(held, std::move(status)); });
    if (auto listening = m_control->listen(m_config.storagePath); !listening)
        qCWarning(logEngine, "shoal status may not find this instance: %s", listening.error().context.c_str());
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
    instance.notices = m_notices;
    return instance;
}

ShareView Engine::Running::view(HeldShare& held, ShareStatus status) const
{
    ShareView view;
    for (const PeerStatus& peer : status.peers)
        view.peers[peer.id] = m_sessions->traffic(peer.id);
    const Traffic total = m_sessions->traffic(held.id());
    view.upPerSecond = held.up.perSecond(total.sent, m_clock.monotonicNs());
    view.downPerSecond = held.down.perSecond(total.received, m_clock.monotonicNs());
    view.status = std::move(status);
    return view;
}

// --- Stopping ---------------------------------------------------------------------------------------

void Engine::Running::stop(std::function<void(bool)> done)
{
    m_control->close();
    m_listener->stop();
    m_dialling->stop();
    m_lan.reset();
    m_sessions->closeAll(protocol::CloseReason::Shutdown, "this device stops");
    const auto& shares = m_shares.all();
    using Stopped = bool;
    const auto gather =
        Gather<Stopped>::start(m_clock, kStopTimeout, shares.size(), [done = std::move(done)](auto answers) {
            done(std::all_of(answers.begin(), answers.end(), [](const auto& one) { return one.has_value(); }));
        });
    for (size_t i = 0; i < shares.size(); ++i)
        shares[i]->share->stop([stopped = gather->slot(i)] { stopped(true); });
}

// --- Engine -----------------------------------------------------------------------------------------

Engine::Engine(EngineOptions options, Clock& clock, Random& random)
    : m_options(std::move(options)), m_clock(clock), m_random(random)
{}

Engine::~Engine() = default;

Result<void> Engine::start()
{
    auto identity = crypto::DeviceIdentity::loadOrCreate(m_options.config.storagePath + "/device.key", m_random);
    if (!identity)
        return fail(identity.error());
    m_running = std::make_unique<Running>(m_options, *std::move(identity), m_clock, m_random);
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

void Engine::stop(std::function<void(bool)> done)
{
    m_running->stop(std::move(done));
}

uint16_t Engine::listeningPort() const
{
    return m_running ? m_running->port() : uint16_t{0};
}

} // namespace shoal::engine
