// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/process/storage_folder.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace shoal::process {

namespace {

constexpr mode_t kPrivate = 0700;
constexpr mode_t kAboveMode = 0755;
constexpr mode_t kOthers = 0077;
// The longest process id, with room.
constexpr size_t kPidText = 32;

Bytes inQuotes(const Bytes& path)
{
    return "storage_path " + printable(path);
}

// Makes the folders above `path`; those that exist are left as they are.
Result<void> makeParents(const Bytes& path)
{
    for (size_t slash = path.find('/', 1); slash != Bytes::npos; slash = path.find('/', slash + 1)) {
        const Bytes parent = path.substr(0, slash);
        if (::mkdir(parent.c_str(), kAboveMode) != 0 && errno != EEXIST)
            return fail(systemError(errno, "cannot create " + printable(parent) + " for " + inQuotes(path)));
    }
    return {};
}

// Returns what there is to say about it.
Result<std::optional<Bytes>> makePrivate(const Bytes& path)
{
    if (auto made = StorageFolder::make(path); !made)
        return fail(made.error());
    struct stat status
    {};
    if (::stat(path.c_str(), &status) != 0)
        return fail(systemError(errno, "cannot look at " + inQuotes(path)));
    if (!S_ISDIR(status.st_mode))
        return fail(ErrorCode::InvalidArgument, inQuotes(path) + " is not a folder: move it away or name another one");
    if ((status.st_mode & kOthers) == 0)
        return std::nullopt;
    if (status.st_uid != ::geteuid())
        return fail(ErrorCode::PermissionDenied, inQuotes(path) +
                                                     " belongs to another user and is open to others, but the key "
                                                     "of this device will lie in it: choose a folder of your own");
    if (::chmod(path.c_str(), kPrivate) != 0)
        return fail(systemError(errno, "cannot close to others " + inQuotes(path)));
    return inQuotes(path) + " was open to other users; its mode is 0700 now";
}

Bytes readPid(int file)
{
    std::array<char, kPidText> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    Bytes pid(text.data(), size > 0 ? static_cast<size_t>(size) : 0);
    pid.resize(std::min(pid.size(), pid.find_first_not_of("0123456789")));
    return pid;
}

Result<int> lockFile(const Bytes& path)
{
    const Bytes name = path + "/lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return fail(systemError(errno, "cannot open " + printable(name)));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        const Bytes pid = readPid(file);
        ::close(file);
        if (reason != EWOULDBLOCK)
            return fail(systemError(reason, "cannot lock " + printable(name)));
        return fail(ErrorCode::Busy, inQuotes(path) + " is in use by " +
                                         (pid.empty() ? "another process" : "process " + pid) +
                                         ": each instance needs a storage_path of its own");
    }
    const Bytes pid = std::to_string(::getpid()) + "\n";
    // The number serves a message only; the lock is what counts.
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, pid.data(), pid.size(), 0) < 0) {
        const int reason = errno;
        ::close(file);
        return fail(systemError(reason, "cannot write " + printable(name)));
    }
    return file;
}

} // namespace

Result<bool> StorageFolder::make(const Bytes& path)
{
    // The umask is for what lies in shares.
    const mode_t before = ::umask(0);
    const auto parents = makeParents(path);
    const bool isNew = parents && ::mkdir(path.c_str(), kPrivate) == 0;
    const int reason = errno;
    ::umask(before);
    if (!parents)
        return fail(parents.error());
    if (!isNew && reason != EEXIST)
        return fail(systemError(reason, "cannot create " + inQuotes(path)));
    return isNew;
}

Result<StorageFolder> StorageFolder::take(const Bytes& path)
{
    auto notice = makePrivate(path);
    if (!notice)
        return fail(notice.error());
    auto lock = lockFile(path);
    if (!lock)
        return fail(lock.error());
    return StorageFolder(path, std::move(*notice), *lock);
}

StorageFolder::StorageFolder(Bytes path, std::optional<Bytes> notice, int lock)
    : m_path(std::move(path)), m_notice(std::move(notice)), m_lock(lock)
{}

StorageFolder::StorageFolder(StorageFolder&& other) noexcept
    : m_path(std::move(other.m_path)), m_notice(std::move(other.m_notice)), m_lock(std::exchange(other.m_lock, -1))
{}

StorageFolder::~StorageFolder()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

} // namespace shoal::process
