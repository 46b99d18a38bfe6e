// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/moves.h"

#include "shared/base/mutant.h"

namespace shoal::storage {

namespace {

bool isUnsupported(const Result<void>& result)
{
    return !result && result.error().code == ErrorCode::Unsupported;
}

} // namespace

Result<void> moveOutOfStaging(FileSystem& fs, Directory& staging, ByteView stagedName, Directory& target, ByteView name)
{
    auto moved = mutated(Mutant::ReplaceATakenName) ? fs.renameOver(staging, stagedName, target, name)
                                                    : fs.renameNoReplace(staging, stagedName, target, name);
    if (!isUnsupported(moved))
        return moved;
    auto linked = target.link(staging, stagedName, name);
    if (linked)
        return staging.removeFile(stagedName);
    if (linked.error().code == ErrorCode::AlreadyExists)
        return linked;
    return fail(ErrorCode::Unsupported, "'" + printable(name) +
                                            "' cannot be put in place: this file system can neither rename " +
                                            "without replacing nor make hard links (" + linked.error().context + ")");
}

Result<void> moveIntoStaging(FileSystem& fs, Directory& from, ByteView name, Directory& staging, ByteView stagedName)
{
    auto moved = fs.renameNoReplace(from, name, staging, stagedName);
    if (!isUnsupported(moved))
        return moved;
    const auto taken = staging.statEntry(stagedName);
    if (taken)
        return fail(ErrorCode::AlreadyExists, "the name '" + printable(stagedName) + "' in staging is taken");
    if (taken.error().code != ErrorCode::NotFound)
        return fail(taken.error());
    return fs.renameOver(from, name, staging, stagedName);
}

} // namespace shoal::storage
