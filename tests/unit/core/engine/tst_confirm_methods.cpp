// SPDX-License-Identifier: GPL-3.0-or-later
#include "one_instance.h"

#include "core/store/index.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <atomic>

using namespace shoal;
using namespace shoal::engine;

namespace {

// The system's clock, and some days.
class LaterClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_clock->wallNs() + m_laterNs; }
    int64_t monotonicNs() const override { return m_clock->monotonicNs() + m_laterNs; }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        return m_clock->after(delay, std::move(callback));
    }
    void cancel(TimerId timer) override { m_clock->cancel(timer); }
    void pass(int days) { m_laterNs += days * int64_t{86'400'000'000'000}; }

private:
    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::atomic<int64_t> m_laterNs = 0;
};

std::atomic<int> g_horizons = 0;
QtMessageHandler g_handler = nullptr;

void countHorizons(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (text.contains(QLatin1String("are forgotten in '")))
        ++g_horizons;
    g_handler(type, context, text);
}

} // namespace

// What a running instance asks people, and how the control socket takes their answers.
class TstConfirmMethods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void whatMayHaveBeenDeletedLongAgoIsKeptOrRemoved();
    void anotherMountIsAccepted();
    void transfersTellRatesAndPeers();

private:
    QJsonObject params(const char* answer, const char* path = nullptr) const;
    QJsonArray why(const OneInstance& instance) const;
    void connectTwo(const char* file);

    QTemporaryDir m_runtime;
    std::unique_ptr<Random> m_random = makeSystemRandom();
    std::unique_ptr<LaterClock> m_clock;
    std::unique_ptr<OneInstance> m_one; // runs, has the share `data`
    std::unique_ptr<OneInstance> m_two; // has it too, does not run, knows the address of the first
};

void TstConfirmMethods::initTestCase()
{
    qputenv("SHOAL_RUNTIME_DIR", m_runtime.path().toUtf8());
    g_handler = qInstallMessageHandler(countHorizons);
}

void TstConfirmMethods::cleanupTestCase()
{
    qInstallMessageHandler(g_handler);
}

void TstConfirmMethods::init()
{
    const Bytes secret = newSecret(*m_random);
    m_clock = std::make_unique<LaterClock>();
    m_one = std::make_unique<OneInstance>(*m_clock, *m_random, "one");
    m_two = std::make_unique<OneInstance>(*m_clock, *m_random, "two");
    m_one->addShare("data", secret);
    m_two->addShare("data", secret);
    QVERIFY(m_one->start());
    m_two->share(0).knownHosts = {m_one->address()};
}

void TstConfirmMethods::cleanup()
{
    QVERIFY(m_two->stop());
    QVERIFY(m_one->stop());
    m_two.reset();
    m_one.reset();
}

QJsonObject TstConfirmMethods::params(const char* answer, const char* path) const
{
    QJsonObject params{{QStringLiteral("share"), m_one->path("data")},
                       {QStringLiteral("answer"), QLatin1String(answer)}};
    if (path)
        params.insert(QStringLiteral("path"), QString::fromUtf8(path));
    return params;
}

QJsonArray TstConfirmMethods::why(const OneInstance& instance) const
{
    return instance.ask(QStringLiteral("why")).value_or(QJsonObject())[QLatin1String("items")].toArray();
}

// Two empty indexes are in sync, too: what counts is that a file has come.
void TstConfirmMethods::connectTwo(const char* file)
{
    QVERIFY(m_two->start());
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read(file), m_one->read(file), 20'000);
}

void TstConfirmMethods::whatMayHaveBeenDeletedLongAgoIsKeptOrRemoved()
{
    for (const char* const name : {"data/gone", "data/sub/gone", "data/stays"})
        m_one->write(name, name);
    connectTwo("data/sub/gone");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("peers")][0][QLatin1String("state")].toString(),
                              QStringLiteral("in sync"), 20'000);
    QVERIFY(m_two->stop());
    QVERIFY(QFile::remove(m_one->path("data/gone")));
    QVERIFY(QFile::remove(m_one->path("data/sub/gone")));
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("files")].toInt(), 1, 20'000);
    const int before = g_horizons;
    m_clock->pass(200);
    m_one->write("data/wakes it", "");
    QTRY_COMPARE_WITH_TIMEOUT(g_horizons.load(), before + 1, 20'000);

    QVERIFY(m_two->start());
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("problems")].toInt(), 2, 20'000);
    const QJsonArray items = why(*m_one);
    QCOMPARE(items.size(), 2);
    QCOMPARE(items[0][QLatin1String("path")].toString(), QStringLiteral("gone"));
    QCOMPARE(items[1][QLatin1String("path")].toString(), QStringLiteral("sub/gone"));
    for (const QJsonValue item : items) {
        QCOMPARE(item[QLatin1String("state")].toString(), QStringLiteral("blocked"));
        QCOMPARE(item[QLatin1String("peer")].toString(), QStringLiteral("two"));
        const QString advice = item[QLatin1String("what_to_do")].toString();
        const QString path = m_one->path("data/") + item[QLatin1String("path")].toString();
        QVERIFY2(advice.contains(QStringLiteral("'shoal confirm %1 --keep' or '--remove'").arg(path)),
                 qPrintable(advice));
    }
    QCOMPARE(m_two->read("data/gone"), QByteArray("data/gone"));

    const QString confirm = QStringLiteral("confirm");
    QVERIFY(m_one->errorOf(confirm, params("perhaps")).contains(QLatin1String("\"keep\", \"remove\"")));
    QCOMPARE(m_one->errorOf(confirm, params("keep", "elsewhere")),
             QStringLiteral("error: nothing is held at 'elsewhere' or below it"));
    const auto kept = m_one->ask(confirm, params("keep", "sub"));
    QVERIFY(kept);
    QCOMPARE((*kept)[QLatin1String("shares")].toInt(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/sub/gone"), QByteArray("data/sub/gone"), 20'000);
    QCOMPARE(m_one->shareStatus("data")[QLatin1String("problems")].toInt(), 1);
    QVERIFY(m_one->ask(confirm, params("remove", qPrintable(m_one->path("data/gone")))));
    QTRY_VERIFY_WITH_TIMEOUT(!m_two->exists("data/gone"), 20'000);
    QVERIFY(!m_one->exists("data/gone"));
    QCOMPARE(m_two->read("data/sub/gone"), QByteArray("data/sub/gone"));
    QCOMPARE(m_one->shareStatus("data")[QLatin1String("problems")].toInt(), 0);
    QCOMPARE(m_one->errorOf(confirm, params("remove")), QStringLiteral("error: nothing is held in this share"));
}

void TstConfirmMethods::anotherMountIsAccepted()
{
    m_one->write("data/videos/film", "a film");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("files")].toInt(), 1, 20'000);
    QVERIFY(m_one->stop());
    // As if a file system had been mounted there when it was last looked at.
    const QDir storage(m_one->path("store"));
    const QStringList indexes = storage.entryList({QStringLiteral("*.index")});
    QCOMPARE(indexes.size(), 1);
    {
        auto index = store::Index::open(storage.filePath(indexes.front()).toStdString());
        QVERIFY(index);
        auto dirs = (*index)->allDirs();
        QVERIFY(dirs);
        auto transaction = store::Transaction::begin(**index);
        for (store::DirRow& row : *dirs) {
            if (row.diskName != "videos")
                continue;
            row.flags |= store::MountRoot | store::MountLooked;
            QVERIFY((*index)->putDir(row));
        }
        QVERIFY(transaction->commit());
    }
    QVERIFY(m_one->start());
    QTRY_COMPARE_WITH_TIMEOUT(why(*m_one).size(), 1, 20'000);
    const QJsonValue item = why(*m_one)[0];
    QCOMPARE(item[QLatin1String("path")].toString(), QStringLiteral("videos"));
    QCOMPARE(item[QLatin1String("state")].toString(), QStringLiteral("blocked"));
    QVERIFY2(item[QLatin1String("what_to_do")].toString().contains(QLatin1String("shoal confirm")),
             qPrintable(item[QLatin1String("what_to_do")].toString()));

    const QString confirm = QStringLiteral("confirm");
    QVERIFY(m_one->errorOf(confirm, params("new-mount")).contains(QLatin1String("\"new-mount\" with a \"path\"")));
    const QString wrong = m_one->errorOf(confirm, params("new-mount", "music"));
    QVERIFY2(wrong.contains(QLatin1String("'music' is no directory that waits")), qPrintable(wrong));
    QVERIFY(m_one->ask(confirm, params("new-mount", qPrintable(m_one->path("data/videos")))));
    QTRY_COMPARE_WITH_TIMEOUT(why(*m_one).size(), 0, 20'000);
    QCOMPARE(m_one->read("data/videos/film"), QByteArray("a film"));
    // What is done there counts again.
    m_one->write("data/videos/second", "another film");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("files")].toInt(), 2, 20'000);
    QVERIFY(!m_one->errorOf(confirm, params("new-mount", "videos")).isEmpty());
}

void TstConfirmMethods::transfersTellRatesAndPeers()
{
    m_one->write("data/small", "small");
    connectTwo("data/small");
    const QJsonObject slow{{QStringLiteral("download_limit"), 3'000}, {QStringLiteral("rate_limit_local_peers"), true}};
    QVERIFY(m_two->ask(QStringLiteral("set_options"), {{QStringLiteral("values"), slow}}));
    constexpr int kSize = 30'000'000;
    m_one->write("data/large", QByteArray::fromStdString(m_random->bytes(kSize)));

    const auto transfer = [](const OneInstance& instance) {
        const auto answer = instance.ask(QStringLiteral("transfers"));
        return answer.value_or(QJsonObject())[QLatin1String("transfers")][0].toObject();
    };
    const auto flows = [](const QJsonObject& of) {
        return of[QLatin1String("done")].toInt() > 0 && of[QLatin1String("rate")].toInt() > 0;
    };
    QJsonObject down;
    QTRY_VERIFY_WITH_TIMEOUT(flows(down = transfer(*m_two)), 20'000);
    QCOMPARE(down[QLatin1String("path")].toString(), QStringLiteral("large"));
    QCOMPARE(down[QLatin1String("share_dir")].toString(), m_two->path("data"));
    QCOMPARE(down[QLatin1String("direction")].toString(), QStringLiteral("down"));
    QCOMPARE(down[QLatin1String("size")].toInt(), kSize);
    QVERIFY(down[QLatin1String("done")].toInt() < kSize);
    QCOMPARE(down[QLatin1String("peers")].toArray(), (QJsonArray{QStringLiteral("one")}));
    QJsonObject up;
    QTRY_VERIFY_WITH_TIMEOUT(flows(up = transfer(*m_one)), 20'000);
    QCOMPARE(up[QLatin1String("path")].toString(), QStringLiteral("large"));
    QCOMPARE(up[QLatin1String("direction")].toString(), QStringLiteral("up"));
    QCOMPARE(up[QLatin1String("peers")].toArray(), (QJsonArray{QStringLiteral("two")}));
    QTRY_VERIFY_WITH_TIMEOUT(m_two->status()[QLatin1String("rates")][QLatin1String("down")].toInt() > 0, 20'000);
    QVERIFY(m_two->shareStatus("data")[QLatin1String("rates")][QLatin1String("down")].toInt() > 0);

    const QJsonObject fast{{QStringLiteral("download_limit"), QJsonValue()}};
    QVERIFY(m_two->ask(QStringLiteral("set_options"), {{QStringLiteral("values"), fast}}));
    QTRY_COMPARE_WITH_TIMEOUT(QFile(m_two->path("data/large")).size(), qint64{kSize}, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(transfer(*m_two).isEmpty(), 20'000);
}

QTEST_GUILESS_MAIN(TstConfirmMethods)
#include "tst_confirm_methods.moc"
