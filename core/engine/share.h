// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/peer_link.h"
#include "core/engine/read_notifier.h"
#include "core/engine/share_status.h"
#include "core/storage/machine.h"
#include "core/storage/posix_file_system.h"
#include "core/storage/watcher.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <functional>

namespace shoal::engine {

// What a share is made of; fixed while it runs, save for what retune() takes over.
struct ShareSettings
{
    Bytes dir;                     // absolute path of the folder
    Bytes indexPath;               // the index file in storage_path
    crypto::ShareKeys keys;        // says which permission this device has
    DeviceId device;               // ourselves
    bool useSyncTrash = true;      // keep replaced and deleted files in .sync/Archive
    bool overwriteChanges = false; // read-only shares: undo local changes
    bool applyOwners = false;      // root instances only
    int archiveDays = 30;
    int64_t maxArchivedFileSize = -1; // bytes; -1 = no limit
    int64_t maxArchiveSize = 0;       // bytes; 0 = a tenth of the file system
    bool syncSpecialModes = false;    // apply setuid and setgid on files, too
    int64_t minFreeSpace = 0;         // bytes that downloads leave free
    int rescanSeconds = 600;          // 0 = never
    uint32_t umask = 022;             // limits what is created here, never what is announced

    // Takes over what may change while the share runs.
    void retune(const ShareSettings& other)
    {
        useSyncTrash = other.useSyncTrash;
        archiveDays = other.archiveDays;
        maxArchivedFileSize = other.maxArchivedFileSize;
        maxArchiveSize = other.maxArchiveSize;
        minFreeSpace = other.minFreeSpace;
        rescanSeconds = other.rescanSeconds;
    }
};

// What a share works with. All outlive it. `engine` runs tasks on the engine thread, `pool` the blocking work.
struct ShareContext
{
    Clock& clock;
    Random& random;
    Executor& engine;
    Executor& pool;
    // What is asked of the machine, see Surroundings; a test may put something else in its place.
    storage::OpenFolder openFolder = storage::openPosixFolder;
    std::function<Result<std::unique_ptr<storage::Watcher>>()> makeWatcher = storage::makeInotifyWatcher;
    MakeReadNotifier makeNotifier = makeReadNotifier;
    const char* indexVfs = nullptr;
    storage::Machine machine = {};
};

// One share on this device: the folder, its index, and what the peers are told. Everything that blocks or decides runs
// on the share's own strand (docs/decisions/0002); the functions here are called on the engine thread, return at once,
// and answers come back on the engine thread.
class Share
{
public:
    Share(ShareSettings settings, ShareContext context);
    ~Share(); // only after stop() has called back

    // Opens folder and index, scans, watches. A folder that is missing or belongs to another share is a problem that
    // status() tells, not an end: the share looks again by itself.
    void start();
    // Writes down what is open and ends; `done` is called on the engine thread and nothing else after it: later calls
    // do and answer nothing.
    void stop(std::function<void()> done);

    void peerOpened(PeerInfo peer, std::shared_ptr<PeerLink> link);
    void peerClosed(PeerId peer);
    // Called on the engine thread when a peer broke the protocol; the owner closes its session.
    std::function<void(PeerId, Error)> onMisbehaved;
    // Called on the engine thread with a sentence that people should read although the share goes on. It is logged.
    std::function<void(const model::Sentence&)> onNotice;

    // A message of a peer. `bytes` is its size on the wire: the owner stops reading from a session while
    // inboundBytes() is above its limit.
    void receive(PeerId peer, protocol::Message message, size_t bytes);
    int64_t inboundBytes() const;
    // Calls `then` once, later on the engine thread, when inboundBytes() has been below `bytes`; it may have risen
    // since. A newer call replaces it. Never after stop().
    void whenInboundBelow(int64_t bytes, std::function<void()> then);

    void status(std::function<void(ShareStatus)> answer);
    // Why a path (absolute or relative to the folder) is not in sync; empty = everything that is not.
    void why(Bytes path, std::function<void(std::vector<WhyItem>)> answer);
    void rescan();
    // A person gives the folder another secret, of the share `next`: from the next start under it on, the folder
    // belongs to that share, with all that is in it; until then this one goes on (see share_rotation.h). On each
    // device that has the folder.
    void rotate(const ShareId& next, std::function<void(Result<void>)> done);
    // Another device was seen with our identity: from now on this one writes as another author.
    void newAuthor();
    // Answers the guard: see GuardAnswer. DeletedEverywhere wants the number of files that are missing.
    void confirm(GuardAnswer answer, std::function<void(Result<void>)> done)
    {
        confirm(answer, std::nullopt, std::move(done));
    }
    void confirm(GuardAnswer answer, std::optional<uint64_t> files, std::function<void(Result<void>)> done);

    // See ShareWorker::answerHeld; `path` may be absolute.
    void answerHeld(HeldAnswer answer, Bytes path, std::function<void(Result<void>)> done);
    // See ShareWorker::acceptMount; `path` may be absolute.
    void acceptMount(Bytes path, std::function<void(Result<void>)> done);

    // --- For front ends. Errors: InvalidArgument and NotFound, the question is wrong; others: not now, and why.
    // Called on the engine thread when what these tell has changed; many changes at once come as one.
    std::function<void(Topics)> onChanged;
    template <class Answer> using Reply = std::function<void(Result<Answer>)>;
    void transfers(std::function<void(TransferList)> answer);
    void history(HistoryQuery query, Reply<HistoryPage> answer);
    // Behind the one with the cursor `after`; empty: from the first on.
    void conflicts(Bytes after, size_t limit, Reply<std::vector<ConflictItem>> answer);
    // Does with a conflict copy what a person decided; answers with the path of what is there now.
    void resolve(Bytes path, KeepChoice keep, Reply<Bytes> answer);
    void archive(ArchiveQuery query, Reply<ArchivePage> answer);
    // `archived` is relative to .sync/Archive; nothing as `to`: where it was. Answers with the path it has now.
    void restore(Bytes archived, std::optional<Bytes> to, Reply<Bytes> answer);
    void ignoreTest(Bytes path, Reply<IgnoreVerdict> answer);
    void tryIgnoreList(Bytes text, std::vector<Bytes> paths, Reply<IgnoreTrial> answer);
    void ignoreList(Reply<Bytes> answer);
    void setIgnoreList(Bytes text, Reply<void> answer);

    const ShareSettings& settings() const;
    // Takes over what may change while it runs: archiving, free space, the pause between scans. Nothing else of it.
    void retune(const ShareSettings& settings);

private:
    void watch(int fileDescriptor);
    void tellInbound(const std::weak_ptr<bool>& alive);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace shoal::engine
