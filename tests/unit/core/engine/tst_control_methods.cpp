// SPDX-License-Identifier: GPL-3.0-or-later
#include "one_instance.h"
#include "shared/base/log.h"
#include "shared/control/control_client.h"
#include "shared/control/control_paths.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

#include <filesystem>
#include <set>
#include <sys/stat.h>

using namespace shoal;
using namespace shoal::engine;

namespace {

QJsonObject named(const OneInstance& instance, const char* folder)
{
    return {{QStringLiteral("share"), instance.path(folder)}};
}

QJsonObject shareOf(const Bytes& secret, const QString& dir)
{
    return {{QStringLiteral("secret"), QString::fromStdString(secret)},
            {QStringLiteral("dir"), dir},
            {QStringLiteral("search_lan"), false}};
}

mode_t modeOf(const QString& path)
{
    struct stat info
    {};
    return ::stat(path.toLocal8Bit().constData(), &info) == 0 ? info.st_mode & 0777U : 0U;
}

} // namespace

// What the control protocol lets people do to a running instance.
class TstControlMethods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aPausedShareDoesNothingUntilItIsResumed();
    void listsOfAPausedShareAreErrors_data();
    void listsOfAPausedShareAreErrors();
    void listsAreCutByTheirSize();
    void aPauseSurvivesARestart();
    void anAddedShareSyncsAndSurvivesARestart();
    void aRemovedShareKeepsItsFilesAndForgetsItsIndex();
    void anAddedShareTakesAnotherSecretAtOnce();
    void aShareOfTheFileIsPreparedForAnotherSecret();
    void aShareOfTheFileIsNotRemoved();
    void whatCannotBeAddedIsRefused_data();
    void whatCannotBeAddedIsRefused();
    void theSecretsAreToldForOneShare();
    void anOptionCountsAtOnceAndAfterARestart();
    void whatTheFileSetsStays();
    void badOptionsChangeNothing_data();
    void badOptionsChangeNothing();
    void damagedFilesAreKeptAsideAndTold();
    void peersAreShownWhileTheyAreThereAndAfterwards();
    void whyAKnownHostIsNotConnectedIsTold();
    void statusTellsOfTheInstance();
    void theLogLevelCanBeChanged();
    void aSubscriberHearsOfChangesAndOnlyThen();
    void theOptionsOfAnAddedShareAreChanged();
    void theOptionsOfAShareOfTheFileAreOnlyShown();
    void aDamagedIndexIsANotice();
    void anIndexFromABackupIsANotice();
    void aCopiedStorageFolderIsANotice();

private:
    void connectTwo();
    void waitForIdle();
    // The values of `share_options` by name; {"fixed": true} when they cannot be changed.
    QJsonObject shareOptions(const char* folder) const;
    // The notices of the first, once there is one; empty when none comes.
    QStringList notices() const;

    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::unique_ptr<Random> m_random = makeSystemRandom();
    QTemporaryDir m_runtime;
    Bytes m_secret;
    std::unique_ptr<OneInstance> m_one; // runs, has the share `data`
    std::unique_ptr<OneInstance> m_two; // has it too, does not run, knows the address of the first
};

void TstControlMethods::initTestCase()
{
    qputenv("SHOAL_RUNTIME_DIR", m_runtime.path().toUtf8());
}

void TstControlMethods::init()
{
    m_secret = newSecret(*m_random);
    m_one = std::make_unique<OneInstance>(*m_clock, *m_random, "one");
    m_two = std::make_unique<OneInstance>(*m_clock, *m_random, "two");
    m_one->addShare("data", m_secret);
    m_two->addShare("data", m_secret);
    QVERIFY(m_one->start());
    m_two->share(0).knownHosts = {m_one->address()};
}

void TstControlMethods::cleanup()
{
    QVERIFY(m_two->stop());
    QVERIFY(m_one->stop());
}

void TstControlMethods::connectTwo()
{
    QVERIFY(m_two->start());
    m_one->write("data/first", "1");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read("data/first"), QByteArray("1"), 20'000);
}

void TstControlMethods::aPausedShareDoesNothingUntilItIsResumed()
{
    connectTwo();
    const auto paused = m_one->ask(QStringLiteral("pause"), named(*m_one, "data"));
    QVERIFY(paused);
    QCOMPARE((*paused)[QLatin1String("shares")].toInt(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_two->shareStatus("data")[QLatin1String("peers")].toArray().size(), 0, 20'000);
    const QJsonObject status = m_one->shareStatus("data");
    QCOMPARE(status[QLatin1String("state")].toString(), QStringLiteral("paused"));
    QVERIFY(status[QLatin1String("paused")].toBool());
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("files")].toInt(), 1, 20'000);
    // Again: nothing changes.
    QCOMPARE((*m_one->ask(QStringLiteral("pause")))[QLatin1String("shares")].toInt(), 0);

    m_one->write("data/here meanwhile", "here");
    QFile::remove(m_one->path("data/first"));
    m_two->write("data/there meanwhile", "there");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->shareStatus("data")[QLatin1String("files")].toInt(), 2, 20'000);
    QVERIFY(!m_one->exists("data/there meanwhile"));
    QVERIFY(!m_two->exists("data/here meanwhile"));

    QVERIFY(m_one->ask(QStringLiteral("resume"), named(*m_one, "data")));
    QTRY_COMPARE_WITH_TIMEOUT(m_one->read("data/there meanwhile"), QByteArray("there"), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read("data/here meanwhile"), QByteArray("here"), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_two->exists("data/first"), 20'000);
    QVERIFY(!m_one->exists("data/first"));
}

void TstControlMethods::listsOfAPausedShareAreErrors_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("list"); // empty: it answers for all of them together
    QTest::newRow("conflicts") << QStringLiteral("conflicts") << QStringLiteral("conflicts");
    QTest::newRow("history") << QStringLiteral("history") << QStringLiteral("entries");
    QTest::newRow("archive") << QStringLiteral("archive") << QStringLiteral("versions");
    QTest::newRow("transfers") << QStringLiteral("transfers") << QStringLiteral("transfers");
    QTest::newRow("rescan") << QStringLiteral("rescan") << QString();
}

void TstControlMethods::listsOfAPausedShareAreErrors()
{
    QFETCH(QString, method);
    QFETCH(QString, list);
    QVERIFY(m_one->errorOf(method, {{QStringLiteral("share"), QStringLiteral("/nowhere")}})
                .contains(QStringLiteral("no share")));
    QVERIFY(m_one->ask(method, named(*m_one, "data")));
    QVERIFY(m_one->ask(QStringLiteral("pause")));
    for (const QJsonObject& params : {named(*m_one, "data"), QJsonObject()}) {
        const QString error = m_one->errorOf(method, params);
        QVERIFY2(error.contains(QStringLiteral("the share is paused")), qPrintable(error));
    }
    if (list.isEmpty())
        return;
    // What others tell does not hide it.
    m_one->addShare("more", newSecret(*m_random));
    QVERIFY(m_one->reload());
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("more")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
    const auto answer = m_one->ask(method);
    QVERIFY2(answer, answer ? "" : answer.error().context.c_str());
    QVERIFY((*answer)[list].isArray());
    const QJsonArray unanswered = (*answer)[QLatin1String("unanswered")].toArray();
    QCOMPARE(unanswered.size(), 1);
    QCOMPARE(unanswered[0][QLatin1String("share_dir")].toString(), m_one->path("data"));
    QVERIFY(unanswered[0][QLatin1String("reason")].toString().contains(QStringLiteral("paused")));
}

void TstControlMethods::listsAreCutByTheirSize()
{
    constexpr int kFiles = 700;
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
    const QString deep = QStringLiteral("data/") + QString(240, QLatin1Char('a')) + QLatin1Char('/') +
                         QString(240, QLatin1Char('b')) + QLatin1Char('/') + QString(240, QLatin1Char('c'));
    for (int i = 0; i < kFiles; ++i)
        m_one->write(qPrintable(deep + QLatin1Char('/') + QString(200, QLatin1Char('d')) + QString::number(i)), "x");
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("files")].toInt(), kFiles, 20'000);
    QJsonObject params{{QStringLiteral("limit"), 1'000}};
    std::set<QString> paths;
    int pages = 0;
    do {
        const auto page = m_one->ask(QStringLiteral("history"), params);
        QVERIFY2(page, page ? "" : page.error().context.c_str());
        for (const QJsonValue entry : (*page)[QLatin1String("entries")].toArray())
            paths.insert(entry[QLatin1String("path")].toString());
        params.insert(QStringLiteral("before"), (*page)[QLatin1String("next")]);
        ++pages;
    } while (!params[QLatin1String("before")].isUndefined() && pages < 100);
    QCOMPARE(paths.size(), size_t{kFiles});
    QVERIFY2(pages > 1, qPrintable(QString::number(pages)));
}

void TstControlMethods::aPauseSurvivesARestart()
{
    QVERIFY(m_one->ask(QStringLiteral("pause")));
    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QCOMPARE(m_one->shareStatus("data")[QLatin1String("state")].toString(), QStringLiteral("paused"));
    QCOMPARE(modeOf(m_one->path("store/settings.json")), mode_t{0600});
    const auto why = m_one->ask(QStringLiteral("why"));
    QVERIFY((*why)[QLatin1String("items")].toArray()[0].toObject()[QLatin1String("reason")].toString().contains(
        QStringLiteral("paused")));
    QVERIFY(m_one->ask(QStringLiteral("resume")));
    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
}

void TstControlMethods::anAddedShareSyncsAndSurvivesARestart()
{
    connectTwo();
    const Bytes secret = newSecret(*m_random);
    QJsonObject share = shareOf(secret, m_one->path("added"));
    QVERIFY(m_one->errorOf(QStringLiteral("add_share"), share).contains(QStringLiteral("create")));
    share.insert(QStringLiteral("create"), true);
    const auto added = m_one->ask(QStringLiteral("add_share"), share);
    QVERIFY2(added, added ? "" : added.error().context.c_str());
    QVERIFY(QDir(m_one->path("added")).exists());
    QVERIFY(m_two->ask(QStringLiteral("add_share"), [&] {
        QJsonObject other = shareOf(secret, m_two->path("also added"));
        other.insert(QStringLiteral("create"), true);
        return other;
    }()));
    m_one->write("added/a", "a");
    QTRY_COMPARE_WITH_TIMEOUT(m_two->read("also added/a"), QByteArray("a"), 20'000);
    const QJsonObject status = m_one->shareStatus("added");
    QCOMPARE(status[QLatin1String("fixed")].toBool(true), false);
    QCOMPARE(status[QLatin1String("id")].toString(), (*added)[QLatin1String("share")].toString());
    QCOMPARE(m_one->shareStatus("data")[QLatin1String("fixed")].toBool(), true);
    QCOMPARE(modeOf(m_one->path("store/shares.json")), mode_t{0600});

    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
}

void TstControlMethods::aRemovedShareKeepsItsFilesAndForgetsItsIndex()
{
    const Bytes secret = newSecret(*m_random);
    m_one->write("added/kept", "k");
    const auto added = m_one->ask(QStringLiteral("add_share"), shareOf(secret, m_one->path("added")));
    QVERIFY(added);
    const QString index =
        m_one->path("store/") + (*added)[QLatin1String("share")].toString().left(16) + QStringLiteral(".index");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(index), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("files")].toInt(), 1, 20'000);

    const auto removed = m_one->ask(QStringLiteral("remove_share"), named(*m_one, "added"));

    QVERIFY(removed);
    QCOMPARE((*removed)[QLatin1String("share")], (*added)[QLatin1String("share")]);
    QVERIFY(m_one->shareStatus("added").isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(index), 20'000);
    QCOMPARE(m_one->read("added/kept"), QByteArray("k"));
    QFile saved(m_one->path("store/shares.json"));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(!saved.readAll().contains(secret.c_str()));
    // It can come back, as soon as nothing of it is left.
    QTRY_VERIFY_WITH_TIMEOUT(m_one->ask(QStringLiteral("add_share"), shareOf(secret, m_one->path("added"))) ||
                                 !m_one->shareStatus("added").isEmpty(),
                             20'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("files")].toInt(), 1, 20'000);
}

void TstControlMethods::anAddedShareTakesAnotherSecretAtOnce()
{
    const Bytes secret = newSecret(*m_random);
    m_one->write("added/kept", "k");
    QVERIFY(m_one->ask(QStringLiteral("add_share"), shareOf(secret, m_one->path("added"))));
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("files")].toInt(), 1, 20'000);
    const QString before = m_one->shareStatus("added")[QLatin1String("id")].toString();

    const auto rotated = m_one->ask(QStringLiteral("rotate"), named(*m_one, "added"));

    QVERIFY2(rotated, rotated ? "" : rotated.error().context.c_str());
    QVERIFY((*rotated)[QLatin1String("secret")].toString() != QString::fromStdString(secret));
    QVERIFY(!rotated->contains(QLatin1String("what_to_do")));
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("files")].toInt(), 1, 20'000);
    QVERIFY(m_one->shareStatus("added")[QLatin1String("id")].toString() != before);
    QCOMPARE((*m_one->ask(QStringLiteral("secret"), named(*m_one, "added")))[QLatin1String("secret")],
             (*rotated)[QLatin1String("secret")]);
    QFile saved(m_one->path("store/shares.json"));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(!saved.readAll().contains(secret.c_str()));
    QCOMPARE(m_one->read("added/kept"), QByteArray("k"));
}

void TstControlMethods::aShareOfTheFileIsPreparedForAnotherSecret()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
    const QString before = m_one->shareStatus("data")[QLatin1String("id")].toString();
    const auto rotated = m_one->ask(QStringLiteral("rotate"), named(*m_one, "data"));
    QVERIFY2(rotated, rotated ? "" : rotated.error().context.c_str());
    QVERIFY((*rotated)[QLatin1String("what_to_do")].toString().contains(QStringLiteral("one.conf:1:3")));
    QCOMPARE(m_one->shareStatus("data")[QLatin1String("id")].toString(), before);
    QVERIFY(QFile::exists(m_one->path("data/.sync/Rotated")));

    QJsonObject bad = named(*m_one, "data");
    bad.insert(QStringLiteral("secret"), QStringLiteral("AAAA"));
    QVERIFY(m_one->errorOf(QStringLiteral("rotate"), bad).contains(QStringLiteral("secret")));
}

void TstControlMethods::aShareOfTheFileIsNotRemoved()
{
    const QString error = m_one->errorOf(QStringLiteral("remove_share"), named(*m_one, "data"));
    QVERIFY2(error.contains(QStringLiteral("one.conf:1:3")), qPrintable(error));
    QVERIFY(!m_one->shareStatus("data").isEmpty());
}

void TstControlMethods::whatCannotBeAddedIsRefused_data()
{
    QTest::addColumn<QString>("secret"); // empty: a good one; "same": that of the first share
    QTest::addColumn<QString>("dir");    // below the instance's folder unless it begins with '/'
    QTest::addColumn<QString>("expected");
    QTest::newRow("no secret") << QStringLiteral("AAAA") << QStringLiteral("new") << QStringLiteral("secret");
    QTest::newRow("a relative folder") << QString() << QStringLiteral("//relative") << QStringLiteral("folder");
    QTest::newRow("the root folder") << QString() << QStringLiteral("/") << QStringLiteral("below the root");
    QTest::newRow("a way up") << QString() << QStringLiteral("data/../new") << QStringLiteral("..");
    QTest::newRow("inside another share") << QString() << QStringLiteral("data/below") << QStringLiteral("lies inside");
    QTest::newRow("around another share") << QString() << QStringLiteral(".") << QStringLiteral("contains");
    QTest::newRow("the folder of another share") << QString() << QStringLiteral("data") << QStringLiteral("already");
    QTest::newRow("a file") << QString() << QStringLiteral("store/device.key") << QStringLiteral("no folder");
    QTest::newRow("the same share again")
        << QStringLiteral("same") << QStringLiteral("new") << QStringLiteral("already");
}

void TstControlMethods::whatCannotBeAddedIsRefused()
{
    QFETCH(QString, secret);
    QFETCH(QString, dir);
    QFETCH(QString, expected);
    if (secret.isEmpty())
        secret = QString::fromStdString(newSecret(*m_random));
    if (secret == QStringLiteral("same"))
        secret = QString::fromStdString(m_secret);
    QDir().mkpath(m_one->path("new"));
    const QString path = dir.startsWith(QLatin1Char('/')) ? dir : m_one->path("") + dir;

    const QString error = m_one->errorOf(QStringLiteral("add_share"), shareOf(secret.toStdString(), path));

    QVERIFY2(error.startsWith(QStringLiteral("error: ")) && error.contains(expected), qPrintable(error));
    QVERIFY(!error.contains(secret));
    QCOMPARE(m_one->status()[QLatin1String("shares")].toArray().size(), 1);
    QVERIFY(!m_one->exists("store/shares.json"));
}

void TstControlMethods::theSecretsAreToldForOneShare()
{
    const auto secret = crypto::Secret::parse(m_secret);
    const auto told = m_one->ask(QStringLiteral("secret"), named(*m_one, "data"));
    QVERIFY(told);
    QCOMPARE((*told)[QLatin1String("secret")].toString(), QString::fromStdString(m_secret));
    QCOMPARE((*told)[QLatin1String("read_only")].toString(), QString::fromStdString(secret->readOnly().text()));
    QVERIFY(m_one->errorOf(QStringLiteral("secret"), {}).contains(QStringLiteral("missing")));

    m_one->share(0).secret = secret->readOnly().text();
    QVERIFY(m_one->reload());
    const auto readOnly = m_one->ask(QStringLiteral("secret"), named(*m_one, "data"));
    QVERIFY(!readOnly->contains(QLatin1String("secret")));
}

void TstControlMethods::anOptionCountsAtOnceAndAfterARestart()
{
    QTcpServer other; // has the port that is asked for
    QVERIFY(other.listen(QHostAddress(QHostAddress::Any)));
    const QJsonObject values{{QStringLiteral("upload_limit"), 123},
                             {QStringLiteral("folder_rescan_interval"), QStringLiteral("30")},
                             {QStringLiteral("listening_port"), other.serverPort()}};
    const auto set = m_one->ask(QStringLiteral("set_options"), {{QStringLiteral("values"), values}});
    QVERIFY2(set, set ? "" : set.error().context.c_str());
    QCOMPARE((*set)[QLatin1String("need_restart")].toArray(), QJsonArray{QStringLiteral("listening_port")});
    QCOMPARE(m_one->status()[QLatin1String("limits")].toObject()[QLatin1String("up")].toInt(), 123);
    QVERIFY(
        m_one->ask(QStringLiteral("set_options"),
                   {{QStringLiteral("values"), QJsonObject{{QStringLiteral("listening_port"), QJsonValue::Null}}}}));

    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QCOMPARE(m_one->status()[QLatin1String("limits")].toObject()[QLatin1String("up")].toInt(), 123);
    bool found = false;
    for (const QJsonValue option : (*m_one->ask(QStringLiteral("options")))[QLatin1String("options")].toArray()) {
        if (option[QLatin1String("name")] != QLatin1String("folder_rescan_interval"))
            continue;
        found = true;
        QCOMPARE(option[QLatin1String("value")].toInt(), 30);
        QCOMPARE(option[QLatin1String("default")].toInt(), 600);
        QCOMPARE(option[QLatin1String("unit")].toString(), QStringLiteral("seconds"));
        QVERIFY(!option[QLatin1String("fixed")].toBool(true));
    }
    QVERIFY(found);
}

void TstControlMethods::whatTheFileSetsStays()
{
    m_one->config().given[Bytes("upload_limit")] = {12, 5};
    m_one->config().uploadLimit = 50;
    QVERIFY(m_one->reload());
    const QString error = m_one->errorOf(
        QStringLiteral("set_options"), {{QStringLiteral("values"), QJsonObject{{QStringLiteral("upload_limit"), 1}}}});
    QVERIFY2(error.contains(QStringLiteral("one.conf:12:5")), qPrintable(error));
    QCOMPARE(m_one->status()[QLatin1String("limits")].toObject()[QLatin1String("up")].toInt(), 50);
}

void TstControlMethods::badOptionsChangeNothing_data()
{
    QTest::addColumn<QJsonObject>("values");
    QTest::newRow("an unknown one") << QJsonObject{{QStringLiteral("upload_limit"), 1}, {QStringLiteral("webui"), 1}};
    QTest::newRow("too small") << QJsonObject{{QStringLiteral("folder_rescan_interval"), 1}};
    QTest::newRow("no whole number") << QJsonObject{{QStringLiteral("upload_limit"), 1.5}};
    QTest::newRow("text for a number") << QJsonObject{{QStringLiteral("upload_limit"), QStringLiteral("fast")}};
    QTest::newRow("a number for a text") << QJsonObject{{QStringLiteral("device_name"), 5}};
    QTest::newRow("control characters") << QJsonObject{{QStringLiteral("device_name"), QStringLiteral("a\nb")}};
}

void TstControlMethods::badOptionsChangeNothing()
{
    QFETCH(QJsonObject, values);
    const QString error = m_one->errorOf(QStringLiteral("set_options"), {{QStringLiteral("values"), values}});
    QVERIFY(error.startsWith(QStringLiteral("error: ")));
    QVERIFY(!m_one->exists("store/settings.json"));
    QCOMPARE(m_one->status()[QLatin1String("limits")].toObject()[QLatin1String("up")].toInt(), 0);
}

void TstControlMethods::damagedFilesAreKeptAsideAndTold()
{
    const Bytes good = newSecret(*m_random);
    m_one->write("added/kept", "k");
    QVERIFY(m_one->ask(QStringLiteral("add_share"), shareOf(good, m_one->path("added"))));
    QVERIFY(m_one->stop());
    QByteArray content = m_one->read("store/shares.json");
    content.replace("\"shares\": [", "\"shares\": [ {\"secret\": \"AWRONG\", \"dir\": \"/tmp/x\"},");
    m_one->write("store/shares.json", content);
    m_one->write("store/settings.json", "{ \"format\": 1, \"paus");
    m_one->write("store/peers.json", QByteArray(9 * 1024 * 1024, ' '));

    QVERIFY(m_one->start());

    QCOMPARE(m_one->status()[QLatin1String("notices")].toArray().size(), 3);
    for (const char* name :
         {"store/shares.json.damaged-1", "store/settings.json.damaged-1", "store/peers.json.damaged-1"})
        QVERIFY2(m_one->exists(name), name);
    QCOMPARE(m_one->read("store/shares.json.damaged-1"), content);
    // What was right in it still counts, now and the next time.
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("files")].toInt(), 1, 20'000);
    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QVERIFY(m_one->status()[QLatin1String("notices")].toArray().isEmpty());
    QVERIFY(!m_one->shareStatus("added").isEmpty());
}

void TstControlMethods::peersAreShownWhileTheyAreThereAndAfterwards()
{
    connectTwo();
    const auto peer = [this] {
        return (*m_one->ask(QStringLiteral("peers"), named(*m_one, "data")))[QLatin1String("peers")]
            .toArray()[0]
            .toObject();
    };
    QCOMPARE(peer()[QLatin1String("online")].toBool(), true);
    QCOMPARE(peer()[QLatin1String("name")].toString(), QStringLiteral("two"));
    QCOMPARE(peer()[QLatin1String("version")].toString(), QStringLiteral("shoal 1.2.3"));
    QCOMPARE(peer()[QLatin1String("found")].toString(), QStringLiteral("it dialled us"));
    QCOMPARE(peer()[QLatin1String("via")].toString(), QStringLiteral("lan"));
    QVERIFY(peer()[QLatin1String("sent_bytes")].toInteger() > 0);
    const auto others = m_two->ask(QStringLiteral("peers"));
    QCOMPARE((*others)[QLatin1String("peers")].toArray()[0].toObject()[QLatin1String("found")].toString(),
             QStringLiteral("known host"));

    QVERIFY(m_two->stop());
    QTRY_COMPARE_WITH_TIMEOUT(peer()[QLatin1String("online")].toBool(true), false, 20'000);
    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QCOMPARE(peer()[QLatin1String("name")].toString(), QStringLiteral("two"));
    QCOMPARE(peer()[QLatin1String("state")].toString(), QStringLiteral("offline"));
    const qint64 age = m_clock->wallNs() / 1'000'000 - peer()[QLatin1String("last_seen")].toInteger();
    QVERIFY2(age >= 0 && age < 60'000, qPrintable(QString::number(age)));
    // Status shows only those that are there.
    QVERIFY(m_one->shareStatus("data")[QLatin1String("peers")].toArray().isEmpty());
}

void TstControlMethods::whyAKnownHostIsNotConnectedIsTold()
{
    const auto peers = [this] { return (*m_two->ask(QStringLiteral("peers")))[QLatin1String("peers")].toArray(); };
    const auto problem = [&peers](int index) {
        return peers().at(index).toObject()[QLatin1String("problem")].toString();
    };
    const QString address = QString::fromStdString(m_one->address());
    m_one->config().listeningPort = m_one->port();
    QVERIFY(m_one->stop());
    QVERIFY(m_two->start());

    // Nobody was ever met there.
    QTRY_COMPARE_WITH_TIMEOUT(peers().size(), 1, 20'000);
    QCOMPARE(peers().at(0).toObject()[QLatin1String("address")].toString(), address);
    QCOMPARE(peers().at(0).toObject()[QLatin1String("device")].toString(), QString());
    QCOMPARE(peers().at(0).toObject()[QLatin1String("online")].toBool(true), false);
    QCOMPARE(problem(0), QStringLiteral("cannot connect to %1: Connection refused").arg(address));

    // The device answers: all is well.
    QVERIFY(m_one->start());
    QTRY_VERIFY_WITH_TIMEOUT(peers().at(0).toObject()[QLatin1String("online")].toBool(), 20'000);
    QCOMPARE(peers().size(), 1);
    QVERIFY(!peers().at(0).toObject().contains(QLatin1String("problem")));

    // It goes: now the problem is that of the device.
    QVERIFY(m_one->stop());
    QTRY_VERIFY_WITH_TIMEOUT(problem(0).contains(QStringLiteral("Connection refused")), 20'000);
    QCOMPARE(peers().size(), 1);
    QCOMPARE(peers().at(0).toObject()[QLatin1String("name")].toString(), QStringLiteral("one"));

    // Another device has taken its place, which has another secret.
    m_one->share(0).secret = newSecret(*m_random);
    QVERIFY(QDir(m_one->path("data")).removeRecursively() && QDir(m_one->path("store")).removeRecursively());
    QVERIFY(QDir().mkpath(m_one->path("data")) && QDir().mkpath(m_one->path("store")));
    QVERIFY(m_one->start());
    QTRY_VERIFY_WITH_TIMEOUT(problem(0).contains(QStringLiteral("compare the secrets")) ||
                                 problem(1).contains(QStringLiteral("compare the secrets")),
                             30'000);
}

void TstControlMethods::statusTellsOfTheInstance()
{
    const QJsonObject status = m_one->status();
    QCOMPARE(status[QLatin1String("config")].toString(), QStringLiteral("one.conf"));
    QVERIFY(!status[QLatin1String("user")].toString().isEmpty());
    QCOMPARE(status[QLatin1String("rates")].toObject()[QLatin1String("up")].toInt(-1), 0);
}

void TstControlMethods::theLogLevelCanBeChanged()
{
    const QJsonObject debug{{QStringLiteral("level"), QStringLiteral("debug")}};
    QCOMPARE((*m_one->ask(QStringLiteral("log_level"), debug))[QLatin1String("level")].toString(),
             QStringLiteral("debug"));
    QVERIFY(logNet().isDebugEnabled());
    QVERIFY(m_one->ask(QStringLiteral("log_level"), {{QStringLiteral("level"), QStringLiteral("error")}}));
    QVERIFY(!logNet().isWarningEnabled());
    QVERIFY(m_one->ask(QStringLiteral("log_level"), {{QStringLiteral("level"), QStringLiteral("info")}}));
    QCOMPARE((*m_one->ask(QStringLiteral("log_level")))[QLatin1String("level")].toString(), QStringLiteral("info"));
    QVERIFY(m_one->errorOf(QStringLiteral("log_level"), {{QStringLiteral("level"), QStringLiteral("loud")}})
                .contains(QStringLiteral("warning")));
}

void TstControlMethods::aSubscriberHearsOfChangesAndOnlyThen()
{
    control::ControlClient client(*m_clock);
    QVERIFY(client.connectTo(*control::findInstance(m_one->config().storagePath)));
    std::set<QString> topics;
    const QString id = m_one->shareStatus("data")[QLatin1String("id")].toString();
    bool ofInstance = false;
    connect(&client, &control::ControlClient::notified, &client, [&](const QString&, const QJsonObject& params) {
        ofInstance = ofInstance || !params.contains(QLatin1String("share"));
        if (params[QLatin1String("share")].toString() == id)
            for (const QJsonValue topic : params[QLatin1String("topics")].toArray())
                topics.insert(topic.toString());
    });
    bool subscribed = false;
    client.call(QStringLiteral("subscribe"), {}, std::chrono::seconds(20),
                [&](const auto& r) { subscribed = r.has_value(); });
    QTRY_VERIFY(subscribed);

    connectTwo();
    QTRY_VERIFY_WITH_TIMEOUT(topics.contains(QStringLiteral("peers")), 20'000);
    topics.clear();
    QVERIFY(m_one->ask(QStringLiteral("pause")));
    QTRY_VERIFY_WITH_TIMEOUT(topics.contains(QStringLiteral("status")), 20'000);
    QVERIFY(!ofInstance);
    QVERIFY(m_one->ask(QStringLiteral("set_options"),
                       {{QStringLiteral("values"), QJsonObject{{QStringLiteral("upload_limit"), 5}}}}));
    QTRY_VERIFY_WITH_TIMEOUT(ofInstance, 20'000);
}

void TstControlMethods::waitForIdle()
{
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("data")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
}

QJsonObject TstControlMethods::shareOptions(const char* folder) const
{
    QJsonObject values;
    const auto answer = m_one->ask(QStringLiteral("share_options"), named(*m_one, folder));
    if (!answer)
        return values;
    for (const QJsonValue option : (*answer)[QLatin1String("options")].toArray()) {
        values.insert(option[QLatin1String("name")].toString(), option[QLatin1String("value")]);
        if (option[QLatin1String("fixed")].toBool() && option[QLatin1String("file_line")].toInt() > 0)
            values.insert(QStringLiteral("fixed"), true);
    }
    return values;
}

QStringList TstControlMethods::notices() const
{
    QStringList told;
    const auto look = [this, &told] {
        told.clear();
        for (const QJsonValue notice : m_one->status()[QLatin1String("notices")].toArray())
            told.append(notice.toString());
        return !told.isEmpty();
    };
    (void)QTest::qWaitFor(look, 20'000);
    return told;
}

void TstControlMethods::theOptionsOfAnAddedShareAreChanged()
{
    m_one->write("added/kept", "k");
    QVERIFY(m_one->ask(QStringLiteral("add_share"), shareOf(newSecret(*m_random), m_one->path("added"))));
    const QJsonObject before = shareOptions("added");
    QCOMPARE(before, (QJsonObject{{QStringLiteral("search_lan"), false},
                                  {QStringLiteral("known_hosts"), QJsonArray()},
                                  {QStringLiteral("relays"), QJsonArray()},
                                  {QStringLiteral("use_tracker"), true},
                                  {QStringLiteral("use_relay_server"), true},
                                  {QStringLiteral("use_dht"), false},
                                  {QStringLiteral("use_sync_trash"), true},
                                  {QStringLiteral("overwrite_changes"), false},
                                  {QStringLiteral("sync_special_modes"), false}}));
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("state")].toString(), QStringLiteral("idle"),
                              20'000);
    const auto set = [this](const QJsonObject& values) {
        QJsonObject params = named(*m_one, "added");
        params.insert(QStringLiteral("values"), values);
        return params;
    };
    const QString method = QStringLiteral("set_share_options");
    const QJsonArray hosts{QStringLiteral("127.0.0.1:4711")};
    const auto at =
        m_one->ask(method, set({{QStringLiteral("use_sync_trash"), false}, {QStringLiteral("known_hosts"), hosts}}));
    QVERIFY2(at, at ? "" : at.error().context.c_str());
    QVERIFY(!(*at)[QLatin1String("starts_anew")].toBool(true));
    const auto anew = m_one->ask(method, set({{QStringLiteral("sync_special_modes"), true}}));
    QVERIFY(anew);
    QVERIFY((*anew)[QLatin1String("starts_anew")].toBool());
    // All or none.
    for (const QJsonObject& bad :
         {QJsonObject{{QStringLiteral("search_lan"), true}, {QStringLiteral("secret"), QStringLiteral("A")}},
          QJsonObject{{QStringLiteral("search_lan"), true}, {QStringLiteral("use_sync_trash"), QStringLiteral("no")}},
          QJsonObject{{QStringLiteral("search_lan"), true},
                      {QStringLiteral("known_hosts"), QJsonArray{QStringLiteral("nowhere")}}}})
        QVERIFY(m_one->errorOf(method, set(bad)).startsWith(QStringLiteral("error: ")));

    QJsonObject wanted = before;
    wanted.insert(QStringLiteral("use_sync_trash"), false);
    wanted.insert(QStringLiteral("known_hosts"), hosts);
    wanted.insert(QStringLiteral("sync_special_modes"), true);
    QCOMPARE(shareOptions("added"), wanted);
    QVERIFY(m_one->stop());
    QVERIFY(m_one->start());
    QCOMPARE(shareOptions("added"), wanted);
    QTRY_COMPARE_WITH_TIMEOUT(m_one->shareStatus("added")[QLatin1String("files")].toInt(), 1, 20'000);

    QVERIFY(m_one->ask(method, set({{QStringLiteral("known_hosts"), QJsonValue::Null},
                                    {QStringLiteral("use_sync_trash"), QJsonValue::Null}})));
    QCOMPARE(shareOptions("added")[QLatin1String("known_hosts")].toArray(), QJsonArray());
    QVERIFY(shareOptions("added")[QLatin1String("use_sync_trash")].toBool());
}

void TstControlMethods::theOptionsOfAShareOfTheFileAreOnlyShown()
{
    QVERIFY(shareOptions("data")[QLatin1String("fixed")].toBool());
    QJsonObject params = named(*m_one, "data");
    params.insert(QStringLiteral("values"), QJsonObject{{QStringLiteral("use_sync_trash"), false}});
    const QString error = m_one->errorOf(QStringLiteral("set_share_options"), params);
    QVERIFY2(error.contains(QStringLiteral("one.conf:1:3")), qPrintable(error));
    QVERIFY(shareOptions("data")[QLatin1String("use_sync_trash")].toBool());
}

void TstControlMethods::aDamagedIndexIsANotice()
{
    waitForIdle();
    const QString index = QStringLiteral("store/") +
                          m_one->shareStatus("data")[QLatin1String("id")].toString().left(16) +
                          QStringLiteral(".index");
    QVERIFY(m_one->stop());
    m_one->write(qPrintable(index), QByteArray(20'000, 'x'));
    QVERIFY(m_one->start());
    const QStringList told = notices();
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(QStringLiteral("was damaged")) && told[0].contains(QStringLiteral(".damaged-")),
             qPrintable(told[0]));
    // It is there until a person has read it.
    const auto dismissed = m_one->ask(QStringLiteral("dismiss_notices"));
    QVERIFY(dismissed);
    QCOMPARE((*dismissed)[QLatin1String("notices")].toInt(), 1);
    QVERIFY(m_one->status()[QLatin1String("notices")].toArray().isEmpty());
    waitForIdle();
}

void TstControlMethods::anIndexFromABackupIsANotice()
{
    waitForIdle();
    const QString index = QStringLiteral("store/") +
                          m_one->shareStatus("data")[QLatin1String("id")].toString().left(16) +
                          QStringLiteral(".index");
    QVERIFY(m_one->stop());
    const QByteArray backup = m_one->read(qPrintable(index));
    for (int times = 0; times < 2; ++times) { // the state before the last one is known, too
        QVERIFY(m_one->start());
        waitForIdle();
        QVERIFY(m_one->stop());
    }
    m_one->write(qPrintable(index), backup);
    QVERIFY(m_one->start());
    const QStringList told = notices();
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(QStringLiteral("restored from a backup")) &&
                 told[0].contains(QStringLiteral(".replaced-")),
             qPrintable(told[0]));
}

void TstControlMethods::aCopiedStorageFolderIsANotice()
{
    waitForIdle();
    QVERIFY(m_one->stop());
    const std::filesystem::path store = m_one->path("store").toStdString();
    std::filesystem::copy(store, store.native() + ".copy",
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::copy_symlinks);
    std::filesystem::rename(store, store.native() + ".old");
    std::filesystem::rename(store.native() + ".copy", store);
    QVERIFY(m_one->start());
    const QStringList told = notices();
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(QStringLiteral("storage_path of this device was copied")) &&
                 told[0].contains(QStringLiteral("device.key")),
             qPrintable(told[0]));
}

QTEST_GUILESS_MAIN(TstControlMethods)
#include "tst_control_methods.moc"
