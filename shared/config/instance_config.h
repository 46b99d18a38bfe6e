// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/config/config_source.h"
#include "shared/config/diagnostics.h"
#include "shared/config/directives.h"
#include "shared/config/proxy_config.h"
#include "shared/config/run_as.h"
#include "shared/config/weekly_limits.h"

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace shoal::config {

// One entry of "shared_folders".
struct ShareConfig
{
    Bytes secret; // passed SecretRules::check; never log it
    Bytes dir;    // absolute, without double or trailing slashes; need not exist
    bool useRelayServer = true;
    bool useTracker = true;
    bool useDht = false;
    bool searchLan = true;
    bool useSyncTrash = true;
    bool overwriteChanges = false; // means something for read-only secrets only
    bool selectiveSync = false;
    bool syncSpecialModes = false;
    std::vector<Bytes> knownHosts; // host:port
    std::vector<Bytes> relays;     // host:port
    Position secretAt;             // for messages about the share: placed(config.lines, dirAt, ...)
    Position dirAt;

    bool operator==(const ShareConfig&) const = default;
};

// One config file, that is one instance. Each default is btsync's, from the table of options.
struct InstanceConfig
{
    Bytes fileName;             // of the file or the folder of parts, for messages
    LineMap lines{""};          // for messages with a place
    Bytes instanceName;         // file name up to its first dot: www of www.www-data.conf
    Bytes deviceName;           // default: the host's name
    uint16_t listeningPort = 0; // 0: any free one
    Bytes storagePath;          // absolute; default: defaultStoragePath(instanceName)
    Bytes pidFile;              // empty: none
    bool useUpnp = true;
    int64_t downloadLimit = 0; // kB/s, 0: none
    int64_t uploadLimit = 0;   // kB/s, 0: none
    WeeklyLimits weeklyLimits; // in place of both, at their times
    bool rateLimitLocalPeers = false;
    int64_t folderRescanInterval = 600;      // seconds; 0: only at start
    int64_t syncTrashTtl = 30;               // days; 0: no limit of age
    int64_t archiveMaxSize = 0;              // MB; 0 = a tenth of the file system
    int64_t maxFileSizeForVersioning = 1000; // MB; larger files are not archived
    int64_t diskMinFreeSpace = 0;            // MB
    int64_t logSize = 100;                   // MB; 0: no limit
    int64_t peerExpirationDays = 7;
    int64_t externalPort = 0;    // where a router passes connections on to listeningPort; 0: nowhere, as far as known
    std::vector<Bytes> relays;   // of shares that are added while the instance runs, host:port
    std::vector<Bytes> dhtNodes; // host:port to begin with; empty: the public DHT
    std::optional<ProxyConfig> proxy;
    std::vector<Bytes> relayListen; // address:port; empty: this instance is no relay
    DaemonDirectives directives;
    RunAs runAs;
    std::vector<ShareConfig> shares;
    std::map<Bytes, Position, std::less<>> given; // the options of the instance that the file sets, and where
};

struct LoadedConfig
{
    InstanceConfig config;
    std::vector<Bytes> notices; // for the log, each "file:line:column: sentence"
};

// What the reader must know of secrets; their parser belongs to another module.
struct SecretRules
{
    // Is it a secret? The error's sentence must not contain any of it.
    std::function<Result<void>(ByteView)> check;
    // The same for all secrets of one share, read-write and read-only. Called with checked secrets only.
    std::function<Bytes(ByteView)> share;
};

// Overlap of folders is checked for each pair; no server has anywhere near so many.
inline constexpr size_t kMaxShares = 1000;

// Reads a config file or folder of parts. The error's context holds all that is wrong, one line each:
// "file:line:column: what is wrong; what would be right". Links in paths that exist are resolved to find
// overlapping folders. Blocking; any thread.
Result<LoadedConfig> loadConfig(const Bytes& path, const SecretRules& rules);

// The same for what is already in memory. `defaultStorage`: storage_path when the config has none; without a value,
// defaultStoragePath().
Result<LoadedConfig> parseConfig(const ConfigSource& source, const SecretRules& rules,
                                 const std::optional<Bytes>& defaultStorage = {});
Result<LoadedConfig> parseConfig(ByteView text, ByteView fileName, const SecretRules& rules);

// Where an instance keeps its state when the file does not say: /var/lib/shoal/<name> for root, else
// $XDG_STATE_HOME or ~/.local/state. Empty when there is no home folder.
Bytes defaultStoragePath(ByteView instanceName);

} // namespace shoal::config
