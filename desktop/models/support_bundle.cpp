// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/support_bundle.h"

#include "desktop/models/archive_file.h"
#include "desktop/models/secret_filter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSysInfo>

#include <array>

namespace shoal::models {

namespace {

// Read-only, and each small: lists are cut by the instance.
constexpr std::array kMethods{"version", "status", "options", "peers", "transfers", "why", "conflicts", "log_level"};
const QString kTop = QStringLiteral("shoal-support/");

// The last bytes of a file, from the beginning of a line on.
QByteArray endOf(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return "cannot be read: " + file.errorString().toUtf8() + '\n';
    if (file.size() <= limit)
        return file.readAll();
    file.seek(file.size() - limit);
    file.readLine();
    return "(only the end of it)\n" + file.readAll();
}

// A config is a file, or a folder of parts.
QStringList configFiles(const QString& path)
{
    if (path.isEmpty())
        return {};
    if (!QFileInfo(path).isDir())
        return {path};
    QStringList files;
    const QDir folder(path);
    for (const QString& part : folder.entryList({QStringLiteral("*.part")}, QDir::Files, QDir::Name))
        files.append(folder.filePath(part));
    return files;
}

// Where a config says that its log is.
QStringList logsIn(const QByteArray& config)
{
    static const QRegularExpression pattern(QStringLiteral("LOG_PATH[ \\t]*=[ \\t]*(/[^\\r\\n]*)"));
    QStringList logs;
    for (auto it = pattern.globalMatch(QString::fromUtf8(config)); it.hasNext();)
        logs.append(it.next().captured(1).trimmed());
    return logs;
}

// Each log, and what it was before it began anew.
QStringList withOlder(const QStringList& logs)
{
    QStringList paths;
    for (const QString& log : logs) {
        paths.append(log);
        if (const QString older = log + QLatin1String(".old"); QFile::exists(older))
            paths.append(older);
    }
    paths.removeDuplicates();
    return paths;
}

QByteArray versions(const QString& own)
{
    return "shoal-desktop " + own.toUtf8() + "\nQt " + qVersion() + "\nsystem " +
           QSysInfo::prettyProductName().toUtf8() + "\nkernel " + QSysInfo::kernelVersion().toUtf8() + ' ' +
           QSysInfo::currentCpuArchitecture().toUtf8() + "\ndesktop " + qgetenv("XDG_CURRENT_DESKTOP") + ' ' +
           qgetenv("XDG_SESSION_TYPE") + '\n';
}

} // namespace

Result<void> writeSupportBundle(const QString& zip, QList<BundleFile> files, const QString& config,
                                const QStringList& logs)
{
    QStringList allLogs = logs;
    for (const QString& path : configFiles(config)) {
        const QByteArray text = endOf(path, SupportBundle::kMaxLogBytes);
        files.append({QLatin1String("config/") + QFileInfo(path).fileName(), text});
        allLogs += logsIn(text);
    }
    int number = 0;
    for (const QString& path : withOlder(allLogs))
        files.append({QStringLiteral("logs/%1-%2").arg(++number).arg(QFileInfo(path).fileName()),
                      endOf(path, SupportBundle::kMaxLogBytes)});
    auto archive = ArchiveFile::create(zip, PrivateFile::IfThere::Replace);
    if (!archive)
        return fail(archive.error());
    for (const BundleFile& file : std::as_const(files))
        if (auto added = (*archive)->addFile(kTop + QString::fromUtf8(withoutSecrets(file.name.toUtf8())),
                                             withoutSecrets(file.text), {});
            !added)
            return added;
    return (*archive)->close();
}

SupportBundle::SupportBundle(Instance& instance, QString version, QStringList logs, QObject* parent)
    : QObject(parent), m_instance(instance), m_version(std::move(version)), m_logs(std::move(logs))
{}

void SupportBundle::start(const QString& zip)
{
    if (m_open > 0)
        return; // one is under way
    m_zip = zip;
    m_config.clear();
    m_answers = {{QStringLiteral("versions.txt"), versions(m_version)}};
    m_open = static_cast<int>(kMethods.size());
    for (const char* const method : kMethods)
        ask(QString::fromLatin1(method));
}

void SupportBundle::ask(const QString& method)
{
    m_instance.call(method, {}, this, [this, method](const Result<QJsonObject>& answer) { answered(method, answer); });
}

// An instance that does not answer is no reason to collect nothing: just then it is needed.
void SupportBundle::answered(const QString& method, const Result<QJsonObject>& answer)
{
    if (answer && method == QLatin1String("status"))
        m_config = answer->value(QLatin1String("config")).toString();
    if (answer)
        m_answers.append({method + QLatin1String(".json"), QJsonDocument(*answer).toJson()});
    else
        m_answers.append({method + QLatin1String(".txt"), QByteArray::fromStdString(answer.error().context) + '\n'});
    if (--m_open == 0)
        write();
}

void SupportBundle::write()
{
    m_work.run(
        this,
        [zip = m_zip, files = m_answers, config = m_config, logs = m_logs] {
            return writeSupportBundle(zip, files, config, logs);
        },
        [this](const Result<void>& written) {
            if (written)
                Q_EMIT finished(m_zip);
            else
                Q_EMIT failed(QString::fromStdString(written.error().context));
        });
}

} // namespace shoal::models
