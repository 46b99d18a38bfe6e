// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/admission.h"
#include "core/net/network.h"
#include "core/net/rate_limiter.h"
#include "core/relay/relay_hub.h"
#include "core/relay/relay_pair.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"

namespace shoal::relay {

// A relay on the sockets of a Network: carries out what a RelayHub decides. Thread of the event loop.
class RelayServer
{
public:
    struct Options
    {
        RelayLimits limits;
        uint64_t bytesPerSecond = 0; // of all that is relayed, each byte once; 0: no limit
        RelayHub::Admits admits;     // see RelayHub
    };

    // Everything is borrowed and outlives it; `loop` runs tasks on this thread.
    RelayServer(const crypto::DeviceIdentity& identity, Options options, net::Network& network, Clock& clock,
                Executor& loop, Random& random);
    ~RelayServer();
    RelayServer(const RelayServer&) = delete;
    RelayServer& operator=(const RelayServer&) = delete;

    // One more address to listen on. Port 0: any free one. The error names the port and the reason.
    Result<void> listen(const QHostAddress& address, uint16_t port);
    // Of the first address; 0 before listen().
    uint16_t port() const;
    // Listens no more and says goodbye; calls `done`, once, when nothing is relayed any more, or after `patience`.
    void drain(ByteView text, std::chrono::milliseconds patience, std::function<void()> done);

    HubCounts counts() const { return m_hub.counts(); }

private:
    class Link;
    friend class Link;

    void take(std::unique_ptr<net::Transport> transport, const QHostAddress& from);
    void read(LinkId id);
    void obey(HubActions actions);
    void obey(const SendBytes& action);
    void obey(const CloseLink& action);
    void obey(const LinkProven& action);
    void obey(const JoinLinks& action);
    void lost(LinkId id);
    void drop(LinkId id, bool patiently);
    void tick();
    void checkDrained();
    int64_t now() const { return m_clock.monotonicNs(); }

    net::Network& m_network;
    Clock& m_clock;
    Executor& m_loop;
    RelayHub m_hub;
    net::Admission m_admission;
    net::RateLimiter m_rate;
    std::vector<std::unique_ptr<net::Network::Port>> m_ports;
    std::map<LinkId, std::unique_ptr<Link>> m_links;
    std::vector<std::unique_ptr<Link>> m_dead; // until the event loop comes back: they may be calling us
    LinkId m_lastLink = 0;
    uint64_t m_refused = 0;
    Clock::TimerId m_tickTimer = 0;
    Clock::TimerId m_drainTimer = 0;
    std::function<void()> m_drained;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::relay
