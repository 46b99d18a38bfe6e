// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/fetcher.h"
#include "core/engine/rate_meter.h"
#include "core/engine/share_status.h"

namespace shoal::engine {

// Measures what comes and goes, for people: which files, and how fast. Bounded, and cheap: it samples once
// a second at most. Strand only; times are monotonic nanoseconds.
class TransferMeter
{
public:
    explicit TransferMeter(const Replica& replica) : m_replica(replica) {}

    // Content that a peer was given.
    void served(PeerId peer, const protocol::ContentRequest& request, size_t bytes, int64_t nowNs);
    // To be called again and again while something moves.
    void sample(const Fetcher& fetcher, int64_t nowNs);
    void reset();

    // `nameOf` a peer. Files that came to rest in the last seconds are left out.
    using NameOf = std::function<Bytes(PeerId)>;
    TransferList list(const Fetcher& fetcher, const NameOf& nameOf, int64_t nowNs) const;

    static constexpr size_t kMaxItems = 200; // of each direction; nobody reads more
    static constexpr int64_t kSampleNs = 1'000'000'000;
    static constexpr int64_t kRestNs = 5'000'000'000; // nothing for so long: it is over

private:
    struct Fetched
    {
        uint64_t done = 0; // at the last sample
        RateMeter rate;
    };
    struct Served
    {
        Bytes path;
        uint64_t size = 0;
        uint64_t done = 0; // end of the last piece
        RateMeter rate;
        int64_t lastNs = 0;
    };
    uint64_t rateOf(const FileKey& fetched, int64_t nowNs) const;

    const Replica& m_replica;
    std::map<FileKey, Fetched> m_down;
    std::map<std::pair<PeerId, Hash>, Served> m_up;
    int64_t m_sampledNs = 0;
};

} // namespace shoal::engine
