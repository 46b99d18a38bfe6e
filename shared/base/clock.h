// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace shoal {

// Time for everything above base: production reads the system, tests and the simulation move it by hand.
// The readings may be taken from any thread; timers belong to the engine thread.
class Clock
{
public:
    virtual ~Clock() = default;
    // Nanoseconds since 1970. People set it, so it may jump; it orders records, it never measures.
    virtual int64_t wallNs() const = 0;
    // Nanoseconds that only go forward; for durations.
    virtual int64_t monotonicNs() const = 0;

    using TimerId = uint64_t;
    // Calls `callback` once on the engine thread after `delay`. Engine thread only.
    virtual TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) = 0;
    // A timer that has fired or is unknown is ignored. Engine thread only.
    virtual void cancel(TimerId timer) = 0;
};

// The system's clocks, with timers in the event loop of the thread that creates it.
std::unique_ptr<Clock> makeSystemClock();

} // namespace shoal
