// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_worker.h"

#include <QTemporaryDir>

#include <deque>
#include <functional>
#include <map>

// Several whole replicas of one share in one thread: real folders and indexes, messages through queues, a clock that
// only moves when told. The order of what happens follows from the seed.
namespace shoal::test {

// A queue of tasks instead of threads.
class TaskQueue final : public Executor
{
public:
    void post(Task task) override { m_tasks.push_back(std::move(task)); }
    bool runOne()
    {
        if (m_tasks.empty())
            return false;
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
        return true;
    }

private:
    std::deque<Task> m_tasks;
};

class ManualClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_now + m_skew; }
    int64_t monotonicNs() const override { return m_now; }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        m_timers.emplace(m_now + delay.count() * 1'000'000, std::make_pair(++m_last, std::move(callback)));
        return m_last;
    }
    void cancel(TimerId timer) override
    {
        std::erase_if(m_timers, [timer](const auto& entry) { return entry.second.first == timer; });
    }
    void advance(std::chrono::milliseconds by)
    {
        const int64_t until = m_now + by.count() * 1'000'000;
        while (!m_timers.empty() && m_timers.begin()->first <= until) {
            m_now = std::max(m_now, m_timers.begin()->first);
            const auto callback = std::move(m_timers.begin()->second.second);
            m_timers.erase(m_timers.begin());
            callback();
        }
        m_now = until;
    }
    void setSkew(std::chrono::seconds skew) { m_skew = skew.count() * 1'000'000'000; }

private:
    // Above any time stamp of a file that the test makes: nothing is too new to be trusted.
    int64_t m_now = int64_t{4'000'000'000} * 1'000'000'000;
    int64_t m_skew = 0;
    TimerId m_last = 0;
    std::multimap<int64_t, std::pair<TimerId, std::function<void()>>> m_timers;
};

struct NodeOptions
{
    bool readOnly = false;
    bool overwriteChanges = false;
    bool useSyncTrash = true;
    // In place of the folder's own file system and of inotify.
    std::function<Result<std::unique_ptr<storage::FileSystem>>(const Bytes& path)> openFolder = {};
    std::function<Result<std::unique_ptr<storage::Watcher>>()> makeWatcher = {};
    storage::Machine machine = {};
    // Last changes of what a share is made of.
    std::function<void(engine::ShareSettings&)> settings = {};
};

class Cluster
{
public:
    explicit Cluster(uint64_t seed);
    ~Cluster();

    // Adds a replica, not started; returns its number.
    size_t add(NodeOptions options = {});
    void start(size_t node);
    void stop(size_t node);
    // What kill -9 leaves: nothing is written down.
    void crash(size_t node);
    void connect(size_t a, size_t b);
    void disconnect(size_t a, size_t b);
    void connectAll();
    // Starts all that were added, and brings them in sync.
    void startAll();
    // Adds replicas 0 and 1, and brings them in sync.
    void makeTwo(NodeOptions first = {});

    // Works until nothing is left to do, the clock included as far as needed for digests and retries.
    void settle();
    // So much time goes by on all clocks, and what it brings is done.
    void pass(std::chrono::milliseconds time);
    // A number of steps, for interleaving; returns how many there were to do.
    size_t run(size_t steps);

    QString folder(size_t node) const { return m_nodes[node]->dir->path() + QStringLiteral("/share"); }
    Bytes indexPath(size_t node) const { return m_nodes[node]->settings->indexPath; }
    Bytes path(size_t node, const Bytes& relative) const { return folder(node).toStdString() + "/" + relative; }
    engine::ShareWorker& worker(size_t node) { return *m_nodes[node]->worker; }
    ManualClock& clock(size_t node) { return m_nodes[node]->clock; }
    Random& random() { return *m_random; }
    size_t size() const { return m_nodes.size(); }
    // Bytes of records and contents that went over all links.
    uint64_t bytesSent() const { return m_bytesSent; }
    uint64_t contentBytesSent() const { return m_contentBytesSent; }
    uint64_t contentBytesSent(size_t from, size_t to) { return m_contentBytes[{from, to}]; }
    const std::vector<Error>& misbehaviour() const { return m_misbehaviour; }
    // Who it was, in the same order.
    const std::vector<engine::PeerId>& misbehaved() const { return m_misbehaved; }
    // A node that does not run gets another secret; its index file is another, too.
    void setSecret(size_t node, const crypto::Secret& secret);
    // The share's read-write secret.
    crypto::Secret secret() const { return *crypto::Secret::parse(m_secret); }
    // Sees each message before it is delivered, and may change it; false = it never arrives.
    std::function<bool(size_t from, size_t to, protocol::Message& message)> intercept;

    // All that a user sees: path -> "d", "f:<content>" or "l:<target>", without .sync.
    std::map<Bytes, Bytes> tree(size_t node) const;
    // Contents in the archive.
    std::vector<Bytes> archived(size_t node) const;

private:
    class Link;
    struct Node
    {
        NodeOptions options;
        std::unique_ptr<QTemporaryDir> dir;
        std::unique_ptr<engine::ShareSettings> settings;
        DeviceId device;
        ManualClock clock;
        TaskQueue tasks;
        std::shared_ptr<engine::ShareWorker> worker;
        std::map<size_t, engine::PeerId> peers; // by node
    };
    bool step();
    void deliver(size_t from, size_t to, uint64_t session, protocol::Message message);

    std::unique_ptr<Random> m_random;
    Bytes m_secret;
    std::vector<std::unique_ptr<Node>> m_nodes;
    struct Wire
    {
        size_t from, to;
        uint64_t session;
        Bytes message;
    };
    std::map<std::pair<size_t, size_t>, std::deque<Wire>> m_wires;
    engine::PeerId m_lastPeer = 0;
    uint64_t m_bytesSent = 0;
    uint64_t m_contentBytesSent = 0;
    std::map<std::pair<size_t, size_t>, uint64_t> m_contentBytes; // of replies
    std::vector<Error> m_misbehaviour;
    std::vector<engine::PeerId> m_misbehaved;
};

} // namespace shoal::test
