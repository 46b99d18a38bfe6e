// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_server.h"

#include "shared/base/log.h"
#include "shared/control/control_listener.h"
#include "shared/control/line_buffer.h"

#include <QJsonArray>
#include <QLocalSocket>
#include <QPointer>
#include <algorithm>
#include <map>
#include <unistd.h>

namespace shoal::control {

namespace {

// What is held for a client between two turns of the event loop, besides the line that is not whole yet.
constexpr qint64 kReadBytes = 64 * 1024;

// One client: its socket and its calls. Deletes itself when the client goes.
class Connection final : public QObject
{
public:
    Connection(QLocalSocket* socket, const Handler& handler, std::function<void()> onSubscribed, QObject* parent)
        : QObject(parent), m_socket(socket), m_handler(handler), m_onSubscribed(std::move(onSubscribed))
    {
        socket->setParent(this);
        socket->setReadBufferSize(kReadBytes);
        connect(socket, &QLocalSocket::readyRead, this, [this] { read(); });
        connect(socket, &QLocalSocket::disconnected, this, [this] { deleteLater(); });
        connect(socket, &QLocalSocket::bytesWritten, this, [this] { tellWaiting(); });
        read();
    }

    bool isSubscribed() const { return m_subscribed && !m_closing; }

    void tellChanged(const QString& share, const QStringList& topics)
    {
        QStringList& waiting = m_changes[share];
        for (const QString& topic : topics)
            if (!waiting.contains(topic))
                waiting.append(topic);
        tellWaiting();
    }

private:
    void tellWaiting()
    {
        while (!m_changes.empty() && !m_closing && m_socket->bytesToWrite() < ControlServer::kMaxUnreadChanges) {
            const auto change = m_changes.extract(m_changes.begin());
            QJsonObject params{{QStringLiteral("topics"), QJsonArray::fromStringList(change.mapped())}};
            if (!change.key().isEmpty())
                params.insert(QStringLiteral("share"), change.key());
            send(notificationLine(QStringLiteral("changed"), params));
        }
    }

    void read()
    {
        if (m_closing)
            return;
        const bool fits = m_lines.add(m_socket->readAll());
        while (!m_closing) {
            const auto line = m_lines.takeLine();
            if (!line)
                break;
            takeRequest(*line);
        }
        if (!fits) {
            send(answerLine(QJsonValue::Null,
                            tl::unexpected<CallError>(
                                {CallErrorCode::InvalidRequest, QStringLiteral("a line is longer than 1 MiB")})));
            close();
        }
    }

    void takeRequest(const QByteArray& line)
    {
        const auto request = parseRequest(line);
        if (!request) {
            send(answerLine(request.error().id, tl::unexpected(request.error().error)));
            return;
        }
        if (m_calls >= ControlServer::kMaxCallsOfClient) {
            refuse(request->id, CallErrorCode::TooManyCalls,
                   QStringLiteral("too many calls at once; wait for answers"));
            return;
        }
        ++m_calls;
        if (request->method == QLatin1String("subscribe")) {
            if (!std::exchange(m_subscribed, true))
                m_onSubscribed();
            replyTo(request->id)(QJsonObject());
            return;
        }
        m_handler(request->method, request->params, replyTo(request->id));
    }

    Reply replyTo(const QJsonValue& id)
    {
        auto answered = std::make_shared<bool>(false);
        return [self = QPointer<Connection>(this), id, answered](const Answer& answer) {
            if (std::exchange(*answered, true) || !self)
                return;
            --self->m_calls;
            if (!id.isUndefined())
                self->send(lineFor(id, answer));
        };
    }

    // What a client would have to take for garbage is no answer.
    static QByteArray lineFor(const QJsonValue& id, const Answer& answer)
    {
        QByteArray line = answerLine(id, answer);
        if (line.size() <= kMaxLineBytes)
            return line;
        qCWarning(logControl) << "an answer of" << line.size() << "bytes does not fit into a line";
        return answerLine(id,
                          tl::unexpected<CallError>({CallErrorCode::InternalError,
                                                     QStringLiteral("the answer is longer than 1 MiB; ask for less")}));
    }

    void refuse(const QJsonValue& id, CallErrorCode code, const QString& message)
    {
        if (!id.isUndefined())
            send(answerLine(id, tl::unexpected<CallError>({code, message})));
    }

    void send(const QByteArray& line)
    {
        if (m_closing)
            return;
        m_socket->write(line);
        if (m_socket->bytesToWrite() <= ControlServer::kMaxUnsentBytes)
            return;
        qCWarning(logControl) << "a client of the control socket does not read its answers and is cut off";
        m_closing = true;
        // Later, because the caller may be in the middle of this socket's signals.
        QMetaObject::invokeMethod(
            m_socket, [socket = m_socket] { socket->abort(); }, Qt::QueuedConnection);
    }

    // What is written still goes out.
    void close()
    {
        m_closing = true;
        m_socket->disconnectFromServer();
    }

    QLocalSocket* m_socket; // child
    const Handler& m_handler;
    const std::function<void()> m_onSubscribed;
    LineBuffer m_lines;
    int m_calls = 0;
    bool m_subscribed = false;
    std::map<QString, QStringList> m_changes; // by share, not told yet
    bool m_closing = false;
};

} // namespace

struct ControlServer::Private
{
    Private(Handler handlerIn, Clock& clock, ControlListener::Accepted accepted)
        : handler(std::move(handlerIn)), listener(clock, std::move(accepted))
    {}
    Handler handler;
    // Parent of all connections: gone with the server, and countable.
    QObject connections;
    ControlListener listener;
};

ControlServer::ControlServer(Handler handler, Clock& clock, QObject* parent)
    : QObject(parent),
      m_private(std::make_unique<Private>(std::move(handler), clock, [this](int socket) { takeConnection(socket); }))
{}

ControlServer::~ControlServer()
{
    close();
}

Result<void> ControlServer::listen(const Bytes& path)
{
    close();
    return m_private->listener.listen(path);
}

void ControlServer::close()
{
    m_private->listener.close();
    const QObjectList connections = m_private->connections.children();
    qDeleteAll(connections);
}

const Bytes& ControlServer::path() const
{
    return m_private->listener.path();
}

void ControlServer::tellChanged(const QString& share, const QStringList& topics)
{
    for (QObject* child : m_private->connections.children())
        if (auto* connection = static_cast<Connection*>(child); connection->isSubscribed())
            connection->tellChanged(share, topics);
}

bool ControlServer::hasSubscribers() const
{
    const QObjectList& all = m_private->connections.children();
    return std::any_of(all.begin(), all.end(),
                       [](const QObject* child) { return static_cast<const Connection*>(child)->isSubscribed(); });
}

void ControlServer::takeConnection(int descriptor)
{
    auto socket = std::make_unique<QLocalSocket>();
    if (!socket->setSocketDescriptor(static_cast<qintptr>(descriptor))) {
        ::close(descriptor);
        return;
    }
    if (m_private->connections.children().size() >= kMaxClients) {
        qCWarning(logControl) << "too many clients of the control socket, one is turned away";
        return;
    }
    new Connection(
        socket.release(), m_private->handler, [this] { Q_EMIT subscribed(); }, &m_private->connections);
}

} // namespace shoal::control
