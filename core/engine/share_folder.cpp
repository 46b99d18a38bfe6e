// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_folder.h"

#include "core/engine/share_rotation.h"
#include "core/storage/share_marker.h"
#include "shared/base/log.h"

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace shoal::engine {

namespace {

// Limited by the umask.
constexpr mode_t kFolderMode = 0777;

void makeMissing(const Bytes& dir, const Bytes& indexPath)
{
    const bool isMissing = ::access(dir.c_str(), F_OK) != 0 && errno == ENOENT;
    const bool isFirstStart = ::access(indexPath.c_str(), F_OK) != 0 && errno == ENOENT;
    if (!isMissing || !isFirstStart)
        return;
    if (::mkdir(dir.c_str(), kFolderMode) == 0)
        qCInfo(logEngine, "made the folder %s", printable(dir).c_str());
    else if (errno != ENOENT) // the folder above may come with a disk that is not mounted yet
        qCWarning(logEngine, "%s", systemError(errno, "cannot make the folder " + printable(dir)).context.c_str());
}

std::optional<Bytes> readMarker(storage::FileSystem& files)
{
    auto service = files.openDirectory(".sync");
    if (!service)
        return std::nullopt;
    auto file = (*service)->openFile("ID");
    if (!file)
        return std::nullopt;
    auto content = (*file)->readAll(storage::kMaxMarkerBytes);
    return content ? std::optional(*std::move(content)) : std::nullopt;
}

} // namespace

Result<void> prepareShareFolder(const Bytes& dir, const Bytes& indexPath, const ShareId& share,
                                const storage::OpenFolder& openFolder)
{
    auto files = openFolder(dir);
    if (!files) {
        makeMissing(dir, indexPath);
        files = openFolder(dir);
    }
    if (!files)
        return {};
    const auto content = readMarker(**files);
    const auto reading = storage::judgeMarker(content ? std::optional<ByteView>(*content) : std::nullopt, share);
    if (reading.verdict != storage::MarkerVerdict::OtherShare ||
        isRotationPermitted(**files, reading.marker.share, share))
        return {};
    return fail(ErrorCode::InvalidArgument, "the folder " + printable(dir) +
                                                " belongs to another share (its .sync/ID says " + reading.marker.share +
                                                ", this secret is for " +
                                                share.hex().substr(0, reading.marker.share.size()) +
                                                "): check secret and dir; to share the folder under this secret from "
                                                "now on, give it the secret with 'shoal secret "
                                                "rotate' while it runs with the old one, or remove .sync/ID in it");
}

} // namespace shoal::engine
