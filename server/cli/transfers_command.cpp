// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/transfers_text.h"
#include "server/cli/units.h"

namespace shoal::cli {

namespace {

class TransfersCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"transfers",
                "",
                "the files that are on their way just now",
                "",
                "  shoal transfers\n"
                "  shoal transfers --share /data/mail\n"
                "  shoal transfers --json | jq -r '.transfers[] | \"\\(.path) \\(.done) \\(.size)\"'\n",
                {kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!line.words.empty())
            return wrongArguments(manual());
        return callOf("transfers", {}, line.value("--share"));
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        std::vector<QJsonObject> all;
        int64_t queuedFiles = 0;
        int64_t queuedBytes = 0;
        for (const QJsonObject& answer : answers) {
            for (QJsonObject& transfer : listIn(answer, "transfers"))
                all.push_back(std::move(transfer));
            queuedFiles += numberIn(answer, "queued_files");
            queuedBytes += numberIn(answer, "queued_bytes");
        }
        Bytes text = transferLines(all, 0);
        if (queuedFiles > 0)
            text += counted(queuedFiles, "file", "files") + " and " + bytesInWords(queuedBytes) + " in the queue\n";
        return text.empty() ? "nothing is being transferred\n" : text;
    }
};

} // namespace

std::unique_ptr<const Command> makeTransfersCommand()
{
    return std::make_unique<TransfersCommand>();
}

} // namespace shoal::cli
