// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/posix_calls.h"
#include "core/storage/posix_file_system.h"

#include <csignal>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace shoal::storage {

namespace posix {

namespace {

// Not in every linux/magic.h.
constexpr int64_t kSmb2Magic = 0xFE534D42;
constexpr int64_t kCifsMagic = 0xFF534D42;

// Network file systems answer "somebody writes" when the server merely has not delegated the file to us.
bool leasesAreHearsay(int fd)
{
    struct statfs where = {};
    if (::fstatfs(fd, &where) != 0)
        return false;
    const auto magic = static_cast<int64_t>(static_cast<uint32_t>(where.f_type));
    return magic == NFS_SUPER_MAGIC || magic == kSmb2Magic || magic == kCifsMagic;
}

bool leaseSignalWouldKill()
{
    struct sigaction now = {};
    ::sigaction(SIGIO, nullptr, &now);
    return !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_DFL;
}

class PosixFile final : public File
{
public:
    PosixFile(Fd fd, Bytes label) : m_fd(std::move(fd)), m_label(std::move(label)) {}
    int fd() const { return m_fd.get(); }

    Result<FileStat> stat() override { return statAt(fd(), {}); }
    Result<size_t> read(uint64_t offset, char* to, size_t size) override
    {
        return readFully(fd(), offset, to, size, m_label);
    }
    Result<void> write(uint64_t offset, ByteView data) override { return writeFully(fd(), offset, data, m_label); }
    Result<void> truncate(uint64_t size) override
    {
        return check(retried([&] { return ::ftruncate(fd(), static_cast<off_t>(size)); }), "set the size of");
    }
    Result<void> clone(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        return cloneRange(fdOf(source), fd(), from, to, size, m_label);
    }
    Result<void> copyFrom(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        return copyRange(fdOf(source), fd(), from, to, size, m_clones, m_label);
    }
    Result<void> setAttributes(const Attributes& attributes) override
    {
        return posix::setAttributes(fd(), attributes, m_label);
    }
    Result<Xattrs> xattrs() override { return readXattrs(fd(), m_label); }
    Result<Xattrs> specialXattrs() override { return readSpecialXattrs(fd(), m_label); }
    Result<void> syncData() override
    {
        return check(retried([&] { return ::fdatasync(fd()); }), "flush");
    }
    void beginFlush(uint64_t offset, uint64_t size) override
    {
        (void)::sync_file_range(fd(), static_cast<off64_t>(offset), static_cast<off64_t>(size), SYNC_FILE_RANGE_WRITE);
    }
    Result<void> syncFileSystem() override
    {
        return check(retried([&] { return ::syncfs(fd()); }), "flush the file system of");
    }
    Result<bool> takeReadLease() override;
    bool leaseBroken() override { return ::fcntl(fd(), F_GETLEASE) != F_RDLCK; }
    void adviseDone() override { ::posix_fadvise(fd(), 0, 0, POSIX_FADV_DONTNEED); }

private:
    Result<void> check(int result, const char* verb)
    {
        if (result != 0)
            return fail(failure(errno, verb, m_label));
        return {};
    }

    Fd m_fd;
    Bytes m_label;
    bool m_clones = true;
};

Result<bool> PosixFile::takeReadLease()
{
    if (leaseSignalWouldKill())
        return fail(ErrorCode::Unsupported, "leases are not used: SIGIO would end this process");
    if (::fcntl(fd(), F_SETLEASE, F_RDLCK) == 0)
        return true;
    const int error = errno;
    if (error == EAGAIN && !leasesAreHearsay(fd()))
        return false;
    // EACCES: leases on somebody else's file need CAP_LEASE. EINVAL: this file system has none.
    Error unsupported = failure(error, "take a lease on", m_label);
    unsupported.code = ErrorCode::Unsupported;
    return fail(std::move(unsupported));
}

} // namespace

std::unique_ptr<File> makeFile(Fd fd, Bytes label)
{
    return std::make_unique<PosixFile>(std::move(fd), std::move(label));
}

int fdOf(File& file)
{
    return static_cast<PosixFile&>(file).fd();
}

} // namespace posix

void ignoreLeaseSignals()
{
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGIO, &ignore, nullptr);
}

} // namespace shoal::storage
