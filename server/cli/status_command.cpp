// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/status_command.h"

#include "server/cli/instances.h"
#include "server/cli/output.h"
#include "server/cli/status_text.h"

namespace shoal::cli {

namespace {

ExitCode report(const std::vector<InstanceAnswer>& answers, bool json)
{
    bool inSync = true;
    bool first = true;
    for (const InstanceAnswer& answer : answers) {
        if (!answer.result)
            continue;
        if (json)
            print(jsonLine(answer.socket, *answer.result));
        else
            print((first ? "" : "\n") + statusText(*answer.result));
        first = false;
        inSync = inSync && isInSync(*answer.result);
    }
    const ExitCode failures = complainAboutFailures(answers);
    return failures != ExitCode::Ok || inSync ? failures : ExitCode::Problem;
}

} // namespace

void startStatus(const CommandLine& line, Clock& clock, const std::function<void(ExitCode)>& done)
{
    if (line.words.size() > 1) {
        done(complain("status takes no argument; --instance PATH chooses an instance", ExitCode::Usage));
        return;
    }
    const auto sockets = chooseInstances(line.instance);
    if (!sockets) {
        done(complain(sockets.error().context, ExitCode::NoInstance));
        return;
    }
    askInstances(*sockets, QStringLiteral("status"), {}, clock,
                 [done, json = line.json](const auto& answers) { done(report(answers, json)); });
}

} // namespace shoal::cli
