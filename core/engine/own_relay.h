// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"
#include "core/relay/relay_server.h"

namespace shoal::engine {

// The relay that an instance is itself, for the shares it has and no others (relay_server of the config). Engine thread
// only.
class OwnRelay
{
public:
    // Reads or makes its key in `storagePath`, and listens: blocking, for start-up. `listen`: addresses of this
    // machine. Everything else is borrowed and outlives it.
    static Result<std::unique_ptr<OwnRelay>> start(const std::vector<Bytes>& listen, const Bytes& storagePath,
                                                   const HeldShares& shares, net::Network& network, Clock& clock,
                                                   Executor& loop, Random& random);

    // Where this instance itself reaches it.
    net::Endpoint endpoint() const;
    // Shares have come or gone.
    void update() { m_day = kNever; }

private:
    OwnRelay(crypto::DeviceIdentity identity, const HeldShares& shares, net::Network& network, Clock& clock,
             Executor& loop, Random& random);
    bool admits(const crypto::RelayShareId& share);

    static constexpr crypto::RelayDay kNever = INT64_MIN;

    const crypto::DeviceIdentity m_identity;
    const HeldShares& m_shares;
    Clock& m_clock;
    QHostAddress m_address; // it listens on first
    std::set<crypto::RelayShareId> m_admitted;
    crypto::RelayDay m_day = kNever; // of m_admitted
    relay::RelayServer m_server;
};

} // namespace shoal::engine
