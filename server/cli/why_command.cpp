// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/output.h"
#include "server/cli/why_text.h"

#include <algorithm>
#include <memory>

namespace shoal::cli {

namespace {

// The path on this disk, then the path in a share, the likeliest first.
std::vector<Bytes> meaningsOf(const Bytes& typed)
{
    std::vector<Bytes> meanings = absoluteMeanings(typed);
    if (!typed.starts_with('/'))
        meanings.push_back(typed);
    return meanings;
}

// Asks all instances for one meaning of the path after the other, until one of them knows it.
class WhyQuestion : public std::enable_shared_from_this<WhyQuestion>
{
public:
    WhyQuestion(std::vector<Bytes> sockets, std::vector<Bytes> meanings, bool json, Clock& clock,
                std::function<void(ExitCode)> done)
        : m_sockets(std::move(sockets)), m_meanings(std::move(meanings)), m_json(json), m_clock(clock),
          m_done(std::move(done))
    {}

    void ask()
    {
        QJsonObject params;
        if (!m_meanings.empty())
            insertPath(params, QStringLiteral("path"), m_meanings[m_next]);
        ++m_next;
        askInstances(toEach(m_sockets, QStringLiteral("why"), params), m_clock,
                     [self = shared_from_this()](const auto& answers) { self->take(answers); });
    }

private:
    static bool knows(const InstanceAnswer& answer) { return answer.result && knowsPath(*answer.result); }

    void take(const std::vector<InstanceAnswer>& answers)
    {
        const bool known = std::any_of(answers.begin(), answers.end(), knows);
        if (!known && m_next < m_meanings.size())
            ask();
        else
            m_done(report(answers, known));
    }

    ExitCode report(const std::vector<InstanceAnswer>& answers, bool known) const
    {
        bool fine = true;
        for (const InstanceAnswer& answer : answers) {
            // Instances that do not know the path have nothing to add to one that does.
            if (!answer.result || (known && !m_meanings.empty() && !knows(answer)))
                continue;
            print(m_json ? jsonLine(answer.socket, *answer.result) : whyText(*answer.result));
            fine = fine && isFine(*answer.result);
        }
        const ExitCode failures = complainAboutFailures(answers);
        return failures != ExitCode::Ok || fine ? failures : ExitCode::Problem;
    }

    std::vector<Bytes> m_sockets;
    std::vector<Bytes> m_meanings; // empty: everything that is not in sync
    size_t m_next = 0;
    bool m_json;
    Clock& m_clock;
    std::function<void(ExitCode)> m_done;
};

class WhyCommand final : public Command
{
public:
    Manual manual() const override
    {
        return {"why",
                "[PATH]",
                "why PATH, or anything at all, is not in sync, and what to do",
                "PATH is a path on this disk, from the current folder, or in a share.\n"
                "The exit code is 1 when something waits or is blocked.\n",
                "  shoal why\n"
                "  shoal why /data/www/index.html\n"
                "  shoal why --json | jq -r '.items[].path'\n",
                {}};
    }

    void start(const CommandLine& line, Clock& clock, Done done) const override
    {
        if (line.words.size() > 1 || (line.words.size() == 1 && line.words[0].empty()))
            return done(complain(wrongArguments(manual()).value().context, ExitCode::Usage));
        std::vector<Bytes> meanings;
        if (!line.words.empty())
            meanings = meaningsOf(line.words[0]);
        chooseInstances(line.value("--instance"), clock, [line, meanings, &clock, done](const auto& sockets) {
            if (!sockets)
                return done(complain(sockets.error().context, exitCodeOfChoice(sockets.error())));
            std::make_shared<WhyQuestion>(*sockets, meanings, line.has("--json"), clock, done)->ask();
        });
    }
};

} // namespace

std::unique_ptr<const Command> makeWhyCommand()
{
    return std::make_unique<WhyCommand>();
}

} // namespace shoal::cli
