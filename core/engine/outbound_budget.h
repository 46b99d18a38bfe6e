// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace shoal::engine {

// What waits for all peers together. One peer that asks and reads slowly is held back by its own queue; this holds back
// many of them. From any thread.
class OutboundBudget
{
public:
    // Several full queues; more would only be memory.
    static constexpr int64_t kMost = 256 * 1024 * 1024;
    // What a peer may have queued even then, so that each of them goes on.
    static constexpr int64_t kForEach = 1024 * 1024;

    void add(int64_t bytes) { m_bytes += bytes; }
    bool isExceeded() const { return m_bytes > kMost; }

private:
    std::atomic<int64_t> m_bytes{0};
};

} // namespace shoal::engine
