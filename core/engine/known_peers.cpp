// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/known_peers.h"

#include "core/engine/shown_text.h"

#include "shared/base/log.h"

#include <QJsonArray>

#include <algorithm>

namespace shoal::engine {

namespace {

constexpr int kFormat = 1;
// What the protocol lets a peer say is shorter; a file of another hand may hold anything.
constexpr size_t kMaxTextBytes = 255;
constexpr int64_t kMsOfDay = 86'400'000;

template <class Id> std::optional<Id> id(const QJsonValue& hex)
{
    Bytes bytes;
    if (!fromHex(hex.toString().toStdString(), bytes))
        return std::nullopt;
    bool fits = false;
    const Id value = Id::from(bytes, &fits);
    return fits ? std::optional(value) : std::nullopt;
}

Bytes text(const QJsonObject& json, const char* name)
{
    const Bytes value = json.value(QLatin1String(name)).toString().toStdString();
    return value.substr(0, utf8Cut(value, kMaxTextBytes));
}

KnownPeer fromJson(const DeviceId& device, const QJsonObject& json)
{
    KnownPeer peer;
    peer.device = device;
    peer.name = text(json, "name");
    peer.address = text(json, "address");
    peer.version = text(json, "version");
    peer.viaLan = json.value(QLatin1String("via_lan")).toBool();
    peer.isRelayed = json.value(QLatin1String("relayed")).toBool();
    peer.found =
        static_cast<FoundBy>(std::clamp(json.value(QLatin1String("found")).toInt(), 0, static_cast<int>(FoundBy::Dht)));
    peer.permission =
        json.value(QLatin1String("read_write")).toBool() ? crypto::Permission::ReadWrite : crypto::Permission::ReadOnly;
    peer.lastSeenMs = json.value(QLatin1String("last_seen")).toInteger();
    return peer;
}

QJsonObject toJson(const ShareId& share, const KnownPeer& peer)
{
    return {{QStringLiteral("share"), QString::fromStdString(share.hex())},
            {QStringLiteral("device"), QString::fromStdString(peer.device.hex())},
            {QStringLiteral("name"), shownText(peer.name)},
            {QStringLiteral("address"), shownText(peer.address)},
            {QStringLiteral("version"), shownText(peer.version)},
            {QStringLiteral("via_lan"), peer.viaLan},
            {QStringLiteral("relayed"), peer.isRelayed},
            {QStringLiteral("found"), static_cast<int>(peer.found)},
            {QStringLiteral("read_write"), peer.permission == crypto::Permission::ReadWrite},
            {QStringLiteral("last_seen"), qint64{peer.lastSeenMs}}};
}

} // namespace

KnownPeers::KnownPeers(const Bytes& storagePath, Clock& clock, Executor& pool, Executor& loop)
    : m_clock(clock), m_file(storagePath + "/peers.json", pool, loop)
{}

KnownPeers::~KnownPeers()
{
    if (m_timer)
        m_clock.cancel(*m_timer);
}

std::optional<Bytes> KnownPeers::load()
{
    const auto loaded = m_file.load();
    if (!loaded.object.isEmpty() && loaded.object.value(QLatin1String("format")).toInt() != kFormat)
        return m_file.damaged("peers.json has a format that this version does not know").notice;
    for (const QJsonValue value : loaded.object.value(QLatin1String("peers")).toArray()) {
        const QJsonObject json = value.toObject();
        const auto share = id<ShareId>(json.value(QLatin1String("share")));
        const auto device = id<DeviceId>(json.value(QLatin1String("device")));
        if (share && device && m_peers.size() < kMost)
            m_peers.insert_or_assign({*share, *device}, fromJson(*device, json));
    }
    return loaded.notice;
}

void KnownPeers::seen(const ShareId& share, KnownPeer peer)
{
    peer.lastSeenMs = nowMs();
    m_peers.insert_or_assign({share, peer.device}, std::move(peer));
    if (m_peers.size() > kMost)
        m_peers.erase(std::min_element(m_peers.begin(), m_peers.end(), [](const auto& a, const auto& b) {
            return a.second.lastSeenMs < b.second.lastSeenMs;
        }));
    saveLater();
}

void KnownPeers::gone(const ShareId& share, const DeviceId& device)
{
    const auto it = m_peers.find({share, device});
    if (it == m_peers.end())
        return;
    it->second.lastSeenMs = nowMs();
    saveLater();
}

void KnownPeers::forget(const ShareId& share)
{
    std::erase_if(m_peers, [&share](const auto& entry) { return entry.first.first == share; });
    saveLater();
}

std::vector<KnownPeer> KnownPeers::of(const ShareId& share, int64_t days) const
{
    std::vector<KnownPeer> found;
    const int64_t oldest = days == 0 ? INT64_MIN : nowMs() - days * kMsOfDay;
    for (auto it = m_peers.lower_bound({share, DeviceId{}}); it != m_peers.end() && it->first.first == share; ++it)
        if (it->second.lastSeenMs >= oldest)
            found.push_back(it->second);
    return found;
}

const KnownPeer* KnownPeers::find(const ShareId& share, const DeviceId& device) const
{
    const auto it = m_peers.find({share, device});
    return it == m_peers.end() ? nullptr : &it->second;
}

void KnownPeers::saveLater()
{
    if (!m_timer)
        m_timer = m_clock.after(kSavePause, [this] { flush(); });
}

void KnownPeers::flush()
{
    if (!m_timer)
        return;
    m_clock.cancel(*std::exchange(m_timer, std::nullopt));
    QJsonArray list;
    for (const auto& [key, peer] : m_peers)
        list.append(toJson(key.first, peer));
    m_file.save({{QStringLiteral("format"), kFormat}, {QStringLiteral("peers"), list}}, [](const Result<void>& saved) {
        if (!saved)
            qCWarning(logEngine, "the list of known peers: %s", saved.error().context.c_str());
    });
}

} // namespace shoal::engine
