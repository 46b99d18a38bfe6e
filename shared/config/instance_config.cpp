// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/instance_config.h"

#include "shared/config/folder_rules.h"
#include "shared/config/json_reader.h"
#include "shared/config/option_reader.h"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace shoal::config {

namespace {

constexpr int64_t kMbPerGb = 1000;
// Peers show the name; this is what a file name may have.
constexpr size_t kMaxDeviceNameBytes = 255;

Bytes hostName()
{
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 && name[0] != '\0' ? Bytes(name) : Bytes("unnamed");
}

// Builds the config from one document.
class ConfigBuilder
{
public:
    ConfigBuilder(const JsonDocument& document, const LineMap& lines, const SecretRules& rules,
                  const std::optional<Bytes>& defaultStorage)
        : m_document(document), m_rules(rules), m_defaultStorage(defaultStorage), m_findings(lines),
          m_reader(m_findings)
    {
        m_config.fileName = lines.name();
        m_config.lines = lines;
        m_config.instanceName = instanceNameOf(lines.name());
    }

    Result<LoadedConfig> build()
    {
        m_config.directives = readDirectives(m_document.comments, m_findings);
        m_config.runAs = runAs(m_config.lines, m_config.directives, m_findings);
        if (m_document.root.kind == JsonValue::Kind::Object)
            takeAll(m_reader.read(m_document.root, Scope::Instance));
        else
            m_findings.error(m_document.root.at, "the settings are not an object; they must stand in { and }");
        if (m_findings.hasErrors())
            return fail(m_findings.takeError());
        return LoadedConfig{std::move(m_config), m_findings.takeNotices()};
    }

private:
    void takeAll(const OptionValues& values)
    {
        m_config.given = values.places();
        takeDevice(values);
        takeLimits(values);
        takeShares(values);
        const JsonValue* storage = values.given("storage_path");
        checkFolders(m_config, storage ? storage->at : m_document.root.at, m_findings);
        checkSecretsDiffer(m_config.shares, m_rules, m_findings);
    }

    void takeDevice(const OptionValues& values)
    {
        m_config.deviceName = values.text("device_name");
        if (m_config.deviceName.empty())
            m_config.deviceName = hostName();
        const bool hasControls = printable(m_config.deviceName) != m_config.deviceName;
        if (const JsonValue* name = values.given("device_name");
            name && (hasControls || name->text.size() > kMaxDeviceNameBytes))
            m_findings.error(name->at,
                             "device_name holds control characters or more than 255 bytes; it must be a short "
                             "name for people");
        m_config.listeningPort = static_cast<uint16_t>(values.number("listening_port"));
        takeStorage(values);
        m_config.pidFile = values.text("pid_file");
    }

    // Leaves the path empty when it is wrong.
    void takeStorage(const OptionValues& values)
    {
        if (const JsonValue* storage = values.given("storage_path")) {
            m_config.storagePath = cleanPath(storage->text);
        } else if (!hasKey(m_document.root, "storage_path")) {
            m_config.storagePath = m_defaultStorage.value_or(defaultStoragePath(m_config.instanceName));
            if (m_config.storagePath.empty())
                m_findings.error(m_document.root.at,
                                 "storage_path is missing and there is no home folder to put it in; "
                                 "add \"storage_path\" : \"/absolute/path\"");
        }
    }

    void takeLimits(const OptionValues& values)
    {
        m_config.useUpnp = values.flag("use_upnp");
        m_config.downloadLimit = values.number("download_limit");
        m_config.uploadLimit = values.number("upload_limit");
        if (const JsonValue* weekly = values.given("weekly_limits")) // checked
            m_config.weeklyLimits = readWeeklyLimits(*weekly, [](Position, const Bytes&) {}).value_or(WeeklyLimits());
        m_config.rateLimitLocalPeers = values.flag("rate_limit_local_peers");
        m_config.folderRescanInterval = values.number("folder_rescan_interval");
        m_config.syncTrashTtl = values.number("sync_trash_ttl");
        m_config.archiveMaxSize = values.number("archive_max_size");
        m_config.maxFileSizeForVersioning = values.number("max_file_size_for_versioning");
        m_config.diskMinFreeSpace =
            std::max(values.number("disk_min_free_space"), values.number("disk_min_free_space_gb") * kMbPerGb);
        m_config.logSize = values.number("log_size");
        m_config.peerExpirationDays = values.number("peer_expiration_days");
        m_config.externalPort = values.number("external_port");
        m_config.relays = values.texts("relays");
        m_config.dhtNodes = values.texts("dht_nodes");
        m_config.relayListen = values.texts("relay_server.listen");
        m_config.proxy = readProxy(values, m_findings);
    }

    void takeShares(const OptionValues& values)
    {
        const JsonValue* list = values.given("shared_folders");
        if (!list)
            return;
        if (list->items.size() > kMaxShares) {
            m_findings.error(list->at, "shared_folders has more than " + std::to_string(kMaxShares) +
                                           " entries; split them over several files");
            return;
        }
        for (const JsonValue& entry : list->items)
            takeShare(entry, values);
    }

    void takeShare(const JsonValue& entry, const OptionValues& defaults)
    {
        const OptionValues values = m_reader.read(entry, Scope::Share);
        ShareConfig share;
        takeSecret(entry, values, share);
        takeFolder(entry, values, share);
        const auto flagOr = [&](ByteView name, ByteView defaultName) {
            return values.given(name) ? values.flag(name) : defaults.flag(defaultName);
        };
        const bool lanOff = defaults.number("folder_defaults.lan_discovery_mode") == 0;
        share.searchLan = flagOr("search_lan", "folder_defaults.use_lan_broadcast");
        if (lanOff && !values.given("search_lan"))
            share.searchLan = false;
        share.useRelayServer = flagOr("use_relay_server", "folder_defaults.use_relay");
        share.useTracker = flagOr("use_tracker", "folder_defaults.use_tracker");
        share.overwriteChanges = flagOr("overwrite_changes", "overwrite_changes");
        share.syncSpecialModes = flagOr("sync_special_modes", "sync_special_modes");
        share.useDht = values.flag("use_dht");
        share.useSyncTrash = values.flag("use_sync_trash");
        share.selectiveSync = values.flag("selective_sync");
        share.knownHosts =
            values.given("known_hosts") ? values.texts("known_hosts") : defaults.texts("folder_defaults.known_hosts");
        share.relays = values.given("relays") ? values.texts("relays") : defaults.texts("relays");
        m_config.shares.push_back(std::move(share));
    }

    static bool hasKey(const JsonValue& object, ByteView key)
    {
        return std::any_of(object.members.begin(), object.members.end(),
                           [&](const JsonMember& member) { return member.key == key; });
    }

    // Leaves the secret empty when it is wrong.
    void takeSecret(const JsonValue& entry, const OptionValues& values, ShareConfig& share)
    {
        share.secretAt = entry.at;
        const JsonValue* secret = values.given("secret");
        if (!secret) {
            if (!hasKey(entry, "secret"))
                m_findings.error(entry.at, "this share has no secret; add \"secret\" : \"A...\" (shoal secret new "
                                           "makes one)");
            return;
        }
        share.secretAt = secret->at;
        if (const auto checked = m_rules.check(secret->text); checked)
            share.secret = secret->text;
        else
            m_findings.error(secret->at, checked.error().context);
    }

    void takeFolder(const JsonValue& entry, const OptionValues& values, ShareConfig& share)
    {
        share.dirAt = entry.at;
        if (const JsonValue* dir = values.given("dir")) {
            share.dirAt = dir->at;
            share.dir = cleanPath(dir->text);
        } else if (!hasKey(entry, "dir")) {
            m_findings.error(entry.at, "this share has no dir; add \"dir\" : \"/absolute/path/of/the/folder\"");
        }
    }

    const JsonDocument& m_document;
    const SecretRules& m_rules;
    const std::optional<Bytes>& m_defaultStorage;
    Findings m_findings;
    OptionReader m_reader;
    InstanceConfig m_config;
};

} // namespace

Result<LoadedConfig> parseConfig(const ConfigSource& source, const SecretRules& rules,
                                 const std::optional<Bytes>& defaultStorage)
{
    const LineMap lines = linesOf(source);
    const auto document = readJson(joinedText(source), lines);
    if (!document)
        return fail(document.error());
    auto loaded = ConfigBuilder(*document, lines, rules, defaultStorage).build();
    const bool hasPassword = loaded && loaded->config.proxy && loaded->config.proxy->hasLogin;
    if (loaded && (!loaded->config.shares.empty() || hasPassword))
        for (const ConfigSource::Part& part : source.parts)
            if (part.isOpenToOthers)
                loaded->notices.push_back(printable(part.fileName) +
                                          ": every user of this machine can read this file, and with " +
                                          (loaded->config.shares.empty() ? "the password of the proxy in it use that"
                                                                         : "a secret in it the shares") +
                                          "; take that right away: chmod o-r");
    return loaded;
}

Result<LoadedConfig> parseConfig(ByteView text, ByteView fileName, const SecretRules& rules)
{
    return parseConfig(ConfigSource{Bytes(fileName), false, {{Bytes(fileName), Bytes(text)}}}, rules);
}

Result<LoadedConfig> loadConfig(const Bytes& path, const SecretRules& rules)
{
    const auto source = readConfigSource(path);
    return source ? parseConfig(*source, rules) : fail(source.error());
}

Bytes defaultStoragePath(ByteView instanceName)
{
    const Bytes tail = "/shoal/" + Bytes(instanceName);
    if (::geteuid() == 0)
        return "/var/lib" + tail;
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && state[0] == '/')
        return state + tail;
    if (const char* home = std::getenv("HOME"); home && home[0] == '/')
        return Bytes(home) + "/.local/state" + tail;
    return {};
}

} // namespace shoal::config
