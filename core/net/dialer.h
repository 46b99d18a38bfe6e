// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/address.h"
#include "core/net/connection.h"

#include <functional>
#include <unordered_map>

namespace shoal::net {

// Opens connections. One attempt a call: when to try again is Redial's affair. Engine thread only.
class Dialer
{
public:
    // The callee adds its shares to the connection and keeps it.
    using Done = std::function<void(Result<std::unique_ptr<Connection>> result)>;
    using AttemptId = uint64_t;

    explicit Dialer(const ConnectionContext& context);
    // Cancels all attempts.
    ~Dialer();

    // What those who are dialled from now on are told of us.
    void setHello(const protocol::Hello& hello) { m_context.hello = hello; }

    // Calls `done` once, later, never from within this call.
    AttemptId dial(const Endpoint& endpoint, Done done);
    // A connection over a stream that is open already, and whose other end listens.
    std::unique_ptr<Connection> over(std::unique_ptr<Transport> transport) const;
    // `done` is not called any more.
    void cancel(AttemptId attempt);

private:
    ConnectionContext m_context;
    AttemptId m_lastId = 0;
    std::unordered_map<AttemptId, std::unique_ptr<Network::Attempt>> m_attempts;
};

} // namespace shoal::net
