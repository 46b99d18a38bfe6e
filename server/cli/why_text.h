// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QJsonObject>

namespace shoal::cli {

// The answer to `why` (docs/control.md) for a person.
Bytes whyText(const QJsonObject& answer);

// True when the answer names a path in one of the instance's shares.
bool knowsPath(const QJsonObject& answer);

// True when nothing in the answer waits or is blocked.
bool isFine(const QJsonObject& answer);

} // namespace shoal::cli
