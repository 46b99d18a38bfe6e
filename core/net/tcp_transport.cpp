// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tcp_transport.h"

#include "core/net/address.h"

#include <QTcpSocket>
#include <QTimer>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <optional>

namespace shoal::net {

namespace {

constexpr qint64 kReadBuffer = 256 * 1024;          // four frames: enough to keep a fast link busy
constexpr int kMostUnsent = 128 * 1024;             // TCP_NOTSENT_LOWAT
constexpr std::chrono::milliseconds kLinger{3'000}; // a farewell that is not read by then never will be

Bytes nameOf(const QTcpSocket& socket)
{
    return Endpoint{socket.peerAddress().toString().toStdString(), socket.peerPort()}.text();
}

void shutdownWhenWritten(QTcpSocket* socket)
{
    if (socket->bytesToWrite() == 0)
        ::shutdown(static_cast<int>(socket->socketDescriptor()), SHUT_WR);
}

// Closing a socket that has unread input resets it, and the peer may then lose what it had not read yet.
// So: send the rest, say that it is the end, and discard what comes until the peer has closed, too.
void linger(QTcpSocket* socket)
{
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->skip(kReadBuffer); });
    QObject::connect(socket, &QTcpSocket::bytesWritten, socket, [socket] { shutdownWhenWritten(socket); });
    QTimer::singleShot(kLinger, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->flush();
    socket->skip(kReadBuffer);
    shutdownWhenWritten(socket);
}

class TcpTransport final : public QObject, public Transport
{
public:
    explicit TcpTransport(std::unique_ptr<QTcpSocket> socket)
        : m_socket(std::move(socket)), m_peerName(nameOf(*m_socket)), m_peerAddress(m_socket->peerAddress())
    {
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kMostUnsent,
                     sizeof kMostUnsent);
        m_socket->setReadBufferSize(kReadBuffer);
        connect(m_socket.get(), &QTcpSocket::readyRead, this, &TcpTransport::onReadable);
        connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &TcpTransport::onWritten);
        // Queued: a write that fails must not end the transport under its caller.
        connect(m_socket.get(), &QTcpSocket::disconnected, this, &TcpTransport::onEnded, Qt::QueuedConnection);
        // Bytes that arrived before there was a user were announced to nobody.
        QMetaObject::invokeMethod(this, &TcpTransport::onReadable, Qt::QueuedConnection);
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            QMetaObject::invokeMethod(this, &TcpTransport::onEnded, Qt::QueuedConnection);
    }

    ~TcpTransport() override { close(false); }

    void setUser(TransportUser* user) override { m_user = user; }

    size_t read(char* to, size_t size) override
    {
        const qint64 got = m_socket ? m_socket->read(to, static_cast<qint64>(size)) : 0;
        return got > 0 ? static_cast<size_t>(got) : 0;
    }

    void write(ByteView bytes) override
    {
        if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState)
            return;
        m_writing = true;
        m_socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
        m_socket->flush();
        m_writing = false;
    }

    size_t unwritten() const override { return m_socket ? static_cast<size_t>(m_socket->bytesToWrite()) : 0; }

    void close(bool patiently) override
    {
        if (!m_socket)
            return;
        m_socket->disconnect(this);
        QTcpSocket* const socket = m_socket.release();
        if (patiently && socket->state() == QAbstractSocket::ConnectedState) {
            linger(socket);
            return;
        }
        socket->flush();
        socket->abort();
        socket->deleteLater(); // this may be a call from one of its signals
    }

    Bytes peerName() const override { return m_peerName; }
    bool isLocalNetwork() const override
    {
        if (!m_local) // only then: asking the kernel for all interfaces costs more than a connection
            m_local = net::isLocalNetwork(m_peerAddress, ownNetworks());
        return *m_local;
    }

private:
    void onReadable()
    {
        if (m_user && m_socket && m_socket->bytesAvailable() > 0)
            m_user->readable();
    }

    void onWritten()
    {
        if (m_user && !m_writing && m_socket->bytesToWrite() == 0)
            m_user->written();
    }

    void onEnded()
    {
        if (!m_socket)
            return;
        onReadable();
        if (!m_user || !m_socket)
            return;
        const Bytes reason = m_socket->error() == QAbstractSocket::RemoteHostClosedError
                                 ? Bytes("the other end closed the connection")
                                 : m_socket->errorString().toStdString();
        m_user->ended({ErrorCode::Closed, m_peerName + ": " + reason});
    }

    std::unique_ptr<QTcpSocket> m_socket;
    Bytes m_peerName;
    QHostAddress m_peerAddress;
    mutable std::optional<bool> m_local;
    bool m_writing = false;
    TransportUser* m_user = nullptr;
};

} // namespace

std::unique_ptr<Transport> makeTcpTransport(std::unique_ptr<QTcpSocket> socket)
{
    return std::make_unique<TcpTransport>(std::move(socket));
}

} // namespace shoal::net
