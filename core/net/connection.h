// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/inbound_budget.h"
#include "core/net/network.h"
#include "core/net/rate_limiter.h"
#include "core/protocol/session.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"

#include <QObject>

namespace shoal::net {

// Shared by all connections, and outlives them; null = unlimited.
struct RateLimits
{
    RateLimiter* upload = nullptr;
    RateLimiter* download = nullptr;
};

// What connections need of the engine. Everything is borrowed and outlives them.
struct ConnectionContext
{
    const crypto::DeviceIdentity& identity;
    protocol::Hello hello;
    Clock& clock;
    Random& random;
    Executor& loop; // the engine thread's
    Network& network;
    RateLimits limits;
    InboundBudget* inbound = nullptr; // shared by all; null = unlimited
};

// One session over one transport. Messages sent in one turn of the event loop leave together.
// It closes by itself when nobody opens a share within 10 s, when the peer has been silent for 90 s (it
// pings after 30 s without sending), when the peer has taken nothing for 3 minutes, and, as dialer, after 24 h, so that
// keys are renewed. Engine thread only. In slots of closed() it may be deleted; in other slots with deleteLater() only.
class Connection final : public QObject, private TransportUser, private InboundBudget::User
{
    Q_OBJECT

public:
    Connection(protocol::SessionRole role, std::unique_ptr<Transport> transport, const ConnectionContext& context);
    // Without a farewell: call close() before, if there is one to say.
    ~Connection() override;

    // As in Session. `keys` is borrowed until removeShare() or the end of the connection.
    void addShare(crypto::ShareKeys* keys);
    void removeShare(const ShareId& share);
    Result<void> send(uint16_t channel, const protocol::Message& message, protocol::Lane lane = protocol::Lane::Urgent);

    // Bytes that the kernel has not accepted yet. Who sends much waits for writable() at some MiB.
    qint64 queuedBytes() const;
    qint64 queuedBytes(uint16_t channel) const { return static_cast<qint64>(m_session.queuedBytes(channel)); }
    // The urgent messages among them.
    qint64 urgentBytes() const { return static_cast<qint64>(m_session.queuedBytes(protocol::Lane::Urgent)); }
    // A paused connection reads nothing, so that its peer has to wait. What had been read is delivered.
    void setReadingPaused(bool paused);
    // Says Close and ends; closed() follows. Idempotent.
    void close(protocol::CloseReason reason, ByteView text);

    protocol::SessionRole role() const { return m_role; }
    bool isClosed() const { return m_ended; }
    // A share has been opened.
    bool isProven() const { return m_session.proven(); }
    // Zero before identified().
    const DeviceId& peer() const { return m_session.peer(); }
    Bytes peerName() const { return m_peerName; }
    bool isLocalNetwork() const { return m_transport->isLocalNetwork(); }
    bool isRelayed() const { return m_transport->isRelayed(); }
    uint64_t bytesSent() const { return m_bytesSent; }
    uint64_t bytesReceived() const { return m_bytesReceived; }

Q_SIGNALS:
    void identified(const shoal::DeviceId& device, const shoal::protocol::Hello& hello);
    void shareOpened(quint16 channel, const shoal::ShareId& share, shoal::crypto::Permission peerPermission);
    void shareClosed(quint16 channel, const shoal::ShareId& share);
    // The receiver may move from `message`: connect one slot only.
    void messageReceived(quint16 channel, shoal::protocol::Message& message);
    // Some of a queue longer than kQueueLow has left.
    void queueMoved();
    // The queue was full (kQueueHigh) and is no longer (kQueueLow).
    void writable();
    // The last signal, once, never from within a call of this object.
    void closed(shoal::protocol::CloseReason reason, const shoal::Error& error);

public:
    static constexpr qint64 kQueueHigh = 1024 * 1024;
    static constexpr qint64 kQueueLow = 256 * 1024; // keeps a 10 Gbit/s link busy for 200 us

private:
    void readable() override;
    void written() override;
    void ended(Error error) override;
    void proceed() override;
    void giveUp() override;
    Hindrance hindrance() const override;

    int64_t now() const { return m_clock.monotonicNs(); }
    void deliver(std::vector<protocol::SessionEvent>& events);
    void deliver(protocol::PeerIdentified& event);
    void deliver(protocol::ShareOpened& event);
    void deliver(protocol::ShareClosed& event);
    void deliver(protocol::MessageReceived& event);
    void deliver(protocol::SessionClosed& event);
    void schedulePump();
    void pump();
    void announceRoom();
    void resumeReading();
    size_t readAllowance();
    void took(size_t bytes);
    // For a reason of ours, so that the peer cannot be blamed for its silence.
    bool isReadingHeld() const { return m_paused || m_waitsForRoom; }
    void watch();
    bool isStuck(int64_t time);
    void scheduleWatch(int64_t atNs);
    void stop(protocol::CloseReason reason, Error error);
    void leaveTimers();
    RateLimiter* limiter(RateLimiter* of) const;

    // This connection's place in the line of a rate limit.
    class Turn final : public RateLimiter::User
    {
    public:
        Turn(Connection& connection, void (Connection::*move)()) : m_connection(connection), m_move(move) {}
        void proceed() override { (m_connection.*m_move)(); }

    private:
        Connection& m_connection;
        void (Connection::*m_move)();
    };

    const protocol::SessionRole m_role;
    Clock& m_clock;
    Executor& m_loop;
    const RateLimits m_limits;
    InboundBudget* const m_inbound;
    protocol::Session m_session;
    std::unique_ptr<Transport> m_transport;
    const Bytes m_peerName;
    const int64_t m_startedNs;
    int64_t m_lastSentNs;
    int64_t m_lastReceivedNs;
    int64_t m_progressNs = 0; // when the transport was last seen to take something
    size_t m_lastUnwritten = 0;
    uint64_t m_sentThen = 0;
    uint64_t m_bytesSent = 0;
    uint64_t m_bytesReceived = 0;
    Clock::TimerId m_watchTimer = 0;
    Turn m_uploadTurn{*this, &Connection::pump};
    Turn m_downloadTurn{*this, &Connection::readable};
    bool m_pumpScheduled = false;
    bool m_queueWasFull = false;
    bool m_paused = false;
    bool m_waitsForRoom = false; // see InboundBudget
    bool m_waitsForTurn = false; // of the download limit
    bool m_ended = false;
};

} // namespace shoal::net
