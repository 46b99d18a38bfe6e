// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/held_share.h"
#include "core/wan/dht_schedule.h"

namespace shoal::engine {

// What this instance does to be found and reached from anywhere without a relay: announces its shares that want it in
// the DHT and looks others up there, and asks routers to pass its port on. Nothing of it exists while nobody wants it.
// Engine thread only.
class WideArea
{
public:
    // As after an address of a relay: the local network comes first.
    static constexpr int64_t kHeadStartNs = 250'000'000;
    // Between looks at the day and at what the DHT does.
    static constexpr std::chrono::seconds kLook{60};
    // Whoever has not answered by then does not: libtorrent asks routers for 12 s and names for 20 s.
    static constexpr std::chrono::seconds kPatience{30};

    struct Events
    {
        std::function<void(const Bytes& address, const ShareId& share, int64_t notBeforeNs)> found;
        // mappedPort() is another.
        std::function<void()> reachableChanged;
        // The DHT answers (empty) or not: a sentence for people.
        std::function<void(const Bytes& trouble)> dhtTrouble;
    };
    struct Options
    {
        uint16_t port = 0;           // that this instance listens on
        uint16_t externalPort = 0;   // as people know it; 0: they do not
        bool mapsPort = false;       // routers may be asked
        bool mapsPortAlways = false; // even though no share tells anybody of it
        std::vector<Bytes> dhtNodes; // host:port; empty: those of the public DHT
        std::vector<Bytes> relays;   // of shares that the config file does not name
        bool isRelay = false;        // for its own shares, which use it as if they named it
        bool operator==(const Options&) const = default;
    };
    struct State
    {
        bool usesDht = false;
        bool dhtAnswers = false;
        int64_t dhtNodes = 0;
        size_t dhtPeers = 0; // addresses that it has named
        Bytes dhtTrouble;    // a sentence
        bool mapsPort = false;
        uint16_t mappedPort = 0; // on the router; 0: not, or not yet
        Bytes mappingTrouble;    // a sentence
    };

    // Everything is borrowed and outlives it.
    WideArea(wan::MakeWanSession makeSession, const HeldShares& shares, Clock& clock, Random& random, Executor& loop,
             Executor& pool, Events events);
    ~WideArea();
    WideArea(const WideArea&) = delete;
    WideArea& operator=(const WideArea&) = delete;

    // Shares have come, gone or changed, or the options have.
    void update(const Options& options);
    uint16_t mappedPort() const { return m_state.mappedPort; }
    const State& state() const { return m_state; }

private:
    wan::WanSession::Wish wish() const;
    bool isToldToOthers() const;
    std::map<crypto::DhtKey, ShareId> keys() const;
    wan::WanSession::Events sessionEvents();
    void apply();
    void start(const wan::WanSession::Wish& wish);
    void endSession();
    void begin(const wan::WanSession::Wish& wish);
    void announceDue();
    void armAnnounce();
    void armLook(std::chrono::milliseconds wait);
    void look();
    void looseTimers();
    void takeFound(const crypto::DhtKey& key, const std::vector<wan::DhtPeer>& peers);
    void takeCounts(const wan::WanSession::Counts& counts);
    void setMapped(uint16_t port, const Bytes& trouble);
    void setDhtTrouble(const Bytes& trouble);

    const wan::MakeWanSession m_makeSession;
    const HeldShares& m_shares;
    Clock& m_clock;
    Random& m_random;
    Executor& m_loop;
    Executor& m_pool;
    const Events m_events;
    Options m_options;
    std::unique_ptr<wan::WanSession> m_session;
    wan::WanSession::Wish m_wish; // of the session
    bool m_isEnding = false;      // the session before still takes leave; its end and a new beginning must not cross
    Bytes m_startTrouble;         // why there is no session although one is wanted
    int64_t m_messages = 0;       // from the DHT, when looked at last
    std::optional<int64_t> m_askedNs; // the DHT was asked then, and nothing has come since
    State m_state;
    wan::DhtSchedule m_schedule;
    std::map<crypto::DhtKey, ShareId> m_keys;
    Clock::TimerId m_announceTimer = 0;
    Clock::TimerId m_lookTimer = 0;
    const std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace shoal::engine
