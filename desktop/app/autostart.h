// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QString>

namespace shoal::app {

// Whether the desktop starts this program at login: an entry in the autostart folder of the XDG specification.
class Autostart
{
public:
    // `folder`: by default $XDG_CONFIG_HOME/autostart. `program`: what is started, by default this one.
    explicit Autostart(QString folder = {}, QString program = {});

    bool isOn() const;
    // The error is a sentence.
    Result<void> setOn(bool on) const;

private:
    QString file() const;

    const QString m_folder, m_program;
};

} // namespace shoal::app
