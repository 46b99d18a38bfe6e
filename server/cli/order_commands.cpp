// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/answer.h"
#include "server/cli/call_command.h"
#include "server/cli/command_factories.h"
#include "server/cli/units.h"

namespace shoal::cli {

namespace {

// What differs between the commands that tell one share or all of them to do something.
struct Order
{
    const char* method;
    ByteView summary;
    ByteView details;
    ByteView examples;
    ByteView done; // "2 shares look ..."
};

// rescan, pause, resume
class OrderCommand final : public CallCommand
{
public:
    explicit OrderCommand(const Order& order) : m_order(order) {}

    Manual manual() const override
    {
        return {m_order.method, "[SHARE]", m_order.summary, m_order.details, m_order.examples, {kShareOption}};
    }

    Result<Call> callFor(const CommandLine& line) const override
    {
        auto share = line.value("--share");
        if (line.words.size() > (share ? 0 : 1) || (!line.words.empty() && line.words[0].empty()))
            return wrongArguments(manual());
        if (!line.words.empty())
            share = line.words[0];
        return callOf(m_order.method, {}, share);
    }

    Bytes textOf(const std::vector<QJsonObject>& answers, const CommandLine&, int64_t) const override
    {
        int64_t shares = 0;
        for (const QJsonObject& answer : answers)
            shares += numberIn(answer, "shares");
        return counted(shares, "share", "shares") + ": " + Bytes(m_order.done) + '\n';
    }

private:
    const Order& m_order;
};

constexpr Order kRescan{
    "rescan", "look at a whole folder again, or at all of them",
    "SHARE is a folder or 8 digits of its id. Changes are noticed without this; it is for file systems\n"
    "and moments where they may not be.\n",
    "  shoal rescan\n"
    "  shoal rescan /data/www\n",
    "looking at the whole folder again"};
constexpr Order kPause{"pause", "stop syncing a share, or all, until resume",
                       "SHARE is a folder or 8 digits of its id. A share that is paused stays so after a restart.\n",
                       "  shoal pause /data/www\n"
                       "  shoal pause --instance www\n",
                       "paused; shoal resume goes on"};
constexpr Order kResume{"resume", "go on with a share that was paused, or all",
                        "SHARE is a folder or 8 digits of its id.\n",
                        "  shoal resume /data/www\n"
                        "  shoal resume\n",
                        "at work again"};

} // namespace

std::unique_ptr<const Command> makeRescanCommand()
{
    return std::make_unique<OrderCommand>(kRescan);
}

std::unique_ptr<const Command> makePauseCommand()
{
    return std::make_unique<OrderCommand>(kPause);
}

std::unique_ptr<const Command> makeResumeCommand()
{
    return std::make_unique<OrderCommand>(kResume);
}

} // namespace shoal::cli
