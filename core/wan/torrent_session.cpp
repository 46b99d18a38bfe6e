// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wan/torrent_session.h"

#include "shared/base/log.h"

#include <libtorrent/alert_types.hpp>
#include <libtorrent/disabled_disk_io.hpp>
#include <libtorrent/session.hpp>
#include <libtorrent/session_params.hpp>
#include <libtorrent/session_stats.hpp>
#include <libtorrent/version.hpp>

#include <algorithm>
#include <exception>
#include <map>

namespace shoal::wan {

namespace {

namespace lt = libtorrent;

constexpr const char* kEverywhere = "0.0.0.0:0,[::]:0";
// The longest that libtorrent's clock may tick: it wakes up at each.
constexpr int kTickMs = 1'000;
// What routers show as the owner of a port.
constexpr const char* kNameForRouters = "Shoal";

constexpr auto kAlerts = lt::alert_category::dht_operation | lt::alert_category::port_mapping |
                         lt::alert_category::status | lt::alert_category::error;
// Only while the first nodes are asked: it also tells of everything that other nodes want of this one.
constexpr auto kJoiningAlerts = kAlerts | lt::alert_category::dht;

// What belongs to torrents is off: connections of their kind are taken and closed at once.
lt::settings_pack quietSettings(const Bytes& addresses)
{
    lt::settings_pack pack;
    pack.set_str(lt::settings_pack::listen_interfaces, addresses);
    pack.set_str(lt::settings_pack::user_agent, kNameForRouters);
    for (const int name :
         {lt::settings_pack::enable_lsd, lt::settings_pack::enable_incoming_tcp, lt::settings_pack::enable_outgoing_tcp,
          lt::settings_pack::enable_incoming_utp, lt::settings_pack::enable_outgoing_utp})
        pack.set_bool(name, false);
    pack.set_int(lt::settings_pack::connections_limit, 1);
    pack.set_int(lt::settings_pack::listen_queue_size, 1);
    pack.set_int(lt::settings_pack::tick_interval, kTickMs);
    return pack;
}

// In a DHT of one's own, all nodes may be in one network; in the public one that would be an attack.
void setDht(lt::settings_pack& pack, const WanSession::Wish& wish)
{
    const bool isPublic = wish.dhtNodes.empty();
    for (const int name :
         {lt::settings_pack::dht_restrict_routing_ips, lt::settings_pack::dht_restrict_search_ips,
          lt::settings_pack::dht_prefer_verified_node_ids, lt::settings_pack::dht_ignore_dark_internet})
        pack.set_bool(name, isPublic);
    Bytes nodes;
    for (const Bytes& node : wish.dhtNodes)
        nodes += (nodes.empty() ? "" : ",") + node;
    if (isPublic)
        nodes = lt::default_settings().get_str(lt::settings_pack::dht_bootstrap_nodes);
    pack.set_str(lt::settings_pack::dht_bootstrap_nodes, nodes);
    pack.set_bool(lt::settings_pack::enable_dht, wish.usesDht);
    pack.set_int(lt::settings_pack::alert_mask,
                 static_cast<int>(static_cast<std::uint32_t>(wish.usesDht ? kJoiningAlerts : kAlerts)));
}

void setMapping(lt::settings_pack& pack, const WanSession::Wish& wish)
{
    pack.set_bool(lt::settings_pack::enable_upnp, wish.mappedPort != 0);
    pack.set_bool(lt::settings_pack::enable_natpmp, wish.mappedPort != 0);
}

QHostAddress toQt(const lt::address& address)
{
    if (address.is_v4())
        return QHostAddress(address.to_v4().to_uint());
    return QHostAddress(address.to_v6().to_bytes().data());
}

ByteView nameOf(lt::portmap_transport transport)
{
    return transport == lt::portmap_transport::upnp ? "UPnP" : "NAT-PMP or PCP";
}

class TorrentSession final : public WanSession
{
public:
    TorrentSession(std::unique_ptr<lt::session> session, const Wish& wish, Executor& loop, Executor& pool,
                   Events events)
        : m_session(std::move(session)), m_loop(loop), m_pool(pool), m_events(std::move(events)), m_wish(wish)
    {
        map();
        // From a thread of libtorrent, once until the alerts are taken.
        m_session->set_alert_notify([this, alive = std::weak_ptr(m_alive)] {
            m_loop.post([this, alive] {
                if (!alive.expired())
                    takeAlerts();
            });
        });
    }

    ~TorrentSession() override { end({}); }

    void use(const Wish& wish) override
    {
        const Wish before = std::exchange(m_wish, wish);
        lt::settings_pack pack;
        if (before.usesDht != wish.usesDht || before.dhtNodes != wish.dhtNodes)
            setDht(pack, wish);
        if (before.mappedPort != wish.mappedPort)
            setMapping(pack, wish);
        m_session->apply_settings(std::move(pack));
        if (before.mappedPort != wish.mappedPort)
            map();
    }

    void announce(const crypto::DhtKey& key, uint16_t port) override
    {
        m_session->dht_announce(lt::sha1_hash(reinterpret_cast<const char*>(key.bytes.data())), port);
    }

    void count() override
    {
        m_session->post_session_stats();
        if (std::exchange(m_joined, false)) {
            lt::settings_pack pack;
            pack.set_int(lt::settings_pack::alert_mask, static_cast<int>(static_cast<std::uint32_t>(kAlerts)));
            m_session->apply_settings(std::move(pack));
        }
    }

    // libtorrent's own end waits until routers have answered.
    void end(std::function<void()> ended) override
    {
        if (!m_session)
            return;
        m_session->set_alert_notify({});
        m_alive.reset();
        m_pool.post([session = std::shared_ptr<lt::session>(std::move(m_session)), ended = std::move(ended),
                     &loop = m_loop]() mutable {
            session.reset();
            if (ended)
                loop.post(std::move(ended));
        });
    }

private:
    void takeAlerts()
    {
        std::vector<lt::alert*> alerts; // live until they are taken the next time
        m_session->pop_alerts(&alerts);
        const bool isFirstTime = !std::exchange(m_hasAlerts, true);
        for (const lt::alert* const alert : alerts) {
            if (!lt::alert_cast<lt::listen_succeeded_alert>(alert))
                take(*alert);
            else if (!isFirstTime && m_events.networkChanged)
                m_events.networkChanged();
            if (!m_session) // ended by whom it was told
                return;
        }
    }

    void take(const lt::alert& alert)
    {
        if (const auto* const found = lt::alert_cast<lt::dht_get_peers_reply_alert>(&alert))
            takeFound(*found);
        else if (const auto* const stats = lt::alert_cast<lt::session_stats_alert>(&alert))
            takeCounts(*stats);
        else if (lt::alert_cast<lt::dht_bootstrap_alert>(&alert))
            takeJoined();
        else if (const auto* const mapped = lt::alert_cast<lt::portmap_alert>(&alert))
            takeMapped(*mapped);
        else if (const auto* const error = lt::alert_cast<lt::portmap_error_alert>(&alert))
            takeUnmapped(*error);
        else if (const auto* const failed = lt::alert_cast<lt::listen_failed_alert>(&alert))
            qCDebug(logDiscovery, "%s", failed->message().c_str());
    }

    void takeJoined()
    {
        m_joined = true;
        if (m_events.joined)
            m_events.joined();
    }

    void takeFound(const lt::dht_get_peers_reply_alert& alert)
    {
        std::vector<DhtPeer> peers;
        for (const auto& endpoint : alert.peers())
            peers.push_back({toQt(endpoint.address()), endpoint.port()});
        const auto key = crypto::DhtKey::from({alert.info_hash.data(), static_cast<size_t>(alert.info_hash.size())});
        if (!peers.empty() && m_events.found)
            m_events.found(key, std::move(peers));
    }

    void takeCounts(const lt::session_stats_alert& alert)
    {
        const auto counters = alert.counters();
        const auto value = [&counters](const char* name) {
            const int index = lt::find_metric_idx(name);
            return index < 0 ? int64_t{0} : counters[index];
        };
        if (m_events.counted)
            m_events.counted({value("dht.dht_messages_in"), value("dht.dht_nodes")});
    }

    // --- Ports of routers -------------------------------------------------------------------------------

    // On the routers of all networks this machine is in now. Waits for libtorrent's thread, which has the sockets of
    // now open then.
    void map()
    {
        for (const lt::port_mapping_t mapping : std::exchange(m_mappings, {}))
            m_session->delete_port_mapping(mapping);
        m_external.clear();
        if (m_wish.mappedPort == 0)
            return;
        m_mappings = m_session->add_port_mapping(lt::session::tcp, m_wish.mappedPort, m_wish.mappedPort);
        std::erase(m_mappings, lt::port_mapping_t{-1}); // where no router is to be asked
        if (m_mappings.empty())
            tellUnmapped("no network of this machine has a router");
    }

    void tellUnmapped(Bytes why)
    {
        m_loop.post([this, why = std::move(why), alive = std::weak_ptr(m_alive)] {
            if (!alive.expired() && m_events.notMapped)
                m_events.notMapped(why);
        });
    }

    bool isOurs(lt::port_mapping_t mapping) const
    {
        return std::find(m_mappings.begin(), m_mappings.end(), mapping) != m_mappings.end();
    }

    void takeMapped(const lt::portmap_alert& alert)
    {
        // libtorrent asks for the ports of its own sockets, too, which nobody outside needs.
        if (!isOurs(alert.mapping)) {
            m_session->delete_port_mapping(alert.mapping);
            return;
        }
        qCDebug(logDiscovery, "%s", alert.message().c_str());
        m_external[{alert.mapping, alert.map_transport}] = static_cast<uint16_t>(alert.external_port);
        if (m_events.mapped)
            m_events.mapped(m_external.begin()->second);
    }

    void takeUnmapped(const lt::portmap_error_alert& alert)
    {
        if (!isOurs(alert.mapping))
            return;
        m_external.erase({alert.mapping, alert.map_transport});
        if (m_external.empty())
            tellUnmapped(Bytes(nameOf(alert.map_transport)) + ": " + alert.error.message());
    }

    std::unique_ptr<lt::session> m_session; // null after end()
    Executor& m_loop;
    Executor& m_pool;
    const Events m_events;
    Wish m_wish;
    bool m_hasAlerts = false; // the first ones were taken, which tell of the sockets of the start
    bool m_joined = false;    // and the alerts of that time are still on
    std::vector<lt::port_mapping_t> m_mappings;
    std::map<std::pair<lt::port_mapping_t, lt::portmap_transport>, uint16_t> m_external;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace

Result<std::unique_ptr<WanSession>> makeTorrentSession(const WanSession::Wish& wish, Executor& loop, Executor& pool,
                                                       WanSession::Events events)
{
    return makeTorrentSessionOn(kEverywhere, wish, loop, pool, std::move(events));
}

Result<std::unique_ptr<WanSession>> makeTorrentSessionOn(const Bytes& addresses, const WanSession::Wish& wish,
                                                         Executor& loop, Executor& pool, WanSession::Events events)
{
    try {
        lt::settings_pack pack = quietSettings(addresses);
        setDht(pack, wish);
        setMapping(pack, wish);
        lt::session_params params(std::move(pack), {});
        params.disk_io_constructor = lt::disabled_disk_io_constructor;
        return std::make_unique<TorrentSession>(std::make_unique<lt::session>(std::move(params)), wish, loop, pool,
                                                std::move(events));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Busy, Bytes("libtorrent does not start: ") + error.what());
    }
}

} // namespace shoal::wan
