// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/random.h"
#include "shared/base/result.h"

namespace shoal::daemon {

// A new read-write secret, as text.
Bytes generateSecret(Random& random);

// The read-only secret of a share; "-" reads the secret from the first line of standard input.
Result<Bytes> readOnlySecret(const Bytes& secretOrDash);

} // namespace shoal::daemon
