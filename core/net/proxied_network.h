// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/network.h"
#include "core/net/proxy.h"
#include "shared/base/clock.h"

#include <optional>

namespace shoal::net {

// A network whose connections to elsewhere are opened by a proxy. Near ones (see isNear()) are not, and listening is
// none of its affair. A transport through a proxy is named after its target, and is in no local network, wherever the
// proxy is. Engine thread only.
class ProxiedNetwork final : public Network
{
public:
    // A proxy that is silent for longer is none.
    static constexpr std::chrono::seconds kTimeout{10};

    // `below` and `clock` outlive it; `clock` all that it made. Without a proxy the network below is used as it is.
    ProxiedNetwork(Network& below, Clock& clock, std::optional<Proxy> proxy)
        : m_below(below), m_clock(clock), m_proxy(std::move(proxy))
    {}

    const std::optional<Proxy>& proxy() const { return m_proxy; }

    Result<std::unique_ptr<Port>> listen(uint16_t port, const QHostAddress& address, PortEvents events) override;
    std::unique_ptr<Attempt> connect(const Endpoint& endpoint, Connected connected) override;

private:
    Network& m_below;
    Clock& m_clock;
    const std::optional<Proxy> m_proxy;
};

} // namespace shoal::net
