// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/version_vector.h"
#include "shared/base/result.h"

#include <optional>

namespace shoal::model {

// What a record is about. Horizon: see core/sync/horizon.h. Kinds above that come from newer versions: they are stored,
// digested and forwarded like any other record, and never applied.
enum class RecordKind : uint32_t { Directory = 1, File = 2, Symlink = 3, Horizon = 4 };

// The write that made a content: which author's which record, and its stamp. chmod and the like keep it.
struct Dot
{
    AuthorId author;
    uint64_t counter = 0;
    int64_t stamp = 0;
    bool operator==(const Dot&) const = default;
};

// A directory's key is its id; everything else is keyed by (directory, name). No record holds a path.
struct RecordKey
{
    bool isDirectory = false;
    DirId dir;  // the directory itself, or the directory a file is in
    Bytes name; // empty for directories
    auto operator<=>(const RecordKey&) const = default;

    // The first 8 bytes, big endian, of SHA-256(key): where the record lives in the digest tree.
    uint64_t hash() const;
};

using Xattrs = std::vector<std::pair<Bytes, Bytes>>; // ascending by name

// What is known of one directory, file or symlink; live or deleted (a tombstone).
struct Record
{
    RecordKind kind = RecordKind::File;
    bool live = true;
    bool joined =
        false; // first seen by the first scan of a filled folder whose archive is on: losing, it goes to that archive
    DirId dir; // directories: their own id; others: the directory they are in
    DirId parent;        // directories only
    Bytes name;          // the last component, as the file system gives it
    uint64_t size = 0;   // bytes
    int64_t mtimeNs = 0; // nanoseconds since 1970
    uint32_t mode = 0;   // permission bits, 07777
    Bytes owner, group;  // names, empty = unknown
    Xattrs xattrs;
    Hash content; // files: see core/storage/chunker.h; symlinks: SHA-256(target); tombstones: what was deleted
    Bytes target; // symlinks only
    uint64_t linkGroup = 0; // marks hard links; 0 = none
    AuthorId author;
    uint64_t counter = 0; // the author's counter for this record, in vector as well
    VersionVector vector;
    int64_t stamp = 0;                             // nanoseconds since 1970; the first part of the rank
    Dot dot;                                       // directories and tombstones have none (counter 0)
    std::optional<std::pair<DirId, Bytes>> origin; // a moved file: where it was
    int64_t authoredNs = 0; // when it was written, where that is later than the stamp; 0 = at its stamp

    // Nanoseconds since 1970. A deletion has a stamp just above its predecessor's, however late it was.
    int64_t authorTimeNs() const { return authoredNs > stamp ? authoredNs : stamp; }
    RecordKey key() const;
    bool isDirectory() const { return kind == RecordKind::Directory; }
    bool isHorizon() const { return kind == RecordKind::Horizon; }
    // File or symlink: something whose content a conflict could lose.
    bool hasContent() const { return kind == RecordKind::File || kind == RecordKind::Symlink; }
    bool operator==(const Record&) const = default;
};

// A record with the bytes its author serialized. Those bytes are hashed, signed, stored and forwarded; they are
// never made again from the fields, so that a field unknown here survives the way through this device.
struct SealedRecord
{
    Record record;
    Bytes bytes;
    Hash hash; // SHA-256 of bytes
};

// The canonical bytes of a record: protobuf wire format, fields ascending, absent when zero (docs/protocol.md
// "Records").
SealedRecord seal(Record record);

// Checks everything a hostile peer could get wrong: names, sizes, order, a vector that lacks its own author.
Result<SealedRecord> unseal(Bytes bytes);

inline constexpr size_t kMaxName = 255;             // NAME_MAX of every file system we meet
inline constexpr size_t kMaxTarget = 4096;          // PATH_MAX
inline constexpr size_t kMaxVectorEntries = 1024;   // authors that ever touched one file; 16 KiB of a record
inline constexpr size_t kMaxXattrBytes = 64 * 1024; // what Linux allows for one value, here for all together
inline constexpr size_t kXattrOverhead = 8;         // counted for each, so that many small ones do not outgrow a record
inline constexpr size_t kMaxRecordBytes = 128 * 1024;

// The folder of the share's own things (settings, archive, staging) in its root: no record may name it.
inline constexpr char kServiceName[] = ".sync";
// The year 2262. Clear of the end of the numbers, so that a successor's stamp can be computed before it is limited to
// this.
inline constexpr int64_t kLatestStamp = INT64_MAX - (int64_t{1} << 40);

// The one record of kind Horizon lies in a directory that nothing else may be in, and that has no record.
inline constexpr char kHorizonName[] = "horizon";
DirId horizonDir();

// A file name as a peer may send it: 1 to 255 bytes, no '/', no NUL, not "." or "..".
bool isValidName(ByteView name);

} // namespace shoal::model
