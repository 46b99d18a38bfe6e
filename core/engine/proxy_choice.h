// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/proxy.h"
#include "shared/config/instance_config.h"

#include <optional>

namespace shoal::engine {

// The proxy that a config asks for, as the network has it.
std::optional<net::Proxy> chosenProxy(const config::InstanceConfig& config);

} // namespace shoal::engine
