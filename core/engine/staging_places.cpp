// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/staging_places.h"

namespace shoal::engine {

namespace {

constexpr ByteView kServiceFolder = ".sync";

} // namespace

bool StagingPlaces::isOwn(const ShareIndex& index, DirNo dir, ByteView name)
{
    if (dir == store::kRootDirNo)
        return name == kServiceFolder;
    if (name != kMountStaging)
        return false;
    const DirRow* row = index.dir(dir);
    return row && (row->flags & store::kMountBegins);
}

void StagingPlaces::open(storage::FileSystem& files, const ShareIndex& index,
                         std::unique_ptr<storage::Directory> common)
{
    close();
    m_files = &files;
    m_index = &index;
    m_common = std::move(common);
}

void StagingPlaces::close()
{
    m_ofMounts.clear();
    m_common.reset();
    m_files = nullptr;
    m_index = nullptr;
}

std::optional<DirNo> StagingPlaces::mountOf(DirNo dir) const
{
    for (const DirRow* row = m_index->dir(dir); row && row->no != store::kRootDirNo;
         row = m_index->dir(row->diskParent)) {
        if (row->flags & store::kMountBegins)
            return row->no;
    }
    return std::nullopt;
}

Result<storage::Directory*> StagingPlaces::of(DirNo dir)
{
    const auto mount = mountOf(dir);
    if (!mount)
        return m_common.get();
    const auto path = m_index->diskPath(*mount);
    auto root = path ? m_files->openDirectory(*path) : fail(ErrorCode::NotFound, "the mounted directory is gone");
    if (!root)
        return fail(root.error());
    // It may have been unmounted and mounted again since: what was open then is no use.
    auto& known = m_ofMounts[*mount];
    const auto stat = known ? (*root)->statEntry(kMountStaging) : fail(ErrorCode::NotFound, "");
    const auto same = known ? known->stat() : fail(ErrorCode::NotFound, "");
    if (stat && same && stat->inode == same->inode && stat->device == same->device && stat->mountId == same->mountId)
        return known.get();
    auto made = (*root)->makeDirectory(kMountStaging, 0700);
    if (!made && made.error().code != ErrorCode::AlreadyExists)
        return fail(made.error());
    auto opened = (*root)->openDirectory(kMountStaging);
    if (!opened)
        return fail(opened.error());
    known = std::move(*opened);
    return known.get();
}

void StagingPlaces::letGo()
{
    m_ofMounts.clear();
}

std::vector<storage::Directory*> StagingPlaces::all()
{
    std::vector<storage::Directory*> places{m_common.get()};
    for (const DirNo dir : m_index->mounts()) {
        const auto path = m_index->diskPath(dir);
        auto root = path && !m_index->isSuspended(dir) ? m_files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
        if (!root || !(*root)->statEntry(kMountStaging))
            continue;
        if (auto place = of(dir))
            places.push_back(*place);
    }
    return places;
}

} // namespace shoal::engine
