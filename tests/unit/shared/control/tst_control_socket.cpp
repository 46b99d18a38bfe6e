// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_client.h"
#include "shared/control/control_server.h"
#include "shared/control/local_socket.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <map>
#include <optional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::control;
using namespace std::chrono_literals;

namespace {

// A clock whose timers fire when the test says so.
class HandClock final : public Clock
{
public:
    int64_t wallNs() const override { return 0; }
    int64_t monotonicNs() const override { return 0; }
    TimerId after(std::chrono::milliseconds, std::function<void()> callback) override
    {
        m_timers[++m_last] = std::move(callback);
        return m_last;
    }
    void cancel(TimerId timer) override { m_timers.erase(timer); }

    void fireAll()
    {
        const auto timers = std::exchange(m_timers, {});
        for (const auto& [id, callback] : timers)
            callback();
    }
    size_t waiting() const { return m_timers.size(); }

private:
    std::map<TimerId, std::function<void()>> m_timers;
    TimerId m_last = 0;
};

// A server in a folder of its own whose handler keeps replies for the test: "echo" answers at once.
struct Instance
{
    QTemporaryDir folder;
    Bytes path = folder.path().toStdString() + "/control.sock";
    std::vector<Reply> kept;
    HandClock clock;
    ControlServer server{
        [this](const QString& method, const QJsonObject& params, Reply reply) {
            if (method == QLatin1String("echo"))
                reply(params);
            else if (method == QLatin1String("keep"))
                kept.push_back(std::move(reply));
            else
                reply(tl::unexpected<CallError>({CallErrorCode::MethodNotFound, QStringLiteral("unknown method")}));
        },
        clock};

    std::unique_ptr<QLocalSocket> rawClient() const
    {
        auto socket = std::make_unique<QLocalSocket>();
        const auto descriptor = connectTo(path);
        if (descriptor)
            socket->setSocketDescriptor(static_cast<qintptr>(*descriptor));
        return socket;
    }
};

QByteArray echoLine(int id)
{
    return requestLine(id, QStringLiteral("echo"), {{QStringLiteral("n"), id}});
}

} // namespace

class TstControlSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callIsAnswered();
    void unknownMethodIsAnError();
    void answersMayComeLaterAndInAnyOrder();
    void lateAnswerAfterTimeOutIsIgnored();
    void callsEndWhenTheServerGoes();
    void callWithoutConnection();
    void destroyedClientCallsNobody();
    void replyAfterClientOrServerAreGone();
    void garbageIsAnsweredAndTheConnectionGoesOn();
    void notificationGetsNoAnswer();
    void tooLongLineEndsTheConnection();
    void anAnswerThatIsTooLongIsAnError();
    void tooManyCalls();
    void tooManyClients();
    void clientThatDoesNotReadIsCutOff();
    void socketMode();
    void staleSocketIsReplaced();
    void livingSocketIsNot();
    void fileIsNotReplaced();
    void longPathIsRefused();
    void closeRemovesTheSocket();
    void subscribersAreToldOfChanges();
    void aSlowSubscriberIsToldOnceOfManyChanges();
    void withoutDescriptorsOneClientIsServedAndOthersLater();
};

void TstControlSocket::callIsAnswered()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    QCOMPARE(instance.server.path(), instance.path);
    HandClock clock;
    ControlClient client(clock);
    QVERIFY(client.connectTo(instance.path));
    std::optional<Result<QJsonObject>> result;
    client.call(QStringLiteral("echo"), {{QStringLiteral("n"), 5}}, 1s, [&](const auto& r) { result = r; });
    QVERIFY(!result);
    QTRY_VERIFY(result);
    QVERIFY(*result);
    QCOMPARE((*result)->value(QLatin1String("n")).toInt(), 5);
    QCOMPARE(clock.waiting(), size_t(0));
}

void TstControlSocket::unknownMethodIsAnError()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    ControlClient client(clock);
    QVERIFY(client.connectTo(instance.path));
    std::optional<Result<QJsonObject>> result;
    client.call(QStringLiteral("dance"), {}, 1s, [&](const auto& r) { result = r; });
    QTRY_VERIFY(result);
    QVERIFY(!*result);
    QCOMPARE(result->error().code, ErrorCode::Unsupported);
    QCOMPARE(result->error().context, Bytes("unknown method"));
}

void TstControlSocket::answersMayComeLaterAndInAnyOrder()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    ControlClient client(clock);
    QVERIFY(client.connectTo(instance.path));
    QByteArray order;
    client.call(QStringLiteral("keep"), {}, 1s, [&](const auto& r) { order += r ? "a" : "-"; });
    client.call(QStringLiteral("keep"), {}, 1s, [&](const auto& r) { order += r ? "b" : "-"; });
    QTRY_COMPARE(instance.kept.size(), size_t(2));
    instance.kept[1](QJsonObject());
    instance.kept[1](QJsonObject()); // a second answer to the same call goes nowhere
    instance.kept[0](QJsonObject());
    QTRY_COMPARE(order, QByteArray("ba"));
}

void TstControlSocket::lateAnswerAfterTimeOutIsIgnored()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    ControlClient client(clock);
    QVERIFY(client.connectTo(instance.path));
    std::vector<Result<QJsonObject>> results;
    client.call(QStringLiteral("keep"), {}, 1s, [&](const auto& r) { results.push_back(r); });
    QTRY_COMPARE(instance.kept.size(), size_t(1));
    clock.fireAll();
    QCOMPARE(results.size(), size_t(1));
    QCOMPARE(results[0].error().code, ErrorCode::Busy);
    instance.kept[0](QJsonObject());
    client.call(QStringLiteral("echo"), {}, 1s, [&](const auto& r) { results.push_back(r); });
    QTRY_COMPARE(results.size(), size_t(2));
    QVERIFY(results[1]);
}

void TstControlSocket::callsEndWhenTheServerGoes()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    ControlClient client(clock);
    QVERIFY(client.connectTo(instance.path));
    std::optional<Result<QJsonObject>> result;
    bool told = false;
    connect(&client, &ControlClient::disconnected, &client, [&] { told = result.has_value(); });
    client.call(QStringLiteral("keep"), {}, 1s, [&](const auto& r) { result = r; });
    QTRY_COMPARE(instance.kept.size(), size_t(1));
    instance.server.close();
    QTRY_VERIFY(told);
    QCOMPARE(result->error().code, ErrorCode::Closed);
    QVERIFY(!client.isConnected());
    QCOMPARE(clock.waiting(), size_t(0));
}

void TstControlSocket::callWithoutConnection()
{
    HandClock clock;
    ControlClient client(clock);
    QCOMPARE(client.connectTo("/nowhere/control.sock").error().code, ErrorCode::NotFound);
    std::optional<Result<QJsonObject>> result;
    client.call(QStringLiteral("echo"), {}, 1s, [&](const auto& r) { result = r; });
    QVERIFY(!result);
    QTRY_VERIFY(result);
    QCOMPARE(result->error().code, ErrorCode::Closed);
}

void TstControlSocket::destroyedClientCallsNobody()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    bool called = false;
    {
        ControlClient client(clock);
        QVERIFY(client.connectTo(instance.path));
        client.call(QStringLiteral("keep"), {}, 1s, [&](const auto&) { called = true; });
        QTRY_COMPARE(instance.kept.size(), size_t(1));
    }
    QCOMPARE(clock.waiting(), size_t(0));
    instance.kept[0](QJsonObject());
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TstControlSocket::replyAfterClientOrServerAreGone()
{
    Reply late;
    {
        Instance instance;
        QVERIFY(instance.server.listen(instance.path));
        auto socket = instance.rawClient();
        socket->write(requestLine(1, QStringLiteral("keep"), {}));
        QTRY_COMPARE(instance.kept.size(), size_t(1));
        late = instance.kept[0];
    }
    late(QJsonObject());
}

void TstControlSocket::garbageIsAnsweredAndTheConnectionGoesOn()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    auto socket = instance.rawClient();
    socket->write("\x01\xff garbage\n" + echoLine(3));
    QByteArray received;
    QTRY_VERIFY((received += socket->readAll()).count('\n') == 2);
    const auto lines = received.split('\n');
    const QJsonObject error = QJsonDocument::fromJson(lines[0]).object();
    QVERIFY(error.value(QLatin1String("id")).isNull());
    QCOMPARE(error.value(QLatin1String("error")).toObject().value(QLatin1String("code")).toInt(), -32700);
    QCOMPARE(parseResponse(lines[1])->id, 3);
}

void TstControlSocket::notificationGetsNoAnswer()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    auto socket = instance.rawClient();
    socket->write("{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}\n" + echoLine(3));
    QByteArray received;
    QTRY_VERIFY((received += socket->readAll()).endsWith('\n'));
    QCOMPARE(received.count('\n'), 1);
    QCOMPARE(parseResponse(received)->id, 3);
}

void TstControlSocket::tooLongLineEndsTheConnection()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    auto socket = instance.rawClient();
    socket->write(QByteArray(kMaxLineBytes + 1, 'x'));
    QByteArray received;
    QTRY_VERIFY((received += socket->readAll()).endsWith('\n') && socket->state() == QLocalSocket::UnconnectedState);
    QVERIFY(received.contains("-32600"));
    auto another = instance.rawClient();
    another->write(echoLine(1));
    QTRY_VERIFY(another->canReadLine());
}

void TstControlSocket::anAnswerThatIsTooLongIsAnError()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    ControlClient client(clock);
    QVERIFY(client.connectTo(instance.path));
    std::optional<Result<QJsonObject>> result;
    client.call(QStringLiteral("keep"), {}, 1s, [&](const auto& r) { result = r; });
    QTRY_COMPARE(instance.kept.size(), size_t(1));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("does not fit into a line")));
    instance.kept[0](QJsonObject{{QStringLiteral("text"), QString(2 * kMaxLineBytes, QLatin1Char('x'))}});
    QTRY_VERIFY(result);
    QVERIFY(!*result);
    QVERIFY2(result->error().context.find("ask for less") != Bytes::npos, result->error().context.c_str());
    // The connection goes on.
    result.reset();
    client.call(QStringLiteral("echo"), {{QStringLiteral("n"), 5}}, 1s, [&](const auto& r) { result = r; });
    QTRY_VERIFY(result);
    QVERIFY(*result);
}

void TstControlSocket::tooManyCalls()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    auto socket = instance.rawClient();
    for (int i = 0; i <= ControlServer::kMaxCallsOfClient; ++i)
        socket->write(requestLine(i, QStringLiteral("keep"), {}));
    QTRY_VERIFY(socket->canReadLine());
    const auto refused = parseResponse(socket->readLine());
    QVERIFY(refused);
    QCOMPARE(refused->id, ControlServer::kMaxCallsOfClient);
    QCOMPARE(refused->answer.error().code, CallErrorCode::TooManyCalls);
    instance.kept.at(0)(QJsonObject());
    socket->write(requestLine(999, QStringLiteral("echo"), {}));
    QByteArray received;
    QTRY_VERIFY((received += socket->readAll()).count('\n') == 2);
    QVERIFY(received.contains("999"));
}

void TstControlSocket::tooManyClients()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    std::vector<std::unique_ptr<QLocalSocket>> clients;
    for (int i = 0; i < ControlServer::kMaxClients; ++i) {
        clients.push_back(instance.rawClient());
        clients.back()->write(echoLine(i));
        QTRY_VERIFY(clients.back()->canReadLine());
    }
    auto refused = instance.rawClient();
    QTRY_COMPARE(refused->state(), QLocalSocket::UnconnectedState);
    clients.pop_back();
    const auto isServed = [&] {
        auto again = instance.rawClient();
        again->write(echoLine(1));
        const auto decided = [&] { return again->canReadLine() || again->state() == QLocalSocket::UnconnectedState; };
        return QTest::qWaitFor(decided) && again->canReadLine();
    };
    QTRY_VERIFY(isServed());
}

void TstControlSocket::clientThatDoesNotReadIsCutOff()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    auto socket = instance.rawClient();
    socket->setReadBufferSize(1);
    const QJsonObject large{{QStringLiteral("text"), QString(1000 * 1000, QLatin1Char('x'))}};
    constexpr int kCalls = ControlServer::kMaxUnsentBytes / 1000 / 1000 + 2;
    for (int i = 0; i < kCalls; ++i)
        socket->write(requestLine(i, QStringLiteral("keep"), {}));
    QTRY_COMPARE(instance.kept.size(), size_t(kCalls));
    QTest::ignoreMessage(QtWarningMsg, "a client of the control socket does not read its answers and is cut off");
    for (const Reply& reply : instance.kept)
        reply(large);
    socket->setReadBufferSize(0);
    qsizetype received = 0;
    QTRY_VERIFY((received += socket->readAll().size()) >= 0 && socket->state() == QLocalSocket::UnconnectedState);
    QVERIFY(received < ControlServer::kMaxUnsentBytes);
}

void TstControlSocket::socketMode()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    struct stat info
    {};
    QCOMPARE(::stat(instance.path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777, mode_t(0660));
}

void TstControlSocket::staleSocketIsReplaced()
{
    Instance instance;
    const auto dead = listenAt(instance.path);
    QVERIFY(dead);
    ::close(*dead); // the file stays, as after kill -9
    QCOMPARE(connectTo(instance.path).error().code, ErrorCode::Closed);
    QVERIFY(instance.server.listen(instance.path));
    const auto living = connectTo(instance.path);
    QVERIFY(living);
    ::close(*living);
}

void TstControlSocket::livingSocketIsNot()
{
    Instance first;
    QVERIFY(first.server.listen(first.path));
    Instance second;
    const auto result = second.server.listen(first.path);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::AlreadyExists);
    QVERIFY(result.error().context.find("another instance listens at") != Bytes::npos);
    auto socket = first.rawClient();
    socket->write(echoLine(1));
    QTRY_VERIFY(socket->canReadLine());
}

void TstControlSocket::fileIsNotReplaced()
{
    Instance instance;
    QFile file(QString::fromStdString(instance.path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("precious");
    file.close();
    const auto result = instance.server.listen(instance.path);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(file.size(), qint64(8));
}

void TstControlSocket::longPathIsRefused()
{
    Instance instance;
    const Bytes path = "/tmp/" + Bytes(kMaxSocketPathBytes - 4, 'x');
    QCOMPARE(instance.server.listen(path).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(connectTo(path).error().code, ErrorCode::InvalidArgument);
}

void TstControlSocket::closeRemovesTheSocket()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    instance.server.close();
    QVERIFY(!QFile::exists(QString::fromStdString(instance.path)));
    QVERIFY(instance.server.path().empty());
    QVERIFY(instance.server.listen(instance.path));
}

void TstControlSocket::subscribersAreToldOfChanges()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    HandClock clock;
    ControlClient subscriber(clock);
    ControlClient other(clock);
    QVERIFY(subscriber.connectTo(instance.path));
    QVERIFY(other.connectTo(instance.path));
    std::vector<QJsonObject> told;
    int toldOther = 0;
    connect(&subscriber, &ControlClient::notified, &subscriber,
            [&told](const QString& method, const QJsonObject& params) {
                QCOMPARE(method, QStringLiteral("changed"));
                told.push_back(params);
            });
    connect(&other, &ControlClient::notified, &other, [&toldOther] { ++toldOther; });
    QVERIFY(!instance.server.hasSubscribers());
    std::optional<Result<QJsonObject>> result;
    subscriber.call(QStringLiteral("subscribe"), {}, 1s, [&](const auto& r) { result = r; });
    QTRY_VERIFY(result && *result);
    QVERIFY(instance.server.hasSubscribers());

    instance.server.tellChanged(QStringLiteral("abcd"), {QStringLiteral("status"), QStringLiteral("peers")});
    instance.server.tellChanged({}, {QStringLiteral("options")});

    QTRY_COMPARE(told.size(), size_t(2));
    QCOMPARE(told[0],
             (QJsonObject{{QStringLiteral("share"), QStringLiteral("abcd")},
                          {QStringLiteral("topics"), QJsonArray{QStringLiteral("status"), QStringLiteral("peers")}}}));
    QCOMPARE(told[1], (QJsonObject{{QStringLiteral("topics"), QJsonArray{QStringLiteral("options")}}}));
    // Calls go on as before, for both.
    std::optional<Result<QJsonObject>> echo;
    other.call(QStringLiteral("echo"), {}, 1s, [&](const auto& r) { echo = r; });
    QTRY_VERIFY(echo && *echo);
    QCOMPARE(toldOther, 0);
    subscriber.connectTo("/nowhere");
    QTRY_VERIFY(!instance.server.hasSubscribers());
}

void TstControlSocket::aSlowSubscriberIsToldOnceOfManyChanges()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    auto socket = instance.rawClient();
    socket->setReadBufferSize(1); // reads nothing while nobody asks it to
    socket->write(requestLine(1, QStringLiteral("subscribe"), {}));
    QTRY_VERIFY(instance.server.hasSubscribers());

    constexpr int kTimes = 100'000;
    for (int i = 0; i < kTimes; ++i)
        instance.server.tellChanged(i % 2 ? QStringLiteral("aaaa") : QStringLiteral("bbbb"),
                                    {QStringLiteral("status")});
    // It is not cut off, as one is whose answers pile up.
    QVERIFY(instance.server.hasSubscribers());

    socket->setReadBufferSize(0);
    instance.server.tellChanged(QStringLiteral("last"), {QStringLiteral("peers")});
    QByteArray received;
    QTRY_VERIFY((received += socket->readAll()).contains("last"));
    QVERIFY2(received.count('\n') < kTimes / 10, qPrintable(QString::number(received.count('\n'))));
    QVERIFY(received.contains("aaaa") && received.contains("bbbb"));
}

void TstControlSocket::withoutDescriptorsOneClientIsServedAndOthersLater()
{
    Instance instance;
    QVERIFY(instance.server.listen(instance.path));
    const std::array clients{instance.rawClient(), instance.rawClient(), instance.rawClient()};
    // No new descriptor from now on: the lowest free one is the limit.
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int lowest = ::dup(STDERR_FILENO);
    QVERIFY(lowest > 0);
    ::close(lowest);
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(lowest);
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
    for (size_t i = 0; i < clients.size(); ++i)
        clients[i]->write(echoLine(static_cast<int>(i)));
    const bool isFirstServed =
        QTest::qWaitFor([&] { return clients[0]->canReadLine() && instance.clock.waiting() > 0; });
    instance.clock.fireAll();
    const bool isStillOut = QTest::qWaitFor([&] { return instance.clock.waiting() > 0; });
    const bool isSecondServed = clients[1]->canReadLine();
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0); // first of all, or other tests suffer
    QVERIFY(isFirstServed);
    QVERIFY(isStillOut);
    QVERIFY(!isSecondServed);

    instance.clock.fireAll();

    QTRY_VERIFY(clients[1]->canReadLine());
    QTRY_VERIFY(clients[2]->canReadLine());
    QCOMPARE(instance.clock.waiting(), size_t{0});
    QCOMPARE(instance.server.path(), instance.path);
}

QTEST_GUILESS_MAIN(TstControlSocket)
#include "tst_control_socket.moc"
