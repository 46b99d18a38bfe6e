// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/control/control_client.h"

#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace shoal::models {

// A running instance as a window sees it: asks it, hears what has changed, and comes back when it went away. What it
// tells is not kept here; each model asks for what it shows. GUI thread only.
class Instance final : public QObject
{
    Q_OBJECT

public:
    // `clock` must outlive it.
    explicit Instance(Clock& clock, QObject* parent = nullptr);
    ~Instance() override;

    // Stays with this socket from now on: connects, subscribes, and tries again while nobody listens there.
    void attach(const Bytes& socketPath);
    bool isAttached() const;

    // As ControlClient::call(): exactly one callback, never before this returns; none after `context` is gone.
    // While nobody is attached the answer is Closed.
    void call(const QString& method, const QJsonObject& params, QObject* context,
              control::ControlClient::Callback callback);

Q_SIGNALS:
    // Subscribed, and everything shown has to be asked for anew.
    void attached();
    // `reason` is a sentence for a person.
    void lost(const QString& reason);
    // `share` is the full id in hexadecimal, empty for the instance itself; `topics` as in docs/control.md.
    void changed(const QString& share, const QStringList& topics);

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace shoal::models
