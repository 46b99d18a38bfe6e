// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/puncher.h"

#include "core/net/tcp_transport.h"

#include <QHostAddress>
#include <QSocketNotifier>
#include <QTcpSocket>

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace shoal::net {

namespace {

// An address as the system takes it.
struct SystemAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;

    sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

SystemAddress systemAddress(const QHostAddress& address, uint16_t port)
{
    SystemAddress result;
    if (address.protocol() == QHostAddress::IPv4Protocol) {
        auto& v4 = reinterpret_cast<sockaddr_in&>(result.storage);
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        result.size = sizeof v4;
    } else {
        auto& v6 = reinterpret_cast<sockaddr_in6&>(result.storage);
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&v6.sin6_addr, &bytes, sizeof bytes);
        result.size = sizeof v6;
    }
    return result;
}

uint16_t portOf(int descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) != 0)
        return 0;
    return ntohs(storage.ss_family == AF_INET ? reinterpret_cast<const sockaddr_in&>(storage).sin_port
                                              : reinterpret_cast<const sockaddr_in6&>(storage).sin6_port);
}

// A socket at a port that others of this process may use, too. -1: it cannot be.
int boundTo(uint16_t port, bool isV4)
{
    const int descriptor = ::socket(isV4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return -1;
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    SystemAddress from =
        systemAddress(isV4 ? QHostAddress(QHostAddress::AnyIPv4) : QHostAddress(QHostAddress::AnyIPv6), port);
    if (::bind(descriptor, from.get(), from.size) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

bool isV4(const QHostAddress& address)
{
    return address.protocol() == QHostAddress::IPv4Protocol;
}

// A connection on its way. -1: it cannot be.
int connectFrom(uint16_t localPort, const QHostAddress& address, uint16_t port)
{
    const int descriptor = boundTo(localPort, isV4(address));
    SystemAddress to = systemAddress(address, port);
    if (descriptor < 0 || ::connect(descriptor, to.get(), to.size) == 0 || errno == EINPROGRESS)
        return descriptor;
    ::close(descriptor);
    return -1;
}

int listenAt(uint16_t port, bool forV4)
{
    const int descriptor = boundTo(port, forV4);
    if (descriptor < 0 || ::listen(descriptor, 1) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

bool isFrom(const sockaddr_storage& from, const QHostAddress& address, uint16_t port)
{
    const QHostAddress seen(reinterpret_cast<const sockaddr*>(&from));
    const uint16_t seenPort = from.ss_family == AF_INET ? reinterpret_cast<const sockaddr_in&>(from).sin_port
                                                        : reinterpret_cast<const sockaddr_in6&>(from).sin6_port;
    return seen.isEqual(address, QHostAddress::TolerantConversion) && ntohs(seenPort) == port;
}

// A descriptor, and who waits for it.
class Waiting
{
public:
    Waiting() = default;
    ~Waiting() { close(); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

    void take(int descriptor) { m_descriptor = descriptor; }
    // Not from within `call`.
    void wait(QSocketNotifier::Type type, std::function<void()> call)
    {
        m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, type);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), std::move(call));
    }
    void rest()
    {
        if (!m_notifier)
            return;
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater(); // this may be its call
    }
    void close()
    {
        rest();
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
    int release()
    {
        rest();
        return std::exchange(m_descriptor, -1);
    }
    int get() const { return m_descriptor; }
    int error() const
    {
        int error = 0;
        socklen_t size = sizeof error;
        return ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
    }

private:
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

class PunchAttempt final : public Network::Attempt
{
public:
    PunchAttempt(Clock& clock, Puncher::Plan plan, Network::Connected connected)
        : m_clock(clock), m_plan(std::move(plan)), m_connected(std::move(connected))
    {
        m_timer = m_clock.after(Puncher::kTimeout, [this] {
            m_timer = 0;
            giveUp("the routers let nothing through in time");
        });
        m_start = m_clock.after(std::chrono::milliseconds(0), [this] {
            m_start = 0;
            start();
        });
    }
    ~PunchAttempt() override
    {
        m_clock.cancel(m_timer);
        m_clock.cancel(m_start);
    }

private:
    void start()
    {
        const QHostAddress address = m_plan.helper.address();
        m_helper.take(address.isNull() ? -1 : connectFrom(0, address, m_plan.helper.port));
        if (m_helper.get() < 0)
            return giveUp("the helper cannot be reached");
        m_helper.wait(QSocketNotifier::Write, [this] { greet(); });
    }

    void greet()
    {
        m_helper.rest();
        if (m_helper.error() != 0 || ::send(m_helper.get(), m_plan.greeting.data(), m_plan.greeting.size(),
                                            MSG_NOSIGNAL) != static_cast<ssize_t>(m_plan.greeting.size()))
            return giveUp("the helper cannot be reached");
        m_helper.wait(QSocketNotifier::Read, [this] { listen(); });
    }

    void listen()
    {
        Bytes piece(m_plan.answerSize - m_answer.size(), '\0');
        const ssize_t got = ::recv(m_helper.get(), piece.data(), piece.size(), 0);
        if (got <= 0)
            return giveUp("the helper says nothing of the peer");
        m_answer.append(piece, 0, static_cast<size_t>(got));
        if (m_answer.size() < m_plan.answerSize)
            return;
        m_helper.rest(); // open, so that the router keeps the port
        const auto peer = m_plan.peerOf(m_answer);
        if (!peer)
            return giveUp(peer.error().context);
        m_peer = peer->address();
        m_peerPort = peer->port;
        m_port = portOf(m_helper.get());
        if (m_peer.isNull() || m_port == 0)
            return giveUp("the peer's address cannot be dialled from here");
        // Where no router holds it back, the other's first packet may come before ours has left.
        m_listening.take(listenAt(m_port, isV4(m_peer)));
        if (m_listening.get() >= 0)
            m_listening.wait(QSocketNotifier::Read, [this] { accept(); });
        dial();
    }

    void accept()
    {
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        const int descriptor =
            ::accept4(m_listening.get(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor < 0)
            return;
        if (!isFrom(from, m_peer, m_peerPort)) {
            ::close(descriptor);
            return;
        }
        m_direct.close();
        m_direct.take(descriptor);
        hand();
    }

    void dial()
    {
        m_direct.take(connectFrom(m_port, m_peer, m_peerPort));
        if (m_direct.get() < 0)
            return dialLater(); // the other's connection is on its way, perhaps
        m_direct.wait(QSocketNotifier::Write, [this] { onDialled(); });
    }

    void onDialled()
    {
        m_direct.rest();
        if (m_direct.error() != 0) {
            m_direct.close();
            dialLater();
            return;
        }
        hand();
    }

    void dialLater()
    {
        m_start = m_clock.after(Puncher::kRetry, [this] {
            m_start = 0;
            dial();
        });
    }

    void hand()
    {
        auto socket = std::make_unique<QTcpSocket>();
        if (!socket->setSocketDescriptor(m_direct.get()))
            return giveUp("the connection is lost");
        (void)m_direct.release();
        finish(makeTcpTransport(std::move(socket)));
    }

    void giveUp(const Bytes& why) { finish(fail(ErrorCode::Io, why)); }

    void finish(Result<std::unique_ptr<Transport>> transport)
    {
        m_clock.cancel(std::exchange(m_timer, 0));
        m_clock.cancel(std::exchange(m_start, 0));
        m_direct.close();
        m_listening.close();
        m_helper.close();
        const auto connected = std::move(m_connected);
        if (connected)
            connected(std::move(transport)); // may delete this
    }

    Clock& m_clock;
    const Puncher::Plan m_plan;
    Network::Connected m_connected;
    Waiting m_helper;
    Waiting m_direct;
    Waiting m_listening;
    Bytes m_answer;
    QHostAddress m_peer;
    uint16_t m_peerPort = 0;
    uint16_t m_port = 0; // our own, outside of which the router keeps one for us
    Clock::TimerId m_timer = 0;
    Clock::TimerId m_start = 0;
};

class TcpPuncher final : public Puncher
{
public:
    explicit TcpPuncher(Clock& clock) : m_clock(clock) {}
    std::unique_ptr<Network::Attempt> punch(Plan plan, Network::Connected connected) override
    {
        return std::make_unique<PunchAttempt>(m_clock, std::move(plan), std::move(connected));
    }

private:
    Clock& m_clock;
};

} // namespace

std::unique_ptr<Puncher> makeTcpPuncher(Clock& clock)
{
    return std::make_unique<TcpPuncher>(clock);
}

} // namespace shoal::net
