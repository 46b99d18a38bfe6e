// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/call_command.h"

#include "server/cli/answer.h"
#include "server/cli/output.h"

#include <memory>

namespace shoal::cli {

namespace {

constexpr int64_t kNsPerMs = 1'000'000;

// One command at work: the instances, what they share when that matters, the call, the report.
class CallRun : public std::enable_shared_from_this<CallRun>
{
public:
    CallRun(const CallCommand& command, CommandLine line, Call call, Clock& clock, Done done)
        : m_command(command), m_line(std::move(line)), m_call(std::move(call)), m_clock(clock), m_done(std::move(done))
    {}

    void start()
    {
        chooseInstances(m_line.value("--instance"), m_clock, [self = shared_from_this()](const auto& sockets) {
            if (sockets)
                self->choose(*sockets);
            else
                self->m_done(complain(sockets.error().context, exitCodeOfChoice(sockets.error())));
        });
    }

private:
    void choose(const std::vector<Bytes>& sockets)
    {
        if (!needsStatus(m_call, sockets))
            return ask(toEach(sockets, m_call.method, m_call.params));
        askInstances(toEach(sockets, QStringLiteral("status"), {}), m_clock,
                     [self = shared_from_this()](const auto& statuses) { self->chooseFrom(statuses); });
    }

    void chooseFrom(const std::vector<InstanceAnswer>& statuses)
    {
        const auto questions = targetsOf(m_call, statuses);
        if (questions)
            return ask(*questions);
        // An instance that did not answer may be the one that was meant.
        const ExitCode failures = complainAboutFailures(statuses);
        const ExitCode code =
            complain(questions.error().context,
                     questions.error().code == ErrorCode::InvalidArgument ? ExitCode::Usage : ExitCode::Refused);
        m_done(failures == ExitCode::Ok ? code : failures);
    }

    void ask(const std::vector<Question>& questions)
    {
        if (questions.empty())
            return m_done(complain("no folder is shared here", ExitCode::Refused));
        askInstances(questions, m_clock,
                     [self = shared_from_this(), questions](const auto& answers) { self->take(questions, answers); });
    }

    void take(std::vector<Question> questions, const std::vector<InstanceAnswer>& answers)
    {
        const bool refused = answers.size() == 1 && !answers[0].result;
        if (refused && !m_line.has("--json") && m_command.asksAgain(questions[0], answers[0].result.error(), m_line))
            return ask(questions);
        m_done(report(answers));
    }

    ExitCode report(const std::vector<InstanceAnswer>& answers) const
    {
        std::vector<QJsonObject> good;
        ExitCode verdict = ExitCode::Ok;
        for (const InstanceAnswer& answer : answers) {
            if (!answer.result)
                continue;
            good.push_back(m_command.chosen(*answer.result, m_line));
            if (verdict == ExitCode::Ok)
                verdict = m_command.verdictOn(good.back());
            if (m_line.has("--json"))
                print(jsonLine(answer.socket, good.back()));
            for (const QJsonObject& share : listIn(good.back(), "unanswered"))
                complain(textIn(share, "share_dir") + " is left out: " + textIn(share, "reason"), ExitCode::Ok);
        }
        if (!good.empty() && !m_line.has("--json"))
            print(m_command.textOf(good, m_line, m_clock.wallNs() / kNsPerMs));
        const ExitCode failures = complainAboutFailures(answers);
        return failures == ExitCode::Ok ? verdict : failures;
    }

    const CallCommand& m_command;
    CommandLine m_line;
    Call m_call;
    Clock& m_clock;
    Done m_done;
};

} // namespace

void CallCommand::start(const CommandLine& line, Clock& clock, Done done) const
{
    auto call = callFor(line);
    if (!call)
        return done(complain(call.error().context, ExitCode::Usage));
    std::make_shared<CallRun>(*this, line, std::move(*call), clock, std::move(done))->start();
}

ExitCode CallCommand::verdictOn(const QJsonObject&) const
{
    return ExitCode::Ok;
}

QJsonObject CallCommand::chosen(QJsonObject answer, const CommandLine&) const
{
    return answer;
}

bool CallCommand::asksAgain(Question&, const Error&, const CommandLine&) const
{
    return false;
}

tl::unexpected<Error> wrongArguments(const Manual& manual)
{
    return fail(ErrorCode::InvalidArgument,
                Bytes(manual.name) +
                    (manual.arguments.empty() ? Bytes(" takes no argument") : " takes " + Bytes(manual.arguments)) +
                    "; shoal " + Bytes(manual.name) + " --help explains it");
}

} // namespace shoal::cli
