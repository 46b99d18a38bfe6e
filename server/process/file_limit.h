// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

namespace shoal::process {

// As many files may be open as the system lets this process have (RLIMIT_NOFILE). The error is a sentence; without it
// fewer can be.
Result<void> raiseFileLimit();

} // namespace shoal::process
