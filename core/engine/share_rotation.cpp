// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_rotation.h"

#include "core/storage/share_marker.h"

namespace shoal::engine {

namespace {

constexpr char kServiceFolder[] = ".sync";
constexpr char kName[] = "Rotated";

Bytes contentOf(ByteView from, const ShareId& to)
{
    const Bytes digits = to.hex().substr(0, from.size());
    return "shoal share rotation 1\nfrom " + Bytes(from) + "\nto " + digits + "\n";
}

} // namespace

Result<void> permitRotation(storage::FileSystem& files, const ShareId& from, const ShareId& to)
{
    auto service = files.openDirectory(kServiceFolder);
    if (!service)
        return fail(service.error());
    (void)(*service)->removeFile(kName);
    auto file = (*service)->createNamed(kName, 0644);
    if (!file)
        return fail(file.error());
    constexpr size_t kDigits = 16; // of a share id in a marker
    if (auto written = (*file)->write(0, contentOf(from.hex().substr(0, kDigits), to)); !written)
        return written;
    return (*file)->syncData();
}

bool isRotationPermitted(storage::FileSystem& files, ByteView markerShare, const ShareId& to)
{
    auto service = files.openDirectory(kServiceFolder);
    auto file = service ? (*service)->openFile(kName) : fail(service.error());
    auto content = file ? (*file)->readAll(storage::kMaxMarkerBytes) : fail(file.error());
    return content && *content == contentOf(markerShare, to);
}

void endRotation(storage::FileSystem& files)
{
    if (auto service = files.openDirectory(kServiceFolder))
        (void)(*service)->removeFile(kName);
}

} // namespace shoal::engine
