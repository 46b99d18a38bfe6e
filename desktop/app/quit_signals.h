// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace shoal::app {

// Turns SIGTERM, SIGINT and SIGHUP into a call on the GUI thread: the end of a session stops the engine in order.
// Unlike a daemon's, these signals are not held back, because file managers and browsers started from here would
// inherit that.
class QuitSignals
{
public:
    // Null when the system gives no pipe. One at a time.
    static std::unique_ptr<QuitSignals> take(std::function<void()> onQuit);
    ~QuitSignals();
    QuitSignals(const QuitSignals&) = delete;
    QuitSignals& operator=(const QuitSignals&) = delete;

private:
    QuitSignals(int readEnd, std::function<void()> onQuit);

    const int m_readEnd;
    const std::function<void()> m_onQuit;
    QSocketNotifier m_notifier;
};

} // namespace shoal::app
