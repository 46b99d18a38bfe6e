// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/posix_file_system.h"

#include "core/storage/posix_calls.h"

#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace shoal::storage {

namespace {

using namespace posix;

// openat2 gives EAGAIN when a rename elsewhere made the kernel unsure; it does not last.
constexpr int kResolveTries = 16;
// renameat2 with 0 flags is rename.
constexpr unsigned kReplace = 0;

int openBeneath(int root, const char* path, uint64_t flags)
{
    open_how how = {};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    for (int tries = 0; tries < kResolveTries; ++tries) {
        const long fd = retried([&] { return ::syscall(SYS_openat2, root, path, &how, sizeof how); });
        if (fd >= 0 || errno != EAGAIN)
            return static_cast<int>(fd);
    }
    return -1;
}

class PosixFileSystem final : public FileSystem
{
public:
    PosixFileSystem(Fd root, Bytes rootPath, PathLookup lookup)
        : m_root(std::move(root)), m_rootPath(std::move(rootPath)), m_lookup(lookup)
    {
        if (m_lookup == PathLookup::StepByStep)
            return;
        // ENOSYS from an old kernel, EPERM from a container's filter.
        const Fd trial(openBeneath(m_root.get(), ".", O_PATH | O_DIRECTORY));
        if (!trial.isOpen())
            m_lookup = PathLookup::StepByStep;
    }

    Result<std::unique_ptr<Directory>> openDirectory(ByteView path) override;
    Result<void> renameNoReplace(Directory& from, ByteView a, Directory& to, ByteView b) override
    {
        return rename(from, a, to, b, RENAME_NOREPLACE, "rename without replacing");
    }
    Result<void> exchange(Directory& x, ByteView a, Directory& y, ByteView b) override
    {
        return rename(x, a, y, b, RENAME_EXCHANGE, "exchange");
    }
    Result<void> renameOver(Directory& from, ByteView a, Directory& to, ByteView b) override
    {
        return rename(from, a, to, b, kReplace, "rename");
    }
    Result<void> syncFileSystem() override
    {
        if (retried([&] { return ::syncfs(m_root.get()); }) != 0)
            return fail(failure(errno, "flush the file system of", m_rootPath));
        return {};
    }
    Result<FreeSpace> freeSpace() override;
    Bytes procPath(Directory& directory) override { return procPathOf(fdOf(directory)); }

private:
    Result<void> rename(Directory& from, ByteView a, Directory& to, ByteView b, unsigned flags, const char* verb);
    Result<std::unique_ptr<Directory>> openRoot();
    Result<std::unique_ptr<Directory>> openStepByStep(ByteView path);

    Fd m_root;
    Bytes m_rootPath;
    PathLookup m_lookup;
};

Result<std::unique_ptr<Directory>> PosixFileSystem::openRoot()
{
    auto opened = openAt(m_root.get(), ".", O_RDONLY | O_DIRECTORY, 0, "open the share's folder");
    if (!opened)
        return fail(opened.error());
    return makeDirectory(std::move(*opened), m_rootPath);
}

Result<std::unique_ptr<Directory>> PosixFileSystem::openStepByStep(ByteView path)
{
    auto directory = openRoot();
    while (directory && !path.empty()) {
        const size_t slash = path.find('/');
        directory = (*directory)->openDirectory(path.substr(0, slash));
        path = slash == ByteView::npos ? ByteView() : path.substr(slash + 1);
    }
    return directory;
}

Result<std::unique_ptr<Directory>> PosixFileSystem::openDirectory(ByteView path)
{
    if (auto good = checkPath(path); !good)
        return fail(good.error());
    if (path.empty())
        return openRoot();
    // The kernel takes no path of PATH_MAX bytes or more in one call; a tree may be deeper.
    if (m_lookup == PathLookup::StepByStep || path.size() >= PATH_MAX)
        return openStepByStep(path);
    const Bytes terminated(path);
    int fd = openBeneath(m_root.get(), terminated.c_str(), O_RDONLY | O_DIRECTORY);
    if (fd < 0 && errno == EACCES) // may be entered but not listed
        fd = openBeneath(m_root.get(), terminated.c_str(), O_PATH | O_DIRECTORY);
    if (fd < 0)
        return fail(failure(errno, "open the directory", path));
    return makeDirectory(Fd(fd), Bytes(path));
}

Result<void> PosixFileSystem::rename(Directory& from, ByteView a, Directory& to, ByteView b, unsigned flags,
                                     const char* verb)
{
    for (const ByteView name : {a, b}) {
        if (auto good = checkName(name); !good)
            return good;
    }
    const Bytes source(a);
    const Bytes target(b);
    if (::renameat2(fdOf(from), source.c_str(), fdOf(to), target.c_str(), flags) != 0)
        return fail(failure(errno, verb, b));
    return {};
}

Result<FreeSpace> PosixFileSystem::freeSpace()
{
    struct statvfs where = {};
    if (retried([&] { return ::fstatvfs(m_root.get(), &where); }) != 0)
        return fail(failure(errno, "ask for the free space of", m_rootPath));
    return FreeSpace{where.f_blocks * where.f_frsize, where.f_bavail * where.f_frsize, (where.f_flag & ST_RDONLY) != 0};
}

} // namespace

Result<std::unique_ptr<FileSystem>> makePosixFileSystem(const Bytes& rootPath, PathLookup lookup)
{
    if (rootPath.empty() || rootPath.find('\0') != Bytes::npos)
        return fail(ErrorCode::InvalidArgument, "the share's folder has no valid path");
    // Symlinks in the path of the folder itself are the administrator's business. Not O_PATH: syncfs refuses that.
    auto root = openAt(AT_FDCWD, rootPath, O_RDONLY | O_DIRECTORY, 0, "open the share's folder");
    if (!root)
        return fail(root.error());
    return std::make_unique<PosixFileSystem>(std::move(*root), rootPath, lookup);
}

Result<std::unique_ptr<FileSystem>> openPosixFolder(const Bytes& path)
{
    return makePosixFileSystem(path);
}

} // namespace shoal::storage
