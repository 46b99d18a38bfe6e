// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dial_plan.h"
#include "core/engine/held_share.h"
#include "core/relay/relay_client.h"

namespace shoal::engine {

// The relays that a share names, or the instance for it.
inline const std::vector<Bytes>& relaysOf(const HeldShare& held, const std::vector<Bytes>& ofInstance)
{
    return held.fixed || !held.config.relays.empty() ? held.config.relays : ofInstance;
}

// The relays that the shares of this instance name: is registered there with those that want it, tells the dial plan
// what they list, and opens ways through them. Nothing happens while no share names one. Engine thread only.
class Relays
{
public:
    // Better ways have a head start; of two devices the one with the smaller id asks a relay first.
    static constexpr int64_t kFarHeadStartNs = 250'000'000;
    static constexpr int64_t kPunchHeadStartNs = 1'000'000'000;
    static constexpr int64_t kRelayHeadStartNs = 1'500'000'000;
    static constexpr int64_t kRelayHeadStartOfOtherNs = 5'000'000'000;
    static constexpr std::chrono::seconds kLook{60}; // at the day, and at our own addresses

    struct Events
    {
        std::function<void(const Bytes& address, const DialPlan::Listed& listed, const ShareId& share)> listed;
        std::function<void(const Bytes& entry)> unlisted;
        // A peer has dialled us through a relay, or directly with its help.
        std::function<void(std::unique_ptr<net::Transport> transport)> accepted;
    };
    // What peers are told of us.
    struct Reachable
    {
        uint16_t port = 0;
        uint16_t externalPort = 0; // 0: none is known
        // Relays of shares that the config file does not name.
        std::vector<Bytes> defaults;
    };

    // Everything is borrowed and outlives it.
    Relays(const crypto::DeviceIdentity& identity, const relay::RelayClient::Surroundings& surroundings,
           const HeldShares& shares, Events events);
    ~Relays();
    Relays(const Relays&) = delete;
    Relays& operator=(const Relays&) = delete;

    // A relay of this instance itself, which its shares use as if they named it.
    void setOwn(std::optional<net::Endpoint> own) { m_own = std::move(own); }
    // Shares have come, gone or changed, or what is told of us has.
    void update(const Reachable& reachable);
    // Opens a way that was listed; calls `opened` once, later.
    void open(const Bytes& address, relay::RelayClient::Opened opened);

    struct View
    {
        Bytes name;
        relay::RelayClient::State state;
    };
    std::vector<View> views() const; // a relay may be there twice, around midnight

private:
    using ClientKey = std::pair<Bytes, crypto::RelayDay>; // the relay as the config names it
    using Wanted = std::map<ClientKey, std::vector<relay::RelayedShare>>;
    struct Way
    {
        ClientKey client;
        protocol::RelayMember member;
        std::set<ShareId> shares;
        bool isPunched = false;
    };

    Wanted wanted() const;
    void start(const ClientKey& key);
    void look();
    void found(const ClientKey& key, const ShareId& share, const relay::FoundMember& member);
    void lost(const ClientKey& key, const ShareId& share, const protocol::RelayMember& member);
    void listWay(const Bytes& address, const Way& way, const DialPlan::Listed& listed, const ShareId& share);
    bool takesRelayed(const ShareId& share) const;
    protocol::RelayNote note() const;
    static Bytes wayTo(const ClientKey& key, const protocol::RelayMember& member);
    static Bytes entryOf(const Bytes& way, const ShareId& share);

    const crypto::DeviceIdentity& m_identity;
    const relay::RelayClient::Surroundings m_surroundings;
    const HeldShares& m_shares;
    const Events m_events;
    std::optional<net::Endpoint> m_own;
    Reachable m_reachable;
    std::map<Bytes, Way> m_ways; // by address
    std::map<ClientKey, std::unique_ptr<relay::RelayClient>> m_clients;
    Clock::TimerId m_timer = 0;
};

} // namespace shoal::engine
