// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include "core/crypto/secret.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QPointer>

#include <algorithm>

namespace shoal::sim {

namespace {

constexpr uint16_t kPort = 8000;
constexpr int64_t kNs = 1;
constexpr int64_t kUs = 1'000 * kNs;
constexpr int64_t kMs = 1'000 * kUs;
// Not close to now, and no test of ours sets file times of its own there.
constexpr int64_t kEpochNs = int64_t{1'900'000'000} * 1'000 * kMs;

} // namespace

struct World::Machine final : SimDisk::Observer
{
    Machine(World& worldIn, NodeId idIn, MachineSetup setupIn)
        : world(worldIn), id(idIn), setup(std::move(setupIn)), skewNs(setup.skew.count() * 1'000 * kMs),
          disk([this] { return wallNs(); }, *worldIn.m_random, *this)
    {}

    int64_t wallNs() const { return kEpochNs + world.m_events.nowNs() + skewNs; }
    std::optional<ErrorCode> before(const char* what, const Bytes& path) override;
    void shown(const Bytes& path, const Inode& inode, bool astray) override
    {
        world.m_witness.shown(id, path, inode, astray);
    }
    void hidden(const Bytes& path, const Inode& inode, bool replaced) override
    {
        world.m_witness.hidden(id, path, inode, replaced);
    }
    void wrote(const Bytes& path, const Inode& inode) override { world.m_witness.wrote(id, path, inode); }
    void watching(const Bytes& path) override { world.m_witness.watching(id, path); }
    void eventsWait(SimWatcher& watcher) override;

    World& world;
    const NodeId id;
    const MachineSetup setup;
    int64_t skewNs;
    SimDisk disk;
    uint64_t boot = 1;
    int64_t bootWallNs = wallNs();
    uint64_t run = 0;     // counts the processes; odd while one runs
    bool ending = false;  // it was killed, and is still in the middle of something
    bool leaving = false; // it was asked to stop
    bool powerLost = false;
    int64_t loopBusyUntilNs = 0;
    std::unique_ptr<Clock> clock;
    std::map<int, Notifier*> notifiers;
    std::unique_ptr<engine::Engine> engine;
};

class World::MachineClock final : public Clock
{
public:
    explicit MachineClock(Machine& machine) : m_machine(machine), m_startNs(machine.world.m_events.nowNs()) {}
    int64_t wallNs() const override { return m_machine.wallNs(); }
    int64_t monotonicNs() const override { return kEpochNs / 2 + m_machine.world.m_events.nowNs() - m_startNs; }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        const TimerId id = ++m_last;
        m_timers[id] = m_machine.world.post(m_machine, delay.count() * kMs, [this, id, callback = std::move(callback)] {
            m_timers.erase(id);
            callback();
        });
        return id;
    }
    void cancel(TimerId timer) override
    {
        const auto it = m_timers.find(timer);
        if (it == m_timers.end())
            return;
        m_machine.world.m_events.cancel(it->second);
        m_timers.erase(it);
    }

private:
    Machine& m_machine;
    const int64_t m_startNs;
    TimerId m_last = 0;
    std::map<TimerId, EventQueue::Id> m_timers;
};

// One task after the other, each some time after the one before.
class World::LoopExecutor final : public Executor
{
public:
    LoopExecutor(Machine& machine, QObject* context) : m_machine(machine), m_context(context) {}
    void post(Task task) override
    {
        EventQueue& events = m_machine.world.m_events;
        const auto wait = static_cast<int64_t>(m_machine.world.m_random->below(20 * kUs));
        m_machine.loopBusyUntilNs = std::max(m_machine.loopBusyUntilNs, events.nowNs()) + wait;
        m_machine.world.post(m_machine, m_machine.loopBusyUntilNs - events.nowNs(),
                             [context = m_context, task = std::move(task)] {
                                 if (context)
                                     task();
                             });
    }

private:
    Machine& m_machine;
    const QPointer<QObject> m_context;
};

// Tasks in any order.
class World::PoolExecutor final : public Executor
{
public:
    explicit PoolExecutor(Machine& machine) : m_machine(machine) {}
    ~PoolExecutor() override
    {
        const bool isCrash = m_machine.ending;
        while (!m_tasks->empty()) {
            const Task task = std::move(m_tasks->begin()->second);
            m_tasks->erase(m_tasks->begin());
            if (!isCrash)
                task();
        }
    }
    void post(Task task) override
    {
        Random& random = *m_machine.world.m_random;
        const auto wait = static_cast<int64_t>(random.below(random.below(16) == 0 ? 20 * kMs : 200 * kUs));
        m_tasks->emplace(++m_last, std::move(task));
        m_machine.world.post(m_machine, wait, [tasks = m_tasks, id = m_last] {
            const auto it = tasks->find(id);
            if (it == tasks->end())
                return;
            const Task due = std::move(it->second);
            tasks->erase(it);
            due();
        });
    }

private:
    Machine& m_machine;
    uint64_t m_last = 0;
    const std::shared_ptr<std::map<uint64_t, Task>> m_tasks = std::make_shared<std::map<uint64_t, Task>>();
};

class World::Notifier final : public engine::ReadNotifier
{
public:
    Notifier(Machine& machine, int number, std::function<void()> readable)
        : m_machine(machine), m_number(number), m_readable(std::move(readable))
    {
        m_machine.notifiers[number] = this;
        look();
    }
    ~Notifier() override { m_machine.notifiers.erase(m_number); }
    void setEnabled(bool enabled) override
    {
        m_enabled = enabled;
        look();
    }
    void look()
    {
        if (!m_enabled || m_planned || !m_machine.disk.waits(m_number))
            return;
        m_planned = true;
        const auto wait = static_cast<int64_t>(m_machine.world.m_random->below(300 * kUs));
        m_machine.world.post(m_machine, wait, [&machine = m_machine, number = m_number] {
            const auto it = machine.notifiers.find(number);
            if (it == machine.notifiers.end())
                return;
            Notifier& self = *it->second;
            self.m_planned = false;
            if (self.m_enabled && machine.disk.waits(number))
                self.m_readable();
        });
    }

private:
    Machine& m_machine;
    const int m_number;
    const std::function<void()> m_readable;
    bool m_enabled = true;
    bool m_planned = false;
};

void World::Machine::eventsWait(SimWatcher& watcher)
{
    if (const auto it = notifiers.find(watcher.fileDescriptor()); it != notifiers.end())
        it->second->look();
}

std::optional<ErrorCode> World::Machine::before(const char* what, const Bytes& path)
{
    ++world.m_calls;
    world.m_events.spend(static_cast<int64_t>(1 * kUs + world.m_random->below(20 * kUs)));
    world.trace(std::to_string(id) + what + path.substr(path.rfind('/') + 1));
    return world.m_witness.before(id, what, path);
}

World::World(uint64_t seed, const std::vector<MachineSetup>& machines, Witness& witness)
    : m_random(makeSeededRandom(seed)), m_network(m_events, *m_random, machines.size()), m_witness(witness),
      m_real(QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm/shoal-sim-XXXXXX")
                                                       : QDir::tempPath() + QStringLiteral("/shoal-sim-XXXXXX"))
{
    const crypto::Secret secret = crypto::Secret::generate(*m_random);
    m_secret = secret.text();
    m_readSecret = secret.readOnly().text();
    m_network.runs = [this](NodeId node) { return runs(node); };
    m_network.onDelivered = [this](NodeId from, NodeId to, size_t bytes) {
        trace(std::to_string(from) + ">" + std::to_string(to) + ":" + std::to_string(bytes));
    };
    for (const MachineSetup& setup : machines) {
        m_machines.push_back(std::make_unique<Machine>(*this, m_machines.size(), setup));
        Machine& machine = *m_machines.back();
        QDir(m_real.path()).mkpath(QString::number(machine.id));
        SimDisk& disk = machine.disk;
        const Bytes storage = storagePath(machine.id);
        for (size_t slash = storage.find('/', 1); slash != Bytes::npos; slash = storage.find('/', slash + 1))
            (void)disk.makeDirectory(storage.substr(0, slash));
        (void)disk.makeDirectory(storage);
        (void)disk.makeDirectory("/sim");
        (void)disk.makeDirectory(kShare);
        Volume& volume = disk.mount(setup.storageApart ? Bytes(kShare) : Bytes("/sim"), setup.names);
        volume.timeGranularityNs = setup.timeGranularityNs;
        if (!setup.storageApart)
            (void)disk.makeDirectory(kShare);
        if (setup.nested) {
            (void)disk.makeDirectory(kNested);
            disk.mount(kNested, setup.names);
        }
        disk.flushEverything();
    }
}

World::~World()
{
    for (NodeId node = 0; node < size(); ++node)
        kill(node);
}

const MachineSetup& World::setup(NodeId node) const
{
    return m_machines[node]->setup;
}

SimDisk& World::disk(NodeId node)
{
    return m_machines[node]->disk;
}

bool World::runs(NodeId node) const
{
    const Machine& machine = *m_machines[node];
    return machine.engine != nullptr && !machine.ending;
}

bool World::hasNested() const
{
    return std::any_of(m_machines.begin(), m_machines.end(), [](const auto& one) { return one->setup.nested; });
}

Bytes World::storagePath(NodeId node) const
{
    return m_real.path().toStdString() + "/" + std::to_string(node);
}

EventQueue::Id World::post(Machine& machine, int64_t delayNs, std::function<void()> task)
{
    return m_events.after(delayNs, [this, &machine, run = machine.run, task = std::move(task)] {
        if (machine.run != run || machine.ending)
            return;
        task();
        if (machine.ending)
            finishEnd(machine);
    });
}

// --- Processes --------------------------------------------------------------------------------------

config::InstanceConfig World::config(const Machine& machine) const
{
    config::InstanceConfig config;
    config.fileName = "simulated.conf";
    config.lines = config::LineMap("");
    config.deviceName = "machine" + std::to_string(machine.id);
    config.storagePath = storagePath(machine.id);
    config.listeningPort = kPort;
    config.syncTrashTtl = 0; // what was replaced is looked for in the end
    config::ShareConfig share;
    share.secret = machine.setup.readOnly ? m_readSecret : m_secret;
    share.dir = kShare;
    share.searchLan = machine.setup.lan;
    share.overwriteChanges = machine.setup.overwriteChanges;
    for (NodeId other = 0; !machine.setup.lan && other < size(); ++other) {
        if (other != machine.id)
            share.knownHosts.push_back(SimNetwork::addressOf(other, kPort));
    }
    config.shares.push_back(std::move(share));
    return config;
}

engine::Surroundings World::surroundings(Machine& machine)
{
    engine::Surroundings around;
    around.makeLoop = [&machine](QObject* context) { return std::make_unique<LoopExecutor>(machine, context); };
    around.makePool = [&machine] { return std::make_unique<PoolExecutor>(machine); };
    around.makePuncher = [](Clock&) -> std::unique_ptr<net::Puncher> { return nullptr; };
    around.makeWanSession = nullptr;
    around.makeNetwork = [this, &machine](Clock&) { return m_network.networkOf(machine.id); };
    around.lan = m_network.lanOf(machine.id);
    around.openFolder = [&machine](const Bytes& path) { return machine.disk.openFolder(path); };
    around.makeWatcher = [&machine] { return machine.disk.makeWatcher(); };
    around.makeNotifier = [&machine](int number, std::function<void()> readable) {
        return std::make_unique<Notifier>(machine, number, std::move(readable));
    };
    around.indexVfs = machine.disk.vfs();
    around.machine.bootId = [&machine] { return "boot " + std::to_string(machine.boot); };
    around.machine.bootTimeNs = [&machine] { return machine.bootWallNs; };
    around.machine.machineId = [&machine] { return "machine " + std::to_string(machine.id); };
    around.control = false;
    return around;
}

void World::start(NodeId node)
{
    Machine& machine = *m_machines[node];
    if (machine.ending)
        finishEnd(machine);
    if (machine.engine)
        return;
    ++machine.run;
    machine.leaving = false;
    machine.powerLost = false;
    machine.loopBusyUntilNs = m_events.nowNs();
    machine.clock = std::make_unique<MachineClock>(machine);
    machine.disk.startProcess();
    machine.engine = std::make_unique<engine::Engine>(
        engine::EngineOptions{config(machine), 022, false, "simulated"}, *machine.clock, *m_random,
        [this, node](const Error& error) {
            m_accident = "machine " + std::to_string(node) + " cannot go on: " + error.context;
        },
        surroundings(machine));
    const auto started = machine.engine->start();
    if (machine.ending) { // in the middle of it
        finishEnd(machine);
        return;
    }
    if (!started)
        m_accident = "machine " + std::to_string(node) + " does not start: " + started.error().context;
}

void World::stop(NodeId node)
{
    Machine& machine = *m_machines[node];
    if (!machine.engine || machine.ending || std::exchange(machine.leaving, true))
        return;
    bool stopped = false;
    machine.engine->stop([&stopped](bool) { stopped = true; });
    // An end takes what its time limit allows, at most.
    const int64_t until = m_events.nowNs() + 60'000 * kMs;
    while (!stopped && machine.engine && !machine.ending && !m_events.isEmpty() && m_events.nextNs() < until)
        runNext();
    if (!machine.engine)
        return; // killed meanwhile
    if (!stopped)
        m_accident = "machine " + std::to_string(node) + " does not stop";
    m_network.processEnded(node, false);
    machine.engine.reset();
    machine.disk.killProcess();
    machine.clock.reset();
    ++machine.run;
}

void World::kill(NodeId node)
{
    Machine& machine = *m_machines[node];
    if (!machine.engine || machine.ending)
        return;
    machine.disk.killProcess();
    machine.ending = true;
    m_network.processEnded(node, machine.powerLost);
    // When nothing of it is on the stack, it can end at once.
    m_events.after(0, [this, &machine, run = machine.run] {
        if (machine.run == run && machine.ending)
            finishEnd(machine);
    });
}

void World::cutPower(NodeId node)
{
    Machine& machine = *m_machines[node];
    machine.powerLost = true;
    kill(node);
    machine.disk.cutPower();
    ++machine.boot;
    machine.bootWallNs = machine.wallNs(); // what its users do from now on comes after that
}

void World::finishEnd(Machine& machine)
{
    machine.engine.reset();
    machine.clock.reset();
    machine.notifiers.clear();
    machine.ending = false;
    ++machine.run;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void World::stepClock(NodeId node, std::chrono::seconds by)
{
    m_machines[node]->skewNs += by.count() * 1'000 * kMs;
}

// --- Storage folders --------------------------------------------------------------------------------

World::Backup World::backUp(NodeId node) const
{
    Backup backup{m_machines[node]->disk.backUp(storagePath(node)), {}};
    const QDir real(QString::fromStdString(storagePath(node)));
    for (const QString& name : real.entryList(QDir::Files)) {
        QFile file(real.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            backup.real.emplace(name.toStdString(), file.readAll().toStdString());
    }
    return backup;
}

void World::restore(NodeId node, const Backup& backup)
{
    m_machines[node]->disk.restore(storagePath(node), backup.simulated);
    const QDir real(QString::fromStdString(storagePath(node)));
    for (const QString& name : real.entryList(QDir::Files))
        QFile::remove(real.filePath(name));
    for (const auto& [name, content] : backup.real) {
        QFile file(real.filePath(QString::fromStdString(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(content.data(), static_cast<qint64>(content.size()));
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
}

void World::loseIndex(NodeId node)
{
    SimDisk& disk = m_machines[node]->disk;
    for (const auto& [name, content] : disk.backUp(storagePath(node)))
        (void)disk.remove(storagePath(node) + "/" + name);
    disk.flushEverything();
}

// --- Time -------------------------------------------------------------------------------------------

void World::runNext()
{
    m_events.runNext();
    QCoreApplication::sendPostedEvents(nullptr, 0);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void World::runFor(std::chrono::nanoseconds time)
{
    const int64_t until = m_events.nowNs() + time.count();
    while (!m_events.isEmpty() && m_events.nextNs() <= until)
        runNext();
    m_events.advanceTo(until);
}

void World::call(NodeId node, const char* method, const QJsonObject& params,
                 std::function<void(std::optional<QJsonObject>)> then)
{
    Machine& machine = *m_machines[node];
    if (!runs(node) || machine.leaving)
        return then(std::nullopt);
    machine.engine->call(QString::fromLatin1(method), params, [then = std::move(then)](control::Answer answer) {
        then(answer ? std::optional(*answer) : std::nullopt);
    });
}

void World::trace(ByteView what)
{
    for (const char c : what)
        m_trace = (m_trace ^ static_cast<unsigned char>(c)) * 1099511628211u;
}

} // namespace shoal::sim
