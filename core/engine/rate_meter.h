// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace shoal::engine {

// Turns a counter into a rate, only when somebody asks: nothing runs in between. Asked every second it is an
// exponential average over some seconds; asked after a long time, the average since the last question.
class RateMeter
{
public:
    explicit RateMeter(int64_t nowNs) : m_askedNs(nowNs) {}

    // `total` bytes so far, which only grows. Bytes per second.
    uint64_t perSecond(uint64_t total, int64_t nowNs);

private:
    int64_t m_askedNs;
    uint64_t m_total = 0;
    double m_rate = 0;
};

} // namespace shoal::engine
