// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/state_file.h"

#include "shared/base/durable_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal {

namespace {

constexpr mode_t kPrivate = 0600;
constexpr size_t kReadPiece = 64 * 1024;
// Nobody lets a file be damaged more often without looking.
constexpr int kMostDamaged = 1'000;

tl::unexpected<Error> failed(const char* what, const Bytes& path)
{
    return fail(systemError(errno, Bytes("cannot ") + what + " " + printable(path)));
}

} // namespace

Result<std::optional<Bytes>> readStateFile(const Bytes& path, size_t maxBytes)
{
    // O_NONBLOCK: a FIFO in this place is refused instead of waited for.
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    if (!file.isOpen() && errno == ENOENT)
        return std::nullopt;
    if (!file.isOpen() && errno == ELOOP)
        return fail(ErrorCode::Corrupt, printable(path) + " is a link and no file");
    struct stat info
    {};
    if (!file.isOpen() || ::fstat(file.get(), &info) != 0)
        return failed("read", path);
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::Corrupt, printable(path) + " is no file");
    Bytes content;
    std::array<char, kReadPiece> piece; // deliberately not cleared
    while (content.size() <= maxBytes) {
        const ssize_t got = ::read(file.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed("read", path);
        if (got == 0)
            return content;
        content.append(piece.data(), static_cast<size_t>(got));
    }
    return fail(ErrorCode::Corrupt, printable(path) + " is longer than " + std::to_string(maxBytes) + " bytes");
}

Result<void> writeStateFile(const Bytes& path, ByteView content)
{
    const Bytes temporary = path + ".new";
    // What a crash has left.
    if (::unlink(temporary.c_str()) != 0 && errno != ENOENT)
        return failed("write", temporary);
    const FileDescriptor file(
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kPrivate));
    if (!file.isOpen())
        return failed("write", temporary);
    Result<void> written;
    if (!writeDurably(file, content))
        written = failed("write", temporary);
    else if (std::rename(temporary.c_str(), path.c_str()) != 0)
        written = failed("write", path);
    if (!written) {
        ::unlink(temporary.c_str());
        return written;
    }
    if (!syncFolderOf(path))
        return failed("make durable", path);
    return {};
}

Result<Bytes> keepAside(const Bytes& path)
{
    for (int number = 1; number <= kMostDamaged; ++number) {
        Bytes name = path + ".damaged-" + std::to_string(number);
        // A link never replaces: whatever has the name keeps it.
        if (::link(path.c_str(), name.c_str()) == 0) {
            if (::unlink(path.c_str()) != 0)
                return failed("move away", path);
            return name;
        }
        if (errno == EPERM || errno == EOPNOTSUPP) { // no hard links here
            if (::access(name.c_str(), F_OK) == 0)
                continue;
            return std::rename(path.c_str(), name.c_str()) == 0 ? Result<Bytes>(name) : failed("move away", path);
        }
        if (errno != EEXIST)
            return failed("move away", path);
    }
    return fail(ErrorCode::AlreadyExists,
                "there are too many files " + printable(path) + ".damaged-...: look at them, and remove them");
}

} // namespace shoal
