// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QJsonValue>

namespace shoal::cli {

// The value of an option as people read it; a list with commas.
Bytes textOfValue(const QJsonValue& value);
// What a person typed, as the type it looks like; `default` is null.
QJsonValue typedValue(const Bytes& typed);

} // namespace shoal::cli
