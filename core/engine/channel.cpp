// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/channel.h"

#include "core/engine/message_size.h"
#include "shared/base/log.h"

namespace shoal::engine {

Channel::Channel(net::Connection& connection, uint16_t number, HeldShare& held, PeerInfo peer, Clock& clock,
                 Executor& loop, std::shared_ptr<OutboundBudget> budget)
    : m_connection(connection), m_number(number), m_held(held), m_peer(peer.id), m_device(peer.device), m_clock(clock),
      m_link(std::make_shared<ShareLink>(
          loop, [this](const protocol::Message& message, protocol::Lane lane) { write(message, lane); },
          std::move(budget))),
      m_moved(QObject::connect(&connection, &net::Connection::queueMoved, &connection, [this] { measureQueue(); }))
{
    m_held.share->peerOpened(std::move(peer), m_link);
}

Channel::~Channel()
{
    QObject::disconnect(m_moved);
    m_link->close();
    m_held.share->peerClosed(m_peer);
}

void Channel::receive(protocol::Message& message)
{
    const auto size = static_cast<size_t>(approximateSize(message));
    m_traffic.received += size;
    m_down.add(size, m_clock.monotonicNs());
    m_held.down.add(size, m_clock.monotonicNs());
    m_held.share->receive(m_peer, std::move(message), size);
}

void Channel::write(const protocol::Message& message, protocol::Lane lane)
{
    // Nothing leaves within a call, so the queue grows by just this message.
    const int64_t before = m_connection.queuedBytes();
    if (auto sent = m_connection.send(m_number, message, lane); !sent)
        qCWarning(logEngine, "a message could not be sent: %s", sent.error().context.c_str());
    const auto size = static_cast<uint64_t>(m_connection.queuedBytes() - before);
    m_traffic.sent += size;
    m_up.add(size, m_clock.monotonicNs());
    m_held.up.add(size, m_clock.monotonicNs());
    measureQueue();
}

void Channel::measureQueue()
{
    // A short queue is gone before anybody could act on it.
    const int64_t queued = m_connection.queuedBytes();
    const bool isLong = queued > net::Connection::kQueueLow;
    m_link->setConnectionQueue(isLong ? queued : 0, isLong ? m_connection.urgentBytes() : 0,
                               isLong ? m_connection.queuedBytes(m_number) : 0);
}

} // namespace shoal::engine
