// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dial_plan.h"
#include "core/engine/held_share.h"
#include "core/net/dialer.h"

#include <functional>

namespace shoal::engine {

// Carries the dial plan out: asks it what is due, dials, and wakes up when the next address is. Engine thread only.
class Dialling
{
public:
    // Keeps the connection. `address` is how the plan calls it, for answered() and ended().
    using Connected = std::function<void(std::unique_ptr<net::Connection> connection, const Bytes& address)>;

    // Opens a way through a relay, by the address under which it was listed; calls `opened` once, later.
    using Opened = std::function<void(Result<std::unique_ptr<net::Transport>> transport)>;
    using OpenRelayed = std::function<void(const Bytes& address, Opened opened)>;

    // Everything is borrowed and outlives it.
    Dialling(const net::ConnectionContext& context, const PeerTable& peers, Connected connected);
    ~Dialling();

    // Its known hosts are dialled as soon as the event loop runs; those it had before are not its own any more.
    void shareUp(const HeldShare& held);
    void shareLeaves(const ShareId& share);

    // The LAN tells that these shares are at `address`.
    void found(const Bytes& address, std::span<const ShareId> shares);
    void foundByDht(const Bytes& address, const ShareId& share, int64_t notBeforeNs);
    // Addresses with a / lead through a relay, see onRelayed().
    void listed(const Bytes& address, const DialPlan::Listed& listed, const ShareId& share);
    void unlisted(const Bytes& entry);
    void onRelayed(OpenRelayed open) { m_openRelayed = std::move(open); }
    void answered(const Bytes& address, const DeviceId& device);
    // `why`: a sentence, for people who ask where the peer is.
    void ended(const Bytes& address, DialOutcome outcome, const model::Sentence& why);
    void dialledUs(const Bytes& address, const DeviceId& device, const ShareId& share);
    void avoid(const Bytes& address, int64_t untilNs);
    // A known host of a share where nobody could be reached, or who is there shared nothing.
    struct Trouble
    {
        Bytes address;
        std::optional<DeviceId> device; // who last answered there
        model::Sentence why;
    };
    std::vector<Trouble> troubles(const ShareId& share) const;
    bool isKnownHost(const Bytes& address) const { return m_plan.isKnownHost(address); }
    bool isViaLan(const Bytes& address) const { return m_plan.isViaLan(address); }
    bool isViaDht(const Bytes& address) const { return m_plan.isViaDht(address); }
    bool isListed(const Bytes& address) const { return m_plan.isListed(address); }
    bool isListed(const DeviceId& device) const { return m_plan.isListed(device); }
    // What peers dialled from now on are told of us.
    void setHello(const protocol::Hello& hello) { m_dialer.setHello(hello); }
    // A connection ended: what it made superfluous may be due.
    void lookAgain() { arm(); }
    // From now on nothing is dialled, and what is under way is dropped.
    void stop();

private:
    void arm();
    void dialDue();
    void dial(const Bytes& address);
    void dialRelayed(const Bytes& address);
    void tellFailure(const Bytes& address, const Error& error);

    Clock& m_clock;
    const PeerTable& m_peers;
    DialPlan m_plan;
    net::Dialer m_dialer;
    Connected m_connected;
    OpenRelayed m_openRelayed;
    std::set<Bytes> m_failing;                 // known hosts that the log has told of
    std::map<Bytes, model::Sentence> m_whyNot; // of known hosts, why the last attempt led to nothing
    std::optional<Clock::TimerId> m_timer;
    bool m_stopped = false;
};

} // namespace shoal::engine
