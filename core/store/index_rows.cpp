// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of files and directories.
#include "core/store/columns.h"
#include "core/store/index.h"
#include "core/store/index_state.h"
#include "core/store/totals.h"

#include <algorithm>

namespace shoal::store {

namespace {

// What a write needs to know of the row it replaces.
struct Old
{
    bool exists = false;
    Counts weight;
    int64_t keyColumn = 0;
    DirId id; // of a directory
};

Result<Old> oldFile(Database& database, DirNo dir, ByteView name)
{
    Cursor cursor = database.use(Query::OldFile);
    cursor.put(dir).put(name);
    const auto row = cursor.next();
    if (!row)
        return fail(row.error());
    Old old;
    old.exists = *row;
    if (!old.exists)
        return old;
    const bool live = cursor.take<bool>();
    const auto size = cursor.take<int64_t>();
    const auto flags = cursor.take<uint32_t>();
    old.weight = weightOfFile(live, size, flags, cursor.take<bool>());
    old.keyColumn = cursor.take<int64_t>();
    return old;
}

Result<Old> oldDir(Database& database, DirNo no)
{
    Cursor cursor = database.use(Query::OldDir);
    cursor.put(no);
    const auto row = cursor.next();
    if (!row)
        return fail(row.error());
    Old old;
    old.exists = *row;
    if (!old.exists)
        return old;
    const bool live = cursor.take<bool>();
    old.weight = weightOfDir(live, cursor.take<uint32_t>());
    old.keyColumn = cursor.take<int64_t>();
    old.id = cursor.takeDirId();
    return old;
}

Result<std::optional<FileRow>> oneFile(Cursor& cursor)
{
    const auto row = cursor.next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    return takeFileRow(cursor).map([](FileRow file) { return std::optional<FileRow>(std::move(file)); });
}

} // namespace

Result<std::vector<DirRow>> Index::allDirs()
{
    Cursor cursor = m_state->database->use(Query::AllDirs);
    return takeAll<DirRow>(cursor, takeDirRow);
}

Result<void> Index::putDir(const DirRow& row)
{
    if (auto ready = m_state->writable(); !ready)
        return ready;
    const auto old = oldDir(*m_state->database, row.no);
    if (!old)
        return m_state->noted<void>(fail(old.error()));
    if (row.no < kRootDirNo || (old->exists && (old->keyColumn != keyColumn(row.keyHash) || old->id != row.id)))
        return m_state->noted<void>(fail(m_state->misuse("a directory row keeps its number, id and key")));
    Cursor cursor = m_state->database->use(Query::PutDir);
    putDirColumns(cursor, row);
    if (auto written = m_state->write(std::move(cursor)); !written)
        return written;
    m_state->counts -= old->weight;
    m_state->counts += weightOfDir(row.live, row.flags);
    m_state->highestDir = std::max(m_state->highestDir, row.no);
    return {};
}

Result<void> Index::removeDir(DirNo no)
{
    if (auto ready = m_state->writable(); !ready)
        return ready;
    const auto old = oldDir(*m_state->database, no);
    if (!old)
        return m_state->noted<void>(fail(old.error()));
    Cursor keep = m_state->database->use(Query::KeepHighestDir);
    keep.put(m_state->highestDir);
    if (auto kept = m_state->write(std::move(keep)); !kept)
        return kept;
    Cursor remove = m_state->database->use(Query::RemoveDir);
    remove.put(no);
    if (auto removed = m_state->write(std::move(remove)); !removed)
        return removed;
    m_state->counts -= old->weight;
    return {};
}

Result<DirNo> Index::newDirNo()
{
    if (m_state->highestDir == std::numeric_limits<DirNo>::max())
        return fail(m_state->database->damaged("all numbers for directories are taken"));
    return ++m_state->highestDir;
}

Result<std::optional<FileRow>> Index::file(DirNo dir, ByteView name)
{
    Cursor cursor = m_state->database->use(Query::GetFile);
    cursor.put(dir).put(name);
    return oneFile(cursor);
}

Result<std::optional<FileRow>> Index::fileByDiskName(DirNo dir, ByteView diskName)
{
    Cursor cursor = m_state->database->use(Query::GetFileByDiskName);
    cursor.put(dir).put(diskName);
    return oneFile(cursor);
}

Result<std::vector<FileRow>> Index::filesOf(DirNo dir)
{
    Cursor cursor = m_state->database->use(Query::FilesOf);
    cursor.put(dir);
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<void> Index::putFile(const FileRow& row)
{
    if (auto ready = m_state->writable(); !ready)
        return ready;
    const auto old = oldFile(*m_state->database, row.dir, row.name);
    if (!old)
        return m_state->noted<void>(fail(old.error()));
    if (row.dir < kRootDirNo || row.name.empty() || (old->exists && old->keyColumn != keyColumn(row.keyHash)))
        return m_state->noted<void>(fail(m_state->misuse("a file row has a directory, a name and keeps its key")));
    Cursor cursor = m_state->database->use(Query::PutFile);
    putFileColumns(cursor, row);
    if (auto written = m_state->write(std::move(cursor)); !written)
        return written;
    m_state->counts -= old->weight;
    m_state->counts += weightOfFile(row.live, row.size, row.flags, !row.wanted.isZero());
    m_state->highestDir = std::max(m_state->highestDir, row.dir);
    return {};
}

Result<void> Index::removeFile(DirNo dir, ByteView name)
{
    if (auto ready = m_state->writable(); !ready)
        return ready;
    const auto old = oldFile(*m_state->database, dir, name);
    if (!old)
        return m_state->noted<void>(fail(old.error()));
    Cursor cursor = m_state->database->use(Query::RemoveFile);
    cursor.put(dir).put(name);
    if (auto removed = m_state->write(std::move(cursor)); !removed)
        return removed;
    m_state->counts -= old->weight;
    return {};
}

Result<std::vector<FileRow>> Index::pendingFiles(size_t limit, DirNo afterDir, ByteView afterName)
{
    Cursor cursor = m_state->database->use(Query::PendingFiles);
    cursor.put(afterDir).put(afterName).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<std::vector<FileRow>> Index::tombstones(size_t limit, DirNo afterDir, ByteView afterName)
{
    Cursor cursor = m_state->database->use(Query::Tombstones);
    cursor.put(afterDir).put(afterName).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<std::vector<FileRow>> Index::unflushedFiles(size_t limit, DirNo afterDir, ByteView afterName)
{
    Cursor cursor = m_state->database->use(Query::UnflushedFiles);
    cursor.put(afterDir).put(afterName).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<void> Index::markFlushed(const std::vector<FileRow>& rows)
{
    for (const FileRow& row : rows) {
        Cursor cursor = m_state->database->use(Query::MarkFlushed);
        cursor.put(row.dir).put(row.name).put(row.seen.inode).put(row.seen.mtimeNs).put(row.seen.size);
        if (auto done = m_state->write(std::move(cursor)); !done)
            return done;
    }
    return {};
}

Result<std::vector<FileRow>> Index::filesWithContent(const Hash& content, size_t limit)
{
    Cursor cursor = m_state->database->use(Query::FilesWithContent);
    cursor.putHash(content).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<std::vector<FileRow>> Index::filesWanting(const Hash& content, size_t limit)
{
    Cursor cursor = m_state->database->use(Query::FilesWanting);
    cursor.putHash(content).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

} // namespace shoal::store
