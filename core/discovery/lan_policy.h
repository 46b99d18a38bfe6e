// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <chrono>
#include <cstdint>
#include <unordered_map>

namespace shoal::discovery {

// Pure: the caller passes the monotonic time in nanoseconds with each call. Not thread-safe.

// Two repetitions soon after the first announcement, because a datagram may be lost and a switch port or a Wi-Fi
// link may need a moment; then once a minute for devices that came without asking.
inline constexpr std::chrono::milliseconds kLanSecondAfter{1000};
inline constexpr std::chrono::milliseconds kLanThirdAfter{3000};
inline constexpr std::chrono::milliseconds kLanPeriod{60'000};
// A changing network changes several times within moments: addresses come one by one.
inline constexpr std::chrono::milliseconds kLanSettle{250};

// When to announce: at the start, 1 s and 3 s after it, then every 60 s; anew after a change.
class LanSchedule
{
public:
    // The schedule starts at once.
    explicit LanSchedule(int64_t nowNs) : m_base(nowNs) {}

    // When the next announcement is due; may be in the past.
    int64_t dueNs() const;
    // Tells that it was sent now, however late that is, and gives whether it is to say "answer please": the first
    // of a schedule does.
    bool announced(int64_t nowNs);
    // The network or the set of shares has changed: the schedule starts again when it has settled.
    void restart(int64_t nowNs);

private:
    int64_t m_base; // time of the first announcement, of the last one from the third on
    int m_sent = 0; // since the start; stays at 3
};

// Reading one announcement costs a keyed hash for each of our shares, about 50 us with 100 shares. A machine runs
// at most tens of instances behind one address, each heard on several interfaces and by two protocols.
inline constexpr double kLanReadsPerSourcePerSecond = 20;
inline constexpr double kLanReadsPerSourceBurst = 60;
// In all: bounds the cost to about 1 % of a core, and many more devices than a network segment has still get in.
inline constexpr double kLanReadsPerSecond = 200;
inline constexpr double kLanReadsBurst = 400;
// Sources cost memory, and their addresses can be forged. One that was silent until its burst was full again is
// forgotten; at the rates above no more than this many can be younger than that.
inline constexpr size_t kLanMaxSources = 1024;
// One who starts needs one answer; more would serve only to flood a forged address.
inline constexpr std::chrono::milliseconds kLanAnswerEvery{1000};
inline constexpr double kLanAnswersPerSecond = 20;
inline constexpr double kLanAnswersBurst = 60;

// A number of permissions that grows with time up to a bound.
class TokenBucket
{
public:
    TokenBucket(double perSecond, double burst, int64_t nowNs)
        : m_perSecond(perSecond), m_burst(burst), m_tokens(burst), m_lastNs(nowNs)
    {}
    // Takes one if there is one.
    bool take(int64_t nowNs);
    bool isFull(int64_t nowNs) const { return available(nowNs) >= m_burst; }

private:
    double available(int64_t nowNs) const;

    double m_perSecond;
    double m_burst;
    double m_tokens;
    int64_t m_lastNs;
};

// How much others may make us do.
class LanLimits
{
public:
    explicit LanLimits(int64_t nowNs);

    // Whether to read an announcement from this source (the bytes of its address).
    bool mayRead(ByteView address, int64_t nowNs);
    // Whether to answer this source (the bytes of its address and port: instances of one machine are told apart).
    bool mayAnswer(ByteView endpoint, int64_t nowNs);
    size_t sourceCount() const { return m_readers.size(); }

private:
    std::unordered_map<Bytes, TokenBucket> m_readers;
    std::unordered_map<Bytes, int64_t> m_answeredNs;
    TokenBucket m_reads;
    TokenBucket m_answers;
};

} // namespace shoal::discovery
