// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tcp_network.h"
#include "core/relay/relay_client.h"
#include "core/relay/relay_server.h"

#include <QTest>

using namespace shoal;
using namespace shoal::relay;

namespace {

constexpr crypto::RelayDay kToday = 20'000;
constexpr int kPatienceMs = 20'000;

// Reads all that comes, unless it is told not to.
class Reader final : public net::TransportUser
{
public:
    explicit Reader(std::unique_ptr<net::Transport> transport) : m_transport(std::move(transport))
    {
        m_transport->setUser(this);
    }
    void readable() override
    {
        char buffer[4096];
        while (!isDeaf)
            if (const size_t got = m_transport->read(buffer, sizeof buffer); got > 0)
                heard.append(buffer, got);
            else
                return;
    }
    void written() override {}
    void ended(Error) override { isEnded = true; }
    net::Transport& transport() { return *m_transport; }

    Bytes heard;
    bool isDeaf = false;
    bool isEnded = false;

private:
    const std::unique_ptr<net::Transport> m_transport;
};

// A device of the share, at the relay.
struct Device
{
    Device(uint64_t seed, uint16_t relayPort, Clock& clock, Executor& loop, net::Network& network, ByteView secret,
           bool takesRelayed = true, net::Puncher* puncher = nullptr)
        : random(makeSeededRandom(seed)), identity(crypto::DeviceIdentity::generate(*random)),
          keys(crypto::ShareKeys::derive(*crypto::Secret::parse(secret))),
          client({"127.0.0.1", relayPort}, kToday, identity, {network, clock, loop, *random, puncher},
                 {[this](const ShareId&, const FoundMember& member) { found[member.device] = member; },
                  [this](const ShareId&, const protocol::RelayMember&) { ++lost; },
                  [this](std::unique_ptr<net::Transport> transport) {
                      accepted.push_back(std::make_unique<Reader>(std::move(transport)));
                  }})
    {
        note.port = static_cast<uint16_t>(1000 + seed);
        takeRelayed(takesRelayed);
    }

    void takeRelayed(bool takesRelayed) { client.setShares({{&keys, takesRelayed}}, note); }

    void openTo(const Device& other)
    {
        client.open(keys.id(), found.at(other.identity.id()).member,
                    [this](Result<std::unique_ptr<net::Transport>> transport) {
                        if (transport)
                            opened = std::make_unique<Reader>(*std::move(transport));
                        else
                            error = transport.error().context;
                    });
    }

    std::unique_ptr<Random> random;
    crypto::DeviceIdentity identity;
    crypto::ShareKeys keys;
    protocol::RelayNote note;
    std::map<DeviceId, FoundMember> found;
    int lost = 0;
    std::vector<std::unique_ptr<Reader>> accepted;
    std::unique_ptr<Reader> opened;
    Bytes error;
    RelayClient client;
};

constexpr ByteView kWriter = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
constexpr ByteView kReader = "B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG";
constexpr ByteView kStranger = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

} // namespace

// The whole relay over real sockets of this machine.
class TstRelayServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void twoDevicesOfAShareFindEachOtherAndStrangersDoNot();
    void bytesGoBothWays();
    void aSideThatDoesNotReadStopsTheOther();
    void whoTakesNoRelayedConnectionIsNotTroubled();
    void whoTakesThemFromNowOnHearsOfAllAgain();
    void aRelayHelpsTwoToConnectDirectly();
    void afterARestartAllMeetAgain();
    void aDeviceThatGoesIsMissed();
    void aRelayIsDrainedOnceNothingIsRelayed();

private:
    void startServer(uint16_t port = 0);
    std::unique_ptr<Device> device(uint64_t seed, ByteView secret = kWriter, bool takesRelayed = true);
    void meet();

    QObject m_context;
    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::unique_ptr<Executor> m_loop = makeLoopExecutor(&m_context);
    std::unique_ptr<Random> m_random = makeSystemRandom();
    std::unique_ptr<net::Network> m_network = net::makeTcpNetwork(*m_clock);
    std::unique_ptr<net::Puncher> m_puncher = net::makeTcpPuncher(*m_clock);
    const crypto::DeviceIdentity m_identity = crypto::DeviceIdentity::generate(*m_random);
    std::unique_ptr<RelayServer> m_server;
    std::unique_ptr<Device> m_one, m_two;
};

void TstRelayServer::startServer(uint16_t port)
{
    m_server =
        std::make_unique<RelayServer>(m_identity, RelayServer::Options{}, *m_network, *m_clock, *m_loop, *m_random);
    QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost), port));
}

void TstRelayServer::init()
{
    startServer();
    m_one = device(1);
    m_two = device(2, kReader);
}

void TstRelayServer::cleanup()
{
    m_one.reset();
    m_two.reset();
    m_server.reset();
    QCoreApplication::processEvents();
}

std::unique_ptr<Device> TstRelayServer::device(uint64_t seed, ByteView secret, bool takesRelayed)
{
    return std::make_unique<Device>(seed, m_server->port(), *m_clock, *m_loop, *m_network, secret, takesRelayed,
                                    m_puncher.get());
}

void TstRelayServer::meet()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_one->found.contains(m_two->identity.id()) && m_two->found.contains(m_one->identity.id()),
                             kPatienceMs);
}

void TstRelayServer::twoDevicesOfAShareFindEachOtherAndStrangersDoNot()
{
    const auto stranger = device(3, kStranger);
    meet();
    const FoundMember& two = m_one->found.at(m_two->identity.id());
    QVERIFY(two.takesRelayed);
    QVERIFY(std::find(two.direct.begin(), two.direct.end(), net::Endpoint{"127.0.0.1", 1002}) != two.direct.end());
    QVERIFY(two.member.view() != m_two->identity.id().view()); // the relay sees another key
    QTRY_VERIFY_WITH_TIMEOUT(stranger->client.state().isConnected, kPatienceMs);
    QVERIFY(stranger->found.empty());
    QCOMPARE(m_one->client.state().members, size_t{1});
    QVERIFY(m_one->client.state().ownAddress.starts_with("127.0.0.1:"));
    QCOMPARE(m_server->counts().shares, size_t{2});
}

void TstRelayServer::bytesGoBothWays()
{
    meet();
    m_one->openTo(*m_two);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->opened && m_two->accepted.size() == 1, kPatienceMs);
    net::Transport& stream = m_one->opened->transport();
    QVERIFY(stream.isRelayed() && !stream.isLocalNetwork());
    const Bytes much(3'000'000, 'x');
    stream.write("hello");
    stream.write(much);
    m_two->accepted[0]->transport().write("good day");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->accepted[0]->heard.size(), much.size() + 5, kPatienceMs);
    QVERIFY(m_two->accepted[0]->heard == "hello" + much);
    QTRY_COMPARE_WITH_TIMEOUT(m_one->opened->heard, Bytes("good day"), kPatienceMs);
    QCOMPARE(m_server->counts().sessions, size_t{1});
    m_one->opened.reset();
    QTRY_VERIFY_WITH_TIMEOUT(m_two->accepted[0]->isEnded, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->counts().sessions, size_t{0}, kPatienceMs);
}

// Neither the relay nor the sender's kernel takes more than their buffers hold.
void TstRelayServer::aSideThatDoesNotReadStopsTheOther()
{
    meet();
    m_one->openTo(*m_two);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->opened && m_two->accepted.size() == 1, kPatienceMs);
    m_two->accepted[0]->isDeaf = true;
    const size_t all = 64 * 1024 * 1024;
    m_one->opened->transport().write(Bytes(all, 'x'));
    uint64_t carried = 0;
    const auto stands = [&] {
        const uint64_t now = m_server->counts().bytesCarried;
        return std::exchange(carried, now) == now && now > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(stands(), kPatienceMs);
    QVERIFY2(carried < 32 * 1024 * 1024, std::to_string(carried).c_str());
    QVERIFY(m_one->opened->transport().unwritten() > all / 4);
    m_two->accepted[0]->isDeaf = false;
    m_two->accepted[0]->readable();
    QTRY_COMPARE_WITH_TIMEOUT(m_two->accepted[0]->heard.size(), all, kPatienceMs);
}

// Whoever listens decides by that which ways there are.
void TstRelayServer::whoTakesThemFromNowOnHearsOfAllAgain()
{
    m_one->takeRelayed(false);
    meet();
    const auto seesTwo = [this](bool takesRelayed) {
        const auto two = m_two->found.find(m_one->identity.id());
        return two != m_two->found.end() && two->second.takesRelayed == takesRelayed;
    };
    QTRY_VERIFY_WITH_TIMEOUT(seesTwo(false), kPatienceMs);
    m_one->found.clear();
    m_one->takeRelayed(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->found.contains(m_two->identity.id()), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(seesTwo(true), kPatienceMs);
}

void TstRelayServer::whoTakesNoRelayedConnectionIsNotTroubled()
{
    const auto shy = device(3, kWriter, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->found.contains(shy->identity.id()), kPatienceMs);
    QVERIFY(!m_one->found.at(shy->identity.id()).takesRelayed);
    m_one->openTo(*shy);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->opened != nullptr, kPatienceMs);
    QCOMPARE(shy->accepted.size(), size_t{0});
}

void TstRelayServer::aRelayHelpsTwoToConnectDirectly()
{
    meet();
    const FoundMember& two = m_one->found.at(m_two->identity.id());
    QVERIFY(two.punches);
    m_one->client.punch(m_one->keys.id(), two.member, [this](Result<std::unique_ptr<net::Transport>> transport) {
        if (transport)
            m_one->opened = std::make_unique<Reader>(*std::move(transport));
        else
            m_one->error = transport.error().context;
    });
    QTRY_VERIFY_WITH_TIMEOUT((m_one->opened && m_two->accepted.size() == 1) || !m_one->error.empty(), kPatienceMs);
    QCOMPARE(m_one->error, Bytes());
    QVERIFY(!m_one->opened->transport().isRelayed());
    m_one->opened->transport().write("hello");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->accepted[0]->heard, Bytes("hello"), kPatienceMs);
    QCOMPARE(m_server->counts().bytesCarried, uint64_t{0});
}

void TstRelayServer::afterARestartAllMeetAgain()
{
    meet();
    const uint16_t port = m_server->port();
    m_server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!m_one->client.state().isConnected && m_one->lost == 1, kPatienceMs);
    QVERIFY(!m_one->client.state().trouble.empty());
    m_one->found.clear();
    startServer(port);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->found.contains(m_two->identity.id()), kPatienceMs);
}

void TstRelayServer::aDeviceThatGoesIsMissed()
{
    meet();
    m_two.reset();
    QTRY_COMPARE_WITH_TIMEOUT(m_one->lost, 1, kPatienceMs);
    QCOMPARE(m_one->client.state().members, size_t{0});
}

void TstRelayServer::aRelayIsDrainedOnceNothingIsRelayed()
{
    meet();
    m_one->openTo(*m_two);
    QTRY_VERIFY_WITH_TIMEOUT(m_one->opened && m_two->accepted.size() == 1, kPatienceMs);
    bool isDrained = false;
    m_server->drain("it stops", std::chrono::hours(1), [&isDrained] { isDrained = true; });
    QTRY_VERIFY_WITH_TIMEOUT(!m_one->client.state().isConnected, kPatienceMs);
    QVERIFY(m_one->client.state().trouble.find("it stops") != Bytes::npos);
    m_one->opened->transport().write("still there");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->accepted[0]->heard, Bytes("still there"), kPatienceMs);
    QVERIFY(!isDrained);
    m_one->opened.reset();
    QTRY_VERIFY_WITH_TIMEOUT(isDrained, kPatienceMs);
}

QTEST_GUILESS_MAIN(TstRelayServer)
#include "tst_relay_server.moc"
