// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace shoal::control {

// A front end's end of the control protocol: calls an instance and hands over what it answers. Lives in one
// thread with an event loop. A callback may delete the client with deleteLater() only.
class ControlClient final : public QObject
{
    Q_OBJECT

public:
    // The result of a call. Errors: InvalidArgument (wrong parameters), Unsupported (the instance does not know
    // the method), Busy (no answer in time, too many calls, or the
    // state of a share does not allow it now), Closed (the instance went away), Protocol, Io.
    using Callback = std::function<void(Result<QJsonObject>)>;

    // `clock` must outlive the client.
    explicit ControlClient(Clock& clock, QObject* parent = nullptr);
    ~ControlClient() override;

    // Connects at once or fails; drops an earlier connection.
    Result<void> connectTo(const Bytes& socketPath);
    bool isConnected() const;

    // Exactly one callback for each call, never before this returns; none after the client is destroyed.
    void call(const QString& method, const QJsonObject& params, std::chrono::milliseconds timeout, Callback callback);

Q_SIGNALS:
    // What the instance tells after `subscribe`, in order with the answers.
    void notified(const QString& method, const QJsonObject& params);
    // After the callbacks of outstanding calls.
    void disconnected();

private:
    struct Private;
    void read();
    void finish(qint64 id, const Result<QJsonObject>& result);
    void drop(const Error& reason);

    std::unique_ptr<Private> m_private;
};

} // namespace shoal::control
