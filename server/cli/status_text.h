// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QJsonObject>

namespace shoal::cli {

// The answer to `status` (docs/control.md) for a person.
Bytes statusText(const QJsonObject& status);

// Its parts: the lines about the instance itself, and those about one of its shares.
Bytes instanceText(const QJsonObject& status);
Bytes stateText(const QJsonObject& share); // how far it is, without a newline
Bytes shareText(const QJsonObject& share);

// True when every share is idle, complete and without problems, and no connected peer lacks anything.
bool isInSync(const QJsonObject& status);

} // namespace shoal::cli
