// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/rows.h"

namespace shoal::store {

// What one row adds to the totals.
Counts weightOfFile(bool live, int64_t size, uint32_t flags, bool wantsContent);
Counts weightOfDir(bool live, uint32_t flags);

// Modulo 2^64, so that taking out what was put in always ends where it began.
Counts& operator+=(Counts& total, const Counts& weight);
Counts& operator-=(Counts& total, const Counts& weight);

} // namespace shoal::store
