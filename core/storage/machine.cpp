// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/machine.h"

#include <fstream>
#include <limits>
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

int64_t bootTimeNs()
{
    constexpr int64_t kSecond = 1'000'000'000;
    std::ifstream file("/proc/stat");
    std::string key;
    int64_t value = 0;
    while (file >> key) {
        if (key == "btime" && file >> value)
            return value * kSecond;
        file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return 0;
}

Bytes machineId()
{
    return firstLine("/etc/machine-id");
}

Bytes folderToken(FileSystem& folder, const Bytes& machineId)
{
    auto root = folder.openDirectory("");
    auto stat = root ? (*root)->stat() : fail(root.error());
    auto fsId = root ? (*root)->fileSystemId() : fail(root.error());
    if (!stat || !fsId)
        return {};
    return machineId + ":" + std::to_string(*fsId) + ":" + std::to_string(stat->inode) + ":" +
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
