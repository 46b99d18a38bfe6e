// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"

#include <algorithm>

namespace shoal::cli {

namespace {

Cell stateOf(const QJsonObject& check)
{
    const Bytes state = textIn(check, "state");
    if (state == "good")
        return {"ok", Colour::Green};
    return state == "off" ? Cell{"--", Colour::Dim} : Cell{"!!", Colour::Red};
}

class DoctorCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "doctor",
            "",
            "what may keep devices from meeting, and what to do about it",
            "Looks at the port, the local network, each relay, the clock, the limit of watched directories, the disks\n"
            "and the shares. ok: it works. --: it is not used. !!: the line below says what to do. The exit code is 1\n"
            "when there is one of these.\n",
            "  shoal doctor\n"
            "  shoal doctor --instance www\n"
            "  shoal doctor --json | jq -r '.checks[] | select(.state == \"bad\") | .text'\n",
            {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!line.words.empty())
            return wrongArguments(manual());
        return callOf("doctor", {}, std::nullopt);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        Bytes text;
        for (const QJsonObject& answer : answers) {
            std::vector<std::vector<Cell>> rows;
            for (const QJsonObject& check : listIn(answer, "checks")) {
                rows.push_back({stateOf(check), {textIn(check, "name")}, {textIn(check, "text")}});
                if (const Bytes advice = textIn(check, "what_to_do"); !advice.empty())
                    rows.push_back({{""}, {""}, {"-> " + advice, Colour::Yellow}});
            }
            text += (text.empty() ? "" : "\n") + alignedRows(rows, 0);
        }
        return text;
    }

    ExitCode verdictOn(const QJsonObject& answer) const override
    {
        const auto checks = listIn(answer, "checks");
        const bool isBad = std::any_of(checks.begin(), checks.end(),
                                       [](const QJsonObject& check) { return textIn(check, "state") == "bad"; });
        return isBad ? ExitCode::Problem : ExitCode::Ok;
    }
};

} // namespace

std::unique_ptr<const Command> makeDoctorCommand()
{
    return std::make_unique<DoctorCommand>();
}

} // namespace shoal::cli
