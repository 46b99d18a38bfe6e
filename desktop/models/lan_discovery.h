// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"

#include <QMap>
#include <QObject>

namespace shoal::models {

// Whether the shares look for devices in the local network: an option of each share, here of all at once. GUI thread.
class LanDiscovery final : public QObject
{
    Q_OBJECT

public:
    enum class State { Unknown, On, Off, Mixed };

    // `instance` outlives it.
    explicit LanDiscovery(Instance& instance, QObject* parent = nullptr);

    void load();
    State state() const;
    // Shares that the config file names stay as they are.
    int fixedCount() const;
    bool canChange() const;
    void set(bool isOn);

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    struct Share
    {
        bool isOn = true;
        bool isFixed = false;
    };

    void ask(const QString& share);

    Instance& m_instance;
    QMap<QString, Share> m_shares; // by id
};

} // namespace shoal::models
