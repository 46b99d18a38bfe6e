// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/engine_host.h"

#include "core/engine/engine.h"
#include "core/storage/posix_file_system.h"
#include "server/daemon/secret_rules.h"
#include "server/process/storage_folder.h"
#include "shared/base/log.h"
#include "shared/control/control_paths.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>
#include <unistd.h>

namespace shoal::app {

namespace {

// What a config file would say that says nothing: so a person can change every option, and shares are added ones.
Result<config::InstanceConfig> configFor(const Bytes& storagePath)
{
    const QJsonObject object{{QStringLiteral("storage_path"), QString::fromStdString(storagePath)}};
    auto loaded =
        config::parseConfig(QJsonDocument(object).toJson().toStdString(), "shoal-desktop", daemon::secretRules());
    if (!loaded)
        return fail(loaded.error());
    return loaded->config;
}

// The umask can be read only by setting it.
uint32_t currentUmask()
{
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return mask;
}

} // namespace

// Everything that belongs to the engine's thread.
class EngineHost::Hosted final : public QObject
{
public:
    Hosted(EngineHost& host, Bytes storagePath, uint32_t umask)
        : m_host(host), m_storagePath(std::move(storagePath)), m_umask(umask)
    {}

    void start()
    {
        if (auto running = run(); !running) {
            clear();
            Q_EMIT m_host.failed(QString::fromStdString(running.error().context));
            return;
        }
        Q_EMIT m_host.started(control::socketPath(m_storagePath, control::runtimeFolders().own));
    }

    void stop()
    {
        if (!m_engine) {
            Q_EMIT m_host.stopped(true);
            return;
        }
        m_engine->stop([this](bool clean) {
            // Not from within the engine's own call.
            QMetaObject::invokeMethod(
                this,
                [this, clean] {
                    if (clean)
                        clear();
                    Q_EMIT m_host.stopped(clean);
                },
                Qt::QueuedConnection);
        });
    }

    void clear()
    {
        m_engine.reset();
        m_folder.reset();
        m_random.reset();
        m_clock.reset();
    }

private:
    Result<void> run()
    {
        auto config = configFor(m_storagePath);
        if (!config)
            return fail(config.error());
        auto folder = process::StorageFolder::take(m_storagePath);
        if (!folder)
            return fail(folder.error());
        if (folder->notice())
            qCWarning(logConfig, "%s", folder->notice()->c_str());
        m_folder.emplace(*std::move(folder));
        storage::ignoreLeaseSignals();
        m_clock = makeSystemClock();
        m_random = makeSystemRandom();
        engine::EngineOptions options{*std::move(config), m_umask, ::geteuid() == 0, SHOAL_VERSION};
        m_engine =
            std::make_unique<engine::Engine>(std::move(options), *m_clock, *m_random, [this](const Error& error) {
                qCCritical(logEngine, "cannot go on: %s", error.context.c_str());
                Q_EMIT m_host.failed(QString::fromStdString(error.context));
            });
        return m_engine->start();
    }

    EngineHost& m_host;
    const Bytes m_storagePath;
    const uint32_t m_umask;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<Random> m_random;
    std::optional<process::StorageFolder> m_folder;
    std::unique_ptr<engine::Engine> m_engine;
};

EngineHost::EngineHost(Bytes storagePath, QObject* parent)
    : QObject(parent), m_hosted(new Hosted(*this, std::move(storagePath), currentUmask()))
{
    qRegisterMetaType<Bytes>("shoal::Bytes");
    m_thread.setObjectName(QStringLiteral("engine"));
    m_hosted->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_hosted, &QObject::deleteLater);
    m_thread.start();
}

EngineHost::~EngineHost()
{
    m_thread.quit();
    m_thread.wait();
}

void EngineHost::start()
{
    QMetaObject::invokeMethod(m_hosted, [hosted = m_hosted] { hosted->start(); });
}

void EngineHost::stop()
{
    QMetaObject::invokeMethod(m_hosted, [hosted = m_hosted] { hosted->stop(); });
}

} // namespace shoal::app
