// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QString>
#include <QStringList>

namespace shoal::models {

// Whether the program starts when its user logs in: a file in the XDG autostart folder. GUI thread; reads and writes
// one small file in the user's config folder.
class Autostart
{
public:
    // `configFolder`: usually ~/.config. `command`: the program and its arguments, not of a shell.
    Autostart(QString configFolder, QStringList command);

    bool isOn() const;
    Result<void> set(bool isOn);
    QString path() const;

private:
    QByteArray content() const;

    const QString m_folder;
    const QStringList m_command;
};

} // namespace shoal::models
