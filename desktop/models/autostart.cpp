// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/autostart.h"

#include "shared/base/bytes.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace shoal::models {

namespace {

// A word of Exec: in double quotes with a backslash before what means something there, and % doubled.
QString quoted(const QString& word)
{
    QString text;
    for (const QChar c : word) {
        if (QLatin1String("\"`$\\").contains(c))
            text += QLatin1Char('\\');
        text += c == QLatin1Char('%') ? QStringLiteral("%%") : QString(c);
    }
    return QLatin1Char('"') + text + QLatin1Char('"');
}

// A value of a key: backslashes once more.
QString escaped(QString value)
{
    return value.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
}

Error fault(const QString& path, const QString& reason)
{
    return {ErrorCode::Io,
            "cannot write " + printable(QFile::encodeName(path).toStdString()) + ": " + reason.toStdString()};
}

} // namespace

Autostart::Autostart(QString configFolder, QStringList command)
    : m_folder(std::move(configFolder) + QLatin1String("/autostart")), m_command(std::move(command))
{}

QString Autostart::path() const
{
    return m_folder + QLatin1String("/shoal-desktop.desktop");
}

// Desktops that let their users switch it off leave the file and say so in it.
bool Autostart::isOn() const
{
    QFile file(path());
    if (!file.open(QIODevice::ReadOnly))
        return false;
    bool isOn = true;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QByteArray key = line.simplified().replace(' ', "").toLower();
        isOn = isOn && key != "hidden=true" && key != "x-gnome-autostart-enabled=false";
    }
    return isOn;
}

Result<void> Autostart::set(bool isOn)
{
    QFile old(path());
    if (!isOn)
        return old.exists() && !old.remove() ? Result<void>(fail(fault(path(), old.errorString()))) : Result<void>{};
    QDir().mkpath(m_folder); // what goes wrong is told by the next step
    QSaveFile file(path());
    if (!file.open(QIODevice::WriteOnly) || file.write(content()) < 0 || !file.commit())
        return fail(fault(path(), file.errorString()));
    return {};
}

QByteArray Autostart::content() const
{
    QStringList words;
    for (const QString& word : m_command)
        words.append(quoted(word));
    const QString text = QLatin1String("[Desktop Entry]\n"
                                       "Type=Application\n"
                                       "Name=Shoal\n"
                                       "Icon=shoal-desktop\n"
                                       "Exec=") +
                         escaped(words.join(QLatin1Char(' '))) +
                         QLatin1String("\n"
                                       "X-GNOME-Autostart-enabled=true\n");
    return text.toUtf8();
}

} // namespace shoal::models
