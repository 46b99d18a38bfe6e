// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_index.h"

#include "fuzz.h"
#include "scratch_folder.h"

#include "core/crypto/partial_batch.h"
#include "core/engine/apply_group.h"
#include "core/engine/share_index.h"
#include "core/storage/chunk_list.h"
#include "core/sync/horizon.h"
#include "core/sync/merge.h"
#include "shared/base/hash.h"

#include <fstream>
#include <iterator>
#include <sqlite3.h>

namespace shoal::fuzz {

namespace {

using engine::FileEntry;
using engine::ShareIndex;

constexpr int64_t kNow = int64_t{1'700'000'000} * 1'000'000'000;

const auto must = [](const auto& result) { require(result.has_value(), "a sample index can be made"); };

Bytes contentOf(const Bytes& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void execute(const Bytes& path, const char* sql)
{
    sqlite3* connection = nullptr;
    require(sqlite3_open(path.c_str(), &connection) == SQLITE_OK, "a sample index can be opened");
    require(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) == SQLITE_OK, "a sample index can be changed");
    sqlite3_close(connection);
}

DirId dirId(char letter)
{
    return DirId::from(Bytes(DirId::kSize, letter));
}

model::Record fileRecord(const DirId& dir, const Bytes& name, const Bytes& content)
{
    model::Record record;
    record.dir = dir;
    record.name = name;
    record.size = content.size();
    record.mtimeNs = kNow;
    record.mode = 0644;
    record.content = sha256(content);
    return record;
}

model::SealedRecord written(ShareIndex& index, model::Record record)
{
    const auto change = record.live ? sync::ChangeKind::Content : sync::ChangeKind::Deletion;
    return sync::succeed(nullptr, std::move(record), change, index.next(kNow));
}

void putFile(ShareIndex& index, const model::SealedRecord& sealed, bool here, uint32_t flags = 0)
{
    const auto dir = index.numberFor(sealed.record.dir);
    must(dir);
    auto entry = index.file(*dir, sealed.record.name);
    must(entry);
    entry->setRecord(sealed);
    if (here) {
        entry->setHere(&sealed);
        entry->row.content = sealed.record.content;
        entry->row.seen = {1000 + sealed.record.counter, 7, kNow, kNow, 0100644, 1000, 1000};
    } else {
        entry->row.wanted = sealed.record.content;
    }
    entry->row.flags = flags;
    must(index.save(*entry));
}

void putDirectory(ShareIndex& index, const DirId& id, const DirId& parent, const Bytes& name)
{
    model::Record record;
    record.kind = model::RecordKind::Directory;
    record.dir = id;
    record.parent = parent;
    record.name = name;
    must(index.putDirRecord(written(index, record)));
    engine::DirRow row = *index.dir(*index.findNumber(id));
    row.here = engine::HereKind::SameAsRecord;
    row.diskParent = *index.findNumber(parent);
    row.diskName = name;
    row.seen.inode = 500 + static_cast<uint64_t>(row.no);
    must(index.putDir(row));
}

void putSideTables(ShareIndex& index)
{
    store::Index& rows = index.rows();
    must(rows.putGroup(3, engine::encodeIntents({{0, "a.txt", "a.txt", "staged", {77, 1, 2, 3, 0644, 5, 6}, "record"}})));
    const std::vector<storage::Chunk> chunks{{sha256("one"), 9000}, {sha256("two"), 70'000}};
    must(rows.putChunkList(sha256("big"), storage::encodeChunkList(chunks)));
    const std::vector<Hash> batch{sha256("record 1"), sha256("record 2")};
    must(rows.putBatch(crypto::PartialBatch::whole(batch, Bytes(64, 's')).keep()));
}

void fill(ShareIndex& index, Random& random)
{
    must(index.reserve(20, random));
    auto transaction = store::Transaction::begin(index.rows());
    must(transaction);
    putDirectory(index, dirId('d'), kRootDir, "docs");
    putDirectory(index, dirId('e'), dirId('d'), "old");
    putFile(index, written(index, fileRecord(kRootDir, "a.txt", "alpha")), true);
    putFile(index, written(index, fileRecord(dirId('d'), "b.txt", "beta")), false, store::Pending);
    model::Record linked = fileRecord(dirId('e'), "c.txt", "gamma");
    linked.linkGroup = 42;
    putFile(index, written(index, linked), true, store::Unflushed);
    const Bytes copy = sync::conflictName("a.txt", {AuthorId{7}, 3, kNow});
    putFile(index, written(index, fileRecord(kRootDir, copy, "alef")), true, store::Conflict);
    model::Record gone = fileRecord(dirId('d'), "gone.txt", "delta");
    gone.live = false;
    putFile(index, written(index, gone), false);
    putSideTables(index);
    must(transaction->commit());
}

void addLater(ShareIndex& index)
{
    auto transaction = store::Transaction::begin(index.rows());
    must(transaction);
    putFile(index, written(index, fileRecord(kRootDir, "later.txt", "epsilon")), true);
    must(transaction->commit());
}

SampleIndex make()
{
    const auto random = makeSeededRandom(11);
    const Bytes path = scratchFolder() + "/sample";
    {
        auto index = ShareIndex::open(path, sampleShare());
        must(index);
        fill(**index, *random);
        must((*index)->close());
    }
    execute(path, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM;");
    SampleIndex sample;
    {
        auto index = ShareIndex::open(path, sampleShare());
        must(index);
        must((*index)->close());
        sample.file = contentOf(path);
        must((*index)->reserve(1, *random));
        addLater(**index);
        sample.log = contentOf(path + "-wal");
    }
    return sample;
}

std::vector<Column> readColumns()
{
    std::vector<Column> columns;
    const Bytes path = writeIndex(sampleIndex(), false);
    sqlite3* connection = nullptr;
    require(sqlite3_open(path.c_str(), &connection) == SQLITE_OK, "a sample index can be opened");
    const auto collect = [](void* into, int, char** values, char**) {
        static_cast<std::vector<Column>*>(into)->push_back({values[0], values[1]});
        return 0;
    };
    const char* const sql = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
                            "WHERE t.type = 'table' ORDER BY 1, 2";
    require(sqlite3_exec(connection, sql, collect, &columns, nullptr) == SQLITE_OK && !columns.empty(),
            "a sample index has columns");
    sqlite3_close(connection);
    return columns;
}

} // namespace

ShareId sampleShare()
{
    return ShareId::from(Bytes(ShareId::kSize, 's'));
}

const SampleIndex& sampleIndex()
{
    static const SampleIndex sample = make();
    return sample;
}

Bytes writeIndex(const SampleIndex& index, bool withLog)
{
    emptyScratchFolder();
    const Bytes path = scratchFolder() + "/index";
    writeFile(path, index.file);
    if (withLog)
        writeFile(path + "-wal", index.log);
    return path;
}

const std::vector<Column>& indexColumns()
{
    static const auto columns = readColumns();
    return columns;
}

void setColumn(const Bytes& path, const Column& column, int rows, const Value& value)
{
    sqlite3* connection = nullptr;
    sqlite3_stmt* statement = nullptr;
    const bool byRow = column.table != "meta"; // it has no row numbers
    const Bytes sql = "UPDATE OR IGNORE " + column.table + " SET " + column.name + " = ?1" +
                      (byRow ? " WHERE rowid % 4 = " + std::to_string(rows) : Bytes());
    if (sqlite3_open(path.c_str(), &connection) == SQLITE_OK &&
        sqlite3_prepare_v2(connection, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK) {
        if (value.kind == Value::Kind::Integer)
            sqlite3_bind_int64(statement, 1, value.integer);
        else if (value.kind == Value::Kind::Blob)
            sqlite3_bind_blob64(statement, 1, value.blob.empty() ? "" : value.blob.data(), value.blob.size(),
                                SQLITE_STATIC);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    sqlite3_close(connection);
}

} // namespace shoal::fuzz
