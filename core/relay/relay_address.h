// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/relay_messages.h"

#include <QHostAddress>

namespace shoal::relay {

// IPv4 as ::ffff:a.b.c.d; no scope.
protocol::RelayIp relayIpOf(const QHostAddress& address);
// IPv4 where it is one.
QHostAddress hostAddressOf(const protocol::RelayIp& ip);

} // namespace shoal::relay
