// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/exit_code.h"

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <functional>
#include <optional>
#include <vector>

namespace shoal::cli {

struct InstanceAnswer
{
    Bytes socket;
    Result<QJsonObject> result;
};

// The sockets of the instance that was named, or of all that run. NotFound when there is none.
Result<std::vector<Bytes>> chooseInstances(const std::optional<Bytes>& named);

// Asks all of them at once and calls `done` from the event loop when each has answered or failed, in the
// order of `sockets`. `clock` must live until then.
void askInstances(const std::vector<Bytes>& sockets, const QString& method, const QJsonObject& params, Clock& clock,
                  std::function<void(std::vector<InstanceAnswer>)> done);

// Complains about each that failed. NoInstance when none listens any more, Problem when one failed, else Ok.
ExitCode complainAboutFailures(const std::vector<InstanceAnswer>& answers);

// One line of JSON: the answer with the member "socket" added.
Bytes jsonLine(const Bytes& socket, QJsonObject answer);

} // namespace shoal::cli
