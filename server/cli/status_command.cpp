// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/status_text.h"

namespace shoal::cli {

namespace {

class StatusCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "status",
            "",
            "what each instance shares, with whom, and how far it is",
            "The exit code is 1 when a share is not in sync, or a connected peer lacks something, so that a monitor\n"
            "can use it as it is.\n",
            "  shoal status\n"
            "  shoal status --instance www\n"
            "  shoal status --json | jq -r '.shares[] | \"\\(.dir) \\(.state)\"'\n",
            {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!line.words.empty())
            return wrongArguments(manual());
        return callOf("status");
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        Bytes text;
        for (const QJsonObject& answer : answers)
            text += (text.empty() ? "" : "\n") + statusText(answer);
        return text;
    }

    ExitCode verdictOn(const QJsonObject& answer) const override
    {
        return isInSync(answer) ? ExitCode::Ok : ExitCode::Problem;
    }
};

} // namespace

std::unique_ptr<const Command> makeStatusCommand()
{
    return std::make_unique<StatusCommand>();
}

} // namespace shoal::cli
