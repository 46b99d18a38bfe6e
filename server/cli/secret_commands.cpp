// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/output.h"
#include "server/cli/secret_text.h"

#include <QJsonDocument>

namespace shoal::cli {

namespace {

constexpr Option kFileOption{"--file", "FILE", "read the secret from the first line of FILE"};

Bytes asJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + '\n';
}

class SecretNewCommand final : public Command
{
public:
    Manual manual() const override
    {
        return {"secret new",
                "",
                "print a new read-write secret",
                "",
                "  shoal secret new\n"
                "  shoal secret new | shoal share add /data/new\n"
                "  shoal secret new --json | jq -r .read_only\n",
                {}};
    }

    void start(const CommandLine& line, Clock&, Done done) const override
    {
        if (!line.words.empty())
            return done(complain(wrongArguments(manual()).value().context, ExitCode::Usage));
        const auto random = makeSystemRandom();
        const auto secret = crypto::Secret::generate(*random);
        print(line.has("--json")
                  ? asJson({{QStringLiteral("secret"), QString::fromStdString(secret.text())},
                            {QStringLiteral("read_only"), QString::fromStdString(secret.readOnly().text())}})
                  : secret.text() + '\n');
        done(ExitCode::Ok);
    }
};

class SecretReadOnlyCommand final : public Command
{
public:
    Manual manual() const override
    {
        return {
            "secret read-only",
            "",
            "print the secret of the same share that can only receive",
            "The secret is read from standard input, or typed unseen at a terminal. It is never an argument, because\n"
            "everybody on this machine can read those.\n",
            "  shoal secret read-only                 # asks for the secret\n"
            "  shoal secret read-only < secret.txt\n",
            {kFileOption}};
    }

    void start(const CommandLine& line, Clock&, Done done) const override
    {
        // A lone dash says standard input, as with other programs.
        if (line.words.size() > 1 || (line.words.size() == 1 && line.words[0] != "-"))
            return done(complain("a secret on the command line can be read by everybody on this machine; give it on "
                                 "standard input: shoal secret read-only < FILE",
                                 ExitCode::Usage));
        const auto secret = readSecret(line.value("--file"), "Read-write secret: ");
        if (!secret)
            return done(complain(secret.error().context, ExitCode::Usage));
        const Bytes readOnly = secret->readOnly().text();
        print(line.has("--json") ? asJson({{QStringLiteral("read_only"), QString::fromStdString(readOnly)}})
                                 : readOnly + '\n');
        done(ExitCode::Ok);
    }
};

class SecretShowCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {"secret show",
                "SHARE",
                "print the secrets this device holds of a share",
                "SHARE is a folder or 8 digits of its id; it can be left out when there is one share only.\n",
                "  shoal secret show /data/www\n"
                "  shoal secret show /data/www --json | jq -r .read_only\n",
                {}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() > 1 || (!line.words.empty() && line.words[0].empty()))
            return wrongArguments(manual());
        return callOf("secret", {}, line.words.empty() ? std::nullopt : std::optional(line.words[0]), Reach::OneShare);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        return secretLines(answers[0]);
    }
};

class SecretRotateCommand final : public CallCommand
{
public:
    Manual manual() const override
    {
        return {
            "secret rotate",
            "SHARE",
            "give a folder a new secret, so that those who have the old one are out",
            "The files stay where they are. Every device that shall go on needs the new secret. --file takes over a\n"
            "secret that was made on another device; - is standard input.\n",
            "  shoal secret rotate /data/www                 # on the first device: prints the new secrets\n"
            "  shoal secret rotate /data/www --file new.txt  # on the others\n",
            {kFileOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        if (line.words.size() != 1 || line.words[0].empty())
            return wrongArguments(manual());
        QJsonObject params;
        if (line.has("--file")) {
            const auto secret = readSecret(line.value("--file"), "New secret: ");
            if (!secret)
                return fail(secret.error());
            params.insert(QStringLiteral("secret"), QString::fromStdString(secret->text()));
        }
        return callOf("rotate", params, line.words[0], Reach::OneShare);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        const Bytes todo = answers[0].value(QLatin1String("what_to_do")).toString().toStdString();
        return secretLines(answers[0]) +
               (todo.empty() ? Bytes("the share has a new secret now; its other devices need it, too\n")
                             : todo + "\nthe other devices of the share need it, too\n");
    }
};

} // namespace

std::unique_ptr<const Command> makeSecretNewCommand()
{
    return std::make_unique<SecretNewCommand>();
}

std::unique_ptr<const Command> makeSecretReadOnlyCommand()
{
    return std::make_unique<SecretReadOnlyCommand>();
}

std::unique_ptr<const Command> makeSecretShowCommand()
{
    return std::make_unique<SecretShowCommand>();
}

std::unique_ptr<const Command> makeSecretRotateCommand()
{
    return std::make_unique<SecretRotateCommand>();
}

} // namespace shoal::cli
