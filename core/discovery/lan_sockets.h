// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/discovery/datagrams.h"

#include <QUdpSocket>

namespace shoal::discovery {

// As BitTorrent Sync, whose users have opened this port in their firewalls.
inline constexpr uint16_t kLanPort = 3838;
// Organization-local (RFC 2365), sent with TTL 1, so that it stays in one network.
inline constexpr const char* kLanGroup4 = "239.192.0.0";
// Link-local, not permanently assigned (RFC 4291); 5348 is "SH".
inline constexpr const char* kLanGroup6 = "ff12::5348";

// The UDP sockets of LAN discovery. Two listen on the port that all instances of a machine share: the kernel gives
// each of them what comes by multicast or broadcast. But a unicast datagram to a shared port reaches only one of
// them; so announcements leave from a port of our own, and answers come back to that one.
// Engine thread only.
class LanSockets final : public Datagrams
{
public:
    LanSockets(uint16_t udpPort, Receiver receiver);
    ~LanSockets() override;

    // One of the two protocols suffices; the error names the reason when neither can listen.
    Result<void> open(std::vector<LanInterface> interfaces) override;
    void close() override;
    bool isOpen() const override;

    // By multicast and directed broadcast on all interfaces.
    void sendToAll(ByteView datagram) override;
    void sendTo(ByteView datagram, const QHostAddress& address, uint16_t port) override;

private:
    struct Family; // the two sockets of one protocol

    void read(QUdpSocket& socket);

    const uint16_t m_udpPort;
    const Receiver m_receiver;
    std::vector<LanInterface> m_interfaces;
    std::unique_ptr<Family> m_ipv4;
    std::unique_ptr<Family> m_ipv6;
};

} // namespace shoal::discovery
