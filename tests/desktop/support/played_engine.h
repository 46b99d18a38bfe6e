// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"
#include "shared/control/control_server.h"

#include <QJsonArray>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <utility>

namespace shoal::test {

// A control peer that answers as a test says, and what a window sees of it.
class PlayedEngine
{
public:
    using Answering = std::function<control::Answer(const QJsonObject&)>;

    PlayedEngine()
        : m_server(
              [this](const QString& method, const QJsonObject& params, const control::Reply& reply) {
                  calls.append({method, params});
                  if (held.contains(method))
                      waiting.append(reply);
                  else
                      reply(answers.contains(method) ? answers[method](params) : control::Answer(QJsonObject()));
              },
              *m_clock),
          instance(*m_clock)
    {
        const Bytes socket = m_folder.filePath(QStringLiteral("engine.sock")).toStdString();
        if (!m_server.listen(socket))
            qFatal("the played engine cannot listen");
        instance.attach(socket);
        if (!QTest::qWaitFor([this] { return instance.isAttached(); }))
            qFatal("nobody attached to the played engine");
    }

    void answer(const QString& method, const QJsonObject& result)
    {
        answers[method] = [result](const QJsonObject&) { return control::Answer(result); };
    }
    void refuse(const QString& method, const QString& sentence)
    {
        answers[method] = [sentence](const QJsonObject&) {
            return control::Answer(tl::unexpected(control::CallError{control::CallErrorCode::InvalidParams, sentence}));
        };
    }
    // How often it was called, and with what the last time.
    qsizetype count(const QString& method) const
    {
        return std::count_if(calls.begin(), calls.end(), [&method](const auto& call) { return call.first == method; });
    }
    QJsonObject last(const QString& method) const
    {
        for (auto call = calls.rbegin(); call != calls.rend(); ++call)
            if (call->first == method)
                return call->second;
        return {};
    }
    void tellChanged(const QString& share, const QStringList& topics) { m_server.tellChanged(share, topics); }
    void stop() { m_server.close(); }

    QList<std::pair<QString, QJsonObject>> calls;
    QMap<QString, Answering> answers; // others get an empty one
    QStringList held;                 // methods that get no answer yet
    QList<control::Reply> waiting;

private:
    const std::unique_ptr<Clock> m_clock = makeSystemClock();
    QTemporaryDir m_folder;
    control::ControlServer m_server;

public:
    models::Instance instance;
};

} // namespace shoal::test
