// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

#include <cerrno>
#include <utility>

// What the posix_*.cpp files share. Not for others.
namespace shoal::storage::posix {

// Owns a file descriptor.
class Fd
{
public:
    explicit Fd(int fd = -1) : m_fd(fd) {}
    ~Fd();
    Fd(Fd&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Fd& operator=(Fd&& other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

// Calls again while a signal interrupts.
template <class Call> auto retried(Call call)
{
    while (true) {
        const auto result = call();
        if (result != -1 || errno != EINTR)
            return result;
    }
}

// The Error for errno after `verb` failed on `name`, with the codes callers act on.
Error failure(int errnoValue, const char* verb, ByteView name);

// openat, closed on exec.
Result<Fd> openAt(int directory, ByteView name, int flags, uint32_t mode, const char* verb);

// `name` is relative to the directory `fd`; "" = `fd` itself. Does not follow a symlink.
Result<FileStat> statAt(int fd, ByteView name);

Bytes procPathOf(int fd);

// `label` names the file in errors.
Result<void> setAttributes(int fd, const Attributes& attributes, ByteView label);
Result<void> setTimes(int fd, const char* name, int64_t mtimeNs, int flags, ByteView label);
Result<Xattrs> readXattrs(int fd, ByteView label);
Result<void> writeXattrs(int fd, const Xattrs& wanted, ByteView label);
Result<Xattrs> readSpecialXattrs(int fd, ByteView label);
void writeSpecialXattrs(int fd, const Xattrs& wanted, ByteView label);

// Copies a range between two files, holes included. `clones` remembers whether sharing blocks is worth a try.
Result<void> copyRange(int source, int to, uint64_t fromOffset, uint64_t toOffset, uint64_t size, bool& clones,
                       ByteView label);
Result<void> cloneRange(int source, int to, uint64_t fromOffset, uint64_t toOffset, uint64_t size, ByteView label);
// All of `data`, or an error.
Result<void> writeFully(int fd, uint64_t offset, ByteView data, ByteView label);
// Until `size` bytes or the end of the file.
Result<size_t> readFully(int fd, uint64_t offset, char* to, size_t size, ByteView label);

std::unique_ptr<File> makeFile(Fd fd, Bytes label);
int fdOf(File& file);
std::unique_ptr<Directory> makeDirectory(Fd fd, Bytes label);
int fdOf(Directory& directory);

} // namespace shoal::storage::posix
