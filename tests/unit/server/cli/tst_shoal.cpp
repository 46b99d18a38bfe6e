// SPDX-License-Identifier: GPL-3.0-or-later
#include "played_instance.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::control;
using namespace shoal::test;

// The program `shoal` from outside, with instances played by this process. It lies beside this test.
class TstShoal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void usage_data();
    void usage();
    void readOnlySecret();
    void newSecretIsReadWrite();
    void badSecretIsNotRepeated();
    void nothingRuns_data();
    void nothingRuns();
    void statusOfAnInstanceInSync();
    void statusOfAnInstanceAtWork();
    void statusOfAShareThatWaitsForAPerson();
    void statusAsJson();
    void statusOfSeveralInstances();
    void instanceThatFails();
    void namesCannotMoveTheCursor();
    void whyNamesReasons();
    void whyFindsRelativePaths();
    void whyOfAPathNobodyKnows();
    void whyTakesBytesThatAreNoText();

private:
    struct Outcome
    {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    Outcome run(const QStringList& arguments, const QByteArray& input = {}, const QString& folder = {});
    QString path(const char* name) const { return m_folder->path() + QLatin1Char('/') + QLatin1String(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

const QByteArray kShareInSync = R"({"dir":"/data/www","share":"1a2b3c4d","permission":"read-write","state":"idle",
    "files":1204,"directories":87,"bytes":35200000,"pending_files":0,"pending_bytes":0,"archive_bytes":0,"problems":0,
    "guarantees":[],"rates":{"up":0,"down":0},
    "peers":[{"device":"ab","name":"app02 www","address":"192.0.2.7:12345","state":"connected","permission":"read-write",
              "lacking_files":0,"lacking_bytes":0,"sent_bytes":1200000,"received_bytes":999}]})";

const QByteArray kShareAtWork = R"({"dir":"/data/mail","share":"5e6f7a8b","permission":"read-only","state":"syncing",
    "files":300,"directories":1,"bytes":100000000,"pending_files":1,"pending_bytes":75000000,"archive_bytes":5000,"problems":2,
    "guarantees":["this file system has no leases"],"rates":{"up":0,"down":11200000},"peers":[]})";

QJsonObject statusOf(const QByteArray& share)
{
    return json(
        R"({"device":{"id":"abcdef0123456789","name":"app01 www"},"version":"0.1.0","pid":42,"uptime_seconds":7500,
                    "listening_port":12345,"shares":[)" +
        share + "]}");
}

} // namespace

void TstShoal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("SHOAL_RUNTIME_DIR", (m_folder->path() + QStringLiteral("/run")).toLocal8Bit());
}

TstShoal::Outcome TstShoal::run(const QStringList& arguments, const QByteArray& input, const QString& folder)
{
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/shoal"), arguments);
    process.write(input);
    process.closeWriteChannel();
    // The instances live in this event loop, so it must go on.
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TstShoal::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("out");
    QTest::addColumn<QByteArray>("err");
    const auto row = [](const char* name, const char* arguments, int code, const char* out, const char* err) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts) << code
                            << QByteArray(out) << QByteArray(err);
    };
    row("the help", "--help", 0, "Examples:", "");
    row("the help of a command", "status -h", 0, "Examples:", "");
    row("help as a command", "help", 0, "Exit codes:", "");
    row("the version", "--version", 0, "shoal 0.", "");
    row("nothing", "", 2, "", "shoal: a command is missing; shoal --help lists all\n");
    row("a mistyped command", "statsu", 2, "",
        "shoal: unknown command statsu; the nearest is status (shoal --help lists all)\n");
    row("a secret as command", "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", 2, "", "shoal: unknown command; the nearest");
    row("a mistyped option", "status --jsn", 2, "", "shoal: unknown option --jsn; the nearest is --json\n");
    row("an option without its value", "status --instance", 2, "", "shoal: --instance needs its value");
    row("status of something", "status /data", 2, "", "shoal: status takes no argument");
    row("help of one command", "help conflicts keep", 0, "conflicts keep this|that|both PATH", "");
    row("a group alone", "share", 2, "", "shoal: share needs to know what to do: list, add, remove");
    row("an option of another command", "status --limit 3", 2, "", "shoal: status takes no --limit");
    row("an option twice", "history --limit 3 --limit 4", 2, "", "shoal: --limit is given twice");
    row("a switch with a value", "status --json=yes", 2, "", "shoal: --json takes no value");
    row("a number that is none", "history --limit 3x", 2, "", "shoal: --limit needs a whole number from 1 to 1000");
    row("a number out of range", "archive --limit 1001", 2, "", "shoal: --limit needs a whole number from 1 to 1000");
    row("a choice that is none", "conflicts keep all x", 2, "", "shoal: conflicts keep takes this|that|both PATH");
    row("no answer", "confirm /data", 2, "", "shoal: confirm needs one answer");
    row("two answers", "confirm /data --refill --keep", 2, "", "shoal: confirm needs one answer");
    row("a level that is none", "log --level loud", 2, "", "shoal: --level is debug, info, warning or error");
    row("two paths", "why a b", 2, "", "shoal: why takes [PATH]");
    row("secret alone", "secret", 2, "", "shoal: secret needs to know what to do");
    row("a mistyped action", "secret nwe", 2, "", "shoal: unknown command nwe after secret; the nearest is new ");
    row("a secret where the action belongs", "secret AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", 2, "",
        "shoal: unknown command after secret; the nearest");
    row("a new secret of something", "secret new x", 2, "", "shoal: secret new takes no argument;");
    row("read-only of nothing", "secret read-only", 2, "", "shoal: no secret was given");
    row("a secret for all to see", "secret read-only AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA", 2, "",
        "shoal: a secret on the command line can be read by everybody");
}

void TstShoal::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, out);
    QFETCH(QByteArray, err);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY2(out.isEmpty() ? outcome.out.isEmpty() : outcome.out.contains(out), outcome.out);
    QVERIFY2(err.isEmpty() ? outcome.err.isEmpty() : outcome.err.startsWith(err), outcome.err);
}

void TstShoal::readOnlySecret()
{
    const QByteArray secret = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
    const QByteArray readOnly = "B3MF5NHDCWI6JTVUU2R3LYMQDAK2QCEXG\n";
    const Outcome piped = run({QStringLiteral("secret"), QStringLiteral("read-only")}, secret + "\n");
    QCOMPARE(piped.out, readOnly);
    QCOMPARE(piped.code, 0);
    const Outcome dash =
        run({QStringLiteral("secret"), QStringLiteral("read-only"), QStringLiteral("-")}, " " + secret + " \nmore\n");
    QCOMPARE(dash.out, readOnly);
    QFile file(path("secret.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(secret);
    file.close();
    const Outcome fromFile =
        run({QStringLiteral("secret"), QStringLiteral("read-only"), QStringLiteral("--file"), file.fileName()});
    QCOMPARE(fromFile.out, readOnly);
}

void TstShoal::newSecretIsReadWrite()
{
    const Outcome one = run({QStringLiteral("secret"), QStringLiteral("new")});
    const Outcome two = run({QStringLiteral("secret"), QStringLiteral("new")});
    QCOMPARE(one.code, 0);
    QVERIFY2(one.out.size() == 34 && one.out.startsWith('A') && one.out.endsWith('\n'), one.out);
    QVERIFY(one.out != two.out);
}

void TstShoal::badSecretIsNotRepeated()
{
    const Outcome outcome =
        run({QStringLiteral("secret"), QStringLiteral("read-only")}, "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHM\n");
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(!outcome.err.isEmpty() && !outcome.err.contains("AHRA"), outcome.err);
}

void TstShoal::nothingRuns_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("status") << QStringList{QStringLiteral("status")};
    QTest::newRow("why") << QStringList{QStringLiteral("why"), QStringLiteral("/data")};
    QTest::newRow("an instance that is named")
        << QStringList{QStringLiteral("status"), QStringLiteral("--instance"), QStringLiteral("/nowhere")};
}

void TstShoal::nothingRuns()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 3);
    QVERIFY2(outcome.err.contains("no instance"), outcome.err);
}

void TstShoal::statusOfAnInstanceInSync()
{
    const PlayedInstance instance(path("st"), statusOf(kShareInSync));
    const Outcome outcome = run({QStringLiteral("status")});
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    QCOMPARE(instance.methods, QStringList{QStringLiteral("status")});
    const QByteArray expected = "app01 www  device abcdef01, shoald 0.1.0, process 42, port 12345, up 2 h 05 min\n"
                                "\n"
                                "  /data/www  read-write, share 1a2b3c4d\n"
                                "    complete; 1,204 files in 87 folders, 35.2 MB\n"
                                "    app02 www  has everything  connected  read-write  192.0.2.7:12345  sent 1.2 MB  "
                                "received 999 B\n";
    QCOMPARE(outcome.out, expected);
}

void TstShoal::statusOfAnInstanceAtWork()
{
    const PlayedInstance instance(path("st"), statusOf(kShareAtWork));
    const Outcome outcome = run({QStringLiteral("status")});
    QCOMPARE(outcome.code, 1);
    const QByteArray expected =
        "  /data/mail  read-only, share 5e6f7a8b\n"
        "    syncing [#####---------------] 25 %, 1 file and 75.0 MB to come, receiving 11.2 MB/s; "
        "300 files in 1 folder, 100.0 MB, archive 5.0 kB\n"
        "    2 problems, shoal why names them\n"
        "    note: this file system has no leases\n"
        "    no peer is connected\n";
    QVERIFY2(outcome.out.endsWith(expected), outcome.out);
}

// Nothing of it is on its way.
void TstShoal::statusOfAShareThatWaitsForAPerson()
{
    QJsonObject share = QJsonDocument::fromJson(kShareAtWork).object();
    share[QStringLiteral("pending_bytes")] = 0;
    share[QStringLiteral("problems")] = 1;
    const PlayedInstance instance(path("st"), statusOf(QJsonDocument(share).toJson()));
    const Outcome outcome = run({QStringLiteral("status")});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.out.contains("    complete but for problems, receiving"), outcome.out);
    QVERIFY2(outcome.out.contains("    1 problem, shoal why names it\n"), outcome.out);
}

void TstShoal::statusAsJson()
{
    const PlayedInstance instance(path("st"), statusOf(kShareInSync));
    const Outcome outcome = run({QStringLiteral("--json"), QStringLiteral("status")});
    QCOMPARE(outcome.code, 0);
    QJsonObject expected = statusOf(kShareInSync);
    expected.insert(QStringLiteral("socket"), QString::fromStdString(instance.socket));
    QCOMPARE(outcome.out.count('\n'), 1);
    QCOMPARE(json(outcome.out), expected);
}

void TstShoal::statusOfSeveralInstances()
{
    const PlayedInstance one(path("one"), statusOf(kShareInSync));
    const PlayedInstance two(path("two"), statusOf(kShareAtWork));
    const Outcome all = run({QStringLiteral("status")});
    QCOMPARE(all.code, 1);
    QVERIFY(all.out.indexOf("/data/www") < all.out.indexOf("/data/mail") && all.out.contains("/data/www"));
    const Outcome named = run({QStringLiteral("status"), QStringLiteral("--instance"), path("one")});
    QCOMPARE(named.code, 0);
    QVERIFY(!named.out.contains("/data/mail"));
    const Outcome bySocket =
        run({QStringLiteral("status"), QStringLiteral("--instance=") + QString::fromStdString(two.socket)});
    QCOMPARE(bySocket.code, 1);
    QVERIFY(!bySocket.out.contains("/data/www"));
}

void TstShoal::instanceThatFails()
{
    const PlayedInstance one(path("one"), statusOf(kShareInSync));
    const PlayedInstance two(path("two"),
                             tl::unexpected<CallError>({CallErrorCode::InternalError, QStringLiteral("no index")}));
    const Outcome outcome = run({QStringLiteral("status")});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.contains("/data/www"));
    QVERIFY2(outcome.err.endsWith(QByteArray::fromStdString(two.socket + ": no index\n")), outcome.err);
}

void TstShoal::namesCannotMoveTheCursor()
{
    QByteArray share = kShareInSync;
    share.replace("app02 www", "\\u001b[2Japp\\n02");
    const PlayedInstance instance(path("st"), statusOf(share));
    const Outcome outcome = run({QStringLiteral("status")});
    QVERIFY(!outcome.out.contains('\x1b'));
    QVERIFY2(outcome.out.contains("\\x1b[2Japp\\x0a02  has everything"), outcome.out);
}

void TstShoal::whyNamesReasons()
{
    const PlayedInstance instance(path("st"),
                                  json(R"({"items":[{"share_dir":"/data/www","path":"a/b.html","state":"waiting",
        "reason":"it is being written","peer":"app02 www","what_to_do":"wait"},
        {"share_dir":"/data/www","path":"c","state":"ignored","reason":"","peer":"","what_to_do":""}],"summary":"1 path waits"})"));
    const Outcome outcome = run({QStringLiteral("why")});
    QCOMPARE(outcome.code, 1);
    QVERIFY(instance.asked.at(0).isEmpty());
    QCOMPARE(outcome.out, QByteArray("/data/www/a/b.html: waiting\n  why: it is being written\n  peer: app02 www\n"
                                     "  what to do: wait\n/data/www/c: ignored\n1 path waits\n"));
}

void TstShoal::whyFindsRelativePaths()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("real/sub")));
    QVERIFY(QFile::link(path("real"), path("link")));
    const Answer notHere = json(R"({"items":[{"share_dir":"","path":"?","state":"not in a share"}],"summary":""})");
    const Answer found = json(R"({"items":[{"share_dir":"/s","path":"f","state":"in sync"}],"summary":""})");
    const QString base = QFileInfo(m_folder->path()).canonicalFilePath();
    PlayedInstance other(path("other"), notHere);
    PlayedInstance instance(path("st"), notHere);
    QString known;
    instance.chosen = [&](const QJsonObject& params) {
        return params.value(QLatin1String("path")).toString() == known ? found : notHere;
    };

    known = base + QStringLiteral("/real/sub/f");
    const Outcome fromHere = run({QStringLiteral("why"), QStringLiteral("./../sub/f")}, {}, path("real/sub"));
    QCOMPARE(fromHere.out, QByteArray("/s/f: in sync\n"));
    QCOMPARE(fromHere.code, 0);
    const Outcome throughLink = run({QStringLiteral("why"), path("link/sub/f")});
    QCOMPARE(throughLink.out, QByteArray("/s/f: in sync\n"));
    const Outcome withSlash = run({QStringLiteral("why"), path("link/sub/f/")});
    QCOMPARE(withSlash.out, QByteArray("/s/f: in sync\n"));
    known = QStringLiteral("sub/f");
    const Outcome inShare = run({QStringLiteral("why"), QStringLiteral("sub/f")}, {}, path("other"));
    QCOMPARE(inShare.out, QByteArray("/s/f: in sync\n"));
}

void TstShoal::whyOfAPathNobodyKnows()
{
    const PlayedInstance instance(
        path("st"),
        json(
            R"({"items":[{"share_dir":"","path":"/etc/passwd","state":"not in a share","reason":"no share holds it"}]})"));
    const Outcome outcome = run({QStringLiteral("why"), QStringLiteral("/etc/passwd")});
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.out, QByteArray("/etc/passwd: not in a share\n  why: no share holds it\n"));
}

void TstShoal::whyTakesBytesThatAreNoText()
{
    const PlayedInstance instance(path("st"), json(R"({"items":[{"share_dir":"/s","path":"x","state":"in sync"}]})"));
    // A shell gives the bytes as they are.
    QProcess process;
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QStringLiteral("exec \"$0\" why \"$(printf '/d/\\351')\""),
                   QCoreApplication::applicationDirPath() + QStringLiteral("/shoal")});
    QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000));
    QCOMPARE(process.exitCode(), 0);
    const QString encoded = instance.asked.at(0).value(QLatin1String("path_base64")).toString();
    QCOMPARE(QByteArray::fromBase64(encoded.toLatin1()), QByteArray("/d/\xE9"));
}

QTEST_GUILESS_MAIN(TstShoal)
#include "tst_shoal.moc"
