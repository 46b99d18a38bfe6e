// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/secret.h"
#include "core/engine/engine.h"
#include "shared/control/control_client.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::engine;

namespace {

constexpr std::chrono::seconds kPatience{20};

// One instance in a folder of its own, with one share.
class Instance
{
public:
    Instance(Clock& clock, Random& random, const Bytes& name, const Bytes& secret)
        : m_clock(clock), m_random(random), m_root(m_folder.path().toStdString())
    {
        m_config.fileName = name + ".conf";
        m_config.lines = m_config.fileName;
        m_config.deviceName = name;
        m_config.storagePath = m_root + "/store";
        config::ShareConfig& share = m_config.shares.emplace_back();
        share.secret = secret;
        share.dir = m_root + "/data";
        share.dirAt = {7, 3};
        share.searchLan = false;
        QDir().mkpath(path("store"));
    }
    ~Instance() { stop(); }

    config::InstanceConfig& config() { return m_config; }
    QString path(const char* below) const { return QString::fromStdString(m_root + "/" + below); }
    void knows(const Instance& other)
    {
        m_config.shares[0].knownHosts = {"127.0.0.1:" + std::to_string(other.m_engine->listeningPort())};
    }
    Result<void> start()
    {
        auto engine = std::make_unique<Engine>(EngineOptions{m_config, 022, false, "1.2.3"}, m_clock, m_random);
        auto started = engine->start();
        if (started)
            m_engine = std::move(engine);
        return started;
    }
    // Whether it ended cleanly.
    bool stop()
    {
        if (!m_engine)
            return true;
        std::optional<bool> clean;
        m_engine->stop([&clean](bool result) { clean = result; });
        const bool ended =
            QTest::qWaitFor([&clean] { return clean.has_value(); }, static_cast<int>(kPatience.count()) * 1000);
        m_engine.reset();
        return ended && *clean;
    }
    uint16_t port() const { return m_engine->listeningPort(); }

    void write(const char* name, const QByteArray& content) const
    {
        QFile file(path("data/") + QString::fromUtf8(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QByteArray read(const char* name) const
    {
        QFile file(path("data/") + QString::fromUtf8(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
    }

private:
    Clock& m_clock;
    Random& m_random;
    QTemporaryDir m_folder;
    const Bytes m_root;
    config::InstanceConfig m_config;
    std::unique_ptr<Engine> m_engine;
};

} // namespace

class TstEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filesSpreadBothWaysAndAcrossARestart();
    void aTakenPortIsNamed();
    void aFolderOfAnotherShareIsRefusedWithItsPlace();
    void aFolderIsMadeAtTheFirstStartOnly();
    void itsOwnAddressAmongTheKnownHostsIsHarmless();
    void aClonedDeviceTakesAnotherKey();
    void theControlSocketAnswers_data();
    void theControlSocketAnswers();

private:
    Result<QJsonObject> ask(const Instance& instance, const QString& method, const QJsonObject& params = {});

    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::unique_ptr<Random> m_random = makeSystemRandom();
    QTemporaryDir m_runtime;
    Bytes m_secret;
};

void TstEngine::initTestCase()
{
    qputenv("SHOAL_RUNTIME_DIR", m_runtime.path().toUtf8());
    m_secret = crypto::Secret::generate(*m_random).text();
}

void TstEngine::filesSpreadBothWaysAndAcrossARestart()
{
    Instance one(*m_clock, *m_random, "one", m_secret);
    Instance two(*m_clock, *m_random, "two", m_secret);
    QVERIFY(one.start());
    two.knows(one);
    QVERIFY(two.start());

    one.write("from one", "1");
    two.write("from two", "2");
    QTRY_COMPARE_WITH_TIMEOUT(two.read("from one"), QByteArray("1"), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(one.read("from two"), QByteArray("2"), 20'000);

    QVERIFY(two.stop());
    one.write("from one", "changed meanwhile");
    QVERIFY(two.start());
    QTRY_COMPARE_WITH_TIMEOUT(two.read("from one"), QByteArray("changed meanwhile"), 20'000);
    QVERIFY(two.stop());
    QVERIFY(one.stop());
}

void TstEngine::aTakenPortIsNamed()
{
    Instance one(*m_clock, *m_random, "one", m_secret);
    QVERIFY(one.start());
    Instance two(*m_clock, *m_random, "two", m_secret);
    two.config().listeningPort = one.port();

    const auto started = two.start();

    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::Busy);
    QVERIFY(started.error().context.find(std::to_string(one.port())) != Bytes::npos);
}

void TstEngine::aFolderOfAnotherShareIsRefusedWithItsPlace()
{
    Instance one(*m_clock, *m_random, "one", m_secret);
    QVERIFY(one.start());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(one.path("data/.sync/ID")), 20'000);
    QVERIFY(one.stop());
    one.config().shares[0].secret = crypto::Secret::generate(*m_random).text();

    const auto started = one.start();

    QVERIFY(!started);
    QCOMPARE(started.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(started.error().context.starts_with("one.conf:7:3: "), started.error().context.c_str());
    QVERIFY(started.error().context.find(one.config().shares[0].secret) == Bytes::npos);
}

void TstEngine::aFolderIsMadeAtTheFirstStartOnly()
{
    Instance one(*m_clock, *m_random, "one", m_secret);
    QVERIFY(!QDir(one.path("data")).exists());
    QVERIFY(one.start());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(one.path("data/.sync/ID")), 20'000);
    QVERIFY(one.stop());
    QVERIFY(QDir().rename(one.path("data"), one.path("unmounted")));

    QVERIFY(one.start());
    const Result<QJsonObject> why = ask(one, QStringLiteral("why"));

    QVERIFY(why);
    QCOMPARE((*why)[QLatin1String("items")].toArray().size(), 1);
    QVERIFY(!QDir(one.path("data")).exists());
}

void TstEngine::itsOwnAddressAmongTheKnownHostsIsHarmless()
{
    Instance one(*m_clock, *m_random, "one", m_secret);
    QVERIFY(one.start());
    one.knows(one);
    one.config().listeningPort = one.port();
    QVERIFY(one.stop());
    QVERIFY(one.start());
    Instance two(*m_clock, *m_random, "two", m_secret);
    two.knows(one);
    QVERIFY(two.start());

    one.write("a", "1");
    QTRY_COMPARE_WITH_TIMEOUT(two.read("a"), QByteArray("1"), 20'000);

    const Result<QJsonObject> status = ask(one, QStringLiteral("status"));
    QVERIFY(status);
    const QJsonObject share = (*status)[QLatin1String("shares")].toArray().at(0).toObject();
    QCOMPARE(share[QLatin1String("peers")].toArray().size(), 1);
    QCOMPARE((*status)[QLatin1String("notices")].toArray().size(), 0);
}

void TstEngine::aClonedDeviceTakesAnotherKey()
{
    Instance one(*m_clock, *m_random, "one", m_secret);
    QVERIFY(one.start());
    Instance two(*m_clock, *m_random, "two", m_secret);
    QVERIFY(QFile::copy(one.path("store/device.key"), two.path("store/device.key")));
    two.knows(one);
    QVERIFY(two.start());

    for (const Instance* clone : {&one, &two}) {
        const QDir store(clone->path("store"));
        QTRY_COMPARE_WITH_TIMEOUT(store.entryList({QStringLiteral("device.key.cloned-*")}).size(), 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(clone->path("store/device.key")), 20'000);
    }
    // Nobody has to restart anything.
    one.write("a", "1");
    QTRY_COMPARE_WITH_TIMEOUT(two.read("a"), QByteArray("1"), 20'000);
    two.write("b", "2");
    QTRY_COMPARE_WITH_TIMEOUT(one.read("b"), QByteArray("2"), 20'000);
    QSet<QString> devices;
    for (const Instance* clone : {&one, &two}) {
        const Result<QJsonObject> status = ask(*clone, QStringLiteral("status"));
        QVERIFY(status);
        QCOMPARE((*status)[QLatin1String("notices")].toArray().size(), 1);
        devices.insert((*status)[QLatin1String("device")][QLatin1String("id")].toString());
    }
    QCOMPARE(devices.size(), 2);
    QVERIFY(two.stop());
    QVERIFY(two.start());
    const Result<QJsonObject> status = ask(two, QStringLiteral("status"));
    QVERIFY(status);
    QCOMPARE((*status)[QLatin1String("notices")].toArray().size(), 0);
    QVERIFY(two.stop());
    QVERIFY(one.stop());
}

void TstEngine::theControlSocketAnswers_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QJsonObject>("params");
    QTest::addColumn<QString>("expected"); // in the answer or in the error
    const auto path = [](const char* value) { return QJsonObject{{QStringLiteral("path"), QString::fromUtf8(value)}}; };
    QTest::newRow("version") << QStringLiteral("version") << QJsonObject{} << QStringLiteral("1.2.3");
    QTest::newRow("status") << QStringLiteral("status") << QJsonObject{} << QStringLiteral("read-write");
    QTest::newRow("why without a path") << QStringLiteral("why") << QJsonObject{} << QStringLiteral("in sync");
    QTest::newRow("why a path outside") << QStringLiteral("why") << path("/nowhere/x")
                                        << QStringLiteral("not in a share");
    QTest::newRow("why a path nobody knows")
        << QStringLiteral("why") << path("no such file") << QStringLiteral("unknown");
    QTest::newRow("rescan") << QStringLiteral("rescan") << QJsonObject{} << QStringLiteral("shares");
    QTest::newRow("rescan of another share")
        << QStringLiteral("rescan") << QJsonObject{{QStringLiteral("share"), QStringLiteral("/nowhere")}}
        << QStringLiteral("no share of this instance");
    QTest::newRow("confirm when nothing is asked")
        << QStringLiteral("confirm") << QJsonObject{} << QStringLiteral("error");
    QTest::newRow("confirm with a wrong answer")
        << QStringLiteral("confirm") << QJsonObject{{QStringLiteral("answer"), QStringLiteral("maybe")}}
        << QStringLiteral("deleted-everywhere");
    QTest::newRow("a method that does not exist")
        << QStringLiteral("explode") << QJsonObject{} << QStringLiteral("does not know");
}

void TstEngine::theControlSocketAnswers()
{
    QFETCH(QString, method);
    QFETCH(QJsonObject, params);
    QFETCH(QString, expected);
    Instance one(*m_clock, *m_random, "one", m_secret);
    QVERIFY(one.start());

    const Result<QJsonObject> answer = ask(one, method, params);

    const QString text = answer ? QString::fromUtf8(QJsonDocument(*answer).toJson())
                                : QStringLiteral("error: ") + QString::fromStdString(answer.error().context);
    QVERIFY2(text.contains(expected), qPrintable(text));
}

Result<QJsonObject> TstEngine::ask(const Instance& instance, const QString& method, const QJsonObject& params)
{
    control::ControlClient client(*m_clock);
    if (auto connected = client.connectTo(instance.path("store/control.sock").toStdString()); !connected)
        return fail(connected.error());
    std::optional<Result<QJsonObject>> answer;
    client.call(method, params, kPatience, [&answer](Result<QJsonObject> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, static_cast<int>(kPatience.count()) * 1000))
        return fail(ErrorCode::Busy, "no answer");
    return *answer;
}

QTEST_GUILESS_MAIN(TstEngine)
#include "tst_engine.moc"
