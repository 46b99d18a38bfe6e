// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/text_table.h"

#include <QJsonObject>

namespace shoal::cli {

// The files that are on their way, a line each: direction, bar, part, rate, time left, path, peers. Empty when there
// are none.
Bytes transferLines(const std::vector<QJsonObject>& transfers, size_t indent);

} // namespace shoal::cli
