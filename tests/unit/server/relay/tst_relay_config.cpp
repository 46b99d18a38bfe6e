// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/relay/command_line.h"
#include "server/relay/relay_config.h"
#include "server/relay/status_page.h"
#include "server/relay/status_text.h"

#include <QTest>

using namespace shoal;
using namespace shoal::relay;

class TstRelayConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsLeftOutHasItsDefault();
    void everyKeyCounts();
    void mistakesAreToldWithTheirPlace_data();
    void mistakesAreToldWithTheirPlace();
    void anUnknownKeyIsTold();
    void theCommandLineIsRead();
    void theExampleOfTheHelpIsAConfig();
    void pagesAreServedAndNothingElse();
    void metricsNameNobody();
};

void TstRelayConfig::whatIsLeftOutHasItsDefault()
{
    const auto loaded = parseRelayConfig("{ \"storage_path\" : \"/var/lib/shoal-relay/\" } // a comment", "f");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QCOMPARE(loaded->config.storagePath, Bytes("/var/lib/shoal-relay"));
    QVERIFY((loaded->config.listen == std::vector<net::Endpoint>{{"0.0.0.0", 3839}, {"::", 3839}}));
    QVERIFY(!loaded->config.metrics);
    QCOMPARE(loaded->config.limits.members, RelayLimits{}.members);
    QVERIFY(loaded->notices.empty());
}

void TstRelayConfig::everyKeyCounts()
{
    const auto loaded = parseRelayConfig(R"({
        "listen" : "127.0.0.1:1, [::1]:2", "storage_path" : "/s", "metrics" : "[::1]:3", "drain_seconds" : 4, "log_size" : 5,
        "limits" : { "devices" : 6, "devices_per_address" : 7, "devices_per_share" : 8, "shares_per_device" : 9,
                     "sessions" : 10, "sessions_per_device" : 11, "sessions_per_address" : 12, "rate" : 13,
                     "daily_per_address" : 14 } })",
                                         "f");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    const RelayConfig& config = loaded->config;
    QVERIFY((config.listen == std::vector<net::Endpoint>{{"127.0.0.1", 1}, {"::1", 2}}));
    QVERIFY(config.metrics == (net::Endpoint{"::1", 3}));
    QCOMPARE(config.drainSeconds, int64_t{4});
    QCOMPARE(config.logSizeBytes, int64_t{5'000'000});
    const RelayLimits& limits = config.limits;
    QCOMPARE(limits.members, size_t{6});
    QCOMPARE(limits.membersOfSource, size_t{7});
    QCOMPARE(limits.membersOfShare, size_t{8});
    QCOMPARE(limits.sharesOfMember, size_t{9});
    QCOMPARE(limits.sessions, size_t{10});
    QCOMPARE(limits.sessionsOfMember, size_t{11});
    QCOMPARE(limits.sessionsOfSource, size_t{12});
    QCOMPARE(config.bytesPerSecond, uint64_t{13'000});
    QCOMPARE(limits.bytesOfSourcePerDay, uint64_t{14'000'000});
}

void TstRelayConfig::mistakesAreToldWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* title, const char* text, const char* words) {
        QTest::newRow(title) << QByteArray(text) << QByteArray(words);
    };
    row("no storage_path", "{}", "f:1:1: storage_path is missing");
    row("no object", "[]", "f:1:1: the settings are not an object");
    row("a name to listen on", R"({ "storage_path" : "/s", "listen" : "relay.example:1" })", "listen names no address");
    row("no port", R"({ "storage_path" : "/s", "listen" : "0.0.0.0" })", "f:1:");
    row("metrics for everybody", R"({ "storage_path" : "/s", "metrics" : "0.0.0.0:1" })", "metrics shows what goes on");
    row("two places for metrics", R"({ "storage_path" : "/s", "metrics" : [ "127.0.0.1:1", "127.0.0.1:2" ] })",
        "metrics");
    row("a number out of range", R"({ "storage_path" : "/s", "limits" : { "devices" : 0 } })", "limits.devices is 0");
    row("a relative path", R"({ "storage_path" : "s" })", "storage_path is not an absolute path");
}

void TstRelayConfig::mistakesAreToldWithTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, words);
    const auto loaded = parseRelayConfig(text.toStdString(), "f");
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().context.find(words.toStdString()) != Bytes::npos, loaded.error().context.c_str());
}

void TstRelayConfig::anUnknownKeyIsTold()
{
    const auto loaded = parseRelayConfig(R"({ "storage_path" : "/s", "limits" : { "device" : 1 } })", "f");
    QVERIFY(loaded);
    QCOMPARE(loaded->notices.size(), size_t{1});
    QVERIFY(loaded->notices[0].find("limits.devices") != Bytes::npos);
}

void TstRelayConfig::theCommandLineIsRead()
{
    const auto run = parseCommandLine({"--config", "a", "--log", "b"});
    QVERIFY(run && run->config == "a" && run->log == "b" && run->action == CommandLine::Action::Run);
    QVERIFY(parseCommandLine({"--check-config", "a"})->action == CommandLine::Action::CheckConfig);
    QVERIFY(parseCommandLine({"--version"})->action == CommandLine::Action::Version);
    QVERIFY(!parseCommandLine({}) && !parseCommandLine({"--config"}) && !parseCommandLine({"config"}));
}

void TstRelayConfig::theExampleOfTheHelpIsAConfig()
{
    const Bytes help = usage();
    const size_t start = help.find("\n  {");
    QVERIFY(start != Bytes::npos);
    const auto loaded = parseRelayConfig(help.substr(start), "help");
    QVERIFY2(loaded, loaded ? "" : loaded.error().context.c_str());
    QVERIFY(loaded->notices.empty());
    const RelayLimits limits;
    QCOMPARE(loaded->config.limits.members, limits.members);
    QCOMPARE(loaded->config.limits.membersOfSource, limits.membersOfSource);
    QCOMPARE(loaded->config.limits.membersOfShare, limits.membersOfShare);
    QCOMPARE(loaded->config.limits.sessions, limits.sessions);
    QCOMPARE(loaded->config.limits.sessionsOfMember, limits.sessionsOfMember);
    QCOMPARE(loaded->config.limits.sessionsOfSource, limits.sessionsOfSource);
    QCOMPARE(loaded->config.drainSeconds, RelayConfig{}.drainSeconds);
    QCOMPARE(loaded->config.logSizeBytes, RelayConfig{}.logSizeBytes);
}

void TstRelayConfig::pagesAreServedAndNothingElse()
{
    const auto pages = [](ByteView path) { return path == "/" ? std::optional<Bytes>("hello") : std::nullopt; };
    QVERIFY(httpAnswer("GET / HTTP/1.1\r\nHost: x\r\n\r\n", pages).starts_with("HTTP/1.0 200 OK\r\n"));
    QVERIFY(httpAnswer("GET /?x=1 HTTP/1.1\r\n\r\n", pages).ends_with("\r\n\r\nhello"));
    QVERIFY(httpAnswer("GET /etc/passwd HTTP/1.1\r\n\r\n", pages).starts_with("HTTP/1.0 404"));
    QVERIFY(httpAnswer("POST / HTTP/1.1\r\n\r\n", pages).starts_with("HTTP/1.0 405"));
    QVERIFY(httpAnswer("\r\n\r\n", pages).starts_with("HTTP/1.0 405"));
}

void TstRelayConfig::metricsNameNobody()
{
    RelayStatus status;
    status.counts.members = 7;
    status.counts.bytesCarried = 12'345;
    const Bytes text = metricsText(status);
    QVERIFY(text.find("\nshoal_relay_devices 7\n") != Bytes::npos);
    QVERIFY(text.find("\nshoal_relay_bytes_total 12345\n") != Bytes::npos);
    QVERIFY(statusPageText(status).find("12345") != Bytes::npos);
    QCOMPARE(statusLineText(status), Bytes("7 devices, 0 relayed connections"));
}

QTEST_GUILESS_MAIN(TstRelayConfig)
#include "tst_relay_config.moc"
