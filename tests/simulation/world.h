// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "event_queue.h"
#include "sim_disk.h"
#include "sim_network.h"

#include "core/engine/engine.h"

#include <QJsonObject>
#include <QTemporaryDir>

// Whole engines in one thread: each on a machine of its own with a simulated disk, clock, executors and network. What
// happens, and in which order, follows from a seed.
namespace shoal::sim {

// Where each machine has the share, and its index.
inline constexpr char kShare[] = "/sim/share";
inline constexpr char kNested[] = "/sim/share/nested"; // another file system, on machines that have one

struct MachineSetup
{
    bool readOnly = false;
    bool overwriteChanges = false;
    bool lan = true;           // finds peers by announcements; otherwise by known_hosts
    bool storageApart = false; // the index is on another file system than the share
    bool nested = false;
    Volume::Names names = Volume::Names::InOrder;
    int64_t timeGranularityNs = 1;
    std::chrono::seconds skew{0};
};

class World
{
public:
    // Those who watch what engines do, and act in between.
    class Witness
    {
    public:
        // Before any call of an engine that may change or read the disk.
        virtual std::optional<ErrorCode> before(NodeId node, const char* what, const Bytes& path) = 0;
        virtual void shown(NodeId node, const Bytes& path, const Inode& inode, bool astray) = 0;
        virtual void hidden(NodeId node, const Bytes& path, const Inode& inode, bool replaced) = 0;
        virtual void wrote(NodeId node, const Bytes& path, const Inode& inode) = 0;
        virtual void watching(NodeId node, const Bytes& path) = 0;

    protected:
        ~Witness() = default;
    };

    // `witness` is borrowed.
    World(uint64_t seed, const std::vector<MachineSetup>& machines, Witness& witness);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    size_t size() const { return m_machines.size(); }
    const MachineSetup& setup(NodeId node) const;
    SimDisk& disk(NodeId node);
    SimNetwork& network() { return m_network; }
    EventQueue& events() { return m_events; }
    Random& random() { return *m_random; }
    bool runs(NodeId node) const;
    // Some machine has a file system of its own within the share.
    bool hasNested() const;

    // Not from within a call of an engine.
    void start(NodeId node);
    // Writes down what is open, then ends; does nothing when it does not run.
    void stop(NodeId node);
    // Either may be called while the engine is in the middle of a call: it ends when that returns.
    void kill(NodeId node);
    void cutPower(NodeId node);
    void stepClock(NodeId node, std::chrono::seconds by);
    Bytes storagePath(NodeId node) const;
    // What lies in the storage folder, put back as it was then. Not while it runs.
    struct Backup
    {
        std::map<Bytes, Bytes> simulated; // the index
        std::map<Bytes, Bytes> real;      // device.key and the like
    };
    Backup backUp(NodeId node) const;
    void restore(NodeId node, const Backup& backup);
    void loseIndex(NodeId node);

    // Everything that is due until then happens.
    void runFor(std::chrono::nanoseconds time);
    // Asks as the command line would; the answer comes when it comes.
    void call(NodeId node, const char* method, const QJsonObject& params,
              std::function<void(std::optional<QJsonObject> answer)> then);

    uint64_t traceHash() const { return m_trace; }
    void trace(ByteView what);
    // How many calls engines have made to their disks, and how many of these changed what users see.
    uint64_t calls() const { return m_calls; }
    // A sentence when an engine ended by itself.
    const Bytes& accident() const { return m_accident; }

private:
    struct Machine;
    class MachineClock;
    class LoopExecutor;
    class PoolExecutor;
    class Notifier;

    void finishEnd(Machine& machine);
    void runNext();
    config::InstanceConfig config(const Machine& machine) const;
    engine::Surroundings surroundings(Machine& machine);
    // An event of a process: nothing happens once that has ended.
    EventQueue::Id post(Machine& machine, int64_t delayNs, std::function<void()> task);

    EventQueue m_events;
    std::unique_ptr<Random> m_random;
    SimNetwork m_network;
    Witness& m_witness;
    QTemporaryDir m_real; // for the few files that engines keep on the real disk
    Bytes m_secret;
    Bytes m_readSecret;
    std::vector<std::unique_ptr<Machine>> m_machines;
    uint64_t m_trace = 14695981039346656037u;
    uint64_t m_calls = 0;
    Bytes m_accident;
};

} // namespace shoal::sim
