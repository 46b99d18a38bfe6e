// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/instance_config.h"

namespace shoal::daemon {

// What a config's reader has to know of secrets.
config::SecretRules secretRules();

} // namespace shoal::daemon
