// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/posix_calls.h"

#include <algorithm>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::storage::posix {

namespace {

// Blocks can be shared only in whole; no common file system has larger ones.
constexpr uint64_t kCloneAlignment = 4096;
constexpr size_t kCopyBuffer = 256 * 1024;

off_t offsetOf(uint64_t value)
{
    return static_cast<off_t>(value);
}

Error tooShort(ByteView label)
{
    return Error{ErrorCode::Changed, "the source of '" + printable(label) + "' became shorter while it was copied"};
}

Result<void> copyThroughBuffer(int source, int to, uint64_t from, uint64_t at, uint64_t size, ByteView label)
{
    Bytes buffer(static_cast<size_t>(std::min<uint64_t>(size, kCopyBuffer)), '\0');
    while (size > 0) {
        const size_t wanted = static_cast<size_t>(std::min<uint64_t>(size, buffer.size()));
        const auto got = readFully(source, from, buffer.data(), wanted, label);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return fail(tooShort(label));
        if (auto done = writeFully(to, at, ByteView(buffer.data(), *got), label); !done)
            return done;
        from += *got;
        at += *got;
        size -= *got;
    }
    return {};
}

Result<void> copyData(int source, int to, uint64_t from, uint64_t at, uint64_t size, bool& clones, ByteView label)
{
    const bool aligned = from % kCloneAlignment == 0 && at % kCloneAlignment == 0;
    const uint64_t whole = aligned ? size - size % kCloneAlignment : 0;
    if (clones && whole > 0) {
        clones = cloneRange(source, to, from, at, whole, label).has_value();
        if (clones) {
            from += whole;
            at += whole;
            size -= whole;
        }
    }
    off64_t in = offsetOf(from);
    off64_t out = offsetOf(at);
    while (size > 0) {
        const auto call = [&] { return ::copy_file_range(source, &in, to, &out, static_cast<size_t>(size), 0); };
        const ssize_t copied = retried(call);
        if (copied < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO))
            return fail(failure(errno, "copy into", label));
        if (copied <= 0) // not between these two; the plain way also tells a source that became shorter
            return copyThroughBuffer(source, to, static_cast<uint64_t>(in), static_cast<uint64_t>(out), size, label);
        size -= static_cast<uint64_t>(copied);
    }
    return {};
}

Result<void> makeHole(int to, uint64_t at, uint64_t size, ByteView label)
{
    struct stat now = {};
    if (::fstat(to, &now) != 0)
        return fail(failure(errno, "look at", label));
    const auto end = static_cast<uint64_t>(now.st_size);
    if (at + size > end && ::ftruncate(to, offsetOf(at + size)) != 0)
        return fail(failure(errno, "extend", label));
    const uint64_t old = at < end ? std::min(size, end - at) : 0;
    if (old == 0)
        return {};
    if (::fallocate(to, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offsetOf(at), offsetOf(old)) == 0)
        return {};
    const Bytes zeros(static_cast<size_t>(std::min<uint64_t>(old, kCopyBuffer)), '\0');
    for (uint64_t done = 0; done < old; done += zeros.size()) {
        const size_t part = static_cast<size_t>(std::min<uint64_t>(old - done, zeros.size()));
        if (auto written = writeFully(to, at + done, ByteView(zeros).substr(0, part), label); !written)
            return written;
    }
    return {};
}

// Where the data that begins the range, or follows its first hole, starts and ends.
struct Extent
{
    uint64_t begin;
    uint64_t end;
};

Extent nextData(int source, uint64_t from, uint64_t end)
{
    const off_t begin = ::lseek(source, offsetOf(from), SEEK_DATA);
    if (begin < 0)
        return errno == ENXIO ? Extent{end, end} : Extent{from, end}; // only a hole is left; holes are not known here
    const off_t hole = ::lseek(source, begin, SEEK_HOLE);
    const uint64_t dataEnd = hole < 0 ? end : static_cast<uint64_t>(hole);
    return {std::min(static_cast<uint64_t>(begin), end), std::min(dataEnd, end)};
}

} // namespace

Result<void> writeFully(int fd, uint64_t offset, ByteView data, ByteView label)
{
    while (!data.empty()) {
        const ssize_t written = retried([&] { return ::pwrite(fd, data.data(), data.size(), offsetOf(offset)); });
        if (written < 0)
            return fail(failure(errno, "write", label));
        data.remove_prefix(static_cast<size_t>(written));
        offset += static_cast<uint64_t>(written);
    }
    return {};
}

Result<size_t> readFully(int fd, uint64_t offset, char* to, size_t size, ByteView label)
{
    size_t got = 0;
    while (got < size) {
        const ssize_t part = retried([&] { return ::pread(fd, to + got, size - got, offsetOf(offset + got)); });
        if (part < 0)
            return fail(failure(errno, "read", label));
        if (part == 0)
            break;
        got += static_cast<size_t>(part);
    }
    return got;
}

Result<void> cloneRange(int source, int to, uint64_t fromOffset, uint64_t toOffset, uint64_t size, ByteView label)
{
    if (size == 0) // to the ioctl 0 means "to the end"
        return {};
    file_clone_range range = {};
    range.src_fd = source;
    range.src_offset = fromOffset;
    range.src_length = size;
    range.dest_offset = toOffset;
    if (retried([&] { return ::ioctl(to, FICLONERANGE, &range); }) != 0)
        return fail(failure(errno, "share blocks with", label));
    return {};
}

Result<void> copyRange(int source, int to, uint64_t fromOffset, uint64_t toOffset, uint64_t size, bool& clones,
                       ByteView label)
{
    struct stat now = {};
    if (::fstat(source, &now) != 0)
        return fail(failure(errno, "look at the source of", label));
    const auto length = static_cast<uint64_t>(now.st_size);
    if (fromOffset > length || size > length - fromOffset)
        return fail(tooShort(label));
    const uint64_t end = fromOffset + size;
    while (fromOffset < end) {
        const Extent data = nextData(source, fromOffset, end);
        if (data.begin > fromOffset) {
            if (auto done = makeHole(to, toOffset, data.begin - fromOffset, label); !done)
                return done;
            toOffset += data.begin - fromOffset;
        }
        if (data.end > data.begin) {
            if (auto done = copyData(source, to, data.begin, toOffset, data.end - data.begin, clones, label); !done)
                return done;
            toOffset += data.end - data.begin;
        }
        fromOffset = data.end;
    }
    return {};
}

} // namespace shoal::storage::posix
