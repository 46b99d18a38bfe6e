// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/control/control_paths.h"
#include "shared/control/control_server.h"

#include <QDir>
#include <QStringList>
#include <functional>
#include <vector>

namespace shoal::test {

// An instance that shows itself and gives one answer to everything, or an error.
class PlayedInstance
{
public:
    PlayedInstance(const QString& storage, control::Answer answer)
        : m_server(
              [this, answer](const QString& method, const QJsonObject& params, const control::Reply& reply) {
                  methods.push_back(method);
                  asked.push_back(params);
                  reply(chosenBy ? chosenBy(method, params) : chosen ? chosen(params) : answer);
              },
              *m_clock)
    {
        QDir().mkpath(storage);
        const Bytes folder = control::runtimeFolders().own;
        socket = control::socketPath(storage.toStdString(), folder);
        if (control::makeRuntimeFolder(folder) && m_server.listen(socket))
            m_registration = control::Registration::make(socket, folder);
    }

    Bytes socket;
    QStringList methods;
    std::vector<QJsonObject> asked;
    std::function<control::Answer(const QJsonObject&)> chosen;
    std::function<control::Answer(const QString&, const QJsonObject&)> chosenBy;

private:
    const std::unique_ptr<Clock> m_clock = makeSystemClock();
    control::ControlServer m_server;
    Result<control::Registration> m_registration = fail(ErrorCode::Closed, "not made");
};

} // namespace shoal::test
