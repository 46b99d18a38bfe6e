// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dialer.h"

#include "core/net/tcp_transport.h"

#include <QHostInfo>
#include <QTcpSocket>

namespace shoal::net {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAttemptTimeout{10'000}; // lookup and all addresses
constexpr milliseconds kAddressTimeout{4'000};  // two lost SYNs; an address that drops them must not hide the next

} // namespace

class Dialer::Attempt final : public QObject
{
public:
    using Finish = std::function<void(Result<std::unique_ptr<QTcpSocket>>)>;

    Attempt(const Endpoint& endpoint, Clock& clock, Finish finish)
        : m_endpoint(endpoint), m_clock(clock), m_finish(std::move(finish))
    {
        m_timer = m_clock.after(kAttemptTimeout, [this] {
            m_timer = 0;
            giveUp("no answer within 10 seconds");
        });
        m_lookup = QHostInfo::lookupHost(
            QString::fromUtf8(m_endpoint.host.data(), static_cast<qsizetype>(m_endpoint.host.size())), this,
            [this](const QHostInfo& info) { onLookedUp(info); });
    }

    ~Attempt() override
    {
        QHostInfo::abortHostLookup(m_lookup);
        m_clock.cancel(m_timer);
        dropSocket();
    }

private:
    void onLookedUp(const QHostInfo& info)
    {
        m_addresses = info.addresses();
        m_lastError = info.error() == QHostInfo::NoError ? "the name has no address" : info.errorString().toStdString();
        tryNext();
    }

    void tryNext()
    {
        dropSocket();
        if (m_addresses.isEmpty())
            return giveUp(m_lastError);
        m_socket = std::make_unique<QTcpSocket>();
        QTcpSocket* const socket = m_socket.get();
        // Queued, so compared: it may speak of an address that was given up meanwhile.
        const auto ifCurrent = [this, socket](void (Attempt::*act)()) {
            return [this, socket, act] {
                if (m_socket.get() == socket)
                    (this->*act)();
            };
        };
        connect(socket, &QTcpSocket::connected, this, ifCurrent(&Attempt::onConnected), Qt::QueuedConnection);
        connect(socket, &QTcpSocket::errorOccurred, this, ifCurrent(&Attempt::onFailed), Qt::QueuedConnection);
        m_addressTimer = m_clock.after(kAddressTimeout, [this] {
            m_addressTimer = 0;
            m_lastError = "the address does not answer";
            tryNext();
        });
        socket->connectToHost(m_addresses.takeFirst(), m_endpoint.port);
    }

    void onConnected()
    {
        m_clock.cancel(std::exchange(m_addressTimer, 0));
        auto socket = std::move(m_socket);
        socket->disconnect(this);
        m_finish(std::move(socket)); // deletes this
    }

    void onFailed()
    {
        if (m_socket->state() == QAbstractSocket::ConnectedState)
            return;
        m_lastError = m_socket->errorString().toStdString();
        tryNext();
    }

    void giveUp(const Bytes& why)
    {
        m_finish(fail(ErrorCode::Io, "cannot connect to " + m_endpoint.text() + ": " + why)); // deletes this
    }

    void dropSocket()
    {
        m_clock.cancel(std::exchange(m_addressTimer, 0));
        if (!m_socket)
            return;
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // this may be a call from one of its signals
    }

    const Endpoint m_endpoint;
    Clock& m_clock;
    Finish m_finish;
    int m_lookup = -1;
    QList<QHostAddress> m_addresses;
    std::unique_ptr<QTcpSocket> m_socket;
    Clock::TimerId m_timer = 0;
    Clock::TimerId m_addressTimer = 0;
    Bytes m_lastError;
};

Dialer::Dialer(const ConnectionContext& context) : m_context(context) {}

Dialer::~Dialer() = default;

Dialer::AttemptId Dialer::dial(const Endpoint& endpoint, Done done)
{
    const AttemptId id = ++m_lastId;
    auto finish = [this, id, done = std::move(done)](Result<std::unique_ptr<QTcpSocket>> socket) {
        const Done callback = done;
        const ConnectionContext context = m_context;
        const AttemptId own = id;
        m_attempts.erase(own); // and with it this function
        if (!socket)
            return callback(fail(socket.error()));
        callback(
            std::make_unique<Connection>(protocol::SessionRole::Dialer, makeTcpTransport(*std::move(socket)), context));
    };
    m_attempts.emplace(id, std::make_unique<Attempt>(endpoint, m_context.clock, std::move(finish)));
    return id;
}

void Dialer::cancel(AttemptId attempt)
{
    m_attempts.erase(attempt);
}

} // namespace shoal::net
