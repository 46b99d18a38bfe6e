// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <map>

namespace shoal::engine {

// Devices that broke the protocol of a share, each for a while: no session with them, so that a broken peer costs a
// handshake now and then and not a processor. Pure.
class Penalties
{
public:
    static constexpr int64_t kDurationNs = 600'000'000'000;
    // Only members of a share can get here, so this is far more than there are.
    static constexpr size_t kMost = 1'024;

    void add(const DeviceId& device, int64_t nowNs);
    bool holds(const DeviceId& device, int64_t nowNs) const;

private:
    std::map<DeviceId, int64_t> m_until;
};

} // namespace shoal::engine
