// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_client.h"
#include "shared/control/control_message.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::control;

// What an instance tells without being asked.
class TstControlNotification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyLinesWithAMethodAndWithoutAnId();
    void comesBetweenAnswers();
};

void TstControlNotification::onlyLinesWithAMethodAndWithoutAnId()
{
    const auto told = parseNotification(R"({"jsonrpc":"2.0","method":"changed","params":{"topics":["peers"]}})");
    QVERIFY(told);
    QCOMPARE(told->method, QStringLiteral("changed"));
    QVERIFY(told->params.contains(QLatin1String("topics")));
    QVERIFY(!parseNotification(R"({"jsonrpc":"2.0","id":3,"method":"changed","params":{}})"));
    QVERIFY(!parseNotification(R"({"jsonrpc":"2.0","params":{}})"));
    QVERIFY(!parseNotification(R"({"method":"changed"})"));
    QVERIFY(!parseNotification("changed"));
}

void TstControlNotification::comesBetweenAnswers()
{
    const QTemporaryDir folder;
    QLocalServer server;
    QVERIFY(server.listen(folder.path() + QStringLiteral("/s")));
    const auto clock = makeSystemClock();
    ControlClient client(*clock);
    QVERIFY(client.connectTo(server.fullServerName().toStdString()));
    QStringList heard;
    connect(&client, &ControlClient::notified, this, [&](const QString& method, const QJsonObject& params) {
        heard.push_back(method + params.value(QLatin1String("share")).toString());
    });
    client.call(QStringLiteral("subscribe"), {}, std::chrono::seconds(20), [&](const Result<QJsonObject>& result) {
        heard.push_back(QLatin1String(result ? "answer" : "error"));
    });
    QVERIFY(server.waitForNewConnection(20000));
    QLocalSocket* const peer = server.nextPendingConnection();
    peer->write("{\"jsonrpc\":\"2.0\",\"method\":\"changed\",\"params\":{\"share\":\"a\"}}\n"
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n"
                "{\"jsonrpc\":\"2.0\",\"method\":\"changed\",\"params\":{\"share\":\"b\"}}\n");
    QTRY_COMPARE(heard.size(), 3);
    QCOMPARE(heard, (QStringList{QStringLiteral("changeda"), QStringLiteral("answer"), QStringLiteral("changedb")}));
    QVERIFY(client.isConnected());
    // Neither an answer nor a notification: this is another program.
    peer->write("{\"jsonrpc\":\"2.0\"}\n");
    QTRY_VERIFY(!client.isConnected());
}

QTEST_GUILESS_MAIN(TstControlNotification)
#include "tst_control_notification.moc"
