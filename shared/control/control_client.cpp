// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_client.h"

#include "shared/control/control_message.h"
#include "shared/control/line_buffer.h"
#include "shared/control/local_socket.h"

#include <QLocalSocket>
#include <map>
#include <unistd.h>

namespace shoal::control {

namespace {

ErrorCode errorCodeOf(CallErrorCode code)
{
    switch (code) {
    case CallErrorCode::InvalidParams:
        return ErrorCode::InvalidArgument;
    case CallErrorCode::MethodNotFound:
        return ErrorCode::Unsupported;
    case CallErrorCode::TooManyCalls:
    case CallErrorCode::CannotNow:
        return ErrorCode::Busy;
    case CallErrorCode::ParseError:
    case CallErrorCode::InvalidRequest:
        return ErrorCode::Protocol;
    case CallErrorCode::InternalError:
        break;
    }
    return ErrorCode::Io;
}

Result<QJsonObject> toResult(const Answer& answer)
{
    if (answer)
        return *answer;
    return fail(errorCodeOf(answer.error().code), answer.error().message.toStdString());
}

} // namespace

struct ControlClient::Private
{
    struct Call
    {
        Callback callback;
        Clock::TimerId timer = 0;
    };

    Clock& clock;
    std::unique_ptr<QLocalSocket> socket; // null when not connected
    LineBuffer lines;
    std::map<qint64, Call> calls;
    qint64 nextId = 1;
};

ControlClient::ControlClient(Clock& clock, QObject* parent)
    : QObject(parent), m_private(new Private{clock, nullptr, {}, {}, 1})
{}

ControlClient::~ControlClient()
{
    for (const auto& [id, call] : m_private->calls)
        m_private->clock.cancel(call.timer);
    if (m_private->socket)
        m_private->socket->disconnect(this);
}

Result<void> ControlClient::connectTo(const Bytes& socketPath)
{
    drop({ErrorCode::Closed, "the connection was given up for a new one"});
    const auto descriptor = control::connectTo(socketPath);
    if (!descriptor)
        return fail(descriptor.error());
    auto socket = std::make_unique<QLocalSocket>();
    if (!socket->setSocketDescriptor(static_cast<qintptr>(*descriptor))) {
        ::close(*descriptor);
        return fail(ErrorCode::Io, "cannot use the connection to " + printable(socketPath));
    }
    connect(socket.get(), &QLocalSocket::readyRead, this, [this] { read(); });
    connect(socket.get(), &QLocalSocket::disconnected, this, [this] {
        drop({ErrorCode::Closed, "the instance closed the connection"});
    });
    m_private->socket = std::move(socket);
    m_private->lines = {};
    return {};
}

bool ControlClient::isConnected() const
{
    return m_private->socket != nullptr;
}

void ControlClient::call(const QString& method, const QJsonObject& params, std::chrono::milliseconds timeout,
                         Callback callback)
{
    const qint64 id = m_private->nextId++;
    auto& call = m_private->calls[id];
    call.callback = std::move(callback);
    call.timer = m_private->clock.after(
        timeout, [this, id] { finish(id, fail(ErrorCode::Busy, "the instance gave no answer in time")); });
    if (m_private->socket) {
        m_private->socket->write(requestLine(id, method, params));
        return;
    }
    const auto notConnected = [this, id] {
        finish(id, fail(ErrorCode::Closed, "there is no connection to an instance"));
    };
    QMetaObject::invokeMethod(this, notConnected, Qt::QueuedConnection);
}

void ControlClient::read()
{
    if (!m_private->lines.add(m_private->socket->readAll())) {
        drop({ErrorCode::Protocol, "the instance sent a line longer than 1 MiB"});
        return;
    }
    // A callback may connect anew or drop the connection; what is left in the buffer is then gone with it.
    while (const auto line = m_private->lines.takeLine()) {
        const auto response = parseResponse(*line);
        if (!response) {
            if (const auto notification = parseNotification(*line)) {
                Q_EMIT notified(notification->method, notification->params);
                continue;
            }
            drop({ErrorCode::Protocol, response.error().toStdString()});
            return;
        }
        finish(response->id, toResult(response->answer));
    }
}

// Answers that come after their call has timed out find no call.
void ControlClient::finish(qint64 id, const Result<QJsonObject>& result)
{
    const auto node = m_private->calls.extract(id);
    if (node.empty())
        return;
    m_private->clock.cancel(node.mapped().timer);
    node.mapped().callback(result);
}

void ControlClient::drop(const Error& reason)
{
    if (!m_private->socket)
        return;
    m_private->socket->disconnect(this);
    // The socket may be the one whose signal we are in.
    m_private->socket.release()->deleteLater();
    m_private->lines = {};
    const auto calls = std::move(m_private->calls);
    m_private->calls.clear();
    for (const auto& [id, call] : calls) {
        m_private->clock.cancel(call.timer);
        call.callback(fail(reason));
    }
    Q_EMIT disconnected();
}

} // namespace shoal::control
