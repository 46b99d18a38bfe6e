// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"
#include "server/cli/units.h"

namespace shoal::cli {

namespace {

Cell stateOf(const QJsonObject& peer, int64_t nowMs)
{
    const Bytes state = textIn(peer, "state");
    if (flagIn(peer, "online"))
        return {state.empty() ? "online" : state, Colour::Green};
    const int64_t seen = numberIn(peer, "last_seen");
    return {seen > 0 ? "seen " + agoInWords(seen, nowMs) : "offline", Colour::Yellow};
}

Cell lackOf(const QJsonObject& peer)
{
    const int64_t files = numberIn(peer, "lacking_files");
    const int64_t bytes = numberIn(peer, "lacking_bytes");
    if (files == 0 && bytes == 0)
        return {"nothing", Colour::Green};
    return {counted(files, "file", "files") + ", " + bytesInWords(bytes), Colour::Yellow};
}

// "lan", or "direct, known host"
Bytes wayTo(const QJsonObject& peer)
{
    const Bytes via = textIn(peer, "via");
    const Bytes found = textIn(peer, "found");
    return via.empty() || found.empty() || via == found ? (via.empty() ? found : via) : via + ", " + found;
}

std::vector<Cell> rowOf(const QJsonObject& peer, int64_t nowMs)
{
    const QJsonObject rates = objectIn(peer, "rates");
    const auto amount = [&](const char* sum, const char* rate) {
        const int64_t now = numberIn(rates, rate);
        return Cell{bytesInWords(numberIn(peer, sum)) + (now > 0 ? " +" + bytesInWords(now) + "/s" : ""), Colour::None,
                    true};
    };
    return {{textIn(peer, "name")},
            {textIn(peer, "share_dir")},
            stateOf(peer, nowMs),
            {textIn(peer, "permission")},
            lackOf(peer),
            amount("sent_bytes", "up"),
            amount("received_bytes", "down"),
            {textIn(peer, "address")},
            {wayTo(peer)},
            {textIn(peer, "version")}};
}

// A line for each that there is.
Bytes problems(const std::vector<QJsonObject>& answers)
{
    Bytes lines;
    for (const QJsonObject& answer : answers) {
        for (const QJsonObject& peer : listIn(answer, "peers")) {
            const Bytes name = textIn(peer, "name").empty() ? textIn(peer, "address") : textIn(peer, "name");
            if (const Bytes problem = textIn(peer, "problem"); !problem.empty())
                lines += name + " (" + textIn(peer, "share_dir") + "): " + coloured(problem, Colour::Yellow) + "\n";
        }
    }
    return lines.empty() ? lines : "\n" + lines;
}

class PeersCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "peers",
            "",
            "the devices each share is shared with, and what they lack",
            "Devices that are connected, and those that were seen not long ago, with the reason when one cannot be\n"
            "reached. The exit code is 1 when a connected one lacks something.\n",
            "  shoal peers\n"
            "  shoal peers --share /data/www\n"
            "  shoal peers --json | jq -r '.peers[] | select(.online | not) | .name'\n",
            {kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!line.words.empty())
            return wrongArguments(manual());
        return callOf("peers", {}, line.value("--share"));
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t nowMs) const override
    {
        std::vector<std::vector<Cell>> rows{headings(
            {"device", "folder", "state", "permission", "lacks", ">sent", ">received", "address", "way", "version"})};
        for (const QJsonObject& answer : answers) {
            for (const QJsonObject& peer : listIn(answer, "peers"))
                rows.push_back(rowOf(peer, nowMs));
        }
        return rows.size() > 1 ? alignedRows(rows, 0) + problems(answers)
                               : "no device is known that shares these folders\n";
    }

    ExitCode verdictOn(const QJsonObject& answer) const override
    {
        for (const QJsonObject& peer : listIn(answer, "peers")) {
            if (flagIn(peer, "online") && (numberIn(peer, "lacking_files") > 0 || numberIn(peer, "lacking_bytes") > 0))
                return ExitCode::Problem;
        }
        return ExitCode::Ok;
    }
};

} // namespace

std::unique_ptr<const Command> makePeersCommand()
{
    return std::make_unique<PeersCommand>();
}

} // namespace shoal::cli
