// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tcp_network.h"

#include "core/net/admission.h"
#include "core/net/tcp_transport.h"

#include <QHostInfo>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>

namespace shoal::net {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kRetryAccept{1'000};
constexpr int kAcceptAtOnce = 32; // then others get their turn
constexpr int kBacklog = 512;     // an office that comes back at once; what overflows waits for seconds

constexpr milliseconds kAttemptTimeout{10'000}; // lookup and all addresses
constexpr milliseconds kAddressTimeout{4'000};  // two lost SYNs; an address that drops them must not hide the next

class TcpPort final : public QTcpServer, public Network::Port
{
public:
    TcpPort(Clock& clock, Network::PortEvents events) : m_clock(clock), m_events(std::move(events)) {}
    ~TcpPort() override { m_clock.cancel(m_retryTimer); }

    // Takes connections itself: out of descriptors QTcpServer would try again and again without a pause.
    void takeOver()
    {
        pauseAccepting();
        m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { acceptSome(); });
    }

    uint16_t number() const override { return serverPort(); }

private:
    void acceptSome()
    {
        for (int i = 0; i < kAcceptAtOnce; ++i) {
            const int descriptor =
                ::accept4(static_cast<int>(socketDescriptor()), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (descriptor >= 0)
                take(descriptor);
            else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
                return pause(errno);
            else if (errno != ECONNABORTED && errno != EINTR)
                return; // nobody is waiting
        }
    }

    void take(int descriptor)
    {
        auto socket = std::make_unique<QTcpSocket>();
        if (!socket->setSocketDescriptor(descriptor)) {
            ::close(descriptor);
            return;
        }
        m_isOut = false;
        const QHostAddress from = socket->peerAddress();
        m_events.accepted(makeTcpTransport(std::move(socket)), from);
    }

    // Descriptors come back as other connections end.
    void pause(int error)
    {
        if (!std::exchange(m_isOut, true))
            m_events.notice("no connection can be taken for now: " + Bytes(std::strerror(error)) +
                            "; the limit of open files is " + std::to_string(limitOfOpenFiles()) +
                            ", a larger LimitNOFILE= in the unit (or ulimit -n) gives room");
        m_notifier->setEnabled(false);
        m_retryTimer = m_clock.after(kRetryAccept, [this] {
            m_retryTimer = 0;
            m_notifier->setEnabled(true);
        });
    }

    Clock& m_clock;
    const Network::PortEvents m_events;
    std::unique_ptr<QSocketNotifier> m_notifier;
    Clock::TimerId m_retryTimer = 0;
    bool m_isOut = false; // of descriptors
};

class TcpAttempt final : public QObject, public Network::Attempt
{
public:
    TcpAttempt(const Endpoint& endpoint, Clock& clock, Network::Connected connected)
        : m_endpoint(endpoint), m_clock(clock), m_connected(std::move(connected))
    {
        m_timer = m_clock.after(kAttemptTimeout, [this] {
            m_timer = 0;
            giveUp("no answer within 10 seconds");
        });
        const auto host = QString::fromUtf8(m_endpoint.host.data(), static_cast<qsizetype>(m_endpoint.host.size()));
        // An address would be looked up, too, for a name that nobody wants; a name server that is silent takes seconds.
        if (const QHostAddress address(host); !address.isNull()) {
            m_addresses.append(address);
            tryNext();
            return;
        }
        m_lookup = QHostInfo::lookupHost(host, this, [this](const QHostInfo& info) { onLookedUp(info); });
    }

    ~TcpAttempt() override { end(); }

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
        const auto ifCurrent = [this, socket](void (TcpAttempt::*act)()) {
            return [this, socket, act] {
                if (m_socket.get() == socket)
                    (this->*act)();
            };
        };
        QObject::connect(socket, &QTcpSocket::connected, this, ifCurrent(&TcpAttempt::onConnected),
                         Qt::QueuedConnection);
        QObject::connect(socket, &QTcpSocket::errorOccurred, this, ifCurrent(&TcpAttempt::onFailed),
                         Qt::QueuedConnection);
        m_addressTimer = m_clock.after(kAddressTimeout, [this] {
            m_addressTimer = 0;
            m_lastError = "the address does not answer";
            tryNext();
        });
        socket->connectToHost(m_addresses.takeFirst(), m_endpoint.port);
    }

    void onConnected()
    {
        auto socket = std::move(m_socket);
        socket->disconnect(this);
        finish(makeTcpTransport(std::move(socket)));
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
        finish(fail(ErrorCode::Io, "cannot connect to " + m_endpoint.text() + ": " + why));
    }

    void finish(Result<std::unique_ptr<Transport>> transport)
    {
        end();
        const auto connected = std::move(m_connected);
        connected(std::move(transport)); // may delete this
    }

    void end()
    {
        QHostInfo::abortHostLookup(m_lookup);
        m_clock.cancel(std::exchange(m_timer, 0));
        dropSocket();
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
    Network::Connected m_connected;
    int m_lookup = -1;
    QList<QHostAddress> m_addresses;
    std::unique_ptr<QTcpSocket> m_socket;
    Clock::TimerId m_timer = 0;
    Clock::TimerId m_addressTimer = 0;
    Bytes m_lastError;
};

class TcpNetwork final : public Network
{
public:
    explicit TcpNetwork(Clock& clock) : m_clock(clock) {}

    Result<std::unique_ptr<Port>> listen(uint16_t port, const QHostAddress& address, PortEvents events) override
    {
        auto opened = std::make_unique<TcpPort>(m_clock, std::move(events));
        opened->setListenBacklogSize(kBacklog);
        if (opened->listen(address, port)) {
            opened->takeOver();
            return Result<std::unique_ptr<Port>>(std::move(opened));
        }
        const bool taken = opened->serverError() == QAbstractSocket::AddressInUseError;
        return fail(taken ? ErrorCode::Busy : ErrorCode::Io,
                    "cannot listen on port " + std::to_string(port) + ": " + opened->errorString().toStdString());
    }

    std::unique_ptr<Attempt> connect(const Endpoint& endpoint, Connected connected) override
    {
        return std::make_unique<TcpAttempt>(endpoint, m_clock, std::move(connected));
    }

private:
    Clock& m_clock;
};

} // namespace

std::unique_ptr<Network> makeTcpNetwork(Clock& clock)
{
    return std::make_unique<TcpNetwork>(clock);
}

} // namespace shoal::net
