// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connection.h"

#include "shared/base/log.h"

#include <QPointer>

#include <algorithm>
#include <array>

namespace shoal::net {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kProofTimeout = 10 * kSecond;       // three round trips and some arithmetic
constexpr int64_t kPingAfter = 30 * kSecond;          // below what NATs and firewalls remember a silent flow for
constexpr int64_t kDeadAfter = 90 * kSecond;          // three pings
constexpr int64_t kLongestLife = 24 * 3600 * kSecond; // then a fresh handshake makes fresh keys

constexpr int64_t kStuckAfter = 180 * kSecond; // a peer whose disk hangs for longer has to connect anew

constexpr size_t kReadPiece = 64 * 1024;   // about a frame: stays in the cache
constexpr size_t kWritePiece = 128 * 1024; // some frames for one system call, and little before an urgent message

protocol::Hello greeting(const ConnectionContext& context)
{
    protocol::Hello hello = context.hello;
    hello.wallNs = context.clock.wallNs();
    return hello;
}

} // namespace

Connection::Connection(protocol::SessionRole role, std::unique_ptr<Transport> transport,
                       const ConnectionContext& context)
    : m_role(role), m_clock(context.clock), m_loop(context.loop), m_limits(context.limits), m_inbound(context.inbound),
      m_session(role, context.identity, greeting(context), context.random), m_transport(std::move(transport)),
      m_peerName(m_transport->peerName()), m_startedNs(m_clock.monotonicNs()), m_lastSentNs(m_startedNs),
      m_lastReceivedNs(m_startedNs)
{
    m_transport->setUser(this);
    schedulePump(); // the dialer's first bytes, once the owner has added its shares
    scheduleWatch(m_startedNs + kProofTimeout);
}

Connection::~Connection()
{
    leaveTimers();
    if (!m_ended)
        m_transport->close(false);
}

void Connection::addShare(crypto::ShareKeys* keys)
{
    m_session.addShare(keys);
    schedulePump();
}

void Connection::removeShare(const ShareId& share)
{
    m_session.removeShare(share);
    schedulePump();
}

Result<void> Connection::send(uint16_t channel, const protocol::Message& message, protocol::Lane lane)
{
    auto result = m_session.send(channel, message, lane);
    if (queuedBytes() >= kQueueHigh)
        m_queueWasFull = true;
    schedulePump();
    return result;
}

qint64 Connection::queuedBytes() const
{
    return static_cast<qint64>(m_session.queuedBytes() + m_transport->unwritten());
}

RateLimiter* Connection::limiter(RateLimiter* of) const
{
    const bool limits = of && of->rate() != 0;
    return limits && (of->limitsLocalNetwork() || !isLocalNetwork()) ? of : nullptr;
}

// --- sending ----------------------------------------------------------------------------------------

void Connection::schedulePump()
{
    if (m_pumpScheduled || m_ended)
        return;
    m_pumpScheduled = true;
    m_loop.post([guard = QPointer(this)] {
        if (!guard)
            return;
        guard->m_pumpScheduled = false;
        guard->pump();
    });
}

void Connection::pump()
{
    RateLimiter* const limit = limiter(m_limits.upload);
    const qint64 before = queuedBytes();
    while (!m_ended && m_session.hasOutput() && m_transport->unwritten() == 0) {
        const size_t allowed = limit ? limit->allowance(m_uploadTurn) : kWritePiece;
        if (allowed == 0)
            break; // until its turn comes
        const Bytes out = m_session.takeOutput(std::min(allowed, kWritePiece));
        if (limit)
            limit->take(m_uploadTurn, out.size());
        m_bytesSent += out.size();
        m_lastSentNs = now();
        m_transport->write(out);
    }
    if (!m_ended && before > kQueueLow && queuedBytes() < before)
        Q_EMIT queueMoved();
    announceRoom();
}

void Connection::written()
{
    pump();
}

void Connection::announceRoom()
{
    if (!m_queueWasFull || m_ended || queuedBytes() > kQueueLow)
        return;
    m_queueWasFull = false;
    Q_EMIT writable();
}

// --- receiving --------------------------------------------------------------------------------------

void Connection::setReadingPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    m_lastReceivedNs = now(); // while paused, nothing could be heard
    if (!paused)
        resumeReading();
}

void Connection::resumeReading()
{
    m_loop.post([guard = QPointer(this)] {
        if (guard)
            guard->readable();
    });
}

void Connection::readable()
{
    std::vector<protocol::SessionEvent> events;
    while (!m_ended && !m_paused) {
        const size_t allowed = readAllowance();
        if (allowed == 0)
            return;                          // until its turn comes
        std::array<char, kReadPiece> buffer; // deliberately not cleared
        const size_t got = m_transport->read(buffer.data(), std::min(allowed, buffer.size()));
        if (got == 0)
            return;
        took(got);
        m_session.receive({buffer.data(), got}, events);
        if (m_inbound)
            m_inbound->holds(*this, m_session.heldBytes());
        deliver(events);
        schedulePump();
    }
}

size_t Connection::readAllowance()
{
    m_waitsForRoom = m_inbound && !m_inbound->mayRead(*this);
    if (m_waitsForRoom)
        return 0;
    RateLimiter* const limit = limiter(m_limits.download);
    const size_t allowed = limit ? limit->allowance(m_downloadTurn) : kReadPiece;
    m_waitsForTurn = allowed == 0;
    return allowed;
}

void Connection::took(size_t bytes)
{
    if (RateLimiter* const limit = limiter(m_limits.download))
        limit->take(m_downloadTurn, bytes);
    m_bytesReceived += bytes;
    m_lastReceivedNs = now();
}

void Connection::proceed()
{
    m_lastReceivedNs = now(); // while it waited, nothing could be heard
    readable();
}

void Connection::giveUp()
{
    close(protocol::CloseReason::Unresponsive,
          "a long message comes too slowly, and others wait for the memory that it takes");
}

InboundBudget::User::Hindrance Connection::hindrance() const
{
    if (m_paused)
        return Hindrance::FullShare;
    return m_waitsForTurn ? Hindrance::RateLimit : Hindrance::None;
}

void Connection::deliver(std::vector<protocol::SessionEvent>& events)
{
    for (protocol::SessionEvent& event : events)
        if (!m_ended)
            std::visit([this](auto& one) { deliver(one); }, event);
    events.clear();
}

void Connection::deliver(protocol::PeerIdentified& event)
{
    Q_EMIT identified(event.device, event.hello);
}

void Connection::deliver(protocol::ShareOpened& event)
{
    Q_EMIT shareOpened(event.channel, event.share, event.peerPermission);
}

void Connection::deliver(protocol::ShareClosed& event)
{
    Q_EMIT shareClosed(event.channel, event.share);
}

void Connection::deliver(protocol::MessageReceived& event)
{
    Q_EMIT messageReceived(event.channel, event.message);
}

void Connection::deliver(protocol::SessionClosed& event)
{
    stop(event.reason, std::move(event.error));
}

// --- life and end -----------------------------------------------------------------------------------

void Connection::scheduleWatch(int64_t atNs)
{
    const auto delay = duration_cast<milliseconds>(std::chrono::nanoseconds(std::max<int64_t>(0, atNs - now())));
    m_watchTimer = m_clock.after(delay + milliseconds(1), [this] { watch(); });
}

void Connection::watch()
{
    m_watchTimer = 0;
    const int64_t time = now();
    if (!m_session.established())
        return close(protocol::CloseReason::Unresponsive, "the handshake was not finished in time");
    if (!m_session.proven())
        return close(protocol::CloseReason::NoCommonShare, "no common share was opened in time");
    if (!isReadingHeld() && time - m_lastReceivedNs >= kDeadAfter)
        return close(protocol::CloseReason::Unresponsive, "nothing was heard from the peer for 90 seconds");
    if (isStuck(time))
        return close(protocol::CloseReason::Unresponsive, "the peer has taken nothing of what was sent for 3 minutes");
    if (m_role == protocol::SessionRole::Dialer && time - m_startedNs >= kLongestLife)
        return close(protocol::CloseReason::Renewal, "the connection's keys are a day old");
    if (time - m_lastSentNs >= kPingAfter) {
        m_lastSentNs = time;
        // What waits to be sent is a sign of life already.
        if (m_session.queuedBytes() == 0)
            m_session.ping();
        schedulePump();
    }
    const int64_t look = m_transport->unwritten() > 0 ? time + kPingAfter : INT64_MAX;
    const int64_t dead = isReadingHeld() ? INT64_MAX : m_lastReceivedNs + kDeadAfter;
    scheduleWatch(std::min({m_lastSentNs + kPingAfter, dead, look, m_startedNs + kLongestLife + kSecond}));
}

// A peer that asks and does not read would have us hold what it asked for without end. Called at least every 30 s.
bool Connection::isStuck(int64_t time)
{
    const size_t unwritten = m_transport->unwritten();
    if (unwritten == 0 || unwritten != m_lastUnwritten || m_bytesSent != m_sentThen)
        m_progressNs = time;
    m_lastUnwritten = unwritten;
    m_sentThen = m_bytesSent;
    return time - m_progressNs >= kStuckAfter;
}

void Connection::close(protocol::CloseReason reason, ByteView text)
{
    if (m_ended)
        return;
    m_session.close(reason, text);
    stop(reason, {ErrorCode::Closed, Bytes(text)});
}

void Connection::ended(Error error)
{
    if (m_ended)
        return;
    m_session.close(protocol::CloseReason::LostTransport, {});
    stop(protocol::CloseReason::LostTransport, std::move(error));
}

void Connection::stop(protocol::CloseReason reason, Error error)
{
    m_ended = true;
    leaveTimers();
    // The farewell, and at most the message that had begun.
    if (reason != protocol::CloseReason::LostTransport)
        m_transport->write(m_session.takeOutput());
    m_transport->close(m_session.proven());
    qCDebug(logNet, "connection with %s ended: %s", m_peerName.c_str(), error.context.c_str());
    m_loop.post([guard = QPointer(this), reason, error = std::move(error)] {
        if (guard)
            Q_EMIT guard->closed(reason, error);
    });
}

void Connection::leaveTimers()
{
    m_clock.cancel(std::exchange(m_watchTimer, 0));
    if (m_limits.upload)
        m_limits.upload->leave(m_uploadTurn);
    if (m_limits.download)
        m_limits.download->leave(m_downloadTurn);
    if (m_inbound)
        m_inbound->leave(*this);
}

} // namespace shoal::net
