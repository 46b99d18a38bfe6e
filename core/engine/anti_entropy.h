// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/record_sender.h"

#include <set>

namespace shoal::engine {

// Finds what two devices do not have in common, at a cost that grows with the difference: they compare the digests of
// all records, and where those differ, of ever smaller buckets, until the records of a bucket are listed. One object
// for each peer; nothing of it is stored.
//
// One of the two walks: the reader, or of two writers or two readers the one with the smaller device id. The other
// answers. A device that is held back after a crash walks in any case: it waits for what it has forgotten.
class AntiEntropy
{
public:
    AntiEntropy(Replica& replica, RecordSender& sender, PeerInfo peer, std::shared_ptr<PeerLink> link);

    // Tells the peer our digest; called when the share is quiet, and when the peer appears.
    void sendRoot(bool scanning);
    Result<void> take(const protocol::DigestRoot& root, bool scanning);
    Result<void> take(const protocol::DigestQuery& query);
    Result<void> take(const protocol::DigestReply& reply);
    Result<void> take(const protocol::BucketItems& items);
    Result<void> take(const protocol::BucketWant& want);

    // The digests were equal when last compared and nothing has changed here since.
    bool inSync() const;
    // As the peer said with its digest.
    bool theyRemember() const { return m_theyRemember; }
    // When what the peer knows is known here, too: 0 = by now, INT64_MAX = once a comparison has been made. The records
    // that a walk found come after its last answer.
    int64_t comparedAtNs() const;
    // Something is on its way because of a walk.
    bool walking() const { return !m_asked.empty(); }

private:
    bool weWalk() const;
    bool horizonsMeet(const protocol::DigestRoot& root, bool scanning);
    void walk();
    void ask(std::vector<protocol::DigestNode> nodes);
    bool afford(uint64_t records);
    Result<void> listBucket(const protocol::DigestNode& node);

    Replica& m_replica;
    RecordSender& m_sender;
    PeerInfo m_peer;
    std::shared_ptr<PeerLink> m_link;
    store::Digest m_theirs;
    bool m_theirsKnown = false;
    bool m_theyRemember = false;
    bool m_compared = false;    // the digests were equal, or the peer had nothing
    int64_t m_walkOverNs = 0;   // the last walk; 0 = there was none
    int64_t m_horizonGiven = 0;   // sent to the peer, which had an earlier one
    int64_t m_horizonAwaited = 0; // that the peer has
    std::set<uint32_t> m_asked;   // nodes whose children are asked for and not yet answered
    int64_t m_heardNs = 0;        // the last answer, or the beginning of the walk
    // Walks that found nothing to fetch or to give: the next waits longer, up to ten minutes.
    store::Digest m_walkedOurs, m_walkedTheirs;
    // How many records may still be read for what the peer asks, and since when.
    uint64_t m_budget = 0;
    int64_t m_budgetNs = 0;
    int64_t m_nextWalkNs = 0;
    int64_t m_pauseNs = 0;
};

} // namespace shoal::engine
