// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#ifdef SHOAL_MUTANTS
#include <atomic>
#include <vector>
#endif

namespace shoal {

// Deliberate faults. Whoever says that the simulation finds what breaks a promise has to show it: each of these breaks
// one, in the place where a developer might, and the simulation must tell all of them from the real thing
// (docs/testing.md). A comment says what is broken while the fault is active.
enum class Mutant {
    None,

    // The folder, changed under a user's hands
    SkipCheckAfterExchange, // what an exchange or a removal brought out is not compared with what was observed
    ExpectWhatIsThere,      // what is replaced or removed may be anything that stands there by now
    IgnoreOpenWriters,      // a file that somebody has open for writing is replaced all the same
    ReplaceATakenName,      // a new file goes over whatever has got its name meanwhile
    AbsentForAMoment,       // the old file is taken away before the new one comes
    ReplaceInPlace,         // the new content is written into the old file

    // Making the disk show the records
    RenameBeforeIntent,     // entries become visible before the index says that they are about to
    LeaveGroupsUnsettled,   // nobody looks at a start how far an interrupted group had come
    ShowBeforeDurable,      // contents are shown without being flushed
    ShowUnverifiedCopy,     // a copy of a file of this disk is shown without being hashed
    DropArchiveStep,        // what was replaced or removed is thrown away
    EmptyStagingAtStart,    // what lies in staging at a start is removed unseen
    OverwriteReadersChange, // what was changed on a read-only device goes without being asked
    IgnoreNameClash,        // a file keeps the name that a directory claims
    NeverTryAgain,          // what could not be applied once is left alone
    ForgetPendingRows,      // what was pending when the device stopped stays so
    MakeNoWay,              // a directory does not give way to one that takes its name
    LeaveMovingDirectories, // a directory that was on its way when the machine stopped is taken for missing
    TrustAPart,             // a part of a large file from before a stop is taken for whole and sound
    GoOnAfterIndexError,    // a share whose index could not be written goes on as if it had been

    // Seeing what users do
    CompareOnlyMtime,         // an entry is unchanged when its mtime is
    CompareWithRecord,        // an entry is compared with its record instead of with what was last observed
    TrustRacy,                // two writes within one tick of the clock are one
    TrustChangedWhileRead,    // nobody looks whether a file changed while it was hashed
    TakeWhatIsBeingWritten,   // a file is read at the first write to it, open or not
    DirectoryTimesAreChanges, // the mtime of a directory is news
    ForgetRenames,            // a renamed file is one that went and one that came
    CopyMovedDirectories,     // so is a moved directory with all that is in it
    SucceedTheWinner,         // an edit follows the newest record, not the one that its author saw
    TombstoneForgetsContent,  // a tombstone does not tell what was deleted
    ErrorIsDeletion,          // what cannot be looked at is gone
    ForgetOtherLinks,         // a write through one name of a file is not looked for under the others
    IgnoreOverflow,           // events that the watcher lost are not made up for
    WatchAfterListing,        // a directory is listed before it is watched
    TornIsAChange,            // what a crash of the machine left of a file is somebody's edit
    NoHoldAfterCrash,         // after a crash of the machine changes are recorded before a peer was heard
    MarkWithoutFlush,         // announced files count as flushed when they are not
    MissingMountIsDeletion,   // what was on a file system that is not mounted was deleted
    MissingRootIsDeletion,    // so was all that is missing from a folder without a marker
    MissingMarkerJoins,       // a folder without a marker is joined anew, whatever the index knows of it

    // Records
    ForgetACounter,         // a record does not cover that of whose content it follows
    StampIsTheClock,        // the stamp of an edit may be lower than that of what it replaces
    DeletionGetsTheClock,   // a deletion gets the time instead of the stamp after its predecessor's
    ChmodMakesADot,         // a change of attributes claims to have written the content
    RankByVector,           // of concurrent records the one that came first stays
    IgnoreAuthorInTies,     // so it does of records with one stamp
    NoConflictCopy,         // a loser that the winner had not seen is dropped
    ConflictNameWithoutDot, // the name of a conflict copy tells who wrote it, not when
    AuthorConflicts,        // a conflict copy is a record of its own of whoever meets the pair
    ReadersDeriveConflicts, // read-only devices derive copies that they cannot prove to anybody
    ReuseCounters,          // a start numbers again what the last run may have numbered
    PurgeByLocalTime,       // each writer forgets old deletions by its own clock, without a horizon
    DropAppliedTombstones,  // a deletion is forgotten once it is done here
    AcceptUnsigned,         // records need no signature: who has the read-only secret changes the share

    // The tree that records mean
    LeaveCycles,      // directories that contain each other stand nowhere
    HideBelowDeleted, // a deleted directory does not stand for what is alive in it

    // Peers
    SkipOneChild,      // the last of each sixteen buckets is not compared
    NeverCompareAgain, // digests are compared at the start of a connection only
    DoNotPassOn,       // what a peer told is not told to the others
    ServeChangedFile,  // a peer gets what a file holds now for what it held when it was recorded
    NeverRedial,       // an address that was connected once is not dialed again

    Count
};

#ifdef SHOAL_MUTANTS

namespace detail {
extern std::atomic<Mutant> activeMutant;
}

// Whether this fault is to be made. At most one is active in a process.
inline bool mutated(Mutant mutant)
{
    return detail::activeMutant.load(std::memory_order_relaxed) == mutant;
}

// "skip-check-after-exchange" and the like, in the order of the enum, without None.
const std::vector<const char*>& mutantNames();
// For a test, while no engine runs; an empty name ends it. False: there is none of that name, and nothing changes.
[[nodiscard]] bool activateMutant(ByteView name);

#else

constexpr bool mutated(Mutant)
{
    return false;
}

#endif

} // namespace shoal
