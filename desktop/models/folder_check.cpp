// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/folder_check.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <sys/statvfs.h>
#include <unistd.h>

namespace shoal::models {

namespace {

using Finding = FolderReport::Finding;

const QString kServiceFolder = QStringLiteral(".sync");

// The folder a path leads to: links are followed as far as the path exists.
QString resolved(const QString& path)
{
    QString existing = QDir::cleanPath(path);
    QString rest;
    while (!QFileInfo::exists(existing) && existing != QLatin1String("/")) {
        const QFileInfo info(existing);
        rest.prepend(QLatin1Char('/') + info.fileName());
        existing = info.path();
    }
    const QString canonical = QFileInfo(existing).canonicalFilePath();
    return QDir::cleanPath((canonical.isEmpty() ? existing : canonical) + rest);
}

bool isInside(const QString& path, const QString& folder)
{
    return folder == QLatin1String("/") || path.startsWith(folder + QLatin1Char('/'));
}

void findClashes(const QString& path, const QStringList& shared, FolderReport& report)
{
    for (const QString& each : shared) {
        const QString other = resolved(each);
        if (path == other)
            report.items.append({Finding::IsShared, each});
        else if (isInside(path, other))
            report.items.append({Finding::InsideShare, each});
        else if (isInside(other, path))
            report.items.append({Finding::HoldsShare, each});
    }
}

bool isWritable(const QString& folder)
{
    return ::access(QFile::encodeName(folder).constData(), W_OK | X_OK) == 0;
}

void lookInside(const QString& folder, FolderReport& report)
{
    if (::access(QFile::encodeName(folder).constData(), R_OK | X_OK) != 0) {
        report.items.append({Finding::Unreadable, {}});
        return;
    }
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    bool isEmpty = true;
    while (isEmpty && entries.hasNext()) {
        entries.next();
        isEmpty = entries.fileName() == kServiceFolder;
    }
    if (!isEmpty)
        report.items.append({Finding::NotEmpty, {}});
    if (QFileInfo::exists(folder + QLatin1Char('/') + kServiceFolder + QLatin1String("/ID")))
        report.items.append({Finding::WasShared, {}});
}

// `existing`: the folder itself, or the one above it when that has to be made.
void lookAtDisk(const QString& existing, const DiskProbe& probe, FolderReport& report)
{
    const auto disk = probe(existing);
    if (disk)
        report.freeBytes = disk->freeBytes;
    if (disk && disk->isReadOnly) {
        report.items.append({Finding::ReadOnlyDisk, {}});
        return; // that nothing can be written is said
    }
    if (!isWritable(existing))
        report.items.append({Finding::NotWritable, existing});
    if (disk && disk->freeBytes < FolderCheck::kLittleRoom)
        report.items.append({Finding::DiskFull, QLocale().formattedDataSize(std::max<qint64>(0, disk->freeBytes))});
}

void lookAtPlace(const QString& path, const DiskProbe& probe, FolderReport& report)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isDir()) {
        report.items.append({Finding::NoFolder, {}});
    } else if (info.exists()) {
        lookAtDisk(path, probe, report);
        lookInside(path, report);
    } else if (const QFileInfo above(info.path()); above.isDir()) {
        lookAtDisk(above.filePath(), probe, report);
        report.items.append({Finding::Missing, {}});
    } else {
        report.items.append({Finding::ParentMissing, above.filePath()});
    }
}

} // namespace

FolderReport::Weight FolderReport::weightOf(Finding finding)
{
    switch (finding) {
    case Finding::NotGiven:
    case Finding::NotAbsolute:
    case Finding::RootFolder:
    case Finding::NoFolder:
    case Finding::ParentMissing:
    case Finding::IsShared:
    case Finding::InsideShare:
    case Finding::HoldsShare:
        return Weight::Refusal;
    case Finding::Unreadable:
    case Finding::NotWritable:
    case Finding::ReadOnlyDisk:
    case Finding::DiskFull:
    case Finding::NotEmpty:
        return Weight::Warning;
    case Finding::Missing:
    case Finding::WasShared:
        break;
    }
    return Weight::Note;
}

QString FolderReport::sentence(const Item& item)
{
    switch (item.finding) {
    case Finding::NotGiven:
        return tr("Choose a folder.");
    case Finding::NotAbsolute:
        return tr("The path has to begin with a slash, for example /home/anna/Photos.");
    case Finding::RootFolder:
        return tr("This is the root of the whole file system. Choose a folder below it.");
    case Finding::NoFolder:
        return tr("This is a file, not a folder. Choose a folder.");
    case Finding::ParentMissing:
        return tr("The folder %1 does not exist. Create it first, or choose another place.").arg(item.detail);
    case Finding::IsShared:
        return tr("This folder is shared already. A folder belongs to one share.");
    case Finding::InsideShare:
        return tr("This folder lies inside the shared folder %1. Choose one outside of it.").arg(item.detail);
    case Finding::HoldsShare:
        return tr("This folder contains the shared folder %1. Choose one outside of it.").arg(item.detail);
    case Finding::Unreadable:
        return tr("You may not read this folder, so its files may not be synced. Check its permissions.");
    case Finding::NotWritable:
        return tr("You may not write to %1, so files of other devices may not arrive. Check its permissions.")
            .arg(item.detail);
    case Finding::ReadOnlyDisk:
        return tr("The disk is read-only, so files of other devices cannot arrive here.");
    case Finding::DiskFull:
        return tr("The disk is full: only %1 are free. Make room first, or choose another disk.").arg(item.detail);
    case Finding::Missing:
        return tr("The folder does not exist yet. It is created.");
    case Finding::NotEmpty:
        return tr("The folder is not empty. What is in it is synced too; of two files with one name, the newer one "
                  "stays and the other goes to the archive.");
    case Finding::WasShared:
        return tr("The folder has been shared before. With the same secret it goes on where it was.");
    }
    return {};
}

bool FolderReport::has(Finding finding) const
{
    return std::any_of(items.begin(), items.end(), [finding](const Item& item) { return item.finding == finding; });
}

bool FolderReport::canBeShared() const
{
    return std::none_of(items.begin(), items.end(),
                        [](const Item& item) { return weightOf(item.finding) == Weight::Refusal; });
}

std::optional<DiskState> probeDisk(const QString& existingFolder)
{
    struct statvfs disk
    {};
    if (::statvfs(QFile::encodeName(existingFolder).constData(), &disk) != 0)
        return std::nullopt;
    return DiskState{static_cast<qint64>(disk.f_bavail) * static_cast<qint64>(disk.f_frsize),
                     (disk.f_flag & ST_RDONLY) != 0};
}

FolderReport examineFolder(const QString& path, const QStringList& shared, const DiskProbe& probe)
{
    FolderReport report;
    report.path = path;
    if (path.isEmpty()) {
        report.items.append({Finding::NotGiven, {}});
    } else if (!QDir::isAbsolutePath(path)) {
        report.items.append({Finding::NotAbsolute, {}});
    } else if (const QString target = resolved(path); target == QLatin1String("/")) {
        report.items.append({Finding::RootFolder, {}});
    } else {
        findClashes(target, shared, report);
        lookAtPlace(QDir::cleanPath(path), probe, report);
    }
    std::stable_sort(report.items.begin(), report.items.end(), [](const auto& a, const auto& b) {
        return FolderReport::weightOf(a.finding) > FolderReport::weightOf(b.finding);
    });
    return report;
}

FolderCheck::FolderCheck(QObject* parent, DiskProbe probe) : QObject(parent), m_probe(std::move(probe)) {}

void FolderCheck::start(const QString& path, const QStringList& shared)
{
    const quint64 number = ++m_asked;
    m_work.run(
        this, [path, shared, probe = m_probe] { return examineFolder(path, shared, probe); },
        [this, number](const FolderReport& report) {
            if (number == m_asked)
                Q_EMIT finished(report);
        });
}

} // namespace shoal::models
