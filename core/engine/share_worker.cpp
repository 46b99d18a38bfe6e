// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_worker.h"

#include "core/protocol/limits.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <cinttypes>

namespace shoal::engine {

namespace {

constexpr size_t kLookBatch = 256;
constexpr size_t kApplyBatch = 500; // one syncfs for so many: 11,000 files/s against 2,000 with one flush each
constexpr int64_t kMs = 1'000'000;
constexpr int64_t kFullQueuePollNs = 5 * kMs;
constexpr int64_t kQuietNs = 100 * kMs;             // a created file that was not closed yet
constexpr int64_t kWrittenQuietNs = 1'000 * kMs;    // one that is written to and kept open
constexpr int64_t kLongestWrittenNs = 60'000 * kMs; // and never quiet
constexpr int64_t kQuietPerMb = 10 * kMs;           // a large file costs more to hash in vain
constexpr int64_t kLongestQuietNs = 30'000 * kMs;
constexpr int64_t kRetryNs = 1'000 * kMs;
constexpr int kLongestRetry = 6;            // doublings: about a minute
constexpr int64_t kCompareNs = 1'000 * kMs; // without change, before digests are compared
constexpr int64_t kLongestCompareNs = 600'000 * kMs;
constexpr int64_t kTornNs = 60'000 * kMs;     // alone, before a torn file is taken as it is
constexpr int64_t kTornLongNs = 10 * kTornNs; // with peers, which may be on their way to bring it
constexpr int64_t kMarkerNs = 86'400'000 * kMs;
constexpr int64_t kProofsNs = 3'600'000 * kMs;       // between two looks for proofs that are not needed any more
constexpr int64_t kRootCheckNs = 10'000 * kMs;       // a folder that is moved away gives no event
constexpr int64_t kUnwatchedRescanNs = 30'000 * kMs; // nothing else finds a change where a watch is missing
constexpr int64_t kUnwatchedRescanPart = 20;         // and takes a twentieth of the time at most
constexpr size_t kMaxTold = 256;

} // namespace

ShareWorker::ShareWorker(const ShareSettings& settings, ShareContext context, Executor& strand, Callbacks callbacks)
    : m_settings(settings), m_context(context), m_strand(strand), m_callbacks(std::move(callbacks)),
      m_keys(settings.keys), m_replica(m_settings, context), m_merger(m_replica), m_changes(m_replica, m_merger),
      m_applier(m_replica), m_directories(m_replica), m_fetcher(m_replica),
      m_contents(m_replica, m_fetcher.transfers()), m_inspector(m_replica, m_fetcher, m_keys), m_transfers(m_replica),
      m_history(settings.indexPath, context.openFolder), m_conflicts(m_replica, m_replica.devices)
{}

void ShareWorker::schedulePump()
{
    if (m_pumpPosted || m_closed)
        return;
    m_pumpPosted = true;
    m_strand.post([self = weak_from_this()] {
        if (const auto worker = self.lock())
            worker->pump();
    });
}

// Timers live on the engine thread; one that is no longer the earliest wakes us in vain.
void ShareWorker::wakeAt(int64_t monotonicNs)
{
    const int64_t now = m_context.clock.monotonicNs();
    if (monotonicNs == INT64_MAX || m_closed || (m_wakeNs > now && m_wakeNs <= monotonicNs))
        return;
    m_wakeNs = std::max(monotonicNs, now + kMs);
    const auto delay = std::chrono::milliseconds((m_wakeNs - now + kMs - 1) / kMs);
    m_context.engine.post([self = weak_from_this(), delay, &clock = m_context.clock, &strand = m_strand] {
        if (self.expired())
            return;
        clock.after(delay, [self, &strand] {
            if (self.expired())
                return;
            strand.post([self] {
                if (const auto worker = self.lock())
                    worker->schedulePump();
            });
        });
    });
}

void ShareWorker::failShare(const Error& error)
{
    qCCritical(logEngine, "share at '%s' failed and is opened anew: %s", printable(m_settings.dir).c_str(),
               error.context.c_str());
    if (mutated(Mutant::GoOnAfterIndexError))
        return;
    reopenLater(error);
}

void ShareWorker::pump()
{
    m_pumpPosted = false;
    if (m_closed)
        return;
    const int64_t now = m_context.clock.monotonicNs();
    if (!m_open) {
        if (now >= m_nextOpenNs) {
            m_stopped.clear();
            m_replica.problems.clear(Bytes());
            open();
        } else {
            wakeAt(m_nextOpenNs);
        }
        return;
    }
    if (!m_stopped.empty()) {
        lookForMarker();
        return;
    }
    auto more = doWork();
    noteChanges();
    if (!more) {
        failShare(more.error());
        return;
    }
    if (*more)
        schedulePump();
}

// One slice of everything that there is to do, urgent things first. True = there is more.
Result<bool> ShareWorker::doWork()
{
    bool more = false;
    const auto also = [&more](Result<bool> step) -> Result<void> {
        if (!step)
            return fail(step.error());
        more |= *step;
        return {};
    };
    const int64_t now = m_context.clock.monotonicNs();
    if (now >= m_nextRootCheckNs) {
        m_nextRootCheckNs = now + kRootCheckNs;
        if (!rootIsThere()) {
            reopenLater(Error{ErrorCode::NotFound,
                              "the folder '" + printable(m_settings.dir) + "' was moved away, unmounted or replaced"});
            return false;
        }
        lookAtDisk();
    }
    if (std::exchange(m_authorWanted, false)) {
        if (auto renewed = m_replica.index->renewAuthor(m_context.random); !renewed)
            return fail(renewed.error());
    }
    if (now < m_replica.disk.pausedUntilNs()) {
        wakeAt(m_replica.disk.pausedUntilNs());
        return false;
    }
    m_replica.disk.resume();
    for (DiskEntry& entry : m_quiet.takeDue(now)) {
        if (m_writtenSince.erase(entry) > 0 && LiveDatabases::isPartOfDatabase(entry.second))
            m_databases.written(m_replica.diskPath(entry.first, entry.second));
        m_replica.toLookAt.insert(std::move(entry));
    }
    for (FileKey& key : m_retries.takeDue(now))
        m_replica.toApply.insert(std::move(key));
    if (now >= m_nextSettleNs)
        settleBlocked();
    if (auto looked = lookAtTorn(); !looked)
        return fail(looked.error());
    m_replica.displaced.step();
    for (const auto& step :
         {&ShareWorker::lookAtEntries, &ShareWorker::settleMissing, &ShareWorker::applyWinners, &ShareWorker::scanSlice,
          &ShareWorker::moreQuestions, &ShareWorker::readLarge, &ShareWorker::forgetSome}) {
        if (auto done = also((this->*step)()); !done)
            return fail(done.error());
        if (!m_stopped.empty())
            return false;
    }
    if (auto done = also(m_directories.showAside()); !done)
        return fail(done.error());
    settleBlockedLater();
    if (auto restored = m_replica.parents.restore(); !restored)
        return fail(restored.error());
    tellWhatArrived();
    if (auto done = also(wakeWhatWants()); !done)
        return fail(done.error());
    if (!m_replica.disk.isPaused())
        m_replica.disk.calm();
    else
        wakeAt(m_replica.disk.pausedUntilNs());
    if (more || !m_firstPassDone)
        m_flusher.expectWork();
    if (!more) {
        if (auto done = also(m_flusher.step()); !done)
            return fail(done.error());
        if (m_replica.toApply.empty() && m_fetcher.idle())
            m_directories.setTimes();
        m_replica.stagingPlaces.letGo();
        compareDigests();
        tellStatus();
        if (auto noted = noteComplete(); !noted)
            return fail(noted.error());
        m_heldProblems.show();
        if (auto done = also(raiseHorizon()); !done)
            return fail(done.error());
        // A folder or an index from a backup is known by it, however long this has run.
        if (m_nextMarkerNs == 0)
            m_nextMarkerNs = now + kMarkerNs;
        if (now >= m_nextMarkerNs) {
            m_nextMarkerNs = now + kMarkerNs;
            // A disk that takes nothing now has the old one, which is good for another day.
            if (auto written = writeMarker();
                !written && !m_replica.noteDisk(written.error()) && written.error().code != ErrorCode::NoSpace)
                return fail(written.error());
        }
        if (now >= m_nextProofsNs) {
            m_nextProofsNs = now + kProofsNs;
            if (auto pruned = pruneProofs(); !pruned)
                return fail(pruned.error());
        }
        if (m_replica.archiveKeeper.isDue(now)) {
            const auto kept =
                m_replica.archiveKeeper.keep(*m_replica.archive, *m_replica.files, m_replica.nowNs(), now);
            if (kept.roomier)
                retryNow();
            more |= kept.more || !m_replica.toApply.empty();
        }
    }
    wakeAt(std::min({m_quiet.next(), m_torn.next(), m_nextMarkerNs, m_nextHorizonNs == 0 ? INT64_MAX : m_nextHorizonNs,
                     m_retries.next(), m_nextRootCheckNs, m_fetcher.nextPumpNs(), m_contents.news().next(),
                     m_flusher.next(), m_replica.displaced.next(), m_nextSettleNs}));
    return more;
}

// What a mount or a remount changes gives no event.
void ShareWorker::lookAtDisk()
{
    m_replica.mounts.lookAtAll();
    if (!m_replica.disk.isReadOnly())
        return;
    const auto space = m_replica.files->freeSpace();
    if (!space || space->readOnly)
        return;
    m_replica.disk.writableAgain();
    retryNow();
    settleBlocked();
}

// Directories that could not stand where they belong get another chance.
void ShareWorker::settleBlocked()
{
    m_nextSettleNs = INT64_MAX;
    for (const DirNo blocked : m_directories.takeBlocked())
        m_replica.toSettle.insert(blocked);
}

// To those who have asked for it in vain.
void ShareWorker::tellWhatArrived()
{
    const std::vector<Hash> arrived = std::exchange(m_replica.arrived, {});
    if (arrived.empty())
        return;
    for (const auto& [id, hashes] : m_contents.takeAvailable(arrived)) {
        const auto peer = m_peers.find(id);
        if (peer == m_peers.end())
            continue;
        for (auto from = hashes.begin(); from != hashes.end();) {
            const auto end = from + std::min<std::ptrdiff_t>(hashes.end() - from, protocol::kMaxAvailable);
            peer->second->link->send(protocol::Available{{from, end}});
            from = end;
        }
    }
}

// A conflict copy, above all, whose content is taken from the file that lost while that is being replaced: no peer may
// ever have it. True: something is to be applied.
Result<bool> ShareWorker::wakeWhatWants()
{
    constexpr size_t kMostWoken = 1'000; // other names find it at peers, who have it from here then
    bool woke = false;
    for (const Hash& content : std::exchange(m_replica.foundHere, {})) {
        if (content.isZero() || m_replica.index->rows().counts().pendingFiles == 0)
            continue;
        auto rows = m_replica.index->rows().filesWanting(content, kMostWoken);
        if (!rows)
            return fail(rows.error());
        for (const FileRow& row : *rows)
            woke |= m_replica.toApply.insert({row.dir, row.name}).second;
    }
    return woke;
}

// After a while also when nobody can tell that anything has changed.
void ShareWorker::settleBlockedLater()
{
    if (!m_directories.hasBlocked()) {
        m_settleFailures = 0;
    } else if (m_nextSettleNs == INT64_MAX) {
        m_nextSettleNs = m_context.clock.monotonicNs() + (kRetryNs << m_settleFailures);
        m_settleFailures = std::min(m_settleFailures + 1, kLongestRetry);
    }
}

// Proofs of records that have all been replaced.
Result<void> ShareWorker::pruneProofs()
{
    if (m_replica.canWrite())
        return {};
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto pruned = m_replica.index->rows().pruneBatches(); !pruned)
        return pruned;
    return transaction->commit();
}

bool ShareWorker::isHeldBack() const
{
    return m_replica.heldUntilNs != 0 && !mutated(Mutant::NoHoldAfterCrash);
}

// --- Changes of this disk

void ShareWorker::readEvents()
{
    if (!m_watcher)
        return;
    const std::vector<storage::WatchEvent> events = m_watcher->read();
    std::map<uint32_t, DiskEntry> movedFrom;
    for (const storage::WatchEvent& event : events) {
        noteEvent(event);
        if (event.kind == storage::WatchEvent::Kind::MovedFrom)
            movedFrom[event.cookie] = {event.dir, event.name};
        else if (event.kind == storage::WatchEvent::Kind::MovedTo && !event.isDirectory &&
                 movedFrom.contains(event.cookie) && !mutated(Mutant::ForgetRenames))
            m_changes.renamed(movedFrom[event.cookie], {event.dir, event.name});
        if (!m_open)
            return;
    }
    if (!events.empty())
        schedulePump();
}

void ShareWorker::noteEvent(const storage::WatchEvent& event)
{
    using Kind = storage::WatchEvent::Kind;
    const DiskEntry entry{event.dir, event.name};
    switch (event.kind) {
    case Kind::Overflow:
        if (mutated(Mutant::IgnoreOverflow))
            return;
        qCWarning(logStorage, "more happened in '%s' than the system's queue holds: the folder is scanned",
                  printable(m_settings.dir).c_str());
        m_rescanWanted = true;
        return;
    case Kind::Unmounted:
    case Kind::DirectoryGone:
        if (event.dir == store::kRootDirNo)
            reopenLater(
                Error{ErrorCode::NotFound, "the folder '" + printable(m_settings.dir) + "' is gone or was unmounted"});
        else if (event.kind == Kind::Unmounted && noteUnmounted(event.dir))
            return;
        else if (const DirRow* row = m_replica.index->dir(event.dir); row && row->diskParent >= 0)
            m_replica.toLookAt.insert({row->diskParent, row->diskName});
        return;
    case Kind::Created:
        if (!event.isDirectory && !event.name.empty() && !mutated(Mutant::TakeWhatIsBeingWritten)) {
            m_quiet.set(entry, m_context.clock.monotonicNs() + kQuietNs);
            return;
        }
        break;
    case Kind::Modified:
        if (mutated(Mutant::TakeWhatIsBeingWritten))
            break;
        m_quiet.set(entry, quietAtNs(entry));
        return;
    case Kind::AttributesChanged:
        if (m_quiet.contains(entry))
            return; // it is looked at when it is quiet
        break;
    case Kind::Closed:
        if (m_retries.contains(entry)) { // what was in the way may be over
            m_retries.remove(entry);
            m_replica.toApply.insert(entry);
        }
        break;
    case Kind::Deleted:
    case Kind::MovedFrom:
    case Kind::MovedTo:
        break;
    }
    if (event.name.empty() || !m_replica.index)
        return;
    m_quiet.remove(entry);
    m_writtenSince.erase(entry);
    if (LiveDatabases::isPartOfDatabase(event.name))
        m_databases.closed(m_replica.diskPath(event.dir, event.name));
    m_replica.toLookAt.insert(entry);
}

// False: it was not a mount inside the folder.
bool ShareWorker::noteUnmounted(DirNo dir)
{
    if (!m_replica.index->dir(dir))
        return false;
    auto noted = m_replica.mounts.noteUnmounted(dir);
    if (!noted)
        failShare(noted.error());
    return !noted || *noted;
}

// When a file that was just written to, and not closed, is looked at. A file that is known already is not waited for
// without end: a log never comes to rest, and has a state that its writer left it in after each write. One that is new
// is not complete before it is closed or left alone.
int64_t ShareWorker::quietAtNs(const DiskEntry& entry)
{
    const int64_t now = m_context.clock.monotonicNs();
    const int64_t since = m_writtenSince.try_emplace(entry, now).first->second;
    const int64_t quiet = now + kWrittenQuietNs;
    if (quiet - since < kLongestWrittenNs)
        return quiet;
    auto row = m_replica.index->rows().fileByDiskName(entry.first, entry.second);
    const bool known = row && *row && (*row)->here != HereKind::Nothing;
    return known ? since + kLongestWrittenNs : quiet;
}

void ShareWorker::lookAtDisplaced()
{
    std::erase_if(m_displaced, [this](const auto& displaced) {
        const DirNo dir = displaced.first.first;
        const auto path = m_replica.index->diskPath(dir);
        if (path == displaced.second) { // away still, or back
            auto opened = m_replica.files->openDirectory(*path);
            if (!opened || !m_replica.isWhereItWas(dir, **opened))
                return false;
        }
        if (path)
            m_replica.toLookAt.insert(displaced.first);
        return true;
    });
}

Result<void> ShareWorker::lookAtTorn()
{
    const int64_t now = m_context.clock.monotonicNs();
    for (DiskEntry& entry : std::exchange(m_replica.torn, {})) {
        m_torn.set(std::move(entry), now + kTornNs);
        m_tornUntilNs = now + kTornLongNs;
    }
    const std::vector<DiskEntry> due = m_torn.takeDue(now);
    if (due.empty())
        return {};
    if (!m_peers.empty() && now < m_tornUntilNs) {
        for (const DiskEntry& entry : due)
            m_torn.set(entry, now + kTornNs);
        return {};
    }
    for (const DiskEntry& entry : due) {
        m_changes.giveUp(entry);
        m_replica.toLookAt.insert(entry);
    }
    // By the vector of the author that announced it, what is there now would follow what was announced.
    return m_replica.index->renewAuthor(m_context.random);
}

Result<bool> ShareWorker::lookAtEntries()
{
    lookAtDisplaced();
    if (m_replica.toLookAt.empty() || isHeldBack())
        return false;
    std::vector<DiskEntry> batch;
    // What has a new name first, however much that is: its content is still known under the old one.
    while (batch.size() < kLookBatch) {
        const auto renamed = m_changes.takeNewName();
        if (!renamed)
            break;
        if (m_replica.toLookAt.erase(*renamed) > 0)
            batch.push_back(*renamed);
    }
    while (!m_replica.toLookAt.empty() && batch.size() < kLookBatch)
        batch.push_back(m_replica.toLookAt.extract(m_replica.toLookAt.begin()).value());
    // A directory may take a chunk of numbers with it; settleMissing() reserves those.
    if (auto reserved = m_replica.index->reserve(2 * batch.size(), m_context.random); !reserved)
        return fail(reserved.error());
    if (auto looked = lookAtBatch(batch); !looked)
        return fail(looked.error());
    if (m_replica.toLookAt.empty())
        m_changes.forgetRenames();
    m_replica.reproject();
    if (auto told = tellPeers({}, 0); !told)
        return fail(told.error());
    return true;
}

Result<void> ShareWorker::lookAtBatch(const std::vector<DiskEntry>& batch)
{
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    DirNo openDir = store::kNotOnDisk;
    std::unique_ptr<storage::Directory> place;
    std::vector<DiskEntry> gone;
    ListedNames names;
    for (const auto& [dir, name] : batch) {
        if (dir != openDir) {
            const auto path = m_replica.index->diskPath(dir);
            auto opened = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
            if (!opened && m_replica.noteDisk(opened.error())) {
                m_replica.toLookAt.insert({dir, name});
                openDir = store::kNotOnDisk;
                continue;
            }
            openDir = dir;
            place = opened && m_replica.isWhereItWas(dir, **opened) ? std::move(*opened) : nullptr;
        }
        if (!place) {
            // The directory itself is gone, and is looked at in its parent. If it was moved, this comes after it.
            if (const auto path = m_replica.index->diskPath(dir))
                m_displaced[{dir, name}] = *path;
            continue;
        }
        auto stat = place->statEntry(name);
        const auto listed = stat && !m_replica.names.exact() ? names.contains(*place, dir, name) : Result<bool>(true);
        if (!listed)
            continue; // whoever scans the directory says why not
        if (!*listed) {
            // Something of a similar name answers: what was so called is gone, and what is there has its own name.
            gone.emplace_back(dir, name);
            m_replica.toScan.insert(dir);
            continue;
        }
        if (!stat) {
            // Last, as with the batches (see lookAtEntries).
            if (stat.error().code == ErrorCode::NotFound || mutated(Mutant::ErrorIsDeletion))
                gone.emplace_back(dir, name);
            continue;
        }
        const bool isFile = stat->type == storage::FileType::File;
        const int64_t now = m_context.clock.monotonicNs();
        if (const int64_t at = isFile ? m_replica.hot.mayReadAtNs({dir, name}, now) : now; at > now) {
            m_quiet.set({dir, name}, at);
            continue;
        }
        auto verdict = m_changes.found(dir, *place, name, *stat, true);
        if (!verdict)
            return fail(verdict.error());
        if (isFile && *verdict == LocalChanges::Verdict::Recorded) {
            const int64_t after = m_context.clock.monotonicNs();
            m_replica.hot.wasRead({dir, name}, after, after - now, stat->size);
        }
        if (*verdict == LocalChanges::Verdict::Later && m_replica.disk.isPaused())
            m_replica.toLookAt.insert({dir, name}); // what seems to be missing may be this
        else if (*verdict == LocalChanges::Verdict::Later)
            lookWhenQuiet({dir, name}, stat->size);
    }
    // What was in the way of a directory may be gone.
    if (!gone.empty())
        settleBlocked();
    for (const auto& [dir, name] : gone) {
        if (!m_firstPassDone) { // the guard looks at all that is missing together
            m_goneEarly.insert({dir, name});
            continue;
        }
        if (auto verdict = m_changes.gone(dir, name); !verdict)
            return fail(verdict.error());
    }
    if (m_replica.crash.isToBeKept()) {
        if (auto kept = keepDoubts(); !kept)
            return kept;
    }
    return transaction->commit();
}

// A large file costs more to hash in vain.
void ShareWorker::lookWhenQuiet(const DiskEntry& entry, int64_t size)
{
    const int64_t wait = std::min(2 * kQuietNs + size / 1'000'000 * kQuietPerMb, kLongestQuietNs);
    m_quiet.set(entry, m_context.clock.monotonicNs() + wait);
}

// A slice of a file that is too large to be read or copied at once.
Result<bool> ShareWorker::readLarge()
{
    const bool more = m_changes.largeReads().step();
    const bool copying = m_applier.copies().step();
    for (const auto& [entry, size] : m_changes.largeReads().takeChanged())
        lookWhenQuiet(entry, size);
    return more || copying;
}

// Where not all is watched, it may have moved to where nothing tells of it: the next scan finds it there, or not
// either.
std::optional<DirNo> ShareWorker::missingDirectory() const
{
    const bool watched = m_watcher && !m_scanner->watchesMissing();
    for (const DirNo dir : m_changes.missingDirectories()) {
        if (watched || m_searched.contains(dir))
            return dir;
    }
    return std::nullopt;
}

// Directories that left their place and turned up nowhere.
Result<bool> ShareWorker::settleMissing()
{
    if (!missingDirectory() || !m_replica.toLookAt.empty() || m_scanner->passRunning() || isHeldBack())
        return false;
    // The second half of a rename may still be in the watcher's queue.
    if (!m_settleSoon) {
        m_settleSoon = true;
        readEvents();
        return true;
    }
    m_settleSoon = false;
    const DirNo dir = *missingDirectory();
    m_searched.erase(dir);
    auto records = m_changes.recordsBelow(dir);
    if (!records)
        return fail(records.error());
    if (auto reserved = m_replica.index->reserve(*records, m_context.random); !reserved)
        return fail(reserved.error());
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto settled = m_changes.settleMissing(dir); !settled)
        return fail(settled.error());
    if (auto committed = transaction->commit(); !committed)
        return fail(committed.error());
    m_replica.reproject();
    if (auto told = tellPeers({}, 0); !told)
        return fail(told.error());
    return true;
}

Result<bool> ShareWorker::scanSlice()
{
    if (isHeldBack()) {
        int64_t until = m_replica.heldUntilNs;
        for (const auto& [id, peer] : m_peers)
            until = std::min(until, peer->digests.comparedAtNs());
        if (m_context.clock.monotonicNs() < until) {
            wakeAt(until);
            return false;
        }
        m_replica.heldUntilNs = 0;
    }
    const int64_t now = m_context.clock.monotonicNs();
    if (const int64_t pause = rescanPauseNs(); pause > 0) {
        if (m_nextRescanNs == 0 || m_nextRescanNs > now + pause)
            m_nextRescanNs = now + pause;
        if (now >= m_nextRescanNs && m_firstPassDone)
            m_rescanWanted = true;
        wakeAt(m_nextRescanNs);
    }
    m_rescanWanted |= std::exchange(m_replica.passWanted, false);
    if (std::exchange(m_rescanWanted, false)) {
        m_nextRescanNs = 0;
        m_replica.owners.forget();
        m_replica.onlyHere.clear();
        m_searched.clear();
        m_scanner->startPass();
    }
    for (const DirNo dir : std::exchange(m_replica.toScan, {}))
        m_scanner->add(dir);
    if (!m_scanner->idle()) {
        if (scanPaced()) {
            wakeAt(now + kFullQueuePollNs);
            return false;
        }
        constexpr size_t kPerSlice = 1'100; // 512 entries, a directory record and a conflict for each
        if (auto reserved = m_replica.index->reserve(kPerSlice, m_context.random); !reserved)
            return fail(reserved.error());
        if (auto stepped = m_scanner->step(); !stepped)
            return fail(stepped.error());
        for (const DiskEntry& entry : std::exchange(m_replica.toAwait, {})) {
            if (!m_quiet.contains(entry))
                m_quiet.set(entry, now + kQuietNs);
        }
        m_replica.reproject();
        if (auto told = tellPeers({}, 0); !told)
            return fail(told.error());
        if (!m_scanner->idle())
            return true;
    }
    if (!m_firstPassDone && !m_changes.largeReads().idle())
        return true; // they belong to the pass
    if (auto result = m_scanner->takeResult()) {
        if (auto judged = judgePass(std::move(*result)); !judged)
            return fail(judged.error());
        return true;
    }
    if (m_replica.toScan.empty())
        m_changes.endJoining();
    return !m_replica.toLookAt.empty();
}

// Between two scans of the whole folder; 0 = never.
int64_t ShareWorker::rescanPauseNs() const
{
    const int64_t wanted = int64_t{m_settings.rescanSeconds} * 1000 * kMs;
    if (m_watcher && !m_scanner->watchesMissing())
        return wanted;
    const int64_t unwatched = std::max(kUnwatchedRescanNs, m_scanner->lastPassNs() * kUnwatchedRescanPart);
    return wanted > 0 ? std::min(wanted, unwatched) : unwatched;
}

// What is scanned is announced with its content: not faster than the fastest peer takes it.
bool ShareWorker::scanPaced() const
{
    if (m_peers.empty())
        return false;
    return std::all_of(m_peers.begin(), m_peers.end(), [](const auto& peer) {
        return peer.second->link->queuedBytes() > RecordSender::kQueueLimit / 2;
    });
}

// --- Making the disk show the winners

Result<bool> ShareWorker::applyWinners()
{
    bool more = false;
    if (auto ready = m_fetcher.takeReady(); !ready.empty()) {
        if (auto applied = applyItems(std::move(ready)); !applied)
            return fail(applied.error());
        more = true;
    }
    if (!m_pendingFrom && m_fetcher.takeRefused()) {
        m_pendingFrom.emplace();
        m_pendingFrom->dir = store::kRootDirNo;
    }
    // Rows that were pending when we started come in pages.
    if (m_pendingFrom && !mutated(Mutant::ForgetPendingRows) && m_replica.toApply.empty() &&
        m_fetcher.wantedCount() < Fetcher::kMostWanted) {
        auto rows = m_replica.index->rows().pendingFiles(kApplyBatch, m_pendingFrom->dir, m_pendingFrom->name);
        if (!rows)
            return fail(rows.error());
        for (const FileRow& row : *rows) {
            m_replica.toApply.insert({row.dir, row.name});
            if (isTorn(row))
                m_replica.torn.emplace_back(row.dir, row.nameOnDisk());
        }
        if (rows->empty()) {
            m_pendingFrom.reset();
        } else {
            m_pendingFrom->dir = rows->back().dir;
            m_pendingFrom->name = rows->back().name;
        }
    }
    if (!m_replica.toSettle.empty()) {
        if (auto settled = m_directories.settle(); !settled)
            return fail(settled.error());
        if (auto removed = m_directories.removeEmptied(); !removed)
            return fail(removed.error());
        more |= !m_replica.toSettle.empty();
    }
    if (!m_replica.toApply.empty()) {
        std::vector<Applier::Item> items;
        while (!m_replica.toApply.empty() && items.size() < kApplyBatch)
            items.push_back({m_replica.toApply.extract(m_replica.toApply.begin()).value(), std::nullopt, {}});
        if (auto applied = applyItems(std::move(items)); !applied)
            return fail(applied.error());
        more |= !m_replica.toApply.empty();
    }
    return more || (!m_replica.toLookAt.empty() && !isHeldBack());
}

Result<void> ShareWorker::applyItems(std::vector<Applier::Item> items)
{
    std::set<FileKey> settled;
    for (const Applier::Item& item : items)
        settled.insert(item.key);
    if (auto applied = m_applier.apply(std::move(items)); !applied)
        return applied;
    for (Applier::Wanted& wanted : m_applier.takeWanted()) {
        settled.erase(wanted.key);
        m_fetcher.want(std::move(wanted));
    }
    const std::set<FileKey> retries = m_applier.takeRetries();
    for (const FileKey& key : settled) {
        m_fetcher.forget(key);
        if (!m_failures.empty() && !retries.contains(key) && !m_applier.copies().isMaking(key))
            m_failures.erase(key);
    }
    for (const FileKey& key : retries)
        retryLater(key);
    if (m_applier.takeProgress())
        settleBlocked();
    m_replica.reproject();
    return m_directories.removeEmptied();
}

void ShareWorker::retryLater(const FileKey& key)
{
    if (mutated(Mutant::NeverTryAgain))
        return;
    int& failures = m_failures[key];
    m_retries.set(key, m_context.clock.monotonicNs() + (kRetryNs << failures));
    failures = std::min(failures + 1, kLongestRetry);
}

// What many of them waited for has come.
void ShareWorker::retryNow()
{
    for (FileKey& key : m_retries.takeDue(INT64_MAX))
        m_replica.toApply.insert(std::move(key));
}

Result<bool> ShareWorker::moreQuestions()
{
    auto more = m_fetcher.pump();
    if (!more)
        return more;
    bool again = *more;
    for (const Fetcher::Failure& failure : m_fetcher.takeFailed()) {
        m_replica.problems.set({m_replica.diskPath(failure.key.first, failure.key.second),
                                model::Sentence::of(failure.error),
                                model::Wording::DoMakeRoomPerhaps,
                                {}});
        if (failure.error.code == ErrorCode::NoSpace)
            m_replica.archiveKeeper.roomWanted(m_context.clock.monotonicNs());
        retryLater(failure.key);
    }
    again |= answerWaiting();
    for (auto& [id, peer] : m_peers) {
        const bool streaming = peer->sender.streaming();
        auto full = peer->sender.pump();
        if (!full)
            return fail(full.error());
        if (!streaming || !*full)
            continue;
        if (peer->link->queuedBytes() > RecordSender::kQueueLimit / 4)
            wakeAt(m_context.clock.monotonicNs() + kFullQueuePollNs);
        else
            again = true;
    }
    return again;
}

// --- Peers

Result<void> ShareWorker::tellPeers(const std::vector<DeviceId>& told, PeerId except)
{
    for (model::SealedRecord& derived : m_merger.takeDerived())
        m_replica.announcements.push_back({std::move(derived), std::nullopt, true});
    if (m_replica.announcements.empty())
        return {};
    std::vector<DeviceId> all(told.begin(),
                              told.begin() + static_cast<std::ptrdiff_t>(std::min(told.size(), kMaxTold - 1)));
    all.push_back(m_settings.device);
    std::vector<Peer*> receivers;
    for (auto& [id, peer] : m_peers) {
        if (id == except || std::find(told.begin(), told.end(), peer->info.device) != told.end())
            continue;
        receivers.push_back(peer.get());
        if (all.size() < kMaxTold)
            all.push_back(peer->info.device);
    }
    for (Peer* peer : receivers) {
        if (auto sent = peer->sender.announce(m_replica.announcements, all); !sent)
            return sent;
    }
    m_replica.announcements.clear();
    return {};
}

// A second after the last change both sides show their digests; as long as they differ again and again, with growing
// pauses.
void ShareWorker::compareDigests()
{
    if (isFirstPassUnderWay() || m_peers.empty() || mutated(Mutant::NeverCompareAgain))
        return;
    const int64_t now = m_context.clock.monotonicNs();
    const store::Digest root = m_replica.index->digests().root();
    const bool changed = root != m_lastRoot;
    if (changed) {
        m_lastRoot = root;
        m_comparePauseNs = kCompareNs;
        m_compareNs = now + kCompareNs;
    }
    const bool differs = std::any_of(m_peers.begin(), m_peers.end(), [](const auto& peer) {
        return !peer.second->digests.inSync() || peer.second->sender.behind();
    });
    if (m_compareNs == 0 && differs)
        m_compareNs = now + std::max(m_comparePauseNs, kCompareNs);
    if (m_compareNs == 0)
        return;
    if (now < m_compareNs) {
        wakeAt(m_compareNs);
        return;
    }
    m_compareNs = 0;
    m_comparePauseNs = std::clamp(m_comparePauseNs * 2, kCompareNs, kLongestCompareNs);
    for (auto& [id, peer] : m_peers)
        peer->digests.sendRoot(m_scanner->passRunning() && !isHeldBack());
    if (differs) {
        m_compareNs = now + m_comparePauseNs;
        wakeAt(m_compareNs);
    }
}

// Peers show what this device lacks. Told when there is nothing else to do, and only news.
void ShareWorker::tellStatus()
{
    const store::Counts counts = m_replica.index->rows().counts();
    // A file that was deleted or rewritten here meanwhile wants nothing any more, and perhaps nobody has it.
    if (counts.pendingFiles == 0 && m_fetcher.wantedCount() > 0)
        m_fetcher.reset();
    const std::pair<uint64_t, uint64_t> pending{counts.pendingFiles, counts.pendingBytes};
    if (pending != m_toldPending) {
        m_toldPending = pending;
        for (auto& [id, peer] : m_peers)
            peer->link->send(protocol::PeerStatus{counts.pendingFiles, counts.pendingBytes, m_scanner->passRunning(),
                                                  m_stopped.text()});
    }
    const bool equal =
        std::any_of(m_peers.begin(), m_peers.end(), [](const auto& peer) { return peer.second->digests.inSync(); });
    if (!m_replica.joinSummary || m_replica.joining || !equal || counts.pendingFiles > 0)
        return;
    const JoinSummary summary = *std::exchange(m_replica.joinSummary, std::nullopt);
    // A reader's folder was looked at before there were records. What was deleted meanwhile is known by now.
    m_rescanWanted |= !m_replica.canWrite() && m_replica.filled;
    qCInfo(logSync,
           "joined '%s': %" PRIu64 " files adopted as they were, %" PRIu64 " taken from peers, %" PRIu64
           " of this device's own archived",
           printable(m_settings.dir).c_str(), summary.adopted, summary.taken, summary.archived);
}

void ShareWorker::newAuthor()
{
    m_authorWanted = true;
    schedulePump();
}

void ShareWorker::rescan()
{
    m_rescanWanted = true;
    m_nextOpenNs = 0;
    schedulePump();
}

void ShareWorker::retune(const ShareSettings& settings)
{
    m_settings.retune(settings);
    m_nextRescanNs = 0;
    m_replica.archiveKeeper.reset();
    schedulePump();
}

// --- Telling (share_inspector.h)

ShareCondition ShareWorker::condition() const
{
    ShareCondition condition;
    condition.open = m_open;
    condition.scanning = m_open && (!m_firstPassDone || m_scanner->passRunning() || !m_changes.largeReads().idle());
    condition.stopped = m_stopped;
    condition.guarantees = m_guarantees;
    for (const auto& [id, peer] : m_peers)
        condition.peers.push_back({id, peer->info.device, peer->info.name, peer->info.address, peer->info.permission,
                                   peer->says.lackingFiles, peer->says.lackingBytes, m_open && peer->digests.inSync(),
                                   peer->says.problem});
    condition.isBeingWritten = [this](const DiskEntry& entry) { return m_quiet.contains(entry); };
    condition.fetchedBy = [this](const Bytes& path) {
        for (const TransferItem& item : transfers().items)
            if (item.up && item.path == path && item.done < item.size)
                return item.peers.front();
        return Bytes();
    };
    return condition;
}

} // namespace shoal::engine
