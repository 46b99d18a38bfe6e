// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace shoal::store {

// All SQL of the index. Text is constant: values are bound, never formatted in.

// "SHOL" in the file header tells an index from any other SQLite file.
inline constexpr int32_t kApplicationId = 0x53484f4c;
// The version this code writes. Older files are migrated at open, newer ones refused.
inline constexpr int kSchemaVersion = 4;

// The statements that lead from schema version `from` to `from + 1`, 0 <= from < kSchemaVersion. Run in a transaction;
// they set neither user_version nor application_id.
const char* migrationSql(int from);

// Settings of a connection before the file is first read, and once it is known to be ours.
extern const char* const kConnectSql;
extern const char* const kTuneSql;
extern const char* const kDurableSql; // commits reach the disk before they return
extern const char* const kRelaxedSql; // commits reach the disk with the next checkpoint

// Statements that are prepared once and kept.
enum class Query : uint8_t {
    Begin,
    Commit,
    Rollback,
    AllDirs,
    OldDir,
    PutDir,
    RemoveDir,
    HighestDir,
    KeepHighestDir,
    GetFile,
    GetFileByDiskName,
    FilesOf,
    ShownFilesOf,
    OldFile,
    PutFile,
    RemoveFile,
    PendingFiles,
    Tombstones,
    UnflushedFiles,
    MarkFlushed,
    FilesWithContent,
    FilesWithContentAndInode,
    FilesOfInode,
    FilesWanting,
    DirWeights,
    FileWeights,
    EveryDirRecord,
    EveryFileRecord,
    EveryFileView,
    DirRecordsBetween,
    FileRecordsBetween,
    DirRecordsAfter,
    FileRecordsAfter,
    GetMeta,
    SetMeta,
    PutGroup,
    Groups,
    RemoveGroup,
    PutChunkList,
    GetChunkList,
    UnusedChunkLists,
    RemoveChunkList,
    PutLink,
    RemoveLink,
    LinksOfGroup,
    LinksOfInode,
    PutBatch,
    GetBatch,
    PruneBatches,
    GetWholeMark,
    PutWholeMark,
    RemoveWholeMark,
};
inline constexpr size_t kQueries = static_cast<size_t>(Query::RemoveWholeMark) + 1;

const char* sqlOf(Query query);

} // namespace shoal::store
