// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"

#include <vector>

namespace shoal::fuzz {

// Nothing that grows in the replay grows beyond this: its inputs are small, and its time is bounded.
inline constexpr size_t kLargestMutant = 16 * 1024;

// One of the inputs (not none) with one to four changes: a bit flipped, a byte set, a number put in, a piece cut out,
// doubled or taken from another input. What comes out depends on the inputs and the random sequence alone.
Bytes mutated(const std::vector<Bytes>& inputs, Random& random);

} // namespace shoal::fuzz
