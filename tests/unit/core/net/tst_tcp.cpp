// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dialer.h"
#include "core/net/listener.h"
#include "fake_world.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::net;
using protocol::CloseReason;
using protocol::ContentReply;
using protocol::ContentStatus;
using protocol::Lane;
using protocol::PeerStatus;

namespace {

// A listening and a dialling device with real sockets on the loopback interface.
struct World
{
    explicit World(std::optional<Admission::Limits> limits = {})
        : clock(makeSystemClock()), loop(makeLoopExecutor(&context)), a(1, *clock, *loop), b(2, *clock, *loop),
          listener(
              b.context, [this](auto connection) { accept(std::move(connection)); }, limits),
          dialer(a.context)
    {}

    bool listen() { return listener.listen(0, QHostAddress(QHostAddress::LocalHost)).has_value(); }
    Endpoint endpoint() const { return {"127.0.0.1", listener.port()}; }

    void accept(std::unique_ptr<Connection> connection)
    {
        connection->addShare(&b.keys);
        atListener.push_back(std::make_unique<Diary>(*connection));
        accepted.push_back(std::move(connection));
    }
    void dial(const Endpoint& to)
    {
        dialer.dial(to, [this](Result<std::unique_ptr<Connection>> result) {
            ++answers;
            if (!result) {
                error = result.error().context;
                return;
            }
            dialed = *std::move(result);
            dialed->addShare(&a.keys);
            atDialer.emplace(*dialed);
        });
    }
    bool isOpen() const
    {
        // A dial that was cancelled may have been accepted.
        const bool isAccepted = std::any_of(atListener.begin(), atListener.end(),
                                            [](const auto& diary) { return !diary->channels.empty(); });
        return atDialer && !atDialer->channels.empty() && isAccepted;
    }

    QObject context;
    std::unique_ptr<Clock> clock;
    std::unique_ptr<Executor> loop;
    Device a;
    Device b;
    Listener listener;
    Dialer dialer;
    std::vector<std::unique_ptr<Connection>> accepted;
    std::vector<std::unique_ptr<Diary>> atListener;
    std::unique_ptr<Connection> dialed;
    std::optional<Diary> atDialer;
    int answers = 0;
    Bytes error;
};

} // namespace

class TstTcp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoDevicesExchangeMessages()
    {
        World world;
        QVERIFY(world.listen());
        world.dial(world.endpoint());
        QTRY_VERIFY(world.isOpen());
        QVERIFY(world.dialed->isLocalNetwork());
        QCOMPARE(world.dialed->peerName(), world.endpoint().text());
        (void)world.dialed->send(world.atDialer->channels[0], PeerStatus{1, 2, false, {}});
        (void)world.accepted[0]->send(world.atListener[0]->channels[0], PeerStatus{3, 4, true, {}});
        QTRY_COMPARE(world.atListener[0]->messages.size(), size_t{1});
        QTRY_COMPARE(world.atDialer->messages.size(), size_t{1});
        QVERIFY(world.atDialer->messages[0] == protocol::Message(PeerStatus{3, 4, true, {}}));
        world.dialed->close(CloseReason::Shutdown, "done");
        QTRY_VERIFY(world.atListener[0]->reasons == std::vector{CloseReason::Shutdown});
    }

    void namesAreLookedUp()
    {
        World world;
        QVERIFY(world.listen());
        world.dial({"localhost", world.listener.port()}); // may be ::1 first, where nobody listens
        QTRY_VERIFY_WITH_TIMEOUT(world.isOpen(), 9'000);
    }

    void bothFamiliesReachOneListener_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("IPv4") << QByteArray("127.0.0.1");
        QTest::newRow("IPv6") << QByteArray("::1");
    }
    void bothFamiliesReachOneListener()
    {
        QFETCH(QByteArray, host);
        QTcpServer probe;
        if (!probe.listen(QHostAddress(QString::fromLatin1(host))))
            QSKIP("this machine has no such loopback address");
        World world;
        QVERIFY(world.listener.listen(0).has_value());
        world.dial({host.toStdString(), world.listener.port()});
        QTRY_VERIFY(world.isOpen());
    }

    void muchDataArrivesWhole()
    {
        World world;
        QVERIFY(world.listen());
        world.dial(world.endpoint());
        QTRY_VERIFY(world.isOpen());
        const auto random = makeSeededRandom(3);
        const Bytes data = random->bytes(4'000'000);
        for (uint32_t i = 0; i < 10; ++i)
            (void)world.dialed->send(world.atDialer->channels[0], ContentReply{i, ContentStatus::Ok, data}, Lane::Bulk);
        QTRY_COMPARE_WITH_TIMEOUT(world.atListener[0]->messages.size(), size_t{10}, 30'000);
        for (uint32_t i = 0; i < 10; ++i)
            QVERIFY(world.atListener[0]->messages[i] == protocol::Message(ContentReply{i, ContentStatus::Ok, data}));
        QCOMPARE(world.atDialer->writable, 1);
        QCOMPARE(world.dialed->queuedBytes(), qint64{0});
    }

    void aPausedReaderMakesTheSenderWait()
    {
        World world;
        QVERIFY(world.listen());
        world.dial(world.endpoint());
        QTRY_VERIFY(world.isOpen());
        world.accepted[0]->setReadingPaused(true);
        constexpr qint64 kTotal = 80'000'000; // more than the kernel buffers for two sockets
        for (int i = 0; i < 20; ++i)
            (void)world.dialed->send(world.atDialer->channels[0],
                                     ContentReply{1, ContentStatus::Ok, Bytes(4'000'000, 'x')}, Lane::Bulk);
        const uint64_t before = world.accepted[0]->bytesReceived();
        // It flows until the kernel's buffers are full, then the queue stands.
        qint64 last = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            std::exchange(last, world.dialed->queuedBytes()) == world.dialed->queuedBytes() && last < kTotal, 20'000);
        QVERIFY(world.dialed->queuedBytes() > kTotal / 2);
        QCOMPARE(world.accepted[0]->bytesReceived(), before);
        world.accepted[0]->setReadingPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(world.atListener[0]->messages.size(), size_t{20}, 30'000);
    }

    void aDialThatFailsSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("nobody listens") << QByteArray("127.0.0.1");
        QTest::newRow("no such name") << QByteArray("no-such-host.invalid");
    }
    void aDialThatFailsSaysWhy()
    {
        QFETCH(QByteArray, host);
        uint16_t unused = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost)));
            unused = server.serverPort();
        }
        World world;
        world.dial({host.toStdString(), unused});
        QCOMPARE(world.answers, 0);
        QTRY_COMPARE_WITH_TIMEOUT(world.answers, 1, 12'000);
        QVERIFY2(world.error.find(host.toStdString() + ":") != Bytes::npos, world.error.c_str());
    }

    void aCancelledDialSaysNothing()
    {
        World world;
        QVERIFY(world.listen());
        const auto attempt = world.dialer.dial(world.endpoint(), [&world](auto) { ++world.answers; });
        world.dialer.cancel(attempt);
        world.dial(world.endpoint());
        QTRY_VERIFY(world.isOpen());
        QCOMPARE(world.answers, 1);
    }

    void aPeerThatDisappearsIsNoticed()
    {
        World world;
        QVERIFY(world.listen());
        world.dial(world.endpoint());
        QTRY_VERIFY(world.isOpen());
        world.dialed.reset();
        QTRY_VERIFY(world.atListener[0]->reasons == std::vector{CloseReason::LostTransport});
    }

    void oneSourceCannotHoldManyUnprovenConnections()
    {
        World world(Admission::Limits{.total = 100, .unproven = 64, .unprovenFromSource = 3});
        QVERIFY(world.listen());
        world.dial(world.endpoint()); // a member: proven, so it stays whatever strangers do
        QTRY_VERIFY(world.isOpen());
        std::vector<std::unique_ptr<QTcpSocket>> strangers;
        for (size_t i = 0; i < 10; ++i) {
            strangers.push_back(std::make_unique<QTcpSocket>());
            strangers.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), world.listener.port());
            QTRY_COMPARE(world.accepted.size(), i + 2);
        }
        QTRY_COMPARE(std::count_if(strangers.begin(), strangers.end(),
                                   [](const auto& s) { return s->state() == QAbstractSocket::ConnectedState; }),
                     3);
        QCOMPARE(strangers.back()->state(), QAbstractSocket::ConnectedState); // the newest ones are left
        QVERIFY(world.atListener[1]->reasons == std::vector{CloseReason::TooManyConnections});
        QVERIFY(!world.accepted[0]->isClosed());
    }

    void withoutDescriptorsItSaysSoAndGoesOnLater()
    {
        World world;
        QVERIFY(world.listen());
        Bytes notice;
        int notices = 0;
        world.listener.onNotice([&](Bytes sentence) {
            notice = std::move(sentence);
            ++notices;
        });
        QTcpSocket first, second;
        first.connectToHost(QHostAddress(QHostAddress::LocalHost), world.listener.port());
        QTRY_COMPARE(world.accepted.size(), size_t{1});
        second.connectToHost(QHostAddress(QHostAddress::LocalHost), world.listener.port()); // has its own descriptor
        QVERIFY(second.waitForConnected());
        // No new descriptor from now on: the lowest free one is the limit.
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const int lowest = ::dup(STDERR_FILENO);
        QVERIFY(lowest > 0);
        ::close(lowest);
        rlimit none = before;
        none.rlim_cur = static_cast<rlim_t>(lowest);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        const bool isTold = QTest::qWaitFor([&notices] { return notices > 0; });
        const size_t acceptedThen = world.accepted.size();
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0); // first of all, or other tests suffer
        QVERIFY(isTold);
        QCOMPARE(acceptedThen, size_t{1});
        QVERIFY2(notice.find("LimitNOFILE") != Bytes::npos && notice.find(std::to_string(lowest)) != Bytes::npos,
                 notice.c_str());
        QTRY_COMPARE(world.accepted.size(), size_t{2});
        QCOMPARE(notices, 1);
    }

    void replayedBytesOpenNothing()
    {
        World world;
        QVERIFY(world.listen());
        // A man in the middle who writes down what a member says.
        QTcpServer middle;
        QVERIFY(middle.listen(QHostAddress(QHostAddress::LocalHost)));
        QTcpSocket onward;
        Bytes heard;
        std::unique_ptr<QTcpSocket> inward;
        QObject::connect(&middle, &QTcpServer::newConnection, &middle, [&] {
            inward.reset(middle.nextPendingConnection());
            inward->setParent(nullptr);
            onward.connectToHost(QHostAddress(QHostAddress::LocalHost), world.listener.port());
            const auto forth = [&] {
                const QByteArray bytes = inward->readAll();
                heard += bytes.toStdString();
                onward.write(bytes);
            };
            QObject::connect(inward.get(), &QTcpSocket::readyRead, &onward, forth);
            QObject::connect(&onward, &QTcpSocket::readyRead, inward.get(), [&] { inward->write(onward.readAll()); });
            forth();
        });
        world.dial({"127.0.0.1", middle.serverPort()});
        QTRY_VERIFY(world.isOpen());
        QTcpSocket again;
        again.connectToHost(QHostAddress(QHostAddress::LocalHost), world.listener.port());
        again.write(heard.data(), static_cast<qint64>(heard.size()));
        QTRY_COMPARE(world.accepted.size(), size_t{2});
        QTRY_VERIFY(world.atListener[1]->reasons == std::vector{CloseReason::ProtocolError});
        QVERIFY(world.atListener[1]->peers.empty() && world.atListener[1]->channels.empty());
        QVERIFY(!world.accepted[0]->isClosed());
    }

    void aPortInUseIsNamed()
    {
        World first, second;
        QVERIFY(first.listen());
        const auto result = second.listener.listen(first.listener.port(), QHostAddress(QHostAddress::LocalHost));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Busy);
        QVERIFY(result.error().context.find(std::to_string(first.listener.port())) != Bytes::npos);
    }

    void strangersWithGarbageAreClosed()
    {
        World world;
        QVERIFY(world.listen());
        QTcpSocket stranger;
        stranger.connectToHost(QHostAddress(QHostAddress::LocalHost), world.listener.port());
        stranger.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(world.accepted.size(), size_t{1});
        QTRY_VERIFY(world.atListener[0]->reasons == std::vector{CloseReason::ProtocolError});
        QTRY_COMPARE(stranger.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(stranger.readAll().isEmpty()); // and learn nothing
    }
};

QTEST_GUILESS_MAIN(TstTcp)
#include "tst_tcp.moc"
