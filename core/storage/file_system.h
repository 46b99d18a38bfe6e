// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

// The seam between Shoal and the disk. Every virtual call is one or a few system calls, so that a
// simulated file system can let somebody else act between any two of them. All calls block; they run
// on pool threads or one strand. An object is used by one thread at a time, except that
// FileSystem::openDirectory may be called from several threads at once.
//
// Names are single path components: not empty, no '/', no NUL, not "." or "..". Anything else is
// refused with InvalidArgument before the system sees it. Nothing here follows a symbolic link.
namespace shoal::storage {

enum class FileType : uint8_t { File, Directory, Symlink, Other };

struct FileStat
{
    FileType type = FileType::Other;
    uint64_t device = 0; // not stable across boots: see Directory::fileSystemId
    uint64_t inode = 0;
    int64_t size = 0;
    int64_t mtimeNs = 0; // since 1970, may be negative
    int64_t ctimeNs = 0;
    int64_t birthNs = 0; // 0 = this file system does not tell
    uint32_t mode = 0;   // the 07777 bits
    uint32_t uid = 0;
    uint32_t gid = 0;
    uint32_t nlink = 0;
    uint64_t allocated = 0; // bytes on disk
    // A mount begins exactly here, of whatever file system; nothing: the kernel does not tell (before 5.8).
    std::optional<bool> mountRoot;
    uint64_t mountId = 0; // of the mount through which it was looked at, for as long as that lasts; 0 = not told

    bool operator==(const FileStat&) const = default;
};

struct DirEntry
{
    Bytes name;
    FileType typeHint = FileType::Other;
    bool typeKnown = false; // some file systems do not say while listing
};

// Extended attributes, sorted by name: the "user." ones. "user.shoal." is hidden: it marks things on this disk and
// never travels. The special ones, "security." and "trusted.", are told and set apart, and only to whoever asks for
// them; what a security module of this machine thinks of a file (labels, measurements) is not among them.
using Xattrs = std::vector<std::pair<Bytes, Bytes>>;
inline constexpr ByteView kUserXattrPrefix = "user.";
inline constexpr ByteView kOwnXattrPrefix = "user.shoal.";
// As with btsync; a file system such as ext4 holds about this much in all for one file.
inline constexpr size_t kXattrValueLimit = 4096;

// What to set; what is not given stays as it is. `xattrs` is the exact set wanted: others are removed.
struct Attributes
{
    std::optional<uint32_t> mode; // 07777
    std::optional<uint32_t> uid;
    std::optional<uint32_t> gid;
    std::optional<int64_t> mtimeNs;
    std::optional<Xattrs> xattrs;
    // The exact set of special ones. What the system refuses, to an ordinary user all of them, is left out silently.
    std::optional<Xattrs> specialXattrs = {};
};

struct FreeSpace
{
    uint64_t total = 0;     // bytes
    uint64_t available = 0; // bytes that this process may still fill
    bool readOnly = false;  // mounted so that nothing can be written at all
};

// An open regular file: one that exists, read-only, or a new one of ours, writable. Closed when destroyed.
class File
{
public:
    virtual ~File() = default;
    virtual Result<FileStat> stat() = 0;
    // Reads until `size` bytes or the end of the file; returns how many.
    virtual Result<size_t> read(uint64_t offset, char* to, size_t size) = 0;
    virtual Result<void> write(uint64_t offset, ByteView data) = 0;
    virtual Result<void> truncate(uint64_t size) = 0;
    // Shares the blocks of `source`; Unsupported where that is not possible or not aligned.
    virtual Result<void> clone(File& source, uint64_t from, uint64_t to, uint64_t size) = 0;
    // The same bytes by the cheapest way: shared blocks, copy inside the kernel, read and write. Holes stay
    // holes. Changed when the source is shorter than that. `source` comes from the same FileSystem kind.
    virtual Result<void> copyFrom(File& source, uint64_t from, uint64_t to, uint64_t size) = 0;
    // In an order in which no step undoes another: owner, xattrs, mode, mtime. Xattrs are left out silently
    // where the file system has none.
    virtual Result<void> setAttributes(const Attributes& attributes) = 0;
    // The user.* attributes without our own, those with values above kXattrValueLimit left out. Unsupported where the
    // file system has none: that a file has none says nothing there.
    virtual Result<Xattrs> xattrs() = 0;
    // "trusted." ones are hidden from ordinary users.
    virtual Result<Xattrs> specialXattrs() { return fail(ErrorCode::Unsupported, "not known here"); }
    virtual Result<void> syncData() = 0;
    // Written bytes will have to be on the disk soon: the kernel may begin with it, so that syncData() takes less long.
    virtual void beginFlush(uint64_t /*offset*/, uint64_t /*size*/) {}
    // Flushes everything on the file system that holds this file.
    virtual Result<void> syncFileSystem() = 0;
    // Takes a read lease (read-only files). True: until this File is destroyed or leaseBroken(), nobody opens
    // the file for writing; who tries waits for us. False: somebody has it open for writing or mapped
    // writable. Unsupported: no leases here (network file system, somebody else's file, see ignoreLeaseSignals).
    virtual Result<bool> takeReadLease() = 0;
    // True when somebody waits to write, or wrote, since the lease was taken.
    virtual bool leaseBroken() = 0;
    // The content will not be needed again soon: the kernel may drop it from its cache.
    virtual void adviseDone() = 0;

    // The whole content; InvalidArgument when it is longer than `limit`.
    Result<Bytes> readAll(size_t limit);
};

// One directory at or below the root of a share, held open: it stays the same directory when it is moved.
class Directory
{
public:
    virtual ~Directory() = default;
    virtual Result<FileStat> stat() = 0;
    // Identifies the mounted file system across boots (statfs f_fsid); 0 = it does not tell.
    virtual Result<uint64_t> fileSystemId() = 0;
    // Without "." and "..", in no order.
    virtual Result<std::vector<DirEntry>> list() = 0;
    virtual Result<FileStat> statEntry(ByteView name) = 0;
    virtual Result<Xattrs> xattrs() = 0;
    // Read-only; Unsupported when it is no regular file. Never blocks on a FIFO.
    virtual Result<std::unique_ptr<File>> openFile(ByteView name) = 0;
    virtual Result<Bytes> readLink(ByteView name) = 0;
    virtual Result<std::unique_ptr<Directory>> openDirectory(ByteView name) = 0;

    // The umask limits `mode`. AlreadyExists when the name is taken.
    virtual Result<void> makeDirectory(ByteView name, uint32_t mode) = 0;
    virtual Result<void> makeSymlink(ByteView target, ByteView name) = 0;
    virtual Result<void> removeFile(ByteView name) = 0;
    // AlreadyExists when something is in it.
    virtual Result<void> removeDirectory(ByteView name) = 0;
    // Does not follow a symlink; a symlink has no mode and no xattrs, both are left out.
    virtual Result<void> setEntryAttributes(ByteView name, const Attributes& attributes) = 0;

    // A new file without a name, on this directory's file system, with what it inherits here (setgid
    // group, default ACL). Vanishes unless published. Unsupported on some file systems.
    virtual Result<std::unique_ptr<File>> createUnnamed(uint32_t mode) = 0;
    // A new file under a name of ours; AlreadyExists when the name is taken.
    virtual Result<std::unique_ptr<File>> createNamed(ByteView name, uint32_t mode) = 0;
    // Opens a file that createNamed made earlier, to go on writing. Only for names in `.sync`.
    virtual Result<std::unique_ptr<File>> reopenNamed(ByteView name) = 0;
    // Gives a file of createUnnamed its name here; AlreadyExists when the name is taken.
    virtual Result<void> publish(File& unnamed, ByteView name) = 0;
    // A second name, in this directory, for `from/name`.
    virtual Result<void> link(Directory& from, ByteView name, ByteView newName) = 0;
    virtual Result<void> syncDirectory() = 0;
    // Flushes everything on the file system that this directory is on.
    virtual Result<void> syncFileSystem() = 0;
};

// The folder of one share.
class FileSystem
{
public:
    virtual ~FileSystem() = default;
    // `path` is relative to the root, '/' between names, "" = the root. Cannot leave the root; symlinks
    // anywhere in it are refused. May be called from several threads at once.
    virtual Result<std::unique_ptr<Directory>> openDirectory(ByteView path) = 0;
    // AlreadyExists when `to/b` exists; Unsupported where the file system cannot do it in one step.
    virtual Result<void> renameNoReplace(Directory& from, ByteView a, Directory& to, ByteView b) = 0;
    // Swaps two entries in one step; Unsupported where the file system cannot.
    virtual Result<void> exchange(Directory& x, ByteView a, Directory& y, ByteView b) = 0;
    // Plain rename: replaces `to/b`. Only the code of safe_apply.h and archive.h may call it.
    virtual Result<void> renameOver(Directory& from, ByteView a, Directory& to, ByteView b) = 0;
    virtual Result<void> syncFileSystem() = 0;
    virtual Result<FreeSpace> freeSpace() = 0;
    // A path that names this open directory for inotify_add_watch, whatever it is called meanwhile.
    virtual Bytes procPath(Directory& directory) = 0;
};

// Opens the folder at an absolute path. May be called from several threads at once.
using OpenFolder = std::function<Result<std::unique_ptr<FileSystem>>(const Bytes& path)>;

// InvalidArgument unless `name` is one path component, see above.
Result<void> checkName(ByteView name);
// InvalidArgument unless `path` is "" or names joined by single '/'.
Result<void> checkPath(ByteView path);

} // namespace shoal::storage
