// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <QObject>
#include <QThread>

namespace shoal::app {

// An engine inside this program, on a thread of its own. Windows know nothing of it but its control socket, as if it
// were a shoald of somebody else. Lives in the GUI thread; nothing here waits for the engine but the destructor.
class EngineHost final : public QObject
{
    Q_OBJECT

public:
    // `storagePath`: absolute; made when it is missing, with mode 0700.
    explicit EngineHost(Bytes storagePath, QObject* parent = nullptr);
    // Ends the thread. After stopped(), or without start(); otherwise what is open is left as a crash would leave it.
    ~EngineHost() override;

    // started() or failed() follows, once.
    void start();
    // In order: peers take leave, shares write down what is open. stopped() follows, once; at once when nothing runs.
    void stop();

Q_SIGNALS:
    void started(const shoal::Bytes& controlSocket);
    // A sentence why it could not start, or cannot go on.
    void failed(const QString& reason);
    // Not clean: a share did not end in time, its disk does not answer; the process should end without destroying
    // this object.
    void stopped(bool clean);

private:
    class Hosted;

    QThread m_thread;
    Hosted* const m_hosted; // lives in m_thread
};

} // namespace shoal::app
