// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/open_transfers.h"

namespace shoal::engine {

// Peers that asked for a content which is not here whole: what has come of it is told to them, in batches, until it is
// here. Strand only.
class PartNews
{
public:
    explicit PartNews(const OpenTransfers& transfers) : m_transfers(transfers) {}

    // From now on the peer is told; it hears all that came before, too, if it is new.
    void follow(PeerId peer, const Hash& content);
    // The same, but what it was told already is told again: it asked for what is not here.
    void followFromStart(PeerId peer, const Hash& content);
    std::vector<Hash> followed() const;
    // The content is here: nobody follows it any more.
    std::set<PeerId> takeFollowers(const Hash& content);
    void peerClosed(PeerId peer);

    // What is due by now.
    std::vector<std::pair<PeerId, protocol::Holding>> take(int64_t nowNs);
    // When take() has something although nothing else happens; INT64_MAX = never.
    int64_t next() const;

private:
    // So many chunks (some MiB) are worth a message at once; fewer wait for others.
    static constexpr size_t kBatch = 64;
    static constexpr int64_t kPauseNs = 100'000'000;
    // Peers and contents; who asks beyond that is not told, and asks again by itself after a while.
    static constexpr size_t kMaxFollowed = 100'000;

    struct Follower
    {
        size_t here = 0; // how much of the transfer's lists it knows
        size_t coming = 0;
        uint64_t transfer = 0;
        int64_t toldNs = 0;
    };
    static size_t news(const Follower& follower, const LargeTransfer& transfer);
    static bool isDue(const Follower& follower, const LargeTransfer& transfer, int64_t nowNs);
    static void tell(PeerId peer, Follower& follower, const LargeTransfer& transfer,
                     std::vector<std::pair<PeerId, protocol::Holding>>& out);

    const OpenTransfers& m_transfers;
    std::map<Hash, std::map<PeerId, Follower>> m_followers;
    size_t m_count = 0;
};

} // namespace shoal::engine
