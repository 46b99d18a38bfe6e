// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"

#include <QSettings>

#include <optional>

namespace shoal::app {

// Which instance the windows show: the engine of this program, or a shoald of this machine, which is remembered until
// another one is chosen. GUI thread only.
class ShownInstance final : public QObject
{
    Q_OBJECT

public:
    // Borrowed, both outlive it.
    ShownInstance(models::Instance& instance, QSettings& settings);

    // The one that `named` says, a socket or a storage_path, which is not remembered; else the one that was chosen the
    // last time; else that of this program. Where there is none any more it is that of this program, too.
    void begin(const std::optional<Bytes>& named);
    // The engine of this program listens.
    void ownStarted(const Bytes& socket);
    // Empty: that of this program.
    void choose(const Bytes& socket);

    // Sockets. Own: empty until it listens. Current: empty while there is none.
    const Bytes& own() const { return m_own; }
    const Bytes& current() const { return m_current; }

Q_SIGNALS:
    // Why another instance is shown than was asked for: sentences for a person.
    void isAnother(const QString& reason);

private:
    void attach(const Bytes& socket);
    void fallBack(const QString& place, const QString& reason);

    models::Instance& m_instance;
    QSettings& m_settings;
    Bytes m_own, m_current;
    bool m_isTried = false; // what was remembered has not answered yet
};

} // namespace shoal::app
