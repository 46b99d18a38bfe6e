// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/relay/relay_hub.h"

namespace shoal::relay {

// What a relay says of itself. No address, no name: these are nobody's business.
struct RelayStatus
{
    HubCounts counts;
    int64_t uptimeSeconds = 0;
    bool isDraining = false;
};

// For people: a few lines. For Prometheus: its text format, version 0.0.4.
Bytes statusPageText(const RelayStatus& status);
Bytes metricsText(const RelayStatus& status);
// For the service manager, one line.
Bytes statusLineText(const RelayStatus& status);

} // namespace shoal::relay
