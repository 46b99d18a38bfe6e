// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <limits>

namespace shoal::store {

// Local number of a directory: 0 is the root, the others are given out by Index::newDirNo() and never reused.
using DirNo = int64_t;
inline constexpr DirNo kRootDirNo = 0;
inline constexpr DirNo kNotOnDisk = -1; // as DirRow::diskParent

// What was last observed on this disk, as statx reported it. All zero: nothing was; only a ctime: we removed it then.
struct Seen
{
    uint64_t inode = 0;
    int64_t size = 0;
    int64_t mtimeNs = 0;
    int64_t ctimeNs = 0;
    uint32_t mode = 0;
    uint32_t uid = 0;
    uint32_t gid = 0;

    bool operator==(const Seen&) const = default;
};

// Which record the disk shows.
enum class HereKind : uint8_t {
    Nothing = 0,      // the disk has nothing at this key
    SameAsRecord = 1, // the disk shows the row's `record`
    Other = 2,        // the disk shows `hereRecord`
};

// Bits of FileRow::flags and DirRow::flags. Stored: values are never given a new meaning.
enum Flags : uint32_t {
    Pending = 1,        // record and disk differ and work is left to do
    Ignored = 2,        // matches the ignore list: stored and forwarded, not applied
    Held = 4,           // older than the horizon and unknown here: waits for a person
    Diverged = 8,       // the disk shows content that no record describes
    MountBoundary = 16, // another file system begins at this directory
    Suspended = 32,     // its mount changed: nothing below counts as deleted or created
    Racy = 64,          // changed too close to the scan: hash it again
    Conflict = 128,     // a derived conflict copy
    Unflushed = 256,    // announced as it was found on this disk, and not yet known to have reached it durably
    MountLooked = 1024, // whether a mount begins here was looked at; without it MountRoot says nothing
    MountRoot = 2048,   // a mount begins at this directory, perhaps one of the same file system
};
inline constexpr uint32_t kMountBegins = MountBoundary | MountRoot;

// One file or symlink: the winning record, and separately what is on this disk. Records are opaque here.
struct FileRow
{
    DirNo dir = kRootDirNo; // with `name` the key
    Bytes name;             // name in the record
    uint64_t keyHash = 0;   // keyHashOf() of the record's key; a row keeps the one it was first written with
    Bytes record;           // empty: no record yet; such a row is in no digest and no stream of records
    bool live = false;      // false: the record is a tombstone
    int64_t size = 0;       // content size in the record, bytes
    HereKind here = HereKind::Nothing;
    Bytes hereRecord; // only with HereKind::Other, otherwise dropped
    Seen seen;
    Bytes diskName; // name on this disk where it differs from `name`, otherwise empty (an equal one is stored as empty)
    // Of what is on this disk, or of what was deleted here while something newer is wanted; else zero, and for what is
    // no file.
    Hash content;
    Hash wanted; // content still to fetch; zero if none
    uint32_t flags = 0;
    int64_t batch = 0; // the signed batch that proves `record` (Index::putBatch); 0: none is kept

    bool operator==(const FileRow&) const = default;
    // The name under which it lies on this disk, if it does.
    const Bytes& nameOnDisk() const { return diskName.empty() ? name : diskName; }
};

// Of a file with a record, what a walk over all of them needs. Borrowed from the index.
struct FileView
{
    DirNo dir = kRootDirNo;
    ByteView name;
    bool live = false;
    uint32_t flags = 0;
    uint64_t keyHash = 0;
    ByteView record;
};

// Of a file that is on this disk, what the scanner compares.
struct ShownFile
{
    Bytes name;       // on this disk
    Bytes recordName; // where that is another one, otherwise empty
    uint32_t flags = 0;
    Seen seen;

    bool operator==(const ShownFile&) const = default;
};

// One directory.
struct DirRow
{
    DirNo no = kRootDirNo; // the key
    DirId id;              // unique; a row keeps the one it was first written with, as it keeps keyHash
    uint64_t keyHash = 0;
    Bytes record; // empty: no record yet, for the root or for a directory known only through its children
    bool live = false;
    HereKind here = HereKind::Nothing;
    Bytes hereRecord; // only with HereKind::Other, otherwise dropped
    DirNo diskParent = kNotOnDisk;
    Bytes diskName; // name on this disk, whether or not it differs from the record's
    Seen seen;
    int64_t birthNs = 0; // birth time on this disk, 0 = unknown
    uint64_t fsId = 0;   // statfs f_fsid
    uint32_t flags = 0;
    int64_t batch = 0; // as in FileRow

    bool operator==(const DirRow&) const = default;
};

// One record as anti-entropy and streams to peers need it.
struct RecordRef
{
    bool isDir = false;
    DirNo dir = kRootDirNo; // file: the directory it is in; directory: its own number
    Bytes name;             // of a file; empty for a directory
    uint64_t keyHash = 0;
    Bytes record;
    HereKind here = HereKind::Nothing;
    uint32_t flags = 0;
    int64_t batch = 0;

    bool operator==(const RecordRef&) const = default;
};

// A place in the stream of all records; a default one is the beginning. It is a key, not a pointer: rows
// written between two reads neither invalidate it nor make it repeat or skip another row.
struct Position
{
    bool inFiles = false;
    DirNo dir = std::numeric_limits<DirNo>::min(); // last directory read, or directory of the last file read
    Bytes name;                                    // last file read
};

// Totals over all rows. Sizes come from peers, so sums wrap modulo 2^64 and negative sizes count as 0.
struct Counts
{
    uint64_t files = 0;        // live
    uint64_t dirs = 0;         // live
    uint64_t bytes = 0;        // size of the live files
    uint64_t pendingFiles = 0; // file rows flagged Pending, deletions included
    uint64_t pendingBytes = 0; // size of those that still want content
    uint64_t pendingDirs = 0;  // directory rows flagged Pending

    bool operator==(const Counts&) const = default;
};

} // namespace shoal::store
