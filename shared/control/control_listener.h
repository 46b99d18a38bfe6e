// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <functional>
#include <memory>

class QSocketNotifier;

namespace shoal::control {

// The listening end of a control socket. People want to look just when descriptors have run out, so it keeps one in
// reserve for whoever comes then; those who come after him wait in the kernel's queue until there is one again
// (QLocalServer would give up the socket for good). Lives in one thread, the engine's.
class ControlListener
{
public:
    // How soon it is looked again whether descriptors have come back.
    static constexpr std::chrono::seconds kRetryAccept{1};

    // A connected, non-blocking socket, which the callee owns.
    using Accepted = std::function<void(int socket)>;
    ControlListener(Clock& clock, Accepted accepted);
    ~ControlListener();

    // As listenAt(). Listening already: ends that first.
    Result<void> listen(const Bytes& path);
    // Removes the socket.
    void close();
    // Empty when not listening.
    const Bytes& path() const { return m_path; }

private:
    void takeConnections();
    int acceptOne();
    void keepReserve();
    void pause(int reason);

    Clock& m_clock;
    const Accepted m_accepted;
    Bytes m_path;
    int m_socket = -1;
    int m_reserve = -1; // a descriptor for nothing, given up for a client
    std::unique_ptr<QSocketNotifier> m_notifier;
    Clock::TimerId m_retryTimer = 0;
    bool m_isOut = false; // of descriptors, and the log says so
};

} // namespace shoal::control
