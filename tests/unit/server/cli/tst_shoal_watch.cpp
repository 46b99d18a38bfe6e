// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/bytes.h"
#include "shared/control/control_message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace shoal;
using namespace shoal::control;

// `shoal watch` where there is no terminal: a line for each change, until it is told to end.
class TstShoalWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void linesOfWhatChanges();
    void documents();
    void instanceThatTellsNothingIsAskedAgain();
    void instanceThatComesBack();

private:
    void start(const QStringList& more = {});
    // Everything it has printed, once that ends so.
    bool says(const QByteArray& end);
    int endBy(int number);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_out;
};

namespace {

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

// An instance that tells when something has changed.
class TellingInstance : public QObject
{
public:
    TellingInstance(const QString& path, bool tells) : m_tells(tells)
    {
        m_server.listen(path);
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            QLocalSocket* const client = m_server.nextPendingConnection();
            connect(client, &QLocalSocket::readyRead, this, [this, client] { read(client); });
            m_clients.push_back(client);
        });
    }

    void tell()
    {
        for (QLocalSocket* client : m_clients)
            client->write("{\"jsonrpc\":\"2.0\",\"method\":\"changed\",\"params\":{\"topics\":[\"status\"]}}\n");
    }

    QJsonObject share = json(R"({"dir":"/data/www","state":"idle","files":3,"bytes":100,
        "peers":[{"name":"app02","lacking_files":0}]})");
    QJsonObject transfers = json(R"({"transfers":[]})");
    QStringList methods;

private:
    void read(QLocalSocket* client)
    {
        while (client->canReadLine()) {
            const auto request = parseRequest(client->readLine());
            methods.push_back(request->method);
            if (request->method == QLatin1String("status"))
                client->write(
                    answerLine(request->id, QJsonObject{{QStringLiteral("device"), json(R"({"name":"app01"})")},
                                                        {QStringLiteral("uptime_seconds"), methods.size()},
                                                        {QStringLiteral("shares"), QJsonArray{share}}}));
            else if (request->method == QLatin1String("transfers"))
                client->write(answerLine(request->id, transfers));
            else if (m_tells)
                client->write(answerLine(request->id, QJsonObject()));
            else
                client->write(answerLine(request->id, tl::unexpected<CallError>({CallErrorCode::MethodNotFound, {}})));
        }
    }

    bool m_tells;
    QLocalServer m_server;
    QList<QLocalSocket*> m_clients;
};

} // namespace

void TstShoalWatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("SHOAL_RUNTIME_DIR", (m_folder->path() + QStringLiteral("/run")).toLocal8Bit());
    m_out.clear();
}

void TstShoalWatch::start(const QStringList& more)
{
    m_process = std::make_unique<QProcess>();
    m_process->start(QCoreApplication::applicationDirPath() + QStringLiteral("/shoal"),
                     QStringList{QStringLiteral("watch"), QStringLiteral("--instance"),
                                 m_folder->path() + QStringLiteral("/control.sock")} +
                         more);
}

bool TstShoalWatch::says(const QByteArray& end)
{
    return QTest::qWaitFor(
        [&] {
            m_out += m_process->readAllStandardOutput();
            return m_out.endsWith(end);
        },
        20000);
}

int TstShoalWatch::endBy(int number)
{
    ::kill(static_cast<pid_t>(m_process->processId()), number);
    return QTest::qWaitFor([&] { return m_process->state() == QProcess::NotRunning; }, 20000) &&
                   m_process->exitStatus() == QProcess::NormalExit
               ? m_process->exitCode()
               : -1;
}

void TstShoalWatch::linesOfWhatChanges()
{
    TellingInstance instance(m_folder->path() + QStringLiteral("/control.sock"), true);
    start();
    QVERIFY2(says("app01  /data/www: complete, app02 has everything\n"), m_out);
    QCOMPARE(m_out.count('\n'), 2);
    QVERIFY2(m_out.contains("  app01  runs\n"), m_out);
    // Nothing that a line would show: none is printed.
    instance.methods.clear();
    instance.tell();
    QTRY_VERIFY(instance.methods.contains(QStringLiteral("transfers")));
    instance.share.insert(QStringLiteral("pending_files"), 1);
    instance.share.insert(QStringLiteral("bytes"), 400);
    instance.share.insert(QStringLiteral("pending_bytes"), 300);
    instance.share.insert(QStringLiteral("state"), QStringLiteral("syncing"));
    instance.tell();
    QVERIFY2(says("app01  /data/www: syncing [#####---------------] 25 %, 1 file and 300 B to come, app02 has "
                  "everything\n"),
             m_out);
    QCOMPARE(m_out.count('\n'), 3);
    QCOMPARE(endBy(SIGINT), 0);
    QCOMPARE(m_process->readAllStandardError(), QByteArray());
}

void TstShoalWatch::documents()
{
    TellingInstance instance(m_folder->path() + QStringLiteral("/control.sock"), true);
    instance.transfers = json(R"({"transfers":[{"path":"a","size":5}]})");
    start({QStringLiteral("--json")});
    QVERIFY2(says("\n"), m_out);
    QCOMPARE(m_out.count('\n'), 1);
    const QJsonObject document = json(m_out);
    QVERIFY(document.value(QLatin1String("running")).toBool());
    QCOMPARE(document.value(QLatin1String("shares")).toArray().size(), 1);
    QCOMPARE(document.value(QLatin1String("transfers")).toArray().size(), 1);
    QVERIFY(!document.contains(QLatin1String("uptime_seconds")));
    instance.methods.clear();
    instance.tell();
    QTRY_VERIFY(instance.methods.contains(QStringLiteral("transfers")));
    instance.transfers = json(R"({"transfers":[]})");
    instance.tell();
    QTRY_COMPARE((m_out += m_process->readAllStandardOutput()).count('\n'), 2);
    QCOMPARE(endBy(SIGTERM), 0);
}

void TstShoalWatch::instanceThatTellsNothingIsAskedAgain()
{
    TellingInstance instance(m_folder->path() + QStringLiteral("/control.sock"), false);
    start();
    QVERIFY2(says("complete, app02 has everything\n"), m_out);
    instance.share.insert(QStringLiteral("peers"), QJsonArray());
    QVERIFY2(says("complete, no peer is connected\n"), m_out);
    QCOMPARE(endBy(SIGTERM), 0);
}

void TstShoalWatch::instanceThatComesBack()
{
    const QString path = m_folder->path() + QStringLiteral("/control.sock");
    auto instance = std::make_unique<TellingInstance>(path, true);
    start();
    QVERIFY2(says("complete, app02 has everything\n"), m_out);
    instance.reset();
    QVERIFY2(says("app01  does not answer; waiting for it\n"), m_out);
    instance = std::make_unique<TellingInstance>(path, true);
    QVERIFY2(says("app01  runs\n"), m_out);
    QCOMPARE(endBy(SIGHUP), 0);
}

QTEST_GUILESS_MAIN(TstShoalWatch)
#include "tst_shoal_watch.moc"
