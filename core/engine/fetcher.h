// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/open_transfers.h"
#include "core/engine/peer_window.h"

#include <unordered_set>

namespace shoal::engine {

// Gets contents from the peers: small files whole, large ones in verified pieces from several peers, many in flight at
// once, bounded by bytes for each peer. Small and recent ones go first. A peer that does not have a content (yet) is
// not asked again until it says so. Strand only.
class Fetcher
{
public:
    explicit Fetcher(Replica& replica) : m_replica(replica), m_transfers(replica) {}

    // Beyond kMostWanted it is not remembered: see takeRefused().
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
    Result<void> take(PeerId peer, const protocol::Holding& holding);
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
    // True once when there is room again after something was not remembered: the pending rows are to be looked at anew.
    bool takeRefused();

    bool idle() const { return m_wanted.empty() && m_requests.empty(); }
    size_t wantedCount() const { return m_wanted.size(); }
    bool isWanted(const FileKey& key) const { return m_wanted.contains(key); }
    // Files that have begun to come, at most `limit` (fetcher_progress.cpp).
    struct Progress
    {
        FileKey key;
        uint64_t size = 0, done = 0; // bytes
        std::vector<PeerId> peers;   // that are asked at present
    };
    std::vector<Progress> progress(size_t limit) const;
    // The connected peers that said they do not have it.
    std::vector<PeerId> peersWithout(const Hash& content) const;
    const OpenTransfers& transfers() const { return m_transfers; }

    // Contents asked for at the same time, which bounds the memory; the rest waits in the index.
    static constexpr size_t kMostWanted = 20'000;

private:
    struct Peer
    {
        std::shared_ptr<PeerLink> link;
        PeerWindow window;
        int64_t stalledUntilNs = 0; // it did not answer: asked no more until it does, or until then
        std::unordered_set<Hash> lacks;
    };
    struct Request
    {
        PeerId peer = 0;
        uint64_t bytes = 0;
        Applier::Wanted wanted;
        enum class Kind : uint8_t { Small, List, Piece } kind = Kind::Small;
        uint64_t transfer = 0; // number of the transfer that a list or piece is for
        size_t piece = 0;
        std::vector<storage::ChunkRun> runs; // of a chunk list that takes several replies
        uint64_t chunksSoFar = 0;
    };

    // --- Peers and questions (fetcher.cpp)
    bool usable(const Peer& peer, uint64_t reserve) const;
    Peer* peerFor(const Hash& content, PeerId& id, uint64_t reserve);
    bool allLack(const Hash& content) const;
    void park(Applier::Wanted wanted);
    void unpark(const Hash& content);
    void unparkAll();
    void askSmall();
    uint32_t ask(PeerId id, Peer& peer, Request request);
    std::optional<Request> finish(PeerId peer, uint32_t id);
    void retryElsewhere(Request request);
    void notThere(Request request);
    void lacks(PeerId peer, const Hash& content);
    Result<void> takeSmall(Request request, protocol::ContentReply reply);
    bool isVoid(const Applier::Wanted& wanted) const;
    void giveUpSilent();
    void forgive();
    // So long a transfer waits for those who have a part of it to get more; to begin again costs reading what is here.
    static constexpr int64_t kStarvedNs = 60'000'000'000;
    int64_t nowNs() const { return m_replica.context.clock.monotonicNs(); }

    // --- Large files (fetcher_large.cpp)
    void openTransfers();
    void dropVoid();
    void dropContent(const Hash& content);
    void giveUp(const Hash& content, const Error& error);
    void giveRoom();
    void askAgainFor(const Hash& content);
    Result<bool> prepareTransfers();
    void doubtParts();
    void askLarge();
    void askList(LargeTransfer& transfer);
    void askPieces(LargeTransfer& transfer);
    bool askPiece(LargeTransfer& transfer, PeerId id, Peer& peer);
    std::optional<size_t> choosePiece(LargeTransfer& transfer, PeerId id, const Peer& peer) const;
    LargeTransfer* transferOf(const Request& request) const;
    Result<void> takePiece(Request request, const protocol::ContentReply& reply);
    Result<void> addRuns(Request& request, std::vector<protocol::ChunkRun> runs) const;
    Result<void> takeList(Request request);
    Result<void> finishLarge();
    bool endGame() const;

    Replica& m_replica;
    std::map<PeerId, Peer> m_peers;
    PeerId m_lastPeer = 0;
    WantQueue m_small;
    OpenTransfers m_transfers;
    std::unordered_multimap<Hash, Applier::Wanted>
        m_parked;                       // no connected peer has them, or another name's question is open
    std::unordered_set<Hash> m_brought; // small contents that came lately: other names find them on this disk
    std::set<Hash> m_idleParts;         // may have a part in staging, and were closed before their end
    bool m_void = false;                // something may not be wanted any more
    bool m_refused = false;             // something was not remembered
    std::map<FileKey, Hash> m_wanted;   // what is wanted at present; older questions for a key are void
    std::map<uint32_t, Request> m_requests;
    std::vector<Applier::Item> m_ready;
    std::vector<Failure> m_failed;
    uint32_t m_lastRequest = 0;
    int64_t m_forgiveNs = 0; // when peers that lacked something are asked once more; 0 = nobody lacks anything
    int64_t m_forgivePauseNs = 0;
};

} // namespace shoal::engine
