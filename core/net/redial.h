// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"

#include <algorithm>
#include <chrono>

namespace shoal::net {

// How long to wait before dialling a peer again: 1 s, doubling up to 60 s, of which a random part up to
// the half is left out, so that devices that lost each other do not dial in step. A pure value.
class Redial
{
public:
    static constexpr std::chrono::milliseconds kFirst{1'000};
    static constexpr std::chrono::milliseconds kLongest{60'000};

    // The wait after one more failure.
    std::chrono::milliseconds next(Random& random)
    {
        const auto wait = m_wait;
        m_wait = std::min(m_wait * 2, kLongest);
        const auto jitter = random.below(static_cast<uint64_t>(wait.count()) / 2 + 1);
        return wait - std::chrono::milliseconds(jitter);
    }
    // A connection succeeded.
    void reset() { m_wait = kFirst; }

private:
    std::chrono::milliseconds m_wait = kFirst;
};

} // namespace shoal::net
