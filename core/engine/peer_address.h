// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QHostAddress>

namespace shoal::engine {

// One text for one place: "192.0.2.7:12345" or "[2001:db8::1]:12345". An IPv4 address is written as such, whichever
// kind of socket it came from (::ffff:192.0.2.7).
Bytes addressText(const QHostAddress& address, uint16_t port);
// The same for a text of that kind; anything else stays as it is.
Bytes plainAddress(const Bytes& text);

} // namespace shoal::engine
