// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "core/net/address.h"
#include "core/net/tcp_transport.h"
#include "shared/base/log.h"

#include <QPointer>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace shoal::net {

namespace {

constexpr std::chrono::milliseconds kRetryAccept{1'000};
constexpr int kAcceptAtOnce = 32; // then others get their turn

constexpr int64_t kTellRefusedAfterNs = 60'000'000'000;

size_t limitOfOpenFiles()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<size_t>(limit.rlim_cur) : 0;
}

} // namespace

class Listener::Server final : public QTcpServer
{
public:
    Server(const ConnectionContext& context, Accepted accepted, std::optional<Admission::Limits> limits)
        : m_context(context), m_accepted(std::move(accepted)),
          m_admission(limits ? *limits : Admission::limitsFor(limitOfOpenFiles()))
    {}
    ~Server() override { m_context.clock.cancel(m_retryTimer); }

    void setHello(const protocol::Hello& hello) { m_context.hello = hello; }

    // Takes connections itself: out of descriptors QTcpServer would try again and again without a pause.
    void takeOver()
    {
        pauseAccepting();
        m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { acceptSome(); });
    }
    void end()
    {
        m_context.clock.cancel(std::exchange(m_retryTimer, 0));
        m_notifier.reset();
        close();
    }

    std::function<void(Bytes)> onNotice;

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
        const auto id = ++m_lastId;
        m_isOut = false;
        const auto decision = m_admission.admit(id, sourceOf(socket->peerAddress()), m_context.clock.monotonicNs());
        for (const Admission::Id dropped : decision.dropped)
            drop(dropped);
        if (!decision.admitted) {
            tellRefused(*socket);
            socket->abort(); // without waiting: there may be thousands
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

    // Descriptors come back as other connections end.
    void pause(int error)
    {
        if (!std::exchange(m_isOut, true))
            tellOut(error);
        m_notifier->setEnabled(false);
        m_retryTimer = m_context.clock.after(kRetryAccept, [this] {
            m_retryTimer = 0;
            m_notifier->setEnabled(true);
        });
    }

    void tellOut(int error)
    {
        const Bytes sentence = "no connection can be taken for now: " + Bytes(std::strerror(error)) +
                               "; the limit of open files is " + std::to_string(limitOfOpenFiles()) +
                               ", a larger LimitNOFILE= in the unit (or ulimit -n) gives room";
        qCWarning(logNet, "%s", sentence.c_str());
        if (onNotice)
            onNotice(sentence);
    }

    // A flood must not fill the log.
    void tellRefused(const QTcpSocket& socket)
    {
        ++m_refused;
        const int64_t now = m_context.clock.monotonicNs();
        if (m_refusedToldNs && now - *m_refusedToldNs < kTellRefusedAfterNs)
            return;
        m_refusedToldNs = now;
        qCWarning(logNet, "%llu connections were refused, the last from %s: too many come at once, or %zu are open",
                  static_cast<unsigned long long>(std::exchange(m_refused, 0)),
                  socket.peerAddress().toString().toUtf8().constData(), m_admission.total());
    }

    ConnectionContext m_context;
    Accepted m_accepted;
    Admission m_admission;
    Admission::Id m_lastId = 0;
    std::map<Admission::Id, QPointer<Connection>> m_connections;
    std::unique_ptr<QSocketNotifier> m_notifier;
    Clock::TimerId m_retryTimer = 0;
    bool m_isOut = false; // of descriptors
    uint64_t m_refused = 0;
    std::optional<int64_t> m_refusedToldNs;
};

Listener::Listener(const ConnectionContext& context, Accepted accepted, std::optional<Admission::Limits> limits)
    : m_server(std::make_unique<Server>(context, std::move(accepted), limits))
{}

Listener::~Listener() = default;

void Listener::onNotice(std::function<void(Bytes)> tell)
{
    m_server->onNotice = std::move(tell);
}

Result<void> Listener::listen(uint16_t port, const QHostAddress& address)
{
    if (port != 0 && port == m_server->serverPort())
        stop(); // or it would be in its own way
    QTcpServer opener;
    const bool isOpen = opener.listen(address, port);
    const int socket = isOpen ? ::fcntl(static_cast<int>(opener.socketDescriptor()), F_DUPFD_CLOEXEC, 0) : -1;
    if (isOpen && socket < 0)
        return fail(systemError(errno, "cannot listen on port " + std::to_string(port)));
    if (isOpen) {
        m_server->end();
        m_server->setSocketDescriptor(socket);
        m_server->takeOver();
        return {};
    }
    const bool taken = opener.serverError() == QAbstractSocket::AddressInUseError;
    return fail(taken ? ErrorCode::Busy : ErrorCode::Io,
                "cannot listen on port " + std::to_string(port) + ": " + opener.errorString().toStdString());
}

void Listener::setHello(const protocol::Hello& hello)
{
    m_server->setHello(hello);
}

void Listener::stop()
{
    m_server->end();
}

uint16_t Listener::port() const
{
    return m_server->serverPort();
}

} // namespace shoal::net
