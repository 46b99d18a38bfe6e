// SPDX-License-Identifier: GPL-3.0-or-later
// Records of files and directories together, as anti-entropy needs them.
#include "core/store/columns.h"
#include "core/store/index.h"
#include "core/store/index_state.h"

#include <iterator>

namespace shoal::store {

namespace {

Result<void> visitAll(Cursor cursor, const Index::RecordVisitor& visit, bool isDir)
{
    auto more = cursor.next();
    for (; more && *more; more = cursor.next()) {
        const uint64_t keyHash = keyFromColumn(cursor.take<int64_t>());
        visit(keyHash, cursor.takeBlob(), isDir);
    }
    if (!more)
        return fail(more.error());
    return {};
}

// A stream of records with a look at the next one.
class RecordSource
{
public:
    explicit RecordSource(Cursor cursor) : m_cursor(std::move(cursor)) {}

    // Reads the next one into head(), which is empty after the last.
    Result<void> advance()
    {
        m_head.reset();
        const auto more = m_cursor.next();
        if (!more)
            return fail(more.error());
        if (!*more)
            return {};
        auto ref = takeRecordRef(m_cursor);
        if (!ref)
            return fail(std::move(ref.error()));
        m_head = std::move(*ref);
        return {};
    }
    std::optional<RecordRef>& head() { return m_head; }

private:
    Cursor m_cursor;
    std::optional<RecordRef> m_head;
};

// The source whose head comes first by keyHash, directories before files; null when both are at their end.
RecordSource* firstOf(RecordSource& dirs, RecordSource& files)
{
    if (dirs.head() && (!files.head() || dirs.head()->keyHash <= files.head()->keyHash))
        return &dirs;
    return files.head() ? &files : nullptr;
}

Cursor between(Database& database, Query query, uint64_t first, uint64_t last)
{
    Cursor cursor = database.use(query);
    cursor.put(keyColumn(first)).put(keyColumn(last));
    return cursor;
}

Result<std::vector<RecordRef>> dirsAfter(Database& database, DirNo after, size_t limit)
{
    Cursor cursor = database.use(Query::DirRecordsAfter);
    cursor.put(after).put(limitColumn(limit));
    return takeAll<RecordRef>(cursor, takeRecordRef);
}

Result<std::vector<RecordRef>> filesAfter(Database& database, const Position& after, size_t limit)
{
    Cursor cursor = database.use(Query::FileRecordsAfter);
    cursor.put(after.dir).put(after.name).put(limitColumn(limit));
    return takeAll<RecordRef>(cursor, takeRecordRef);
}

// Each comes after the one before it, and after `position`: in a damaged index a walk might never end.
Result<void> advanceTo(Position& position, const RecordRef& ref)
{
    const bool isAfter = position.inFiles
                             ? std::pair(position.dir, ByteView(position.name)) < std::pair(ref.dir, ByteView(ref.name))
                             : position.dir < ref.dir;
    if (!isAfter)
        return fail(ErrorCode::Corrupt, "the index is damaged: its rows are not in order");
    position.dir = ref.dir;
    position.name = ref.name;
    return {};
}

} // namespace

Result<void> Index::forEachRecord(const RecordVisitor& visit, uint32_t withoutFlags)
{
    for (const Query query : {Query::EveryDirRecord, Query::EveryFileRecord}) {
        Cursor cursor = m_state->database->use(query);
        cursor.put(withoutFlags);
        if (auto done = visitAll(std::move(cursor), visit, query == Query::EveryDirRecord); !done)
            return done;
    }
    return {};
}

Result<std::vector<RecordRef>> Index::recordsBetween(uint64_t firstKeyHash, uint64_t lastKeyHash, size_t limit)
{
    RecordSource dirs(between(*m_state->database, Query::DirRecordsBetween, firstKeyHash, lastKeyHash));
    RecordSource files(between(*m_state->database, Query::FileRecordsBetween, firstKeyHash, lastKeyHash));
    for (RecordSource* source : {&dirs, &files}) {
        if (auto read = source->advance(); !read)
            return fail(std::move(read.error()));
    }
    std::vector<RecordRef> records;
    while (RecordSource* const source = firstOf(dirs, files)) {
        RecordRef& next = *source->head();
        if (records.size() >= limit && (records.empty() || records.back().keyHash != next.keyHash))
            break;
        records.push_back(std::move(next));
        if (auto read = source->advance(); !read)
            return fail(std::move(read.error()));
    }
    return records;
}

Result<std::vector<RecordRef>> Index::recordsAfter(Position& position, size_t limit)
{
    std::vector<RecordRef> records;
    Position now = position;
    if (!now.inFiles) {
        auto dirs = dirsAfter(*m_state->database, now.dir, limit);
        if (!dirs)
            return dirs;
        records = std::move(*dirs);
        for (const RecordRef& ref : records) {
            if (auto done = advanceTo(now, ref); !done)
                return fail(done.error());
        }
        if (records.size() < limit)
            now = Position{.inFiles = true, .dir = std::numeric_limits<DirNo>::min(), .name = {}};
    }
    if (now.inFiles && records.size() < limit) {
        auto files = filesAfter(*m_state->database, now, limit - records.size());
        if (!files)
            return files;
        for (const RecordRef& ref : *files) {
            if (auto done = advanceTo(now, ref); !done)
                return fail(done.error());
        }
        records.insert(records.end(), std::move_iterator(files->begin()), std::move_iterator(files->end()));
    }
    position = std::move(now);
    return records;
}

} // namespace shoal::store
