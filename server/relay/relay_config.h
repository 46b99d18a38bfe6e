// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"
#include "core/relay/relay_limits.h"
#include "shared/base/result.h"

#include <optional>
#include <vector>

namespace shoal::relay {

// A config file of shoal-relay: the same kind of JSON as shoald's, with comments.
struct RelayConfig
{
    std::vector<net::Endpoint> listen;
    Bytes storagePath;
    std::optional<net::Endpoint> metrics; // of this machine only
    RelayLimits limits;
    uint64_t bytesPerSecond = 0;        // of all that is relayed; 0: no limit
    int64_t drainSeconds = 30;          // how long relayed connections may go on when the relay is told to stop
    int64_t logSizeBytes = 100'000'000; // 0: no limit
};

struct LoadedRelayConfig
{
    RelayConfig config;
    std::vector<Bytes> notices; // each "file:line:column: sentence"
};

// The error's context holds all that is wrong, one line each: "file:line:column: what is wrong; what would be right".
// Blocking.
Result<LoadedRelayConfig> loadRelayConfig(const Bytes& path);
Result<LoadedRelayConfig> parseRelayConfig(ByteView text, ByteView fileName);

} // namespace shoal::relay
