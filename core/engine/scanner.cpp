// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scanner.h"

#include "shared/base/log.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <cstdlib>

namespace shoal::engine {

namespace {

// One slice: long enough to be efficient, short enough that an urgent change does not wait.
constexpr size_t kEntriesPerStep = 512;
constexpr int64_t kStepNs = 20'000'000;
// A file that is written in place was opened before its directory was watched, and nothing tells that it is not
// complete, except its age and who has it open.
constexpr int64_t kFreshNs = 100'000'000;

bool byName(const store::ShownFile& one, const store::ShownFile& two)
{
    return one.name < two.name;
}

} // namespace

void Scanner::startPass()
{
    m_pass = true;
    m_passBeganNs = m_replica.context.clock.monotonicNs();
    m_watchFailed = false;
    m_result = {};
    m_absent.clear();
    m_queue.clear();
    m_queued.clear();
    m_ahead.clear();
    m_current.reset();
    add(store::kRootDirNo);
}

void Scanner::add(DirNo dir)
{
    if (m_queued.insert(dir).second)
        m_queue.push_back(dir);
}

Result<void> Scanner::step()
{
    const int64_t until = m_replica.context.clock.monotonicNs() + kStepNs;
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    for (size_t looked = 0; looked < kEntriesPerStep && !idle(); ++looked) {
        if (!m_current) {
            if (auto opened = openNext(); !opened)
                return opened;
            if (m_replica.disk.isPaused())
                break;
            continue;
        }
        if (m_current->next == m_current->entries.size()) {
            finishCurrent();
            continue;
        }
        if (auto done = look(m_current->next++); !done)
            return done;
        if (m_replica.disk.isPaused() || m_replica.context.clock.monotonicNs() > until)
            break;
    }
    return transaction->commit();
}

void Scanner::expectNext()
{
    for (const DirNo dir : m_queue) {
        if (m_ahead.isFull())
            return;
        const auto path = m_ahead.expects(dir) ? std::nullopt : m_replica.index->diskPath(dir);
        if (path)
            m_ahead.expect(dir, *path);
    }
}

Result<void> Scanner::openNext()
{
    const DirNo dir = m_queue.front();
    m_queue.pop_front();
    m_queued.erase(dir);
    if (!m_ahead.expects(dir))
        expectNext();
    const auto path = m_replica.index->diskPath(dir);
    if (!path || (dir != store::kRootDirNo && m_replica.index->isSuspended(m_replica.index->dir(dir)->diskParent))) {
        m_ahead.drop(dir);
        return {};
    }
    ListedDirectory listed = m_ahead.take(dir, *path);
    expectNext();
    auto& place = listed.place;
    if (!place && m_replica.noteDisk(place.error())) {
        m_queue.push_front(dir);
        m_queued.insert(dir);
        return {};
    }
    if (!place) {
        if (place.error().code == ErrorCode::NotFound)
            m_changes.missingDirectories().insert(dir);
        else
            unreadable(dir, *path, place.error());
        return {};
    }
    auto suspended = m_replica.mounts.isSuspendedNow(dir, **place);
    if (!suspended)
        return fail(suspended.error());
    if (*suspended) {
        m_result.unseen.insert(dir);
        return {};
    }
    noteWatch(listed.watched);
    // Only now: what came while the directory was read is known by its row, what went has none any more.
    auto rows = m_replica.index->rows().shownFilesOf(dir);
    if (!rows)
        return fail(rows.error());
    if (!listed.entries) {
        unreadable(dir, *path, listed.entries.error());
        return {};
    }
    if (!listed.entries->empty())
        m_replica.names.doubt(**place, listed.entries->front().name);
    Current current{
        dir, std::move(*place), std::move(*listed.entries), std::move(listed.seen), 0, true, std::move(*rows), {}};
    for (const store::ShownFile& row : current.rows) {
        m_replica.names.note(dir, row.recordName.empty() ? row.name : row.recordName, !row.recordName.empty());
        // Whoever was about to give it its own name again may have been killed.
        if (m_pass && !row.recordName.empty() &&
            m_replica.index->tree().fileDiskName(m_replica.index->idOf(dir), row.recordName) != row.name)
            m_replica.toApply.insert({dir, row.recordName});
    }
    // They come by the names in their records, and hardly any has another one here.
    if (!std::is_sorted(current.rows.begin(), current.rows.end(), byName))
        std::stable_sort(current.rows.begin(), current.rows.end(), byName);
    current.found.resize(current.rows.size());
    m_result.known += current.rows.size();
    m_current = std::move(current);
    return {};
}

// The file that was last observed under this name.
std::optional<size_t> Scanner::rowOf(ByteView name) const
{
    const auto& rows = m_current->rows;
    const auto it = std::lower_bound(rows.begin(), rows.end(), name,
                                     [](const store::ShownFile& row, ByteView wanted) { return row.name < wanted; });
    if (it == rows.end() || it->name != name)
        return std::nullopt;
    return static_cast<size_t>(it - rows.begin());
}

bool Scanner::isAsSeen(const store::ShownFile& row, const store::Seen& now) const
{
    return row.seen == now && !(row.flags & (store::Racy | store::Diverged)) &&
           !m_replica.crash.leavesInDoubt(row.flags);
}

// Whoever cannot be watched for another reason than the limit cannot be listed either, and is told of there.
void Scanner::noteWatch(const Result<void>& watched)
{
    if (watched || watched.error().code != ErrorCode::NoSpace)
        return;
    m_watchesMissing = m_watchFailed = true;
    m_replica.problems.set({Bytes(), watched.error().context, model::Wording::DoRaiseWatches, {}}, kWatches);
}

void Scanner::unreadable(DirNo dir, const Bytes& path, const Error& error)
{
    m_result.unseen.insert(dir);
    m_replica.problems.set({path, model::Sentence::of(error), adviceForReading(error), {}}, kUnreadable);
}

bool Scanner::mayBeHalfWritten(ByteView name, const storage::FileStat& stat)
{
    if (mutated(Mutant::TakeWhatIsBeingWritten) || stat.type != storage::FileType::File ||
        std::abs(m_replica.nowNs() - stat.mtimeNs) > kFreshNs)
        return false;
    auto file = m_current->place->openFile(name);
    if (!file)
        return false; // whoever reads it says why not
    const auto leased = (*file)->takeReadLease();
    return !leased || !*leased;
}

Result<void> Scanner::look(size_t at)
{
    const storage::DirEntry& entry = m_current->entries[at];
    const DirNo dir = m_current->dir;
    if (StagingPlaces::isOwn(*m_replica.index, dir, entry.name))
        return {};
    const auto row = rowOf(entry.name);
    if (row)
        m_current->found[*row] = true;
    const bool lookedAhead = at < m_current->seen.size() && m_current->seen[at].inode != 0;
    if (row && lookedAhead && isAsSeen(m_current->rows[*row], m_current->seen[at]))
        return {};
    auto stat = m_current->place->statEntry(entry.name);
    if (!stat) {
        // What is going, the watcher tells, and noteMissing() sees. What is there and cannot be looked at is not
        // missing.
        if (stat.error().code != ErrorCode::NotFound) {
            m_current->readable = false;
            unreadable(dir, m_replica.index->diskPath(dir).value_or(Bytes()), stat.error());
        } else if (row) {
            m_current->found[*row] = false;
        }
        return {};
    }
    const bool mountedOver = stat->mountRoot.value_or(false);
    if (row && isAsSeen(m_current->rows[*row], seenOf(*stat)) && !mountedOver)
        return {};
    if (mayBeHalfWritten(entry.name, *stat)) {
        if (row)
            putOff(entry.name);
        m_replica.toAwait.insert({dir, entry.name});
        return {};
    }
    auto verdict = m_changes.found(dir, *m_current->place, entry.name, *stat, true);
    if (!verdict)
        return fail(verdict.error());
    if (*verdict == LocalChanges::Verdict::Later) {
        if (row)
            putOff(entry.name);
        m_replica.toLookAt.insert({dir, entry.name});
    }
    if (stat->type == storage::FileType::Directory) {
        const auto child = m_replica.index->diskChild(dir, entry.name);
        m_absent.erase(child ? *child : store::kNotOnDisk);
        if (child && m_pass)
            add(*child);
    }
    return {};
}

// What was observed under that name may have been taken by a crash: that is judged later.
void Scanner::putOff(ByteView name)
{
    if (m_replica.isLookedForIn(m_current->dir))
        m_replica.crash.putOff(m_current->dir, name);
}

// What was observed here before and is not there any more.
void Scanner::noteMissing()
{
    for (size_t i = 0; i < m_current->rows.size(); ++i) {
        Bytes& name = m_current->rows[i].name;
        if (m_current->found[i])
            continue;
        // It may have come since the directory was listed.
        const auto stat = m_replica.names.statExactly(*m_current->place, name);
        if (stat || stat.error().code != ErrorCode::NotFound) {
            putOff(name);
            m_replica.toLookAt.insert({m_current->dir, std::move(name)});
            continue;
        }
        m_result.missing.emplace_back(m_current->dir, std::move(name));
        ++m_result.missingFiles;
    }
}

void Scanner::finishCurrent()
{
    noteMissing();
    if (m_current->readable)
        m_replica.problems.clear(m_replica.index->diskPath(m_current->dir).value_or(Bytes()), kUnreadable);
    const std::vector<DirNo> children = m_replica.index->diskChildren(m_current->dir);
    std::set<ByteView> present;
    for (const storage::DirEntry& entry : m_current->entries) {
        if (!children.empty())
            present.insert(entry.name);
    }
    for (const DirNo child : children) {
        if (!present.contains(m_replica.index->dir(child)->diskName))
            m_absent.insert(child);
    }
    m_current.reset();
}

Result<uint64_t> Scanner::filesBelow(DirNo dir)
{
    auto rows = m_replica.index->rows().filesOf(dir);
    if (!rows)
        return fail(rows.error());
    uint64_t count = 0;
    for (const FileRow& row : *rows)
        count += row.here != HereKind::Nothing;
    for (const DirNo child : m_replica.index->diskChildren(dir)) {
        auto below = filesBelow(child);
        if (!below)
            return below;
        count += *below;
    }
    return count;
}

// Without those that were found again elsewhere in the same pass. `mounts`: those at which something was mounted.
std::set<DirNo> Scanner::trulyAbsent(std::set<DirNo>& mounts)
{
    std::set<DirNo> absent;
    for (const DirNo dir : m_absent) {
        const DirRow* row = m_replica.index->dir(dir);
        if (!row || row->diskParent == store::kNotOnDisk)
            continue;
        if (row->flags & (store::kMountBegins | store::Suspended))
            mounts.insert(dir);
        else if (m_replica.mounts.isGone(dir))
            absent.insert(dir);
    }
    return absent;
}

std::optional<Scanner::PassResult> Scanner::takeResult()
{
    if (!idle())
        return std::nullopt;
    if (!m_pass) {
        // A part scan has no guard: what is missing is looked at by itself.
        for (DiskEntry& entry : m_result.missing)
            m_replica.toLookAt.insert(std::move(entry));
        for (const DirNo dir : std::exchange(m_absent, {}))
            m_changes.missingDirectories().insert(dir);
        m_result = {};
        return std::nullopt;
    }
    std::set<DirNo> mounts; // are no deletion, whatever a person says of the rest
    const std::set<DirNo> absent = trulyAbsent(mounts);
    if (m_replica.disk.isPaused())
        return std::nullopt; // they could not be looked for: the pass is not over
    m_absent.clear();
    m_pass = false;
    m_lastPassNs = m_replica.context.clock.monotonicNs() - m_passBeganNs;
    if (m_watcher && !m_watchFailed) {
        m_watchesMissing = false;
        m_replica.problems.clear(Bytes(), kWatches);
    }
    PassResult result = std::exchange(m_result, {});
    for (const DirNo dir : absent) {
        result.missingDirectories.insert(dir);
        if (auto below = filesBelow(dir)) {
            result.missingFiles += *below;
            result.known += *below;
        }
    }
    for (const DirNo dir : std::exchange(m_changes.missingDirectories(), std::move(mounts))) {
        if (result.missingDirectories.insert(dir).second) {
            if (auto below = filesBelow(dir)) {
                result.missingFiles += *below;
                result.known += *below;
            }
        }
    }
    return result;
}

} // namespace shoal::engine
