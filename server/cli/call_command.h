// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/command.h"
#include "server/cli/targets.h"

namespace shoal::cli {

// A command that is one call of the control protocol: says which, to whom, and what the answers mean. Finding the
// instances, asking them, --json, errors and the exit code are the same for all of them.
class CallCommand : public Command
{
public:
    void start(const CommandLine& line, Clock& clock, Done done) const final;

    // InvalidArgument when the line is wrong.
    virtual Result<Call> callFor(const CommandLine& line) const = 0;
    // The answers for a person, of which there is at least one; `nowMs` is since 1970.
    virtual Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine& line, int64_t nowMs) const = 0;
    // Problem when an answer says that something is not as it should be.
    virtual ExitCode verdictOn(const QJsonObject& answer) const;
    // What --json shows of an answer.
    virtual QJsonObject chosen(QJsonObject answer, const CommandLine& line) const;
    // Called instead of complaining when an instance refused: true when another question was found to be asked, which
    // is then in `question`. For commands that want to hear from a person first.
    virtual bool asksAgain(Question& question, const Error& refusal, const CommandLine& line) const;
};

// "NAME takes ARGUMENTS" of the manual.
tl::unexpected<Error> wrongArguments(const Manual& manual);

} // namespace shoal::cli
