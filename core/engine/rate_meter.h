// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace shoal::engine {

// Bytes a second over the last few seconds. Counts as the bytes come; nothing runs in between, and however many ask,
// and however seldom, they get the same answer. A value.
class RateMeter
{
public:
    // Smooths the bursts of a transfer, and still shows within seconds that it has ended.
    static constexpr int64_t kWindowNs = 4'000'000'000;

    // `nowNs` is monotonic.
    void add(uint64_t bytes, int64_t nowNs);
    uint64_t perSecond(int64_t nowNs) const;

private:
    static constexpr int64_t kSlotNs = 250'000'000;
    static constexpr size_t kSlots = static_cast<size_t>(kWindowNs / kSlotNs);
    // What has just begun is not shown as faster than it will turn out to be.
    static constexpr int64_t kShortestNs = 1'000'000'000;

    void forget(int64_t slot);

    std::array<uint64_t, kSlots> m_bytes{};
    int64_t m_slot = 0;      // the newest that counts
    int64_t m_startedNs = 0; // since when bytes have come without a pause of a window
    bool m_used = false;
};

} // namespace shoal::engine
