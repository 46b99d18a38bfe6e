// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"
#include "server/cli/units.h"

#include <algorithm>
#include <array>

namespace shoal::cli {

namespace {

std::vector<Cell> side(ByteView word, const Bytes& what, int64_t mtime, int64_t size, const Bytes& path)
{
    return {{Bytes(word)}, {what}, {localTime(mtime)}, {bytesInWords(size), Colour::None, true}, {path}};
}

Bytes textOfConflict(const QJsonObject& conflict)
{
    const bool hasOriginal = conflict.contains(QLatin1String("original_size"));
    const Bytes author = textIn(conflict, "original_author"); // an older instance does not tell
    std::vector<std::vector<Cell>> rows;
    if (hasOriginal)
        rows.push_back(side("this", author.empty() ? "has the name" : "by " + author,
                            numberIn(conflict, "original_mtime"), numberIn(conflict, "original_size"),
                            fullPathIn(conflict, "original")));
    else
        rows.push_back({{"this"}, {"is gone"}, {""}, {""}, {fullPathIn(conflict, "original")}});
    rows.push_back(side("that", "by " + textIn(conflict, "author"), numberIn(conflict, "mtime"),
                        numberIn(conflict, "size"), fullPathIn(conflict)));
    return coloured(fullPathIn(conflict, "original"), Colour::Yellow) + '\n' + alignedRows(rows, 2);
}

class ConflictsCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"conflicts",
                "",
                "files that were changed on two devices at once, of which both versions are kept",
                "`this` is the file under the plain name, `that` the copy beside it. The exit code is 1 when there are "
                "any.\n",
                "  shoal conflicts\n"
                "  shoal conflicts --share /data/www\n"
                "  shoal conflicts --json | jq -r '.conflicts[] | .share_dir + \"/\" + .path'\n",
                {kShareOption, {"--limit", "N", "at most N of each share; 200 without it, at most 1000"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        const auto limit = line.number("--limit", 1, 1000, 200);
        if (!limit)
            return fail(limit.error());
        if (!line.words.empty())
            return wrongArguments(manual());
        return callOf("conflicts", {{QStringLiteral("limit"), static_cast<qint64>(*limit)}}, line.value("--share"));
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        Bytes text;
        int64_t count = 0;
        for (const QJsonObject& answer : answers) {
            for (const QJsonObject& conflict : listIn(answer, "conflicts")) {
                text += textOfConflict(conflict);
                ++count;
            }
        }
        if (count == 0)
            return "there is no conflict\n";
        return text + counted(count, "conflict", "conflicts") +
               "; shoal conflicts keep this|that|both PATH settles one\n";
    }

    ExitCode verdictOn(const QJsonObject& answer) const override
    {
        return listIn(answer, "conflicts").empty() ? ExitCode::Ok : ExitCode::Problem;
    }
};

class ConflictsKeepCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"conflicts keep",
                "this|that|both PATH",
                "settle a conflict; PATH is the copy",
                "this: the file under the plain name stays, and the copy goes to the archive.\n"
                "that: the copy takes the plain name, and what was there goes to the archive.\n"
                "both: the copy gets a name of its own and is a file like any other.\n",
                "  shoal conflicts keep this /data/www/index.conflict-app02.html\n"
                "  shoal conflicts keep that --share /data/www index.conflict-app02.html\n",
                {kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        static constexpr std::array<ByteView, 3> kChoices{"this", "that", "both"};
        if (line.words.size() != 2 || line.words[1].empty() ||
            std::find(kChoices.begin(), kChoices.end(), line.words[0]) == kChoices.end())
            return wrongArguments(manual());
        Call call = callOf("resolve", {{QStringLiteral("keep"), QString::fromStdString(line.words[0])}},
                           line.value("--share"), Reach::OneShare);
        call.path = line.words[1];
        return call;
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        const Bytes path = textIn(answers[0], "path");
        return path.empty() ? "settled\n" : "settled; what is there now: " + path + '\n';
    }
};

} // namespace

std::unique_ptr<const Command> makeConflictsCommand()
{
    return std::make_unique<ConflictsCommand>();
}

std::unique_ptr<const Command> makeConflictsKeepCommand()
{
    return std::make_unique<ConflictsKeepCommand>();
}

} // namespace shoal::cli
