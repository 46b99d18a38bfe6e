// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/posix_calls.h"

#include <climits>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace shoal::storage::posix {

namespace {

// About 1,500 entries a call: large directories take few calls, and the buffer stays in the cache.
constexpr size_t kListBuffer = 64 * 1024;

DirEntry entryOf(const dirent64& found)
{
    DirEntry entry;
    entry.name = found.d_name;
    entry.typeKnown = found.d_type != DT_UNKNOWN;
    switch (found.d_type) {
    case DT_REG:
        entry.typeHint = FileType::File;
        break;
    case DT_DIR:
        entry.typeHint = FileType::Directory;
        break;
    case DT_LNK:
        entry.typeHint = FileType::Symlink;
        break;
    default:
        break;
    }
    return entry;
}

class PosixDirectory final : public Directory
{
public:
    PosixDirectory(Fd fd, Bytes label) : m_fd(std::move(fd)), m_label(std::move(label)) {}
    int fd() const { return m_fd.get(); }

    Result<FileStat> stat() override { return statAt(fd(), {}); }
    Result<uint64_t> fileSystemId() override;
    Result<std::vector<DirEntry>> list() override;
    Result<FileStat> statEntry(ByteView name) override;
    Result<Xattrs> xattrs() override { return readXattrs(fd(), m_label); }
    Result<std::unique_ptr<File>> openFile(ByteView name) override;
    Result<Bytes> readLink(ByteView name) override;
    Result<std::unique_ptr<Directory>> openDirectory(ByteView name) override;
    Result<void> makeDirectory(ByteView name, uint32_t mode) override;
    Result<void> makeSymlink(ByteView target, ByteView name) override;
    Result<void> removeFile(ByteView name) override;
    Result<void> removeDirectory(ByteView name) override;
    Result<void> setEntryAttributes(ByteView name, const Attributes& attributes) override;
    Result<std::unique_ptr<File>> createUnnamed(uint32_t mode) override;
    Result<std::unique_ptr<File>> createNamed(ByteView name, uint32_t mode) override;
    Result<std::unique_ptr<File>> reopenNamed(ByteView name) override;
    Result<void> publish(File& unnamed, ByteView name) override;
    Result<void> link(Directory& from, ByteView name, ByteView newName) override;
    Result<void> syncDirectory() override;
    Result<void> syncFileSystem() override;

private:
    Result<std::unique_ptr<File>> openRegular(ByteView name, int flags, uint32_t mode, const char* verb);
    Result<void> setEntryOwnerAndXattrs(const Bytes& name, FileType type, const Attributes& attributes);
    // Checks `name`, then calls `call` with it NUL-terminated.
    template <class Call> Result<void> onEntry(ByteView name, const char* verb, Call call)
    {
        if (auto good = checkName(name); !good)
            return good;
        const Bytes terminated(name);
        if (retried([&] { return call(terminated.c_str()); }) != 0)
            return fail(failure(errno, verb, name));
        return {};
    }

    Fd m_fd;
    Bytes m_label;
};

Result<uint64_t> PosixDirectory::fileSystemId()
{
    struct statfs where = {};
    if (retried([&] { return ::fstatfs(fd(), &where); }) != 0)
        return fail(failure(errno, "identify the file system of", m_label));
    return static_cast<uint64_t>(static_cast<uint32_t>(where.f_fsid.__val[0])) << 32 |
           static_cast<uint32_t>(where.f_fsid.__val[1]);
}

Result<std::vector<DirEntry>> PosixDirectory::list()
{
    if (::lseek(fd(), 0, SEEK_SET) < 0)
        return fail(failure(errno == EBADF ? EACCES : errno, "list", m_label)); // opened without read permission
    const auto buffer = std::make_unique<char[]>(kListBuffer);
    std::vector<DirEntry> entries;
    while (true) {
        const ssize_t size = retried([&] { return ::getdents64(fd(), buffer.get(), kListBuffer); });
        if (size < 0)
            return fail(failure(errno, "list", m_label));
        if (size == 0)
            return entries;
        for (ssize_t at = 0; at < size;) {
            const auto* found = reinterpret_cast<const dirent64*>(buffer.get() + at);
            at += found->d_reclen;
            const ByteView name(found->d_name);
            if (name != "." && name != "..")
                entries.push_back(entryOf(*found));
        }
    }
}

Result<FileStat> PosixDirectory::statEntry(ByteView name)
{
    if (auto good = checkName(name); !good)
        return fail(good.error());
    return statAt(fd(), name);
}

Result<std::unique_ptr<File>> PosixDirectory::openRegular(ByteView name, int flags, uint32_t mode, const char* verb)
{
    if (auto good = checkName(name); !good)
        return fail(good.error());
    // Without O_NONBLOCK a FIFO would wait for its other end.
    auto opened = openAt(fd(), name, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, mode, verb);
    if (!opened)
        return fail(opened.error());
    struct stat found = {};
    if (::fstat(opened->get(), &found) != 0)
        return fail(failure(errno, "look at", name));
    if (!S_ISREG(found.st_mode))
        return fail(ErrorCode::Unsupported, std::string(verb) + " '" + printable(name) + "': not a regular file");
    return makeFile(std::move(*opened), Bytes(name));
}

Result<std::unique_ptr<File>> PosixDirectory::openFile(ByteView name)
{
    return openRegular(name, O_RDONLY, 0, "open");
}

Result<std::unique_ptr<File>> PosixDirectory::reopenNamed(ByteView name)
{
    return openRegular(name, O_RDWR, 0, "open for writing");
}

Result<std::unique_ptr<File>> PosixDirectory::createNamed(ByteView name, uint32_t mode)
{
    return openRegular(name, O_RDWR | O_CREAT | O_EXCL, mode, "create");
}

Result<std::unique_ptr<File>> PosixDirectory::createUnnamed(uint32_t mode)
{
    auto opened = openAt(fd(), ".", O_TMPFILE | O_RDWR, mode, "create an unnamed file in");
    if (!opened)
        return fail(opened.error());
    return makeFile(std::move(*opened), "a new file in " + m_label);
}

Result<Bytes> PosixDirectory::readLink(ByteView name)
{
    if (auto good = checkName(name); !good)
        return fail(good.error());
    const Bytes terminated(name);
    char target[PATH_MAX];
    const ssize_t size = ::readlinkat(fd(), terminated.c_str(), target, sizeof target);
    if (size < 0)
        return fail(failure(errno, "read the link", name));
    return Bytes(target, static_cast<size_t>(size));
}

Result<std::unique_ptr<Directory>> PosixDirectory::openDirectory(ByteView name)
{
    if (auto good = checkName(name); !good)
        return fail(good.error());
    auto opened = openAt(fd(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0, "open the directory");
    // Where we may enter but not list, entries can still be used by name.
    if (!opened && opened.error().code == ErrorCode::PermissionDenied)
        opened = openAt(fd(), name, O_PATH | O_DIRECTORY | O_NOFOLLOW, 0, "open the directory");
    if (!opened)
        return fail(opened.error());
    return posix::makeDirectory(std::move(*opened), Bytes(name));
}

Result<void> PosixDirectory::makeDirectory(ByteView name, uint32_t mode)
{
    return onEntry(name, "make the directory", [&](const char* path) { return ::mkdirat(fd(), path, mode & 07777); });
}

Result<void> PosixDirectory::makeSymlink(ByteView target, ByteView name)
{
    if (target.empty() || target.find('\0') != ByteView::npos)
        return fail(ErrorCode::InvalidArgument, "a symlink's target is empty or contains a NUL byte");
    const Bytes terminated(target);
    return onEntry(name, "make the link",
                   [&](const char* path) { return ::symlinkat(terminated.c_str(), fd(), path); });
}

Result<void> PosixDirectory::removeFile(ByteView name)
{
    return onEntry(name, "remove", [&](const char* path) { return ::unlinkat(fd(), path, 0); });
}

Result<void> PosixDirectory::removeDirectory(ByteView name)
{
    return onEntry(name, "remove the directory",
                   [&](const char* path) { return ::unlinkat(fd(), path, AT_REMOVEDIR); });
}

Result<void> PosixDirectory::setEntryOwnerAndXattrs(const Bytes& name, FileType type, const Attributes& attributes)
{
    constexpr uid_t kKeep = static_cast<uid_t>(-1);
    if ((attributes.uid || attributes.gid) && ::fchownat(fd(), name.c_str(), attributes.uid.value_or(kKeep),
                                                         attributes.gid.value_or(kKeep), AT_SYMLINK_NOFOLLOW) != 0)
        return fail(failure(errno, "set the owner of", name));
    if ((!attributes.xattrs && !attributes.specialXattrs) || (type != FileType::File && type != FileType::Directory))
        return {};
    auto entry = openAt(fd(), name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0, "open");
    if (!entry)
        return fail(entry.error());
    if (attributes.specialXattrs)
        writeSpecialXattrs(entry->get(), *attributes.specialXattrs, name);
    return attributes.xattrs ? writeXattrs(entry->get(), *attributes.xattrs, name) : Result<void>();
}

Result<void> PosixDirectory::setEntryAttributes(ByteView name, const Attributes& attributes)
{
    const auto found = statEntry(name);
    if (!found)
        return fail(found.error());
    const Bytes terminated(name);
    if (auto done = setEntryOwnerAndXattrs(terminated, found->type, attributes); !done)
        return done;
    // Should a symlink take its place now, this fails instead of following.
    if (attributes.mode && found->type != FileType::Symlink &&
        ::fchmodat(fd(), terminated.c_str(), *attributes.mode & 07777, AT_SYMLINK_NOFOLLOW) != 0)
        return fail(failure(errno, "set the permissions of", name));
    if (attributes.mtimeNs)
        return setTimes(fd(), terminated.c_str(), *attributes.mtimeNs, AT_SYMLINK_NOFOLLOW, name);
    return {};
}

Result<void> PosixDirectory::publish(File& unnamed, ByteView name)
{
    return onEntry(name, "give a new file the name", [&](const char* path) {
        // Linking by descriptor alone needs Linux 6.10 or a capability; before, ENOENT. Then through /proc.
        const int result = ::linkat(fdOf(unnamed), "", fd(), path, AT_EMPTY_PATH);
        if (result == 0 || errno != ENOENT)
            return result;
        return ::linkat(AT_FDCWD, procPathOf(fdOf(unnamed)).c_str(), fd(), path, AT_SYMLINK_FOLLOW);
    });
}

Result<void> PosixDirectory::link(Directory& from, ByteView name, ByteView newName)
{
    if (auto good = checkName(name); !good)
        return good;
    const Bytes source(name);
    return onEntry(newName, "make the hard link",
                   [&](const char* path) { return ::linkat(fdOf(from), source.c_str(), fd(), path, 0); });
}

Result<void> PosixDirectory::syncDirectory()
{
    if (retried([&] { return ::fsync(fd()); }) != 0)
        return fail(failure(errno == EBADF ? EACCES : errno, "flush the directory", m_label));
    return {};
}

Result<void> PosixDirectory::syncFileSystem()
{
    if (retried([&] { return ::syncfs(fd()); }) != 0)
        return fail(failure(errno == EBADF ? EACCES : errno, "flush the file system of", m_label));
    return {};
}

} // namespace

std::unique_ptr<Directory> makeDirectory(Fd fd, Bytes label)
{
    return std::make_unique<PosixDirectory>(std::move(fd), std::move(label));
}

int fdOf(Directory& directory)
{
    return static_cast<PosixDirectory&>(directory).fd();
}

} // namespace shoal::storage::posix
