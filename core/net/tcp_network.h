// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/network.h"
#include "shared/base/clock.h"

namespace shoal::net {

// The machine's own network. An attempt looks the name up, then tries its addresses one after the other, all together
// for at most 10 s. `clock` outlives it and all that it made.
std::unique_ptr<Network> makeTcpNetwork(Clock& clock);

} // namespace shoal::net
