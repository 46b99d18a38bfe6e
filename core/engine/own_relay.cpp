// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/own_relay.h"

#include "core/engine/relay_days.h"
#include "shared/base/log.h"

namespace shoal::engine {

OwnRelay::OwnRelay(crypto::DeviceIdentity identity, const HeldShares& shares, net::Network& network, Clock& clock,
                   Executor& loop, Random& random)
    : m_identity(std::move(identity)), m_shares(shares), m_clock(clock),
      m_server(m_identity, {{}, 0, [this](const crypto::RelayShareId& share) { return admits(share); }}, network, clock,
               loop, random)
{}

Result<std::unique_ptr<OwnRelay>> OwnRelay::start(const std::vector<Bytes>& listen, const Bytes& storagePath,
                                                  const HeldShares& shares, net::Network& network, Clock& clock,
                                                  Executor& loop, Random& random)
{
    auto identity = crypto::DeviceIdentity::loadOrCreate(storagePath + "/relay.key", random);
    if (!identity)
        return fail(identity.error());
    std::unique_ptr<OwnRelay> relay(new OwnRelay(*std::move(identity), shares, network, clock, loop, random));
    for (const Bytes& text : listen) {
        const auto endpoint = net::Endpoint::parse(text);
        const QHostAddress address = endpoint ? endpoint->address() : QHostAddress();
        if (address.isNull())
            return fail(ErrorCode::InvalidArgument,
                        "relay_server.listen: '" + printable(text) +
                            "' is no address of this machine; 0.0.0.0:3839 means all of IPv4, [::]:3839 all of IPv6");
        if (auto listening = relay->m_server.listen(address, endpoint->port); !listening)
            return fail(listening.error().code, "relay_server.listen: " + listening.error().context);
        if (relay->m_address.isNull())
            relay->m_address = address;
    }
    qCInfo(logEngine, "relays for its own shares on port %d", relay->m_server.port());
    return relay;
}

net::Endpoint OwnRelay::endpoint() const
{
    QHostAddress address = m_address;
    if (address == QHostAddress(QHostAddress::AnyIPv4))
        address = QHostAddress(QHostAddress::LocalHost);
    else if (address == QHostAddress(QHostAddress::AnyIPv6))
        address = QHostAddress(QHostAddress::LocalHostIPv6);
    return {address.toString().toStdString(), m_server.port()};
}

// Devices whose clocks are a little off come under another day's name.
bool OwnRelay::admits(const crypto::RelayShareId& share)
{
    const crypto::RelayDay today = relayDaysAt(m_clock.wallNs()).back();
    if (std::exchange(m_day, today) != today) {
        m_admitted.clear();
        for (const auto& held : m_shares.all())
            for (crypto::RelayDay day = today - 1; held->isUp() && day <= today + 1; ++day)
                m_admitted.insert(crypto::relayShareId(held->keys, day, m_identity.id()));
    }
    return m_admitted.contains(share);
}

} // namespace shoal::engine
