// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/open_place.h"

#include <QDesktopServices>
#include <QUrl>

namespace shoal::ui {

namespace {

QByteArray bytesOf(const models::Path& path)
{
    return path.base64.isEmpty() ? path.shown.toUtf8() : QByteArray::fromBase64(path.base64.toLatin1());
}

// Bytes that are not UTF-8 have a place in a URL, though not in a QString.
QUrl urlOf(const QByteArray& path)
{
    return QUrl::fromEncoded("file://" + path.toPercentEncoding("/"));
}

} // namespace

void openFolder(const QString& dir)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(dir));
}

void openFolderOf(const QString& dir, const models::Path& path)
{
    const QByteArray bytes = bytesOf(path);
    const qsizetype slash = bytes.lastIndexOf('/');
    QDesktopServices::openUrl(urlOf(dir.toUtf8() + (slash > 0 ? '/' + bytes.left(slash) : QByteArray())));
}

void openFile(const QString& dir, const models::Path& path)
{
    QDesktopServices::openUrl(urlOf(dir.toUtf8() + '/' + bytesOf(path)));
}

} // namespace shoal::ui
