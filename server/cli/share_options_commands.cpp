// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"
#include "server/cli/typed_value.h"

#include <QStringList>

namespace shoal::cli {

namespace {

// Their values are lists of host:port.
bool isHosts(ByteView name)
{
    return name == "known_hosts" || name == "relays";
}

class ShareShowCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "share show",
            "SHARE",
            "the options of a share",
            "SHARE is a folder or 8 digits of its id. Those of a share that the config file names are changed there.\n",
            "  shoal share show /data/www\n"
            "  shoal share show 5f0e1d2c --json | jq -r '.options[] | \"\\(.name) \\(.value)\"'\n",
            {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 1 || line.words[0].empty())
            return wrongArguments(manual());
        return callOf("share_options", {}, line.words[0], Reach::OneShare);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        std::vector<std::vector<Cell>> rows{headings({"option", "value", "default", "set by", "meaning"})};
        for (const QJsonObject& option : listIn(answers[0], "options")) {
            const Bytes value = textOfValue(option.value(QLatin1String("value")));
            const Bytes usual = textOfValue(option.value(QLatin1String("default")));
            const Bytes where = flagIn(option, "fixed")
                                    ? "config file, line " + std::to_string(numberIn(option, "file_line"))
                                    : Bytes(value == usual ? "" : "set here");
            rows.push_back({{textIn(option, "name")},
                            {value, value == usual ? Colour::None : Colour::Green},
                            {usual},
                            {where},
                            {textIn(option, "meaning"), Colour::Dim}});
        }
        return alignedRows(rows, 0);
    }
};

class ShareSetCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"share set",
                "SHARE NAME VALUE",
                "set an option of a share that was added by shoal share add",
                "shoal share show lists the options. The value `default` takes back what was set. Devices in\n"
                "known_hosts and relays have commas between them; `none` is none.\n",
                "  shoal share set /data/www search_lan false\n"
                "  shoal share set /data/www known_hosts 192.0.2.7:12345,app03:12345\n"
                "  shoal share set /data/www use_sync_trash default\n",
                {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 3 || line.words[0].empty() || line.words[1].empty())
            return wrongArguments(manual());
        QJsonValue value = typedValue(line.words[2]);
        if (isHosts(line.words[1]) && !value.isNull())
            value = line.words[2] == "none"
                        ? QJsonArray()
                        : QJsonArray::fromStringList(
                              QString::fromStdString(line.words[2]).split(QLatin1Char(','), Qt::SkipEmptyParts));
        const QJsonObject values{{QString::fromStdString(line.words[1]), value}};
        return callOf("set_share_options", {{QStringLiteral("values"), values}}, line.words[0], Reach::OneShare);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine& line, int64_t) const override
    {
        const bool isDefault = line.words[2] == "default";
        return printable(line.words[1]) +
               (isDefault ? " has its default now" : " is " + printable(line.words[2]) + " now") +
               (flagIn(answers[0], "starts_anew") ? "; the share starts anew\n" : "\n");
    }
};

} // namespace

std::unique_ptr<const Command> makeShareShowCommand()
{
    return std::make_unique<ShareShowCommand>();
}

std::unique_ptr<const Command> makeShareSetCommand()
{
    return std::make_unique<ShareSetCommand>();
}

} // namespace shoal::cli
