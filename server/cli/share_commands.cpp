// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/secret_text.h"
#include "server/cli/text_table.h"
#include "server/cli/units.h"

#include <QStringList>

namespace shoal::cli {

namespace {

Cell stateCell(const QJsonObject& share)
{
    const Bytes state = textIn(share, "state");
    return {state, state == "idle" ? Colour::Green : state == "stopped" ? Colour::Red : Colour::Yellow};
}

class ShareListCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"share list",
                "",
                "the shares, a line each",
                "",
                "  shoal share list\n"
                "  shoal share list --json | jq -r '.shares[].dir'\n",
                {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!line.words.empty())
            return wrongArguments(manual());
        return callOf("status");
    }

    // The shares alone, with the name of the instance.
    QJsonObject chosen(QJsonObject answer, const CommandLine&) const override
    {
        return {{QStringLiteral("device"), answer.value(QLatin1String("device"))},
                {QStringLiteral("shares"), answer.value(QLatin1String("shares"))}};
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        std::vector<std::vector<Cell>> rows{
            headings({"folder", "state", "permission", ">files", ">size", "share", "instance", "named by"})};
        for (const QJsonObject& answer : answers) {
            for (const QJsonObject& share : listIn(answer, "shares"))
                rows.push_back({{textIn(share, "dir")},
                                stateCell(share),
                                {textIn(share, "permission")},
                                {withCommas(numberIn(share, "files")), Colour::None, true},
                                {bytesInWords(numberIn(share, "bytes")), Colour::None, true},
                                {textIn(share, "share")},
                                {textIn(objectIn(answer, "device"), "name")},
                                {flagIn(share, "fixed") ? "config file" : "shoal share add"}});
        }
        return rows.size() > 1 ? alignedRows(rows, 0) : "no folder is shared; shoal share add adds one\n";
    }
};

class ShareAddCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"share add",
                "FOLDER",
                "share a folder; the secret is read from standard input",
                "A person at a terminal is asked for the secret. It is never an argument, because everybody on this\n"
                "machine can read those. The share stays after a restart; shoal share remove ends it.\n",
                "  shoal share add /data/www                        # asks for the secret\n"
                "  shoal share add /data/www --create < secret.txt\n"
                "  shoal secret new | shoal share add /data/new --instance www\n"
                "  shoal share add /data/www --file secret.txt --known-hosts 192.0.2.7:12345,app03:12345\n",
                {{"--file", "FILE", "read the secret from the first line of FILE"},
                 {"--create", "", "make the folder when it is not there"},
                 {"--known-hosts", "LIST", "devices to connect to, HOST:PORT with commas between"},
                 {"--no-lan", "", "do not look for devices in the local network"},
                 {"--no-archive", "", "do not keep what is replaced or deleted"},
                 {"--overwrite-changes", "", "with a read-only secret: undo what is changed here"},
                 {"--special-modes", "", "apply setuid and setgid, which needs root"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 1 || line.words[0].empty())
            return wrongArguments(manual());
        QJsonObject params;
        insertPath(params, QStringLiteral("dir"), absoluteMeanings(line.words[0]).front());
        if (params.contains(QLatin1String("dir_base64")))
            return fail(ErrorCode::InvalidArgument, "the name of a shared folder must be UTF-8");
        if (line.has("--create"))
            params.insert(QStringLiteral("create"), true);
        if (line.has("--no-lan"))
            params.insert(QStringLiteral("search_lan"), false);
        if (line.has("--no-archive"))
            params.insert(QStringLiteral("use_sync_trash"), false);
        if (line.has("--overwrite-changes"))
            params.insert(QStringLiteral("overwrite_changes"), true);
        if (line.has("--special-modes"))
            params.insert(QStringLiteral("sync_special_modes"), true);
        if (const auto hosts = line.value("--known-hosts"))
            params.insert(
                QStringLiteral("known_hosts"),
                QJsonArray::fromStringList(QString::fromStdString(*hosts).split(QLatin1Char(','), Qt::SkipEmptyParts)));
        const auto secret = readSecret(line.value("--file"), "Secret of the share: ");
        if (!secret)
            return fail(secret.error());
        params.insert(QStringLiteral("secret"), QString::fromStdString(secret->text()));
        return callOf("add_share", params, {}, Reach::OneInstance);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        return "added, share " + textIn(answers[0], "share").substr(0, 8) + '\n';
    }
};

class ShareRemoveCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"share remove",
                "SHARE",
                "stop sharing a folder; the folder and its files stay",
                "SHARE is a folder or 8 digits of its id. A share that the config file names is removed there.\n",
                "  shoal share remove /data/www\n",
                {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 1 || line.words[0].empty())
            return wrongArguments(manual());
        return callOf("remove_share", {}, line.words[0], Reach::OneShare);
    }

    Bytes textOf(const std::vector<QJsonObject>&, const CommandLine& line, int64_t) const override
    {
        return "removed: " + printable(line.words[0]) + "; the folder and its files stay\n";
    }
};

} // namespace

std::unique_ptr<const Command> makeShareListCommand()
{
    return std::make_unique<ShareListCommand>();
}

std::unique_ptr<const Command> makeShareAddCommand()
{
    return std::make_unique<ShareAddCommand>();
}

std::unique_ptr<const Command> makeShareRemoveCommand()
{
    return std::make_unique<ShareRemoveCommand>();
}

} // namespace shoal::cli
