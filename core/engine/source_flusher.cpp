// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/source_flusher.h"

#include "shared/base/log.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

namespace {

// The kernel writes most of it by itself meanwhile, and a file that is saved again and again is flushed once.
constexpr int64_t kQuietNs = 2'000'000'000;
// By then most file systems have written names and attributes by themselves, and a flush finds little to do.
constexpr int64_t kNamesQuietNs = 30'000'000'000;
// Where there is no such pause. Until then a crash costs looking at more, and fetching what is missing.
constexpr int64_t kNamesLatestNs = 600'000'000'000;
// One syncfs for so many; urgent changes come in between.
constexpr size_t kSlice = 256;
// Most of it is written by then. What is not costs the same as a crash does, and only if the machine goes down.
constexpr int64_t kAtTheEndNs = 5'000'000'000;
// Of these the disk does not show what was announced, or somebody else takes care.
constexpr uint32_t kNotOurs = store::Pending | store::Diverged | store::Ignored | store::Held;

} // namespace

void SourceFlusher::expectWork()
{
    m_dueNs = m_replica.context.clock.monotonicNs() + kQuietNs;
    m_after = {store::kRootDirNo, {}};
    const int64_t now = m_replica.context.clock.monotonicNs();
    if (m_namesDueNs == INT64_MAX)
        m_namesSinceNs = now;
    m_namesDueNs = std::min(now + kNamesQuietNs, m_namesSinceNs + kNamesLatestNs);
}

Result<bool> SourceFlusher::step()
{
    const int64_t now = m_replica.context.clock.monotonicNs();
    if (now >= m_namesDueNs) {
        m_namesDueNs = INT64_MAX;
        if (auto flushed = flushNames(); !flushed && !m_replica.noteDisk(flushed.error()))
            qCInfo(logStorage, "what was changed may not be on the disk yet: %s", flushed.error().context.c_str());
    }
    if (now < m_dueNs)
        return false;
    auto more = slice();
    if (!more || !*more)
        m_dueNs = INT64_MAX;
    return more;
}

bool SourceFlusher::finish()
{
    const bool isFlushed = m_namesDueNs == INT64_MAX || flushNames();
    if (m_dueNs == INT64_MAX)
        return isFlushed;
    m_after = {store::kRootDirNo, {}};
    const int64_t endNs = m_replica.context.clock.monotonicNs() + kAtTheEndNs;
    while (m_replica.context.clock.monotonicNs() < endNs) {
        const auto more = slice();
        if (!more || !*more)
            break;
    }
    return isFlushed;
}

// Of each file system in the folder.
Result<void> SourceFlusher::flushNames()
{
    const int64_t beganNs = m_replica.nowNs();
    if (auto flushed = m_replica.files->syncFileSystem(); !flushed)
        return flushed;
    for (storage::Directory* place : m_replica.stagingPlaces.all()) {
        if (place == m_replica.staging)
            continue;
        if (auto flushed = place->syncFileSystem(); !flushed)
            return flushed;
    }
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto set = m_replica.index->setFlushed(beganNs); !set)
        return set;
    return transaction->commit();
}

Result<bool> SourceFlusher::slice()
{
    auto rows = m_replica.index->rows().unflushedFiles(kSlice, m_after.first, m_after.second);
    if (!rows)
        return fail(rows.error());
    if (rows->empty())
        return false;
    m_after = {rows->back().dir, rows->back().name};
    const std::vector<Opened> opened = openFiles(std::move(*rows));
    if (opened.empty())
        return true;
    std::vector<storage::File*> files;
    for (const Opened& one : opened)
        files.push_back(one.file.get());
    if (mutated(Mutant::MarkWithoutFlush))
        files.clear();
    if (auto flushed = m_replica.durability.makeDurable(files); !flushed) {
        qCInfo(logStorage, "files that were announced may not be on the disk yet: %s", flushed.error().context.c_str());
        return false;
    }
    if (auto marked = markFlushed(opened); !marked)
        return fail(marked.error());
    return true;
}

// Leaves out what is gone or cannot be read: the scanner's affair.
std::vector<SourceFlusher::Opened> SourceFlusher::openFiles(std::vector<store::FileRow> rows)
{
    std::vector<Opened> opened;
    DirNo openDir = store::kNotOnDisk;
    std::unique_ptr<storage::Directory> place;
    for (store::FileRow& row : rows) {
        if ((row.flags & kNotOurs) || m_replica.isLookedFor(row.dir, row.nameOnDisk()))
            continue;
        if (row.dir != openDir) {
            const auto path = m_replica.index->diskPath(row.dir);
            auto directory = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
            openDir = row.dir;
            place = directory ? std::move(*directory) : nullptr;
        }
        auto file = place ? place->openFile(row.nameOnDisk()) : fail(ErrorCode::NotFound, "");
        if (file)
            opened.push_back({std::move(row), std::move(*file)});
    }
    return opened;
}

// Only what is still what was announced: later bytes are not on the disk yet.
Result<void> SourceFlusher::markFlushed(const std::vector<Opened>& opened)
{
    std::vector<store::FileRow> durable;
    for (const Opened& one : opened) {
        const auto stat = one.file->stat();
        if (stat && sameAsSeen(one.row.seen, *stat))
            durable.push_back(one.row);
    }
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto marked = m_replica.index->rows().markFlushed(durable); !marked)
        return fail(marked.error());
    return transaction->commit();
}

} // namespace shoal::engine
