// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/models/live_peers.h"
#include "desktop/models/live_status.h"
#include "desktop/models/rate_history.h"
#include "desktop/ui/orders.h"

namespace shoal::ui {

// What the pages of a window need of the program; everything is borrowed and outlives them.
struct PageContext
{
    models::Instance& instance;
    Clock& clock;
    models::LiveStatus& status;
    models::LivePeers& peers;
    models::RateHistory& rates;
    Orders& orders;
    models::DiskWork& disk; // for what may block
};

} // namespace shoal::ui
