// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation.h"

namespace shoal::sim {

// Leaves out of a plan that fails whatever it does not need to fail in the same way, playing it at most `tries` times
// more. In the manner of Zeller and Hildebrandt's ddmin.
Plan shrink(const Plan& plan, const Outcome& failure, size_t tries);

} // namespace shoal::sim
