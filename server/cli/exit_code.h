// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

namespace shoal::cli {

// What scripts can rely on; listed in the help.
enum class ExitCode : int {
    Ok = 0,
    Problem = 1,    // something is wrong, not in sync, or waits for a person
    Usage = 2,      // the command line is wrong
    NoInstance = 3, // no shoald is running, or not the one that was named
    Refused = 4,    // the instance does not do it: it cannot now, may not, or what was named is not there
};

// For an operation that failed with this error.
ExitCode exitCodeOf(ErrorCode code);

} // namespace shoal::cli
