// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/relay_keys.h"

#include <vector>

namespace shoal::engine {

// What a share is called at a relay changes at midnight UTC. For an hour before and after it a device is there under
// both days' names, each with a key and a connection of its own. So two devices have a day in common whatever the time
// is, as long as their clocks are not more than two hours apart.
inline constexpr int64_t kRelayDayNs = 86'400'000'000'000;
inline constexpr int64_t kRelayOverlapNs = 3'600'000'000'000;

// One day or two, ascending.
inline std::vector<crypto::RelayDay> relayDaysAt(int64_t wallNs)
{
    const auto dayOf = [](int64_t ns) { return ns >= 0 ? ns / kRelayDayNs : (ns + 1) / kRelayDayNs - 1; };
    const crypto::RelayDay first = dayOf(wallNs - kRelayOverlapNs);
    const crypto::RelayDay last = dayOf(wallNs + kRelayOverlapNs);
    return first == last ? std::vector{first} : std::vector{first, last};
}

} // namespace shoal::engine
