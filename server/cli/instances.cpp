// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/instances.h"

#include "server/cli/output.h"

#include "shared/control/control_client.h"
#include "shared/control/control_paths.h"

#include <QJsonDocument>
#include <algorithm>
#include <memory>

namespace shoal::cli {

namespace {

// An instance answers in milliseconds; one that is busy with a huge share may need longer.
constexpr std::chrono::seconds kAnswerTimeout{30};

// Collects the answers; lives as long as a call is outstanding.
class Survey
{
public:
    Survey(size_t size, std::function<void(std::vector<InstanceAnswer>)> done) : m_left(size), m_done(std::move(done))
    {
        m_answers.resize(size, InstanceAnswer{{}, fail(ErrorCode::Closed, "not asked")});
    }
    // The last callback of a client may be what ends the survey.
    ~Survey()
    {
        for (const auto& client : m_clients)
            client->deleteLater();
    }

    static void ask(const std::shared_ptr<Survey>& survey, size_t index, const Bytes& socket, const QString& method,
                    const QJsonObject& params, Clock& clock)
    {
        survey->m_answers[index].socket = socket;
        auto* client = new control::ControlClient(clock);
        survey->m_clients.push_back(client);
        const auto connected = client->connectTo(socket);
        client->call(method, params, kAnswerTimeout, [survey, index, connected](const Result<QJsonObject>& result) {
            survey->take(index, connected ? result : Result<QJsonObject>(fail(connected.error())));
        });
    }

private:
    void take(size_t index, Result<QJsonObject> result)
    {
        m_answers[index].result = std::move(result);
        if (--m_left == 0)
            m_done(std::move(m_answers));
    }

    size_t m_left;
    std::function<void(std::vector<InstanceAnswer>)> m_done;
    std::vector<InstanceAnswer> m_answers;
    std::vector<control::ControlClient*> m_clients;
};

bool isGone(const InstanceAnswer& answer)
{
    return !answer.result &&
           (answer.result.error().code == ErrorCode::Closed || answer.result.error().code == ErrorCode::NotFound);
}

} // namespace

Result<std::vector<Bytes>> chooseInstances(const std::optional<Bytes>& named)
{
    if (named) {
        auto socket = control::findInstance(*named);
        if (!socket)
            return fail(socket.error());
        return std::vector<Bytes>{std::move(*socket)};
    }
    auto sockets = control::findInstances();
    if (sockets.empty())
        return fail(ErrorCode::NotFound, "no instance of shoald is running that you can see; start one with shoald "
                                         "--config FILE, or name it with --instance");
    return sockets;
}

void askInstances(const std::vector<Bytes>& sockets, const QString& method, const QJsonObject& params, Clock& clock,
                  std::function<void(std::vector<InstanceAnswer>)> done)
{
    const auto survey = std::make_shared<Survey>(sockets.size(), std::move(done));
    for (size_t i = 0; i < sockets.size(); ++i)
        Survey::ask(survey, i, sockets[i], method, params, clock);
}

ExitCode complainAboutFailures(const std::vector<InstanceAnswer>& answers)
{
    ExitCode code = ExitCode::Ok;
    for (const InstanceAnswer& answer : answers) {
        if (!answer.result)
            code =
                complain(printable(answer.socket) + ": " + printable(answer.result.error().context), ExitCode::Problem);
    }
    return std::all_of(answers.begin(), answers.end(), isGone) ? ExitCode::NoInstance : code;
}

Bytes jsonLine(const Bytes& socket, QJsonObject answer)
{
    answer.insert(QStringLiteral("socket"), QString::fromStdString(socket));
    return QJsonDocument(answer).toJson(QJsonDocument::Compact).toStdString() + '\n';
}

} // namespace shoal::cli
