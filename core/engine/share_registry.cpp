// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_registry.h"

#include "core/crypto/secret.h"
#include "core/net/address.h"
#include "shared/config/folder_rules.h"

#include <QJsonArray>

#include <climits>

namespace shoal::engine {

namespace {

constexpr int kFormat = 1;
// More than anybody has devices with fixed addresses.
constexpr qsizetype kMaxKnownHosts = 256;

Result<Bytes> folder(const QJsonObject& json)
{
    const Bytes path = json.value(QLatin1String("dir")).toString().toStdString();
    if (!path.starts_with('/') || path.find('\0') != Bytes::npos || path.size() >= PATH_MAX)
        return fail(ErrorCode::InvalidArgument, "\"dir\" must be the absolute path of a folder");
    Bytes clean = config::cleanPath(path);
    if (clean == "/" || (clean + "/").find("/../") != Bytes::npos)
        return fail(ErrorCode::InvalidArgument,
                    "\"dir\" must be a folder below the root folder, without \"..\" in its path");
    return clean;
}

Result<bool> flag(const QJsonObject& json, QLatin1String name, bool byDefault)
{
    const QJsonValue value = json.value(name);
    if (!value.isUndefined() && !value.isBool())
        return fail(ErrorCode::InvalidArgument, "\"" + Bytes(name.data()) + "\" must be true or false");
    return value.toBool(byDefault);
}

Result<std::vector<Bytes>> hosts(const QJsonObject& json, QLatin1String name)
{
    const QJsonValue value = json.value(name);
    const QJsonArray list = value.toArray();
    std::vector<Bytes> found;
    for (const QJsonValue host : list) {
        found.push_back(host.toString().toStdString());
        // Without its text: it could be a secret in the wrong place, and this ends in the log.
        if (!net::Endpoint::parse(found.back()))
            return fail(ErrorCode::InvalidArgument,
                        Bytes(name.data()) + ", entry " + std::to_string(found.size()) +
                            ": a host and its port, as in 192.0.2.7:12345 or [2001:db8::7]:12345, must stand here");
    }
    if (list.size() > kMaxKnownHosts || (!value.isUndefined() && !value.isArray()))
        return fail(ErrorCode::InvalidArgument, "\"" + Bytes(name.data()) + "\" must be a list of at most " +
                                                    std::to_string(kMaxKnownHosts) + " \"host:port\"");
    return found;
}

// The defaults are those of ShareConfig.
constexpr struct
{
    QLatin1String name;
    bool config::ShareConfig::*value;
} kFlags[] = {
    {QLatin1String("use_tracker"), &config::ShareConfig::useTracker},
    {QLatin1String("use_relay_server"), &config::ShareConfig::useRelayServer},
    {QLatin1String("use_dht"), &config::ShareConfig::useDht},
    {QLatin1String("search_lan"), &config::ShareConfig::searchLan},
    {QLatin1String("use_sync_trash"), &config::ShareConfig::useSyncTrash},
    {QLatin1String("overwrite_changes"), &config::ShareConfig::overwriteChanges},
    {QLatin1String("sync_special_modes"), &config::ShareConfig::syncSpecialModes},
};

ShareId idOf(const Bytes& secret)
{
    return crypto::ShareKeys::derive(*crypto::Secret::parse(secret)).id();
}

} // namespace

Result<config::ShareConfig> shareFromJson(const QJsonObject& json)
{
    config::ShareConfig share;
    const auto secret = crypto::Secret::parse(json.value(QLatin1String("secret")).toString().toStdString());
    if (!secret)
        return fail(ErrorCode::InvalidArgument, secret.error().context);
    share.secret = secret->text();
    auto dir = folder(json);
    auto knownHosts = hosts(json, QLatin1String("known_hosts"));
    auto relays = hosts(json, QLatin1String("relays"));
    if (!dir)
        return fail(dir.error());
    if (!knownHosts)
        return fail(knownHosts.error());
    if (!relays)
        return fail(relays.error());
    share.dir = *std::move(dir);
    share.knownHosts = *std::move(knownHosts);
    share.relays = *std::move(relays);
    for (const auto& [name, value] : kFlags) {
        const auto given = flag(json, name, share.*value);
        if (!given)
            return fail(given.error());
        share.*value = *given;
    }
    return share;
}

QJsonObject shareToJson(const config::ShareConfig& share)
{
    const auto listOf = [](const std::vector<Bytes>& texts) {
        QJsonArray list;
        for (const Bytes& text : texts)
            list.append(QString::fromStdString(text));
        return list;
    };
    QJsonObject json{{QStringLiteral("secret"), QString::fromStdString(share.secret)},
                     {QStringLiteral("dir"), QString::fromStdString(share.dir)},
                     {QStringLiteral("known_hosts"), listOf(share.knownHosts)},
                     {QStringLiteral("relays"), listOf(share.relays)}};
    for (const auto& [name, value] : kFlags)
        json.insert(name, share.*value);
    return json;
}

ShareRegistry::ShareRegistry(const Bytes& storagePath, Executor& pool, Executor& loop)
    : m_file(storagePath + "/shares.json", pool, loop)
{}

std::optional<Bytes> ShareRegistry::load()
{
    const auto loaded = m_file.load();
    if (loaded.object.isEmpty())
        return loaded.notice;
    Bytes wrong;
    if (loaded.object.value(QLatin1String("format")).toInt() != kFormat)
        wrong = "shares.json has a format that this version does not know";
    const QJsonArray list = loaded.object.value(QLatin1String("shares")).toArray();
    for (qsizetype i = 0; i < list.size() && i < static_cast<qsizetype>(config::kMaxShares); ++i) {
        auto share = shareFromJson(list[i].toObject());
        if (!share)
            wrong = "shares.json, entry " + std::to_string(i + 1) + ": " + share.error().context;
        else if (const ShareId id = idOf(share->secret); !m_shares.try_emplace(id, *share).second)
            wrong = "shares.json, entry " + std::to_string(i + 1) + " names a share a second time";
    }
    if (wrong.empty())
        return std::nullopt;
    auto notice = m_file.damaged(wrong).notice;
    save([](const Result<void>&) {});
    return notice;
}

void ShareRegistry::add(const ShareId& id, config::ShareConfig share, Done done)
{
    m_shares.insert_or_assign(id, std::move(share));
    save(std::move(done));
}

void ShareRegistry::remove(const ShareId& id, Done done)
{
    m_shares.erase(id);
    save(std::move(done));
}

void ShareRegistry::replace(const ShareId& old, const ShareId& id, config::ShareConfig share, Done done)
{
    m_shares.erase(old);
    add(id, std::move(share), std::move(done));
}

void ShareRegistry::save(Done done)
{
    QJsonArray list;
    for (const auto& [id, share] : m_shares)
        list.append(shareToJson(share));
    m_file.save({{QStringLiteral("format"), kFormat}, {QStringLiteral("shares"), list}}, std::move(done));
}

} // namespace shoal::engine
