// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/instance_options.h"

#include "shared/config/options.h"

#include <QJsonDocument>

#include <array>
#include <cmath>

namespace shoal::engine {

namespace {

using Config = config::InstanceConfig;

// Peers show the name; this is what a file name may have.
constexpr size_t kMaxDeviceNameBytes = 255;

constexpr std::array kOptions{
    InstanceOption{"device_name", "How this device calls itself to others.", &Config::deviceName},
    InstanceOption{"listening_port", "The port that peers connect to; 0: any free one.", &Config::listeningPort},
    InstanceOption{"use_upnp", "Ask the router to let that port in, for shares with a relay or the DHT.",
                   &Config::useUpnp},
    InstanceOption{"download_limit", "How fast to receive, 0: no limit.", &Config::downloadLimit},
    InstanceOption{"upload_limit", "How fast to send, 0: no limit.", &Config::uploadLimit},
    InstanceOption{"weekly_limits", "Other limits at some times of the week.", &Config::weeklyLimits},
    InstanceOption{"rate_limit_local_peers", "The limits hold in the local network too.", &Config::rateLimitLocalPeers},
    InstanceOption{"folder_rescan_interval", "How often to look through whole folders, 0: at start only.",
                   &Config::folderRescanInterval},
    InstanceOption{"sync_trash_ttl", "How long replaced and deleted files stay in the archive, 0: for ever.",
                   &Config::syncTrashTtl},
    InstanceOption{"archive_max_size", "How large the archive may grow, 0: a tenth of the file system.",
                   &Config::archiveMaxSize},
    InstanceOption{"max_file_size_for_versioning", "Larger files are not archived.", &Config::maxFileSizeForVersioning},
    InstanceOption{"disk_min_free_space", "What downloads leave free on the disk.", &Config::diskMinFreeSpace},
    InstanceOption{"peer_expiration_days", "How long devices are shown that are not connected any more.",
                   &Config::peerExpirationDays},
};

QString text(ByteView bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

const InstanceOption* find(const QString& name)
{
    for (const InstanceOption& option : kOptions)
        if (text(option.name) == name)
            return &option;
    return nullptr;
}

const config::Option& rule(const InstanceOption& option)
{
    return *config::findOption(config::Scope::Instance, option.name);
}

// The place in the file that sets it, line 0 when none does.
config::Position placeInFile(const Config& file, ByteView name)
{
    // Two names of one thing.
    const ByteView other = name == "disk_min_free_space" ? "disk_min_free_space_gb" : name;
    const auto it = file.given.find(name) != file.given.end() ? file.given.find(name) : file.given.find(other);
    return it == file.given.end() ? config::Position{} : it->second;
}

QJsonValue toJson(const Bytes& value)
{
    return text(printable(value));
}
QJsonValue toJson(bool value)
{
    return value;
}
QJsonValue toJson(int64_t value)
{
    return static_cast<qint64>(value);
}
QJsonValue toJson(uint16_t value)
{
    return static_cast<qint64>(value);
}
QJsonValue toJson(const config::WeeklyLimits& value)
{
    QJsonArray list;
    for (const config::LimitPeriod& period : value) {
        QJsonArray days;
        for (size_t day = 0; day < config::kDayNames.size(); ++day)
            if ((period.days & 1U << day) != 0)
                days.append(text(config::kDayNames[day]));
        QJsonObject json{{QStringLiteral("days"), days},
                         {QStringLiteral("from"), text(config::timeOfDay(period.from))},
                         {QStringLiteral("to"), text(config::timeOfDay(period.to))}};
        if (period.upload)
            json.insert(QStringLiteral("upload"), qint64{*period.upload});
        if (period.download)
            json.insert(QStringLiteral("download"), qint64{*period.download});
        list.append(json);
    }
    return list;
}

Bytes quoted(const InstanceOption& option)
{
    return "\"" + Bytes(option.name) + "\"";
}

Result<QJsonValue> checkedText(const InstanceOption& option, const QJsonValue& value)
{
    const Bytes name = value.toString().toStdString();
    if (!value.isString() || name.empty() || name.size() > kMaxDeviceNameBytes || printable(name) != name)
        return fail(ErrorCode::InvalidArgument,
                    quoted(option) + " must be a text of 1 to 255 bytes without control characters");
    return value;
}

Result<QJsonValue> checkedFlag(const InstanceOption& option, const QJsonValue& value)
{
    const QString word = value.toString();
    if (value.isBool())
        return value;
    if (word == QLatin1String("true") || word == QLatin1String("false"))
        return QJsonValue(word == QLatin1String("true"));
    return fail(ErrorCode::InvalidArgument, quoted(option) + " must be true or false");
}

Result<QJsonValue> checkedNumber(const InstanceOption& option, const QJsonValue& value)
{
    const config::Option& range = rule(option);
    bool isNumber = value.isDouble();
    const double number = isNumber ? value.toDouble() : value.toString().toDouble(&isNumber);
    const bool inRange = number >= static_cast<double>(range.min) && number <= static_cast<double>(range.max);
    const bool isZero = number == 0 && !range.zeroMeans.empty();
    if (isNumber && std::floor(number) == number && (inRange || isZero))
        return QJsonValue(static_cast<qint64>(number));
    return fail(ErrorCode::InvalidArgument, quoted(option) + " must be a whole number from " +
                                                std::to_string(range.min) + " to " + std::to_string(range.max) +
                                                (range.unit.empty() ? "" : " (" + Bytes(range.unit) + ")") +
                                                (range.zeroMeans.empty() ? "" : ", or 0: " + Bytes(range.zeroMeans)));
}

// As the reader of config files has it; what is nested deeper than weekly_limits is no value that it takes.
config::JsonValue configValue(const QJsonValue& value, int depth = 3)
{
    using Kind = config::JsonValue::Kind;
    config::JsonValue out;
    if (value.isString()) {
        out.kind = Kind::Text;
        out.text = value.toString().toStdString();
    } else if (value.isDouble()) {
        out.kind = Kind::Number;
        out.text = QByteArray::number(value.toDouble(), 'g', 17).toStdString();
    } else if (value.isArray()) {
        out.kind = Kind::List;
        for (const QJsonValue item : depth > 0 ? value.toArray() : QJsonArray())
            out.items.push_back(configValue(item, depth - 1));
    } else if (value.isObject()) {
        out.kind = Kind::Object;
        const QJsonObject object = depth > 0 ? value.toObject() : QJsonObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            out.members.push_back({it.key().toStdString(), {}, configValue(*it, depth - 1)});
    } else if (value.isBool()) {
        out.kind = Kind::Bool;
    }
    return out;
}

// Without a value, `mistake` is the first.
std::optional<config::WeeklyLimits> weeklyLimits(const QJsonValue& value, Bytes& mistake)
{
    return config::readWeeklyLimits(configValue(value), [&mistake](config::Position, Bytes sentence) {
        if (mistake.empty())
            mistake = std::move(sentence);
    });
}

Result<QJsonValue> checkedPeriods(const QJsonValue& value)
{
    Bytes mistake;
    const QJsonValue list = value.isString() ? QJsonDocument::fromJson(value.toString().toUtf8()).array() : value;
    if (value.isString() && !QJsonDocument::fromJson(value.toString().toUtf8()).isArray())
        return fail(ErrorCode::InvalidArgument, "weekly_limits is not a list; it must be a list of periods: "
                                                "[{\"days\": [\"mon\"], \"from\": \"08:00\", \"to\": \"17:00\", "
                                                "\"upload\": 100}]");
    const auto periods = weeklyLimits(list, mistake);
    if (!periods)
        return fail(ErrorCode::InvalidArgument, std::move(mistake));
    return toJson(*periods);
}

Result<QJsonValue> checked(const InstanceOption& option, const QJsonValue& value)
{
    if (std::holds_alternative<Bytes Config::*>(option.member))
        return checkedText(option, value);
    if (std::holds_alternative<bool Config::*>(option.member))
        return checkedFlag(option, value);
    if (std::holds_alternative<config::WeeklyLimits Config::*>(option.member))
        return checkedPeriods(value);
    return checkedNumber(option, value);
}

void assign(Bytes& to, const QJsonValue& value)
{
    to = value.toString().toStdString();
}
void assign(bool& to, const QJsonValue& value)
{
    to = value.toBool();
}
void assign(int64_t& to, const QJsonValue& value)
{
    to = value.toInteger();
}
void assign(uint16_t& to, const QJsonValue& value)
{
    to = static_cast<uint16_t>(value.toInteger());
}
void assign(config::WeeklyLimits& to, const QJsonValue& value)
{
    Bytes mistake;
    to = weeklyLimits(value, mistake).value_or(config::WeeklyLimits()); // checked
}

QJsonValue defaultOf(const InstanceOption& option)
{
    if (option.name == "device_name") // the host's name
        return QString();
    if (std::holds_alternative<config::WeeklyLimits Config::*>(option.member))
        return QJsonArray();
    const auto value = checked(option, text(rule(option).defaultValue));
    return value.value_or(QJsonValue());
}

} // namespace

QJsonValue InstanceOption::value(const config::InstanceConfig& config) const
{
    return std::visit([&config](auto member_) { return toJson(config.*member_); }, member);
}

std::span<const InstanceOption> instanceOptions()
{
    return kOptions;
}

config::InstanceConfig withOptions(config::InstanceConfig file, const QJsonObject& saved)
{
    for (const InstanceOption& option : kOptions) {
        const QJsonValue value = saved.value(text(option.name));
        if (value.isUndefined() || placeInFile(file, option.name).line != 0)
            continue;
        if (const auto good = checked(option, value))
            std::visit([&](auto member) { assign(file.*member, *good); }, option.member);
    }
    return file;
}

Result<QJsonObject> changedOptions(QJsonObject saved, const QJsonObject& values, const config::InstanceConfig& file)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        const InstanceOption* const option = find(it.key());
        if (!option)
            return fail(ErrorCode::InvalidArgument, "there is no option '" +
                                                        printable(it.key().left(64).toStdString()) +
                                                        "' to set; `options` lists them");
        if (const config::Position at = placeInFile(file, option->name); at.line != 0)
            return fail(ErrorCode::InvalidArgument,
                        config::placed(file.lines, at, quoted(*option) + " is set here, change it in this file"));
        if (it->isNull()) {
            saved.remove(it.key());
            continue;
        }
        const auto value = checked(*option, *it);
        if (!value)
            return fail(value.error());
        saved.insert(it.key(), *value);
    }
    return saved;
}

QJsonArray optionsJson(const config::InstanceConfig& file, const config::InstanceConfig& inUse)
{
    QJsonArray list;
    for (const InstanceOption& option : kOptions) {
        const config::Position at = placeInFile(file, option.name);
        QJsonObject json{
            {QStringLiteral("name"), text(option.name)},    {QStringLiteral("value"), option.value(inUse)},
            {QStringLiteral("default"), defaultOf(option)}, {QStringLiteral("meaning"), text(option.meaning)},
            {QStringLiteral("fixed"), at.line != 0},
        };
        if (at.line != 0)
            json.insert(QStringLiteral("file_line"), file.lines.find(at).at.line);
        const config::Option& range = rule(option);
        if (range.max != 0) {
            json.insert(QStringLiteral("min"), range.zeroMeans.empty() ? qint64{range.min} : qint64{0});
            json.insert(QStringLiteral("max"), qint64{range.max});
            json.insert(QStringLiteral("unit"), text(range.unit));
        }
        list.append(json);
    }
    return list;
}

} // namespace shoal::engine
