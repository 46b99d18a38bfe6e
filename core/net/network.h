// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"
#include "core/net/transport.h"

#include <functional>
#include <memory>

namespace shoal::net {

// Who opens byte streams between devices: TCP, or a test's own network. What is opened goes on without it and without
// the port. Engine thread only; nothing is called from within a call of it.
class Network
{
public:
    virtual ~Network() = default;

    // A port that is listened on, until this is destroyed; not from within one of its events.
    class Port
    {
    public:
        virtual ~Port() = default;
        virtual uint16_t number() const = 0; // never 0
    };
    struct PortEvents
    {
        // Never null. Who does not want it closes it.
        std::function<void(std::unique_ptr<Transport> transport, const QHostAddress& from)> accepted;
        // A sentence for a person: connections cannot be taken for now, and what would help. Once each time it begins.
        std::function<void(Bytes sentence)> notice;
    };
    // Port 0: any free one. Busy: somebody has the port. The error names the port and the reason.
    virtual Result<std::unique_ptr<Port>> listen(uint16_t port, const QHostAddress& address, PortEvents events) = 0;

    // One attempt to open a byte stream; destroying it cancels.
    class Attempt
    {
    public:
        virtual ~Attempt() = default;
    };
    // Called once, later; may destroy the attempt. The error names the endpoint and the reason.
    using Connected = std::function<void(Result<std::unique_ptr<Transport>> transport)>;
    virtual std::unique_ptr<Attempt> connect(const Endpoint& endpoint, Connected connected) = 0;
};

} // namespace shoal::net
