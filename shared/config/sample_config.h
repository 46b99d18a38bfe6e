// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

namespace shoal::config {

// The text of shoald --dump-sample-config: a config file that loads as it is, with every common key
// explained; the shares are in a comment because their secrets are the reader's.
Bytes sampleConfig();

} // namespace shoal::config
