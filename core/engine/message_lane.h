// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/send_queue.h"

namespace shoal::engine {

// Which lane of a connection a share's message takes; `canWait`: its sender says that it is old. Urgent: changes, and
// questions. Soon: records and contents of a first sync, and digests, which say what the records before them have
// changed and so must not overtake these. Bulk: large contents.
protocol::Lane laneOf(const protocol::Message& message, bool canWait);

} // namespace shoal::engine
