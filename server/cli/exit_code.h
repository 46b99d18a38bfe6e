// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace shoal::cli {

// What scripts can rely on; listed in the help.
enum class ExitCode : int {
    Ok = 0,
    Problem = 1,    // something is wrong or not in sync
    Usage = 2,      // the command line is wrong
    NoInstance = 3, // no shoald is running, or not the one that was named
};

} // namespace shoal::cli
