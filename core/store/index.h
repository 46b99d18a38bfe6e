// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rows.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace shoal::store {

// The index of one share: one SQLite file with write-ahead log at `path` and `path`-wal, mode 0600, locked
// against a second opener for as long as it is open.
//
// Not thread-safe: used from one strand; that strand may change threads. Every call may block on the disk.
// Writes need an open transaction. A commit is atomic and ordered but becomes durable only with a later
// checkpoint or setMetaDurably(): after a power cut the last ones may be gone, never half of one.
//
// Errors of all calls: Corrupt = the file is damaged (the caller sets both files aside and begins anew), NoSpace,
// ReadOnly, Io; InvalidArgument = the caller broke the contract.
class Index
{
public:
    using RecordRef = store::RecordRef;
    using Position = store::Position;
    using Counts = store::Counts;

    // Opens the index, creating an empty one where no file is. `vfs` names a registered SQLite VFS (nullptr: the
    // system's files); it need not support shared memory. After an unclean stop the whole file is checked once.
    // Corrupt: no index, or damaged. Unsupported: written by a newer version. Busy: open elsewhere.
    static Result<std::unique_ptr<Index>> open(const Bytes& path, const char* vfs = nullptr);
    // Rolls an open transaction back. The next open() counts as one after an unclean stop unless checkpoint() was
    // the last write.
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    // Transactions do not nest. A transaction in which a write failed can only be rolled back: commit() then fails.
    // A commit() that fails has rolled back. Prefer Transaction below.
    Result<void> begin();
    Result<void> commit();
    void rollback();
    bool inTransaction() const;

    // Directories, by number.
    Result<std::vector<DirRow>> allDirs();
    // Writes the whole row, new or not. AlreadyExists when another row has this id.
    Result<void> putDir(const DirRow& row);
    // Removing a row that does not exist is no error. The files in it stay.
    Result<void> removeDir(DirNo no);
    // A number no directory row of this index has or had. It is taken once a row with it is committed.
    Result<DirNo> newDirNo();

    Result<std::optional<FileRow>> file(DirNo dir, ByteView name);
    // The row that lies under this name on this disk: the one with that diskName, else the one with that name and
    // no diskName.
    Result<std::optional<FileRow>> fileByDiskName(DirNo dir, ByteView diskName);
    // Ordered by the bytes of `name`.
    Result<std::vector<FileRow>> filesOf(DirNo dir);
    // Writes the whole row, new or not: about 8 us in sorted transactions of 500, less in larger ones, several times
    // as much where neighbours in a batch are far apart by (dir, name).
    Result<void> putFile(const FileRow& row);
    // Removing a row that does not exist is no error.
    Result<void> removeFile(DirNo dir, ByteView name);
    // Rows flagged Pending after (afterDir, afterName), in that order; start with (kRootDirNo, "").
    Result<std::vector<FileRow>> pendingFiles(size_t limit, DirNo afterDir, ByteView afterName);
    // Rows of files that are not live, in the same way.
    Result<std::vector<FileRow>> tombstones(size_t limit, DirNo afterDir, ByteView afterName);
    // Rows flagged Unflushed, in the same way.
    Result<std::vector<FileRow>> unflushedFiles(size_t limit, DirNo afterDir, ByteView afterName);
    // The files of these rows have been flushed to the disk: takes the flag Unflushed from those of which nothing else
    // was observed meanwhile. Needs a transaction, like all writes.
    Result<void> markFlushed(const std::vector<FileRow>& rows);
    // Files on this disk with that content.
    Result<std::vector<FileRow>> filesWithContent(const Hash& content, size_t limit);
    // Those of them that were last seen with this inode.
    Result<std::vector<FileRow>> filesWithContent(const Hash& content, uint64_t inode, size_t limit);
    // Files that were last seen with this inode, with whatever content. Inodes are used again: it may be another's now.
    Result<std::vector<FileRow>> filesOfInode(uint64_t inode, size_t limit);
    Result<std::vector<FileRow>> filesWanting(const Hash& content, size_t limit);
    // Notes that the file which lies at this row's place has that inode and belongs to a link group (not 0). The caller
    // keeps it in step with the row, see ShareIndex::save.
    Result<void> putLink(DirNo dir, ByteView name, uint64_t group, uint64_t inode);
    Result<void> removeLink(DirNo dir, ByteView name);
    // The rows so noted with that group, which show that content, and those with that inode; of the latest ctime first.
    Result<std::vector<FileRow>> linksOfGroup(uint64_t group, const Hash& content, size_t limit);
    Result<std::vector<FileRow>> linksOfInode(uint64_t inode, size_t limit);
    // No query: the totals are kept while rows are written.
    Counts counts() const;

    using RecordVisitor = std::function<void(uint64_t keyHash, ByteView record, bool isDir)>;
    // Every record once, directories first, except rows that carry one of `withoutFlags`. The view is valid during
    // the call only; the visitor must not use the index.
    Result<void> forEachRecord(const RecordVisitor& visit, uint32_t withoutFlags = 0);
    using FileVisitor = std::function<void(const FileView& file)>;
    // Every file that has a record once, in no order; the view is valid during the call only, and the visitor must not
    // use the index. Half the price of reading whole rows.
    Result<void> forEachFile(const FileVisitor& visit);
    // What the disk shows in one directory, in the order of FileRow::name.
    Result<std::vector<ShownFile>> shownFilesOf(DirNo dir);
    // Whether the last owner closed it cleanly: then nothing in it was checked when it was opened, since nothing had to
    // be.
    bool wasWhole() const;
    // Records with first <= keyHash <= last, ordered by keyHash. Stops after `limit` records, but never between two
    // of equal keyHash: a caller that got `limit` or more goes on after the last one's keyHash.
    Result<std::vector<RecordRef>> recordsBetween(uint64_t firstKeyHash, uint64_t lastKeyHash, size_t limit);
    // The next records after `position`, which is moved on: all directories by number, then files by (dir, name).
    // Empty = the end (with limit > 0).
    Result<std::vector<RecordRef>> recordsAfter(Position& position, size_t limit);

    Result<std::optional<Bytes>> meta(ByteView key);
    Result<void> setMeta(ByteView key, ByteView value);
    // In a transaction of its own that is on the disk when this returns, with everything committed before it.
    Result<void> setMetaDurably(ByteView key, ByteView value);

    // Apply groups whose renames may be half done, by number.
    Result<void> putGroup(uint64_t id, ByteView intent);
    // In a transaction of its own, on the disk when it returns.
    Result<void> putGroupDurably(uint64_t id, ByteView intent);
    Result<std::vector<std::pair<uint64_t, Bytes>>> groups();
    Result<void> removeGroup(uint64_t id);

    // Chunk lists of contents too large for a plain hash.
    Result<void> putChunkList(const Hash& content, ByteView list);
    Result<std::optional<Bytes>> chunkList(const Hash& content);
    // Removes the lists of contents that no row has or wants and for which `keep` (which may read the index) says
    // false; an empty `keep` keeps none of these. Returns how many went.
    Result<uint64_t> pruneChunkLists(const std::function<bool(const Hash& content)>& keep);

    // Proofs of records for a device that cannot sign: what it keeps of a signed batch (crypto::PartialBatch), under a
    // number that rows refer to. Those that no row refers to go with pruneBatches().
    Result<int64_t> putBatch(ByteView proof);
    Result<std::optional<Bytes>> batch(int64_t id);
    Result<void> pruneBatches();

    // For a clean stop: moves everything into the main file, durably, and marks it whole, so that the next open()
    // needs no check. The next transaction takes the mark away again.
    Result<void> checkpoint();

private:
    struct State;
    explicit Index(std::unique_ptr<State> state);
    template <class Write> Result<void> durably(Write write);
    std::unique_ptr<State> m_state;
};

// Rolls back at the end of its scope unless committed. `index` must outlive it.
class Transaction
{
public:
    static Result<Transaction> begin(Index& index);
    ~Transaction();
    Transaction(Transaction&& other) noexcept : m_index(std::exchange(other.m_index, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;

    Result<void> commit();

private:
    explicit Transaction(Index& index) : m_index(&index) {}
    Index* m_index; // null once it is over
};

} // namespace shoal::store
