// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/config/config_source.h"

#include <QSocketNotifier>

#include <functional>
#include <memory>
#include <utility>

namespace shoal::daemon {

// The line between a supervisor and the process of one instance, one object at each end: a pair of sockets that keep
// messages apart. It also tells when the other side is gone, however it ended. Thread of the event loop.
class SupervisorChannel
{
public:
    // An instance's status is a line; more is cut.
    static constexpr size_t kMaxStateBytes = 4'096;

    // Both descriptors close on exec.
    static Result<std::pair<int, int>> makePair();
    // Takes the descriptor over.
    explicit SupervisorChannel(int socket);
    ~SupervisorChannel();
    SupervisorChannel(const SupervisorChannel&) = delete;
    SupervisorChannel& operator=(const SupervisorChannel&) = delete;

    // To the supervisor: in the words of sd_notify(3).
    void sendState(const Bytes& state);
    // To the instance: open your log anew and go on with this config, when there is one. It comes as a file in memory,
    // because the instance may have no right to read its config file. False when it could not be sent.
    bool sendReload(const std::optional<config::ConfigSource>& source);

    std::function<void(const Bytes& state)> onState;
    std::function<void(std::optional<config::ConfigSource>)> onReload;
    std::function<void()> onGone; // once

private:
    void receive();

    int m_socket;
    QSocketNotifier m_notifier;
};

// A config as bytes, and back; no value for anything else.
Bytes packed(const config::ConfigSource& source);
std::optional<config::ConfigSource> unpacked(ByteView bytes);

} // namespace shoal::daemon
