// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relay_address.h"

namespace shoal::relay {

protocol::RelayIp relayIpOf(const QHostAddress& address)
{
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return protocol::RelayIp::from({reinterpret_cast<const char*>(&v6), sizeof v6});
}

QHostAddress hostAddressOf(const protocol::RelayIp& ip)
{
    const QHostAddress v6(ip.bytes.data());
    bool isIpv4 = false;
    const quint32 v4 = v6.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(v4) : v6;
}

} // namespace shoal::relay
