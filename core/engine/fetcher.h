// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/large_transfer.h"

#include <deque>
#include <unordered_set>

namespace shoal::engine {

// Gets contents from the peers: small files whole, large ones in verified pieces, many in flight at once, bounded by
// bytes. Small ones go first. A peer that does not have a content (yet) is not asked again until it says so. Strand
// only.
class Fetcher
{
public:
    explicit Fetcher(Replica& replica) : m_replica(replica) {}

    void want(Applier::Wanted wanted);
    // The key has what it needs, or wants something else.
    void forget(const FileKey& key) { m_void |= m_wanted.erase(key) > 0; }
    // Gives up everything that is under way; the peers stay. Answers to old questions are ignored from now on.
    void reset();
    void peerOpened(PeerId peer, std::shared_ptr<PeerLink> link);
    void peerClosed(PeerId peer);

    // Protocol: the peer sent what was not asked for, or what does not verify.
    Result<void> take(PeerId peer, protocol::ContentReply reply);
    Result<void> take(PeerId peer, protocol::ChunkListReply reply);
    void take(PeerId peer, const protocol::Available& available);
    // A peer has sent a record with the note that it has the content.
    void peerHas(PeerId peer, const Hash& content);

    // Asks for what fits into the windows and puts large files together; true = call again soon, there is local work
    // left.
    Result<bool> pump();
    // When pump() has to be called although nothing came: to give up on peers that do not answer. INT64_MAX = never.
    int64_t nextPumpNs() const;
    // Contents that cannot be put together here (disk full, for one), to be tried again after a while; what has come
    // stays in staging.
    struct Failure
    {
        FileKey key;
        Error error;
    };
    std::vector<Failure> takeFailed() { return std::exchange(m_failed, {}); }
    // Complete contents, for the applier.
    std::vector<Applier::Item> takeReady() { return std::exchange(m_ready, {}); }

    bool idle() const { return m_small.empty() && m_large.empty() && m_requests.empty(); }
    size_t wantedCount() const { return m_wanted.size(); }
    bool isWanted(const FileKey& key) const { return m_wanted.contains(key); }

private:
    struct Peer
    {
        std::shared_ptr<PeerLink> link;
        uint64_t inFlight = 0; // bytes asked for
        int64_t heardNs = 0;   // its last answer, or when it was first asked
        std::unordered_set<Hash> lacks;
    };
    struct Request
    {
        PeerId peer = 0;
        uint64_t bytes = 0;
        Applier::Wanted wanted;
        bool list = false;
        std::optional<LargeTransfer::Range> range;
        std::vector<storage::ChunkRun> runs; // of a chunk list that takes several replies
        uint64_t chunksSoFar = 0;
    };
    Peer* peerFor(const Hash& content, PeerId& id);
    void askSmall();
    void askLarge();
    LargeTransfer* transferOf(const Hash& content);
    uint32_t ask(PeerId id, Peer& peer, Request request);
    std::optional<Request> finish(PeerId peer, uint32_t id);
    void retryElsewhere(Request request, bool peerLacks);
    Result<void> takeSmall(Request request, protocol::ContentReply reply);
    Result<void> takeRange(Request request, protocol::ContentReply reply);
    Result<void> finishLarge();
    bool isVoid(const Applier::Wanted& wanted) const;
    void addLarge(Applier::Wanted wanted);
    void dropVoid();
    void giveUp(const Hash& content, const Error& error);
    void giveUpSilent();
    void forgive();
    void askAgainFor(const Hash& content);
    int64_t nowNs() const { return m_replica.context.clock.monotonicNs(); }

    Replica& m_replica;
    std::map<PeerId, Peer> m_peers;
    PeerId m_lastPeer = 0;
    std::deque<Applier::Wanted> m_small;
    std::deque<std::unique_ptr<LargeTransfer>> m_large;
    std::unordered_map<Hash, LargeTransfer*> m_byContent; // of m_large
    bool m_void = false;                                  // something in m_large may not be wanted any more
    std::map<FileKey, Hash> m_wanted; // what is wanted at present; older questions for a key are void
    std::map<uint32_t, Request> m_requests;
    std::vector<Applier::Item> m_ready;
    std::vector<Failure> m_failed;
    uint32_t m_lastRequest = 0;
    int64_t m_forgiveNs = 0; // when peers that lacked something are asked once more; 0 = nobody lacks anything
    int64_t m_forgivePauseNs = 0;
};

} // namespace shoal::engine
