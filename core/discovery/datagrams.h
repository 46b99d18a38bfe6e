// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/discovery/lan_interfaces.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>

namespace shoal::discovery {

// Datagrams to and from everybody on the local networks: UDP, or a test's own network. Engine thread only.
class Datagrams
{
public:
    // What arrives while it is open, copies of our own among it. May call open() and close(), but not destroy the
    // caller.
    using Receiver = std::function<void(ByteView datagram, const QHostAddress& from, uint16_t fromPort)>;

    virtual ~Datagrams() = default;

    // Opens everything anew for these interfaces. The error is a sentence with the reason.
    virtual Result<void> open(std::vector<LanInterface> interfaces) = 0;
    virtual void close() = 0;
    virtual bool isOpen() const = 0;

    // To all who listen on these interfaces. Copies that cannot be sent are left out: others arrive.
    virtual void sendToAll(ByteView datagram) = 0;
    virtual void sendTo(ByteView datagram, const QHostAddress& address, uint16_t port) = 0;
};

// `udpPort`: that all devices listen on.
using MakeDatagrams = std::function<std::unique_ptr<Datagrams>(uint16_t udpPort, Datagrams::Receiver receiver)>;
// As lanInterfaces().
using ListInterfaces = std::function<std::vector<LanInterface>(const std::vector<Bytes>& names)>;

} // namespace shoal::discovery
