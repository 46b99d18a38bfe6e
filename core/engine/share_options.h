// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/config/instance_config.h"

#include <QJsonArray>
#include <QJsonObject>

namespace shoal::engine {

// The preferences of one share, for `share_options` and `set_share_options` of the control protocol.

// The list that `share_options` answers. `fileLine`: where the config file names the share, 0 = it does not.
QJsonArray shareOptionsJson(const config::ShareConfig& share, int64_t fileLine);
// The share with other preferences; `null` takes the default. InvalidArgument, a sentence, when a name or a value is
// wrong.
Result<config::ShareConfig> withShareOptions(const config::ShareConfig& share, const QJsonObject& values);

} // namespace shoal::engine
