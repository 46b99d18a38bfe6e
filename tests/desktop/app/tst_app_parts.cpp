// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/command_line.h"
#include "desktop/app/engine_host.h"
#include "desktop/app/engine_secret_tool.h"
#include "desktop/app/single_instance.h"

#include "desktop/models/instance.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::app;

class TstAppParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void linesAreRead_data();
    void linesAreRead();
    void aMistakeIsSaidWithoutRepeatingIt();
    void linksAreHiddenFromListsOfProcesses();
    void theSecondStartCallsTheFirst();
    void theSocketIsForTheUserAlone();
    void anotherDataFolderIsAnotherProgram();
    void secretsAreInspected_data();
    void secretsAreInspected();
    void newSecretsAreAPair();
    void anEngineIsHosted();
    void aStorageThatIsTakenIsSaid();
    void whatNeverStartedStops();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Clock> m_clock = makeSystemClock();
    std::unique_ptr<Random> m_random = makeSystemRandom();
};

void TstAppParts::initTestCase()
{
    qputenv("SHOAL_RUNTIME_DIR", m_folder.filePath(QStringLiteral("run")).toUtf8());
}

void TstAppParts::linesAreRead_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("link");
    QTest::addColumn<bool>("hidden");
    QTest::newRow("nothing") << QStringList{} << QString() << false;
    QTest::newRow("hidden") << QStringList{QStringLiteral("--hidden")} << QString() << true;
    QTest::newRow("a link") << QStringList{QStringLiteral("shoal:AB")} << QStringLiteral("shoal:AB") << false;
    QTest::newRow("an old link") << QStringList{QStringLiteral("BTSYNC://AB")} << QStringLiteral("BTSYNC://AB")
                                 << false;
    QTest::newRow("a session") << QStringList{QStringLiteral("-session"), QStringLiteral("1_2")} << QString() << false;
}

void TstAppParts::linesAreRead()
{
    QFETCH(QStringList, words);
    QFETCH(QString, link);
    QFETCH(bool, hidden);
    std::vector<Bytes> bytes;
    for (const QString& word : words)
        bytes.push_back(word.toStdString());
    const auto line = parseCommandLine(bytes);
    QVERIFY(line);
    QCOMPARE(line->link, link);
    QCOMPARE(line->isHidden, hidden);
    QCOMPARE(line->action, Action::Run);
}

void TstAppParts::aMistakeIsSaidWithoutRepeatingIt()
{
    const auto bare = parseCommandLine({"ABCDEFGHIJKLMNOPQRSTUVWXYZ2345672"});
    QVERIFY(!bare);
    QVERIFY(bare.error().context.find("shoal:") != Bytes::npos);
    QVERIFY(bare.error().context.find("ABCDEF") == Bytes::npos);
    QVERIFY(!parseCommandLine({"--nonsense"}));
    QVERIFY(!parseCommandLine({"--data"}));
    QCOMPARE(parseCommandLine({"--help"})->action, Action::Help);
}

void TstAppParts::linksAreHiddenFromListsOfProcesses()
{
    Bytes program = "shoal-desktop", option = "--hidden", link = "shoal:SECRET?name=x";
    char* words[] = {program.data(), option.data(), link.data()};
    hideLinks(3, words);
    QCOMPARE(option, Bytes("--hidden"));
    QVERIFY(link.starts_with("shoal:x"));
    QVERIFY(link.find("SECRET") == Bytes::npos);
}

void TstAppParts::theSecondStartCallsTheFirst()
{
    SingleInstance first("/data/one", *m_clock), second("/data/one", *m_clock);
    QCOMPARE(first.claim().value(), true);
    QCOMPARE(second.claim().value(), false);
    std::optional<SingleInstance::Call> call;
    connect(&first, &SingleInstance::called, this, [&call](const SingleInstance::Call& made) { call = made; });
    std::optional<bool> done;
    second.handOver({QStringLiteral("shoal:A"), true, QStringLiteral("token")}, [&done](bool well) { done = well; });
    QTRY_VERIFY(done);
    QVERIFY(*done);
    QVERIFY(call);
    QCOMPARE(call->link, QStringLiteral("shoal:A"));
    QCOMPARE(call->activation, QStringLiteral("token"));
    QVERIFY(call->adds);
}

void TstAppParts::theSocketIsForTheUserAlone()
{
    SingleInstance first("/data/two", *m_clock);
    QVERIFY(first.claim());
    struct stat folder
    {};
    QCOMPARE(::stat(m_folder.filePath(QStringLiteral("run")).toUtf8().constData(), &folder), 0);
    QCOMPARE(folder.st_uid, ::geteuid());
    QCOMPARE(folder.st_mode & 0022U, 0U); // nobody else puts a socket there
}

void TstAppParts::anotherDataFolderIsAnotherProgram()
{
    SingleInstance first("/data/three", *m_clock), second("/data/four", *m_clock);
    QCOMPARE(first.claim().value(), true);
    QCOMPARE(second.claim().value(), true);
}

void TstAppParts::secretsAreInspected_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<QString>("name");
    QTest::newRow("bare") << QStringLiteral("%1") << false << QString();
    QTest::newRow("with white space") << QStringLiteral("  %1\n") << true << QString();
    QTest::newRow("a link with a name") << QStringLiteral("shoal:%1?name=my%20files") << true
                                        << QStringLiteral("my files");
    QTest::newRow("an old link") << QStringLiteral("btsync://%1?n=www") << false << QStringLiteral("www");
}

void TstAppParts::secretsAreInspected()
{
    QFETCH(QString, form);
    QFETCH(bool, readOnly);
    QFETCH(QString, name);
    EngineSecretTool tool(*m_random);
    const auto pair = tool.make();
    const QString secret = readOnly ? pair.readOnly : pair.readWrite;
    QString mistake;
    const auto kind = tool.inspect(QString(form).replace(QStringLiteral("%1"), secret), mistake);
    QVERIFY2(kind, qPrintable(mistake));
    QCOMPARE(kind->secret, secret);
    QCOMPARE(kind->canWrite, !readOnly);
    QCOMPARE(kind->name, name);
    for (const QString& wrong : {QString(), QStringLiteral("hello"), secret.chopped(1),
                                 secret.chopped(1) + QLatin1Char('1'), secret + QLatin1Char('A')}) {
        QVERIFY(!tool.inspect(wrong, mistake));
        QVERIFY(!mistake.isEmpty());
        QVERIFY(wrong.size() < 6 || !mistake.contains(wrong));
    }
}

void TstAppParts::newSecretsAreAPair()
{
    EngineSecretTool tool(*m_random);
    const auto pair = tool.make();
    QVERIFY(pair.readWrite != tool.make().readWrite);
    QCOMPARE(tool.readOnlyOf(pair.readWrite), std::optional(pair.readOnly));
    QCOMPARE(tool.readOnlyOf(pair.readOnly), std::nullopt);
}

void TstAppParts::anEngineIsHosted()
{
    const Bytes storage = m_folder.path().toStdString() + "/hosted/storage";
    EngineHost host(storage);
    QSignalSpy started(&host, &EngineHost::started), stopped(&host, &EngineHost::stopped);
    host.start();
    QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 30'000);
    models::Instance instance(*m_clock);
    QSignalSpy attached(&instance, &models::Instance::attached);
    instance.attach(started[0][0].value<Bytes>());
    QTRY_COMPARE(attached.size(), 1);
    struct stat info
    {};
    QCOMPARE(::stat(storage.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
    host.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 30'000);
    QVERIFY(stopped[0][0].toBool());
    QTRY_VERIFY(!instance.isAttached());
}

void TstAppParts::aStorageThatIsTakenIsSaid()
{
    const Bytes storage = m_folder.path().toStdString() + "/taken/storage";
    EngineHost first(storage), second(storage);
    QSignalSpy started(&first, &EngineHost::started), failed(&second, &EngineHost::failed),
        stopped(&first, &EngineHost::stopped);
    first.start();
    QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 30'000);
    second.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    QVERIFY(failed[0][0].toString().contains(QStringLiteral("in use")));
    first.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 30'000);
}

void TstAppParts::whatNeverStartedStops()
{
    EngineHost host(m_folder.path().toStdString() + "/never/storage");
    QSignalSpy stopped(&host, &EngineHost::stopped);
    host.stop();
    QTRY_COMPARE(stopped.size(), 1);
}

QTEST_GUILESS_MAIN(TstAppParts)
#include "tst_app_parts.moc"
