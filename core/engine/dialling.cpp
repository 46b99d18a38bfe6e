// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dialling.h"

#include "core/engine/peer_address.h"
#include "shared/base/log.h"

namespace shoal::engine {

Dialling::Dialling(const net::ConnectionContext& context, const PeerTable& peers, Connected connected)
    : m_clock(context.clock), m_peers(peers), m_plan(context.random), m_dialer(context),
      m_connected(std::move(connected))
{}

Dialling::~Dialling()
{
    stop();
}

void Dialling::stop()
{
    m_stopped = true;
    if (m_timer)
        m_clock.cancel(*std::exchange(m_timer, std::nullopt));
}

void Dialling::shareUp(const HeldShare& held)
{
    m_plan.dropKnownHosts(held.id());
    for (const Bytes& host : held.config.knownHosts) {
        const auto endpoint = net::Endpoint::parse(host);
        if (endpoint)
            m_plan.addKnownHost(plainAddress(endpoint->text()), held.id(), m_clock.monotonicNs());
        else
            qCWarning(logEngine, "known_hosts: %s", endpoint.error().context.c_str());
    }
    arm();
}

void Dialling::shareLeaves(const ShareId& share)
{
    m_plan.dropShare(share);
    arm();
}

void Dialling::found(const Bytes& address, std::span<const ShareId> shares)
{
    m_plan.found(address, shares, m_clock.monotonicNs());
    arm();
}

void Dialling::foundByDht(const Bytes& address, const ShareId& share, int64_t notBeforeNs)
{
    m_plan.foundByDht(address, share, notBeforeNs);
    arm();
}

void Dialling::listed(const Bytes& address, const DialPlan::Listed& listed, const ShareId& share)
{
    m_plan.listed(address, listed, share);
    arm();
}

void Dialling::unlisted(const Bytes& entry)
{
    m_plan.unlisted(entry);
    arm();
}

void Dialling::answered(const Bytes& address, const DeviceId& device)
{
    m_plan.answered(address, device, m_clock.monotonicNs());
    if (m_failing.erase(address) != 0)
        qCInfo(logEngine, "%s answers again", printable(address).c_str());
}

void Dialling::ended(const Bytes& address, DialOutcome outcome, const model::Sentence& why)
{
    // One list of hosts on all devices is common: that it leads to this one, too, is nobody's trouble.
    if (outcome == DialOutcome::Failed && m_plan.isKnownHost(address))
        m_whyNot[address] = why;
    else
        m_whyNot.erase(address);
    m_plan.ended(address, outcome, m_clock.monotonicNs());
    arm();
}

void Dialling::dialledUs(const Bytes& address, const DeviceId& device, const ShareId& share)
{
    m_plan.suppose(address, device, share, m_clock.monotonicNs());
}

void Dialling::avoid(const Bytes& address, int64_t untilNs)
{
    m_plan.defer(address, untilNs, m_clock.monotonicNs());
    arm();
}

// One timer at a time, for the address that is due first. Dialing always happens in the timer, never in a caller's
// turn.
void Dialling::arm()
{
    if (m_timer)
        m_clock.cancel(*std::exchange(m_timer, std::nullopt));
    const auto next = m_stopped ? std::nullopt : m_plan.nextDueNs(m_peers);
    if (!next)
        return;
    const auto wait = std::chrono::nanoseconds(std::max<int64_t>(0, *next - m_clock.monotonicNs()));
    m_timer = m_clock.after(std::chrono::ceil<std::chrono::milliseconds>(wait), [this] {
        m_timer.reset();
        dialDue();
    });
}

void Dialling::dialDue()
{
    for (const Bytes& address : m_plan.takeDue(m_peers, m_clock.monotonicNs()))
        dial(address);
    arm();
}

void Dialling::dialRelayed(const Bytes& address)
{
    qCDebug(logEngine, "asking for %s", printable(address).c_str());
    m_openRelayed(address, [this, address](Result<std::unique_ptr<net::Transport>> result) {
        if (m_stopped)
            return;
        if (result) {
            m_connected(m_dialer.over(*std::move(result)), address);
            return;
        }
        qCDebug(logEngine, "%s: %s", printable(address).c_str(), printable(result.error().context).c_str());
        ended(address, DialOutcome::Failed, result.error().context);
    });
}

void Dialling::dial(const Bytes& address)
{
    if (m_openRelayed && address.find('/') != Bytes::npos) {
        dialRelayed(address);
        return;
    }
    const auto endpoint = net::Endpoint::parse(address);
    if (!endpoint) {
        ended(address, DialOutcome::Failed, endpoint.error().context);
        return;
    }
    qCDebug(logEngine, "dialing %s", printable(address).c_str());
    m_dialer.dial(*endpoint, [this, address](Result<std::unique_ptr<net::Connection>> result) {
        if (m_stopped)
            return;
        if (result) {
            m_connected(*std::move(result), address);
            return;
        }
        tellFailure(address, result.error());
        ended(address, DialOutcome::Failed, result.error().context);
    });
}

std::vector<Dialling::Trouble> Dialling::troubles(const ShareId& share) const
{
    std::vector<Trouble> troubles;
    for (auto& [address, device] : m_plan.knownHosts(share))
        if (const auto it = m_whyNot.find(address); it != m_whyNot.end())
            troubles.push_back({address, device, it->second});
    return troubles;
}

// Once for each time that an address stops answering; it is tried again and again.
void Dialling::tellFailure(const Bytes& address, const Error& error)
{
    if (m_plan.isKnownHost(address) && m_failing.insert(address).second)
        qCInfo(logEngine, "%s; it is tried again until it answers", printable(error.context).c_str());
    else
        qCDebug(logEngine, "%s", printable(error.context).c_str());
}

} // namespace shoal::engine
