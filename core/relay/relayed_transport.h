// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transport.h"

#include <memory>

namespace shoal::relay {

// The stream that a relay passes on to the peer, over a connection with the relay on which the ticket was shown.
// Everything is as on that connection, but that the peer is elsewhere: it counts as no local network.
std::unique_ptr<net::Transport> makeRelayedTransport(std::unique_ptr<net::Transport> toRelay);

} // namespace shoal::relay
