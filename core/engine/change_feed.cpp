// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/change_feed.h"

namespace shoal::engine {

ChangeFeed::ChangeFeed(const HeldShares& shares, Clock& clock, Listeners listeners)
    : m_shares(shares), m_clock(clock), m_listeners(std::move(listeners))
{}

ChangeFeed::~ChangeFeed()
{
    for (const auto& timer : {m_timer, m_flowTimer})
        if (timer)
            m_clock.cancel(*timer);
}

void ChangeFeed::changed(const ShareId& share, Topics topics)
{
    if (!m_listeners.any()) {
        m_entries.clear();
        return;
    }
    m_entries[share].waiting |= topics;
    arm();
}

int64_t ChangeFeed::dueNs(const Entry& entry) const
{
    return entry.toldNs ? *entry.toldNs + std::chrono::nanoseconds(kPause).count() : 0;
}

// One timer, for the share that may tell first. Never within a caller's turn, so that what belongs together is one
// line.
void ChangeFeed::arm()
{
    if (m_timer)
        m_clock.cancel(*std::exchange(m_timer, std::nullopt));
    std::optional<int64_t> next;
    for (const auto& [share, entry] : m_entries)
        if (entry.waiting != 0)
            next = std::min(next.value_or(INT64_MAX), dueNs(entry));
    if (!next)
        return;
    const auto wait = std::chrono::nanoseconds(std::max<int64_t>(0, *next - m_clock.monotonicNs()));
    m_timer = m_clock.after(std::chrono::ceil<std::chrono::milliseconds>(wait), [this] {
        m_timer.reset();
        tell();
    });
}

void ChangeFeed::tell()
{
    const int64_t now = m_clock.monotonicNs();
    for (auto& [share, entry] : m_entries) {
        if (entry.waiting == 0 || dueNs(entry) > now)
            continue;
        entry.toldNs = now;
        m_listeners.tell(share, std::exchange(entry.waiting, Topics{0}));
    }
    arm();
}

void ChangeFeed::listened()
{
    if (!m_flowTimer)
        m_flowTimer = m_clock.after(kFlowPause, [this] {
            m_flowTimer.reset();
            watchFlow();
        });
}

void ChangeFeed::watchFlow()
{
    if (!m_listeners.any()) {
        m_flowed.clear();
        return;
    }
    const int64_t now = m_clock.monotonicNs();
    std::map<ShareId, bool> flowing;
    for (const auto& held : m_shares.all()) {
        const bool flows = held->up.perSecond(now) != 0 || held->down.perSecond(now) != 0;
        flowing[held->id()] = flows;
        if (flows || m_flowed[held->id()])
            changed(held->id(), Topic::Status | Topic::Peers | Topic::Transfers);
    }
    m_flowed = std::move(flowing);
    listened();
}

} // namespace shoal::engine
