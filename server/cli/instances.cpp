// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/instances.h"

#include "server/cli/answer.h"
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

Result<QJsonObject> explained(const Result<QJsonObject>& result, const QString& method)
{
    if (result || result.error().code != ErrorCode::Unsupported)
        return result;
    return fail(ErrorCode::Unsupported,
                "this instance does not know " + method.toStdString() + "; it needs a newer shoald");
}

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

    static void ask(const std::shared_ptr<Survey>& survey, size_t index, const Question& question, Clock& clock)
    {
        survey->m_answers[index].socket = question.socket;
        auto* client = new control::ControlClient(clock);
        survey->m_clients.push_back(client);
        const auto connected = client->connectTo(question.socket);
        client->call(question.method, question.params, kAnswerTimeout,
                     [survey, index, connected, method = question.method](const Result<QJsonObject>& result) {
                         survey->take(index, connected ? explained(result, method)
                                                       : Result<QJsonObject>(fail(connected.error())));
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

// "www" and "www.www-data" for /etc/shoal/www.www-data.conf.
bool isNameOf(ByteView name, const QJsonObject& status)
{
    if (name == bytesIn(objectIn(status, "device"), "name"))
        return true;
    Bytes file = bytesIn(status, "config");
    file.erase(0, file.rfind('/') + 1);
    return !file.empty() &&
           (name == file || file == Bytes(name) + ".conf" || name == ByteView(file).substr(0, file.find('.')));
}

Result<std::vector<Bytes>> instanceNamed(const Bytes& name, const std::vector<InstanceAnswer>& statuses)
{
    std::vector<Bytes> found;
    Bytes list;
    for (const InstanceAnswer& status : statuses) {
        if (!status.result || !isNameOf(name, *status.result))
            continue;
        found.push_back(status.socket);
        list += "\n  " + printable(status.socket);
    }
    if (found.size() > 1)
        return fail(ErrorCode::InvalidArgument,
                    "several instances are called " + printable(name) + "; name one by its socket:" + list);
    if (found.empty())
        return fail(ErrorCode::NotFound, "no instance is called " + printable(name) +
                                             ", and no control socket or storage_path of a running one is there");
    return found;
}

} // namespace

void chooseInstances(const std::optional<Bytes>& named, Clock& clock,
                     std::function<void(Result<std::vector<Bytes>>)> done)
{
    if (named) {
        auto socket = control::findInstance(*named);
        if (socket)
            return done(std::vector<Bytes>{std::move(*socket)});
        if (named->find('/') != Bytes::npos)
            return done(fail(socket.error()));
    }
    auto sockets = control::findInstances();
    if (sockets.empty())
        return done(fail(ErrorCode::NotFound, "no instance of shoald is running that you can see; start one with "
                                              "shoald --config FILE, or name it with --instance"));
    if (!named)
        return done(std::move(sockets));
    askInstances(
        toEach(sockets, QStringLiteral("status"), {}), clock,
        [name = *named, done = std::move(done)](const auto& statuses) { done(instanceNamed(name, statuses)); });
}

void askInstances(const std::vector<Question>& questions, Clock& clock,
                  std::function<void(std::vector<InstanceAnswer>)> done)
{
    const auto survey = std::make_shared<Survey>(questions.size(), std::move(done));
    for (size_t i = 0; i < questions.size(); ++i)
        Survey::ask(survey, i, questions[i], clock);
}

std::vector<Question> toEach(const std::vector<Bytes>& sockets, const QString& method, const QJsonObject& params)
{
    std::vector<Question> questions;
    for (const Bytes& socket : sockets)
        questions.push_back({socket, method, params});
    return questions;
}

ExitCode exitCodeOfChoice(const Error& error)
{
    return error.code == ErrorCode::InvalidArgument ? ExitCode::Usage : ExitCode::NoInstance;
}

ExitCode complainAboutFailures(const std::vector<InstanceAnswer>& answers)
{
    ExitCode code = ExitCode::Ok;
    for (const InstanceAnswer& answer : answers) {
        if (!answer.result)
            code = complain(printable(answer.socket) + ": " + printable(answer.result.error().context),
                            exitCodeOf(answer.result.error().code));
    }
    return std::all_of(answers.begin(), answers.end(), isGone) ? ExitCode::NoInstance : code;
}

Bytes jsonLine(const Bytes& socket, QJsonObject answer)
{
    answer.insert(QStringLiteral("socket"), QString::fromStdString(socket));
    return QJsonDocument(answer).toJson(QJsonDocument::Compact).toStdString() + '\n';
}

} // namespace shoal::cli
