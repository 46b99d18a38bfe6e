// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "core/net/address.h"
#include "core/net/tcp_transport.h"
#include "shared/base/log.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace shoal::net {

namespace {

constexpr std::chrono::milliseconds kRetryAccept{1'000}; // descriptors come back as other connections end

} // namespace

class Listener::Server final : public QTcpServer
{
public:
    Server(const ConnectionContext& context, Accepted accepted, Admission::Limits limits)
        : m_context(context), m_accepted(std::move(accepted)), m_admission(limits)
    {
        connect(this, &QTcpServer::acceptError, this, [this] { retry(); });
    }
    ~Server() override { m_context.clock.cancel(m_retryTimer); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto socket = std::make_unique<QTcpSocket>();
        if (!socket->setSocketDescriptor(descriptor))
            return;
        const auto id = ++m_lastId;
        const auto decision = m_admission.admit(id, sourceOf(socket->peerAddress()));
        for (const Admission::Id dropped : decision.dropped)
            drop(dropped);
        if (!decision.admitted) {
            qCInfo(logNet, "refused a connection: %zu are open", m_admission.total());
            return;
        }
        auto connection = std::make_unique<Connection>(protocol::SessionRole::Listener,
                                                       makeTcpTransport(std::move(socket)), m_context);
        connect(connection.get(), &Connection::shareOpened, this, [this, id] { m_admission.proven(id); });
        connect(connection.get(), &QObject::destroyed, this, [this, id] { forget(id); });
        connect(connection.get(), &Connection::closed, this, [this, id] { forget(id); });
        m_connections.emplace(id, connection.get());
        m_accepted(std::move(connection));
    }

private:
    void drop(Admission::Id id)
    {
        const auto it = m_connections.find(id);
        if (it != m_connections.end() && it->second)
            it->second->close(protocol::CloseReason::TooManyConnections, "too many connections wait to prove a share");
    }

    void forget(Admission::Id id)
    {
        m_admission.gone(id);
        m_connections.erase(id);
    }

    // Out of descriptors Qt stops accepting; it has to be told to go on.
    void retry()
    {
        qCWarning(logNet, "cannot accept a connection: %s", errorString().toUtf8().constData());
        m_context.clock.cancel(m_retryTimer);
        m_retryTimer = m_context.clock.after(kRetryAccept, [this] { resumeAccepting(); });
    }

    ConnectionContext m_context;
    Accepted m_accepted;
    Admission m_admission;
    Admission::Id m_lastId = 0;
    std::map<Admission::Id, QPointer<Connection>> m_connections;
    Clock::TimerId m_retryTimer = 0;
};

Listener::Listener(const ConnectionContext& context, Accepted accepted, Admission::Limits limits)
    : m_server(std::make_unique<Server>(context, std::move(accepted), limits))
{}

Listener::~Listener() = default;

Result<void> Listener::listen(uint16_t port, const QHostAddress& address)
{
    stop();
    if (m_server->listen(address, port))
        return {};
    const bool taken = m_server->serverError() == QAbstractSocket::AddressInUseError;
    return fail(taken ? ErrorCode::Busy : ErrorCode::Io,
                "cannot listen on port " + std::to_string(port) + ": " + m_server->errorString().toStdString());
}

void Listener::stop()
{
    m_server->close();
}

uint16_t Listener::port() const
{
    return m_server->serverPort();
}

} // namespace shoal::net
