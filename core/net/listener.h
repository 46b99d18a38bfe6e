// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/admission.h"
#include "core/net/connection.h"

#include <QHostAddress>

namespace shoal::net {

// Takes incoming connections on a port, within the limits of Admission. Engine thread only.
class Listener
{
public:
    // A new connection, never null: the callee adds its shares and keeps it.
    using Accepted = std::function<void(std::unique_ptr<Connection> connection)>;
    Listener(const ConnectionContext& context, Accepted accepted, Admission::Limits limits = {});
    ~Listener();

    // All addresses of both families by default. Port 0: any free one. An error names the port and the reason.
    // Listening already: stops that first.
    Result<void> listen(uint16_t port, const QHostAddress& address = QHostAddress(QHostAddress::Any));
    void stop();
    // 0 when not listening.
    uint16_t port() const;

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

} // namespace shoal::net
