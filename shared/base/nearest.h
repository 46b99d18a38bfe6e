// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <span>

namespace shoal {

// How many single-byte insertions, deletions, replacements and swaps of neighbours turn `a` into `b`
// (optimal string alignment), upper and lower case being the same. Costs |a| * |b|: for words.
size_t editDistance(ByteView a, ByteView b);

// The word a person most likely meant; the first of equals. Empty only when there are no words.
ByteView nearestWord(ByteView typed, std::span<const ByteView> words);

} // namespace shoal
