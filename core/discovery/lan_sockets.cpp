// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_sockets.h"

#include "core/discovery/lan_announcement.h"
#include "shared/base/log.h"

#include <QNetworkDatagram>

namespace shoal::discovery {

namespace {

// Then the event loop gets its turn; what waits is announced again by the socket.
constexpr int kDatagramsPerTurn = 128;

QHostAddress addressOf(const char* text)
{
    return QHostAddress(QString::fromLatin1(text));
}

QByteArray raw(ByteView bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

// Whoever hears of a device may close everything in return, inside a signal of one of these sockets: so the event
// loop deletes them.
struct LanSockets::Family
{
    QUdpSocket* const listener = new QUdpSocket; // bound to the shared port
    QUdpSocket* const sender = new QUdpSocket;   // bound to a port of its own

    ~Family()
    {
        for (QUdpSocket* socket : {listener, sender}) {
            socket->disconnect();
            socket->close();
            socket->deleteLater();
        }
    }
    bool bind(QHostAddress::SpecialAddress any, uint16_t port)
    {
        return listener->bind(any, port, QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint) &&
               sender->bind(any, 0);
    }
    void send(const QByteArray& datagram, const QHostAddress& address, uint16_t port)
    {
        if (sender->writeDatagram(datagram, address, port) < 0)
            qCDebug(logDiscovery) << "announcement not sent to" << address << ":" << sender->errorString();
    }
};

LanSockets::LanSockets(uint16_t udpPort, Receiver receiver) : m_udpPort(udpPort), m_receiver(std::move(receiver)) {}

LanSockets::~LanSockets() = default;

void LanSockets::close()
{
    m_ipv4.reset();
    m_ipv6.reset();
}

bool LanSockets::isOpen() const
{
    return m_ipv4 || m_ipv6;
}

Result<void> LanSockets::open(std::vector<LanInterface> interfaces)
{
    close();
    m_interfaces = std::move(interfaces);
    std::string reason;
    const auto make = [&](QHostAddress::SpecialAddress any) {
        auto family = std::make_unique<Family>();
        if (!family->bind(any, m_udpPort)) {
            reason = family->listener->errorString().toStdString();
            return std::unique_ptr<Family>();
        }
        for (QUdpSocket* socket : {family->listener, family->sender})
            QObject::connect(socket, &QUdpSocket::readyRead, socket, [this, socket] { read(*socket); });
        return family;
    };
    m_ipv4 = make(QHostAddress::AnyIPv4);
    m_ipv6 = make(QHostAddress::AnyIPv6);
    // A group that cannot be joined (a kernel without multicast, 20 interfaces joined already) leaves the broadcast.
    for (const LanInterface& one : m_interfaces) {
        if (m_ipv4 && one.hasIpv4)
            m_ipv4->listener->joinMulticastGroup(addressOf(kLanGroup4), one.device);
        if (m_ipv6 && one.hasIpv6)
            m_ipv6->listener->joinMulticastGroup(addressOf(kLanGroup6), one.device);
    }
    if (!isOpen())
        return fail(ErrorCode::Busy, "Cannot look for devices on the local network: UDP port " +
                                         std::to_string(m_udpPort) + " cannot be opened: " + reason);
    return {};
}

void LanSockets::sendToAll(ByteView datagram)
{
    const QByteArray data = raw(datagram);
    for (const LanInterface& one : m_interfaces) {
        if (m_ipv4 && one.hasIpv4) {
            // Naming the interface also makes the kernel do without a multicast route.
            m_ipv4->sender->setMulticastInterface(one.device);
            m_ipv4->send(data, addressOf(kLanGroup4), m_udpPort);
            for (const QHostAddress& broadcast : one.broadcasts)
                m_ipv4->send(data, broadcast, m_udpPort);
        }
        if (m_ipv6 && one.hasIpv6) {
            QHostAddress group = addressOf(kLanGroup6);
            group.setScopeId(one.device.name());
            m_ipv6->send(data, group, m_udpPort);
        }
    }
}

void LanSockets::sendTo(ByteView datagram, const QHostAddress& address, uint16_t port)
{
    const bool isIpv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    if (const auto& family = isIpv4 ? m_ipv4 : m_ipv6)
        family->send(raw(datagram), address, port);
}

void LanSockets::read(QUdpSocket& socket)
{
    const auto isBound = [&socket] { return socket.state() == QAbstractSocket::BoundState; };
    for (int i = 0; i < kDatagramsPerTurn && isBound() && socket.hasPendingDatagrams(); ++i) {
        // One byte more than allowed, so that longer ones are seen as such.
        const QNetworkDatagram datagram = socket.receiveDatagram(static_cast<qint64>(kMaxLanDatagram) + 1);
        const QByteArray data = datagram.data();
        m_receiver({data.constData(), static_cast<size_t>(data.size())}, datagram.senderAddress(),
                   static_cast<uint16_t>(datagram.senderPort()));
    }
}

} // namespace shoal::discovery
