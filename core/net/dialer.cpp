// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/dialer.h"

namespace shoal::net {

Dialer::Dialer(const ConnectionContext& context) : m_context(context) {}

Dialer::~Dialer() = default;

Dialer::AttemptId Dialer::dial(const Endpoint& endpoint, Done done)
{
    const AttemptId id = ++m_lastId;
    auto connected = [this, id, done = std::move(done)](Result<std::unique_ptr<Transport>> transport) {
        const Done callback = done;
        const ConnectionContext context = m_context;
        const AttemptId own = id;
        m_attempts.erase(own); // and with it perhaps this function
        if (!transport)
            return callback(fail(transport.error()));
        callback(std::make_unique<Connection>(protocol::SessionRole::Dialer, *std::move(transport), context));
    };
    m_attempts.emplace(id, m_context.network.connect(endpoint, std::move(connected)));
    return id;
}

std::unique_ptr<Connection> Dialer::over(std::unique_ptr<Transport> transport) const
{
    return std::make_unique<Connection>(protocol::SessionRole::Dialer, std::move(transport), m_context);
}

void Dialer::cancel(AttemptId attempt)
{
    m_attempts.erase(attempt);
}

} // namespace shoal::net
