// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxied_network.h"
#include "core/net/tcp_network.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace shoal;
using namespace shoal::net;

namespace {

// A SOCKS5 proxy that does what it is told: it says `words`, one for each time that it hears something, and then goes
// on with what it heard as the target would that sends everything back.
class ScriptedProxy : public QObject
{
public:
    explicit ScriptedProxy(QList<QByteArray> words) : m_words(std::move(words))
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            m_socket.reset(m_server.nextPendingConnection());
            connect(m_socket.get(), &QTcpSocket::readyRead, this, [this] { answer(); });
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    Proxy proxy() const { return {Proxy::Kind::Socks5, {"127.0.0.1", m_server.serverPort()}, false, {}, {}}; }

    bool hangsUp = false; // instead of the last word
    QByteArray heard;

private:
    void answer()
    {
        const QByteArray bytes = m_socket->readAll();
        heard += bytes;
        if (m_words.size() == 1 && hangsUp) {
            m_socket->close();
            return;
        }
        m_socket->write(m_words.isEmpty() ? bytes : m_words.takeFirst());
    }

    QTcpServer m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QList<QByteArray> m_words;
};

const QByteArray kMethod("\x05\x00", 2);
const QByteArray kGranted("\x05\x00\x00\x01\x0a\x00\x00\x01\x04\x00", 10);
const Endpoint kFar{"far.example", 258};

class Reader final : public TransportUser
{
public:
    explicit Reader(Transport& transport) : m_transport(transport) { transport.setUser(this); }
    void readable() override
    {
        char piece[100];
        while (const size_t got = m_transport.read(piece, sizeof piece))
            text.append(piece, got);
    }
    void written() override {}
    void ended(Error) override { isEnded = true; }

    Bytes text;
    bool isEnded = false;

private:
    Transport& m_transport;
};

struct World
{
    explicit World(const std::optional<Proxy>& proxy) : network(*below, *clock, proxy) {}

    void connect(const Endpoint& endpoint)
    {
        attempt = network.connect(endpoint, [this](Result<std::unique_ptr<Transport>> result) {
            ++answers;
            attempt.reset();
            if (!result) {
                error = result.error().context;
                return;
            }
            transport = *std::move(result);
            reader.emplace(*transport);
        });
    }

    std::unique_ptr<Clock> clock = makeSystemClock();
    std::unique_ptr<Network> below = makeTcpNetwork(*clock);
    ProxiedNetwork network;
    std::unique_ptr<Network::Attempt> attempt;
    std::unique_ptr<Transport> transport;
    std::optional<Reader> reader;
    Bytes error;
    int answers = 0;
};

} // namespace

class TstProxiedNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesGoThroughTheProxy()
    {
        ScriptedProxy proxy({kMethod, kGranted + "a greeting in the same packet, "});
        World world(proxy.proxy());
        world.connect(kFar);
        QTRY_VERIFY2(world.transport, world.error.c_str());
        QCOMPARE(world.transport->peerName(), Bytes("far.example:258"));
        QVERIFY(!world.transport->isLocalNetwork()); // though the proxy is
        world.transport->write("and an echo");
        QTRY_COMPARE(world.reader->text, Bytes("a greeting in the same packet, and an echo"));
        QVERIFY(proxy.heard.contains("far.example")); // its to look up
        QCOMPARE(world.answers, 1);
    }

    void theEndOfTheStreamIsToldToItsUser()
    {
        auto proxy = std::make_unique<ScriptedProxy>(QList<QByteArray>{kMethod, kGranted + "last words"});
        World world(proxy->proxy());
        world.connect(kFar);
        QTRY_VERIFY2(world.transport, world.error.c_str());
        proxy.reset();
        QTRY_VERIFY(world.reader->isEnded);
        QCOMPARE(world.reader->text, Bytes("last words"));
    }

    void nearDevicesAreReachedWithoutIt()
    {
        ScriptedProxy device({"here is the device"}); // and no proxy listens anywhere
        World world(Proxy{Proxy::Kind::Socks5, {"127.0.0.1", 1}, false, {}, {}});
        world.connect(device.proxy().at);
        QTRY_VERIFY2(world.transport, world.error.c_str());
        world.transport->write("hello");
        QTRY_COMPARE(world.reader->text, Bytes("here is the device"));
        QCOMPARE(device.heard, QByteArray("hello"));
        QVERIFY(world.transport->isLocalNetwork());
    }

    void theErrorNamesProxyAndReason_data()
    {
        QTest::addColumn<QList<QByteArray>>("words");
        QTest::addColumn<bool>("hangsUp");
        QTest::addColumn<QString>("reason");
        QTest::newRow("the target is refused")
            << QList<QByteArray>{kMethod, QByteArray("\x05\x02", 2)} << false << QStringLiteral("rules do not allow");
        QTest::newRow("garbage") << QList<QByteArray>{"what?"} << false << QStringLiteral("does not speak");
        QTest::newRow("it hangs up") << QList<QByteArray>{kMethod, ""} << true
                                     << QStringLiteral("closed the connection");
    }
    void theErrorNamesProxyAndReason()
    {
        QFETCH(QList<QByteArray>, words);
        QFETCH(bool, hangsUp);
        QFETCH(QString, reason);
        ScriptedProxy proxy(words);
        proxy.hangsUp = hangsUp;
        World world(proxy.proxy());
        world.connect(kFar);
        QTRY_COMPARE(world.answers, 1);
        const QString error = QString::fromStdString(world.error);
        QVERIFY2(error.startsWith(QStringLiteral("cannot connect to far.example:258: the SOCKS5 proxy 127.0.0.1:")),
                 world.error.c_str());
        QVERIFY2(error.contains(reason), world.error.c_str());
    }

    void aProxyThatIsNotThereIsNamed()
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const uint16_t port = probe.serverPort();
        probe.close();
        World world(Proxy{Proxy::Kind::HttpConnect, {"127.0.0.1", port}, false, {}, {}});
        world.connect(kFar);
        QTRY_COMPARE(world.answers, 1);
        QVERIFY2(world.error.find("the HTTP proxy 127.0.0.1:" + std::to_string(port) + " cannot be used") !=
                     Bytes::npos,
                 world.error.c_str());
    }

    void whoIsCancelledIsNotCalled()
    {
        ScriptedProxy proxy({kMethod, kGranted});
        World world(proxy.proxy());
        world.connect(kFar);
        QTRY_VERIFY(!proxy.heard.isEmpty()); // in the middle of it
        world.attempt.reset();
        world.connect(kFar);
        QTRY_COMPARE(world.answers, 1);
    }
};

QTEST_GUILESS_MAIN(TstProxiedNetwork)
#include "tst_proxied_network.moc"
