// SPDX-License-Identifier: GPL-3.0-or-later
#include "one_instance.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

using namespace shoal;
using namespace shoal::engine;

// What Engine::reload() does to running instances, seen from outside: files, and answers of the control socket.
class TstReload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void anUnchangedConfigChangesNothing();
    void aNewShareIsSyncedOverTheLivingSession();
    void aRemovedShareEndsAndTheOtherGoesOn();
    void aShareThatComesBackIsJoinedAgain();
    void limitsAndNameAreAppliedWithoutARestart();
    void whatNeedsARestartIsTold();
    void anotherPortIsListenedAtAndWhoIsConnectedStays();
    void aPortThatIsTakenChangesNothing();
    void aShareThatChangesItsSecretToReadOnlyStartsAnew();
    void aFolderOfAnotherShareIsToldAndTheRestGoesOn();
    void aFolderThatGetsAnotherSecretGoesFromShareToShare();
    void aBadSecretChangesNothing();

private:
    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::unique_ptr<Random> m_random = makeSystemRandom();
    QTemporaryDir m_runtime;
    std::unique_ptr<OneInstance> m_one; // each has the share `data`, and they are connected
    std::unique_ptr<OneInstance> m_two;
};

void TstReload::initTestCase()
{
    qputenv("SHOAL_RUNTIME_DIR", m_runtime.path().toUtf8());
}

void TstReload::init()
{
    const Bytes secret = newSecret(*m_random);
    m_one = std::make_unique<OneInstance>(*m_clock, *m_random, "one");
    m_two = std::make_unique<OneInstance>(*m_clock, *m_random, "two");
    m_one->addShare("data", secret);
    m_two->addShare("data", secret);
    QVERIFY(m_one->start());
    m_two->share(0).knownHosts = {m_one->address()};
    QVERIFY(m_two->start());
    m_one->write("data/first", "1");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read("data/first"), QByteArray("1"), 20'000);
}

void TstReload::cleanup()
{
    QVERIFY(m_two->stop());
    QVERIFY(m_one->stop());
}

void TstReload::anUnchangedConfigChangesNothing()
{
    const auto summary = m_one->reload();
    QVERIFY(summary);
    QVERIFY(summary->applied.empty());
    QVERIFY(summary->needRestart.empty());
}

void TstReload::aNewShareIsSyncedOverTheLivingSession()
{
    const qint64 connected = m_one->shareStatus("data")[QLatin1String("peers")]
                                 .toArray()[0]
                                 .toObject()[QLatin1String("received_bytes")]
                                 .toInteger();
    const Bytes secret = newSecret(*m_random);
    m_one->addShare("more", secret);
    m_two->addShare("more", secret);

    const auto summary = m_one->reload();
    QVERIFY(summary);
    QCOMPARE(summary->applied.size(), size_t{1});
    QVERIFY(m_two->reload());
    m_two->write("more/second", "2");

    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("more/second"), QByteArray("2"), 20'000);
    // Neither knows a host for the new share, so that only the session they had can have carried it, and it goes on.
    const QJsonObject peer = m_one->shareStatus("data")[QLatin1String("peers")].toArray()[0].toObject();
    QVERIFY(peer[QLatin1String("received_bytes")].toInteger() >= connected);
}

void TstReload::aRemovedShareEndsAndTheOtherGoesOn()
{
    const Bytes secret = newSecret(*m_random);
    m_one->addShare("more", secret);
    m_two->addShare("more", secret);
    QVERIFY(m_one->reload());
    QVERIFY(m_two->reload());
    m_one->write("more/a", "a");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read("more/a"), QByteArray("a"), 20'000);

    m_one->removeShare(1);
    QVERIFY(m_one->reload());

    QTRY_COMPARE_WITH_TIMEOUT(m_one->status()[QLatin1String("shares")].toArray().size(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_two->shareStatus("more")[QLatin1String("peers")].toArray().size(), 0, 20'000);
    m_two->write("more/b", "b");
    m_two->write("data/c", "c");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/c"), QByteArray("c"), 20'000);
    QVERIFY(!m_one->exists("more/b"));
    QVERIFY(m_one->exists("more/a"));
}

void TstReload::aShareThatComesBackIsJoinedAgain()
{
    const config::ShareConfig share = m_one->share(0);
    m_one->removeShare(0);
    QVERIFY(m_one->reload());
    QTRY_COMPARE_WITH_TIMEOUT(m_one->status()[QLatin1String("shares")].toArray().size(), 0, 20'000);
    m_two->write("data/meanwhile", "there");
    m_one->write("data/here meanwhile", "here");

    m_one->config().shares.push_back(share);
    QVERIFY(m_one->reload());

    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/meanwhile"), QByteArray("there"), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read("data/here meanwhile"), QByteArray("here"), 20'000);
}

void TstReload::limitsAndNameAreAppliedWithoutARestart()
{
    m_one->config().uploadLimit = 777;
    m_one->config().deviceName = "renamed";
    m_one->config().folderRescanInterval = 30;
    m_one->config().rateLimitLocalPeers = true;
    m_one->config().archiveMaxSize = 5;

    const auto summary = m_one->reload();

    QVERIFY(summary);
    QCOMPARE(summary->applied, (std::vector<Bytes>{"device_name", "upload_limit", "rate_limit_local_peers",
                                                   "folder_rescan_interval", "archive_max_size"}));
    QVERIFY(summary->needRestart.empty());
    QCOMPARE(m_one->status()[QLatin1String("device")].toObject()[QLatin1String("name")].toString(),
             QStringLiteral("renamed"));
    m_two->write("data/after", "x");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/after"), QByteArray("x"), 20'000);
}

void TstReload::whatNeedsARestartIsTold()
{
    m_one->config().storagePath += "2";
    m_one->config().proxy = config::ProxyConfig{config::ProxyConfig::Type::Socks5, "192.0.2.1", 1080, false, {}, {}};

    for (int times = 0; times < 2; ++times) {
        const auto summary = m_one->reload();
        QVERIFY(summary);
        QCOMPARE(summary->needRestart, (std::vector<Bytes>{"storage_path", "proxy_type"}));
        QVERIFY(summary->applied.empty());
    }
}

void TstReload::anotherPortIsListenedAtAndWhoIsConnectedStays()
{
    // One that is free just now.
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress(QHostAddress::Any)));
    const uint16_t port = probe.serverPort();
    probe.close();
    const Bytes old = m_one->address();
    m_one->config().listeningPort = port;

    const auto summary = m_one->reload();

    QVERIFY(summary);
    QCOMPARE(summary->applied, (std::vector<Bytes>{"listening_port"}));
    QVERIFY(summary->needRestart.empty());
    QCOMPARE(m_one->port(), port);
    QCOMPARE(m_one->status()[QLatin1String("listening_port")].toInt(), int{port});
    // The session from before still carries changes, and who comes anew finds the new port.
    m_two->write("data/over the old one", "x");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/over the old one"), QByteArray("x"), 20'000);
    QVERIFY(m_two->stop());
    m_two->share(0).knownHosts = {m_one->address()};
    QVERIFY(m_one->address() != old);
    QVERIFY(m_two->start());
    m_two->write("data/over the new one", "y");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/over the new one"), QByteArray("y"), 20'000);
}

void TstReload::aPortThatIsTakenChangesNothing()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::Any)));
    const uint16_t port = m_one->port();
    m_one->config().listeningPort = other.serverPort();

    const auto summary = m_one->reload();

    QVERIFY(summary);
    QCOMPARE(summary->needRestart, (std::vector<Bytes>{"listening_port"}));
    QCOMPARE(m_one->port(), port);
    QVERIFY(m_two->stop());
    QVERIFY(m_two->start());
    m_two->write("data/after", "z");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/after"), QByteArray("z"), 20'000);
}

void TstReload::aShareThatChangesItsSecretToReadOnlyStartsAnew()
{
    const auto secret = crypto::Secret::parse(m_one->share(0).secret);
    m_one->share(0).secret = secret->readOnly().text();
    QVERIFY(m_one->reload());

    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("permission")].toString(),
                              QStringLiteral("read-only"), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_two->shareStatus("data")[QLatin1String("peers")]
                                  .toArray()[0]
                                  .toObject()[QLatin1String("permission")]
                                  .toString(),
                              QStringLiteral("read-only"), 20'000);
    m_two->write("data/new", "n");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/new"), QByteArray("n"), 20'000);
}

void TstReload::aFolderOfAnotherShareIsToldAndTheRestGoesOn()
{
    m_one->addShare("strange", newSecret(*m_random));
    m_one->write("strange/.sync/ID", m_one->read("data/.sync/ID"));

    QVERIFY(m_one->reload());

    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("strange")[QLatin1String("state")].toString(),
                              QStringLiteral("stopped"), 20'000);
    QVERIFY(m_one->shareStatus("strange")[QLatin1String("reason")].toString().contains(
        QStringLiteral("belongs to another share")));
    m_two->write("data/goes on", "x");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/goes on"), QByteArray("x"), 20'000);
}

void TstReload::aFolderThatGetsAnotherSecretGoesFromShareToShare()
{
    const Bytes first = m_one->share(0).secret;
    const Bytes second = newSecret(*m_random);
    m_one->share(0).secret = second;
    QVERIFY(m_one->reload());
    // The folder still says that it is the first share's.
    QTRY_VERIFY_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("reason")].toString().contains(
                                 QStringLiteral("belongs to another share")),
                             20'000);
    QCOMPARE(m_one->status()[QLatin1String("shares")].toArray().size(), 1);

    // There and back, before the first step has ended.
    m_one->share(0).secret = first;
    QVERIFY(m_one->reload());
    m_one->share(0).secret = second;
    QVERIFY(m_one->reload());
    m_one->share(0).secret = first;
    QVERIFY(m_one->reload());
    m_two->write("data/after all", "x");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/after all"), QByteArray("x"), 20'000);
    QCOMPARE(m_one->status()[QLatin1String("shares")].toArray().size(), 1);
}

void TstReload::aBadSecretChangesNothing()
{
    const Bytes good = m_one->share(0).secret;
    m_one->config().uploadLimit = 777;
    m_one->share(0).secret = "AWRONG";

    const auto summary = m_one->reload();

    QVERIFY(!summary);
    QCOMPARE(summary.error().code, ErrorCode::InvalidArgument);
    QVERIFY(summary.error().context.find("AWRONG") == Bytes::npos);
    QCOMPARE(m_one->status()[QLatin1String("shares")].toArray().size(), 1);
    m_one->share(0).secret = good;
    const auto again = m_one->reload();
    QVERIFY(again);
    QCOMPARE(again->applied, std::vector<Bytes>{"upload_limit"});
}

QTEST_GUILESS_MAIN(TstReload)
#include "tst_reload.moc"
