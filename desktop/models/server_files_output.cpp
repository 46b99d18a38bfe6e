// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/server_files_output.h"

#include "desktop/models/archive_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <cerrno>
#include <sys/stat.h>

namespace shoal::models {

namespace {

Result<void> makePrivateFolder(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) == 0 || (errno == EEXIST && QFileInfo(path).isDir()))
        return {};
    return fail(systemError(errno, "cannot make the folder " + printable(name.toStdString())));
}

QString folderOf(const QString& path)
{
    return path.left(path.lastIndexOf(QLatin1Char('/')) + 1);
}

Result<void> refuseWhatIsThere(const QList<ServerFile>& files, const QDir& target)
{
    for (const ServerFile& file : files)
        if (target.exists(file.path))
            return fail(ErrorCode::AlreadyExists,
                        printable(QFile::encodeName(target.filePath(file.path)).toStdString()) +
                            " exists already; choose another folder");
    return {};
}

Result<void> writeFolder(const QList<ServerFile>& files, const QString& target)
{
    const QDir folder(target);
    if (auto free = refuseWhatIsThere(files, folder); !free)
        return free;
    if (auto made = makePrivateFolder(QDir::cleanPath(target)); !made)
        return made;
    for (const ServerFile& file : files) {
        if (const QString inner = folderOf(file.path); !inner.isEmpty())
            if (auto made = makePrivateFolder(folder.filePath(inner.chopped(1))); !made)
                return made;
        if (auto written = PrivateFile::write(folder.filePath(file.path), file.text); !written)
            return written;
    }
    return {};
}

Result<void> writeArchive(const QList<ServerFile>& files, const QString& target)
{
    auto archive = ArchiveFile::create(target, PrivateFile::IfThere::Refuse);
    if (!archive)
        return fail(archive.error());
    QSet<QString> folders;
    for (const ServerFile& file : files) {
        const QString inner = folderOf(file.path);
        if (!inner.isEmpty() && !folders.contains(inner)) {
            folders.insert(inner);
            if (auto added = (*archive)->addFolder(inner.chopped(1), {0700, {}, {}, {}}); !added)
                return added;
        }
        if (auto added = (*archive)->addFile(file.path, file.text, {}); !added)
            return added;
    }
    return (*archive)->close();
}

} // namespace

Result<void> writeServerFiles(const QList<ServerFile>& files, const QString& target)
{
    return ArchiveFile::isArchiveName(target) ? writeArchive(files, target) : writeFolder(files, target);
}

} // namespace shoal::models
