// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/admission.h"
#include "core/net/connection.h"

#include <QHostAddress>
#include <QPointer>

#include <functional>
#include <map>
#include <optional>

namespace shoal::net {

// Takes incoming connections on a port, within the limits of Admission. Engine thread only.
class Listener
{
public:
    // A new connection, never null: the callee adds its shares and keeps it.
    using Accepted = std::function<void(std::unique_ptr<Connection> connection)>;
    // The limits are those that the process's limit of open files allows, unless given.
    Listener(const ConnectionContext& context, Accepted accepted, std::optional<Admission::Limits> limits = {});
    ~Listener();

    // A sentence for a person: connections cannot be taken for now, and what would help. Once each time it begins.
    void onNotice(std::function<void(Bytes sentence)> tell);

    // All addresses of both families by default. Port 0: any free one. An error names the port and the reason.
    // Listening already: it listens at the new port instead, and those who are connected stay; an error changes
    // nothing.
    Result<void> listen(uint16_t port, const QHostAddress& address = QHostAddress(QHostAddress::Any));
    void stop();
    // What those who come from now on are told of us.
    void setHello(const protocol::Hello& hello) { m_context.hello = hello; }
    // 0 when not listening.
    uint16_t port() const;
    // A stream that somebody at `from` has opened by another way than the port.
    void take(std::unique_ptr<Transport> transport, const QHostAddress& from);

private:
    void drop(Admission::Id id);
    void forget(Admission::Id id);
    void tellOut(Bytes sentence) const;
    void tellRefused(const QHostAddress& from);

    ConnectionContext m_context;
    const Accepted m_accepted;
    std::function<void(Bytes)> m_onNotice;
    Admission m_admission;
    Admission::Id m_lastId = 0;
    std::map<Admission::Id, QPointer<Connection>> m_connections;
    uint64_t m_refused = 0;
    std::optional<int64_t> m_refusedToldNs;
    std::unique_ptr<Network::Port> m_port;
    QObject m_slots; // connections outlive this, and tell it nothing any more
};

} // namespace shoal::net
