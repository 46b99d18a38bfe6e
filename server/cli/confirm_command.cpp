// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/output.h"
#include "server/cli/text_input.h"
#include "server/cli/units.h"

#include <array>
#include <charconv>
#include <limits>

namespace shoal::cli {

namespace {

struct Reply
{
    ByteView option;
    const char* answer; // the word of the protocol
    ByteView done;
};

constexpr std::array<Reply, 5> kReplies{{
    {"--refill", "refill", "The missing files are fetched again from the peers."},
    {"--deleted-everywhere", "deleted-everywhere",
     "The missing files are deleted on all devices; they keep them in their archives."},
    {"--new-mount", "new-mount", "The file system that is mounted there now is taken as the right one."},
    {"--keep", "keep", "What was held is kept."},
    {"--remove", "remove", "What was held is removed."},
}};

// The one answer that was given, null for none or several.
const Reply* replyOf(const CommandLine& line)
{
    const Reply* found = nullptr;
    for (const Reply& reply : kReplies) {
        if (!line.has(reply.option))
            continue;
        if (found)
            return nullptr;
        found = &reply;
    }
    return found;
}

class ConfirmCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"confirm",
                "SHARE|PATH ANSWER",
                "answer a question of a share: about what is missing, mounted there or held",
                "SHARE is a folder or 8 digits of its id. Exactly one answer is given:\n",
                "  shoal confirm /data/www --refill\n"
                "  shoal confirm /data/www --deleted-everywhere              # asks for the number of files\n"
                "  shoal confirm /data/www --deleted-everywhere --files 1204\n"
                "  shoal confirm --new-mount /data/www/videos\n"
                "  shoal confirm /data/www/old --keep\n"
                "  shoal confirm --notices                                   # those of shoal status were read\n",
                {{"--refill", "", "fetch the missing files again from the peers"},
                 {"--deleted-everywhere", "", "it was meant: delete them on all devices"},
                 {"--files", "N", "with --deleted-everywhere: how many; a person at a terminal is asked"},
                 {"--new-mount", "PATH", "the file system that is mounted at PATH now is the right one"},
                 {"--keep", "", "keep what is held here, at PATH or in all of SHARE"},
                 {"--remove", "", "remove what is held here, at PATH or in all of SHARE"},
                 {"--notices", "", "alone: the notices of shoal status were read and are shown no more"},
                 kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        const Reply* reply = replyOf(line);
        if (line.has("--notices")) {
            if (reply || !line.words.empty() || line.has("--share") || line.has("--files"))
                return fail(ErrorCode::InvalidArgument, "confirm --notices stands alone");
            return callOf("dismiss_notices");
        }
        if (!reply)
            return fail(ErrorCode::InvalidArgument, "confirm needs one answer: --refill, --deleted-everywhere, "
                                                    "--new-mount PATH, --keep or --remove");
        const auto files = line.number("--files", 1, std::numeric_limits<int64_t>::max(), 0);
        if (!files)
            return fail(files.error());
        const bool mount = line.has("--new-mount");
        if (line.words.size() > 1 || (line.words.empty() && !mount && !line.has("--share")) ||
            (!line.words.empty() && line.words[0].empty()))
            return wrongArguments(manual());
        Call call = callOf("confirm", {{QStringLiteral("answer"), QString::fromLatin1(reply->answer)}},
                           line.value("--share"), Reach::OneShare);
        if (*files > 0)
            call.params.insert(QStringLiteral("files"), static_cast<qint64>(*files));
        if (mount) {
            call.path = line.value("--new-mount");
            call.params.insert(QStringLiteral("path"), QString()); // the folder itself, unless a path below it follows
        }
        if (line.words.empty())
            return call;
        if (line.has("--keep") || line.has("--remove"))
            call.path = line.words[0];
        else
            call.share = line.words[0];
        return call;
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine& line, int64_t) const override
    {
        int64_t notices = 0;
        for (const QJsonObject& answer : answers)
            notices += numberIn(answer, "notices");
        if (line.has("--notices"))
            return notices == 0 ? "there was no notice\n" : counted(notices, "notice", "notices") + " dropped\n";
        return Bytes(replyOf(line)->done) + '\n';
    }

    // The instance says how many files are missing; a person types that number, so that they have seen it.
    bool asksAgain(Question& question, const Error& refusal, const CommandLine& line) const override
    {
        if (!line.has("--deleted-everywhere") || line.has("--files") || refusal.code != ErrorCode::InvalidArgument ||
            !canAsk())
            return false;
        complain(printable(refusal.context), ExitCode::Refused);
        const auto typed = ask("Type the number of files to delete them on all devices, nothing to stop here: ");
        int64_t files = 0;
        if (!typed || std::from_chars(typed->data(), typed->data() + typed->size(), files).ec != std::errc())
            return false;
        question.params.insert(QStringLiteral("files"), static_cast<qint64>(files));
        return true;
    }
};

} // namespace

std::unique_ptr<const Command> makeConfirmCommand()
{
    return std::make_unique<ConfirmCommand>();
}

} // namespace shoal::cli
