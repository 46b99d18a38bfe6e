// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <optional>
#include <vector>

namespace shoal::engine {

// Why a folder cannot be that of one more share, a sentence: it lies in one of `others` or contains it, or contains
// `storagePath`. Links are followed as far as the paths exist. Blocking; any thread.
std::optional<Bytes> folderClash(const Bytes& dir, const std::vector<Bytes>& others, const Bytes& storagePath);

} // namespace shoal::engine
