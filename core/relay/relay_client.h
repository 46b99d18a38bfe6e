// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/network.h"
#include "core/net/puncher.h"
#include "core/net/redial.h"
#include "core/protocol/relay_channel.h"
#include "shared/base/clock.h"
#include "shared/base/executor.h"

#include <QHostAddress>

#include <functional>
#include <map>
#include <set>

namespace shoal::relay {

// A share that is to be found through a relay.
struct RelayedShare
{
    const crypto::ShareKeys* keys = nullptr; // borrowed until setShares() without it
    bool takesRelayed = true;                // connections through the relay, too; otherwise it only tells where we are
};

// Another device of a share, as a relay and its own note tell.
struct FoundMember
{
    protocol::RelayMember member;
    DeviceId device;
    std::vector<net::Endpoint> direct; // where it may be reached, the most likely first
    bool takesRelayed = false;
    bool punches = false; // connects directly with the relay's help
    bool operator==(const FoundMember&) const = default;
};

// A device at one relay for one day: keeps a connection with it, registers shares there, tells of other members, and
// opens relayed connections. It tries again for ever. Thread of the event loop.
class RelayClient final : private net::TransportUser
{
public:
    struct Events
    {
        // A member is there, or says something else of itself than before.
        std::function<void(const ShareId& share, const FoundMember& member)> found;
        std::function<void(const ShareId& share, const protocol::RelayMember& member)> lost;
        // A member has dialled us: through the relay, or directly with its help.
        std::function<void(std::unique_ptr<net::Transport> transport)> accepted;
    };
    struct Surroundings
    {
        net::Network& network;
        Clock& clock;
        Executor& loop;
        Random& random;                  // the system's: notes are sealed with it
        net::Puncher* puncher = nullptr; // null: nobody is helped here
    };

    // `device`: who this device is; its key for this relay and day follows from it. All is borrowed.
    RelayClient(net::Endpoint relay, crypto::RelayDay day, const crypto::DeviceIdentity& device,
                const Surroundings& surroundings, Events events);
    ~RelayClient();
    RelayClient(const RelayClient&) = delete;
    RelayClient& operator=(const RelayClient&) = delete;

    // What is registered from now on, with `note`'s port and addresses.
    void setShares(std::vector<RelayedShare> shares, protocol::RelayNote note);

    using Opened = std::function<void(Result<std::unique_ptr<net::Transport>> transport)>;
    // Opens a stream to a member through the relay. Calls `opened` once, later; with an error at the end of this, at
    // the latest.
    void open(const ShareId& share, const protocol::RelayMember& member, Opened opened);

    // Connects directly with a member, with the relay's help; likewise.
    void punch(const ShareId& share, const protocol::RelayMember& member, Opened opened);

    struct State
    {
        bool isConnected = false;
        Bytes trouble;       // why not, a sentence; empty while it is tried for the first time
        Bytes ownAddress;    // as the relay sees it, when connected
        int64_t aheadNs = 0; // the relay's clock before ours, when connected; half a round trip more or less
        size_t members = 0;  // of our shares, others than us
    };
    State state() const;

private:
    // One relayed stream on its way: a request, then a connection with the relay of its own.
    struct Opening
    {
        protocol::TicketUse use = protocol::TicketUse::Relay;
        Opened opened;
        std::unique_ptr<net::Network::Attempt> attempt;
        Clock::TimerId timer = 0;
    };
    struct Registered
    {
        const crypto::ShareKeys* keys = nullptr;
        protocol::RelayNote text; // its note
        std::optional<protocol::RelayRefusal> refused;
        std::map<protocol::RelayMember, FoundMember> members;
    };

    void readable() override;
    void written() override { readable(); }
    void ended(Error error) override;

    void connect();
    void onConnected(Result<std::unique_ptr<net::Transport>> result);
    void disconnect(Bytes why);
    void retryLater();
    void flush();
    void watch();
    void registerAll();
    void registerShare(const crypto::ShareKeys& keys, bool takesRelayed);
    void loseAll();
    void on(const protocol::RelayMessage& message);
    void on(const protocol::RelayWelcome& message);
    void on(const protocol::RelayJoined& message);
    void on(const protocol::RelayLeft& message);
    void on(const protocol::RelayGranted& message);
    void on(const protocol::RelayInvited& message);
    void on(const protocol::RelayPunchInvited& message);
    void ask(const ShareId& share, const protocol::RelayMember& member, protocol::TicketUse use, Opened opened);
    void follow(const crypto::RelayShareId& share, const protocol::RelayMember& peer,
                const protocol::RelayTicket& ticket, protocol::TicketUse use);
    void punchWith(uint32_t number, const protocol::RelayTicket& ticket, const net::Endpoint& machine);
    void on(const protocol::RelayRefused& message);
    void on(const protocol::RelayGoodbye& message);
    FoundMember memberOf(const protocol::RelayJoined& message, const protocol::RelayNote& note) const;
    void join(uint32_t number, const protocol::RelayTicket& ticket);
    void finish(uint32_t number, Result<std::unique_ptr<net::Transport>> transport);
    size_t members() const;
    int64_t now() const { return m_surroundings.clock.monotonicNs(); }

    const net::Endpoint m_relay;
    const crypto::RelayDay m_day;
    const crypto::DeviceIdentity m_identity; // for this relay and day
    const DeviceId m_device;
    const Surroundings m_surroundings;
    const Events m_events;
    std::vector<RelayedShare> m_shares;
    protocol::RelayNote m_note;
    net::Redial m_redial;
    std::unique_ptr<net::Network::Attempt> m_attempt;
    std::unique_ptr<net::Transport> m_transport;
    std::vector<std::unique_ptr<net::Transport>> m_old; // until the event loop comes back
    std::unique_ptr<protocol::RelayChannel> m_channel;
    std::map<crypto::RelayShareId, Registered> m_registered;
    std::map<uint32_t, Opening> m_openings;
    uint32_t m_lastOpening = 0;
    int64_t m_startedNs = 0;
    int64_t m_heardNs = 0;
    int64_t m_saidNs = 0;
    Clock::TimerId m_timer = 0; // to try again, or to watch
    State m_state;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::relay
