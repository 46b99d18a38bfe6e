// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/confirm_command.h"

#include "server/cli/instances.h"
#include "server/cli/output.h"

#include <filesystem>

namespace shoal::cli {

namespace {

ExitCode report(const std::vector<InstanceAnswer>& answers, const CommandLine& line)
{
    for (const InstanceAnswer& answer : answers) {
        if (!answer.result)
            continue;
        print(line.json ? jsonLine(answer.socket, *answer.result)
              : line.deletedEverywhere
                  ? Bytes("The missing files are deleted on all devices; they keep them in their archives.\n")
                  : Bytes("The missing files are fetched again from the peers.\n"));
        return ExitCode::Ok;
    }
    return complainAboutFailures(answers);
}

} // namespace

void startConfirm(const CommandLine& line, Clock& clock, std::function<void(ExitCode)> done)
{
    if (line.words.size() != 2 || (line.refill && line.deletedEverywhere)) {
        done(complain("confirm takes the folder of the share that stopped, and --refill or --deleted-everywhere",
                      ExitCode::Usage));
        return;
    }
    auto sockets = chooseInstances(line.instance);
    if (!sockets) {
        done(complain(sockets.error().context, ExitCode::NoInstance));
        return;
    }
    std::error_code error;
    std::filesystem::path folder = std::filesystem::absolute(line.words[1], error).lexically_normal();
    if (!folder.has_filename() && folder.has_relative_path())
        folder = folder.parent_path(); // a slash at the end
    const QJsonObject params{{QStringLiteral("share"), QString::fromStdString(folder.native())},
                             {QStringLiteral("answer"), line.deletedEverywhere ? QStringLiteral("deleted-everywhere")
                                                                               : QStringLiteral("refill")}};
    askInstances(*sockets, QStringLiteral("confirm"), params, clock,
                 [line, done = std::move(done)](const auto& answers) { done(report(answers, line)); });
}

} // namespace shoal::cli
