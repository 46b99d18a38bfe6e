// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wan/torrent_session.h"

#include <QTcpServer>
#include <QTest>
#include <QUdpSocket>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>

using namespace shoal;
using namespace shoal::wan;

namespace {

constexpr int kPatienceMs = 60'000;

// Free for UDP and TCP just now: nodes must be told of each other before they begin.
int freePort()
{
    for (;;) {
        QUdpSocket datagrams;
        QTcpServer streams;
        if (datagrams.bind(QHostAddress::LocalHost) && streams.listen(QHostAddress::LocalHost, datagrams.localPort()))
            return datagrams.localPort();
    }
}

crypto::DhtKey key(char c)
{
    return crypto::DhtKey::from(Bytes(crypto::DhtKey::kSize, c));
}

Bytes nameOfThread(const std::filesystem::path& task)
{
    Bytes name;
    std::getline(std::ifstream(task / "comm"), name);
    return name;
}

// Those that bear the name of the process: this one, and libtorrent's. Those of pools have another.
int threads()
{
    const Bytes own = nameOfThread("/proc/self");
    int count = 0;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task"))
        count += nameOfThread(task.path()) == own ? 1 : 0;
    return count;
}

} // namespace

// The library under the DHT and port mapping: real sockets, on loopback only.
class TstTorrentSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void whatOneAnnouncesAnotherFinds();
    void nobodyAnswersWhereNoNodeIs();
    void aNetworkWithoutARouterSaysSo();
    void itsThreadsEndWithIt();

private:
    struct Node
    {
        std::unique_ptr<WanSession> session;
        bool joined = false;
        std::vector<DhtPeer> found;
        WanSession::Counts counts;
        Bytes whyNotMapped;
    };
    WanSession::Wish dhtOf(const std::vector<int>& ports) const
    {
        WanSession::Wish wish;
        wish.usesDht = true;
        for (const int port : ports)
            wish.dhtNodes.push_back("127.0.0.1:" + std::to_string(port));
        return wish;
    }
    Node& start(const WanSession::Wish& wish, int port, const Bytes& address = "127.0.0.1")
    {
        Node& node = m_nodes.emplace_back();
        WanSession::Events events;
        events.joined = [&node] { node.joined = true; };
        events.found = [&node](const crypto::DhtKey& found, const std::vector<DhtPeer>& peers) {
            if (found == key('a'))
                node.found.insert(node.found.end(), peers.begin(), peers.end());
        };
        events.counted = [&node](const WanSession::Counts& counts) { node.counts = counts; };
        events.notMapped = [&node](const Bytes& why) { node.whyNotMapped = why; };
        auto made = makeTorrentSessionOn(address + ":" + std::to_string(port), wish, *m_loop, *m_pool, events);
        if (made)
            node.session = *std::move(made);
        return node;
    }

    std::unique_ptr<Executor> m_loop = makeLoopExecutor(this);
    std::unique_ptr<Executor> m_pool = makeThreadPool(2);
    std::deque<Node> m_nodes;
};

// Ports are free again when the sessions have ended, which the pool waits for.
void TstTorrentSession::cleanup()
{
    m_nodes.clear();
    m_pool = makeThreadPool(2);
}

void TstTorrentSession::whatOneAnnouncesAnotherFinds()
{
    const std::vector<int> ports{freePort(), freePort(), freePort()};
    for (const int port : ports)
        QVERIFY(start(dhtOf(ports), port).session);
    for (Node& node : m_nodes)
        QTRY_VERIFY_WITH_TIMEOUT(node.joined, kPatienceMs);
    const auto hasFound = [this] {
        m_nodes[0].session->announce(key('a'), 4711);
        m_nodes[1].session->announce(key('a'), 4712);
        const DhtPeer first{QHostAddress(QHostAddress::LocalHost), 4711};
        const auto& found = m_nodes[1].found;
        return std::find(found.begin(), found.end(), first) != found.end();
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasFound(), kPatienceMs);
    m_nodes[1].session->count();
    QTRY_VERIFY(m_nodes[1].counts.messages > 0);
}

void TstTorrentSession::nobodyAnswersWhereNoNodeIs()
{
    Node& node = start(dhtOf({9}), freePort());
    QTRY_VERIFY_WITH_TIMEOUT(node.joined, kPatienceMs);
    node.counts.nodes = -1;
    node.session->count();
    QTRY_COMPARE(node.counts.nodes, int64_t{0});
    QCOMPARE(node.counts.messages, int64_t{0});
}

void TstTorrentSession::aNetworkWithoutARouterSaysSo()
{
    WanSession::Wish wish;
    wish.mappedPort = 4711;
    // Nobody asks a router for a port of the loopback interface, least of all by IPv6.
    Node& node = start(wish, freePort(), "[::1]");
    QVERIFY(node.session);
    QTRY_VERIFY_WITH_TIMEOUT(!node.whyNotMapped.empty(), kPatienceMs);
}

void TstTorrentSession::itsThreadsEndWithIt()
{
    QTRY_COMPARE(threads(), 1);
    Node& node = start(dhtOf({9}), freePort());
    QVERIFY(threads() > 1);
    bool hasEnded = false;
    node.session->end([&hasEnded] { hasEnded = true; });
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, kPatienceMs);
    QTRY_COMPARE(threads(), 1);
}

QTEST_GUILESS_MAIN(TstTorrentSession)
#include "tst_torrent_session.moc"
