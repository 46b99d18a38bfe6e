// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/peer_address.h"

#include "core/net/address.h"

namespace shoal::engine {

Bytes addressText(const QHostAddress& address, uint16_t port)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    const QHostAddress plain = isIpv4 ? QHostAddress(ipv4) : address;
    return net::Endpoint{plain.toString().toStdString(), port}.text();
}

Bytes plainAddress(const Bytes& text)
{
    const auto endpoint = net::Endpoint::parse(text);
    if (!endpoint)
        return text;
    const QHostAddress address(QString::fromStdString(endpoint->host));
    return address.isNull() ? text : addressText(address, endpoint->port);
}

} // namespace shoal::engine
