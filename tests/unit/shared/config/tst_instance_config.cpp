// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/folder_rules.h"
#include "shared/config/instance_config.h"
#include "shared/config/sample_config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace shoal;
using namespace shoal::config;

namespace {

const Bytes kOne = "A" + Bytes(32, 'X');
const Bytes kOneReadOnly = "B" + Bytes(32, 'X');
const Bytes kTwo = "A" + Bytes(32, 'Y');

// Secrets as far as these tests need them: A and B with the same rest belong to one share.
SecretRules testRules()
{
    SecretRules rules;
    rules.check = [](ByteView text) -> Result<void> {
        if (text.size() == 33 && (text[0] == 'A' || text[0] == 'B'))
            return {};
        return fail(ErrorCode::InvalidArgument, "the secret is wrong; it must be right");
    };
    rules.share = [](ByteView text) { return Bytes(text.substr(1)); };
    return rules;
}

Result<LoadedConfig> parse(const Bytes& text, ByteView fileName = "f")
{
    return parseConfig(text, fileName, testRules());
}

// A file with one good share and `more` in it.
Result<LoadedConfig> parseShare(const Bytes& more, const Bytes& outside = "")
{
    return parse("{ " + outside + "\"storage_path\" : \"/st\", \"shared_folders\" : [ { \"secret\" : \"" + kOne +
                 "\", \"dir\" : \"/a\"" + more + " } ] }");
}

Bytes share(const Bytes& secret, const Bytes& dir)
{
    return "{ \"secret\" : \"" + secret + "\", \"dir\" : \"" + dir + "\" }";
}

} // namespace

class TstInstanceConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exampleOfAnAppServer();
    void defaults();
    void keysReachTheConfig();
    void shareKeysReachTheConfig();
    void relaysOfTheInstanceAreThoseOfItsShares();
    void proxies();
    void wrongProxies_data();
    void wrongProxies();
    void folderDefaults();
    void weeklyLimits();
    void errors_data();
    void errors();
    void notices_data();
    void notices();
    void oneNoticeForAKeyInManyShares();
    void allErrorsAtOnceInOrder();
    void errorsAreBounded();
    void secretsAreNeverPrinted_data();
    void secretsAreNeverPrinted();
    void linksAreResolved();
    void directives();
    void sampleLoadsWithoutWarnings();
    void sampleSharesLoadWhenUncommented();
    void filesThatCannotBeRead();
    void instanceNames_data();
    void instanceNames();
    void cleanPaths_data();
    void cleanPaths();
};

void TstInstanceConfig::exampleOfAnAppServer()
{
    const Bytes text = R"(//!/usr/sbin/btsync-daemon --config
// DAEMON_UMASK=0027
{
  "device_name": "app01 config",
  "listening_port" : 12345,
  "storage_path" : "/root/.btsync",
  "check_for_updates" : false,
  "use_upnp" : false,
  "download_limit" : 0,
  "upload_limit" : 0,
  /* the web gui is not used */
  "webui" : { },
  "shared_folders" : [
    {
      "secret" : ")" + kOne +
                       R"(", "dir" : "/data/config",
      "use_relay_server" : true, "use_dht" : false, "search_lan" : true, "use_sync_trash" : true,
      "known_hosts" : [ "192.0.2.7:12345" ]
    }
  ]
}
)";
    const auto loaded = parse(text, "/etc/shoal/configs.root.root.conf");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    const InstanceConfig& config = loaded->config;
    QCOMPARE(config.deviceName, Bytes("app01 config"));
    QCOMPARE(config.instanceName, Bytes("configs"));
    QCOMPARE(config.listeningPort, uint16_t(12345));
    QCOMPARE(config.storagePath, Bytes("/root/.btsync"));
    QVERIFY(!config.useUpnp);
    QCOMPARE(config.directives.umask, std::optional<uint32_t>(0027));
    QCOMPARE(config.shares.size(), size_t(1));
    QCOMPARE(config.shares[0].secret, kOne);
    QCOMPARE(config.shares[0].dir, Bytes("/data/config"));
    QVERIFY((config.shares[0].secretAt == Position{15, 18}));
    QVERIFY((config.shares[0].dirAt == Position{15, 63}));
    QVERIFY((config.shares[0].knownHosts == std::vector<Bytes>{"192.0.2.7:12345"}));
    QVERIFY(loaded->notices.empty());
}

void TstInstanceConfig::defaults()
{
    const auto loaded = parse("{}", "/etc/shoal/www.www-data.conf");
    QVERIFY(loaded);
    QVERIFY(loaded->notices.empty());
    const InstanceConfig& config = loaded->config;
    const InstanceConfig plain;
    QCOMPARE(config.instanceName, Bytes("www"));
    QVERIFY(!config.deviceName.empty());
    QCOMPARE(config.storagePath, defaultStoragePath("www"));
    QCOMPARE(config.listeningPort, plain.listeningPort);
    QCOMPARE(config.pidFile, plain.pidFile);
    QCOMPARE(config.useUpnp, plain.useUpnp);
    QCOMPARE(config.downloadLimit, plain.downloadLimit);
    QCOMPARE(config.uploadLimit, plain.uploadLimit);
    QCOMPARE(config.rateLimitLocalPeers, plain.rateLimitLocalPeers);
    QCOMPARE(config.folderRescanInterval, plain.folderRescanInterval);
    QCOMPARE(config.syncTrashTtl, plain.syncTrashTtl);
    QCOMPARE(config.maxFileSizeForVersioning, plain.maxFileSizeForVersioning);
    QCOMPARE(config.diskMinFreeSpace, plain.diskMinFreeSpace);
    QCOMPARE(config.logSize, plain.logSize);
    QVERIFY(!config.directives.umask && !config.directives.user && !config.directives.logPath);
    QVERIFY(config.shares.empty());

    const auto shared = parseShare("");
    QVERIFY(shared);
    const ShareConfig& entry = shared->config.shares.at(0);
    const ShareConfig plainShare;
    QCOMPARE(entry.useRelayServer, plainShare.useRelayServer);
    QCOMPARE(entry.useTracker, plainShare.useTracker);
    QCOMPARE(entry.useDht, plainShare.useDht);
    QCOMPARE(entry.searchLan, plainShare.searchLan);
    QCOMPARE(entry.useSyncTrash, plainShare.useSyncTrash);
    QCOMPARE(entry.overwriteChanges, plainShare.overwriteChanges);
    QCOMPARE(entry.selectiveSync, plainShare.selectiveSync);
    QCOMPARE(entry.syncSpecialModes, plainShare.syncSpecialModes);
    QVERIFY(entry.knownHosts.empty() && entry.relays.empty());
}

void TstInstanceConfig::keysReachTheConfig()
{
    const auto loaded =
        parse("{ \"pid_file\" : \"/run/x.pid\", \"download_limit\" : 5, \"upload_limit\" : 6,"
              "\"rate_limit_local_peers\" : true, \"folder_rescan_interval\" : \"86400\", \"sync_trash_ttl\" : 0,"
              "\"max_file_size_for_versioning\" : 7, \"disk_min_free_space\" : \"8\", \"log_size\" : 9,"
              "\"dht_nodes\" : [ \"dht.example:6881\" ],"
              "\"storage_path\" : \"//var/./x/\" }");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    const InstanceConfig& config = loaded->config;
    QCOMPARE(config.pidFile, Bytes("/run/x.pid"));
    QCOMPARE(config.downloadLimit, int64_t(5));
    QCOMPARE(config.uploadLimit, int64_t(6));
    QVERIFY(config.rateLimitLocalPeers);
    QCOMPARE(config.folderRescanInterval, int64_t(86400));
    QCOMPARE(config.syncTrashTtl, int64_t(0));
    QCOMPARE(config.maxFileSizeForVersioning, int64_t(7));
    QCOMPARE(config.diskMinFreeSpace, int64_t(8));
    QCOMPARE(config.logSize, int64_t(9));
    QCOMPARE(config.dhtNodes, std::vector<Bytes>{"dht.example:6881"});
    QCOMPARE(config.storagePath, Bytes("/var/x"));
    const auto inGb = parse("{ \"disk_min_free_space\" : 8, \"disk_min_free_space_gb\" : 3 }");
    QVERIFY(inGb);
    QCOMPARE(inGb->config.diskMinFreeSpace, int64_t(3000));
}

void TstInstanceConfig::shareKeysReachTheConfig()
{
    const auto loaded = parseShare(", \"use_relay_server\" : false, \"use_tracker\" : false, \"use_dht\" : true,"
                                   "\"search_lan\" : false, \"use_sync_trash\" : false, \"overwrite_changes\" : true,"
                                   "\"selective_sync\" : true, \"sync_special_modes\" : true, \"relays\" : [ \"r:1\" ],"
                                   "\"known_hosts\" : [ \"a:1\", \"b:2\" ]");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    const ShareConfig& entry = loaded->config.shares.at(0);
    QVERIFY(!entry.useRelayServer && !entry.useTracker && entry.useDht && !entry.searchLan && !entry.useSyncTrash);
    QVERIFY(entry.overwriteChanges && entry.selectiveSync && entry.syncSpecialModes);
    QVERIFY((entry.knownHosts == std::vector<Bytes>{"a:1", "b:2"}));
    QVERIFY((entry.relays == std::vector<Bytes>{"r:1"}));
}

void TstInstanceConfig::relaysOfTheInstanceAreThoseOfItsShares()
{
    const auto loaded = parseShare("", "\"relays\" : [ \"a:1\", \"[2001:db8::1]:2\" ], \"external_port\" : 443,"
                                       "\"relay_server\" : { \"listen\" : \"0.0.0.0:3839, [::]:3839\" }, ");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QVERIFY(loaded->notices.empty());
    const std::vector<Bytes> relays{"a:1", "[2001:db8::1]:2"};
    QVERIFY(loaded->config.relays == relays && loaded->config.shares.at(0).relays == relays);
    QVERIFY((loaded->config.relayListen == std::vector<Bytes>{"0.0.0.0:3839", "[::]:3839"}));
    QCOMPARE(loaded->config.externalPort, int64_t{443});
    const auto none = parseShare(", \"relays\" : []", "\"relays\" : [ \"a:1\" ], ");
    QVERIFY(none && none->config.shares.at(0).relays.empty());
    QVERIFY(!parseShare("", "\"relays\" : [ \"nowhere\" ], "));
}

void TstInstanceConfig::proxies()
{
    const auto plain =
        parse(R"({ "proxy_type" : "socks5", "proxy_addr" : "proxy.example", "proxy_username" : "ann" })");
    QVERIFY2(plain, plain ? "" : plain.error().context.c_str());
    QVERIFY(plain->notices.empty());
    QVERIFY((plain->config.proxy == ProxyConfig{ProxyConfig::Type::Socks5, "proxy.example", 1080, false, {}, {}}));
    const auto full = parse(R"({ "proxy_type" : "http_connect", "proxy_addr" : "[2001:db8::1]", "proxy_port" : 3128,
                                 "proxy_auth" : true, "proxy_username" : "ann", "proxy_password" : "a:b" })");
    QVERIFY2(full, full ? "" : full.error().context.c_str());
    QVERIFY(
        (full->config.proxy == ProxyConfig{ProxyConfig::Type::HttpConnect, "2001:db8::1", 3128, true, "ann", "a:b"}));
    for (const Bytes& none : {Bytes("{}"), Bytes(R"({ "proxy_type" : "none" })"), Bytes(R"({ "proxy_addr" : "" })")}) {
        const auto without = parse(none);
        QVERIFY(without && !without->config.proxy && without->notices.empty());
    }
    const auto unused = parse(R"({ "proxy_addr" : "proxy.example" })");
    QVERIFY(unused && !unused->config.proxy);
    QCOMPARE(unused->notices.size(), size_t{1});
}

void TstInstanceConfig::wrongProxies_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QByteArray>("wrong");
    const auto row = [](const char* name, const QByteArray& keys, const char* wrong) {
        QTest::newRow(name) << keys << QByteArray(wrong);
    };
    const QByteArray login = R"("proxy_type" : "socks5", "proxy_addr" : "a", "proxy_auth" : true, )";
    row("a type that is not known is not none", R"("proxy_type" : "socks6", "proxy_addr" : "a")", "\"http_connect\"");
    row("no address", R"("proxy_type" : "socks5")", "proxy_addr is missing");
    row("an address with its port", R"("proxy_type" : "socks5", "proxy_addr" : "a:1")", "proxy_port");
    row("port 0", R"("proxy_type" : "socks5", "proxy_addr" : "a", "proxy_port" : 0)", "proxy_port is 0");
    row("no user", login + R"("proxy_password" : "b")", "proxy_username is missing");
    row("a user with a line break", login + R"("proxy_username" : "a\r\nb")", "control characters");
    row("a password without an end",
        login + R"("proxy_username" : "a", "proxy_password" : ")" + QByteArray(256, 'x') + '"', "255 bytes");
    row("a user whom HTTP cuts",
        R"("proxy_type" : "http_connect", "proxy_addr" : "a", "proxy_auth" : true, "proxy_username" : "a:b")", "colon");
}

void TstInstanceConfig::wrongProxies()
{
    QFETCH(QByteArray, keys);
    QFETCH(QByteArray, wrong);
    const auto loaded = parse("{ " + keys.toStdString() + " }");
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().context.find(wrong.toStdString()) != Bytes::npos, loaded.error().context.c_str());
    QVERIFY(loaded.error().context.find("xxx") == Bytes::npos);
}

void TstInstanceConfig::folderDefaults()
{
    const Bytes dotted = "\"folder_defaults.use_lan_broadcast\" : false, \"overwrite_changes\" : true,"
                         "\"folder_defaults.known_hosts\" : \"a:1,b:2\", ";
    const Bytes nested =
        "\"folder_defaults\" : { \"use_lan_broadcast\" : false, \"known_hosts\" : [ \"a:1\", \"b:2\" ] },"
        "\"overwrite_changes\" : true, ";
    for (const Bytes& outside : {dotted, nested}) {
        const auto loaded = parseShare("", outside);
        QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
        QVERIFY(!loaded->config.shares.at(0).searchLan);
        QVERIFY(loaded->config.shares.at(0).overwriteChanges);
        QVERIFY((loaded->config.shares.at(0).knownHosts == std::vector<Bytes>{"a:1", "b:2"}));
        const auto own =
            parseShare(", \"search_lan\" : true, \"known_hosts\" : [], \"overwrite_changes\" : false", outside);
        QVERIFY(own);
        QVERIFY(own->config.shares.at(0).searchLan);
        QVERIFY(!own->config.shares.at(0).overwriteChanges);
        QVERIFY(own->config.shares.at(0).knownHosts.empty());
    }
    const auto off = parseShare("", "\"folder_defaults.lan_discovery_mode\" : 0, ");
    QVERIFY(off);
    QVERIFY(!off->config.shares.at(0).searchLan);
}

void TstInstanceConfig::weeklyLimits()
{
    const auto loaded = parse(R"({ "storage_path" : "/st", "weekly_limits" : [
  { "days" : [ "fri", "mon" ], "from" : "08:00", "to" : "17:30", "upload" : 100, "download" : 0 },
  { "from" : "22:05", "to" : "06:00", "download" : 10000000 },
  { "days" : [ "sun" ], "from" : "00:00", "to" : "24:00" },
  { "days" : [ "sat" ], "from" : "20:00", "to" : "00:00" }
] })");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QVERIFY((loaded->config.weeklyLimits == WeeklyLimits{{0x11, 480, 1050, 100, 0},
                                                         {LimitPeriod::kEveryDay, 1325, 360, {}, 10'000'000},
                                                         {0x40, 0, 1440, {}, {}},
                                                         {0x20, 1200, 1440, {}, {}}}));
    QVERIFY((loaded->config.given.at("weekly_limits") == Position{1, 45}));
    QVERIFY(loaded->notices.empty());
    QVERIFY(parse("{}")->config.weeklyLimits.empty());
}

void TstInstanceConfig::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const Bytes& text, const Bytes& error) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray::fromStdString(error);
    };
    const auto shares = [](const Bytes& list) {
        return "{ \"storage_path\" : \"/st\",\n\"shared_folders\" : [\n" + list + " ] }";
    };

    row("a list instead of an object", " [ ]", "f:1:2: the settings are not an object; they must stand in { and }");
    row("text for true or false", "{\n  \"use_upnp\" : \"yes\" }",
        "f:2:16: use_upnp is text in quotes; it must be true or false, without quotes");
    row("a number for true or false", "{ \"use_upnp\" : 1 }",
        "f:1:16: use_upnp is a number; it must be true or false, without quotes");
    const auto weekly = [&row](const char* name, const Bytes& entry, const Bytes& error) {
        row(name, "{ \"weekly_limits\" : [\n" + entry + " ] }", error);
    };
    row("no list of periods", "{ \"weekly_limits\" : { } }",
        "f:1:21: weekly_limits is not a list; it must be a list of periods: [ { \"days\" : [ \"mon\" ], \"from\" : "
        "\"08:00\", \"to\" : \"17:00\", \"upload\" : 100 } ]");
    weekly("a period that is text", "\"night\"",
           "f:2:1: period 1 of weekly_limits is not an object; it must be { \"days\" : [ \"mon\" ], \"from\" : "
           "\"08:00\", \"to\" : \"17:00\", \"upload\" : 100 }");
    weekly(
        "a day that is none", R"({ "days" : [ "monday" ], "from" : "08:00", "to" : "09:00" })",
        "f:2:14: an entry of days of period 1 of weekly_limits is not a day; it must be a list of mon, tue, wed, thu, "
        "fri, sat and sun: [ \"mon\", \"fri\" ]");
    weekly("no days", R"({ "days" : [ ], "from" : "08:00", "to" : "09:00" })",
           "f:2:12: days of period 1 of weekly_limits is not a list of days; it must be a list of mon, tue, wed, thu, "
           "fri, sat and sun: [ \"mon\", \"fri\" ]");
    weekly("a time without minutes", R"({ "from" : "8", "to" : "09:00" })",
           "f:2:12: from of period 1 of weekly_limits is not a time of day; it must be \"HH:MM\" from \"00:00\" to "
           "\"23:59\"");
    weekly("a time after midnight", R"({ "from" : "08:00", "to" : "24:01" })",
           "f:2:28: to of period 1 of weekly_limits is not a time of day; it must be \"HH:MM\" from \"00:00\" to "
           "\"24:00\"");
    weekly("a beginning at the end of the day", R"({ "from" : "24:00", "to" : "09:00" })",
           "f:2:12: from of period 1 of weekly_limits is not a time of day; it must be \"HH:MM\" from \"00:00\" to "
           "\"23:59\"");
    weekly("no end", R"({ "from" : "08:00" })",
           "f:2:1: period 1 of weekly_limits has no \"to\"; add \"to\" : \"HH:MM\"");
    weekly("a limit in quotes",
           "{ \"from\" : \"08:00\", \"to\" : \"09:00\" },\n"
           R"({ "from" : "08:00", "to" : "09:00", "upload" : "5" })",
           "f:3:48: upload of period 2 of weekly_limits is not a limit; it must be a whole number from 0 to 10000000 "
           "(kB/s), without quotes, or 0 for no limit");
    weekly(
        "a key that is none", R"({ "from" : "08:00", "to" : "09:00", "up" : 5 })",
        "f:2:37: period 1 of weekly_limits has the key \"up\", which is unknown; its keys are days, from, to, upload "
        "and download");
    row("a number for text", "{ \"device_name\" : 5 }",
        "f:1:19: device_name is a number; it must be text in double quotes");
    row("null for text", "{ \"pid_file\" : null }", "f:1:16: pid_file is null; it must be text in double quotes");
    row("text for a plain number", "{ \"listening_port\" : \"12345\" }",
        "f:1:22: listening_port is text in quotes; it must be a whole number from 0 to 65535, without quotes");
    row("a port too high", "{ \"listening_port\" : 70000 }",
        "f:1:22: listening_port is 70000; it must be a whole number from 0 to 65535, without quotes");
    row("a negative limit", "{ \"upload_limit\" : -1 }",
        "f:1:20: upload_limit is -1; it must be a whole number from 0 to 10000000 (kB/s), without quotes");
    row("a fraction", "{ \"upload_limit\" : 1.5 }",
        "f:1:20: upload_limit is not a whole number; it must be a whole number from 0 to 10000000 (kB/s), without "
        "quotes");
    row("a number beyond all", "{ \"sync_trash_ttl\" : 99999999999999999999 }",
        "f:1:22: sync_trash_ttl is not a whole number; it must be a whole number from 0 to 999999 (days)");
    row("an interval too short", "{ \"folder_rescan_interval\" : 9 }",
        "f:1:30: folder_rescan_interval is 9; it must be a whole number from 10 to 999999 (seconds), or 0 for never");
    row("words for a number in quotes", "{ \"folder_rescan_interval\" : \"daily\" }",
        "f:1:30: folder_rescan_interval is not a whole number; it must be a whole number from 10 to 999999 (seconds), "
        "or 0 "
        "for never");
    row("a relative storage path", "{ \"storage_path\" : \".sync\" }",
        "f:1:20: storage_path is not an absolute path; write the whole path, beginning with /");
    row("the root folder as storage path", "{ \"storage_path\" : \"//\" }",
        "f:1:20: storage_path is the root folder; choose a folder of its own, for example /var/lib/shoal/f");
    row("control characters in the name", "{ \"device_name\" : \"a\\nb\" }",
        "f:1:19: device_name holds control characters or more than 255 bytes; it must be a short name for people");
    row("an object for the shares", "{ \"shared_folders\" : { } }",
        "f:1:22: shared_folders is an object; it must be a list of objects: [ { \"secret\" : ..., \"dir\" : ... } ]");
    row("text among the shares", "{ \"shared_folders\" : [ \"/a\" ] }",
        "f:1:24: an entry of shared_folders is text in quotes; it must be a list of objects: [ { \"secret\" : ..., "
        "\"dir\" : "
        "... } ]");
    row("a group that is no object", "{ \"webui\" : false }",
        "f:1:13: webui is true or false; it must be an object in { and }");
    row("a wrong type inside a group", "{ \"webui\" : { \"force_https\" : 1 } }",
        "f:1:31: webui.force_https is a number; it must be true or false, without quotes");
    row("a key of a group given twice",
        "{ \"folder_defaults\" : { \"use_relay\" : true },\n\"folder_defaults.use_relay\" : false }",
        "f:2:1: folder_defaults.use_relay is given twice, with a dot and inside an object; its other value is at line "
        "1; keep "
        "one of them");
    row("a share without anything", shares("  { }"),
        "f:3:3: this share has no secret; add \"secret\" : \"A...\" (shoal secret new makes one)\n"
        "f:3:3: this share has no dir; add \"dir\" : \"/absolute/path/of/the/folder\"");
    row("a bad secret", shares(share("A123", "/a")), "f:3:14: the secret is wrong; it must be right");
    row("an empty secret", shares(share("", "/a")), "f:3:14: the secret is wrong; it must be right");
    row("a secret that is no text", shares("{ \"secret\" : 5, \"dir\" : \"/a\" }"),
        "f:3:14: secret is a number; it must be text in double quotes");
    row("a relative folder", shares(share(kOne, "data")),
        "f:3:59: dir is not an absolute path; write the whole path, beginning with /");
    row("an empty folder", shares(share(kOne, "")),
        "f:3:59: dir is empty; it must be an absolute path in double quotes");
    row("a folder with a path too long", shares(share(kOne, "/" + Bytes(4095, 'a'))),
        "f:3:59: dir is longer than the system allows; a path has at most 4095 bytes");
    row("the root folder", shares(share(kOne, "/./")), "f:3:59: dir is the root folder; share a folder below it");
    row("one secret for two folders", shares(share(kOne, "/a") + ",\n" + share(kOne, "/b")),
        "f:4:14: secret opens the same share as the one at line 3; a share has one folder, use another secret (shoal "
        "secret "
        "new makes one)");
    row("a secret and its read-only form", shares(share(kOne, "/a") + ",\n" + share(kOneReadOnly, "/b")),
        "f:4:14: secret opens the same share as the one at line 3; a share has one folder, use another secret (shoal "
        "secret "
        "new makes one)");
    row("one folder in two shares", shares(share(kOne, "/a//b/") + ",\n" + share(kTwo, "/a/./b")),
        "f:4:59: dir is also the folder of the share at line 3; a folder belongs to one share, choose another");
    row("a folder in another share's folder", shares(share(kOne, "/a") + ",\n" + share(kTwo, "/a/b/c")),
        "f:4:59: dir lies inside the folder of the share at line 3; choose a folder outside of it, or remove this "
        "share");
    row("a folder around another share's folder", shares(share(kOne, "/a/b") + ",\n" + share(kTwo, "/a")),
        "f:4:59: dir contains the folder of the share at line 3; choose a folder outside of it, or remove that share");
    row("the storage path in a share", shares(share(kOne, "/st")),
        "f:1:20: storage_path lies inside the folder of the share at line 3; choose a folder outside of all shares");
    row("the storage path deep in a share",
        "{ \"shared_folders\" : [ " + share(kOne, "/a") + " ],\n\"storage_path\" : \"/a/b/c\" }",
        "f:2:18: storage_path lies inside the folder of the share at line 1; choose a folder outside of all shares");
    row("a host without a port",
        shares("{ \"secret\" : \"" + kOne + "\", \"dir\" : \"/a\", \"known_hosts\" : [ \"h:1\", \"h\" ] }"),
        "f:3:90: an entry of known_hosts is not a host with its port; write \"192.0.2.7:12345\", "
        "\"name.example:12345\" or "
        "\"[2001:db8::7]:12345\"");
    row("a number among the hosts",
        shares("{ \"secret\" : \"" + kOne + "\", \"dir\" : \"/a\", \"known_hosts\" : [ 1 ] }"),
        "f:3:83: an entry of known_hosts is a number; it must be a list of hosts with ports: [ \"192.0.2.7:12345\" ]");
    row("hosts that are no list",
        shares("{ \"secret\" : \"" + kOne + "\", \"dir\" : \"/a\", \"known_hosts\" : \"h:1\" }"),
        "f:3:81: known_hosts is text in quotes; it must be a list of hosts with ports: [ \"192.0.2.7:12345\" ]");
    row("bad hosts for all shares", "{ \"folder_defaults.known_hosts\" : \"h:1, h\" }",
        "f:1:35: an entry of folder_defaults.known_hosts is not a host with its port; write \"192.0.2.7:12345\", "
        "\"name.example:12345\" or \"[2001:db8::7]:12345\"");
    row("an umask that is not octal", "// DAEMON_UMASK=0029\n{}",
        "f:1:17: DAEMON_UMASK has a wrong value; it must be one to four octal digits up to 0777, for example 0027");
    row("a niceness out of range", "{ /*\n * DAEMON_NICE = 20 */ }",
        "f:2:18: DAEMON_NICE has a wrong value; it must be a whole number from -20 (first) to 19 (last)");
    row("a debug mask of three digits", "// DAEMON_DEBUG=FFF\n{}",
        "f:1:17: DAEMON_DEBUG has a wrong value; it must be four hexadecimal digits, 0000 for off, FFFF for all");
    row("a user of two words", "// DAEMON_UID=john doe\n{}",
        "f:1:15: DAEMON_UID has a wrong value; it must be the name or number of a user");
    row("a directive without a value", "// DAEMON_GID=\n{}",
        "f:1:15: DAEMON_GID has a wrong value; it must be the name or number of a group");
    row("a directive given twice", "// DAEMON_UID=a\n// DAEMON_UID=b\n{}",
        "f:2:4: DAEMON_UID is given twice, first at line 1; keep one of them");
    row("a syntax error comes alone", "{ \"use_upnp\" : 1, }",
        "f:1:17: there is nothing between this comma and the } that follows; remove the comma");
}

void TstInstanceConfig::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, error);
    const auto loaded = parse(text.toStdString());
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(QByteArray::fromStdString(loaded.error().context), error);
}

void TstInstanceConfig::notices_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("notice"); // empty: none
    const auto row = [](const char* name, const char* text, const char* notice) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(notice);
    };
    row("an unknown key", "{\n  \"listenning_port\" : 1 }",
        "f:2:3: the key \"listenning_port\" is unknown and ignored; the nearest known key is \"listening_port\"");
    row("an unknown key in a share",
        "{ \"shared_folders\" : [ { \"secret\" : \"AXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\",\n"
        "\"dir\" : \"/a\", \"serach_lan\" : true } ] }",
        "f:2:15: the key \"serach_lan\" is unknown and ignored; the nearest known key is \"search_lan\"");
    row("an unknown key in a group", "{ \"webui\" : { \"listenn\" : \"x\" } }",
        "f:1:15: the key \"listenn\" is unknown and ignored; the nearest known key is \"listen\"\n"
        "f:1:3: webui is accepted");
    row("a key of a share outside", "{ \"search_lan\" : true }",
        "f:1:3: the key \"search_lan\" is unknown and ignored; it belongs into an entry of shared_folders");
    row("a key of the file in a share",
        "{ \"shared_folders\" : [ { \"secret\" : \"AXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX\",\n"
        "\"dir\" : \"/a\", \"use_upnp\" : true } ] }",
        "f:2:15: the key \"use_upnp\" is unknown and ignored; it belongs outside of shared_folders");
    row("a key of the file in a group", "{ \"folder_defaults\" : { \"overwrite_changes\" : true } }",
        "f:1:25: the key \"overwrite_changes\" is unknown and ignored; it belongs outside of folder_defaults");
    row("a name with a newline does not forge a line", "{ \"a\\nb\" : 1 }",
        "f:1:3: the key \"a\\x0ab\" is unknown and ignored; the nearest known key is \"net\"");
    row("what comes later", "{ \"ignore_symlinks\" : true }",
        "f:1:3: ignore_symlinks is accepted: leaving out symlinks comes later; until then they are synced");
    row("what is not wanted anyway", "{ \"ignore_symlinks\" : false }", "");
    row("what is done", "{ \"use_upnp\" : true, \"dht_nodes\" : [ \"192.0.2.1:6881\" ] }", "");
    row("one notice for a group", "{ \"webui\" : { \"listen\" : \"0.0.0.0:8888\", \"login\" : \"a\" } }",
        "f:1:3: webui is accepted: Shoal has no web interface, nothing listens there; see shoal status");
    row("a key of a group with a dot", "{ \"webui.listen\" : \"0.0.0.0:8888\" }",
        "f:1:3: webui is accepted: Shoal has no web interface, nothing listens there; see shoal status");
    row("an unknown directive", "// DAEMON_UMSK=0027\n{}",
        "f:1:4: the directive \"DAEMON_UMSK\" is unknown and ignored; the nearest known one is DAEMON_UMASK");
    row("a directive in the middle of a line", "// runs as DAEMON_UID=jdoe\n{}",
        "f:1:3: DAEMON_UID is not read here; to use it, begin the line of the comment with it");
    row("a directive that comes later", "// DAEMON_BIND=192.0.2.1\n{}",
        "f:1:4: DAEMON_BIND is accepted: listening on one address comes later; until then all addresses are used");
    row("no address to bind", "// DAEMON_BIND=0.0.0.0\n{}", "");
    row("talk about directives", "// DAEMON_UID and others\n{}", "");
}

void TstInstanceConfig::notices()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, notice);
    const auto loaded = parse(text.toStdString());
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    if (notice.isEmpty()) {
        QVERIFY(loaded->notices.empty());
        return;
    }
    QByteArray all;
    for (const Bytes& line : loaded->notices)
        all += QByteArray::fromStdString(line) + '\n';
    for (const QByteArray& wanted : notice.split('\n'))
        QVERIFY2(all.contains(wanted), all);
    QCOMPARE(loaded->notices.size(), static_cast<size_t>(notice.count('\n') + 1));
}

void TstInstanceConfig::oneNoticeForAKeyInManyShares()
{
    const auto entry = [](const Bytes& secret, const Bytes& dir) {
        return "{ \"secret\" : \"" + secret + "\", \"dir\" : \"" + dir + "\", \"selective_sync\" : true }";
    };
    const auto loaded = parse("{ \"shared_folders\" : [ " + entry(kOne, "/a") + "," + entry(kTwo, "/b") + " ] }");
    QVERIFY(loaded);
    QCOMPARE(loaded->notices.size(), size_t(1));
}

void TstInstanceConfig::allErrorsAtOnceInOrder()
{
    const auto loaded = parse(
        "{ \"shared_folders\" : [ { \"dir\" : \"/x\" } ],\n\"use_upnp\" : 1,\n\"log_size\" : true }\n// DAEMON_NICE=x");
    QVERIFY(!loaded);
    QCOMPARE(
        loaded.error().context,
        Bytes(
            "f:1:24: this share has no secret; add \"secret\" : \"A...\" (shoal secret new makes one)\n"
            "f:2:14: use_upnp is a number; it must be true or false, without quotes\n"
            "f:3:14: log_size is true or false; it must be a whole number from 1 to 999999 (MB), or 0 for no limit of "
            "size\n"
            "f:4:16: DAEMON_NICE has a wrong value; it must be a whole number from -20 (first) to 19 (last)"));
}

void TstInstanceConfig::errorsAreBounded()
{
    Bytes list;
    for (int i = 0; i < 30; ++i)
        list += (i ? "," : "") + share(Bytes("bad"), "/d" + std::to_string(i)) + "\n";
    const auto loaded = parse("{ \"shared_folders\" : [ " + list + " ] }");
    QVERIFY(!loaded);
    const auto lines = QByteArray::fromStdString(loaded.error().context).split('\n');
    QCOMPARE(lines.size(), qsizetype(21));
    QCOMPARE(lines.last(), QByteArray("f: and 10 more"));
}

void TstInstanceConfig::secretsAreNeverPrinted_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const Bytes& text) {
        QTest::newRow(name) << QByteArray::fromStdString(text);
    };
    row("as a key", "{ \"" + kOne + "\" : \"/a\" }");
    row("as a directive", "// DAEMON_UID=" + kOne + " " + kOne + "\n{}");
    row("as a number", "{ \"listening_port\" : \"" + kOne + "\" }");
    row("as a folder", "{ \"shared_folders\" : [ " + share(kOne, kOne) + " ] }");
    row("as a host", "{ \"folder_defaults.known_hosts\" : \"" + kOne + "\" }");
    row("as a word", "{ \"secret\" : " + kOne + " }");
    row("with a wrong length", "{ \"shared_folders\" : [ " + share(kOne + "X", "/a") + " ] }");
    row("twice", "{ \"shared_folders\" : [ " + share(kOne, "/a") + "," + share(kOne, "/b") + " ] }");
    row("behind a comma that is missing", "{ \"shared_folders\" : [ { \"secret\" \"" + kOne + "\" } ] }");
}

void TstInstanceConfig::secretsAreNeverPrinted()
{
    QFETCH(QByteArray, text);
    const auto loaded = parse(text.toStdString());
    Bytes said = loaded ? "" : loaded.error().context;
    if (loaded) {
        for (const Bytes& notice : loaded->notices)
            said += notice;
    }
    QVERIFY(!said.empty());
    QVERIFY2(said.find("XXXX") == Bytes::npos, said.c_str());
}

void TstInstanceConfig::linksAreResolved()
{
    const QTemporaryDir folder;
    const Bytes base = folder.path().toStdString();
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("real/inner")));
    QVERIFY(QFile::link(folder.path() + QStringLiteral("/real"), folder.path() + QStringLiteral("/link")));
    const auto contextOf = [&](const Bytes& first, const Bytes& second) {
        const auto loaded = parse("{ \"storage_path\" : \"/st\", \"shared_folders\" : [ " + share(kOne, base + first) +
                                  ",\n" + share(kTwo, base + second) + " ] }");
        return loaded ? Bytes() : loaded.error().context;
    };
    QVERIFY(contextOf("/real", "/link").find("dir is also the folder") != Bytes::npos);
    QVERIFY(contextOf("/real", "/link/not/there").find("dir lies inside the folder") != Bytes::npos);
    QVERIFY(contextOf("/link/inner", "/real").find("dir contains the folder") != Bytes::npos);
    QVERIFY(contextOf("/real", "/real/../real/inner").find("dir lies inside the folder") != Bytes::npos);
    QCOMPARE(contextOf("/real", "/really"), Bytes());
}

void TstInstanceConfig::directives()
{
    const auto loaded = parse("// DAEMON_UID=jdoe\n//DAEMON_GID = users\n/*\n * DAEMON_UMASK=2\n\tDAEMON_NICE=-5\n"
                              " DAEMON_DEBUG=FFFF */ {} // LOG_PATH=/var/log/my shoal.log ");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QVERIFY(loaded->notices.empty());
    const DaemonDirectives& directives = loaded->config.directives;
    QCOMPARE(directives.user, std::optional<Bytes>("jdoe"));
    QCOMPARE(directives.group, std::optional<Bytes>("users"));
    QCOMPARE(directives.umask, std::optional<uint32_t>(2));
    QCOMPARE(directives.nice, std::optional<int>(-5));
    QCOMPARE(directives.debugMask, std::optional<uint32_t>(0xFFFF));
    QCOMPARE(directives.logPath, std::optional<Bytes>("/var/log/my shoal.log"));
}

void TstInstanceConfig::sampleLoadsWithoutWarnings()
{
    const auto loaded = parse(sampleConfig());
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QVERIFY2(loaded->notices.empty(), loaded->notices.empty() ? "" : loaded->notices[0].c_str());
    QVERIFY(loaded->config.shares.empty());
}

void TstInstanceConfig::sampleSharesLoadWhenUncommented()
{
    Bytes text = sampleConfig();
    const auto replace = [&](const Bytes& from, const Bytes& to) {
        const size_t at = text.find(from);
        QVERIFY2(at != Bytes::npos, from.c_str());
        text.replace(at, from.size(), to);
    };
    replace("/* The folders", "// The folders");
    replace("     `shoal secret new`", "// `shoal secret new`");
    replace("  */\n", "");
    replace("MY_SECRET", kOne);
    const auto loaded = parse(text);
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QCOMPARE(loaded->config.shares.size(), size_t(1));
    for (const Bytes& notice : loaded->notices)
        QVERIFY2(notice.find("unknown") == Bytes::npos, notice.c_str());
}

void TstInstanceConfig::filesThatCannotBeRead()
{
    const QTemporaryDir folder;
    const Bytes base = folder.path().toStdString();
    const auto missing = loadConfig(base + "/missing.conf", testRules());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().context.starts_with(base + "/missing.conf: the config file cannot be read"));
    const auto directory = loadConfig(base, testRules());
    QVERIFY(!directory);
    QCOMPARE(directory.error().context,
             base + ": this is a folder; name one config file, or a folder NAME.conf.d with parts");
    QFile file(folder.path() + QStringLiteral("/mail.conf"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{ \"device_name\" : \"m\" }");
    file.close();
    const auto loaded = loadConfig(base + "/mail.conf", testRules());
    QVERIFY(loaded);
    QCOMPARE(loaded->config.deviceName, Bytes("m"));
    QCOMPARE(loaded->config.instanceName, Bytes("mail"));
}

void TstInstanceConfig::instanceNames_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("up to the first dot") << QByteArray("/etc/shoal/www.www-data.conf") << QByteArray("www");
    QTest::newRow("without a folder") << QByteArray("mail.conf") << QByteArray("mail");
    QTest::newRow("without an ending") << QByteArray("/a.b/mail") << QByteArray("mail");
    QTest::newRow("a hidden file") << QByteArray("/a/.conf") << QByteArray("default");
}

void TstInstanceConfig::instanceNames()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, name);
    const auto loaded = parse("{}", file.toStdString());
    QVERIFY(loaded);
    QCOMPARE(loaded->config.instanceName, name.toStdString());
}

void TstInstanceConfig::cleanPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("clean");
    QTest::newRow("clean already") << QByteArray("/a/b") << QByteArray("/a/b");
    QTest::newRow("slashes and dots") << QByteArray("//a/./b//") << QByteArray("/a/b");
    QTest::newRow("the root") << QByteArray("/./") << QByteArray("/");
    QTest::newRow("two dots stay, there may be a link") << QByteArray("/a/../b") << QByteArray("/a/../b");
}

void TstInstanceConfig::cleanPaths()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, clean);
    QCOMPARE(cleanPath(path.toStdString()), clean.toStdString());
}

QTEST_GUILESS_MAIN(TstInstanceConfig)
#include "tst_instance_config.moc"
