// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::cli {

Bytes helpText();

// "unknown command X; the nearest is Y" with a hint at the help.
Bytes unknownCommandText(ByteView typed);

} // namespace shoal::cli
