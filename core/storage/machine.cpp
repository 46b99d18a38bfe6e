// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/machine.h"

#include "core/storage/posix_file_system.h"

#include <fstream>
#include <sys/resource.h>

namespace shoal::storage {

namespace {

Bytes firstLine(const char* path)
{
    std::ifstream file(path);
    Bytes line;
    std::getline(file, line);
    return line;
}

} // namespace

Bytes bootId()
{
    return firstLine("/proc/sys/kernel/random/boot_id");
}

Bytes folderToken(const Bytes& path)
{
    auto files = makePosixFileSystem(path);
    auto root = files ? (*files)->openDirectory("") : fail(files.error());
    auto stat = root ? (*root)->stat() : fail(root.error());
    auto fsId = root ? (*root)->fileSystemId() : fail(root.error());
    if (!stat || !fsId)
        return {};
    return firstLine("/etc/machine-id") + ":" + std::to_string(*fsId) + ":" + std::to_string(stat->inode) + ":" +
           std::to_string(stat->birthNs);
}

Bytes openFileLimit()
{
    rlimit limit = {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return "unknown";
    return std::to_string(limit.rlim_cur);
}

} // namespace shoal::storage
