// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QHostAddress>
#include <QNetworkInterface>

#include <vector>

namespace shoal::discovery {

// Hosts with hundreds of container interfaces would otherwise send hundreds of datagrams a minute. Those with an
// IPv4 address, where people's networks are, come first.
inline constexpr size_t kMaxLanInterfaces = 64;

// A network interface that is up, with what is needed to reach its network.
struct LanInterface
{
    QNetworkInterface device;
    bool hasIpv4 = false;
    bool hasIpv6 = false;
    std::vector<QHostAddress> broadcasts; // directed ones, IPv4
    Bytes description;                    // name, number and addresses: changes when any of them does

    bool operator==(const LanInterface& other) const { return description == other.description; }
};

// The interfaces that are up, the loopback one included, so that instances on one machine find each other.
// `names`: only these; empty = all.
std::vector<LanInterface> lanInterfaces(const std::vector<Bytes>& names);

// The broadcast address of an IPv4 network, such as 192.0.2.255 for 192.0.2.7/24; null for networks without one
// (prefix above 30 or below 1) and for IPv6. Unlike 255.255.255.255 it needs no default route.
QHostAddress directedBroadcast(const QHostAddress& address, int prefixLength);

} // namespace shoal::discovery
