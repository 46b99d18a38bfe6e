// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/method_table.h"

namespace shoal::engine {

// `log_level` of the control protocol: what the log of this process holds, until it ends.
void answerLogLevel(const QJsonObject& params, const control::Reply& reply);

} // namespace shoal::engine
