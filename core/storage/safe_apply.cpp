// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/safe_apply.h"

#include "core/storage/displaced.h"
#include "core/storage/moves.h"
#include "core/storage/stamps.h"
#include "shared/base/mutant.h"

namespace shoal::storage {

namespace {

// What we put in place, with the ctime it has now. Somebody may have written to it already: then as it was
// before, so that the difference shows.
FileStat settled(const FileStat& before, const Result<FileStat>& after)
{
    if (!after || !matches(Expected::of(before), *after, Compare::WithoutCtime))
        return before;
    return *after;
}

// Directories are moved or removed when empty, never replaced.
Result<void> checkMovable(ByteView name, const Expected& old)
{
    if (old.type == FileType::File || old.type == FileType::Symlink)
        return {};
    return fail(ErrorCode::InvalidArgument, "'" + printable(name) + "' is neither a file nor a symlink");
}

// For Mutant::ReplaceInPlace: what a careless program does when it saves.
Result<Replaced> overwrite(const Site& site, const FileStat& staged)
{
    auto source = site.staging.openFile(site.stagedName);
    auto old = source ? site.target.reopenNamed(site.name) : fail(source.error());
    auto done = old ? (*old)->truncate(0) : fail(old.error());
    if (done)
        done = (*old)->copyFrom(**source, 0, 0, static_cast<uint64_t>(staged.size));
    if (done)
        done = (*old)->setAttributes({staged.mode, staged.uid, staged.gid, staged.mtimeNs, std::nullopt});
    auto now = done ? (*old)->stat() : fail(done.error());
    return now ? Result<Replaced>(Replaced{*now, true}) : fail(now.error());
}

} // namespace

Result<FileStat> publishNew(FileSystem&, Directory& target, ByteView name, File& unnamed)
{
    const auto before = unnamed.stat();
    if (!before)
        return before;
    if (auto done = target.publish(unnamed, name); !done)
        return fail(done.error());
    return settled(*before, target.statEntry(name));
}

Result<FileStat> publishStaged(FileSystem& fs, Directory& staging, ByteView stagedName, Directory& target,
                               ByteView name)
{
    const auto before = staging.statEntry(stagedName);
    if (!before)
        return before;
    if (auto done = moveOutOfStaging(fs, staging, stagedName, target, name); !done)
        return fail(done.error());
    return settled(*before, target.statEntry(name));
}

Result<Replaced> replaceFile(FileSystem& fs, Directory& staging, ByteView stagedName, Directory& target, ByteView name,
                             const Expected& old)
{
    const auto staged = staging.statEntry(stagedName);
    if (!staged)
        return fail(staged.error());
    if (auto movable = checkMovable(name, old); !movable)
        return fail(movable.error());
    const Site site{fs, staging, stagedName, target, name};
    if (mutated(Mutant::ReplaceInPlace) && staged->type == FileType::File && old.type == FileType::File)
        return overwrite(site, *staged);
    auto held = HeldEntry::hold(target, name, old, Writers::Exclude);
    if (!held)
        return fail(held.error());
    if (auto done = displace(site, *staged, old, *held); !done)
        return fail(done.error());
    return Replaced{settled(*staged, target.statEntry(name)), held->guarded()};
}

Result<TakenOut> takeOut(FileSystem& fs, Directory& target, ByteView name, Directory& staging, ByteView stagedName,
                         const Expected& old)
{
    if (auto movable = checkMovable(name, old); !movable)
        return fail(movable.error());
    auto held = HeldEntry::hold(target, name, old, Writers::Exclude);
    if (!held)
        return fail(held.error());
    if (auto done = moveIntoStaging(fs, target, name, staging, stagedName); !done) {
        if (done.error().code == ErrorCode::NotFound)
            return fail(ErrorCode::Changed, "'" + printable(name) + "' was removed or renamed before it was deleted");
        return fail(done.error());
    }
    const Site site{fs, staging, stagedName, target, name};
    if (!mutated(Mutant::SkipCheckAfterExchange) && !held->untouchedAt(staging, stagedName))
        return fail(returnTaken(site));
    return TakenOut{held->guarded()};
}

Result<void> discardDisplaced(Directory& staging, ByteView stagedName, const Expected& old)
{
    Expected displaced = old;
    displaced.ctimeKnown = false; // our rename changed it
    auto held = HeldEntry::hold(staging, stagedName, displaced, Writers::Exclude);
    if (!held)
        return fail(held.error());
    return staging.removeFile(stagedName);
}

Result<FileStat> changeAttributes(FileSystem&, Directory& place, ByteView name, const Expected& old,
                                  const Attributes& attributes)
{
    if (old.type == FileType::Other)
        return fail(ErrorCode::InvalidArgument, "'" + printable(name) + "' is neither file, directory nor symlink");
    auto held = HeldEntry::hold(place, name, old, attributes.mtimeNs ? Writers::Exclude : Writers::Tolerate);
    if (!held)
        return fail(held.error());
    File* file = held->file();
    const auto before = file ? file->stat() : place.statEntry(name);
    if (!before)
        return before;
    auto done = file ? file->setAttributes(attributes) : place.setEntryAttributes(name, attributes);
    if (!done)
        return fail(done.error());
    const auto after = file ? file->stat() : place.statEntry(name);
    if (!after)
        return after;
    const bool edited = after->inode != old.inode || after->size != old.size ||
                        !isKeptAs(after->mtimeNs, attributes.mtimeNs.value_or(old.mtimeNs));
    return edited && old.type != FileType::Directory ? *before : *after;
}

Result<void> removeEmptyDirectory(Directory& parent, ByteView name)
{
    return parent.removeDirectory(name);
}

Result<void> moveDirectory(FileSystem& fs, Directory& from, ByteView name, Directory& to, ByteView newName,
                           uint64_t inode)
{
    const auto isIt = [inode](const Result<FileStat>& found) {
        return found && found->type == FileType::Directory && found->inode == inode;
    };
    const auto other =
        fail(ErrorCode::Changed, "'" + printable(name) + "' is not the directory that was last seen there");
    if (!isIt(from.statEntry(name)))
        return other;
    auto moved = fs.renameNoReplace(from, name, to, newName);
    // A plain rename replaces at most an empty directory.
    if (!moved && moved.error().code == ErrorCode::Unsupported) {
        if (to.statEntry(newName))
            return fail(ErrorCode::AlreadyExists, "the name '" + printable(newName) + "' is taken");
        moved = fs.renameOver(from, name, to, newName);
    }
    if (!moved)
        return moved;
    if (isIt(to.statEntry(newName)))
        return {};
    // Somebody put another entry in its place between the look and the move.
    if (auto back = fs.renameNoReplace(to, newName, from, name); !back)
        return fail(ErrorCode::Changed,
                    other.value().context + "; what was there is now at '" + printable(newName) + "'");
    return other;
}

} // namespace shoal::storage
