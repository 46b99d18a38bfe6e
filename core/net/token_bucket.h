// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace shoal::net {

// How many bytes may move by now: it fills with time up to what 50 ms bring, so that over any five seconds no more than
// one percent is moved too much. Pure: `now` comes from outside, in monotonic nanoseconds. A value; one thread.
class TokenBucket
{
public:
    // Bytes a second; 0 = unlimited.
    explicit TokenBucket(uint64_t bytesPerSecond = 0) { setRate(bytesPerSecond); }
    void setRate(uint64_t bytesPerSecond);
    uint64_t rate() const { return m_rate; }

    // How many bytes may move now; 0: ask again after delay(). Too few to be worth a frame count as 0.
    size_t allowance(int64_t nowNs);
    // These bytes have moved; more than allowed is paid for by the ones that follow.
    void take(size_t bytes);
    // When allowance() will be more than 0; 0 if it is.
    std::chrono::milliseconds delay(int64_t nowNs);
    // The fewest bytes that allowance() gives.
    size_t quantum() const;

private:
    double burst() const;
    void fill(int64_t nowNs);

    uint64_t m_rate = 0;
    double m_tokens = 0;
    int64_t m_filledNs = INT64_MIN; // never
};

} // namespace shoal::net
