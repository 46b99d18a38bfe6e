// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/relay/relay_config.h"

#include "shared/base/nearest.h"
#include "shared/config/config_source.h"
#include "shared/config/folder_rules.h"
#include "shared/config/option_reader.h"
#include "shared/config/value_rules.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <set>

namespace shoal::relay {

namespace {

using config::Findings;
using config::JsonMember;
using config::JsonValue;
using config::Option;
using config::ValueType;

constexpr int64_t kMaxCount = 1'000'000; // more than one process can have descriptors
constexpr int64_t kMaxRate = 10'000'000; // kB/s: 80 Gbit/s
constexpr int64_t kMaxMegabytes = 1'000'000'000;
constexpr int64_t kKilobyte = 1'000;
constexpr int64_t kMegabyte = 1'000'000;

constexpr Option text(ByteView name, ValueType type)
{
    return {config::Scope::Instance, name, type, ""};
}

constexpr Option number(ByteView name, int64_t min, int64_t max, ByteView unit = {})
{
    Option option = text(name, ValueType::NumberText);
    option.min = min;
    option.max = max;
    option.unit = unit;
    return option;
}

constexpr std::array kOptions{
    text("listen", ValueType::HostList),
    text("storage_path", ValueType::FolderPath),
    text("metrics", ValueType::HostList),
    text("limits", ValueType::Group),
    number("limits.devices", 1, kMaxCount),
    number("limits.devices_per_address", 1, kMaxCount),
    number("limits.devices_per_share", 2, kMaxCount),
    number("limits.shares_per_device", 1, kMaxCount),
    number("limits.sessions", 0, kMaxCount),
    number("limits.sessions_per_device", 0, kMaxCount),
    number("limits.sessions_per_address", 0, kMaxCount),
    number("limits.rate", 0, kMaxRate, "kB/s"),
    number("limits.daily_per_address", 0, kMaxMegabytes, "MB"),
    number("drain_seconds", 0, 3'600, "seconds"),
    number("log_size", 0, kMaxCount, "MB"),
};

class Reader
{
public:
    explicit Reader(const config::LineMap& lines) : m_findings(lines) {}

    Result<LoadedRelayConfig> read(const JsonValue& root)
    {
        if (root.kind == JsonValue::Kind::Object)
            takeMembers(root, "");
        else
            m_findings.error(root.at, "the settings are not an object; they must stand in { and }");
        takeDefaults(root);
        if (m_findings.hasErrors())
            return fail(m_findings.takeError());
        return LoadedRelayConfig{std::move(m_config), m_findings.takeNotices()};
    }

private:
    void takeMembers(const JsonValue& object, const Bytes& prefix)
    {
        for (const JsonMember& member : object.members) {
            const Bytes name = prefix + member.key;
            const auto option =
                std::find_if(kOptions.begin(), kOptions.end(), [&](const Option& each) { return each.name == name; });
            if (option == kOptions.end())
                unknown(member, name);
            else if (!m_seen.insert(option->name).second)
                m_findings.error(member.keyAt, Bytes(option->name) + " is given twice; it must stand there once");
            else if (config::checkValue(*option, member.value, m_findings))
                take(*option, member.value);
        }
    }

    void unknown(const JsonMember& member, const Bytes& name)
    {
        std::vector<ByteView> names;
        for (const Option& option : kOptions)
            names.push_back(option.name);
        m_findings.notice(member.keyAt, "the key " + config::shownKey(member.key) +
                                            " is unknown and ignored; the nearest known key is \"" +
                                            Bytes(nearestWord(name, names)) + '"');
    }

    void take(const Option& option, const JsonValue& value)
    {
        if (option.name == "limits")
            takeMembers(value, "limits.");
        else if (option.name == "listen")
            takeListen(value);
        else if (option.name == "metrics")
            takeMetrics(value);
        else if (option.name == "storage_path")
            m_config.storagePath = config::cleanPath(value.text);
        else
            takeNumber(option.name, *config::wholeNumber(value));
    }

    void takeListen(const JsonValue& value)
    {
        for (const Bytes& each : config::textsOf(value)) {
            const auto endpoint = net::Endpoint::parse(each);
            if (endpoint && isAddress(*endpoint))
                m_config.listen.push_back(*endpoint);
            else
                m_findings.error(value.at, "listen names no address of this machine; 0.0.0.0:3839 means all of IPv4, "
                                           "[::]:3839 all of IPv6");
        }
    }

    void takeMetrics(const JsonValue& value)
    {
        const auto texts = config::textsOf(value);
        const auto endpoint = texts.size() == 1 ? net::Endpoint::parse(texts.front())
                                                : fail(ErrorCode::InvalidArgument, "several addresses");
        if (endpoint && endpoint->address().isLoopback())
            m_config.metrics = *endpoint;
        else
            m_findings.error(value.at, "metrics shows what goes on to whoever can connect; it must be one address of "
                                       "this machine only, such as 127.0.0.1:3840");
    }

    static bool isAddress(const net::Endpoint& endpoint) { return !endpoint.address().isNull(); }

    void takeNumber(ByteView name, int64_t value)
    {
        RelayLimits& limits = m_config.limits;
        const auto count = static_cast<size_t>(value);
        if (name == "limits.devices")
            limits.members = count;
        else if (name == "limits.devices_per_address")
            limits.membersOfSource = count;
        else if (name == "limits.devices_per_share")
            limits.membersOfShare = count;
        else if (name == "limits.shares_per_device")
            limits.sharesOfMember = count;
        else if (name == "limits.sessions")
            limits.sessions = count;
        else if (name == "limits.sessions_per_device")
            limits.sessionsOfMember = count;
        else if (name == "limits.sessions_per_address")
            limits.sessionsOfSource = count;
        else if (name == "limits.rate")
            m_config.bytesPerSecond = static_cast<uint64_t>(value * kKilobyte);
        else if (name == "limits.daily_per_address")
            limits.bytesOfSourcePerDay = static_cast<uint64_t>(value * kMegabyte);
        else if (name == "drain_seconds")
            m_config.drainSeconds = value;
        else if (name == "log_size")
            m_config.logSizeBytes = value * kMegabyte;
    }

    void takeDefaults(const JsonValue& root)
    {
        if (m_config.listen.empty() && !m_findings.hasErrors())
            m_config.listen = {{"0.0.0.0", 3839}, {"::", 3839}};
        if (m_config.storagePath.empty() && !m_findings.hasErrors())
            m_findings.error(root.at, "storage_path is missing; the relay's key lies there, and without it each start "
                                      "would be another relay: add \"storage_path\" : \"/var/lib/shoal-relay\"");
    }

    Findings m_findings;
    std::set<ByteView> m_seen; // names of options
    RelayConfig m_config;
};

} // namespace

Result<LoadedRelayConfig> parseRelayConfig(ByteView text, ByteView fileName)
{
    const config::LineMap lines(fileName);
    const auto document = config::readJson(text, lines);
    if (!document)
        return fail(document.error());
    return Reader(lines).read(document->root);
}

Result<LoadedRelayConfig> loadRelayConfig(const Bytes& path)
{
    const auto source = config::readConfigSource(path);
    if (!source)
        return fail(source.error());
    return parseRelayConfig(config::joinedText(*source), path);
}

} // namespace shoal::relay
