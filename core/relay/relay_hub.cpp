// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relay_hub.h"

#include <algorithm>

namespace shoal::relay {

namespace {

using namespace protocol;

constexpr size_t kReadPiece = 64 * 1024;
constexpr int64_t kDayNs = 86'400 * kRelaySecond;
constexpr double kOneMessage = 1; // besides what it makes the relay send

} // namespace

RelayHub::RelayHub(const crypto::DeviceIdentity& identity, Random& random, RelayLimits limits, Admits admits)
    : m_identity(identity), m_random(random), m_limits(limits), m_admits(std::move(admits))
{}

void RelayHub::opened(LinkId id, const Bytes& source, const RelayAddress& address, int64_t nowNs)
{
    Link& link = m_links[id];
    link.source = source;
    link.address = address;
    link.openedNs = link.heardNs = link.saidNs = nowNs;
}

// A new link is read just as far as tells what it is for: what a device says to its peer stays with the kernel.
size_t RelayHub::wanted(LinkId id, int64_t nowNs) const
{
    const auto it = m_links.find(id);
    if (it == m_links.end())
        return 0;
    const Link& link = it->second;
    switch (link.state) {
    case State::New:
        return kPreambleSize - link.start.size();
    case State::Joining:
        return kRelayJoin - link.start.size();
    case State::Waiting:
        return 0;
    case State::Joined:
        return kReadPiece;
    case State::Member:
        break;
    }
    const auto source = m_sources.find(link.source);
    const bool isOpen = (!link.credit || link.credit->isOpen(nowNs)) &&
                        (source == m_sources.end() || source->second.credit.isOpen(nowNs));
    return isOpen ? kMaxRelayMessage : 0; // little at once, so that credit is looked at between
}

void RelayHub::received(LinkId id, ByteView bytes, int64_t nowNs, int64_t wallNs, HubActions& actions)
{
    const auto it = m_links.find(id);
    if (it == m_links.end())
        return;
    Link& link = it->second;
    link.heardNs = nowNs;
    if (link.state == State::Member)
        takeMember(id, link, bytes, nowNs, wallNs, actions);
    else if (link.state == State::New || link.state == State::Joining)
        takeStart(id, link, bytes, nowNs, wallNs, actions);
    flushTouched(actions);
}

void RelayHub::takeStart(LinkId id, Link& link, ByteView bytes, int64_t nowNs, int64_t wallNs, HubActions& actions)
{
    link.start += bytes;
    if (link.state == State::New && link.start.size() >= kPreambleSize) {
        if (beginsRelayJoin(link.start)) {
            link.state = State::Joining;
            return;
        }
        link.state = State::Member;
        link.channel = std::make_unique<RelayChannel>(SessionRole::Listener, m_identity, m_random);
        takeMember(id, link, std::exchange(link.start, {}), nowNs, wallNs, actions);
    } else if (link.state == State::Joining && link.start.size() >= kRelayJoin) {
        takeJoin(id, link, actions);
    }
}

void RelayHub::takeJoin(LinkId id, Link& link, HubActions& actions)
{
    const auto shown = decodeRelayJoin(std::exchange(link.start, {}));
    const auto it = shown ? m_tickets.find(shown->first) : m_tickets.end();
    if (it == m_tickets.end() || m_sessions.at(it->second.session).use != shown->second) {
        ++m_counts.broken;
        close(id, false, shown ? "a ticket that is not, or no longer, valid" : shown.error().context, actions);
        return;
    }
    const Ticket ticket = it->second;
    m_tickets.erase(it);
    Session& session = m_sessions.at(ticket.session);
    session.links[ticket.end] = id;
    link.session = ticket.session;
    link.state = State::Waiting;
    actions.emplace_back(LinkProven{id});
    if (!session.isJoined())
        return;
    if (session.use == Use::Punch) {
        introduce(ticket.session, actions);
        return;
    }
    for (const LinkId each : session.links)
        m_links.at(each).state = State::Joined;
    session.carriedNs = link.heardNs;
    ++m_counts.sessionsBegun;
    actions.emplace_back(JoinLinks{session.links[0], session.links[1]});
}

// Each is told where the other one comes from; what follows is their own affair.
void RelayHub::introduce(SessionId id, HubActions& actions)
{
    const Session& session = m_sessions.at(id);
    for (size_t end = 0; end < 2; ++end)
        actions.emplace_back(
            SendBytes{session.links[end], encodeRelayPeer(m_links.at(session.links[1 - end]).address)});
    endSession(id, 0, "both know where the other is", actions);
}

// --- Members ----------------------------------------------------------------------------------------

void RelayHub::takeMember(LinkId id, Link& link, ByteView bytes, int64_t nowNs, int64_t wallNs, HubActions& actions)
{
    const bool wasMember = !link.member.isZero();
    std::vector<RelayMessage> messages;
    const auto ok = link.channel->receive(bytes, messages);
    m_touched.insert(id); // the handshake has to go on
    if (!wasMember && link.channel->established() && !becomeMember(id, link, wallNs, actions))
        return;
    for (const RelayMessage& message : messages) {
        charge(link, kOneMessage, nowNs);
        if (const auto* registering = std::get_if<RelayRegister>(&message))
            on(id, link, *registering, nowNs);
        else if (const auto* withdrawing = std::get_if<RelayWithdraw>(&message))
            on(link, *withdrawing, nowNs);
        else if (const auto* connecting = std::get_if<RelayConnect>(&message))
            meet(id, link, *connecting, Use::Relay, wallNs);
        else if (const auto* punching = std::get_if<RelayPunch>(&message))
            meet(id, link, *punching, Use::Punch, wallNs);
        else if (std::holds_alternative<RelayPing>(message))
            tell(id, RelayPong{});
    }
    if (!ok) {
        ++m_counts.broken;
        close(id, false, ok.error().context, actions);
    }
}

// The key is new here, or the device has connected anew, and its old connection does not know that it is dead.
bool RelayHub::becomeMember(LinkId id, Link& link, int64_t wallNs, HubActions& actions)
{
    link.member = RelayMember::from(link.channel->peer().view());
    const auto known = m_members.find(link.member);
    if (known != m_members.end())
        close(known->second, false, "the device has connected anew", actions);
    Source& source = sourceOf(link.source);
    const bool isFull = m_members.size() >= m_limits.members || source.members >= m_limits.membersOfSource;
    if (m_draining || isFull) {
        ++m_counts.refused;
        link.member = {};
        tell(id,
             RelayGoodbye{m_draining ? "this relay is going to stop" : "this relay has as many devices as it takes"});
        flush(id, link, actions);
        close(id, true, "no room for a device", actions);
        return false;
    }
    m_members[link.member] = id;
    ++source.members;
    link.credit.emplace(m_limits.burstOfMember, m_limits.perSecondOfMember);
    actions.emplace_back(LinkProven{id});
    tell(id, RelayWelcome{link.address, wallNs});
    return true;
}

std::optional<RelayRefusal> RelayHub::refusalOf(const Link& link, const RelayRegister& message) const
{
    if (link.shares.contains(message.share))
        return std::nullopt; // another note
    if (m_admits && !m_admits(message.share))
        return RelayRefusal::NotServed;
    if (link.shares.size() >= m_limits.sharesOfMember)
        return RelayRefusal::TooMany;
    const auto it = m_shares.find(message.share);
    if (it != m_shares.end() && it->second.size() >= m_limits.membersOfShare)
        return RelayRefusal::ShareIsFull;
    return std::nullopt;
}

void RelayHub::on(LinkId id, Link& link, const RelayRegister& message, int64_t nowNs)
{
    if (const auto refusal = refusalOf(link, message)) {
        ++m_counts.refused;
        tell(id, RelayRefused{0, message.share, *refusal});
        return;
    }
    Members& members = m_shares[message.share];
    const bool isNew = link.shares.insert(message.share).second;
    Registration& own = members[link.member];
    if (!isNew && own.note == message.note)
        return;
    own = {id, message.note};
    charge(link, static_cast<double>(members.size()), nowNs);
    const RelayJoined news{message.share, link.member, link.address, message.note};
    for (const auto& [member, other] : members) {
        if (other.link == id)
            continue;
        tell(other.link, news);
        if (isNew)
            tell(id, RelayJoined{message.share, member, m_links.at(other.link).address, other.note});
    }
}

void RelayHub::on(Link& link, const RelayWithdraw& message, int64_t nowNs)
{
    if (link.shares.erase(message.share) == 0)
        return;
    charge(link, static_cast<double>(m_shares.at(message.share).size()), nowNs);
    leaveShare(message.share, link.member);
}

void RelayHub::leaveShare(const crypto::RelayShareId& share, const RelayMember& member)
{
    const auto it = m_shares.find(share);
    it->second.erase(member);
    for (const auto& [id, other] : it->second)
        tell(other.link, RelayLeft{share, member});
    if (it->second.empty())
        m_shares.erase(it);
}

// --- Relayed connections ----------------------------------------------------------------------------

template <class Asking> void RelayHub::meet(LinkId id, Link& link, const Asking& message, Use use, int64_t wallNs)
{
    const auto share = m_shares.find(message.share);
    const Members none;
    const Members& members = share == m_shares.end() ? none : share->second;
    if (const auto refusal = refusalOf(link, message.share, message.peer, members, use, wallNs)) {
        ++m_counts.refused;
        tell(id, RelayRefused{message.request, message.share, *refusal});
        return;
    }
    const LinkId invited = members.at(message.peer).link;
    const auto [ours, theirs] = makeSession(link, m_links.at(invited), use);
    tell(id, RelayGranted{message.request, ours});
    if (use == Use::Punch)
        tell(invited, RelayPunchInvited{message.share, link.member, theirs});
    else
        tell(invited, RelayInvited{message.share, link.member, theirs});
}

std::optional<RelayRefusal> RelayHub::refusalOf(const Link& asker, const crypto::RelayShareId& share,
                                                const RelayMember& wanted, const Members& members, Use use,
                                                int64_t wallNs) const
{
    const auto peer = members.find(wanted);
    if (!asker.shares.contains(share) || peer == members.end() || wanted == asker.member)
        return RelayRefusal::NotThere;
    const Link& invited = m_links.at(peer->second.link);
    const auto isFull = [this](const Link& link) {
        const auto source = m_sources.find(link.source);
        return sessionsOf(link.member) >= m_limits.sessionsOfMember ||
               (source != m_sources.end() && source->second.sessions >= m_limits.sessionsOfSource);
    };
    if (m_draining || m_sessions.size() >= m_limits.sessions || isFull(asker) || isFull(invited))
        return RelayRefusal::TooMany;
    // Who connects directly with its help takes none of its bytes.
    if (use == Use::Relay && (isOverQuota(asker.source, wallNs) || isOverQuota(invited.source, wallNs)))
        return RelayRefusal::Quota;
    return std::nullopt;
}

// The tickets of the two.
std::pair<RelayTicket, RelayTicket> RelayHub::makeSession(const Link& asker, const Link& invited, Use use)
{
    const SessionId id = ++m_lastSession;
    Session& session = m_sessions[id];
    session.use = use;
    session.madeNs = session.carriedNs = asker.heardNs; // now
    const Link* const ends[2] = {&asker, &invited};
    for (size_t end = 0; end < 2; ++end) {
        session.members[end] = ends[end]->member;
        session.sources[end] = ends[end]->source;
        ++m_sessionsOf[ends[end]->member];
        ++sourceOf(ends[end]->source).sessions;
        m_random.fill(session.tickets[end].bytes.data(), RelayTicket::kSize);
        m_tickets[session.tickets[end]] = {id, end};
    }
    return {session.tickets[0], session.tickets[1]};
}

size_t RelayHub::sessionsOf(const RelayMember& member) const
{
    const auto it = m_sessionsOf.find(member);
    return it == m_sessionsOf.end() ? 0 : it->second;
}

uint64_t RelayHub::Source::bytesOn(int64_t wallNs) const
{
    return m_day == wallNs / kDayNs ? m_bytes : 0;
}

void RelayHub::Source::add(uint64_t more, int64_t wallNs)
{
    m_bytes = bytesOn(wallNs) + more;
    m_day = wallNs / kDayNs;
}

bool RelayHub::isOverQuota(const Bytes& source, int64_t wallNs) const
{
    const auto it = m_sources.find(source);
    return m_limits.bytesOfSourcePerDay != 0 && it != m_sources.end() &&
           it->second.bytesOn(wallNs) >= m_limits.bytesOfSourcePerDay;
}

void RelayHub::carried(LinkId id, size_t bytes, int64_t nowNs, int64_t wallNs, HubActions& actions)
{
    const auto it = m_links.find(id);
    if (it == m_links.end() || it->second.state != State::Joined)
        return;
    m_counts.bytesCarried += bytes;
    const SessionId session = it->second.session;
    m_sessions.at(session).carriedNs = nowNs;
    sourceOf(it->second.source).add(bytes, wallNs);
    if (isOverQuota(it->second.source, wallNs))
        endSession(session, 0, "the address has had its bytes of the day", actions);
}

void RelayHub::endSession(SessionId id, LinkId except, const Bytes& why, HubActions& actions)
{
    auto node = m_sessions.extract(id);
    if (node.empty())
        return;
    const Session& session = node.mapped();
    for (size_t end = 0; end < 2; ++end) {
        m_tickets.erase(session.tickets[end]);
        if (const auto it = m_sessionsOf.find(session.members[end]); --it->second == 0)
            m_sessionsOf.erase(it);
        --sourceOf(session.sources[end]).sessions;
        const LinkId link = session.links[end];
        if (link == 0)
            continue;
        m_links.erase(link);
        if (link != except)
            actions.emplace_back(CloseLink{link, true, why});
    }
}

// --- Ends -------------------------------------------------------------------------------------------

void RelayHub::ended(LinkId id, HubActions& actions)
{
    forget(id, actions);
    flushTouched(actions);
}

void RelayHub::close(LinkId id, bool patiently, Bytes why, HubActions& actions)
{
    actions.emplace_back(CloseLink{id, patiently, std::move(why)});
    forget(id, actions);
}

void RelayHub::forget(LinkId id, HubActions& actions)
{
    auto node = m_links.extract(id);
    m_touched.erase(id);
    if (node.empty())
        return;
    const Link& link = node.mapped();
    if (link.session != 0)
        endSession(link.session, id, "the other end is gone", actions);
    if (link.member.isZero())
        return;
    for (const auto& share : link.shares)
        leaveShare(share, link.member);
    m_members.erase(link.member);
    --sourceOf(link.source).members;
}

bool RelayHub::isOverdue(const Link& link, int64_t nowNs) const
{
    switch (link.state) {
    case State::New:
    case State::Joining:
        return nowNs - link.openedNs >= kRelayGreetingNs;
    case State::Member:
        return link.member.isZero() ? nowNs - link.openedNs >= kRelayGreetingNs : nowNs - link.heardNs >= kRelayDeadNs;
    case State::Waiting:
    case State::Joined:
        break;
    }
    return false; // its session knows
}

void RelayHub::tick(int64_t nowNs, int64_t wallNs, HubActions& actions)
{
    std::vector<LinkId> overdue;
    for (auto& [id, link] : m_links) {
        if (isOverdue(link, nowNs))
            overdue.push_back(id);
        else if (!link.member.isZero() && nowNs - link.saidNs >= kRelayPingNs) {
            link.saidNs = nowNs;
            tell(id, RelayPing{});
        }
    }
    for (const LinkId id : overdue)
        close(id, false, "nothing was heard of it in time", actions);
    std::vector<SessionId> over;
    for (const auto& [id, session] : m_sessions)
        if (session.isJoined() ? nowNs - session.carriedNs >= kRelayStuckNs : nowNs - session.madeNs >= kRelayMeetingNs)
            over.push_back(id);
    for (const SessionId id : over)
        endSession(id, 0, "the ends did not meet, or fell silent", actions);
    if (m_sources.size() > kRelaySources / 2)
        forgetSources(nowNs, wallNs);
    flushTouched(actions);
}

void RelayHub::drain(ByteView text, HubActions& actions)
{
    m_draining = true;
    const auto members = m_members;
    for (const auto& [member, id] : members) {
        tell(id, RelayGoodbye{Bytes(text)});
        flush(id, m_links.at(id), actions);
        // Nobody has to be told of those who leave: all leave.
        m_links.at(id).shares.clear();
        close(id, true, "the relay stops", actions);
    }
    m_shares.clear();
    m_touched.clear();
}

// --- Sending ----------------------------------------------------------------------------------------

void RelayHub::tell(LinkId id, const RelayMessage& message)
{
    const auto it = m_links.find(id);
    if (it == m_links.end() || !it->second.channel)
        return;
    it->second.channel->send(message);
    m_touched.insert(id);
}

void RelayHub::flush(LinkId id, Link& link, HubActions& actions)
{
    Bytes out = link.channel->takeOutput();
    if (out.empty())
        return;
    link.saidNs = std::max(link.saidNs, link.heardNs); // about now
    actions.emplace_back(SendBytes{id, std::move(out)});
}

void RelayHub::flushTouched(HubActions& actions)
{
    for (const LinkId id : std::exchange(m_touched, {}))
        if (const auto it = m_links.find(id); it != m_links.end() && it->second.channel)
            flush(id, it->second, actions);
}

void RelayHub::charge(Link& link, double messages, int64_t nowNs)
{
    link.credit->take(messages, nowNs);
    sourceOf(link.source).credit.take(messages, nowNs);
}

RelayHub::Source& RelayHub::sourceOf(const Bytes& name)
{
    return m_sources.try_emplace(name, m_limits).first->second;
}

// Those of whom nothing needs to be remembered; of the others, with a quota, those who had least.
void RelayHub::forgetSources(int64_t nowNs, int64_t wallNs)
{
    constexpr uint64_t kLittle = 1'000'000;
    const bool isCrowded = m_sources.size() > kRelaySources;
    std::erase_if(m_sources, [&](const auto& entry) {
        const Source& source = entry.second;
        const bool isUnused = source.members == 0 && source.sessions == 0 && source.credit.isFull(nowNs);
        const uint64_t bytes = source.bytesOn(wallNs);
        return isUnused && (bytes == 0 || m_limits.bytesOfSourcePerDay == 0 || (isCrowded && bytes < kLittle));
    });
}

HubCounts RelayHub::counts() const
{
    HubCounts counts = m_counts;
    counts.members = m_members.size();
    counts.shares = m_shares.size();
    counts.sessions = static_cast<size_t>(
        std::count_if(m_sessions.begin(), m_sessions.end(), [](const auto& entry) { return entry.second.isJoined(); }));
    counts.waiting = m_sessions.size() - counts.sessions;
    return counts;
}

} // namespace shoal::relay
