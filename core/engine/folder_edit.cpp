// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/folder_edit.h"

#include "shared/base/log.h"

namespace shoal::engine {

Result<void> checkSharePath(const Bytes& path)
{
    const auto good = storage::checkPath(path);
    const ByteView first = ByteView(path).substr(0, path.find('/'));
    if (!good || path.empty() || first == model::kServiceName)
        return fail(ErrorCode::InvalidArgument,
                    "'" + printable(path) + "' is not the path of a file in the share's folder");
    return {};
}

Result<EditPlace> openPlace(Replica& replica, const Bytes& path)
{
    if (auto good = checkSharePath(path); !good)
        return fail(good.error());
    EditPlace place;
    place.path = path;
    Bytes rest = path;
    for (size_t slash = rest.find('/'); slash != Bytes::npos; slash = rest.find('/')) {
        const auto child = replica.index->diskChild(place.dir, rest.substr(0, slash));
        if (!child)
            return fail(ErrorCode::NotFound, "there is no directory for '" + printable(path) + "' here");
        place.dir = *child;
        rest = rest.substr(slash + 1);
    }
    place.name = rest;
    const auto directory = replica.index->diskPath(place.dir);
    auto opened = directory ? replica.files->openDirectory(*directory) : fail(ErrorCode::NotFound, "");
    if (!opened)
        return fail(ErrorCode::NotFound, "the directory of '" + printable(path) + "' is not here");
    if (replica.index->isSuspended(place.dir) || !replica.isWhereItWas(place.dir, **opened))
        return fail(ErrorCode::Busy, "another file system is mounted at the directory of '" + printable(path) +
                                         "' than before; nothing is changed there");
    place.directory = std::move(*opened);
    return place;
}

Result<void> moveToArchive(Replica& replica, const EditPlace& place, const storage::Expected& expected,
                           const Bytes& originalPath)
{
    const Bytes staged = replica.newStagedName();
    auto out = storage::takeOut(*replica.files, *place.directory, place.name, *replica.staging, staged, expected);
    if (!out)
        return fail(out.error());
    archiveStaged(replica, staged, originalPath, storage::Worth::Precious);
    return {};
}

void archiveStaged(Replica& replica, const Bytes& stagedName, const Bytes& originalPath, storage::Worth worth)
{
    auto stored = replica.archive->store(*replica.staging, stagedName, originalPath, replica.nowNs(), worth);
    if (!stored)
        qCWarning(logSync, "kept in .sync/Staging/%s, since the archive cannot take it: %s", stagedName.c_str(),
                  stored.error().context.c_str());
}

storage::Expected expectedAfterRename(const storage::FileStat& stat)
{
    storage::Expected expected = storage::Expected::of(stat);
    expected.ctimeKnown = false;
    return expected;
}

} // namespace shoal::engine
