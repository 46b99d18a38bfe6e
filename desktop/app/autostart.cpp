// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/app/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace shoal::app {

namespace {

QString orDefault(const QString& given, const QString& otherwise)
{
    return given.isEmpty() ? otherwise : given;
}

// A path as the Exec key of a desktop entry wants it: quoted, and what has a meaning there is escaped, for the string
// of the file and for the quotes in it.
QString quoted(const QString& path)
{
    QString text;
    for (const QChar c : path) {
        if (c == QLatin1Char('\\'))
            text += QLatin1String("\\\\\\\\");
        else if (c == QLatin1Char('"') || c == QLatin1Char('`') || c == QLatin1Char('$'))
            text += QLatin1String("\\\\") + c;
        else if (c == QLatin1Char('%'))
            text += QLatin1String("%%");
        else
            text += c;
    }
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace

Autostart::Autostart(QString folder, QString program)
    : m_folder(orDefault(folder, QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                     QStringLiteral("/autostart"))),
      m_program(orDefault(program, QCoreApplication::applicationFilePath()))
{}

QString Autostart::file() const
{
    return m_folder + QStringLiteral("/shoal-desktop.desktop");
}

// An entry may also stand there switched off, as settings of desktops do it.
bool Autostart::isOn() const
{
    QFile entry(file());
    if (!entry.open(QIODevice::ReadOnly | QIODevice::Text))
        return false;
    const QByteArray text = entry.readAll();
    return !text.contains("Hidden=true") && !text.contains("X-GNOME-Autostart-enabled=false");
}

Result<void> Autostart::setOn(bool on) const
{
    if (!on) {
        QFile entry(file());
        if (entry.exists() && !entry.remove())
            return fail(ErrorCode::Io, (file() + QStringLiteral(": ") + entry.errorString()).toStdString());
        return {};
    }
    QDir().mkpath(m_folder);
    QSaveFile entry(file());
    const QString text = QStringLiteral("[Desktop Entry]\nType=Application\nName=Shoal\nIcon=shoal-desktop\nExec=%1 "
                                        "--hidden\nX-GNOME-Autostart-enabled=true\n")
                             .arg(quoted(m_program));
    if (!entry.open(QIODevice::WriteOnly) || entry.write(text.toUtf8()) < 0 || !entry.commit())
        return fail(ErrorCode::Io, (file() + QStringLiteral(": ") + entry.errorString()).toStdString());
    return {};
}

} // namespace shoal::app
