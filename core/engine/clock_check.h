// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"

#include <cstdint>
#include <optional>

namespace shoal::engine {

// Clocks that differ by more let an older change win over a newer one in a way that people notice.
inline constexpr int64_t kClockTolerance = 600'000'000'000; // ns

// What to tell people about the clock of a peer, if it is far from the one here. Both are ns since 1970; `theirs` may
// be any number, 0 or less: unknown. Pure.
std::optional<model::Sentence> clockWarning(ByteView peer, int64_t theirsNs, int64_t oursNs);

} // namespace shoal::engine
