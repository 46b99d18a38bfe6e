// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_message.h"
#include "shared/control/line_buffer.h"

#include <QJsonDocument>
#include <QTest>

using namespace shoal::control;

class TstControlMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badRequests_data();
    void badRequests();
    void requestGoesThere();
    void answerComesBack();
    void errorComesBack();
    void badResponses_data();
    void badResponses();
    void linesInPieces();
    void lineLimit();
};

void TstControlMessage::badRequests_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QJsonValue>("id");
    const QJsonValue none = QJsonValue::Null;
    const auto row = [](const char* name, const char* line, CallErrorCode code, const QJsonValue& id) {
        QTest::newRow(name) << QByteArray(line) << static_cast<int>(code) << id;
    };
    row("no JSON", "hello", CallErrorCode::ParseError, none);
    row("bytes that are no text", "\xff\xfe\x01", CallErrorCode::ParseError, none);
    row("a batch", "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"}]", CallErrorCode::InvalidRequest, none);
    row("another version", "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"a\"}", CallErrorCode::InvalidRequest, 1);
    row("no version", "{\"id\":\"x\",\"method\":\"a\"}", CallErrorCode::InvalidRequest, QStringLiteral("x"));
    row("no method", "{\"jsonrpc\":\"2.0\",\"id\":1}", CallErrorCode::InvalidRequest, 1);
    row("a method that is no text", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":2}", CallErrorCode::InvalidRequest, 1);
    row("an object as id", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"a\"}", CallErrorCode::InvalidRequest, none);
    row("a list of parameters", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":[]}",
        CallErrorCode::InvalidParams, 1);
}

void TstControlMessage::badRequests()
{
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    QFETCH(QJsonValue, id);
    const auto request = parseRequest(line);
    QVERIFY(!request);
    QCOMPARE(static_cast<int>(request.error().error.code), code);
    QCOMPARE(request.error().id, id);
    QVERIFY(!request.error().error.message.isEmpty());
}

void TstControlMessage::requestGoesThere()
{
    const QByteArray line = requestLine(7, QStringLiteral("why"), {{QStringLiteral("path"), QStringLiteral("a\nb")}});
    QVERIFY(line.endsWith('\n'));
    QCOMPARE(line.count('\n'), 1);
    const auto request = parseRequest(line);
    QVERIFY(request);
    QCOMPARE(request->id.toInt(), 7);
    QCOMPARE(request->method, QStringLiteral("why"));
    QCOMPARE(request->params.value(QLatin1String("path")).toString(), QStringLiteral("a\nb"));
    const auto notification = parseRequest("{\"jsonrpc\":\"2.0\",\"method\":\"a\"}");
    QVERIFY(notification && notification->id.isUndefined());
}

void TstControlMessage::answerComesBack()
{
    const auto response = parseResponse(answerLine(7, QJsonObject{{QStringLiteral("n"), 5}}));
    QVERIFY(response && response->answer);
    QCOMPARE(response->id, 7);
    QCOMPARE(response->answer->value(QLatin1String("n")).toInt(), 5);
}

void TstControlMessage::errorComesBack()
{
    const Answer answer = tl::unexpected<CallError>({CallErrorCode::MethodNotFound, QStringLiteral("no such method")});
    const auto response = parseResponse(answerLine(8, answer));
    QVERIFY(response && !response->answer);
    QCOMPARE(response->id, 8);
    QCOMPARE(response->answer.error().code, CallErrorCode::MethodNotFound);
    QCOMPARE(response->answer.error().message, QStringLiteral("no such method"));
}

void TstControlMessage::badResponses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("neither result nor error") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1}");
    QTest::newRow("a result that is no object") << QByteArray("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":5}");
    QTest::newRow("no version") << QByteArray("{\"id\":1,\"result\":{}}");
}

void TstControlMessage::badResponses()
{
    QFETCH(QByteArray, line);
    QVERIFY(!parseResponse(line));
}

void TstControlMessage::linesInPieces()
{
    LineBuffer lines;
    QVERIFY(lines.add("on"));
    QVERIFY(!lines.takeLine());
    QVERIFY(lines.add("e\r\n\n  \ntw"));
    QCOMPARE(lines.takeLine(), std::optional<QByteArray>("one"));
    QVERIFY(!lines.takeLine());
    QVERIFY(lines.add("o\nthree\nfo"));
    QCOMPARE(lines.takeLine(), std::optional<QByteArray>("two"));
    QVERIFY(lines.add("ur\n"));
    QCOMPARE(lines.takeLine(), std::optional<QByteArray>("three"));
    QCOMPARE(lines.takeLine(), std::optional<QByteArray>("four"));
    QVERIFY(!lines.takeLine());
}

void TstControlMessage::lineLimit()
{
    const QByteArray longest(kMaxLineBytes, 'x');
    LineBuffer whole;
    QVERIFY(whole.add(longest + '\n'));
    QCOMPARE(whole.takeLine()->size(), kMaxLineBytes);
    LineBuffer growing;
    QVERIFY(growing.add("a\n" + longest));
    QVERIFY(!growing.add("x"));
    QCOMPARE(growing.takeLine(), std::optional<QByteArray>("a"));
    QVERIFY(!growing.takeLine());
    LineBuffer between;
    QVERIFY(!between.add("a\n" + longest + "x\nb\n"));
    QCOMPARE(between.takeLine(), std::optional<QByteArray>("a"));
    QVERIFY(!between.takeLine());
}

QTEST_GUILESS_MAIN(TstControlMessage)
#include "tst_control_message.moc"
