// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace shoal::engine {

// How much one peer may owe us. It begins small, grows by what comes, and is at most what the peer brings in a second,
// so that a slow peer does not hold the end of a file while others are done. Times are monotonic nanoseconds. A value.
class PeerWindow
{
public:
    static constexpr uint64_t kSmallest = 1 << 20;
    static constexpr uint64_t kFirst = 4 << 20;
    // A round trip of 100 ms at 1 Gbit/s is 12 MB.
    static constexpr uint64_t kLargest = 16 << 20;

    // `reserve`: for what must not wait behind the bulk.
    bool hasRoom(uint64_t reserve = 0) const { return m_inFlight < m_limit + reserve; }
    uint64_t limit() const { return m_limit; }
    uint64_t inFlight() const { return m_inFlight; }
    bool owes() const { return m_inFlight > 0; }

    void asked(uint64_t bytes, int64_t nowNs);
    void answered(uint64_t bytes, int64_t nowNs);
    // Any answer, even to a question that was given up.
    void heard(int64_t nowNs) { m_heardNs = nowNs; }
    // The last answer, or when something was first asked.
    int64_t heardNs() const { return m_heardNs; }

    // Bytes a second, as observed; 0 = not known yet.
    uint64_t rate() const { return m_rate; }
    // How long it takes until all that it owes and `more` is here; 0 where no rate is known.
    int64_t expectedNs(uint64_t more) const;
    // Nothing is owed any more; what is known of the rate stays.
    void clear() { m_inFlight = 0; }

private:
    void sample(int64_t nowNs);

    uint64_t m_inFlight = 0;
    uint64_t m_limit = kFirst;
    uint64_t m_rate = 0;
    int64_t m_heardNs = 0;
    int64_t m_sampleNs = 0; // when the measurement began
    uint64_t m_sampleBytes = 0;
};

} // namespace shoal::engine
