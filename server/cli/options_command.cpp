// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/text_table.h"
#include "server/cli/typed_value.h"

namespace shoal::cli {

namespace {

std::vector<Cell> rowOf(const QJsonObject& option)
{
    const Bytes value = textOfValue(option.value(QLatin1String("value")));
    const Bytes usual = textOfValue(option.value(QLatin1String("default")));
    const Bytes unit = textIn(option, "unit");
    const int64_t fileLine = numberIn(option, "file_line");
    Bytes where = value == usual ? "" : "set here";
    if (flagIn(option, "fixed"))
        where = fileLine > 0 ? "config file, line " + std::to_string(fileLine) : "config file";
    return {{textIn(option, "name")},
            {value + (unit.empty() ? "" : " " + unit), value == usual ? Colour::None : Colour::Green},
            {usual},
            {where},
            {textIn(option, "meaning"), Colour::Dim}};
}

class OptionsCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "options",
            "[NAME [VALUE]]",
            "the options of an instance; with VALUE, set one",
            "What the config file says is changed there; everything else can be set here, and stays after a restart.\n"
            "The value `default` takes back what was set here.\n",
            "  shoal options\n"
            "  shoal options download_limit\n"
            "  shoal options download_limit 5000 --instance www\n",
            {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() > 2 || (!line.words.empty() && line.words[0].empty()))
            return wrongArguments(manual());
        if (line.words.size() < 2)
            return callOf("options");
        const QJsonObject values{{QString::fromStdString(line.words[0]), typedValue(line.words[1])}};
        return callOf("set_options", {{QStringLiteral("values"), values}}, {}, Reach::OneInstance);
    }

    // The option that was named alone.
    QJsonObject chosen(QJsonObject answer, const CommandLine& line) const override
    {
        if (line.words.size() != 1)
            return answer;
        QJsonArray found;
        for (const QJsonObject& option : listIn(answer, "options")) {
            if (bytesIn(option, "name") == line.words[0])
                found.append(option);
        }
        answer.insert(QStringLiteral("options"), found);
        return answer;
    }

    ExitCode verdictOn(const QJsonObject& answer) const override
    {
        const QJsonValue options = answer.value(QLatin1String("options"));
        return options.isArray() && options.toArray().isEmpty() ? ExitCode::Refused : ExitCode::Ok;
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine& line, int64_t) const override
    {
        if (line.words.size() == 2) {
            const bool isDefault = line.words[1] == "default";
            const bool later = !textsIn(answers[0], "need_restart").empty();
            return printable(line.words[0]) + (isDefault ? " has its default" : " is " + printable(line.words[1])) +
                   (later ? " after the next start\n" : " now\n");
        }
        std::vector<std::vector<Cell>> rows{headings({"option", "value", "default", "set by", "meaning"})};
        for (const QJsonObject& answer : answers) {
            for (const QJsonObject& option : listIn(answer, "options"))
                rows.push_back(rowOf(option));
        }
        return rows.size() > 1 ? alignedRows(rows, 0) : "there is no such option; shoal options lists all\n";
    }
};

class LogCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"log",
                "",
                "how much an instance writes into its log",
                "",
                "  shoal log\n"
                "  shoal log --level debug --instance www\n",
                {{"--level", "LEVEL", "from now on: debug, info, warning or error"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!line.words.empty())
            return wrongArguments(manual());
        const auto level = line.value("--level");
        if (!level)
            return callOf("log_level");
        if (*level != "debug" && *level != "info" && *level != "warning" && *level != "error")
            return fail(ErrorCode::InvalidArgument, "--level is debug, info, warning or error");
        return callOf("log_level", {{QStringLiteral("level"), QString::fromStdString(*level)}});
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        Bytes text;
        for (const QJsonObject& answer : answers)
            text += textIn(answer, "level") + '\n';
        return text;
    }
};

} // namespace

std::unique_ptr<const Command> makeOptionsCommand()
{
    return std::make_unique<OptionsCommand>();
}

std::unique_ptr<const Command> makeLogCommand()
{
    return std::make_unique<LogCommand>();
}

} // namespace shoal::cli
