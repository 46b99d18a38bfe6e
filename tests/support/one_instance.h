// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secret.h"
#include "core/engine/engine.h"

#include <QJsonObject>
#include <QString>
#include <QTemporaryDir>

namespace shoal::engine {

Bytes newSecret(Random& random);

// A whole instance in a folder of its own, driven as its users do: by config, by files and through its control socket.
// Set SHOAL_RUNTIME_DIR before. Waits for events, for at most 20 s each time.
class OneInstance
{
public:
    OneInstance(Clock& clock, Random& random, const Bytes& name);
    ~OneInstance();

    config::InstanceConfig& config() { return m_config; }
    config::ShareConfig& share(size_t index) { return m_config.shares[index]; }
    // In the config only: for start() or reload(). Not searched on the LAN.
    void addShare(const char* folder, const Bytes& secret);
    void removeShare(size_t index);

    Result<void> start();
    Result<ReloadSummary> reload();
    // Whether it ended cleanly.
    bool stop();
    uint16_t port() const;
    // "127.0.0.1:port"
    Bytes address() const;

    Result<QJsonObject> ask(const QString& method, const QJsonObject& params = {}) const;
    QJsonObject status() const;
    // The share in this folder; empty when there is none.
    QJsonObject shareStatus(const char* folder) const;
    // "error: ..." when it failed.
    QString errorOf(const QString& method, const QJsonObject& params) const;

    // Paths are below the folder of the instance.
    QString path(const char* below) const;
    void write(const char* below, const QByteArray& content) const;
    // "(not there)" when it cannot be read.
    QByteArray read(const char* below) const;
    bool exists(const char* below) const;

private:
    Clock& m_clock;
    Random& m_random;
    QTemporaryDir m_folder;
    const Bytes m_root;
    const Bytes m_storagePath;
    config::InstanceConfig m_config;
    std::unique_ptr<Engine> m_engine;
};

} // namespace shoal::engine
