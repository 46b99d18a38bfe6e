// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"
#include "shared/control/control_server.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

#include <map>

// An instance that answers as a test wants it, on a real control socket.
struct ScriptedInstance
{
    using Answer = std::function<shoal::control::Answer(const QJsonObject& params)>;

    ScriptedInstance() { listen(); }

    void listen() { (void)server.listen(path); }
    // The last of these counts.
    void answer(const QString& method, Answer with) { answers[method] = std::move(with); }
    void answer(const QString& method, const QJsonObject& with)
    {
        answers[method] = [with](const QJsonObject&) { return with; };
    }
    // What was asked with a method, oldest first.
    QList<QJsonObject> asked(const QString& method) const { return calls.value(method); }
    void tell(const QString& share, const QStringList& topics) { server.tellChanged(share, topics); }

    QTemporaryDir folder;
    shoal::Bytes path = folder.path().toStdString() + "/control.sock";
    std::unique_ptr<shoal::Clock> clock = shoal::makeSystemClock();
    std::map<QString, Answer> answers;
    QMap<QString, QList<QJsonObject>> calls;
    bool holds = false; // answers wait for release()
    std::vector<std::function<void()>> held;
    shoal::control::ControlServer server{
        [this](const QString& method, const QJsonObject& params, const shoal::control::Reply& reply) {
            calls[method].append(params);
            const auto found = answers.find(method);
            if (found == answers.end()) {
                reply(tl::unexpected(shoal::control::CallError{shoal::control::CallErrorCode::MethodNotFound,
                                                               QStringLiteral("no such method")}));
                return;
            }
            if (holds)
                held.push_back([reply, with = found->second, params] { reply(with(params)); });
            else
                reply(found->second(params));
        },
        *clock};

    void release()
    {
        holds = false;
        for (const auto& one : std::exchange(held, {}))
            one();
    }
};

// Parts of answers, as an instance of this version gives them.
inline QJsonObject shareJson(const QString& id, const QString& dir, const QString& state = QStringLiteral("idle"))
{
    return {{QStringLiteral("id"), id},
            {QStringLiteral("share"), id.left(8)},
            {QStringLiteral("dir"), dir},
            {QStringLiteral("permission"), QStringLiteral("read-write")},
            {QStringLiteral("state"), state},
            {QStringLiteral("paused"), state == QLatin1String("paused")},
            {QStringLiteral("files"), 1204},
            {QStringLiteral("directories"), 12},
            {QStringLiteral("bytes"), 35'200'000},
            {QStringLiteral("peers"), QJsonArray()},
            {QStringLiteral("rates"), QJsonObject{{QStringLiteral("up"), 0}, {QStringLiteral("down"), 0}}}};
}

inline QJsonObject statusJson(const QJsonArray& shares, const QJsonArray& notices = {})
{
    return {{QStringLiteral("device"), QJsonObject{{QStringLiteral("id"), QStringLiteral("d1")},
                                                   {QStringLiteral("name"), QStringLiteral("desk")}}},
            {QStringLiteral("version"), QStringLiteral("0.1.0")},
            {QStringLiteral("notices"), notices},
            {QStringLiteral("rates"), QJsonObject{{QStringLiteral("up"), 0}, {QStringLiteral("down"), 0}}},
            {QStringLiteral("shares"), shares}};
}

inline QJsonObject peerJson(const QString& share, const QString& device, bool online)
{
    return {{QStringLiteral("share"), share},
            {QStringLiteral("device"), device},
            {QStringLiteral("name"), device + QStringLiteral(" name")},
            {QStringLiteral("online"), online},
            {QStringLiteral("last_seen"), qint64{1'700'000'000'000}},
            {QStringLiteral("via"), QStringLiteral("lan")},
            {QStringLiteral("state"), online ? QStringLiteral("in sync") : QStringLiteral("offline")},
            {QStringLiteral("permission"), QStringLiteral("read-write")},
            {QStringLiteral("version"), QStringLiteral("shoald 0.1.0")},
            {QStringLiteral("rates"), QJsonObject{{QStringLiteral("up"), 0}, {QStringLiteral("down"), 0}}}};
}
