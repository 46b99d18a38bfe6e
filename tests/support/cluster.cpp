// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include "core/storage/posix_file_system.h"

#include <QDir>
#include <QDirIterator>

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::test {

namespace fs = std::filesystem;

// Encodes and decodes every message, as a wire would.
class Cluster::Link final : public engine::PeerLink
{
public:
    Link(Cluster& cluster, size_t from, size_t to, uint64_t session)
        : m_cluster(cluster), m_from(from), m_to(to), m_session(session)
    {}
    void send(protocol::Message message) override
    {
        Bytes bytes;
        const auto encoded = protocol::encode(message, bytes);
        if (!encoded)
            qFatal("a message breaks the protocol: %s", encoded.error().context.c_str());
        m_cluster.m_bytesSent += bytes.size();
        if (const auto* records = std::get_if<protocol::Records>(&message)) {
            for (const protocol::RecordItem& item : records->items)
                m_cluster.m_contentBytesSent += item.content ? item.content->size() : 0;
        } else if (const auto* reply = std::get_if<protocol::ContentReply>(&message)) {
            m_cluster.m_contentBytesSent += reply->data.size();
            m_cluster.m_contentBytes[{m_from, m_to}] += reply->data.size();
        }
        m_cluster.m_wires[{m_from, m_to}].push_back({m_from, m_to, m_session, std::move(bytes)});
    }
    int64_t queuedBytes() const override { return 0; }

private:
    Cluster& m_cluster;
    size_t m_from, m_to;
    uint64_t m_session;
};

Cluster::Cluster(uint64_t seed) : m_random(makeSeededRandom(seed))
{
    storage::ignoreLeaseSignals();
    m_secret = crypto::Secret::generate(*m_random).text();
}

Cluster::~Cluster()
{
    for (size_t i = 0; i < m_nodes.size(); ++i)
        crash(i);
}

size_t Cluster::add(NodeOptions options)
{
    auto node = std::make_unique<Node>();
    node->options = options;
    node->dir = std::make_unique<QTemporaryDir>();
    QDir(node->dir->path()).mkpath(QStringLiteral("share"));
    QDir(node->dir->path()).mkpath(QStringLiteral("storage"));
    node->device = DeviceId::from(m_random->bytes(DeviceId::kSize));
    auto secret = crypto::Secret::parse(m_secret);
    const crypto::ShareKeys keys = crypto::ShareKeys::derive(options.readOnly ? secret->readOnly() : *secret);
    const Bytes base = node->dir->path().toStdString();
    node->settings = std::make_unique<engine::ShareSettings>(
        engine::ShareSettings{base + "/share", base + "/storage/index", keys, node->device});
    node->settings->useSyncTrash = options.useSyncTrash;
    node->settings->overwriteChanges = options.overwriteChanges;
    node->settings->rescanSeconds = 0;
    if (options.settings)
        options.settings(*node->settings);
    m_nodes.push_back(std::move(node));
    return m_nodes.size() - 1;
}

void Cluster::setSecret(size_t index, const crypto::Secret& secret)
{
    Node& node = *m_nodes[index];
    node.options.readOnly = secret.permission() == crypto::Permission::ReadOnly;
    auto settings = std::make_unique<engine::ShareSettings>(engine::ShareSettings{
        node.settings->dir, node.settings->indexPath + "-next", crypto::ShareKeys::derive(secret), node.device});
    settings->useSyncTrash = node.options.useSyncTrash;
    settings->overwriteChanges = node.options.overwriteChanges;
    settings->rescanSeconds = 0;
    node.settings = std::move(settings);
}

void Cluster::start(size_t index)
{
    Node& node = *m_nodes[index];
    engine::ShareWorker::Callbacks callbacks;
    callbacks.watch = [](int) {};
    callbacks.misbehaved = [this](engine::PeerId peer, Error error) {
        m_misbehaved.push_back(peer);
        m_misbehaviour.push_back(std::move(error));
    };
    engine::ShareContext context{node.clock, *m_random, node.tasks, node.tasks};
    if (node.options.openFolder)
        context.openFolder = [dir = node.settings->dir, open = node.options.openFolder](const Bytes& path) {
            return path == dir ? open(path) : storage::openPosixFolder(path);
        };
    if (node.options.makeWatcher)
        context.makeWatcher = node.options.makeWatcher;
    context.machine = node.options.machine;
    node.worker = std::make_shared<engine::ShareWorker>(*node.settings, context, node.tasks, std::move(callbacks));
    node.tasks.post([worker = node.worker] { worker->open(); });
}

void Cluster::stop(size_t index)
{
    if (m_nodes[index]->worker)
        m_nodes[index]->worker->close();
    crash(index);
}

void Cluster::crash(size_t index)
{
    for (size_t other = 0; other < m_nodes.size(); ++other) {
        if (other != index)
            disconnect(index, other);
    }
    m_nodes[index]->worker.reset();
}

void Cluster::connect(size_t a, size_t b)
{
    if (m_nodes[a]->peers.contains(b) || !m_nodes[a]->worker || !m_nodes[b]->worker)
        return;
    const uint64_t session = ++m_lastPeer;
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
        Node& node = *m_nodes[from];
        const Node& peer = *m_nodes[to];
        const auto permission = peer.options.readOnly ? crypto::Permission::ReadOnly : crypto::Permission::ReadWrite;
        node.peers[to] = session;
        node.worker->peerOpened({session, peer.device, "node" + std::to_string(to), "here", permission,
                                 peer.options.readOnly ? std::nullopt : peer.settings->keys.publicKey()},
                                std::make_shared<Link>(*this, from, to, session));
    }
}

void Cluster::disconnect(size_t a, size_t b)
{
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
        Node& node = *m_nodes[from];
        const auto it = node.peers.find(to);
        if (it == node.peers.end())
            continue;
        if (node.worker)
            node.worker->peerClosed(it->second);
        node.peers.erase(it);
        m_wires[{from, to}].clear();
    }
}

void Cluster::connectAll()
{
    for (size_t a = 0; a < m_nodes.size(); ++a) {
        for (size_t b = a + 1; b < m_nodes.size(); ++b)
            connect(a, b);
    }
}

void Cluster::deliver(size_t from, size_t to, uint64_t session, protocol::Message message)
{
    Node& node = *m_nodes[to];
    const auto it = node.peers.find(from);
    if (node.worker && it != node.peers.end() && it->second == session)
        node.worker->receive(session, std::move(message));
}

// One task, one message or one look at the events of somebody, chosen by the seed.
bool Cluster::step()
{
    const size_t start = m_random->below(m_nodes.size());
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        Node& node = *m_nodes[(start + i) % m_nodes.size()];
        if (node.tasks.runOne())
            return true;
    }
    const size_t first = m_random->below(m_nodes.size()); // no line waits for another one
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        for (size_t j = 0; j < m_nodes.size(); ++j) {
            auto& wire = m_wires[{(start + i) % m_nodes.size(), (first + j) % m_nodes.size()}];
            if (wire.empty())
                continue;
            const Wire next = std::move(wire.front());
            wire.pop_front();
            auto message = protocol::decode(next.message);
            if (!message)
                qFatal("a message cannot be read: %s", message.error().context.c_str());
            if (!intercept || intercept(next.from, next.to, *message))
                deliver(next.from, next.to, next.session, std::move(*message));
            return true;
        }
    }
    return false;
}

size_t Cluster::run(size_t steps)
{
    for (auto& node : m_nodes) {
        if (node->worker)
            node->worker->readEvents();
    }
    size_t done = 0;
    while (done < steps && step())
        ++done;
    return done;
}

void Cluster::makeTwo(NodeOptions first)
{
    add(std::move(first));
    add();
    startAll();
}

void Cluster::startAll()
{
    for (size_t node = 0; node < size(); ++node)
        start(node);
    connectAll();
    settle();
}

void Cluster::pass(std::chrono::milliseconds time)
{
    for (size_t node = 0; node < size(); ++node)
        clock(node).advance(time);
    settle();
}

void Cluster::settle()
{
    // Quiet times, retries and comparisons of digests take seconds of the nodes' clocks.
    constexpr int kSeconds = 40;
    for (int i = 0; i < 4 * kSeconds; ++i) {
        run(1'000'000);
        for (auto& node : m_nodes)
            node->clock.advance(std::chrono::milliseconds(250));
    }
}

std::map<Bytes, Bytes> Cluster::tree(size_t node) const
{
    std::map<Bytes, Bytes> result;
    const fs::path root = folder(node).toStdString();
    for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
        const Bytes relative = it->path().string().substr(root.string().size() + 1);
        if (relative == ".sync") {
            it.disable_recursion_pending();
            continue;
        }
        if (it->is_symlink()) {
            result[relative] = "l:" + fs::read_symlink(it->path()).string();
        } else if (it->is_directory()) {
            result[relative] = "d";
        } else {
            std::ifstream file(it->path(), std::ios::binary);
            result[relative] = "f:" + Bytes(std::istreambuf_iterator<char>(file), {});
        }
    }
    return result;
}

std::vector<Bytes> Cluster::archived(size_t node) const
{
    std::vector<Bytes> result;
    const fs::path root = folder(node).toStdString() + "/.sync/Archive";
    std::error_code none;
    for (auto it = fs::recursive_directory_iterator(root, none); it != fs::recursive_directory_iterator(); ++it) {
        if (it->is_symlink())
            result.push_back(fs::read_symlink(it->path()).string());
        if (it->is_symlink() || !it->is_regular_file())
            continue;
        std::ifstream file(it->path(), std::ios::binary);
        result.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return result;
}

} // namespace shoal::test
