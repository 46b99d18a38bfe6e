// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/relay/relay_address.h"

#include "core/net/address.h"

namespace shoal::relay {

protocol::RelayIp relayIpOf(const QHostAddress& address)
{
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return protocol::RelayIp::from({reinterpret_cast<const char*>(&v6), sizeof v6});
}

QHostAddress hostAddressOf(const protocol::RelayIp& ip)
{
    return net::unmapped(QHostAddress(ip.bytes.data()));
}

} // namespace shoal::relay
