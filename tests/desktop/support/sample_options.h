// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace shoal::test {

inline QJsonObject option(const char* name, const QJsonValue& value, const QJsonValue& byDefault)
{
    return {{QStringLiteral("name"), QString::fromLatin1(name)},
            {QStringLiteral("value"), value},
            {QStringLiteral("default"), byDefault},
            {QStringLiteral("meaning"), QStringLiteral("What the instance says.")},
            {QStringLiteral("fixed"), false}};
}

inline QJsonObject number(const char* name, int value, int byDefault, int min, int max, const char* unit)
{
    QJsonObject json = option(name, value, byDefault);
    json.insert(QStringLiteral("min"), min);
    json.insert(QStringLiteral("max"), max);
    json.insert(QStringLiteral("unit"), QString::fromLatin1(unit));
    return json;
}

inline QJsonObject fixed(QJsonObject json, int line)
{
    json.insert(QStringLiteral("fixed"), true);
    json.insert(QStringLiteral("file_line"), line);
    return json;
}

inline QJsonArray somePeriods()
{
    const QJsonArray workdays{QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"),
                              QStringLiteral("thu"), QStringLiteral("fri")};
    return {QJsonObject{{QStringLiteral("days"), workdays},
                        {QStringLiteral("from"), QStringLiteral("08:00")},
                        {QStringLiteral("to"), QStringLiteral("17:30")},
                        {QStringLiteral("upload"), 1'500}},
            QJsonObject{{QStringLiteral("days"), QJsonArray{QStringLiteral("sat"), QStringLiteral("sun")}},
                        {QStringLiteral("from"), QStringLiteral("22:00")},
                        {QStringLiteral("to"), QStringLiteral("06:00")},
                        {QStringLiteral("upload"), 0},
                        {QStringLiteral("download"), 0}}};
}

// As an instance answers to `options`.
inline QJsonArray instanceOptions(const QJsonArray& weekly = {})
{
    return {
        option("device_name", QStringLiteral("desk"), QString()),
        number("listening_port", 44444, 0, 0, 65535, ""),
        fixed(number("download_limit", 500, 0, 0, 10'000'000, "kB/s"), 7),
        number("upload_limit", 0, 0, 0, 10'000'000, "kB/s"),
        option("weekly_limits", weekly, QJsonArray()),
        option("rate_limit_local_peers", false, false),
        number("folder_rescan_interval", 600, 600, 0, 999'999, "seconds"),
        number("sync_trash_ttl", 90, 30, 0, 999'999, "days"),
        number("archive_max_size", 0, 0, 0, 999'999, "MB"),
        number("max_file_size_for_versioning", 1000, 1000, 0, 999'999, "MB"),
        number("disk_min_free_space", 0, 0, 0, 999'999, "MB"),
        number("peer_expiration_days", 7, 7, 0, 999'999, "days"),
        option("of_a_later_version", QStringLiteral("x"), QStringLiteral("y")),
    };
}

// And to `share_options`.
inline QJsonArray shareOptions()
{
    return {
        option("search_lan", true, true),
        option("known_hosts", QJsonArray{QStringLiteral("app01:44444"), QStringLiteral("app02:44444")}, QJsonArray()),
        option("use_sync_trash", true, true),
        option("overwrite_changes", false, false),
        option("sync_special_modes", false, false),
    };
}

} // namespace shoal::test
