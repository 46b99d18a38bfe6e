// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/instance.h"

#include <functional>

namespace shoal::ui {

// What a person asks an instance to do. What it refuses is told by a signal, so that the window can show it; nothing
// waits for the answer. GUI thread only.
class Orders final : public QObject
{
    Q_OBJECT

public:
    // Outlives it.
    explicit Orders(models::Instance& instance, QObject* parent = nullptr);

    // `done`: only when it was done, and `context` is still there.
    void give(const QString& method, const QJsonObject& params, QObject* context,
              std::function<void(const QJsonObject&)> done = {});

Q_SIGNALS:
    void refused(const QString& reason);

private:
    models::Instance& m_instance;
};

} // namespace shoal::ui
