// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/engine/engine.h"
#include "files.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <poll.h>

using namespace shoal;
using namespace shoal::engine;

namespace {

class World;

// Tasks of one engine, run when the world's turn comes; those that are left go with it.
class WorldExecutor final : public Executor
{
public:
    WorldExecutor(World& world, Bytes owner);
    ~WorldExecutor() override;
    void post(Task task) override { m_tasks.push_back(std::move(task)); }
    bool runOne()
    {
        if (m_tasks.empty())
            return false;
        const Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
        return true;
    }
    void drop() { m_tasks.clear(); }
    const Bytes& owner() const { return m_owner; }

private:
    World& m_world;
    const Bytes m_owner;
    std::deque<Task> m_tasks;
};

class WorldNotifier final : public ReadNotifier
{
public:
    WorldNotifier(World& world, int fileDescriptor, std::function<void()> readable);
    ~WorldNotifier() override;
    void setEnabled(bool enabled) override { m_enabled = enabled; }
    bool tell() const
    {
        pollfd descriptor{m_fileDescriptor, POLLIN, 0};
        if (!m_enabled || ::poll(&descriptor, 1, 0) <= 0)
            return false;
        m_readable();
        return true;
    }

private:
    World& m_world;
    const int m_fileDescriptor;
    const std::function<void()> m_readable;
    bool m_enabled = true;
};

class WorldDatagrams;

// One thread, time that moves by hand, and all that the engines in it share.
class World
{
public:
    // Until nothing is left to do without time.
    void run()
    {
        for (bool moved = true; moved;) {
            moved = false;
            for (size_t i = 0; i < executors.size(); ++i)
                moved = executors[i]->runOne() || moved;
            for (size_t i = 0; i < notifiers.size(); ++i)
                moved = notifiers[i]->tell() || moved;
        }
    }
    void pass(std::chrono::seconds time)
    {
        constexpr std::chrono::milliseconds kStep{50};
        run();
        for (std::chrono::milliseconds passed{0}; passed < time; passed += kStep) {
            clock.advance(kStep);
            run();
        }
    }
    void drop(const Bytes& owner)
    {
        for (WorldExecutor* executor : executors)
            if (executor->owner() == owner)
                executor->drop();
    }
    Surroundings surroundings(const Bytes& machine);

    test::ManualClock clock;
    std::unique_ptr<Random> random = makeSeededRandom(1);
    std::vector<WorldExecutor*> executors;
    std::vector<WorldNotifier*> notifiers;
    std::vector<WorldDatagrams*> datagrams;
    std::map<uint16_t, net::Network::PortEvents> ports;
    uint16_t lastPort = 1'000;
    WorldExecutor wires{*this, "the world"};
};

WorldExecutor::WorldExecutor(World& world, Bytes owner) : m_world(world), m_owner(std::move(owner))
{
    m_world.executors.push_back(this);
}

WorldExecutor::~WorldExecutor()
{
    std::erase(m_world.executors, this);
}

WorldNotifier::WorldNotifier(World& world, int fileDescriptor, std::function<void()> readable)
    : m_world(world), m_fileDescriptor(fileDescriptor), m_readable(std::move(readable))
{
    m_world.notifiers.push_back(this);
}

WorldNotifier::~WorldNotifier()
{
    std::erase(m_world.notifiers, this);
}

class WorldTransport final : public net::Transport
{
public:
    WorldTransport(World& world, uint16_t peerPort) : m_world(world), m_peerPort(peerPort) {}
    ~WorldTransport() override { close(false); }
    void join(WorldTransport& other)
    {
        m_other = &other;
        other.m_other = this;
    }
    void setUser(net::TransportUser* user) override { m_user = user; }
    size_t read(char* to, size_t size) override
    {
        const size_t got = m_incoming.copy(to, size);
        m_incoming.erase(0, got);
        return got;
    }
    void write(ByteView bytes) override
    {
        if (!m_other)
            return;
        m_other->m_incoming += bytes;
        m_other->later([](net::TransportUser& user) { user.readable(); });
    }
    size_t unwritten() const override { return 0; }
    void close(bool) override
    {
        m_user = nullptr;
        WorldTransport* const other = std::exchange(m_other, nullptr);
        if (!other)
            return;
        other->m_other = nullptr;
        other->later([](net::TransportUser& user) { user.ended({ErrorCode::Closed, "the other end is gone"}); });
    }
    Bytes peerName() const override { return "127.0.0.1:" + std::to_string(m_peerPort); }
    bool isLocalNetwork() const override { return true; }

private:
    void later(std::function<void(net::TransportUser&)> tell)
    {
        m_world.wires.post([this, alive = std::weak_ptr(m_alive), tell = std::move(tell)] {
            if (!alive.expired() && m_user)
                tell(*m_user);
        });
    }

    World& m_world;
    const uint16_t m_peerPort;
    WorldTransport* m_other = nullptr;
    net::TransportUser* m_user = nullptr;
    Bytes m_incoming;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

class WorldNetwork final : public net::Network
{
public:
    explicit WorldNetwork(World& world) : m_world(world) {}
    Result<std::unique_ptr<Port>> listen(uint16_t wanted, const QHostAddress&, PortEvents events) override
    {
        const uint16_t port = wanted != 0 ? wanted : ++m_world.lastPort;
        if (!m_world.ports.emplace(port, std::move(events)).second)
            return fail(ErrorCode::Busy, "the port is taken");
        return Result<std::unique_ptr<Port>>(std::make_unique<OpenPort>(m_world, port));
    }
    std::unique_ptr<Attempt> connect(const net::Endpoint& endpoint, Connected connected) override
    {
        auto attempt = std::make_unique<OneAttempt>();
        m_world.wires.post([&world = m_world, alive = std::weak_ptr(attempt->alive), port = endpoint.port,
                            connected = std::move(connected)] {
            const auto to = world.ports.find(port);
            if (alive.expired())
                return;
            if (to == world.ports.end())
                return connected(fail(ErrorCode::Io, "nobody listens there"));
            auto ours = std::make_unique<WorldTransport>(world, port);
            auto theirs = std::make_unique<WorldTransport>(world, ++world.lastPort);
            ours->join(*theirs);
            to->second.accepted(std::move(theirs), QHostAddress(QHostAddress::LocalHost));
            connected(std::unique_ptr<net::Transport>(std::move(ours)));
        });
        return attempt;
    }

private:
    struct OpenPort final : Port
    {
        OpenPort(World& worldIn, uint16_t portIn) : world(worldIn), port(portIn) {}
        ~OpenPort() override { world.ports.erase(port); }
        uint16_t number() const override { return port; }
        World& world;
        const uint16_t port;
    };
    struct OneAttempt final : Attempt
    {
        const std::shared_ptr<bool> alive = std::make_shared<bool>(true);
    };
    World& m_world;
};

class WorldDatagrams final : public discovery::Datagrams
{
public:
    WorldDatagrams(World& world, Receiver receiver)
        : m_world(world), m_receiver(std::move(receiver)), m_port(++world.lastPort)
    {
        m_world.datagrams.push_back(this);
    }
    ~WorldDatagrams() override { std::erase(m_world.datagrams, this); }
    Result<void> open(std::vector<discovery::LanInterface>) override
    {
        m_open = true;
        return {};
    }
    void close() override { m_open = false; }
    bool isOpen() const override { return m_open; }
    void sendToAll(ByteView datagram) override
    {
        for (WorldDatagrams* each : m_world.datagrams)
            each->later(Bytes(datagram), m_port);
    }
    void sendTo(ByteView datagram, const QHostAddress&, uint16_t port) override
    {
        for (WorldDatagrams* each : m_world.datagrams)
            if (each->m_port == port)
                each->later(Bytes(datagram), m_port);
    }

private:
    void later(Bytes datagram, uint16_t from)
    {
        m_world.wires.post([this, alive = std::weak_ptr(m_alive), datagram = std::move(datagram), from] {
            if (!alive.expired() && m_open)
                m_receiver(datagram, QHostAddress(QHostAddress::LocalHost), from);
        });
    }

    World& m_world;
    const Receiver m_receiver;
    const uint16_t m_port;
    bool m_open = false;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

Surroundings World::surroundings(const Bytes& machine)
{
    Surroundings around;
    around.makeLoop = [this, machine](QObject*) { return std::make_unique<WorldExecutor>(*this, machine); };
    around.makePool = [this, machine] { return std::make_unique<WorldExecutor>(*this, machine); };
    around.makeNetwork = [this](Clock&) { return std::make_unique<WorldNetwork>(*this); };
    around.lan.makeDatagrams = [this](uint16_t, discovery::Datagrams::Receiver receiver) {
        return std::make_unique<WorldDatagrams>(*this, std::move(receiver));
    };
    around.lan.interfaces = [](const std::vector<Bytes>&) { return std::vector<discovery::LanInterface>(1); };
    around.makeNotifier = [this](int fileDescriptor, std::function<void()> readable) {
        return std::make_unique<WorldNotifier>(*this, fileDescriptor, std::move(readable));
    };
    around.machine.machineId = [machine] { return machine; };
    around.machine.bootId = [machine] { return "boot of " + machine; };
    around.control = false;
    return around;
}

// One instance in a folder of its own, with one share that is found on the LAN.
class Instance
{
public:
    Instance(World& world, const Bytes& name, const Bytes& secret) : m_world(world)
    {
        m_config.deviceName = name;
        m_config.fileName = name + ".conf";
        m_config.storagePath = path("store").toStdString();
        config::ShareConfig& share = m_config.shares.emplace_back();
        share.secret = secret;
        share.dir = path("data").toStdString();
        QDir().mkpath(path("store"));
    }
    ~Instance() { crash(); }

    QString path(const char* below) const { return m_folder.path() + QLatin1Char('/') + QLatin1String(below); }
    void write(const char* below, const Bytes& content) const { test::write(path(below).toStdString(), content); }
    QByteArray read(const char* below) const
    {
        QFile file(path(below));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
    }
    bool start()
    {
        m_engine =
            std::make_unique<Engine>(EngineOptions{m_config, 022, false, "1.2.3"}, m_world.clock, *m_world.random,
                                     Engine::Failed(), m_world.surroundings(m_config.deviceName));
        return m_engine->start().has_value();
    }
    bool stop()
    {
        std::optional<bool> clean;
        m_engine->stop([&clean](bool ended) { clean = ended; });
        m_world.run();
        m_engine.reset();
        return clean.value_or(false);
    }
    void crash()
    {
        m_world.drop(m_config.deviceName);
        m_engine.reset();
    }
    std::optional<control::Answer> ask(const QString& method)
    {
        std::optional<control::Answer> answer;
        m_engine->call(method, {}, [&answer](const control::Answer& given) { answer = given; });
        m_world.run();
        return answer;
    }
    QString device()
    {
        const auto status = ask(QStringLiteral("status"));
        return (*status)->value(QLatin1String("device")).toObject().value(QLatin1String("id")).toString();
    }
    Engine& engine() { return *m_engine; }

private:
    World& m_world;
    QTemporaryDir m_folder;
    config::InstanceConfig m_config;
    std::unique_ptr<Engine> m_engine;
};

} // namespace

// Whole engines in one thread without an event loop: what they take from the machine is put in its place.
class TstSurroundings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesSpreadWithoutAnEventLoop();
    void methodsAreAnsweredInProcess();
    void aCrashCallsNobodyAndWritesNothing();
    void aClonedDeviceStartsAnewWithFreshExecutors();

private:
    const Bytes m_secret = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
};

void TstSurroundings::filesSpreadWithoutAnEventLoop()
{
    World world;
    Instance one(world, "one", m_secret), two(world, "two", m_secret);
    QVERIFY(one.start() && two.start());
    world.pass(std::chrono::seconds(5));

    one.write("data/from one", "1");
    two.write("data/from two", "2");
    world.pass(std::chrono::seconds(5));

    QCOMPARE(two.read("data/from one"), QByteArray("1"));
    QCOMPARE(one.read("data/from two"), QByteArray("2"));
    QVERIFY(one.stop() && two.stop());
    QVERIFY(world.ports.empty() && world.notifiers.empty());
}

void TstSurroundings::methodsAreAnsweredInProcess()
{
    World world;
    Instance one(world, "one", m_secret);
    QVERIFY(one.start());
    world.pass(std::chrono::seconds(1));

    const auto status = one.ask(QStringLiteral("status"));
    const auto subscribed = one.ask(QStringLiteral("subscribe"));

    QVERIFY(status && *status);
    QCOMPARE((*status)->value(QLatin1String("shares")).toArray().size(), 1);
    QVERIFY(subscribed && !*subscribed);
    QCOMPARE(subscribed->error().code, control::CallErrorCode::MethodNotFound);
}

void TstSurroundings::aCrashCallsNobodyAndWritesNothing()
{
    World world;
    Instance one(world, "one", m_secret), two(world, "two", m_secret);
    QVERIFY(one.start() && two.start());
    world.pass(std::chrono::seconds(5));
    int answers = 0;
    one.engine().call(QStringLiteral("status"), {}, [&answers](const control::Answer&) { ++answers; });

    one.crash(); // its list of peers has not been written down yet
    world.pass(std::chrono::seconds(30));

    QCOMPARE(answers, 0);
    QVERIFY(!QFile::exists(one.path("store/peers.json")));
    two.write("data/meanwhile", "changed");
    QVERIFY(one.start());
    world.pass(std::chrono::seconds(30));
    QCOMPARE(one.read("data/meanwhile"), QByteArray("changed"));
}

void TstSurroundings::aClonedDeviceStartsAnewWithFreshExecutors()
{
    World world;
    Instance one(world, "one", m_secret), two(world, "two", m_secret);
    QVERIFY(one.start());
    QVERIFY(QFile::copy(one.path("store/device.key"), two.path("store/device.key")));
    QVERIFY(two.start());
    QCOMPARE(one.device(), two.device());

    world.pass(std::chrono::seconds(60));

    QVERIFY(one.device() != two.device());
    one.write("data/later", "1");
    world.pass(std::chrono::seconds(30));
    QCOMPARE(two.read("data/later"), QByteArray("1"));
    QVERIFY(one.stop() && two.stop());
}

QTEST_GUILESS_MAIN(TstSurroundings)
#include "tst_surroundings.moc"
