// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "people.h"

namespace shoal::sim {

// What came of a plan.
struct Outcome
{
    Bytes failure;            // empty: all properties held
    Bytes property;           // which one did not, in a word or two
    std::vector<Bytes> story; // who did what, in order
    uint64_t trace = 0;       // the same for each run of the same plan
    uint64_t calls = 0;       // of engines to their disks
};

// Plays a plan to its end, heals everything, waits until all is quiet, and looks whether the promises were kept:
//
//   convergence     all replicas are equal: paths, types, contents, modes, times of files
//   unexplained     a read-only device that somebody has changed says where it differs
//   lost write      what somebody wrote is live, a conflict copy, in an archive, or was replaced by somebody who saw it
//   only archived   and it is live or a conflict copy, not only in an archive; unless an index was lost, or a power cut
//                   met the only machine that showed it
//   resurrection    what was deleted by somebody who saw it, and whose machine has lost nothing, does not come back; a
//                   conflict copy neither, under its own name
//   invention       nothing is there, at any time, that nobody wrote
//   half a file     what an engine shows is whole from the first instant on, also after a power cut, and it writes to
//                   nothing that is shown
//   absent          what an engine replaces is there at every instant
//   reader's write  what a user of a read-only device writes is nowhere else, and stays there unless it may be
//                   overwritten
//   not quiet       a second look and new connections change nothing and carry little
//   late            a change is passed on to those whom its author cannot reach, before digests are compared
//   rename          a renamed file is not sent again
//   records         in the end, of two that are connected each says that both have the same records
//   accident        no engine ends by itself
//
// A plan that somebody has written may say besides, in its steps, what has to be there, be missing or be equal by then.
Outcome play(const Plan& plan);

} // namespace shoal::sim
