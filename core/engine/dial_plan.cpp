// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dial_plan.h"

#include "shared/base/mutant.h"

#include <chrono>

namespace shoal::engine {

DialPlan::DialPlan(Random& random) : m_random(random) {}

void DialPlan::addKnownHost(const Bytes& address, const ShareId& share, int64_t nowNs)
{
    Target& target = m_targets[address];
    target.knownFor.insert(share);
    target.shares.insert(share);
    // It may have been tried in vain as long as nobody here had the share.
    target.heard.insert(share);
    target.dueNs = std::min(target.dueNs, nowNs);
}

void DialPlan::dropKnownHosts(const ShareId& share)
{
    for (auto& [address, target] : m_targets)
        if (target.knownFor.erase(share) != 0 && !target.viaLan && !target.viaDht && target.entries.empty() &&
            !target.inUse)
            target.shares.erase(share);
    eraseUnused();
}

void DialPlan::dropShare(const ShareId& share)
{
    for (auto& [address, target] : m_targets) {
        target.knownFor.erase(share);
        target.shares.erase(share);
        target.heard.erase(share);
    }
    eraseUnused();
}

void DialPlan::eraseUnused()
{
    std::erase_if(m_targets, [](const auto& entry) {
        const Target& target = entry.second;
        return target.shares.empty() && !target.inUse && !target.leadsToUs && target.deferredNs == 0;
    });
}

void DialPlan::found(const Bytes& address, std::span<const ShareId> shares, int64_t nowNs)
{
    Target* target = foundTarget(address, nowNs);
    if (!target)
        return;
    target->viaLan = true;
    target->shares.insert(shares.begin(), shares.end());
    target->heard.insert(shares.begin(), shares.end());
    target->dueNs = std::min(target->dueNs, nowNs);
}

void DialPlan::foundByDht(const Bytes& address, const ShareId& share, int64_t notBeforeNs)
{
    const bool isNew = !m_targets.contains(address);
    if (isNew && !hasRoomForHearsay())
        return;
    Target* target = foundTarget(address, notBeforeNs);
    if (!target)
        return;
    target->viaDht = true;
    target->shares.insert(share);
    // One that is tried anyway keeps its pace.
    if (isNew)
        target->dueNs = notBeforeNs;
}

bool DialPlan::hasRoomForHearsay() const
{
    const auto isHearsay = [](const auto& entry) { return entry.second.isHearsay(); };
    return static_cast<size_t>(std::count_if(m_targets.begin(), m_targets.end(), isHearsay)) < kMaxOfDht;
}

void DialPlan::listed(const Bytes& address, const Listed& listed, const ShareId& share)
{
    Target* target = foundTarget(address, listed.notBeforeNs);
    if (!target)
        return;
    const bool isNew = target->entries.insert(listed.entry).second && target->entries.size() == 1;
    target->expected = listed.device;
    target->isRelayed = listed.isRelayed;
    target->shares.insert(share);
    target->heard.insert(share);
    // One that is tried anyway keeps its pace.
    if (isNew && !target->answeredNs && !target->isKnown())
        target->dueNs = listed.notBeforeNs;
}

void DialPlan::unlisted(const Bytes& entry)
{
    for (auto it = m_targets.begin(); it != m_targets.end();) {
        Target& target = it->second;
        const bool wasListed = target.entries.erase(entry) != 0;
        if (!wasListed || !target.entries.empty()) {
            ++it;
            continue;
        }
        target.expected.reset();
        const bool isNeeded =
            target.isKnown() || target.viaLan || target.viaDht || target.leadsToUs || target.answeredNs;
        const bool stays = target.inUse || (isNeeded && !target.isRelayed);
        it = stays ? std::next(it) : m_targets.erase(it);
    }
}

std::vector<Bytes> DialPlan::takeDue(const PeerTable& peers, int64_t nowNs)
{
    std::vector<Targets::iterator> due;
    for (auto it = m_targets.begin(); it != m_targets.end(); ++it) {
        if (isWanted(it->second, peers) && it->second.notBeforeNs() <= nowNs)
            due.push_back(it);
    }
    std::stable_sort(due.begin(), due.end(),
                     [](auto a, auto b) { return a->second.notBeforeNs() < b->second.notBeforeNs(); });
    std::vector<Bytes> addresses;
    for (const auto& it : due) {
        Target& target = it->second;
        if (isDeviceInUse(target))
            continue;
        target.inUse = true;
        target.heard.clear();
        addresses.push_back(it->first);
    }
    return addresses;
}

std::optional<int64_t> DialPlan::nextDueNs(const PeerTable& peers) const
{
    std::optional<int64_t> next;
    for (const auto& [address, target] : m_targets) {
        if (!isWanted(target, peers) || isDeviceInUse(target))
            continue;
        if (!next || target.notBeforeNs() < *next)
            next = target.notBeforeNs();
    }
    return next;
}

void DialPlan::answered(const Bytes& address, const DeviceId& device, int64_t nowNs)
{
    const auto it = m_targets.find(address);
    if (it == m_targets.end())
        return;
    it->second.device = device;
    it->second.answeredNs = nowNs;
}

void DialPlan::suppose(const Bytes& address, const DeviceId& device, const ShareId& share, int64_t nowNs)
{
    Target* target = foundTarget(address, nowNs);
    if (!target || target->inUse)
        return;
    target->device = device;
    target->shares.insert(share);
}

void DialPlan::ended(const Bytes& address, DialOutcome outcome, int64_t nowNs)
{
    const auto it = m_targets.find(address);
    if (it == m_targets.end())
        return;
    if (mutated(Mutant::NeverRedial) && outcome == DialOutcome::Worked) {
        m_targets.erase(it);
        return;
    }
    Target& target = it->second;
    target.inUse = false;
    target.leadsToUs = target.leadsToUs || outcome == DialOutcome::LeadsToUs;
    if (outcome == DialOutcome::Worked) {
        target.answeredNs = nowNs;
        target.redial.reset();
    }
    const auto delay = target.redial.next(m_random);
    target.dueNs = nowNs + std::chrono::duration_cast<std::chrono::nanoseconds>(delay).count();

    const bool isRemembered = target.answeredNs && nowNs - *target.answeredNs < kRememberNs;
    const bool isListed = !target.entries.empty();
    const bool isNeeded = target.isKnown() || target.leadsToUs || target.deferredNs > nowNs || isListed;
    // A way through a relay ends with its entry.
    const bool isOver = target.isRelayed ? !isListed : outcome == DialOutcome::Failed && !isRemembered && !isNeeded;
    if (isOver)
        m_targets.erase(it);
}

void DialPlan::defer(const Bytes& address, int64_t untilNs, int64_t nowNs)
{
    if (Target* target = foundTarget(address, nowNs))
        target->deferredNs = untilNs;
}

bool DialPlan::isKnownHost(const Bytes& address) const
{
    const auto it = m_targets.find(address);
    return it != m_targets.end() && it->second.isKnown();
}

std::vector<std::pair<Bytes, std::optional<DeviceId>>> DialPlan::knownHosts(const ShareId& share) const
{
    std::vector<std::pair<Bytes, std::optional<DeviceId>>> hosts;
    for (const auto& [address, target] : m_targets)
        if (target.knownFor.contains(share))
            hosts.emplace_back(address, target.device);
    return hosts;
}

bool DialPlan::isViaLan(const Bytes& address) const
{
    const auto it = m_targets.find(address);
    return it != m_targets.end() && it->second.viaLan;
}

bool DialPlan::isViaDht(const Bytes& address) const
{
    const auto it = m_targets.find(address);
    return it != m_targets.end() && it->second.viaDht;
}

bool DialPlan::isListed(const Bytes& address) const
{
    const auto it = m_targets.find(address);
    return it != m_targets.end() && !it->second.entries.empty();
}

bool DialPlan::isListed(const DeviceId& device) const
{
    return std::any_of(m_targets.begin(), m_targets.end(),
                       [&device](const auto& entry) { return entry.second.expected == device; });
}

bool DialPlan::isWanted(const Target& target, const PeerTable& peers) const
{
    if (target.inUse || target.leadsToUs || target.shares.empty())
        return false;
    const auto& device = target.whose();
    if (!device)
        return true;
    const bool isReached = target.isRelayed ? peers.isProven(*device) : peers.isReachedDirectly(*device);
    return !isReached || !peers.hasOpen(*device, target.heard);
}

// That a relay expects a device at several addresses is no reason to try one after the other.
bool DialPlan::isDeviceInUse(const Target& target) const
{
    const auto& device = target.isRelayed ? target.whose() : target.device;
    return device && std::any_of(m_targets.begin(), m_targets.end(), [&](const auto& entry) {
               const Target& other = entry.second;
               const auto& theirs = other.isRelayed ? other.whose() : other.device;
               return other.inUse && other.isRelayed == target.isRelayed && theirs == device;
           });
}

DialPlan::Target* DialPlan::foundTarget(const Bytes& address, int64_t nowNs)
{
    if (const auto it = m_targets.find(address); it != m_targets.end())
        return &it->second;
    return makeRoom(nowNs) ? &m_targets[address] : nullptr;
}

bool DialPlan::makeRoom(int64_t nowNs)
{
    const auto isFound = [](const auto& entry) { return !entry.second.isKnown(); };
    if (static_cast<size_t>(std::count_if(m_targets.begin(), m_targets.end(), isFound)) < kMaxFound)
        return true;
    // The one that is least likely to answer: not deferred, not in use, silent for longest.
    const auto silentSince = [](const Target& target) { return target.answeredNs.value_or(INT64_MIN); };
    auto oldest = m_targets.end();
    for (auto it = m_targets.begin(); it != m_targets.end(); ++it) {
        const Target& target = it->second;
        if (target.isKnown() || target.inUse || target.deferredNs > nowNs)
            continue;
        if (oldest == m_targets.end() || silentSince(target) < silentSince(oldest->second))
            oldest = it;
    }
    if (oldest == m_targets.end())
        return false;
    m_targets.erase(oldest);
    return true;
}

} // namespace shoal::engine
