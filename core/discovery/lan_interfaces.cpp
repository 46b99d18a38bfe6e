// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_interfaces.h"

#include <algorithm>

namespace shoal::discovery {

namespace {

constexpr int kLongestPrefixWithBroadcast = 30;

bool isWanted(const QNetworkInterface& device, const std::vector<Bytes>& names)
{
    const auto flags = device.flags();
    return flags.testFlag(QNetworkInterface::IsUp) && flags.testFlag(QNetworkInterface::IsRunning) &&
           (names.empty() || std::find(names.begin(), names.end(), device.name().toStdString()) != names.end());
}

LanInterface describe(const QNetworkInterface& device)
{
    LanInterface result;
    result.device = device;
    result.description = device.name().toStdString() + ' ' + std::to_string(device.index());
    const auto entries = device.addressEntries();
    for (const QNetworkAddressEntry& entry : entries) {
        const bool isIpv4 = entry.ip().protocol() == QAbstractSocket::IPv4Protocol;
        (isIpv4 ? result.hasIpv4 : result.hasIpv6) = true;
        result.description += ' ' + entry.ip().toString().toStdString() + '/' + std::to_string(entry.prefixLength());
        const QHostAddress broadcast = directedBroadcast(entry.ip(), entry.prefixLength());
        auto& all = result.broadcasts;
        if (!broadcast.isNull() && std::find(all.begin(), all.end(), broadcast) == all.end())
            all.push_back(broadcast);
    }
    return result;
}

} // namespace

QHostAddress directedBroadcast(const QHostAddress& address, int prefixLength)
{
    if (address.protocol() != QAbstractSocket::IPv4Protocol || prefixLength < 1 ||
        prefixLength > kLongestPrefixWithBroadcast)
        return {};
    return QHostAddress(address.toIPv4Address() | (0xFFFFFFFFU >> prefixLength));
}

std::vector<LanInterface> lanInterfaces(const std::vector<Bytes>& names)
{
    std::vector<LanInterface> result;
    const auto devices = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface& device : devices) {
        if (isWanted(device, names))
            result.push_back(describe(device));
    }
    std::stable_partition(result.begin(), result.end(), [](const LanInterface& one) { return one.hasIpv4; });
    if (result.size() > kMaxLanInterfaces)
        result.resize(kMaxLanInterfaces);
    return result;
}

} // namespace shoal::discovery
