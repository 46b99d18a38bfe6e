// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/models/instance.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QStringList>

namespace shoal::models {

// A file of the bundle.
struct BundleFile
{
    QString name;
    QByteArray text;
};

// Collects what somebody needs who is to find out what is wrong: logs and config without their secrets, what the
// instance says of itself, and versions, in a zip that only its owner can read. GUI thread; one bundle at a time.
class SupportBundle final : public QObject
{
    Q_OBJECT

public:
    // Of a longer log the end.
    static constexpr qint64 kMaxLogBytes = 16 * 1024 * 1024;

    // `instance` outlives it. `version`: of this program. `logs`: log files, besides those that the config names.
    SupportBundle(Instance& instance, QString version, QStringList logs, QObject* parent = nullptr);

    // What is there under that name is replaced.
    void start(const QString& zip);

Q_SIGNALS:
    void finished(const QString& zip);
    void failed(const QString& sentence);

private:
    void ask(const QString& method);
    void answered(const QString& method, const Result<QJsonObject>& answer);
    void write();

    Instance& m_instance;
    const QString m_version;
    const QStringList m_logs;
    DiskWork m_work;
    QString m_zip;
    QString m_config; // path, when the instance told it
    QList<BundleFile> m_answers;
    int m_open = 0; // answers that have not come
};

// The rest of it: reads config and logs, and writes the zip. Blocking; any thread.
Result<void> writeSupportBundle(const QString& zip, QList<BundleFile> files, const QString& config,
                                const QStringList& logs);

} // namespace shoal::models
