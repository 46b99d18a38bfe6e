// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/channel.h"
#include "core/engine/dial_plan.h"
#include "core/engine/inbound_valve.h"
#include "core/engine/mentions.h"
#include "core/engine/penalties.h"
#include "core/net/connection.h"

namespace shoal::engine {

// The live connections: offers our shares on them, carries messages between them and the shares, and keeps one
// connection for each pair of engines. Engine thread only.
class Sessions
{
public:
    // A peer of a share, as far as it is the connection's affair.
    struct PeerFacts
    {
        Bytes version;                // of its program, as it says
        bool viaLan = false;          // both are in one local network
        std::optional<Bytes> dialled; // the address, as the plan has it; none when it dialled us
        Traffic traffic;
        uint64_t upPerSecond = 0; // bytes
        uint64_t downPerSecond = 0;
        model::Sentence problem = {}; // what people should know of it; empty when all is well
        bool isRelayed = false;       // a relay passes the bytes on
    };

    // What others have to know; `address` is what was dialled, or where a peer that dialled us says it listens.
    struct Events
    {
        std::function<void(const Bytes& address, const DeviceId& device)> answered;
        // One that was dialled, and why it ended.
        std::function<void(const Bytes& address, DialOutcome outcome, const model::Sentence& why)> ended;
        std::function<void()> lost; // any connection ended
        std::function<void(const Bytes& address, const DeviceId& device, const ShareId& share)> dialledUs;
        std::function<void(const Bytes& address, int64_t untilNs)> avoid;
        std::function<void(model::Sentence sentence)> notice; // for a person, once
        std::function<void()> cloned;                         // our own device key lives elsewhere, too; once
        std::function<void(const ShareId& share, const PeerInfo& peer, const PeerFacts& facts)> opened;
        std::function<void(const ShareId& share, const DeviceId& device)> closed;
        std::function<void(const DeviceId& device, model::Sentence sentence)> banned; // for a person, each time
    };

    // Everything is borrowed and outlives it; `loop` runs tasks on the engine thread.
    Sessions(const EngineId& own, const HeldShares& shares, Clock& clock, Executor& loop, Events events);
    ~Sessions();

    // `dialled`: the address, as the plan has it; none for an accepted connection.
    void add(std::unique_ptr<net::Connection> connection, std::optional<Bytes> dialled);
    // The share may be opened with peers from now on.
    void shareUp(HeldShare& held);
    // No peer has it open any more when this returns. Connections stay: others may be open on them, or this one again.
    void shareLeaves(const ShareId& share);
    // A share found out that the peer broke the protocol: its session ends, and there is none for a while.
    void misbehaved(PeerId peer, const Error& error);
    // All connections end with a farewell.
    void closeAll(protocol::CloseReason reason, ByteView text);

    const PeerTable& peers() const { return m_table; }
    // Nothing when it is not connected any more.
    std::optional<PeerFacts> facts(PeerId peer) const;
    // Why a device that is not connected is not let in; empty when it would be.
    model::Sentence refusal(const DeviceId& device) const;

private:
    struct Live
    {
        std::unique_ptr<net::Connection> connection;
        std::optional<Bytes> dialled;
        int64_t startedNs = 0;
        std::optional<EngineId> remote; // once identified
        protocol::Hello hello;
        Channels channels;
        model::Sentence problem = {}; // what people should know of it

        bool isOpen(const ShareId& share) const;
    };

    void connectSignals(ConnectionId id, net::Connection& connection);
    void onIdentified(ConnectionId id, const DeviceId& device, const protocol::Hello& hello);
    void onShareOpened(ConnectionId id, uint16_t channel, const ShareId& share, crypto::Permission permission);
    void onShareClosed(ConnectionId id, uint16_t channel, const ShareId& share);
    void onMessage(ConnectionId id, uint16_t channel, protocol::Message& message);
    void onClosed(ConnectionId id, protocol::CloseReason reason, const Error& error);

    InboundValve::Surroundings valveSurroundings();
    void openChannel(ConnectionId id, uint16_t number, HeldShare& held, crypto::Permission permission, bool isNews);
    void close(Live& live, protocol::CloseReason reason, ByteView text);
    void endChannel(std::unique_ptr<Channel> channel);
    PeerFacts facts(const Live& live, const Channel& channel) const;
    static model::Sentence whyNothing(const Live& live, protocol::CloseReason reason, const Error& error);
    DialOutcome outcomeOf(const Live& live, protocol::CloseReason reason) const;
    // Where the peer can be dialled, as far as is known.
    static std::optional<Bytes> addressOf(const Live& live);
    static Bytes describe(const Live& live);
    void watchTwins(ConnectionId id);
    void checkTwin(ConnectionId newerId, ConnectionId olderId, uint64_t heardThen);
    void noticeOwnCopy(const Live& live);
    void noticeClock(Live& live);
    void noticeStranger(const Live& live, protocol::CloseReason reason, const Error& error);
    // Nothing that strangers cause is told to people without end.
    void noticeOnce(const Bytes& what, model::Sentence sentence);

    const EngineId m_own;
    const HeldShares& m_shares;
    Clock& m_clock;
    Executor& m_loop;
    const Events m_events;
    PeerTable m_table;
    Penalties m_penalties;
    const std::shared_ptr<OutboundBudget> m_budget = std::make_shared<OutboundBudget>();
    std::map<ConnectionId, Live> m_live;
    InboundValve m_valve;
    std::set<Clock::TimerId> m_timers;
    std::set<DeviceId> m_noticed;
    std::set<Bytes> m_noticedOnce;
    Mentions m_mentions;
    ConnectionId m_lastConnection = 0;
    PeerId m_lastPeer = 0;
};

} // namespace shoal::engine
