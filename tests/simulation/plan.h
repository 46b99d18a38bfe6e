// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

namespace shoal::sim {

// What can happen in a simulated world. The names are those of plan files.
enum class Act {
    // A user saves a file: all at once, by a temporary file and a rename, over the old content, at its end, in its
    // middle, or slowly, in several writes with pauses.
    Write,
    Save,
    Rewrite,
    Append,
    Patch,
    WriteSlowly,
    WriteLarge,
    PatchLarge,
    // And does other things.
    Remove,
    Rename,
    RenameCase,
    Swap,   // of two names
    Rotate, // of three
    Link,
    HardLink,
    Chmod,
    Touch,
    MakeDirectory,
    MoveDirectory,
    SwapDirectories,
    SwapDirectoriesSlowly, // so that each of the three moves is seen
    RemoveDirectory,
    FileForDirectory,
    DirectoryForFile,
    // The network
    Cut,
    CutOneWay,
    Heal,
    Partition, // one machine from all others
    HealAll,
    Reset,
    SlowLink,
    // A machine
    Stop,
    Start,
    Restart,
    Kill,
    CutPower,
    StepClock,
    LoseEvents,
    FewWatches,
    FullDisk,
    RoomAgain,
    FailingDisk,
    Forbidden, // some entries cannot be read
    Mended,
    BackUp,
    RestoreBackup,
    LoseIndex,
    Unmount,
    Remount,
    UnmountNested,
    RemountNested,
    // Nothing happens for a while.
    Pause,
    // In plans that somebody has written by hand: what has to be so by then.
    Find,     // the file or directory is there
    Miss,     // nothing is there
    Same,     // all replicas are equal
    Whole,    // what a power cut has left of what others have whole is nobody's version
    Trusts,   // the two have a connection, and neither has ended it for what the other sent
    Count,    // the bytes that the network carries from now on
    FewBytes, // are no more than those of some records
    Months,   // all machines are off for half a year
    Rescan,   // a user asks for it
};
inline constexpr size_t kActs = static_cast<size_t>(Act::Rescan) + 1;
const char* nameOf(Act act);

// What a step waits for.
enum class Moment {
    Call,    // a call of the machine's engine to its disk
    Showing, // one that will show a file or symlink to users, replace it or take it away
    Shown,   // the first one after such a call
    // In plans that somebody has written by hand, where the path of the step says which:
    Watching, // the engine begins to watch a directory in which the path lies
    Reading,  // it reads the file
    HasRead,  // it has read it, and looks whether it has changed meanwhile
    Aside,    // it has just moved a directory out of sight
};

struct Step
{
    int64_t afterNs = 0;          // since the step before
    uint64_t calls = 0;           // not 0: it happens just before that many further calls of the machine's engine
    Moment moment = Moment::Call; // another: just before it comes for the first time, or so many calls after that
    bool same = false;            // who does it does it to the file that the last such moment was about
    Act act = Act::Pause;
    NodeId node = 0;
    NodeId other = 0;
    uint64_t dice = 0; // decides what is left open
    // In plans that somebody has written by hand: what it is done to, relative to the share. A path that ends in '*'
    // is the first file that begins so.
    Bytes path{};
    Bytes to{};                       // what it becomes, or is swapped with
    std::optional<int64_t> seconds{}; // by which a clock is set
};

// A history that can be played, again and again with the same outcome.
struct Plan
{
    uint64_t seed = 0; // of everything that engines, disks and network leave open
    std::vector<MachineSetup> machines;
    std::vector<Step> steps;
    std::optional<NodeId> traced; // each call of this machine's engine belongs to the story; not in plan files

    Bytes text() const;
    static Result<Plan> parse(ByteView text);
};

struct PlanOptions
{
    size_t machines = 0; // 0: as the seed says
    size_t steps = 0;
    std::set<Bytes> without; // acts by their names; and "nested": no file system within a share
};
Plan makePlan(uint64_t seed, const PlanOptions& options = {});

} // namespace shoal::sim
