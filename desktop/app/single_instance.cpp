// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/single_instance.h"

#include "shared/base/hash.h"
#include "shared/control/control_client.h"
#include "shared/control/control_paths.h"
#include "shared/control/control_server.h"

namespace shoal::app {

namespace {

using namespace std::chrono_literals;

// The program that runs has only to raise a window.
constexpr auto kPatience = 5s;
// Of the hash of the data folder: enough to tell the few of one user apart.
constexpr size_t kShownDigits = 16;

QString textIn(const QJsonObject& object, QLatin1String name)
{
    return object.value(name).toString();
}

} // namespace

struct SingleInstance::Private
{
    Bytes folder;
    Bytes socket;
    control::ControlServer server;
    control::ControlClient client;
};

SingleInstance::SingleInstance(const Bytes& dataFolder, Clock& clock, QObject* parent) : QObject(parent)
{
    const Bytes folder = control::runtimeFolders().own;
    const auto answer = [this](const QString& method, const QJsonObject& params, const control::Reply& reply) {
        if (method != QLatin1String("open")) {
            reply(tl::unexpected(control::CallError{control::CallErrorCode::MethodNotFound,
                                                    QStringLiteral("shoal-desktop knows the method \"open\" only")}));
            return;
        }
        reply(QJsonObject());
        Q_EMIT called({textIn(params, QLatin1String("link")), params.value(QLatin1String("add")).toBool(),
                       textIn(params, QLatin1String("activation"))});
    };
    // No link <pid>-<hash>.sock leads to it: this is no instance that front ends should find.
    const Bytes socket = folder + "/desktop-" + sha256(dataFolder).hex().substr(0, kShownDigits);
    m_private.reset(new Private{folder, socket, {answer, clock}, control::ControlClient(clock)});
}

SingleInstance::~SingleInstance() = default;

Result<bool> SingleInstance::claim()
{
    if (auto made = control::makeRuntimeFolder(m_private->folder); !made)
        return fail(made.error());
    const auto listening = m_private->server.listen(m_private->socket);
    if (listening)
        return true;
    return listening.error().code == ErrorCode::AlreadyExists ? Result<bool>(false) : fail(listening.error());
}

void SingleInstance::handOver(const Call& call, std::function<void(bool)> done)
{
    if (!m_private->client.connectTo(m_private->socket))
        return done(false);
    m_private->client.call(QStringLiteral("open"),
                           {{QStringLiteral("link"), call.link},
                            {QStringLiteral("add"), call.adds},
                            {QStringLiteral("activation"), call.activation}},
                           kPatience,
                           [done = std::move(done)](const Result<QJsonObject>& answer) { done(answer.has_value()); });
}

} // namespace shoal::app
