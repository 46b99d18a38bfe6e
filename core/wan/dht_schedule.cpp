// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wan/dht_schedule.h"

#include <algorithm>
#include <array>

namespace shoal::wan {

namespace {

// No one host of the internet has any of these (the IANA registries of special-purpose addresses).
constexpr std::array kNotPublic{"10.0.0.0/8",    "100.64.0.0/10",   "127.0.0.0/8",   "169.254.0.0/16",
                                "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",  "192.168.0.0/16",
                                "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"};

bool isPublic(const QHostAddress& address)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        return address.isInSubnet(QHostAddress(QStringLiteral("2000::")), 3) &&
               !address.isInSubnet(QHostAddress(QStringLiteral("2001:db8::")), 32);
    return std::none_of(kNotPublic.begin(), kNotPublic.end(), [&address](const char* network) {
        return address.isInSubnet(QHostAddress::parseSubnet(QLatin1String(network)));
    });
}

// 0.0.0.0/8 is "this network", and all above 224.0.0.0 is multicast or reserved.
bool canBeMachine(const QHostAddress& address)
{
    if (address.isNull() || address.isMulticast() || address.isLinkLocal())
        return false;
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        return address != QHostAddress(QHostAddress::AnyIPv6);
    const quint32 first = address.toIPv4Address() >> 24;
    return first != 0 && first < 224;
}

} // namespace

bool mayDial(const DhtPeer& peer, bool isOwnDht)
{
    bool isIpv4 = false;
    const quint32 ipv4 = peer.address.toIPv4Address(&isIpv4); // of a mapped one, too
    const QHostAddress address = isIpv4 ? QHostAddress(ipv4) : peer.address;
    return peer.port != 0 && canBeMachine(address) && (isOwnDht || isPublic(address));
}

void DhtSchedule::setKeys(const std::set<crypto::DhtKey>& keys, int64_t nowNs)
{
    std::erase_if(m_entries, [&keys](const auto& entry) { return !keys.contains(entry.first); });
    for (const crypto::DhtKey& key : keys)
        m_entries.try_emplace(key, Entry{nowNs, kFirstPause, {}});
}

void DhtSchedule::restart(int64_t nowNs)
{
    for (auto& [key, entry] : m_entries)
        entry = {nowNs, kFirstPause, {}};
}

std::vector<crypto::DhtKey> DhtSchedule::takeDue(int64_t nowNs)
{
    std::vector<crypto::DhtKey> due;
    for (auto& [key, entry] : m_entries) {
        if (entry.dueNs > nowNs)
            continue;
        due.push_back(key);
        entry.dueNs = nowNs + entry.pause.count();
        entry.pause = std::min<std::chrono::nanoseconds>(2 * entry.pause, kLongestPause);
        entry.taken.clear();
    }
    return due;
}

std::optional<int64_t> DhtSchedule::nextDueNs() const
{
    const auto next = std::min_element(m_entries.begin(), m_entries.end(),
                                       [](const auto& a, const auto& b) { return a.second.dueNs < b.second.dueNs; });
    return next == m_entries.end() ? std::nullopt : std::optional(next->second.dueNs);
}

std::vector<DhtPeer> DhtSchedule::take(const crypto::DhtKey& key, std::vector<DhtPeer> answer, bool isOwnDht,
                                       Random& random)
{
    const auto entry = m_entries.find(key);
    if (entry == m_entries.end())
        return {};
    std::vector<DhtPeer>& taken = entry->second.taken;
    const auto before = static_cast<std::ptrdiff_t>(taken.size());
    const size_t most = std::min(kMaxPeers, taken.size() + kMaxPeersOfAnswer);
    for (size_t left = answer.size(); left > 0 && taken.size() < most; --left) {
        std::swap(answer[random.below(left)], answer[left - 1]);
        const DhtPeer& peer = answer[left - 1];
        if (mayDial(peer, isOwnDht) && std::find(taken.begin(), taken.end(), peer) == taken.end())
            taken.push_back(peer);
    }
    return {taken.begin() + before, taken.end()};
}

} // namespace shoal::wan
