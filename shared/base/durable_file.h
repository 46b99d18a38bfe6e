// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal {

// What writing a small file durably is made of. All blocking. Errors are left in errno, so that the caller can say what
// the file is.

// Owns an open file; closes it at the end.
class FileDescriptor
{
public:
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}
    ~FileDescriptor();
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int get() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

// Writes all of `content` and flushes the file; false with errno set.
[[nodiscard]] bool writeDurably(const FileDescriptor& file, ByteView content);

// Makes the names in the folder of `path` durable: after a file there was created, renamed or removed; false with errno
// set.
[[nodiscard]] bool syncFolderOf(const Bytes& path);

} // namespace shoal
