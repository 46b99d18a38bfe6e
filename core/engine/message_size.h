// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/messages.h"

namespace shoal::engine {

// About how many bytes a message takes on the wire and in memory, without encoding it: for back-pressure.
int64_t approximateSize(const protocol::Message& message);

} // namespace shoal::engine
