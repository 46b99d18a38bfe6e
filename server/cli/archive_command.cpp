// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"
#include "server/cli/units.h"

namespace shoal::cli {

namespace {

constexpr ByteView kArchiveFolder = ".sync/Archive/";

std::vector<Cell> rowOf(const QJsonObject& version)
{
    return {{localTime(numberIn(version, "archived_at"))},
            {localTime(numberIn(version, "mtime"))},
            {bytesInWords(numberIn(version, "size")), Colour::None, true},
            {fullPathIn(version)},
            {textIn(version, "share_dir") + '/' + Bytes(kArchiveFolder) + textIn(version, "archived"), Colour::Dim}};
}

class ArchiveCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "archive",
            "[PATH]",
            "the versions that were replaced or deleted and are kept",
            "PATH: only what was at this path, or below it. Each line ends with the file that shoal restore takes.\n",
            "  shoal archive\n"
            "  shoal archive /data/www/index.html\n"
            "  shoal archive --share /data/www --search index --json | jq -r '.versions[].archived'\n",
            {kShareOption,
             {"--search", "TEXT", "only paths that contain TEXT"},
             {"--limit", "N", "at most N of each share; 200 without it, at most 1000"},
             {"--before", "CURSOR", "go on where an earlier answer ended; it says CURSOR"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        const auto limit = line.number("--limit", 1, 1000, 200);
        if (!limit)
            return fail(limit.error());
        if (line.words.size() > 1 || (!line.words.empty() && line.words[0].empty()))
            return wrongArguments(manual());
        Call call = callOf("archive", {{QStringLiteral("limit"), static_cast<qint64>(*limit)}}, line.value("--share"));
        if (const auto search = line.value("--search"))
            insertPath(call.params, QStringLiteral("search"), *search);
        if (const auto before = line.value("--before"))
            call.params.insert(QStringLiteral("before"), QString::fromStdString(*before));
        if (!line.words.empty())
            call.path = line.words[0];
        return call;
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        std::vector<std::vector<Cell>> rows{headings({"archived", "modified", ">size", "was", "is"})};
        for (const QJsonObject& answer : answers) {
            for (const QJsonObject& version : listIn(answer, "versions"))
                rows.push_back(rowOf(version));
        }
        Bytes text = rows.size() > 1 ? alignedRows(rows, 0) : Bytes("nothing like that is in the archive\n");
        if (const Bytes next = textIn(answers[0], "next"); answers.size() == 1 && !next.empty())
            text += "more: --before " + next + '\n';
        return text;
    }
};

class RestoreCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "restore",
            "VERSION",
            "put a version from the archive back into the folder",
            "VERSION is a file in .sync/Archive, as shoal archive lists it. What is at its place goes to the archive\n"
            "first.\n",
            "  shoal restore /data/www/.sync/Archive/index.html\n"
            "  shoal restore --share /data/www index.html --to old/index.html\n",
            {kShareOption, {"--to", "PATH", "a path in the share; without it where the version was"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 1 || line.words[0].empty())
            return wrongArguments(manual());
        Call call = callOf("restore", {}, line.value("--share"), Reach::OneShare);
        call.path = line.words[0];
        call.pathMember = QStringLiteral("archived");
        call.pathPrefix = Bytes(kArchiveFolder);
        if (const auto to = line.value("--to"))
            insertPath(call.params, QStringLiteral("to"), *to);
        return call;
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        return "restored: " + textIn(answers[0], "path") + '\n';
    }
};

} // namespace

std::unique_ptr<const Command> makeArchiveCommand()
{
    return std::make_unique<ArchiveCommand>();
}

std::unique_ptr<const Command> makeRestoreCommand()
{
    return std::make_unique<RestoreCommand>();
}

} // namespace shoal::cli
