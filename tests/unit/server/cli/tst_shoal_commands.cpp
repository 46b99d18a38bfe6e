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

// What each command of `shoal` asks an instance, and what it makes of the answer. The instance is played.
class TstShoalCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void commands_data();
    void commands();
    void asJson();
    void sharesWithoutAnAnswerAreNamed();
    void refusals_data();
    void refusals();
    void secretsComeUnseen();
    void secretsAreNotRepeated();
    void ignoreListComesFromStandardInput();
    void bytesThatAreNoText();
    void instanceByName();
    void severalInstances();
    void sharesOfSeveralInstances();
    void anInstanceWithoutTheMethod();

private:
    struct Outcome
    {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    Outcome run(const QStringList& arguments, const QByteArray& input = {});
    Outcome run(const char* arguments, const QByteArray& input = {})
    {
        return run(QString::fromLatin1(arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts), input);
    }
    QString path(const char* name) const { return m_folder->path() + QLatin1Char('/') + QLatin1String(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const char kSecret[] = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

// Two shares; the inner one lies in the folder of the other.
const QJsonObject kStatus =
    json(R"({"device":{"id":"abcdef0123456789","name":"app01 www"},"config":"/etc/shoal/www.www-data.conf",
    "shares":[{"dir":"/data/www","share":"1a2b3c4d","id":"1a2b3c4d00112233","state":"idle","permission":"read-write",
               "files":1204,"bytes":35200000,"fixed":true},
              {"dir":"/data/www/in","share":"5e6f7a8b","id":"5e6f7a8b00112233","state":"stopped","permission":"read-only",
               "files":3,"bytes":10,"fixed":false}]})");

// Answers `status`, and everything else with one answer or error.
std::function<Answer(const QString&, const QJsonObject&)> oneAnswer(const Answer& answer)
{
    return [answer](const QString& method, const QJsonObject&) {
        return method == QLatin1String("status") ? Answer(kStatus) : answer;
    };
}

} // namespace

void TstShoalCommands::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("SHOAL_RUNTIME_DIR", (m_folder->path() + QStringLiteral("/run")).toLocal8Bit());
    qputenv("TZ", "UTC");
}

TstShoalCommands::Outcome TstShoalCommands::run(const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/shoal"), arguments);
    process.write(input);
    process.closeWriteChannel();
    // The instances live in this event loop, so it must go on.
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TstShoalCommands::commands_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("out");
    const auto row = [](const char* name, const char* arguments, const char* method, const char* params,
                        const char* answer, int code, const char* out) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << QString::fromLatin1(method) << QByteArray(params)
                            << QByteArray(answer) << code << QByteArray(out);
    };
    row("peers, one of them away", "peers", "peers", "{}",
        R"({"peers":[{"name":"app02","share_dir":"/data/www","online":true,"state":"in sync","permission":"read-write",
            "lacking_files":0,"lacking_bytes":0,"sent_bytes":1200000,"received_bytes":5,"address":"192.0.2.7:1","via":"lan",
            "found":"known host","version":"0.2","rates":{"up":2000,"down":0}},
            {"name":"app03","share_dir":"/data/www","online":false,"last_seen":0,"lacking_files":7,"lacking_bytes":70}]})",
        0,
        "device  folder     state    permission  lacks                      sent  received  address      way           "
        "   "
        "version\n"
        "app02   /data/www  in sync  read-write  nothing        1.2 MB +2.0 kB/s       5 B  192.0.2.7:1  lan, known "
        "host  "
        "0.2\n"
        "app03   /data/www  offline              7 files, 70 B               0 B       0 B\n");
    row("why a peer is away", "peers", "peers", "{}",
        R"({"peers":[{"name":"app02","share_dir":"/data/www","online":false,"problem":"cannot connect to 192.0.2.7:1: refused"},
            {"name":"","device":"","address":"192.0.2.8:1","share_dir":"/data/www","problem":"no answer"}]})",
        0, "\napp02 (/data/www): cannot connect to 192.0.2.7:1: refused\n192.0.2.8:1 (/data/www): no answer\n");
    row("a connected peer lacks something", "peers --share 1a2b3c4d", "peers", R"({"share":"/data/www"})",
        R"({"peers":[{"name":"app02","online":true,"lacking_files":1,"lacking_bytes":70}]})", 1, "1 file, 70 B");
    row("no peer at all", "peers", "peers", "{}", R"({"peers":[]})", 0, "no device is known");
    row("transfers", "transfers", "transfers", "{}",
        R"({"transfers":[{"share_dir":"/data/www","path":"a/b.iso","direction":"down","size":4000000,"done":1000000,
            "rate":1500000,"peers":["app02","app03"]}],"queued_files":2,"queued_bytes":3000})",
        0,
        "receiving  [#####---------------]  25 %  1.0 MB of 4.0 MB  1.5 MB/s  2 s left  /data/www/a/b.iso  from app02, "
        "app03\n2 files and 3.0 kB in the queue\n");
    row("a size that makes no sense", "transfers", "transfers", "{}",
        R"({"transfers":[{"path":"x","direction":"up","size":-4,"done":9,"rate":0}]})", 0,
        "sending  [####################]  100 %  0 B of 0 B  waits    x\n");
    row("no transfer", "transfers --share /data/www/in/", "transfers", R"({"share":"/data/www/in"})",
        R"({"transfers":[]})", 0, "nothing is being transferred\n");
    row("history", "history --search x --limit 3 --before c1", "history", R"({"search":"x","limit":3,"before":"c1"})",
        R"({"next":"c2","entries":[
            {"time":1700000000000,"share_dir":"/data/www","path":"new\u001b[2J","event":"moved","from":"old","size":5,"peer":""},
            {"time":1700000001000,"share_dir":"/data/www","path":"gone","event":"deleted","peer":"app02"}]})",
        0,
        "2023-11-14 22:13:21  deleted       app02  /data/www/gone\n"
        "2023-11-14 22:13:20  moved    5 B  here   /data/www/old -> /data/www/new\\x1b[2J\n"
        "older ones: --before c2\n");
    row("no history", "history", "history", R"({"limit":50})", R"({"entries":[]})", 0, "nothing has happened\n");
    row("conflicts", "conflicts", "conflicts", R"({"limit":200})",
        R"({"conflicts":[{"share_dir":"/data/www","path":"a.conflict-x.txt","original":"a.txt","author":"app02",
            "size":1200,"mtime":1700000000000,"original_size":900,"original_mtime":1700000001000,
            "original_author":"app01"},
            {"share_dir":"/data/www","path":"c.conflict-x","original":"c","author":"app02","size":1,"mtime":0,
            "original_size":2,"original_mtime":0},
            {"share_dir":"/data/www","path":"b.conflict-x","original":"b","author":"0a0b0c0d","size":1,"mtime":0}]})",
        1,
        "/data/www/a.txt\n"
        "  this  by app01  2023-11-14 22:13:21   900 B  /data/www/a.txt\n"
        "  that  by app02  2023-11-14 22:13:20  1.2 kB  /data/www/a.conflict-x.txt\n"
        "/data/www/c\n"
        "  this  has the name  1970-01-01 00:00:00  2 B  /data/www/c\n"
        "  that  by app02      1970-01-01 00:00:00  1 B  /data/www/c.conflict-x\n"
        "/data/www/b\n"
        "  this  is gone                                /data/www/b\n"
        "  that  by 0a0b0c0d  1970-01-01 00:00:00  1 B  /data/www/b.conflict-x\n"
        "3 conflicts; shoal conflicts keep this|that|both PATH settles one\n");
    row("no conflict", "conflicts --share 5E6F7A8B", "conflicts", R"({"limit":200,"share":"/data/www/in"})",
        R"({"conflicts":[]})", 0, "there is no conflict\n");
    row("keep that", "conflicts keep that /data/www/a/../a.conflict-x.txt", "resolve",
        R"({"share":"/data/www","path":"a.conflict-x.txt","keep":"that"})", R"({"path":"a.txt"})", 0,
        "settled; what is there now: a.txt\n");
    row("keep both, in a share that is named", "conflicts keep both --share 1a2b3c4d b/c", "resolve",
        R"({"share":"/data/www","path":"b/c","keep":"both"})", R"({"path":"b/c x"})", 0, "b/c x\n");
    row("a path goes to the innermost share", "conflicts keep this /data/www/in/c", "resolve",
        R"({"share":"/data/www/in","path":"c","keep":"this"})", R"({"path":"c"})", 0, "settled");
    row("archive", "archive /data/www/docs --search a", "archive",
        R"({"limit":200,"share":"/data/www","path":"docs","search":"a"})",
        R"({"versions":[{"share_dir":"/data/www","path":"docs/a","archived":"docs/a.1","size":10,"mtime":1700000000000,
            "archived_at":1700000001000}]})",
        0,
        "archived             modified             size  was               is\n"
        "2023-11-14 22:13:21  2023-11-14 22:13:20  10 B  /data/www/docs/a  /data/www/.sync/Archive/docs/a.1\n");
    row("an empty archive", "archive", "archive", R"({"limit":200})", R"({"versions":[]})", 0, "nothing like that");
    row("restore", "restore /data/www/.sync/Archive/docs/a.1", "restore",
        R"({"share":"/data/www","archived":"docs/a.1"})", R"({"path":"docs/a"})", 0, "restored: docs/a\n");
    row("restore elsewhere", "restore docs/a.1 --share /data/www --to b", "restore",
        R"({"share":"/data/www","archived":"docs/a.1","to":"b"})", R"({"path":"b"})", 0, "restored: b\n");
    row("rescan everything", "rescan", "rescan", "{}", R"({"shares":2})", 0, "2 shares: looking at the whole folder");
    row("pause one", "pause /data/www", "pause", R"({"share":"/data/www"})", R"({"shares":1})", 0, "1 share: paused");
    row("resume one", "resume --share 5e6f7a8b", "resume", R"({"share":"/data/www/in"})", R"({"shares":1})", 0,
        "1 share: at work again\n");
    row("refill", "confirm /data/www --refill", "confirm", R"({"share":"/data/www","answer":"refill"})",
        R"({"shares":1})", 0, "The missing files are fetched again");
    row("deleted everywhere", "confirm /data/www --deleted-everywhere --files 12", "confirm",
        R"({"share":"/data/www","answer":"deleted-everywhere","files":12})", R"({"shares":1})", 0,
        "The missing files are deleted on all devices");
    row("a new mount", "confirm --new-mount /data/www/video", "confirm",
        R"({"share":"/data/www","answer":"new-mount","path":"video"})", R"({"shares":1})", 0, "The file system");
    row("the mount of a share itself", "confirm --new-mount /data/www", "confirm",
        R"({"share":"/data/www","answer":"new-mount","path":""})", R"({"shares":1})", 0, "The file system");
    row("keep what is held at a path", "confirm /data/www/old --keep", "confirm",
        R"({"share":"/data/www","answer":"keep","path":"old"})", R"({"shares":1})", 0, "What was held is kept.\n");
    row("remove what is held", "confirm /data/www --remove", "confirm", R"({"share":"/data/www","answer":"remove"})",
        R"({"shares":1})", 0, "What was held is removed.\n");
    row("share list", "share list", "status", "{}", "{}", 0,
        "folder        state    permission  files     size  share     instance   named by\n"
        "/data/www     idle     read-write  1,204  35.2 MB  1a2b3c4d  app01 www  config file\n"
        "/data/www/in  stopped  read-only       3     10 B  5e6f7a8b  app01 www  shoal share add\n");
    row("share remove", "share remove /data/www/in", "remove_share", R"({"share":"/data/www/in"})", "{}", 0,
        "removed: /data/www/in; the folder");
    row("share show", "share show /data/www/in", "share_options", R"({"share":"/data/www/in"})",
        R"({"options":[{"name":"search_lan","value":false,"default":true,"meaning":"m","fixed":false},
            {"name":"known_hosts","value":["a:1","b:2"],"default":[],"meaning":"n","fixed":true,"file_line":7}]})",
        0,
        "option       value    default  set by               meaning\n"
        "search_lan   false    true     set here             m\n"
        "known_hosts  a:1,b:2  none     config file, line 7  n\n");
    row("share set", "share set /data/www/in search_lan false", "set_share_options",
        R"({"share":"/data/www/in","values":{"search_lan":false}})", R"({"starts_anew":false})", 0,
        "search_lan is false now\n");
    row("share set with hosts", "share set /data/www/in known_hosts a:1,b:2", "set_share_options",
        R"({"share":"/data/www/in","values":{"known_hosts":["a:1","b:2"]}})", R"({"starts_anew":true})", 0,
        "known_hosts is a:1,b:2 now; the share starts anew\n");
    row("share set back", "share set /data/www/in known_hosts default", "set_share_options",
        R"({"share":"/data/www/in","values":{"known_hosts":null}})", "{}", 0, "known_hosts has its default now\n");
    row("notices were read", "confirm --notices", "dismiss_notices", "{}", R"({"notices":2})", 0,
        "2 notices dropped\n");
    row("an ignored path", "ignore test /data/www/a.tmp", "ignore_test",
        R"({"share":"/data/www","path":"/data/www/a.tmp"})",
        R"({"ignored":true,"rule":"*.tmp","line":3,"share_dir":"/data/www"})", 0,
        "/data/www/a.tmp: ignored by the rule *.tmp, line 3, in /data/www\n");
    row("a path that is not ignored", "ignore test --share /data/www a", "ignore_test",
        R"({"share":"/data/www","path":"/data/www/a"})", R"({"ignored":false,"share_dir":"/data/www"})", 0,
        "a: not ignored\n");
    row("an ignore list as it is", "ignore show /data/www", "ignore_list", R"({"share":"/data/www"})",
        R"({"text":"# one\n*.tmp\n"})", 0, "# one\n*.tmp\n");
    row("options", "options", "options", "{}",
        R"({"options":[{"name":"download_limit","value":0,"default":0,"unit":"kB/s","meaning":"m","fixed":false},
            {"name":"device_name","value":"app01","default":"","meaning":"n","fixed":true,"file_line":7},
            {"name":"lan","value":false,"default":true,"meaning":"o","fixed":false}]})",
        0,
        "option          value   default  set by               meaning\n"
        "download_limit  0 kB/s  0                             m\n"
        "device_name     app01            config file, line 7  n\n"
        "lan             false   true     set here             o\n");
    row("one option", "options lan", "options", "{}",
        R"({"options":[{"name":"download_limit","value":0,"default":0},{"name":"lan","value":true,"default":true}]})",
        0, "option  value  default  set by  meaning\nlan     true   true\n");
    row("the weekly limits", "options weekly_limits", "options", "{}",
        R"({"options":[{"name":"weekly_limits","value":[{"from":"08:00","to":"17:00","upload":5}],"default":[]}]})", 0,
        "[{\"from\":\"08:00\",\"to\":\"17:00\",\"upload\":5}]  none     set here\n");
    row("set the weekly limits", "options weekly_limits []", "set_options", R"({"values":{"weekly_limits":"[]"}})",
        "{}", 0, "weekly_limits is [] now\n");
    row("an option that is none", "options nothing", "options", "{}", R"({"options":[{"name":"lan"}]})", 4,
        "there is no such option");
    row("set a number", "options download_limit 500", "set_options", R"({"values":{"download_limit":500}})",
        R"({"need_restart":[]})", 0, "download_limit is 500 now\n");
    row("set a flag that needs a restart", "options lan false", "set_options", R"({"values":{"lan":false}})",
        R"({"need_restart":["lan"]})", 0, "lan is false after the next start\n");
    row("set a text", "options device_name 5x", "set_options", R"({"values":{"device_name":"5x"}})", "{}", 0, "5x now");
    row("back to the default", "options lan default", "set_options", R"({"values":{"lan":null}})", "{}", 0,
        "lan has its default now\n");
    row("the level of the log", "log", "log_level", "{}", R"({"level":"info"})", 0, "info\n");
    row("another level", "log --level debug", "log_level", R"({"level":"debug"})", R"({"level":"debug"})", 0,
        "debug\n");
    row("the secrets of a share", "secret show /data/www", "secret", R"({"share":"/data/www"})",
        R"({"secret":"AAA","read_only":"BBB"})", 0, "read-write  AAA\nread-only   BBB\n");
    row("a share that can only receive", "secret show 5e6f7a8b", "secret", R"({"share":"/data/www/in"})",
        R"({"read_only":"BBB"})", 0, "read-only  BBB\n");
    row("a new secret for a share", "secret rotate /data/www", "rotate", R"({"share":"/data/www"})",
        R"({"secret":"AAA","read_only":"BBB"})", 0, "read-write  AAA\nread-only   BBB\nthe share has a new secret");
}

void TstShoalCommands::commands()
{
    QFETCH(QString, arguments);
    QFETCH(QString, method);
    QFETCH(QByteArray, params);
    QFETCH(QByteArray, answer);
    QFETCH(int, code);
    QFETCH(QByteArray, out);
    PlayedInstance instance(path("st"), QJsonObject());
    instance.chosenBy = oneAnswer(json(answer));
    const Outcome outcome = run(arguments.toLatin1().constData());
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY(!instance.methods.isEmpty());
    QCOMPARE(instance.methods.last(), method);
    QCOMPARE(instance.asked.back(), json(params));
    QVERIFY2(outcome.out.startsWith(out) || outcome.out.contains(out), outcome.out);
    QCOMPARE(outcome.code, code);
}

void TstShoalCommands::asJson()
{
    PlayedInstance instance(path("st"), QJsonObject());
    QJsonObject expected = json(R"({"path":"a.txt","more":[1,2]})");
    instance.chosenBy = oneAnswer(expected);
    const Outcome outcome = run("conflicts keep that /data/www/x --json");
    expected.insert(QStringLiteral("socket"), QString::fromStdString(instance.socket));
    QCOMPARE(outcome.out.count('\n'), 1);
    QCOMPARE(json(outcome.out), expected);
    // Of one option only that one.
    instance.chosenBy = oneAnswer(json(R"({"options":[{"name":"a"},{"name":"b","value":3}]})"));
    const QJsonArray options = json(run("options b --json").out).value(QLatin1String("options")).toArray();
    QCOMPARE(options.size(), 1);
    QCOMPARE(options[0].toObject().value(QLatin1String("value")).toInt(), 3);
}

void TstShoalCommands::sharesWithoutAnAnswerAreNamed()
{
    PlayedInstance instance(path("st"), QJsonObject());
    instance.chosenBy = oneAnswer(
        json(R"({"conflicts":[],"unanswered":[{"share":"5e6f","share_dir":"/data/www/in","reason":"it is paused"}]})"));
    const Outcome outcome = run("conflicts");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray("shoal: /data/www/in is left out: it is paused\n"));
}

void TstShoalCommands::refusals_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* arguments, int error, int code, const char* text) {
        QTest::newRow(name) << QString::fromLatin1(arguments) << error << code << QByteArray(text);
    };
    row("wrong values", "restore --share /data/www x", -32602, 4, ".sock: said so\n");
    row("not now", "pause", -32001, 4, ".sock: said so\n");
    row("a failure", "peers", -32603, 1, ".sock: said so\n");
    // Nobody can be asked for the number: there is no terminal.
    row("how many were deleted", "confirm /data/www --deleted-everywhere", -32602, 4, ".sock: said so\n");
    row("a folder nobody shares", "pause /data/other", 0, 4,
        "no instance shares /data/other; what is shared:\n  /data/www");
    row("a path nobody shares", "conflicts keep this /etc/passwd", 0, 4, "/etc/passwd is in no share; what is shared:");
    row("an id that is too short", "pause 1a2b3c4", 0, 4, "no instance shares 1a2b3c4");
    row("which share", "secret show", 0, 2, "there are several shares; name the one you mean:\n  /data/www");
    row("a file that is not in the archive", "restore /data/www/a", 0, 4, "a is not below /data/www/.sync/Archive/");
    row("an instance nobody is", "status --instance app77", 0, 3, "no instance is called app77");
}

void TstShoalCommands::refusals()
{
    QFETCH(QString, arguments);
    QFETCH(int, error);
    QFETCH(int, code);
    QFETCH(QByteArray, text);
    PlayedInstance instance(path("st"), QJsonObject());
    instance.chosenBy =
        oneAnswer(tl::unexpected<CallError>({static_cast<CallErrorCode>(error), QStringLiteral("said so")}));
    const Outcome outcome = run(arguments.toLatin1().constData());
    QCOMPARE(outcome.code, code);
    QVERIFY2(outcome.err.startsWith("shoal: ") && outcome.err.contains(text), outcome.err);
    QCOMPARE(outcome.out, QByteArray());
}

void TstShoalCommands::secretsComeUnseen()
{
    PlayedInstance instance(path("st"), QJsonObject());
    instance.chosenBy = oneAnswer(json(R"({"share":"1a2b3c4d00112233"})"));
    const Outcome added =
        run("share add /data/new/ --create --no-lan --known-hosts a:1,b:2", QByteArray(kSecret) + '\n');
    QCOMPARE(added.err, QByteArray());
    QCOMPARE(added.out, QByteArray("added, share 1a2b3c4d\n"));
    QJsonObject expected = json(R"({"dir":"/data/new","create":true,"search_lan":false,"known_hosts":["a:1","b:2"]})");
    expected.insert(QStringLiteral("secret"), QLatin1String(kSecret));
    QCOMPARE(instance.methods, QStringList{QStringLiteral("add_share")});
    QCOMPARE(instance.asked.back(), expected);

    QFile file(path("secret.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kSecret);
    file.close();
    run({QStringLiteral("secret"), QStringLiteral("rotate"), QStringLiteral("/data/www"), QStringLiteral("--file"),
         file.fileName()});
    QCOMPARE(instance.methods.last(), QStringLiteral("rotate"));
    QCOMPARE(instance.asked.back().value(QLatin1String("secret")).toString(), QLatin1String(kSecret));
}

void TstShoalCommands::secretsAreNotRepeated()
{
    const PlayedInstance instance(path("st"), QJsonObject());
    const QByteArray wrong = QByteArray(kSecret).chopped(1);
    const QByteArray words = "share add /data/new " + QByteArray(kSecret);
    for (const Outcome& outcome : {run("share add /data/new", wrong + '\n'), run(words.constData()),
                                   run("share add /data/new", ""), run("share add /data/new --file /nowhere")}) {
        QCOMPARE(outcome.code, 2);
        QVERIFY2(!outcome.err.isEmpty() && !outcome.err.contains("AHRA"), outcome.err);
    }
    QCOMPARE(instance.methods, QStringList());
}

void TstShoalCommands::ignoreListComesFromStandardInput()
{
    PlayedInstance instance(path("st"), QJsonObject());
    instance.chosenBy = oneAnswer(QJsonObject());
    const Outcome outcome = run("ignore set /data/www", "# all\n*.tmp\n\xC3\xA4\n");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(instance.asked.back().value(QLatin1String("text")).toString(),
             QString::fromUtf8("# all\n*.tmp\n\xC3\xA4\n"));
    QCOMPARE(run("ignore set /data/www", "\xE9\n").code, 2);
    QCOMPARE(run("ignore set /data/www", QByteArray(256 * 1024 + 1, 'x')).code, 2);
}

void TstShoalCommands::bytesThatAreNoText()
{
    PlayedInstance instance(path("st"), QJsonObject());
    instance.chosenBy = oneAnswer(json(R"({"path":"x"})"));
    QProcess process; // a shell gives the bytes as they are
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"),
                   QStringLiteral("exec \"$0\" conflicts keep this \"$(printf '/data/www/\\351')\""),
                   QCoreApplication::applicationDirPath() + QStringLiteral("/shoal")});
    QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 20000));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject params = instance.asked.back();
    QVERIFY(!params.contains(QLatin1String("path")));
    QCOMPARE(QByteArray::fromBase64(params.value(QLatin1String("path_base64")).toString().toLatin1()),
             QByteArray("\xE9"));
}

void TstShoalCommands::instanceByName()
{
    PlayedInstance one(path("one"), QJsonObject());
    one.chosenBy = oneAnswer(json(R"({"level":"info"})"));
    PlayedInstance two(path("two"),
                       json(R"({"level":"debug","device":{"name":"other"},"config":"/etc/shoal/mail.conf"})"));
    const char* const names[] = {"www", "www.www-data", "www.www-data.conf"};
    for (const char* name : names)
        QCOMPARE(run({QStringLiteral("log"), QStringLiteral("--instance"), QLatin1String(name)}).out,
                 QByteArray("info\n"));
    QCOMPARE(run({QStringLiteral("log"), QStringLiteral("--instance"), QStringLiteral("app01 www")}).out,
             QByteArray("info\n"));
    QCOMPARE(run("log --instance mail").out, QByteArray("debug\n"));
    QCOMPARE(run("log --instance other").out, QByteArray("debug\n"));
}

void TstShoalCommands::severalInstances()
{
    PlayedInstance one(path("one"), QJsonObject());
    one.chosenBy = oneAnswer(json(R"({"entries":[{"time":1000,"path":"a"},{"time":3000,"path":"c"}],"next":"x"})"));
    PlayedInstance two(path("two"), QJsonObject());
    two.chosenBy = oneAnswer(json(R"({"entries":[{"time":2000,"path":"b"}]})"));
    const Outcome merged = run("history");
    QCOMPARE(merged.out, QByteArray("1970-01-01 00:00:03      here  c\n1970-01-01 00:00:02      here  b\n"
                                    "1970-01-01 00:00:01      here  a\n"));
    QCOMPARE(run("history --json").out.count('\n'), 2);
    // What changes one instance must not go to both.
    const Outcome unclear = run("options download_limit 5");
    QCOMPARE(unclear.code, 2);
    QVERIFY2(unclear.err.contains("several instances run; name one with --instance:\n  app01 www  "), unclear.err);
    const Outcome sameName = run({QStringLiteral("log"), QStringLiteral("--instance"), QStringLiteral("app01 www")});
    QCOMPARE(sameName.code, 2);
    QVERIFY2(sameName.err.contains("several instances are called app01 www; name one by its socket:"), sameName.err);
}

void TstShoalCommands::sharesOfSeveralInstances()
{
    PlayedInstance one(path("one"), QJsonObject());
    one.chosenBy = oneAnswer(json(R"({"shares":1})"));
    PlayedInstance two(path("two"), QJsonObject());
    two.chosenBy = [](const QString& method, const QJsonObject&) -> Answer {
        return method == QLatin1String("status")
                   ? json(
                         R"({"shares":[{"dir":"/srv/www","id":"1a2b3c4d00112233"},{"dir":"/srv/only","id":"00ff00ff00"}]})")
                   : json(R"({"shares":1})");
    };
    // The same share twice on this machine: a harmless order goes to both, anything else must be clear.
    QVERIFY(run("pause 1a2b3c4d").out.startsWith("2 shares"));
    QCOMPARE(two.asked.back(), json(R"({"share":"/srv/www"})"));
    const Outcome unclear = run("share remove 1a2b3c4d");
    QCOMPARE(unclear.code, 2);
    QVERIFY2(unclear.err.contains("1a2b3c4d is held more than once; name it by its folder:\n  /data/www"), unclear.err);
    // A folder is at one instance only, and only that one is asked.
    const auto before = one.methods.size();
    QCOMPARE(run("share remove /srv/only").code, 0);
    QCOMPARE(two.methods.last(), QStringLiteral("remove_share"));
    QVERIFY(!one.methods.mid(before).contains(QStringLiteral("remove_share")));
}

void TstShoalCommands::anInstanceWithoutTheMethod()
{
    PlayedInstance instance(path("st"),
                            tl::unexpected<CallError>({CallErrorCode::MethodNotFound, QStringLiteral("?")}));
    const Outcome outcome = run("transfers");
    QCOMPARE(outcome.code, 4);
    QVERIFY2(outcome.err.contains("this instance does not know transfers; it needs a newer shoald"), outcome.err);
}

QTEST_GUILESS_MAIN(TstShoalCommands)
#include "tst_shoal_commands.moc"
