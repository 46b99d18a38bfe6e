// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_worker.h"

#include "core/engine/reopen_advice.h"
#include "core/engine/share_rotation.h"
#include "core/storage/moves.h"
#include "core/storage/probe.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <cinttypes>

namespace shoal::engine {

namespace {

constexpr char kServiceFolder[] = ".sync";
constexpr char kMarkerName[] = "ID";
constexpr char kIgnoreName[] = "IgnoreList";
constexpr char kIgnoreKey[] = "ignore list";
constexpr char kJoinedKey[] = "joined";
constexpr char kTokenKey[] = "marker token";
constexpr char kLastTokenKey[] = "marker token before";
constexpr char kFolderKey[] = "storage folder";
constexpr char kBootKey[] = "boot";
constexpr char kDoubtsKey[] = "in doubt after a crash"; // see MachineCrash::toText
constexpr char kPublicKeyKey[] = "public key";
constexpr int64_t kReopenNs = 10'000'000'000;
// Alone after a crash of the machine: this long for a peer to tell what it knows.
constexpr int64_t kHoldNs = 60'000'000'000;
// The guard lets small changes pass: under 20 files somebody just tidied up.
constexpr uint64_t kGuardFiles = 20;
Bytes parentOf(const Bytes& path)
{
    const size_t slash = path.rfind('/');
    return slash == Bytes::npos ? Bytes(".") : path.substr(0, slash);
}

Result<std::unique_ptr<storage::Directory>> makeService(storage::FileSystem& files, const Bytes& name)
{
    auto service = files.openDirectory(kServiceFolder);
    if (!service)
        return fail(service.error());
    auto made = (*service)->makeDirectory(name, 0700);
    if (!made && made.error().code != ErrorCode::AlreadyExists)
        return fail(made.error());
    return (*service)->openDirectory(name);
}

} // namespace

void ShareWorker::open()
{
    if (m_closed || m_open)
        return;
    if (auto opened = tryOpen(); !opened) {
        reopenLater(opened.error());
        return;
    }
    m_open = true;
    schedulePump();
}

Result<void> ShareWorker::tryOpen()
{
    if (auto folder = openFolder(); !folder)
        return folder;
    if (auto index = openIndex(); !index)
        return index;
    auto joined = m_replica.index->rows().meta(kJoinedKey);
    if (!joined)
        return fail(joined.error());
    m_replica.joining = !*joined;
    m_replica.joinedNs = *joined ? std::strtoll((*joined)->c_str(), nullptr, 10) : 0;
    if (auto marker = checkMarker(); !marker)
        return marker;
    m_replica.joinSummary = m_replica.joining ? std::optional(JoinSummary()) : std::nullopt;
    if (auto author = startAuthor(); !author)
        return author;
    if (auto known = recallPublicKey(); !known)
        return known;
    m_replica.devices.load(m_replica.index->rows());
    m_replica.archive = std::make_unique<storage::Archive>(*m_replica.files);
    auto staging = makeService(*m_replica.files, "Staging");
    if (!staging)
        return fail(staging.error());
    m_replica.stagingPlaces.open(*m_replica.files, *m_replica.index, std::move(*staging));
    m_replica.staging = &m_replica.stagingPlaces.common();
    if (auto capabilities = storage::probe(*m_replica.files, *m_replica.staging)) {
        m_guarantees = storage::weakerGuarantees(*capabilities);
        m_replica.names.setFileSystem(*capabilities);
    } else if (auto root = m_replica.files->openDirectory("")) {
        m_replica.names.doubt(**root, ".sync"); // full or read-only at present
    }
    if (auto moving = makeService(*m_replica.files, "Moving"); !moving)
        return fail(moving.error());
    (void)makeService(*m_replica.files, "Displaced"); // without it the archive takes everything at once
    if (auto loaded = loadIgnoreList(); !loaded)
        return loaded;
    if (!m_markerMissing) {
        if (auto settled = settleUnfinished(); !settled)
            return settled;
    }

    if (auto watcher = m_context.makeWatcher()) {
        m_watcher = std::move(*watcher);
        m_callbacks.watch(m_watcher->fileDescriptor());
    } else {
        m_replica.problems.set({Bytes(), watcher.error().context, model::Wording::DoRaiseWatches, {}},
                               Scanner::kWatches);
    }
    m_scanner = std::make_unique<Scanner>(m_replica, m_changes, m_watcher.get());
    m_scanner->startPass();
    for (const DirRow& row : m_replica.index->rows().allDirs().value_or(std::vector<DirRow>()))
        m_replica.toSettle.insert(row.no);
    m_pendingFrom.emplace();
    m_pendingFrom->dir = store::kRootDirNo;
    restartPeers();
    // Nothing is touched in what may be an empty mount point.
    if (m_markerMissing && !mutated(Mutant::MissingRootIsDeletion)) {
        stopGuarded(model::Wording::MarkerGone, m_replica.index->rows().counts().files);
        m_guarded.emplace();
    }
    qCInfo(logEngine, "share %s: open at '%s', %" PRIu64 " records", m_keys.id().hex().substr(0, 8).c_str(),
           printable(m_settings.dir).c_str(), m_replica.index->digests().root().count);
    return {};
}

Result<void> ShareWorker::openFolder()
{
    auto files = m_context.openFolder(m_settings.dir);
    if (!files)
        return fail(files.error());
    auto root = (*files)->openDirectory("");
    if (!root)
        return fail(root.error());
    auto made = (*root)->makeDirectory(kServiceFolder, 0700);
    if (!made && made.error().code != ErrorCode::AlreadyExists)
        return fail(made.error());
    auto stat = (*root)->stat();
    if (!stat)
        return fail(stat.error());
    m_rootInode = stat->inode;
    m_rootDevice = stat->device;
    m_replica.files = std::move(*files);
    return {};
}

bool ShareWorker::rootIsThere()
{
    auto files = m_context.openFolder(m_settings.dir);
    auto root = files ? (*files)->openDirectory("") : fail(files.error());
    auto stat = root ? (*root)->stat() : fail(root.error());
    if (!stat) // not being able to look says nothing
        return stat.error().code != ErrorCode::NotFound;
    // Each file system numbers its root alike: only both together tell two of them apart.
    return stat->inode == m_rootInode && stat->device == m_rootDevice;
}

// Nobody has it open. Returns what it is called there.
Result<Bytes> ShareWorker::setIndexAside(ByteView why)
{
    auto storageFolder = m_context.openFolder(parentOf(m_settings.indexPath));
    auto place = storageFolder ? (*storageFolder)->openDirectory("") : fail(storageFolder.error());
    if (!place)
        return fail(place.error());
    const Bytes name = m_settings.indexPath.substr(m_settings.indexPath.rfind('/') + 1);
    const Bytes aside = name + "." + Bytes(why) + "-" + std::to_string(m_replica.nowNs() / 1'000'000'000);
    if (auto moved = (*storageFolder)->renameNoReplace(**place, name, **place, aside); !moved)
        return fail(moved.error());
    (void)(*storageFolder)->renameNoReplace(**place, name + "-wal", **place, aside + "-wal");
    return aside;
}

Result<void> ShareWorker::openIndex()
{
    auto index = ShareIndex::open(m_settings.indexPath, m_keys.id(), m_context.indexVfs);
    if (!index && index.error().code == ErrorCode::Corrupt) {
        // It is kept for whoever wants to know why; the folder is joined anew, which loses nothing.
        if (auto aside = setIndexAside("damaged")) {
            notice({model::Wording::NoticeIndexDamaged, {m_settings.dir, index.error().context, *aside}});
            index = ShareIndex::open(m_settings.indexPath, m_keys.id(), m_context.indexVfs);
        }
    }
    if (!index)
        return fail(index.error());
    m_replica.index = std::move(*index);
    return {};
}

// The marker tells an empty mount point, or a folder restored from a backup, from the folder that the index knows.
Result<void> ShareWorker::checkMarker()
{
    auto service = m_replica.files->openDirectory(kServiceFolder);
    auto file = service ? (*service)->openFile(kMarkerName) : fail(service.error());
    std::optional<Bytes> content;
    if (file) {
        auto read = (*file)->readAll(storage::kMaxMarkerBytes);
        if (!read)
            return fail(read.error());
        content = std::move(*read);
    }
    const storage::MarkerReading reading =
        storage::judgeMarker(content ? std::optional<ByteView>(*content) : std::nullopt, m_keys.id());
    const bool rotated = reading.verdict == storage::MarkerVerdict::OtherShare &&
                         isRotationPermitted(*m_replica.files, reading.marker.share, m_keys.id());
    if (reading.verdict == storage::MarkerVerdict::OtherShare && !rotated)
        return fail(ErrorCode::InvalidArgument, "'" + printable(m_settings.dir) +
                                                    "' belongs to another share, says its .sync/ID; give each share a "
                                                    "folder of its own, or remove .sync/ID if this is meant");
    auto& rows = m_replica.index->rows();
    if (rotated)
        qCInfo(logEngine, "the folder '%s' was given this secret: what is in it is taken over",
               printable(m_settings.dir).c_str());
    auto token = rows.meta(kTokenKey);
    auto before = rows.meta(kLastTokenKey);
    if (!token || !before)
        return fail(token ? before.error() : token.error());
    const bool ours = reading.verdict == storage::MarkerVerdict::Ours || rotated || mutated(Mutant::MissingMarkerJoins);
    const Bytes found = reading.marker.token.hex();
    if (*token && ours && (found == **token || found == before->value_or(""))) {
        if (!rotated) // and a stop came before that was noted
            endRotation(*m_replica.files);
        return {};
    }
    // Nothing was seen here so far, perhaps because the first start was cut off at once.
    if (m_replica.joining && rows.counts().dirs == 0 && rows.counts().files == 0)
        return takeFolder();
    // Until the first scan is complete, nothing that it saw is worth a question: the folder is looked at anew.
    if (ours || m_replica.joining)
        return joinAnew();
    m_markerMissing = true;
    return {};
}

// The marker of this share and this index from now on.
Result<void> ShareWorker::takeFolder()
{
    auto written = writeMarker();
    if (written)
        endRotation(*m_replica.files);
    return written;
}

// The folder or the index was restored, or changed under a first scan: what the index says of the disk means nothing
// any more.
Result<void> ShareWorker::joinAnew()
{
    m_replica.index.reset();
    auto aside = setIndexAside("replaced");
    if (!aside)
        return fail(aside.error());
    const auto why = m_replica.joining ? model::Wording::NoticeFolderOther : model::Wording::NoticeFolderRestored;
    notice({why, {m_settings.dir, *aside}});
    if (auto index = openIndex(); !index)
        return index;
    m_replica.joining = true;
    m_replica.joinedNs = 0;
    return takeFolder();
}

Result<void> ShareWorker::writeMarker()
{
    const storage::ShareMarker marker = storage::makeMarker(m_keys.id(), m_context.random);
    auto service = m_replica.files->openDirectory(kServiceFolder);
    if (!service)
        return fail(service.error());
    const Bytes temporary = "ID.new";
    (void)(*service)->removeFile(temporary);
    auto file = (*service)->createNamed(temporary, 0644);
    if (!file)
        return fail(file.error());
    if (auto written = (*file)->write(0, storage::encodeMarker(marker)); !written)
        return written;
    if (auto synced = (*file)->syncData(); !synced)
        return synced;
    auto& rows = m_replica.index->rows();
    auto token = rows.meta(kTokenKey);
    if (!token)
        return fail(token.error());
    // First the index knows both tokens, then the folder shows the new one: a crash in between leaves one that is
    // known.
    if (auto set = rows.setMetaDurably(kLastTokenKey, token->value_or("")); !set)
        return set;
    if (auto set = rows.setMetaDurably(kTokenKey, marker.token.hex()); !set)
        return set;
    // In one step where there is an old one: without a marker the share would stop.
    auto swapped = m_replica.files->exchange(**service, temporary, **service, kMarkerName);
    if (swapped) {
        (void)(*service)->removeFile(temporary);
    } else {
        (void)(*service)->removeFile(kMarkerName);
        auto renamed = storage::moveIntoStaging(*m_replica.files, **service, temporary, **service, kMarkerName);
        if (!renamed)
            return renamed;
        auto root = m_replica.files->openDirectory("");
        if (auto synced = root ? (*root)->syncDirectory() : fail(root.error()); !synced)
            return synced;
    }
    // The index will take a folder without it for another one: the name must not be lost when the power is.
    if (auto synced = (*service)->syncDirectory(); !synced)
        return synced;
    // A folder that shows the old one from now on is another one, or comes from a backup.
    if (auto set = rows.setMetaDurably(kLastTokenKey, ""); !set)
        return set;
    m_markerMissing = false;
    return {};
}

// The storage folder on another machine, or from a backup, may number records that exist already: a new author begins.
Result<void> ShareWorker::startAuthor()
{
    auto& rows = m_replica.index->rows();
    auto known = rows.meta(kFolderKey);
    if (!known)
        return fail(known.error());
    auto storageFolder = m_context.openFolder(parentOf(m_settings.indexPath));
    Bytes token = storageFolder ? storage::folderToken(**storageFolder, m_context.machine.machineId()) : Bytes();
    if (token.empty()) // it could not be looked at, which proves nothing
        token = known->value_or("");
    if (*known && **known != token) {
        notice({model::Wording::NoticeStorageCopied, {m_settings.dir}});
        if (auto renewed = m_replica.index->renewAuthor(m_context.random); !renewed)
            return renewed;
    }
    const Bytes boot = m_context.machine.bootId();
    auto lastBoot = rows.meta(kBootKey);
    if (!lastBoot)
        return fail(lastBoot.error());
    auto doubts = rows.meta(kDoubtsKey);
    if (!doubts)
        return fail(doubts.error());
    m_replica.crash.recall(m_context.clock, doubts->value_or(""));
    // The boot is noted while open and cleared by a clean stop: another one left here means that the machine went down.
    const bool crashed = *lastBoot && !(*lastBoot)->empty() && **lastBoot != boot;
    if (crashed) {
        m_replica.heldUntilNs = m_context.clock.monotonicNs() + kHoldNs;
        // What the crash before this one has left may not have been looked at either.
        const int64_t flushedNs = m_replica.crash.bootNs() != 0
                                      ? std::min(m_replica.index->flushedNs(), m_replica.crash.flushedNs())
                                      : m_replica.index->flushedNs();
        m_replica.crash.happened(m_context.clock, m_context.machine.bootTimeNs(), flushedNs, m_replica.index->author());
        // The index may have forgotten records that peers have. The same author's next ones would claim to have seen
        // them.
        if (auto renewed = m_replica.index->renewAuthor(m_context.random); !renewed)
            return renewed;
    }
    if (auto set = rows.setMetaDurably(kFolderKey, token); !set)
        return set;
    // Until the folder has been looked at, another stop must not hide that the machine crashed.
    return crashed ? Result<void>() : rows.setMetaDurably(kBootKey, boot);
}

// A reader shows it with the records that it passes on, also when it has not met a writer since its start.
Result<void> ShareWorker::recallPublicKey()
{
    auto known = m_replica.index->rows().meta(kPublicKeyKey);
    if (!known)
        return fail(known.error());
    m_publicKeyKept = known->has_value();
    if (*known)
        learnPublicKey(**known);
    return {};
}

// Needs a transaction.
Result<void> ShareWorker::keepPublicKey()
{
    if (m_publicKeyKept || !m_replica.publicKey)
        return {};
    m_publicKeyKept = true;
    return m_replica.index->rows().setMeta(kPublicKeyKey, m_replica.publicKey->view());
}

// What was half done when we stopped.
Result<void> ShareWorker::settleUnfinished()
{
    if (auto settled = m_applier.settleGroups(); !settled)
        return settled;
    if (auto closed = m_replica.parents.recover(); !closed)
        return closed;
    m_replica.displaced.recover();
    auto recovered = m_directories.recover();
    if (!recovered)
        return fail(recovered.error());
    for (const Bytes& name : recovered->shown)
        notice({model::Wording::NoticeOutOfTheWay, {name, m_settings.dir}});
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    m_changes.setRefill(true); // nobody asked for their deletion
    Result<void> done;
    for (const DirNo dir : recovered->lost) {
        if (done)
            done = m_changes.settleMissing(dir);
    }
    m_changes.setRefill(false);
    return done ? transaction->commit() : done;
}

// While .sync/ID is missing: the right disk may be mounted at any time.
void ShareWorker::lookForMarker()
{
    if (!m_markerMissing || !m_guarded)
        return;
    const int64_t now = m_context.clock.monotonicNs();
    if (now >= m_nextOpenNs) {
        m_nextOpenNs = now + kReopenNs;
        auto files = m_context.openFolder(m_settings.dir);
        auto service = files ? (*files)->openDirectory(kServiceFolder) : fail(files.error());
        if (service && (*service)->statEntry(kMarkerName)) {
            closeFolder();
            m_stopped.clear();
            m_replica.problems.clear(Bytes());
            open();
            return;
        }
    }
    wakeAt(m_nextOpenNs);
}

// What was said before means nothing any more: both sides begin with their digests.
void ShareWorker::restartPeers()
{
    m_fetcher.reset();
    for (auto& [id, peer] : m_peers)
        peer = std::make_unique<Peer>(m_replica, m_contents, peer->info, peer->link);
}

Result<void> ShareWorker::loadIgnoreList()
{
    m_replica.ignored = {};
    auto service = m_replica.files->openDirectory(kServiceFolder);
    auto file = service ? (*service)->openFile(kIgnoreName) : fail(service.error());
    if (!file)
        return requeueIgnored({});
    auto text = (*file)->readAll(storage::kMaxIgnoreListBytes);
    auto list = text ? storage::IgnoreList::parse(*text) : fail(text.error());
    if (!list) {
        stopShare({model::Wording::IgnoreListUnusable, {list.error().context}}, model::Wording::DoMendIgnoreList);
        return {};
    }
    for (const storage::IgnoreWarning& warning : list->warnings())
        qCWarning(logStorage, "%s/.sync/IgnoreList:%zu: %s", printable(m_settings.dir).c_str(), warning.line,
                  warning.text.c_str());
    m_replica.ignored = std::move(*list);
    return requeueIgnored(*text);
}

// When the rules have changed, what was ignored is looked at once more.
Result<void> ShareWorker::requeueIgnored(ByteView rules)
{
    auto& rows = m_replica.index->rows();
    const Bytes hash = rules.empty() ? Bytes() : sha256(rules).hex();
    auto known = rows.meta(kIgnoreKey);
    auto dirs = rows.allDirs();
    if (!known || !dirs)
        return fail(known ? dirs.error() : known.error());
    if (known->value_or("") == hash)
        return {};
    auto transaction = store::Transaction::begin(rows);
    if (!transaction)
        return fail(transaction.error());
    std::vector<DirNo> numbers{store::kRootDirNo};
    for (const DirRow& row : *dirs)
        numbers.push_back(row.no);
    for (const DirNo no : numbers) {
        auto files = rows.filesOf(no);
        if (!files)
            return fail(files.error());
        for (FileRow& row : *files) {
            if (!(row.flags & store::Ignored))
                continue;
            row.flags = (row.flags & ~uint32_t{store::Ignored}) | store::Pending;
            if (auto put = rows.putFile(row); !put)
                return put;
        }
    }
    if (auto set = rows.setMeta(kIgnoreKey, hash); !set)
        return set;
    return transaction->commit();
}

void ShareWorker::notice(const model::Sentence& sentence) const
{
    qCWarning(logEngine, "%s", sentence.text().c_str());
    if (m_callbacks.notice)
        m_callbacks.notice(sentence);
}

void ShareWorker::stopShare(model::Sentence reason, model::Sentence whatToDo)
{
    m_stopped = std::move(reason);
    m_stoppedDo = std::move(whatToDo);
    m_replica.problems.set({Bytes(), m_stopped, m_stoppedDo, {}});
}

void ShareWorker::stopGuarded(model::Sentence reason, uint64_t missingFiles)
{
    m_stopped = std::move(reason);
    m_stoppedDo = {model::Wording::DoAnswerMissing, {m_settings.dir}};
    m_replica.problems.set({Bytes(), m_stopped, m_stoppedDo, {}, model::Question::MissingFiles, missingFiles});
}

void ShareWorker::reopenLater(const Error& error)
{
    closeFolder(error.code != ErrorCode::Corrupt); // a damaged index is checked whole when it is opened again
    stopShare(model::Sentence::of(error), reopenAdvice(error, m_settings.dir, m_settings.indexPath));
    m_nextOpenNs = m_context.clock.monotonicNs() + kReopenNs;
    wakeAt(m_nextOpenNs);
}

void ShareWorker::closeFolder(bool indexIsSound)
{
    m_open = false;
    m_callbacks.watch(-1);
    m_scanner.reset();
    // Its descriptor stays valid until the notifier has been told.
    if (m_watcher)
        m_context.engine.post([watcher = std::shared_ptr<storage::Watcher>(std::move(m_watcher))] {});
    m_watcher.reset();
    m_fetcher.reset();
    m_transfers.reset();
    m_applier.reset();
    m_directories.reset();
    m_nextSettleNs = INT64_MAX;
    m_settleFailures = 0;
    m_changes.missingDirectories().clear();
    m_searched.clear();
    m_changes.forgetRenames();
    m_changes.largeReads().clear();
    (void)m_merger.takeDerived();
    m_pendingFrom.reset();
    m_guarded.reset();
    m_answer.reset();
    m_failures.clear();
    m_goneEarly.clear();
    m_displaced.clear();
    m_markerMissing = m_firstPassDone = m_rescanWanted = m_settleSoon = false;
    m_lastRoot = {};
    m_compareNs = m_comparePauseNs = 0;
    m_replica.staging = nullptr;
    m_replica.stagingPlaces.close();
    m_replica.archive.reset();
    if (m_replica.index && indexIsSound)
        (void)m_replica.index->close();
    m_replica.index.reset();
    m_replica.files.reset();
    m_replica.announcements.clear();
    m_replica.held.clear();
    m_replica.onlyHere.clear();
    m_heldProblems.show();
    m_horizonLook.reset();
    m_replica.arrived.clear();
    m_replica.foundHere.clear();
    m_replica.torn.clear();
    m_torn.clear();
    m_nextMarkerNs = 0;
    m_replica.toLookAt.clear();
    m_replica.toApply.clear();
    m_replica.toSettle.clear();
    m_replica.toScan.clear();
    m_replica.passWanted = false;
    m_replica.names.reset();
    m_replica.toAwait.clear();
    m_replica.doubted.clear();
    m_replica.suspended.clear();
    m_replica.mounts.forget();
    m_replica.crash.forget();
    m_replica.parents.forget();
    m_replica.displaced.forget();
    m_replica.disk.reset();
    m_replica.archiveKeeper.reset();
    m_replica.hot.clear();
    m_writtenSince.clear();
    m_databases.reset();
    m_quiet.clear();
    m_retries.clear();
}

// After a pass over the whole folder: is what is missing a deletion, or is the folder not what it was?
Result<void> ShareWorker::judgePass(Scanner::PassResult result)
{
    const bool most = result.missingFiles >= kGuardFiles && result.missingFiles * 2 > result.known;
    const bool answered = m_answer && (m_answer == GuardAnswer::Refill || result.missingFiles <= m_answerFiles);
    if ((most || m_markerMissing) && !m_replica.joining && !answered && !mutated(Mutant::MissingRootIsDeletion)) {
        m_answer.reset();
        if (m_markerMissing)
            stopGuarded(model::Wording::MarkerGone, m_replica.index->rows().counts().files);
        else
            stopGuarded(
                {model::Wording::FilesMissing, {std::to_string(result.missingFiles), std::to_string(result.known)}},
                result.missingFiles);
        m_guarded = std::move(result);
        return {};
    }
    // As long as the folder was never seen whole, nothing in it is worth a question: it is fetched again.
    const bool refill = m_answer == GuardAnswer::Refill || (m_replica.joining && most);
    m_answer.reset();
    if (m_markerMissing) {
        if (auto marker = writeMarker(); !marker)
            return marker;
    }
    if (auto taken = takeMissing(result, refill); !taken)
        return taken;
    if (m_replica.crash.bootNs() != 0) {
        if (auto set = m_replica.index->rows().setMetaDurably(kBootKey, m_context.machine.bootId()); !set)
            return set;
    }
    if (m_replica.joining) {
        const Bytes now = std::to_string(m_replica.nowNs());
        if (auto set = m_replica.index->rows().setMetaDurably(kJoinedKey, now); !set)
            return set;
        m_replica.joining = false;
        m_replica.joinedNs = m_replica.nowNs();
    }
    m_firstPassDone = true;
    for (auto& [id, peer] : m_peers)
        peer->digests.sendRoot(false);
    auto found = m_contents.foundMeanwhile();
    if (!found)
        return fail(found.error());
    m_replica.arrived.insert(m_replica.arrived.end(), found->begin(), found->end());
    return {};
}

Result<void> ShareWorker::takeMissing(const Scanner::PassResult& result, bool refill)
{
    std::set<DiskEntry> missing = std::exchange(m_goneEarly, {});
    missing.insert(result.missing.begin(), result.missing.end());
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    Result<void> done = transaction ? Result<void>() : fail(transaction.error());
    std::set<DirNo> unseen = result.unseen;
    unseen.insert(m_replica.suspended.begin(), m_replica.suspended.end());
    // Directories first: what is lost with one is not looked at by itself.
    for (const DirNo dir : result.missingDirectories) {
        const DirRow* row = m_replica.index->dir(dir);
        if (row && (row->flags & (store::kMountBegins | store::Suspended)))
            unseen.insert(dir);
        if (!refill && !(row && m_replica.mayHaveLost(row->diskParent, row->diskName, row->seen)))
            m_changes.missingDirectories().insert(dir);
        else if (done)
            done = m_changes.fetchAgain(dir);
    }
    for (const DiskEntry& entry : missing) {
        auto fetched = done ? m_changes.fetchAgain(entry, refill) : fail(done.error());
        if (!fetched)
            done = fail(fetched.error());
        else if (!*fetched)
            m_replica.toLookAt.insert(entry);
    }
    m_searched = m_changes.missingDirectories(); // those at which something was mounted among them
    if (m_replica.crash.bootNs() != 0 && done) {
        std::erase_if(unseen, [&](DirNo dir) { return !m_replica.isLookedForIn(dir); });
        m_replica.crash.passed(std::move(unseen));
        done = keepDoubts();
    }
    return done ? transaction->commit() : done;
}

// Needs a transaction.
Result<void> ShareWorker::keepDoubts()
{
    m_replica.crash.kept();
    return m_replica.index->rows().setMeta(kDoubtsKey, m_replica.crash.toText());
}

Result<void> ShareWorker::rotate(const ShareId& next)
{
    if (!m_open)
        return fail(ErrorCode::NotFound, "the folder '" + printable(m_settings.dir) + "' is not available");
    if (next == m_keys.id())
        return fail(ErrorCode::InvalidArgument, "this is the secret that the folder has already");
    return permitRotation(*m_replica.files, m_keys.id(), next);
}

Result<void> ShareWorker::confirm(GuardAnswer answer, std::optional<uint64_t> files)
{
    if (!m_open || !m_guarded)
        return fail(ErrorCode::InvalidArgument, "this share is not waiting for an answer");
    // Without the marker the folder has not been looked at: it may be all of them.
    const uint64_t missing = m_markerMissing ? m_replica.index->rows().counts().files : m_guarded->missingFiles;
    if (answer == GuardAnswer::DeletedEverywhere && files != missing)
        return fail(ErrorCode::InvalidArgument,
                    (m_markerMissing ? "up to " : "") + std::to_string(missing) +
                        " files would be deleted on all devices; say so by giving this number");
    m_answerFiles = missing;
    if (m_markerMissing) {
        if (auto settled = settleUnfinished(); !settled)
            return settled;
    }
    m_answer = answer;
    restartPeers();
    m_stopped.clear();
    m_replica.problems.clear(Bytes());
    m_guarded.reset();
    // What is missing is looked for once more: the disk may be back.
    m_scanner->startPass();
    schedulePump();
    return {};
}

Result<void> ShareWorker::acceptMount(const Bytes& path)
{
    std::optional<DirNo> dir;
    for (const DirNo no : m_replica.suspended) {
        if (m_open && m_replica.index->diskPath(no) == path)
            dir = no;
    }
    if (!dir)
        return fail(ErrorCode::InvalidArgument,
                    "'" + printable(path) + "' is no directory that waits for the file system that was mounted there");
    auto place = m_replica.files->openDirectory(path);
    auto sight = place ? MountSight::of(**place) : fail(place.error());
    if (!sight)
        return fail(sight.error());
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    DirRow row = *m_replica.index->dir(*dir);
    row.flags &= ~uint32_t{store::Suspended};
    row.seen = seenOf(sight->stat);
    row.birthNs = sight->stat.birthNs;
    m_replica.index->noteMount(row, *sight);
    m_replica.mounts.accepted(*dir);
    auto done = m_replica.index->putDir(row);
    if (done)
        done = m_changes.joinBelow(*dir);
    if (done)
        done = transaction->commit();
    if (!done) {
        failShare(done.error()); // memory is ahead of the index
        return done;
    }
    m_replica.suspended.erase(*dir);
    m_replica.problems.clear(path);
    m_replica.mounts.resume(*dir);
    schedulePump();
    return {};
}

void ShareWorker::close()
{
    if (m_closed)
        return;
    m_closed = true;
    if (m_open && m_replica.index) {
        (void)m_replica.parents.restore();
        m_replica.displaced.finish();
        // What is not known to be on the disk may be lost with the machine later on.
        if (m_stopped.empty() && m_firstPassDone && m_flusher.finish())
            (void)m_replica.index->rows().setMetaDurably(kBootKey, "");
        if (m_stopped.empty())
            (void)writeMarker();
    }
    m_peers.clear();
    closeFolder();
}

} // namespace shoal::engine
