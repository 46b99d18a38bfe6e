// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace shoal::process {

// Turns SIGTERM, SIGINT, SIGHUP and SIGCHLD into calls on the thread of the event loop. Ignores SIGPIPE.
// Make it before any other thread exists: threads inherit that the signals are held back.
class StopSignals
{
public:
    // Fails when the system gives no descriptor.
    static Result<std::unique_ptr<StopSignals>> take();
    ~StopSignals();

    std::function<void()> onStop;   // SIGTERM, SIGINT
    std::function<void()> onReload; // SIGHUP
    std::function<void()> onChild;  // SIGCHLD, once for any number of processes

private:
    explicit StopSignals(int file);
    void read();
    const std::function<void()>& callOf(int number) const;

    int m_file;
    QSocketNotifier m_notifier;
};

} // namespace shoal::process
