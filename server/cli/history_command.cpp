// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"
#include "server/cli/units.h"

#include <algorithm>

namespace shoal::cli {

namespace {

constexpr int64_t kDefaultLimit = 50; // a screen or two
constexpr int64_t kMaxLimit = 1000;   // of the protocol

std::vector<Cell> rowOf(const QJsonObject& entry)
{
    const Bytes peer = textIn(entry, "peer");
    const Bytes event = textIn(entry, "event");
    const bool hasSize = event != "deleted" && entry.contains(QLatin1String("size"));
    Bytes path = fullPathIn(entry);
    if (const Bytes from = fullPathIn(entry, "from"); entry.contains(QLatin1String("from")))
        path = from + " -> " + path;
    const Colour colour = event == "conflict" ? Colour::Red : event == "deleted" ? Colour::Yellow : Colour::None;
    return {{localTime(numberIn(entry, "time"))},
            {event, colour},
            {hasSize ? bytesInWords(numberIn(entry, "size")) : "", Colour::None, true},
            {peer.empty() ? "here" : peer},
            {path}};
}

class HistoryCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "history",
            "",
            "what changed, when, and on which device; the newest first",
            "",
            "  shoal history\n"
            "  shoal history --search index.html --limit 200\n"
            "  shoal history --share /data/www --json | jq -r '.entries[] | select(.event == \"deleted\") | .path'\n",
            {kShareOption,
             {"--search", "TEXT", "only paths that contain TEXT"},
             {"--limit", "N", "at most N entries; 50 without it, at most 1000"},
             {"--before", "CURSOR", "go on where an earlier answer ended; it says CURSOR"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        const auto limit = line.number("--limit", 1, kMaxLimit, kDefaultLimit);
        if (!limit)
            return fail(limit.error());
        if (!line.words.empty())
            return wrongArguments(manual());
        QJsonObject params{{QStringLiteral("limit"), static_cast<qint64>(*limit)}};
        if (const auto search = line.value("--search"))
            insertPath(params, QStringLiteral("search"), *search);
        if (const auto before = line.value("--before"))
            params.insert(QStringLiteral("before"), QString::fromStdString(*before));
        return callOf("history", params, line.value("--share"));
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine& line, int64_t) const override
    {
        std::vector<QJsonObject> entries;
        for (const QJsonObject& answer : answers) {
            for (QJsonObject& entry : listIn(answer, "entries"))
                entries.push_back(std::move(entry));
        }
        std::stable_sort(entries.begin(), entries.end(), [](const QJsonObject& a, const QJsonObject& b) {
            return numberIn(a, "time") > numberIn(b, "time");
        });
        const auto limit = static_cast<size_t>(line.number("--limit", 1, kMaxLimit, kDefaultLimit).value_or(0));
        entries.resize(std::min(entries.size(), limit));
        std::vector<std::vector<Cell>> rows;
        for (const QJsonObject& entry : entries)
            rows.push_back(rowOf(entry));
        Bytes text = rows.empty() ? Bytes("nothing has happened\n") : alignedRows(rows, 0);
        // The cursor belongs to one instance.
        if (const Bytes next = textIn(answers[0], "next"); answers.size() == 1 && !next.empty())
            text += "older ones: --before " + next + '\n';
        return text;
    }
};

} // namespace

std::unique_ptr<const Command> makeHistoryCommand()
{
    return std::make_unique<HistoryCommand>();
}

} // namespace shoal::cli
