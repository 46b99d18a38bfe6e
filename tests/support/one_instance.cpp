// SPDX-License-Identifier: GPL-3.0-or-later
#include "one_instance.h"

#include "shared/control/control_client.h"
#include "shared/control/control_paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include <optional>

namespace shoal::engine {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

Bytes newSecret(Random& random)
{
    return crypto::Secret::generate(random).text();
}

OneInstance::OneInstance(Clock& clock, Random& random, const Bytes& name)
    : m_clock(clock), m_random(random), m_root(m_folder.path().toStdString()), m_storagePath(m_root + "/store")
{
    m_config.fileName = name + ".conf";
    m_config.lines = m_config.fileName;
    m_config.deviceName = name;
    m_config.storagePath = m_storagePath;
    QDir().mkpath(path("store"));
}

OneInstance::~OneInstance()
{
    stop();
}

void OneInstance::addShare(const char* folder, const Bytes& secret)
{
    config::ShareConfig& share = m_config.shares.emplace_back();
    share.secret = secret;
    share.dir = path(folder).toStdString();
    share.searchLan = false;
    share.secretAt = {static_cast<int>(m_config.shares.size()), 3};
    share.dirAt = {static_cast<int>(m_config.shares.size()), 9};
}

void OneInstance::removeShare(size_t index)
{
    m_config.shares.erase(m_config.shares.begin() + static_cast<std::ptrdiff_t>(index));
}

Result<void> OneInstance::start()
{
    auto engine = std::make_unique<Engine>(EngineOptions{m_config, 022, false, "1.2.3"}, m_clock, m_random);
    auto started = engine->start();
    if (started)
        m_engine = std::move(engine);
    return started;
}

Result<ReloadSummary> OneInstance::reload()
{
    return m_engine->reload(m_config);
}

bool OneInstance::stop()
{
    if (!m_engine)
        return true;
    std::optional<bool> clean;
    m_engine->stop([&clean](bool result) { clean = result; });
    const bool ended = QTest::qWaitFor([&clean] { return clean.has_value(); }, kPatienceMs);
    m_engine.reset();
    return ended && *clean;
}

uint16_t OneInstance::port() const
{
    return m_engine->listeningPort();
}

Bytes OneInstance::address() const
{
    return "127.0.0.1:" + std::to_string(port());
}

Result<QJsonObject> OneInstance::ask(const QString& method, const QJsonObject& params) const
{
    const auto socket = control::findInstance(m_storagePath);
    if (!socket)
        return fail(socket.error());
    control::ControlClient client(m_clock);
    if (auto connected = client.connectTo(*socket); !connected)
        return fail(connected.error());
    std::optional<Result<QJsonObject>> answer;
    client.call(method, params, std::chrono::milliseconds(kPatienceMs),
                [&answer](Result<QJsonObject> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, kPatienceMs))
        return fail(ErrorCode::Busy, "no answer");
    return *answer;
}

QJsonObject OneInstance::status() const
{
    return ask(QStringLiteral("status")).value_or(QJsonObject());
}

QJsonObject OneInstance::shareStatus(const char* folder) const
{
    const QString dir = path(folder);
    for (const QJsonValue share : status().value(QLatin1String("shares")).toArray())
        if (share[QLatin1String("dir")].toString() == dir)
            return share.toObject();
    return {};
}

QString OneInstance::errorOf(const QString& method, const QJsonObject& params) const
{
    const auto answer = ask(method, params);
    return answer ? QString() : QString::fromStdString("error: " + answer.error().context);
}

QString OneInstance::path(const char* below) const
{
    return QString::fromStdString(m_root + "/" + below);
}

void OneInstance::write(const char* below, const QByteArray& content) const
{
    QDir().mkpath(QFileInfo(path(below)).path());
    QFile file(path(below));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray OneInstance::read(const char* below) const
{
    QFile file(path(below));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

bool OneInstance::exists(const char* below) const
{
    return QFileInfo::exists(path(below));
}

} // namespace shoal::engine
