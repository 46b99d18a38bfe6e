// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace shoal::engine {

// Bytes of messages, without what encryption and the network add.
struct Traffic
{
    uint64_t sent = 0;
    uint64_t received = 0;

    Traffic& operator+=(const Traffic& other)
    {
        sent += other.sent;
        received += other.received;
        return *this;
    }
};

} // namespace shoal::engine
