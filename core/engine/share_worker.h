// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/anti_entropy.h"
#include "core/engine/conflict_resolver.h"
#include "core/engine/directory_applier.h"
#include "core/engine/due_list.h"
#include "core/engine/fetcher.h"
#include "core/engine/held_problems.h"
#include "core/engine/history_log.h"
#include "core/engine/live_databases.h"
#include "core/engine/question_queue.h"
#include "core/engine/scanner.h"
#include "core/engine/share_inspector.h"
#include "core/engine/source_flusher.h"
#include "core/engine/transfer_meter.h"
#include "core/storage/share_marker.h"

namespace shoal::engine {

// The strand's half of a share: owns folder, index and the parts that work on them, and decides what is done next.
// Every function runs on the strand; the work is done in slices by pump(), so that an urgent change never waits for a
// long scan.
class ShareWorker : public std::enable_shared_from_this<ShareWorker>
{
public:
    // `watch` and `misbehaved` are called on the strand.
    struct Callbacks
    {
        std::function<void(int fileDescriptor)> watch; // -1: no more
        std::function<void(PeerId, Error)> misbehaved;
        std::function<void(Topics)> changed; // what status() and the others tell; may be empty
        // A sentence that people should read although the share goes on; may be empty.
        std::function<void(const model::Sentence&)> notice = {};
    };
    ShareWorker(const ShareSettings& settings, ShareContext context, Executor& strand, Callbacks callbacks);

    void open();
    void close();
    void readEvents();
    void peerOpened(PeerInfo info, std::shared_ptr<PeerLink> link);
    void peerClosed(PeerId peer);
    void receive(PeerId peer, protocol::Message message);
    void rescan();
    Result<void> rotate(const ShareId& next);
    // This device's identity or storage exists twice: what it writes from now on is another author's.
    void newAuthor();
    void retune(const ShareSettings& settings);
    // DeletedEverywhere wants the number of files that are missing.
    Result<void> confirm(GuardAnswer answer, std::optional<uint64_t> files = std::nullopt);
    ShareStatus status() const { return m_inspector.status(condition()); }
    std::vector<WhyItem> why(const Bytes& path) const { return m_inspector.why(condition(), path); }
    // `path` (relative to the folder, as on the disk) is a directory that waits because another file system is mounted
    // there than before, or none any more: what is there now is what belongs there. Its files join like those of a
    // filled folder, what is missing is fetched, and nothing is deleted. InvalidArgument when it does not wait.
    Result<void> acceptMount(const Bytes& path);
    // What is held (HeldRecords) at `path` or below it, relative to the folder, is kept or removed on all devices;
    // empty = all of it. Unsupported on a read-only device, InvalidArgument when nothing is held there.
    // What only read-only devices hold, and this one has, is kept by its path.
    Result<void> answerHeld(HeldAnswer answer, const Bytes& path);

    // --- What people ask and do (share_worker_control.cpp). Busy: it cannot be done while the share is as it is.
    TransferList transfers() const;
    Result<HistoryPage> history(const HistoryQuery& query);
    Result<std::vector<ConflictItem>> conflicts(const Bytes& after, size_t limit) const;
    Result<Bytes> resolve(const Bytes& path, KeepChoice keep);
    Result<ArchivePage> archive(const ArchiveQuery& query) const;
    Result<Bytes> restore(const Bytes& archived, const std::optional<Bytes>& to);
    Result<IgnoreVerdict> ignoreTest(const Bytes& path);
    Result<IgnoreTrial> tryIgnoreList(const Bytes& text, const std::vector<Bytes>& paths);
    Result<Bytes> ignoreList() const;
    Result<void> setIgnoreList(const Bytes& text);

private:
    struct Peer
    {
        Peer(Replica& replica, ContentServer& contents, PeerInfo infoIn, std::shared_ptr<PeerLink> linkIn);
        PeerInfo info;
        std::shared_ptr<PeerLink> link;
        RecordSender sender;
        AntiEntropy digests;
        protocol::PeerStatus says;
        QuestionQueue questions; // that wait until the peer has read more of our answers
    };

    // --- Opening and guarding (share_worker_open.cpp)
    Result<void> tryOpen();
    Result<void> openFolder();
    Result<void> checkMarker();
    Result<void> takeFolder();
    Result<void> joinAnew();
    Result<void> writeMarker();
    Result<Bytes> setIndexAside(ByteView why);
    Result<void> openIndex();
    Result<void> startAuthor();
    Result<void> recallPublicKey();
    Result<void> keepPublicKey();
    Result<void> settleUnfinished();
    void lookForMarker();
    void restartPeers();
    Result<void> requeueIgnored(ByteView rules);
    Result<void> loadIgnoreList();
    void notice(const model::Sentence& sentence) const;
    void stopShare(model::Sentence reason, model::Sentence whatToDo);
    // Until a person says what is meant.
    void stopGuarded(model::Sentence reason, uint64_t missingFiles);
    void reopenLater(const Error& error);
    void closeFolder(bool indexIsSound = true);
    Result<void> judgePass(Scanner::PassResult result);
    Result<void> takeMissing(const Scanner::PassResult& result, bool refill);

    // --- Work (share_worker.cpp)
    void schedulePump();
    void wakeAt(int64_t monotonicNs);
    void pump();
    Result<bool> doWork();
    Result<bool> lookAtEntries();
    Result<void> lookAtBatch(const std::vector<DiskEntry>& batch);
    void lookAtDisplaced();
    Result<void> lookAtTorn();
    void lookWhenQuiet(const DiskEntry& entry, int64_t size);
    Result<bool> readLarge();
    std::optional<DirNo> missingDirectory() const;
    Result<bool> settleMissing();
    Result<bool> applyWinners();
    Result<void> applyItems(std::vector<Applier::Item> items);
    Result<bool> scanSlice();
    Result<bool> moreQuestions();
    void retryLater(const FileKey& key);
    void retryNow();
    void settleBlocked();
    void settleBlockedLater();
    void tellWhatArrived();
    Result<bool> wakeWhatWants();
    Result<void> keepDoubts();
    bool scanPaced() const;
    void lookAtDisk();
    int64_t rescanPauseNs() const;
    Result<void> pruneProofs();
    int64_t quietAtNs(const DiskEntry& entry);
    bool rootIsThere();
    Result<void> tellPeers(const std::vector<DeviceId>& told, PeerId except);
    void compareDigests();
    void tellStatus();
    ShareCondition condition() const;

    // --- share_worker_control.cpp
    Result<void> ready() const;
    void learnAuthor(const model::Record& record, const std::vector<DeviceId>& told);
    void noteChanges();
    void changed(Topics topics);

    void failShare(const Error& error);
    void noteEvent(const storage::WatchEvent& event);
    bool noteUnmounted(DirNo dir);

    // --- What is forgotten, and what is held because of that (share_worker_horizon.cpp)
    Result<bool> raiseHorizon();
    Result<void> setHorizon(int64_t horizonNs);
    Result<bool> forgetSome();
    Result<void> noteComplete();
    void refuseHorizon(const model::SealedRecord& horizon, const PeerInfo& peer);
    Result<void> meetHorizon(const PeerInfo& peer, const protocol::DigestRoot& root);
    void horizonRose();
    std::optional<model::SealedRecord> oldFileAt(const Bytes& path);

    // --- Messages (share_worker_messages.cpp)
    Result<void> takeRecords(Peer& peer, protocol::Records message);
    struct Unsealed
    {
        model::SealedRecord record;
        Provenance* from = nullptr; // one of `batches`
    };
    struct Received
    {
        std::vector<Unsealed> records;
        std::deque<Provenance> batches; // only where they have to be kept
    };
    Result<Received> unsealRecords(const Peer& peer, const protocol::Records& message);
    std::optional<std::vector<crypto::PartialBatch>> proofsOf(const std::vector<Hash>& records, const Bytes& proof);
    void learnPublicKey(ByteView shown);
    bool isHeldBack() const;
    // A pass has to end before records can be compared: what it finds may be what the peer has. One that is held back
    // finds nothing: it waits for the comparison itself.
    bool isFirstPassUnderWay() const { return !m_firstPassDone && !isHeldBack(); }
    void answer(Peer& peer, const protocol::Message& question);
    bool answerWaiting();
    bool answerPieces();
    bool mayAnswer(const Peer& peer, int64_t below);
    void decline(Peer& peer, const protocol::Message& question);

    ShareSettings m_settings;
    ShareContext m_context;
    Executor& m_strand;
    Callbacks m_callbacks;
    crypto::ShareKeys m_keys; // learns the share's public key from peers

    Replica m_replica;
    Merger m_merger;
    LocalChanges m_changes;
    Applier m_applier;
    DirectoryApplier m_directories;
    Fetcher m_fetcher;
    ContentServer m_contents;
    SourceFlusher m_flusher{m_replica};
    ShareInspector m_inspector;
    TransferMeter m_transfers;
    HistoryLog m_history;
    ConflictResolver m_conflicts;
    std::unique_ptr<storage::Watcher> m_watcher;
    std::unique_ptr<Scanner> m_scanner;
    std::map<PeerId, std::unique_ptr<Peer>> m_peers;

    DueList<DiskEntry> m_quiet;                  // being written: to be looked at when quiet
    DueList<DiskEntry> m_torn;                   // to be given up when nobody brought what they were
    int64_t m_tornUntilNs = 0;                   // while peers are there
    std::map<DiskEntry, int64_t> m_writtenSince; // without a pause, and still open
    LiveDatabases m_databases{m_replica.problems};
    DueList<FileKey> m_retries;         // to be applied again
    std::map<FileKey, int> m_failures;  // how often in a row: the pauses grow
    int64_t m_nextSettleNs = INT64_MAX; // when directories that are blocked get another chance
    int m_settleFailures = 0;
    std::map<DiskEntry, Bytes>
        m_displaced; // entries of directories that are not where they were: looked at when that is settled
    std::set<DiskEntry> m_goneEarly;              // found missing before the first pass was judged
    std::optional<store::Position> m_pendingFrom; // pending rows not yet on the lists
    bool m_open = false;
    bool m_closed = false;
    bool m_pumpPosted = false;
    int64_t m_wakeNs = 0;
    model::Sentence m_stopped; // why the share stopped
    model::Sentence m_stoppedDo;
    std::optional<Scanner::PassResult> m_guarded;
    std::optional<GuardAnswer> m_answer;
    uint64_t m_answerFiles = 0; // DeletedEverywhere: how many files may be missing
    // As last told to those who watch.
    struct Told
    {
        store::Counts counts;
        ShareState state = ShareState::Starting;
        size_t conflicts = 0;
        uint64_t problems = 0;
        bool operator==(const Told&) const = default;
    };
    Told m_told;
    bool m_markerMissing = false;
    bool m_rescanWanted = false;
    std::set<DirNo> m_searched; // of the missing directories: a scan of the whole folder has not found them either
    bool m_firstPassDone = false;
    int64_t m_nextRescanNs = 0;
    int64_t m_nextOpenNs = 0;
    int64_t m_nextMarkerNs = 0;
    bool m_authorWanted = false;
    int64_t m_nextRootCheckNs = 0;
    int64_t m_nextProofsNs = 0;
    int64_t m_nextHorizonNs = 0;
    // The look at all deletions for one that would be forgotten: the horizon in question, and how far the look has
    // come.
    std::optional<std::pair<int64_t, ForgettingPass::Place>> m_horizonLook;
    HeldProblems m_heldProblems{m_replica};
    uint64_t m_rootInode = 0;
    uint64_t m_rootDevice = 0;
    int64_t m_compareNs = 0; // when to compare digests; 0 = nothing to compare
    int64_t m_comparePauseNs = 0;
    store::Digest m_lastRoot;
    std::pair<uint64_t, uint64_t> m_toldPending{0, 0}; // files and bytes, as the peers know
    bool m_settleSoon = false;
    std::vector<model::Sentence> m_guarantees;
    bool m_publicKeyKept = false; // in the index
};

} // namespace shoal::engine
