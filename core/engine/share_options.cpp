// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_options.h"

#include "core/engine/share_registry.h"

#include <algorithm>
#include <array>

namespace shoal::engine {

namespace {

struct ShareOption
{
    QLatin1String name;
    QLatin1String meaning;
};

constexpr std::array<ShareOption, 9> kOptions{{
    {QLatin1String("search_lan"), QLatin1String("Look for devices in the local network.")},
    {QLatin1String("known_hosts"), QLatin1String("Devices to connect to, each host:port.")},
    {QLatin1String("relays"), QLatin1String("Relays to meet devices at, each host:port; none: those of the instance.")},
    {QLatin1String("use_tracker"), QLatin1String("Find devices through the relays.")},
    {QLatin1String("use_relay_server"), QLatin1String("Reach through a relay who cannot be reached directly.")},
    {QLatin1String("use_dht"), QLatin1String("Find devices through the BitTorrent DHT.")},
    {QLatin1String("use_sync_trash"), QLatin1String("Keep what other devices replace or delete in the archive.")},
    {QLatin1String("overwrite_changes"), QLatin1String("With a read-only secret: undo what is changed here.")},
    {QLatin1String("sync_special_modes"), QLatin1String("Apply setuid and setgid, which needs root.")},
}};

bool isKnown(const QString& name)
{
    return std::any_of(kOptions.begin(), kOptions.end(),
                       [&name](const ShareOption& each) { return each.name == name; });
}

} // namespace

QJsonArray shareOptionsJson(const config::ShareConfig& share, int64_t fileLine)
{
    const QJsonObject values = shareToJson(share);
    const QJsonObject defaults = shareToJson(config::ShareConfig());
    QJsonArray list;
    for (const auto& [name, meaning] : kOptions) {
        QJsonObject json{{QStringLiteral("name"), name},
                         {QStringLiteral("value"), values.value(name)},
                         {QStringLiteral("default"), defaults.value(name)},
                         {QStringLiteral("meaning"), meaning},
                         {QStringLiteral("fixed"), fileLine != 0}};
        if (fileLine != 0)
            json.insert(QStringLiteral("file_line"), qint64{fileLine});
        list.append(json);
    }
    return list;
}

Result<config::ShareConfig> withShareOptions(const config::ShareConfig& share, const QJsonObject& values)
{
    QJsonObject json = shareToJson(share);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!isKnown(it.key()))
            return fail(ErrorCode::InvalidArgument, "a share has no option '" +
                                                        printable(it.key().left(64).toStdString()) +
                                                        "'; `share_options` lists them");
        if (it->isNull())
            json.remove(it.key());
        else
            json.insert(it.key(), *it);
    }
    return shareFromJson(json);
}

} // namespace shoal::engine
