// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_index.h"
#include "core/storage/file_system.h"

#include <map>

namespace shoal::engine {

// Where new entries are staged before they take their places, and where what they displace lies: a directory on the
// same mount, or there would be no exchange. That is .sync/Staging, and below a directory on which something is
// mounted, one of that mount's own. Strand only.
class StagingPlaces
{
public:
    // In the root of a file system that is mounted inside the folder. Never synced.
    static constexpr ByteView kMountStaging = ".sync.staging";

    // What belongs to Shoal and not to the user: the service folder, and the above.
    static bool isOwn(const ShareIndex& index, DirNo dir, ByteView name);

    void open(storage::FileSystem& files, const ShareIndex& index, std::unique_ptr<storage::Directory> common);
    void close();

    storage::Directory& common() { return *m_common; }
    // For entries of `dir`; made when it is missing. Borrowed until close() or letGo().
    Result<storage::Directory*> of(DirNo dir);
    // Keeps no mount inside the folder busy while there is nothing to do.
    void letGo();
    // All that exist.
    std::vector<storage::Directory*> all();
    // The directory on which what `dir` lies in is mounted; none: the share's own file system.
    std::optional<DirNo> mountOf(DirNo dir) const;

private:
    storage::FileSystem* m_files = nullptr;
    const ShareIndex* m_index = nullptr;
    std::unique_ptr<storage::Directory> m_common;
    std::map<DirNo, std::unique_ptr<storage::Directory>> m_ofMounts;
};

} // namespace shoal::engine
