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

// One call of one instance.
struct Question
{
    Bytes socket;
    QString method;
    QJsonObject params;
};

struct InstanceAnswer
{
    Bytes socket;
    Result<QJsonObject> result;
};

// Asks all at once and calls `done` from the event loop when each has answered or failed, in the order of the
// questions, of which there is at least one. `clock` must live until then.
void askInstances(const std::vector<Question>& questions, Clock& clock,
                  std::function<void(std::vector<InstanceAnswer>)> done);

// The same question for each.
std::vector<Question> toEach(const std::vector<Bytes>& sockets, const QString& method, const QJsonObject& params);

// Finds the sockets of the instance that was named, by its socket, its storage_path, its device name or the name of
// its config file; or of all that run. Calls `done` like askInstances(), or before it returns. NotFound when there is
// none, InvalidArgument when several have the name.
void chooseInstances(const std::optional<Bytes>& named, Clock& clock,
                     std::function<void(Result<std::vector<Bytes>>)> done);

// For an error of chooseInstances().
ExitCode exitCodeOfChoice(const Error& error);

// Complains about each that failed. NoInstance when none listens any more, Refused or Problem when one failed, else
// Ok.
ExitCode complainAboutFailures(const std::vector<InstanceAnswer>& answers);

// One line of JSON: the answer with the member "socket" added.
Bytes jsonLine(const Bytes& socket, QJsonObject answer);

} // namespace shoal::cli
