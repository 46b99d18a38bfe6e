// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/doctor.h"

#include "core/engine/clock_check.h"
#include "core/engine/shown_text.h"
#include "shared/base/state_file.h"

#include <QJsonArray>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

namespace shoal::engine {

namespace {

using State = DoctorCheck::State;

constexpr const char* kWatchLimitFile = "/proc/sys/fs/inotify/max_user_watches";
constexpr size_t kWatchLimitDigits = 32;
constexpr uint64_t kLittleSpace = 1'000'000'000; // an index or a large file may need as much
constexpr uint64_t kMegabyte = 1'000'000;

DoctorCheck good(ByteView name, Bytes text)
{
    return {Bytes(name), State::Good, std::move(text), {}};
}
DoctorCheck off(ByteView name, Bytes text)
{
    return {Bytes(name), State::Off, std::move(text), {}};
}
DoctorCheck bad(ByteView name, Bytes text, Bytes whatToDo)
{
    return {Bytes(name), State::Bad, std::move(text), std::move(whatToDo)};
}

Bytes counted(size_t number, ByteView one, ByteView many)
{
    return std::to_string(number) + " " + Bytes(number == 1 ? one : many);
}

bool hasPeerThat(const InstanceView& instance, const std::function<bool(const PeerView&)>& does)
{
    return std::any_of(instance.shares.begin(), instance.shares.end(), [&does](const ShareView& share) {
        return std::any_of(share.peers.begin(), share.peers.end(), does);
    });
}

DoctorCheck listening(const InstanceView& instance)
{
    const Bytes port = std::to_string(instance.listeningPort);
    const bool wasDialled = hasPeerThat(
        instance, [](const PeerView& peer) { return peer.known.found == FoundBy::DialledUs && !peer.known.isRelayed; });
    return good("listening", "peers can connect to port " + port +
                                 (wasDialled ? ", and some have"
                                             : "; none has yet: from other networks only if a firewall or router lets "
                                               "that port (TCP) in"));
}

DoctorCheck lan(const DoctorFacts& facts)
{
    if (!facts.searchesLan)
        return off("LAN", "no share looks for devices in the local network (search_lan)");
    if (!facts.lanTrouble.empty())
        return bad("LAN", facts.lanTrouble, "see whether a firewall or another program is in the way of UDP port 3838");
    // The one of two that hears the other first opens the connection.
    const bool hasFound = hasPeerThat(facts.instance, [](const PeerView& peer) {
        return peer.known.found == FoundBy::Lan || (peer.known.viaLan && peer.known.found == FoundBy::DialledUs);
    });
    return good("LAN", hasFound ? "devices in the local network find each other"
                                : "looks for devices in the local network, and has met none");
}

// Whether it does its work is told by those who are reached through it.
DoctorCheck proxy(const DoctorFacts& facts)
{
    return off("proxy", "connections to elsewhere are opened by " + facts.proxy +
                            "; devices cannot connect to this one through it, nor are holes made through routers");
}

// Around midnight there are two connections with each relay; one is enough.
std::vector<DoctorCheck> relays(const DoctorFacts& facts)
{
    std::map<Bytes, const relay::RelayClient::State*> best;
    for (const Relays::View& relay : facts.relays) {
        const auto*& known = best[relay.name];
        if (!known || (relay.state.isConnected && !known->isConnected))
            known = &relay.state;
    }
    std::vector<DoctorCheck> checks;
    for (const auto& [name, state] : best) {
        const Bytes what = "relay " + name;
        if (state->isConnected && state->trouble.empty())
            checks.push_back(good(what, "connected; it sees this device at " + state->ownAddress + " and tells of " +
                                            counted(state->members, "other device", "other devices")));
        else if (state->isConnected)
            checks.push_back(bad(what, state->trouble, "name another relay, or ask whoever runs this one"));
        else
            checks.push_back(bad(what, state->trouble.empty() ? "it has not answered yet" : state->trouble,
                                 "see whether shoal-relay runs there and its port (TCP) is let in; until then other "
                                 "relays and known_hosts serve"));
    }
    if (checks.empty())
        checks.push_back(off("relay", "none is named: devices in other networks are met by known_hosts only (relays)"));
    return checks;
}

DoctorCheck mapping(const WideArea::State& state, uint16_t port)
{
    const Bytes here = std::to_string(port);
    if (!state.mapsPort)
        return off("mapping", "no router is asked to pass port " + here +
                                  " on: use_upnp is off, or no share uses a relay or the DHT");
    if (state.mappedPort != 0)
        return good("mapping",
                    "the router passes its port " + std::to_string(state.mappedPort) + " on to port " + here);
    if (state.mappingTrouble.empty())
        return good("mapping", "the router is being asked to pass port " + here + " on");
    return bad("mapping", state.mappingTrouble,
               "switch UPnP or NAT-PMP on in the router, or forward TCP port " + here +
                   " there by hand, name it in external_port when it is another outside, and set use_upnp to false");
}

DoctorCheck dht(const WideArea::State& state)
{
    if (!state.usesDht)
        return off("DHT", "no share looks for devices in the DHT (use_dht)");
    if (!state.dhtTrouble.empty())
        return bad("DHT", state.dhtTrouble, "let UDP out and its answers in, or see to the nodes of dht_nodes");
    if (!state.dhtAnswers)
        return good("DHT", "its nodes are being asked");
    return good("DHT", "it answers, knows " + counted(static_cast<size_t>(state.dhtNodes), "node", "nodes") +
                           ", and has named " + counted(state.dhtPeers, "address", "addresses"));
}

bool isAboutClocks(const model::Sentence& sentence)
{
    using model::Wording;
    const auto& phrases = sentence.phrases();
    return !phrases.empty() && (phrases[0].code == model::textOf(Wording::NoticeClockAhead).code ||
                                phrases[0].code == model::textOf(Wording::NoticeClockBehind).code);
}

DoctorCheck clock(const DoctorFacts& facts)
{
    for (const Relays::View& relay : facts.relays) {
        if (!relay.state.isConnected)
            continue;
        if (const auto warning =
                clockWarning("the relay " + relay.name, facts.wallNs + relay.state.aheadNs, facts.wallNs))
            return bad("clock", warning->text(), "set the clock: timedatectl set-ntp true");
        return good("clock", "as that of the relay " + relay.name);
    }
    for (const ShareView& share : facts.instance.shares)
        for (const PeerView& peer : share.peers)
            if (peer.status && isAboutClocks(peer.problem))
                return bad("clock", peer.problem.text(), "set both clocks: timedatectl set-ntp true");
    const bool hasPeer = hasPeerThat(facts.instance, [](const PeerView& peer) { return peer.status.has_value(); });
    return hasPeer ? good("clock", "as those of the peers") : off("clock", "nobody is connected to compare it with");
}

DoctorCheck watches(const DoctorFacts& facts)
{
    uint64_t directories = 0;
    for (const ShareView& share : facts.instance.shares)
        directories += share.status.directories + 1;
    if (facts.watchLimit <= 0)
        return off("watches", "the system does not tell how many directories may be watched");
    const Bytes text = std::to_string(directories) + " directories to watch, and " + std::to_string(facts.watchLimit) +
                       " are allowed for all programs of this user";
    if (directories >= static_cast<uint64_t>(facts.watchLimit))
        return bad("watches", text,
                   "raise fs.inotify.max_user_watches: sysctl fs.inotify.max_user_watches=" +
                       std::to_string(2 * directories) + ", and in /etc/sysctl.d for the next boot");
    return good("watches", text);
}

DoctorCheck disk(const DoctorFacts& facts, const DoctorFacts::Folder& folder)
{
    const Bytes name = "disk of " + folder.path;
    if (!folder.trouble.empty())
        return bad(name, folder.trouble, "see whether it is mounted and may be entered");
    const uint64_t least = std::max(kLittleSpace, static_cast<uint64_t>(std::max<int64_t>(0, facts.minFreeBytes)));
    const Bytes text = std::to_string(folder.freeBytes / kMegabyte) + " MB are free";
    return folder.freeBytes < least ? bad(name, text, "make room: downloads wait when the disk is full")
                                    : good(name, text);
}

DoctorCheck share(const ShareView& view)
{
    const ShareStatus& status = view.status;
    const Bytes name = "share " + status.dir;
    if (!status.stopped.empty())
        return bad(name, status.stopped.text(), "shoal why " + status.dir + " tells more");
    if (status.problems != 0)
        return bad(name, counted(status.problems, "path", "paths") + " cannot be synced", "shoal why names them");
    const auto online = std::count_if(view.peers.begin(), view.peers.end(),
                                      [](const PeerView& peer) { return peer.status.has_value(); });
    return good(name, counted(static_cast<size_t>(online), "peer is", "peers are") + " connected");
}

ByteView nameOf(State state)
{
    switch (state) {
    case State::Good:
        return "good";
    case State::Off:
        return "off";
    case State::Bad:
        break;
    }
    return "bad";
}

} // namespace

void lookAtMachine(DoctorFacts& facts)
{
    if (const auto text = readStateFile(kWatchLimitFile, kWatchLimitDigits); text && *text)
        std::from_chars((*text)->data(), (*text)->data() + (*text)->size(), facts.watchLimit);
    const auto look = [&facts](const Bytes& path) {
        std::error_code error;
        const auto space = std::filesystem::space(path, error);
        facts.folders.push_back({path, error ? error.message() : "", error ? 0 : uint64_t{space.available}});
    };
    look(facts.storagePath);
    for (const ShareView& each : facts.instance.shares)
        look(each.status.dir);
}

std::vector<DoctorCheck> examine(const DoctorFacts& facts)
{
    std::vector<DoctorCheck> checks{listening(facts.instance), lan(facts)};
    if (!facts.proxy.empty())
        checks.push_back(proxy(facts));
    for (DoctorCheck& check : relays(facts))
        checks.push_back(std::move(check));
    checks.push_back(mapping(facts.wideArea, facts.instance.listeningPort));
    checks.push_back(dht(facts.wideArea));
    checks.push_back(clock(facts));
    checks.push_back(watches(facts));
    for (const DoctorFacts::Folder& folder : facts.folders)
        checks.push_back(disk(facts, folder));
    for (const ShareView& each : facts.instance.shares)
        checks.push_back(share(each));
    return checks;
}

QJsonObject doctorJson(const std::vector<DoctorCheck>& checks)
{
    QJsonArray list;
    for (const DoctorCheck& check : checks)
        list.append(QJsonObject{{QStringLiteral("name"), shownText(check.name)},
                                {QStringLiteral("state"), shownText(Bytes(nameOf(check.state)))},
                                {QStringLiteral("text"), shownText(check.text)},
                                {QStringLiteral("what_to_do"), shownText(check.whatToDo)}});
    return QJsonObject{{QStringLiteral("checks"), list}};
}

} // namespace shoal::engine
