// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::model {

// This path cannot sync, because ... Not an Error (nothing failed that could be retried blindly) and not a
// conflict (nobody disagrees): a person can do something about it.
struct Problem
{
    Bytes path;     // root-relative, as on the disk; empty = the whole share
    Bytes reason;   // one sentence
    Bytes whatToDo; // one sentence
    Bytes peer;     // the device it waits for or comes from; may be empty
};

} // namespace shoal::model
