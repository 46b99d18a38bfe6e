// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/posix_calls.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace shoal::storage::posix {

namespace {

constexpr int64_t kNsPerSecond = 1'000'000'000;
// STATX_MNT_ID_UNIQUE of Linux 6.8, which headers may not know yet: numbers that are not used again. Older kernels
// ignore the bit, and give the number of STATX_MNT_ID.
constexpr unsigned kUniqueMountId = 0x4000;
constexpr unsigned kWanted = STATX_BASIC_STATS | STATX_BTIME | STATX_MNT_ID | kUniqueMountId;

FileType typeOf(uint32_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return FileType::File;
    case S_IFDIR:
        return FileType::Directory;
    case S_IFLNK:
        return FileType::Symlink;
    default:
        return FileType::Other;
    }
}

int64_t nsOf(const statx_timestamp& time)
{
    // A file system may hold any 64 bit number of seconds; one that does not fit is cut, not overflowed.
    int64_t ns = 0;
    if (__builtin_mul_overflow(time.tv_sec, kNsPerSecond, &ns) || __builtin_add_overflow(ns, time.tv_nsec, &ns))
        return time.tv_sec < 0 ? INT64_MIN : INT64_MAX;
    return ns;
}

FileStat fromStatx(const struct statx& found)
{
    FileStat stat;
    stat.type = typeOf(found.stx_mode);
    stat.device = makedev(found.stx_dev_major, found.stx_dev_minor);
    stat.inode = found.stx_ino;
    stat.size = static_cast<int64_t>(found.stx_size);
    stat.mtimeNs = nsOf(found.stx_mtime);
    stat.ctimeNs = nsOf(found.stx_ctime);
    stat.birthNs = (found.stx_mask & STATX_BTIME) ? nsOf(found.stx_btime) : 0;
    stat.mode = found.stx_mode & 07777;
    stat.uid = found.stx_uid;
    stat.gid = found.stx_gid;
    stat.nlink = found.stx_nlink;
    stat.allocated = found.stx_blocks * 512;
    if (found.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT)
        stat.mountRoot = (found.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
    if (found.stx_mask & (STATX_MNT_ID | kUniqueMountId))
        stat.mountId = found.stx_mnt_id;
    return stat;
}

} // namespace

Fd::~Fd()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Error failure(int errnoValue, const char* verb, ByteView name)
{
    Error error = systemError(errnoValue, std::string(verb) + " '" + printable(name) + "'");
    switch (errnoValue) {
    case ELOOP: // a symlink, which is never followed
    case EISDIR:
    case ENXIO:  // a FIFO or device nobody serves
    case ENOTTY: // an ioctl this file system does not know
    case ENODEV:
        error.code = ErrorCode::Unsupported;
        break;
    case ENAMETOOLONG:
        error.code = ErrorCode::InvalidArgument;
        break;
    default:
        break;
    }
    return error;
}

Result<Fd> openAt(int directory, ByteView name, int flags, uint32_t mode, const char* verb)
{
    const Bytes terminated(name);
    const int fd = retried([&] { return ::openat(directory, terminated.c_str(), flags | O_CLOEXEC, mode); });
    if (fd < 0)
        return fail(failure(errno, verb, name));
    return Fd(fd);
}

Result<FileStat> statAt(int fd, ByteView name)
{
    const Bytes terminated(name);
    struct statx found = {};
    const int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name.empty() ? AT_EMPTY_PATH : 0);
    const auto call = [&] { return ::statx(fd, terminated.c_str(), flags, kWanted, &found); };
    if (retried(call) != 0)
        return fail(failure(errno, "look at", name.empty() ? ByteView("an open file") : name));
    return fromStatx(found);
}

Bytes procPathOf(int fd)
{
    return "/proc/self/fd/" + std::to_string(fd);
}

Result<void> setTimes(int fd, const char* name, int64_t mtimeNs, int flags, ByteView label)
{
    int64_t seconds = mtimeNs / kNsPerSecond;
    int64_t rest = mtimeNs % kNsPerSecond;
    if (rest < 0) {
        seconds -= 1;
        rest += kNsPerSecond;
    }
    timespec times[2] = {};
    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_sec = seconds;
    times[1].tv_nsec = rest;
    const int result = name ? ::utimensat(fd, name, times, flags) : ::futimens(fd, times);
    if (result != 0)
        return fail(failure(errno, "set the time of", label));
    return {};
}

Result<void> setAttributes(int fd, const Attributes& attributes, ByteView label)
{
    constexpr uid_t kKeep = static_cast<uid_t>(-1);
    if (attributes.uid || attributes.gid) {
        // Before the mode: chown clears setuid and setgid.
        if (::fchown(fd, attributes.uid.value_or(kKeep), attributes.gid.value_or(kKeep)) != 0)
            return fail(failure(errno, "set the owner of", label));
    }
    if (attributes.xattrs) {
        // Before the mode too: a read-only file takes no xattrs from an ordinary user.
        if (auto done = writeXattrs(fd, *attributes.xattrs, label); !done)
            return done;
    }
    if (attributes.specialXattrs) // chown takes the rights of a program away
        writeSpecialXattrs(fd, *attributes.specialXattrs, label);
    if (attributes.mode && ::fchmod(fd, *attributes.mode & 07777) != 0)
        return fail(failure(errno, "set the permissions of", label));
    if (attributes.mtimeNs)
        return setTimes(fd, nullptr, *attributes.mtimeNs, 0, label);
    return {};
}

} // namespace shoal::storage::posix
