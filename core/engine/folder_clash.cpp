// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/folder_clash.h"

#include "shared/config/folder_rules.h"

namespace shoal::engine {

std::optional<Bytes> folderClash(const Bytes& dir, const std::vector<Bytes>& others, const Bytes& storagePath)
{
    const Bytes path = config::resolvedPath(dir);
    const Bytes subject = "the folder " + printable(dir);
    if (path == "/")
        return subject + " is the root folder; share a folder below it";
    if (config::isInside(config::resolvedPath(storagePath), path))
        return subject + " contains the storage_path of this instance; choose a folder outside of it";
    for (const Bytes& otherDir : others) {
        const Bytes other = config::resolvedPath(otherDir);
        const Bytes name = "the shared folder " + printable(otherDir);
        if (path == other)
            return subject + " is shared already; a folder belongs to one share";
        if (config::isInside(path, other))
            return subject + " lies inside " + name + "; choose a folder outside of it";
        if (config::isInside(other, path))
            return subject + " contains " + name + "; choose a folder outside of it";
    }
    return std::nullopt;
}

} // namespace shoal::engine
