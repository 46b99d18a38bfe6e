// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/peer_address.h"

#include "core/net/address.h"

namespace shoal::engine {

Bytes addressText(const QHostAddress& address, uint16_t port)
{
    return net::Endpoint{net::unmapped(address).toString().toStdString(), port}.text();
}

Bytes plainAddress(const Bytes& text)
{
    const auto endpoint = net::Endpoint::parse(text);
    if (!endpoint)
        return text;
    const QHostAddress address = endpoint->address();
    return address.isNull() ? text : addressText(address, endpoint->port);
}

} // namespace shoal::engine
