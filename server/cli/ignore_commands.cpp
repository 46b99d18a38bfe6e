// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/output.h"
#include "server/cli/text_input.h"

namespace shoal::cli {

namespace {

// A line of the control protocol ends at 1 MiB; escapes make a text longer there.
constexpr size_t kMaxListBytes = 256 * 1024;

std::optional<Bytes> shareIn(const CommandLine& line)
{
    return line.words.empty() ? line.value("--share") : std::optional(line.words[0]);
}

bool namesOneShareAtMost(const CommandLine& line)
{
    return line.words.size() <= (line.has("--share") ? 0u : 1u) && (line.words.empty() || !line.words[0].empty());
}

class IgnoreTestCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"ignore test",
                "PATH",
                "whether a path is ignored, and by which rule",
                "PATH need not exist.\n",
                "  shoal ignore test /data/www/cache/page.tmp\n"
                "  shoal ignore test --share /data/www cache/page.tmp --json | jq .ignored\n",
                {kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 1 || line.words[0].empty())
            return wrongArguments(manual());
        Call call = callOf("ignore_test", {}, line.value("--share"), Reach::OneShare);
        call.path = line.words[0];
        call.absolutePath = true;
        return call;
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine& line, int64_t) const override
    {
        const QJsonObject& answer = answers[0];
        const Bytes path = printable(line.words[0]);
        if (!flagIn(answer, "ignored"))
            return path + ": not ignored\n";
        const Bytes rule = textIn(answer, "rule");
        const int64_t number = numberIn(answer, "line");
        return path + ": " + coloured("ignored", Colour::Yellow) + (rule.empty() ? "" : " by the rule " + rule) +
               (number > 0 ? ", line " + std::to_string(number) : "") + ", in " + textIn(answer, "share_dir") + '\n';
    }
};

class IgnoreShowCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"ignore show",
                "[SHARE]",
                "print the ignore list of a share",
                "SHARE is a folder or 8 digits of its id; it can be left out when there is one share only.\n",
                "  shoal ignore show /data/www\n"
                "  shoal ignore show /data/www > list.txt\n",
                {kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!namesOneShareAtMost(line))
            return wrongArguments(manual());
        return callOf("ignore_list", {}, shareIn(line), Reach::OneShare);
    }

    // As it is, for it may go into a file that is edited and set again.
    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        return outputIsTerminal() ? printableLines(bytesIn(answers[0], "text")) : bytesIn(answers[0], "text");
    }
};

class IgnoreSetCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"ignore set",
                "[SHARE]",
                "replace the ignore list of a share by standard input",
                "SHARE is a folder or 8 digits of its id; it can be left out when there is one share only.\n",
                "  shoal ignore set /data/www < list.txt\n"
                "  (shoal ignore show /data/www; echo 'cache/*') | shoal ignore set /data/www --file -\n",
                {kShareOption, {"--file", "FILE", "read the list from FILE; - is standard input"}}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (!namesOneShareAtMost(line))
            return wrongArguments(manual());
        const auto text = readText(line.value("--file"), kMaxListBytes);
        if (!text)
            return fail(text.error());
        QJsonObject params;
        insertPath(params, QStringLiteral("text"), *text);
        if (!params.contains(QLatin1String("text")))
            return fail(ErrorCode::InvalidArgument, "the list must be UTF-8");
        return callOf("set_ignore_list", params, shareIn(line), Reach::OneShare);
    }

    Bytes textOf(const std::vector<QJsonObject>&, const CommandLine&, int64_t) const override
    {
        return "the ignore list is set\n";
    }
};

} // namespace

std::unique_ptr<const Command> makeIgnoreTestCommand()
{
    return std::make_unique<IgnoreTestCommand>();
}

std::unique_ptr<const Command> makeIgnoreShowCommand()
{
    return std::make_unique<IgnoreShowCommand>();
}

std::unique_ptr<const Command> makeIgnoreSetCommand()
{
    return std::make_unique<IgnoreSetCommand>();
}

} // namespace shoal::cli
