// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/durable_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace shoal {

FileDescriptor::~FileDescriptor()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool writeDurably(const FileDescriptor& file, ByteView content)
{
    while (!content.empty()) {
        const ssize_t part = ::write(file.get(), content.data(), content.size());
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return false;
        content.remove_prefix(static_cast<size_t>(part));
    }
    return ::fsync(file.get()) == 0;
}

bool syncFolderOf(const Bytes& path)
{
    const size_t slash = path.rfind('/');
    const Bytes folder = slash == Bytes::npos ? "." : path.substr(0, slash + 1);
    const FileDescriptor file(::open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
    return file.isOpen() && ::fsync(file.get()) == 0;
}

} // namespace shoal
