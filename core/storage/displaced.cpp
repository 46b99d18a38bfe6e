// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/displaced.h"

#include "core/storage/moves.h"
#include "core/storage/safe_apply.h"
#include "shared/base/mutant.h"

namespace shoal::storage {

namespace {

Error changedWhile(const Site& site, const Bytes& consequence)
{
    return Error{ErrorCode::Changed,
                 "'" + printable(site.name) + "' was changed at the moment it was to be replaced; " + consequence};
}

Bytes whereKept(ByteView kept)
{
    return "the other content is kept in staging as '" + printable(kept) + "'";
}

// A user's file that cannot stay at its name: keeps it in staging under a name that no clean-up of ours touches.
Error keepDisplaced(const Site& site)
{
    const Bytes kept = displacedName(site.stagedName);
    const bool renamed = moveIntoStaging(site.fs, site.staging, site.stagedName, site.staging, kept).has_value();
    return changedWhile(site, whereKept(renamed ? ByteView(kept) : site.stagedName));
}

// Whether the entry is the staged one and surely nobody wrote to it or still can.
bool isStillOurs(Directory& place, ByteView name, const FileStat& staged)
{
    Expected ours = Expected::of(staged);
    ours.ctimeKnown = false; // our own exchange changed it
    const auto held = HeldEntry::hold(place, name, ours, Writers::Exclude);
    return held && held->guarded();
}

// After an exchange that caught somebody's write: the old entry goes back, if what stands there now is still ours.
Error undoExchange(const Site& site, const FileStat& staged)
{
    const auto standing = site.target.statEntry(site.name);
    // Somebody has removed ours or renamed it: the name is free, and what was caught is the user's who saved it there.
    if (!standing && standing.error().code == ErrorCode::NotFound)
        return returnTaken(site);
    if (!standing || !matches(Expected::of(staged), *standing, Compare::WithoutCtime))
        return keepDisplaced(site); // the user replaced or edited it again: his newest content is in its place
    // Between the look and the exchange somebody may have saved again, or opened ours for writing.
    const auto back = site.fs.exchange(site.staging, site.stagedName, site.target, site.name);
    if (!back && back.error().code == ErrorCode::NotFound)
        return returnTaken(site);
    if (!back || !isStillOurs(site.staging, site.stagedName, staged))
        return keepDisplaced(site);
    return changedWhile(site, "nothing was replaced");
}

// Where exchange is missing: the old entry has got the second name `kept` in staging, now ours is renamed over it. Who
// saves by rename between the check and the rename is overwritten; `shoal status` says so.
Result<void> displaceLinked(const Site& site, ByteView kept, const Expected& old, HeldEntry& held)
{
    const auto second = site.staging.statEntry(kept);
    if (!second || second->inode != old.inode || !held.untouchedAt(site.target, site.name)) {
        // `kept` is only a second name: what is not at its place any more was removed by somebody else.
        (void)site.staging.removeFile(kept);
        return fail(changedWhile(site, "nothing was replaced"));
    }
    if (auto done = site.fs.renameOver(site.staging, site.stagedName, site.target, site.name); !done)
        return fail(done.error().code, done.error().context + "; " + whereKept(kept));
    if (!held.untouchedAt(site.staging, kept) || !site.fs.renameOver(site.staging, kept, site.staging, site.stagedName))
        return fail(changedWhile(site, whereKept(kept)));
    return {};
}

// Where hard links are missing too: the name is absent for a moment, but nothing is ever overwritten.
Result<void> displaceByTaking(const Site& site, ByteView kept, HeldEntry& held)
{
    if (auto taken = moveIntoStaging(site.fs, site.target, site.name, site.staging, kept); !taken)
        return taken;
    const bool untouched = held.untouchedAt(site.staging, kept);
    auto placed = untouched ? moveOutOfStaging(site.fs, site.staging, site.stagedName, site.target, site.name)
                            : fail(changedWhile(site, "nothing was replaced"));
    if (!placed) {
        if (moveOutOfStaging(site.fs, site.staging, kept, site.target, site.name))
            return placed;
        return fail(changedWhile(site, whereKept(kept)));
    }
    if (!moveIntoStaging(site.fs, site.staging, kept, site.staging, site.stagedName))
        return fail(changedWhile(site, whereKept(kept)));
    return {};
}

Result<void> displaceWithoutExchange(const Site& site, const Expected& old, HeldEntry& held)
{
    const Bytes kept = displacedName(site.stagedName);
    const auto linked = site.staging.link(site.target, site.name, kept);
    if (linked)
        return displaceLinked(site, kept, old, held);
    // EPERM is how FAT says that it has no hard links.
    if (linked.error().code == ErrorCode::Unsupported || linked.error().code == ErrorCode::PermissionDenied)
        return displaceByTaking(site, kept, held);
    return linked;
}

} // namespace

Bytes displacedName(ByteView stagedName)
{
    return Bytes(stagedName) + ".displaced";
}

Result<void> displace(const Site& site, const FileStat& staged, const Expected& old, HeldEntry& held)
{
    if (mutated(Mutant::AbsentForAMoment))
        return displaceByTaking(site, displacedName(site.stagedName), held);
    auto done = site.fs.exchange(site.staging, site.stagedName, site.target, site.name);
    if (done && mutated(Mutant::SkipCheckAfterExchange))
        return {};
    if (done)
        return held.untouchedAt(site.staging, site.stagedName) ? Result<void>() : fail(undoExchange(site, staged));
    if (done.error().code == ErrorCode::Unsupported)
        done = displaceWithoutExchange(site, old, held);
    if (!done && done.error().code == ErrorCode::NotFound)
        return fail(changedWhile(site, "it was removed or renamed"));
    return done;
}

Error returnTaken(const Site& site)
{
    if (moveOutOfStaging(site.fs, site.staging, site.stagedName, site.target, site.name))
        return changedWhile(site, "it is back in its place");
    return keepDisplaced(site);
}

} // namespace shoal::storage
