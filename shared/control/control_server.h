// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/control/control_message.h"

#include <QObject>
#include <QStringList>
#include <functional>
#include <memory>

namespace shoal::control {

// Gives the answer to one call. Works once, from the server's thread, at any time; when the client or the
// server is gone by then it does nothing.
using Reply = std::function<void(Answer)>;

// Answers a call, now or later.
using Handler = std::function<void(const QString& method, const QJsonObject& params, Reply reply)>;

// The instance's end of the control protocol (docs/control.md): listens on a Unix socket and hands each
// request to the handler. Who can connect may do everything, so access is the socket's mode and folder.
// Lives in one thread, the engine's.
class ControlServer final : public QObject
{
    Q_OBJECT

public:
    // Front ends and commands at once; each costs a descriptor.
    static constexpr int kMaxClients = 64;
    // Calls of one client without an answer yet.
    static constexpr int kMaxCallsOfClient = 64;
    // A client that does not read its answers is cut off here.
    static constexpr qint64 kMaxUnsentBytes = 16 * 1024 * 1024;
    // With more unread than this a client is told of changes later, all at once: a few hundred lines.
    static constexpr qint64 kMaxUnreadChanges = 64 * 1024;

    // `clock` outlives it.
    ControlServer(Handler handler, Clock& clock, QObject* parent = nullptr);
    ~ControlServer() override;

    // AlreadyExists when another instance listens there. Replaces what a dead one left. Goes on when descriptors have
    // run out, see ControlListener.
    Result<void> listen(const Bytes& path);
    // Removes the socket and drops all clients. Not from within the handler.
    void close();
    // To all who have called `subscribe`, which the server answers itself. `share` empty: the instance. What a client
    // has not read yet waits as one set of topics for each share, however often this is called.
    void tellChanged(const QString& share, const QStringList& topics);
    // Whether anybody has subscribed and is still there.
    bool hasSubscribers() const;
    // Empty when not listening.
    const Bytes& path() const;

Q_SIGNALS:
    // Once for each client that calls `subscribe`.
    void subscribed();

private:
    struct Private;
    void takeConnection(int descriptor);

    std::unique_ptr<Private> m_private;
};

} // namespace shoal::control
