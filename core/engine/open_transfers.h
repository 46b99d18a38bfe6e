// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/large_transfer.h"
#include "core/engine/want_queue.h"

#include <functional>
#include <unordered_set>

namespace shoal::engine {

// The large files that are put together at present, and those that wait for their turn: one transfer for each content,
// whatever number of names it has. The large and the very large have places of their own, so that a document does not
// wait for a disk image. Strand only.
class OpenTransfers
{
public:
    explicit OpenTransfers(Replica& replica) : m_replica(replica) {}

    // Ignored when there is one for that content.
    void add(Applier::Wanted wanted);
    // Gives free places to the first that wait. `isVoid`: nobody wants it any more; such are dropped, and their
    // contents returned.
    std::vector<Hash> fill(const std::function<bool(const Applier::Wanted&)>& isVoid);
    // Ends one, open or not.
    void close(const Hash& content);
    void clear();

    // The open ones, smaller ones first. Null: not open.
    const std::vector<std::unique_ptr<LargeTransfer>>& open() const { return m_open; }
    LargeTransfer* find(const Hash& content) const;
    // What has come already of the open ones, verified.
    uint64_t bytesHere() const;
    // Bytes that the open ones have still to write.
    uint64_t bytesToCome() const;
    bool waiting() const { return !m_waiting.empty(); }
    bool empty() const { return m_open.empty() && m_waiting.empty(); }

private:
    // More would only share the same bandwidth.
    static constexpr size_t kLargeAtOnce = 4;
    static constexpr size_t kVeryLargeAtOnce = 4;
    static constexpr uint64_t kVeryLarge = 64 << 20;

    bool openOne(WantQueue& queue, const std::function<bool(const Applier::Wanted&)>& isVoid,
                 std::vector<Hash>& dropped);

    Replica& m_replica;
    std::vector<std::unique_ptr<LargeTransfer>> m_open;
    WantQueue m_large;
    WantQueue m_veryLarge;
    std::unordered_set<Hash> m_waiting; // of both queues; what was closed is still queued, and not here
    uint64_t m_lastNumber = 0;
};

} // namespace shoal::engine
