// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/relay_channel.h"
#include "core/relay/credit.h"
#include "core/relay/relay_limits.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace shoal::relay {

// Local number of one connection of a relay; never used again. They rise.
using LinkId = uint64_t;

// What the owner of the sockets has to do.
struct SendBytes
{
    LinkId link = 0;
    Bytes bytes;
};
// It is forgotten already. `patiently`: what was sent before is to arrive.
struct CloseLink
{
    LinkId link = 0;
    bool patiently = false;
    Bytes why;
};
// It has shown a key or a ticket: it is no stranger any more.
struct LinkProven
{
    LinkId link = 0;
};
// All bytes of one go to the other from now on.
struct JoinLinks
{
    LinkId asker = 0;
    LinkId invited = 0;
};
using HubAction = std::variant<SendBytes, CloseLink, LinkProven, JoinLinks>;
using HubActions = std::vector<HubAction>;

// For metrics; all but the first four only rise.
struct HubCounts
{
    size_t members = 0;
    size_t shares = 0;
    size_t sessions = 0; // joined
    size_t waiting = 0;  // sessions that one end or both have not come to
    uint64_t sessionsBegun = 0;
    uint64_t bytesCarried = 0;
    uint64_t refused = 0; // registrations and connections
    uint64_t broken = 0;  // connections that ended for a breach of the protocol
};

// What a relay decides: who is there under which name of a share, who is told of whom, who is joined with whom, and
// what is too much. Pure: bytes and the time in, bytes and actions out. What it holds for one connection is bounded:
// a message that has not come whole, its registrations (sharesOfMember), and nothing of what is relayed. One thread.
class RelayHub
{
public:
    // Whether a share is served here; null: all are.
    using Admits = std::function<bool(const crypto::RelayShareId& share)>;

    // `identity` and `random` (the system's: tickets are made from it) are borrowed.
    RelayHub(const crypto::DeviceIdentity& identity, Random& random, RelayLimits limits, Admits admits = {});

    // Somebody has connected. `source`: what counts as one address (net::sourceOf). `wallNs` is told to it.
    void opened(LinkId link, const Bytes& source, const protocol::RelayAddress& address, int64_t nowNs);
    // How many bytes of it may be read now; 0: none until received() of another one, joined or tick().
    size_t wanted(LinkId link, int64_t nowNs) const;
    // At most wanted() bytes.
    void received(LinkId link, ByteView bytes, int64_t nowNs, int64_t wallNs, HubActions& actions);
    // Bytes of a joined link that went to the other.
    void carried(LinkId link, size_t bytes, int64_t nowNs, int64_t wallNs, HubActions& actions);
    // It is gone, whoever ended it. Not for those that CloseLink named.
    void ended(LinkId link, HubActions& actions);
    // Once a second: what has waited too long ends.
    void tick(int64_t nowNs, int64_t wallNs, HubActions& actions);
    // Says goodbye to all members and takes no more; joined links stay.
    void drain(ByteView text, HubActions& actions);

    HubCounts counts() const;

private:
    using SessionId = uint64_t;
    enum class State { New, Joining, Waiting, Joined, Member };
    using Use = protocol::TicketUse;
    struct Source
    {
        explicit Source(const RelayLimits& limits) : credit(limits.burstOfSource, limits.perSecondOfSource) {}
        size_t members = 0;
        size_t sessions = 0; // ends of sessions
        Credit credit;
        // On the day of `wallNs` (UTC).
        uint64_t bytesOn(int64_t wallNs) const;
        void add(uint64_t more, int64_t wallNs);

    private:
        uint64_t m_bytes = 0; // on m_day
        int64_t m_day = 0;
    };
    struct Link
    {
        State state = State::New;
        Bytes source;
        protocol::RelayAddress address;
        int64_t openedNs = 0;
        int64_t heardNs = 0;
        int64_t saidNs = 0;
        Bytes start;                                     // New, Joining: what has come
        std::unique_ptr<protocol::RelayChannel> channel; // Member, or on its way to it
        protocol::RelayMember member;
        std::set<crypto::RelayShareId> shares;
        std::optional<Credit> credit; // Member
        SessionId session = 0;        // Waiting, Joined
    };
    struct Session
    {
        protocol::RelayMember members[2]; // asker, invited
        Bytes sources[2];
        LinkId links[2] = {0, 0};
        protocol::RelayTicket tickets[2];
        Use use = Use::Relay;
        int64_t madeNs = 0;
        int64_t carriedNs = 0;
        bool isJoined() const { return links[0] != 0 && links[1] != 0; }
    };
    struct Ticket
    {
        SessionId session = 0;
        size_t end = 0;
    };
    struct Registration
    {
        LinkId link = 0;
        Bytes note;
    };
    using Members = std::map<protocol::RelayMember, Registration>;

    void takeStart(LinkId id, Link& link, ByteView bytes, int64_t nowNs, int64_t wallNs, HubActions& actions);
    void takeJoin(LinkId id, Link& link, HubActions& actions);
    void introduce(SessionId id, HubActions& actions);
    template <class Asking> void meet(LinkId id, Link& link, const Asking& message, Use use, int64_t wallNs);
    void takeMember(LinkId id, Link& link, ByteView bytes, int64_t nowNs, int64_t wallNs, HubActions& actions);
    bool becomeMember(LinkId id, Link& link, int64_t wallNs, HubActions& actions);
    void on(LinkId id, Link& link, const protocol::RelayRegister& message, int64_t nowNs);
    void on(Link& link, const protocol::RelayWithdraw& message, int64_t nowNs);
    std::optional<protocol::RelayRefusal> refusalOf(const Link& asker, const crypto::RelayShareId& share,
                                                    const protocol::RelayMember& peer, const Members& members, Use use,
                                                    int64_t wallNs) const;
    std::optional<protocol::RelayRefusal> refusalOf(const Link& link, const protocol::RelayRegister& message) const;
    std::pair<protocol::RelayTicket, protocol::RelayTicket> makeSession(const Link& asker, const Link& invited,
                                                                        Use use);
    bool isOverQuota(const Bytes& source, int64_t wallNs) const;
    size_t sessionsOf(const protocol::RelayMember& member) const;
    void leaveShare(const crypto::RelayShareId& share, const protocol::RelayMember& member);
    void charge(Link& link, double messages, int64_t nowNs);
    void flush(LinkId id, Link& link, HubActions& actions);
    void flushTouched(HubActions& actions);
    void tell(LinkId id, const protocol::RelayMessage& message);
    void close(LinkId id, bool patiently, Bytes why, HubActions& actions);
    void forget(LinkId id, HubActions& actions);
    void endSession(SessionId id, LinkId except, const Bytes& why, HubActions& actions);
    bool isOverdue(const Link& link, int64_t nowNs) const;
    Source& sourceOf(const Bytes& name);
    void forgetSources(int64_t nowNs, int64_t wallNs);

    const crypto::DeviceIdentity& m_identity;
    Random& m_random;
    const RelayLimits m_limits;
    const Admits m_admits;
    std::map<LinkId, Link> m_links;
    std::map<protocol::RelayMember, LinkId> m_members;
    std::map<crypto::RelayShareId, Members> m_shares;
    std::map<SessionId, Session> m_sessions;
    std::map<protocol::RelayMember, size_t> m_sessionsOf;
    std::map<protocol::RelayTicket, Ticket> m_tickets;
    std::map<Bytes, Source> m_sources;
    std::set<LinkId> m_touched; // have something to send
    SessionId m_lastSession = 0;
    HubCounts m_counts;
    bool m_draining = false;
};

} // namespace shoal::relay
