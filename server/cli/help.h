// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/commands.h"

namespace shoal::cli {

// All commands in short.
Bytes helpText(const Commands& commands);

// One command at length.
Bytes helpText(const Manual& manual);

} // namespace shoal::cli
