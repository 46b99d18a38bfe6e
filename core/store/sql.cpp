// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql.h"

#include "core/store/rows.h"

namespace shoal::store {

namespace {

static_assert(Pending == 1, "the index files_pending and its queries test this bit");
static_assert(Unflushed == 256, "the index files_unflushed and its queries test this bit");

// Column order: what the totals need comes first, so that reading it never follows an overflow page; the records,
// which may be long, come last. key_hash is stored with its top bit flipped, so that signed order is its order.
// files has a rowid, and its indexes on hashes are short: they are hit at random places, so what a batch costs is
// the number of their pages it touches. (WITHOUT ROWID with whole hashes costs twice as much a row.)
constexpr const char* kSchema1 = R"(
CREATE TABLE files(
    row INTEGER PRIMARY KEY, dir INTEGER NOT NULL, name BLOB NOT NULL,
    live INTEGER NOT NULL, size INTEGER NOT NULL, flags INTEGER NOT NULL, here INTEGER NOT NULL,
    key_hash INTEGER NOT NULL, content BLOB, wanted BLOB,
    seen_inode INTEGER NOT NULL, seen_size INTEGER NOT NULL, seen_mtime INTEGER NOT NULL,
    seen_ctime INTEGER NOT NULL, seen_mode INTEGER NOT NULL, seen_uid INTEGER NOT NULL, seen_gid INTEGER NOT NULL,
    disk_name BLOB, here_record BLOB, record BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX files_by_name ON files(dir, name);
CREATE INDEX files_by_key ON files(key_hash);
CREATE INDEX files_pending ON files(dir, name) WHERE flags & 1;
CREATE INDEX files_by_content ON files(substr(content, 1, 8)) WHERE content IS NOT NULL;
CREATE INDEX files_by_wanted ON files(substr(wanted, 1, 8)) WHERE wanted IS NOT NULL;
CREATE INDEX files_by_disk_name ON files(dir, disk_name) WHERE disk_name IS NOT NULL;

CREATE TABLE dirs(
    no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
    live INTEGER NOT NULL, flags INTEGER NOT NULL, here INTEGER NOT NULL, key_hash INTEGER NOT NULL,
    disk_parent INTEGER NOT NULL, disk_name BLOB NOT NULL,
    seen_inode INTEGER NOT NULL, seen_size INTEGER NOT NULL, seen_mtime INTEGER NOT NULL,
    seen_ctime INTEGER NOT NULL, seen_mode INTEGER NOT NULL, seen_uid INTEGER NOT NULL, seen_gid INTEGER NOT NULL,
    birth INTEGER NOT NULL, fs_id INTEGER NOT NULL,
    here_record BLOB, record BLOB NOT NULL) STRICT;
CREATE INDEX dirs_by_key ON dirs(key_hash);
-- The highest number ever given out, kept once its row may be gone.
CREATE TABLE highest_dir(one INTEGER PRIMARY KEY CHECK(one = 1), no INTEGER NOT NULL) STRICT;

CREATE TABLE meta(key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE apply_groups(id INTEGER PRIMARY KEY, intent BLOB NOT NULL) STRICT;
-- With rowid: lists reach megabytes, and a search must not walk over them.
CREATE TABLE chunk_lists(content BLOB PRIMARY KEY, list BLOB NOT NULL) STRICT;
-- One row while the file is known to be whole, with the totals as they then are.
CREATE TABLE whole_mark(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    files INTEGER NOT NULL, dirs INTEGER NOT NULL, bytes INTEGER NOT NULL,
    pending_files INTEGER NOT NULL, pending_bytes INTEGER NOT NULL, pending_dirs INTEGER NOT NULL) STRICT;
)";

// Only a device that cannot sign keeps the signed batches its records came in; elsewhere batch is 0 everywhere.
constexpr const char* kSchema2 = R"(
ALTER TABLE files ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dirs ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
CREATE TABLE batches(id INTEGER PRIMARY KEY, proof BLOB NOT NULL) STRICT;
CREATE INDEX files_by_batch ON files(batch) WHERE batch > 0;
CREATE INDEX dirs_by_batch ON dirs(batch) WHERE batch > 0;
CREATE INDEX files_unflushed ON files(dir, name) WHERE flags & 256;
)";

constexpr const char* kSchema3 = "CREATE INDEX files_dead ON files(dir, name) WHERE live = 0;";

// Names whose file on this disk belongs to a link group. The index by inode finds the other names of a file that was
// linked just now, whatever was written to it since.
constexpr const char* kSchema4 = R"(
CREATE TABLE links(
    dir INTEGER NOT NULL, name BLOB NOT NULL, link_group INTEGER NOT NULL, inode INTEGER NOT NULL,
    PRIMARY KEY(dir, name)) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_group ON links(link_group);
CREATE INDEX links_by_inode ON links(inode);
CREATE INDEX files_by_inode ON files(seen_inode) WHERE content IS NOT NULL;
)";

#define FILE_COLUMNS                                                                                                   \
    "dir, name, live, size, flags, here, key_hash, content, wanted, seen_inode, seen_size, seen_mtime, seen_ctime, "   \
    "seen_mode, seen_uid, seen_gid, disk_name, here_record, record, batch"
#define DIR_COLUMNS                                                                                                    \
    "no, id, live, flags, here, key_hash, disk_parent, disk_name, seen_inode, seen_size, seen_mtime, seen_ctime, "     \
    "seen_mode, seen_uid, seen_gid, birth, fs_id, here_record, record, batch"
#define FILE_REF "0, dir, name, key_hash, record, here, flags, batch"
#define DIR_REF "1, no, NULL, key_hash, record, here, flags, batch"

// The update leaves out key_hash, which belongs to the key: its index is then not touched.
constexpr const char* kPutFile =
    "INSERT INTO files(" FILE_COLUMNS ") "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) "
    "ON CONFLICT(dir, name) DO UPDATE SET live = ?3, size = ?4, flags = ?5, here = ?6, content = ?8, wanted = ?9, "
    "seen_inode = ?10, seen_size = ?11, seen_mtime = ?12, seen_ctime = ?13, seen_mode = ?14, seen_uid = ?15, "
    "seen_gid = ?16, disk_name = ?17, here_record = ?18, record = ?19, batch = ?20";
constexpr const char* kPutDir =
    "INSERT INTO dirs(" DIR_COLUMNS ") "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) "
    "ON CONFLICT(no) DO UPDATE SET live = ?3, flags = ?4, here = ?5, disk_parent = ?7, disk_name = ?8, "
    "seen_inode = ?9, seen_size = ?10, seen_mtime = ?11, seen_ctime = ?12, seen_mode = ?13, seen_uid = ?14, "
    "seen_gid = ?15, birth = ?16, fs_id = ?17, here_record = ?18, record = ?19, batch = ?20";

// The explicit disk name wins over a row that merely has this name and lies elsewhere or nowhere.
constexpr const char* kGetFileByDiskName =
    "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_by_disk_name WHERE dir = ?1 AND disk_name = ?2 "
    "UNION ALL SELECT " FILE_COLUMNS " FROM files WHERE dir = ?1 AND name = ?2 AND disk_name IS NULL LIMIT 1";

// What was observed last comes first: the other names of an inode may not have been looked at since its ctime changed.
#define LINKED_FILES "SELECT " FILE_COLUMNS " FROM links CROSS JOIN files USING(dir, name) WHERE "
#define NEWEST_FIRST " ORDER BY seen_ctime DESC LIMIT ?2"

constexpr const char* kUnusedChunkLists =
    "SELECT content FROM chunk_lists WHERE "
    "NOT EXISTS(SELECT 1 FROM files INDEXED BY files_by_content "
    "WHERE substr(files.content, 1, 8) = substr(chunk_lists.content, 1, 8) AND files.content = chunk_lists.content) "
    "AND "
    "NOT EXISTS(SELECT 1 FROM files INDEXED BY files_by_wanted "
    "WHERE substr(files.wanted, 1, 8) = substr(chunk_lists.content, 1, 8) AND files.wanted = chunk_lists.content)";

} // namespace

const char* migrationSql(int from)
{
    static constexpr const char* kMigrations[kSchemaVersion] = {kSchema1, kSchema2, kSchema3, kSchema4};
    return kMigrations[from];
}

// Exclusive before the first read: no shared memory is used, and a second opener fails instead of waiting.
const char* const kConnectSql = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; "
                                "PRAGMA cell_size_check = ON;";
// A checkpoint every 16,000 pages (64 MiB of log) makes scattered upserts 1.8 times as fast as the default of 1,000;
// the log is cut back to that size after a burst. 16 MiB of cache: several shares fit the memory an idle daemon may
// use.
const char* const kTuneSql = "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000; "
                             "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384; "
                             "PRAGMA temp_store = MEMORY;";
const char* const kDurableSql = "PRAGMA synchronous = FULL";
const char* const kRelaxedSql = "PRAGMA synchronous = NORMAL";

const char* sqlOf(Query query)
{
    switch (query) {
    case Query::Begin:
        return "BEGIN IMMEDIATE";
    case Query::Commit:
        return "COMMIT";
    case Query::Rollback:
        return "ROLLBACK";
    case Query::AllDirs:
        return "SELECT " DIR_COLUMNS " FROM dirs ORDER BY no";
    case Query::OldDir:
        return "SELECT live, flags, key_hash, id FROM dirs WHERE no = ?1";
    case Query::PutDir:
        return kPutDir;
    case Query::RemoveDir:
        return "DELETE FROM dirs WHERE no = ?1";
    case Query::HighestDir:
        return "SELECT max((SELECT ifnull(max(no), 0) FROM dirs), (SELECT ifnull(max(no), 0) FROM highest_dir), "
               "(SELECT ifnull(max(dir), 0) FROM files))";
    case Query::KeepHighestDir:
        return "INSERT INTO highest_dir(one, no) VALUES(1, ?1) ON CONFLICT(one) DO UPDATE SET no = ?1";
    case Query::GetFile:
        return "SELECT " FILE_COLUMNS " FROM files WHERE dir = ?1 AND name = ?2";
    case Query::GetFileByDiskName:
        return kGetFileByDiskName;
    case Query::FilesOf:
        return "SELECT " FILE_COLUMNS " FROM files WHERE dir = ?1 ORDER BY name";
    case Query::ShownFilesOf:
        return "SELECT flags, seen_inode, seen_size, seen_mtime, seen_ctime, seen_mode, seen_uid, seen_gid, "
               "name, disk_name FROM files WHERE dir = ?1 AND here <> 0 ORDER BY name";
    case Query::OldFile:
        return "SELECT live, size, flags, wanted IS NOT NULL, key_hash FROM files WHERE dir = ?1 AND name = ?2";
    case Query::PutFile:
        return kPutFile;
    case Query::RemoveFile:
        return "DELETE FROM files WHERE dir = ?1 AND name = ?2";
    case Query::PendingFiles:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_pending "
               "WHERE flags & 1 AND (dir, name) > (?1, ?2) ORDER BY dir, name LIMIT ?3";
    case Query::Tombstones:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_dead "
               "WHERE live = 0 AND (dir, name) > (?1, ?2) ORDER BY dir, name LIMIT ?3";
    case Query::UnflushedFiles:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_unflushed "
               "WHERE flags & 256 AND (dir, name) > (?1, ?2) ORDER BY dir, name LIMIT ?3";
    case Query::MarkFlushed:
        return "UPDATE files SET flags = flags & ~256 WHERE dir = ?1 AND name = ?2 AND seen_inode = ?3 AND "
               "seen_mtime = ?4 AND seen_size = ?5";
    case Query::FilesWithContent:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_by_content "
               "WHERE substr(content, 1, 8) = substr(?1, 1, 8) AND content = ?1 LIMIT ?2";
    case Query::FilesWithContentAndInode:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_by_inode "
               "WHERE content IS NOT NULL AND seen_inode = ?2 AND content = ?1 LIMIT ?3";
    case Query::FilesOfInode:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_by_inode "
               "WHERE content IS NOT NULL AND seen_inode = ?1 LIMIT ?2";
    case Query::FilesWanting:
        return "SELECT " FILE_COLUMNS " FROM files INDEXED BY files_by_wanted "
               "WHERE substr(wanted, 1, 8) = substr(?1, 1, 8) AND wanted = ?1 LIMIT ?2";
    case Query::DirWeights:
        return "SELECT live, flags FROM dirs";
    case Query::FileWeights:
        return "SELECT live, size, flags, wanted IS NOT NULL FROM files";
    case Query::EveryDirRecord:
        return "SELECT key_hash, record FROM dirs WHERE length(record) > 0 AND (flags & ?1) = 0 ORDER BY no";
    case Query::EveryFileRecord:
        return "SELECT key_hash, record FROM files WHERE length(record) > 0 AND (flags & ?1) = 0";
    case Query::EveryFileView:
        return "SELECT dir, name, live, flags, key_hash, record FROM files WHERE length(record) > 0";
    case Query::DirRecordsBetween:
        return "SELECT " DIR_REF " FROM dirs INDEXED BY dirs_by_key "
               "WHERE key_hash BETWEEN ?1 AND ?2 AND length(record) > 0 ORDER BY key_hash";
    case Query::FileRecordsBetween:
        return "SELECT " FILE_REF " FROM files INDEXED BY files_by_key "
               "WHERE key_hash BETWEEN ?1 AND ?2 AND length(record) > 0 ORDER BY key_hash";
    case Query::DirRecordsAfter:
        return "SELECT " DIR_REF " FROM dirs WHERE no > ?1 AND length(record) > 0 ORDER BY no LIMIT ?2";
    case Query::FileRecordsAfter:
        return "SELECT " FILE_REF " FROM files "
               "INDEXED BY files_by_name WHERE (dir, name) > (?1, ?2) AND length(record) > 0 ORDER BY dir, name LIMIT "
               "?3";
    case Query::GetMeta:
        return "SELECT value FROM meta WHERE key = ?1";
    case Query::SetMeta:
        return "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2";
    case Query::PutGroup:
        return "INSERT INTO apply_groups(id, intent) VALUES(?1, ?2) ON CONFLICT(id) DO UPDATE SET intent = ?2";
    case Query::Groups:
        return "SELECT id, intent FROM apply_groups ORDER BY id";
    case Query::RemoveGroup:
        return "DELETE FROM apply_groups WHERE id = ?1";
    case Query::PutChunkList:
        return "INSERT INTO chunk_lists(content, list) VALUES(?1, ?2) ON CONFLICT(content) DO UPDATE SET list = ?2";
    case Query::GetChunkList:
        return "SELECT list FROM chunk_lists WHERE content = ?1";
    case Query::UnusedChunkLists:
        return kUnusedChunkLists;
    case Query::RemoveChunkList:
        return "DELETE FROM chunk_lists WHERE content = ?1";
    case Query::PutLink:
        return "INSERT INTO links(dir, name, link_group, inode) VALUES(?1, ?2, ?3, ?4) "
               "ON CONFLICT(dir, name) DO UPDATE SET link_group = ?3, inode = ?4";
    case Query::RemoveLink:
        return "DELETE FROM links WHERE dir = ?1 AND name = ?2";
    case Query::LinksOfGroup:
        return LINKED_FILES "link_group = ?1 AND content = ?3" NEWEST_FIRST;
    case Query::LinksOfInode:
        return LINKED_FILES "inode = ?1" NEWEST_FIRST;
    case Query::PutBatch:
        return "INSERT INTO batches(proof) VALUES(?1) RETURNING id";
    case Query::GetBatch:
        return "SELECT proof FROM batches WHERE id = ?1";
    case Query::PruneBatches:
        return "DELETE FROM batches WHERE "
               "NOT EXISTS(SELECT 1 FROM files INDEXED BY files_by_batch WHERE batch > 0 AND batch = batches.id) AND "
               "NOT EXISTS(SELECT 1 FROM dirs INDEXED BY dirs_by_batch WHERE batch > 0 AND batch = batches.id)";
    case Query::GetWholeMark:
        return "SELECT files, dirs, bytes, pending_files, pending_bytes, pending_dirs FROM whole_mark";
    case Query::PutWholeMark:
        return "INSERT INTO whole_mark(one, files, dirs, bytes, pending_files, pending_bytes, pending_dirs) "
               "VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6)";
    case Query::RemoveWholeMark:
        return "DELETE FROM whole_mark";
    }
    return "";
}

} // namespace shoal::store
