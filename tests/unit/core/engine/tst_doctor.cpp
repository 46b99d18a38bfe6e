// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/doctor.h"
#include "core/engine/relay_days.h"

#include <QJsonArray>
#include <QTest>

using namespace shoal;
using namespace shoal::engine;

namespace {

using State = DoctorCheck::State;

constexpr int64_t kHour = 3'600'000'000'000;

DoctorFacts healthy()
{
    DoctorFacts facts;
    facts.wallNs = 20'000 * kRelayDayNs;
    facts.instance.listeningPort = 12345;
    facts.watchLimit = 100'000;
    facts.searchesLan = true;
    ShareView share;
    share.status.dir = "/data/www";
    share.status.directories = 1'000;
    facts.instance.shares.push_back(share);
    facts.relays.push_back({"relay.example:3839", {true, {}, "198.51.100.7:4000", 0, 3}});
    facts.folders.push_back({"/data/www", {}, 50'000'000'000});
    return facts;
}

DoctorCheck check(const DoctorFacts& facts, const Bytes& name)
{
    for (const DoctorCheck& each : examine(facts))
        if (each.name.starts_with(name))
            return each;
    return {"none", State::Off, {}, {}};
}

size_t badOnes(const DoctorFacts& facts)
{
    const auto checks = examine(facts);
    return static_cast<size_t>(
        std::count_if(checks.begin(), checks.end(), [](const DoctorCheck& each) { return each.state == State::Bad; }));
}

} // namespace

class TstDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHealthyInstanceHasNothingToDo();
    void whoWasFoundInTheLocalNetworkHasMetSomebody();
    void everyTroubleSaysWhatToDo_data();
    void everyTroubleSaysWhatToDo();
    void dhtAndMappingTellHowTheyAre();
    void aProxyIsNamed();
    void oneOfTwoConnectionsAroundMidnightIsEnough();
    void theAnswerIsThatOfTheControlProtocol();
    void theDaysOverlapForAnHourOnEitherSide();
};

void TstDoctor::aHealthyInstanceHasNothingToDo()
{
    const DoctorFacts facts = healthy();
    QCOMPARE(badOnes(facts), size_t{0});
    QVERIFY(check(facts, "relay").text.find("198.51.100.7:4000") != Bytes::npos);
    QVERIFY(check(facts, "relay").text.find("3 other devices") != Bytes::npos);
    QVERIFY(check(facts, "listening").text.find("12345") != Bytes::npos);
    QVERIFY(check(DoctorFacts{}, "relay").state == State::Off);
    QCOMPARE(check(facts, "proxy").name, Bytes("none"));
}

void TstDoctor::aProxyIsNamed()
{
    DoctorFacts facts = healthy();
    facts.proxy = "the SOCKS5 proxy 192.0.2.1:1080";
    QCOMPARE(badOnes(facts), size_t{0});
    QVERIFY(check(facts, "proxy").text.find(facts.proxy) != Bytes::npos);
}

void TstDoctor::whoWasFoundInTheLocalNetworkHasMetSomebody()
{
    DoctorFacts facts = healthy();
    facts.searchesLan = true;
    facts.instance.shares[0].peers.clear();
    QVERIFY(check(facts, "LAN").text.find("none") != Bytes::npos);
    PeerView& peer = facts.instance.shares[0].peers.emplace_back();
    peer.known.viaLan = true;
    peer.known.found = FoundBy::DialledUs;
    QVERIFY(check(facts, "LAN").text.find("none") == Bytes::npos);
}

void TstDoctor::everyTroubleSaysWhatToDo_data()
{
    QTest::addColumn<std::function<void(DoctorFacts&)>>("harm");
    QTest::addColumn<QByteArray>("about");
    const auto row = [](const char* title, const char* about, std::function<void(DoctorFacts&)> harm) {
        QTest::newRow(title) << std::move(harm) << QByteArray(about);
    };
    row("the LAN cannot be used", "LAN", [](DoctorFacts& facts) { facts.lanTrouble = "the port is taken"; });
    row("a relay does not answer", "relay", [](DoctorFacts& facts) {
        facts.relays[0].state = {false, "no answer", {}, 0, 0};
    });
    row("a relay refuses", "relay",
        [](DoctorFacts& facts) { facts.relays[0].state.trouble = "the relay serves other shares only"; });
    row("no node of the DHT answers", "DHT", [](DoctorFacts& facts) {
        facts.wideArea.usesDht = true;
        facts.wideArea.dhtTrouble = "no node answers";
    });
    row("no router passes the port on", "mapping", [](DoctorFacts& facts) {
        facts.wideArea.mapsPort = true;
        facts.wideArea.mappingTrouble = "no router answers";
    });
    row("the clock is wrong", "clock", [](DoctorFacts& facts) { facts.relays[0].state.aheadNs = 2 * kHour; });
    row("the clock of a peer is wrong", "clock", [](DoctorFacts& facts) {
        facts.relays.clear();
        PeerView& peer = facts.instance.shares[0].peers.emplace_back();
        peer.status.emplace();
        peer.problem = {model::Wording::NoticeClockBehind, {"app02", "90"}};
    });
    row("too few directories may be watched", "watches", [](DoctorFacts& facts) { facts.watchLimit = 500; });
    row("a disk is nearly full", "disk", [](DoctorFacts& facts) { facts.folders[0].freeBytes = 1'000'000; });
    row("less is free than wanted", "disk", [](DoctorFacts& facts) { facts.minFreeBytes = 60'000'000'000; });
    row("a disk is gone", "disk", [](DoctorFacts& facts) { facts.folders[0].trouble = "No such file or directory"; });
    row("a share has stopped", "share",
        [](DoctorFacts& facts) { facts.instance.shares[0].status.stopped = "because"; });
    row("paths cannot be synced", "share", [](DoctorFacts& facts) { facts.instance.shares[0].status.problems = 2; });
}

void TstDoctor::everyTroubleSaysWhatToDo()
{
    QFETCH(std::function<void(DoctorFacts&)>, harm);
    QFETCH(QByteArray, about);
    DoctorFacts facts = healthy();
    harm(facts);
    const DoctorCheck found = check(facts, about.toStdString());
    QVERIFY(found.state == State::Bad);
    QVERIFY(!found.text.empty() && !found.whatToDo.empty());
    QCOMPARE(badOnes(facts), size_t{1});
}

void TstDoctor::dhtAndMappingTellHowTheyAre()
{
    DoctorFacts facts = healthy();
    QVERIFY(check(facts, "mapping").state == State::Off);
    QVERIFY(check(facts, "DHT").state == State::Off);
    facts.wideArea.mapsPort = true;
    facts.wideArea.usesDht = true;
    QVERIFY(check(facts, "mapping").text.find("being asked") != Bytes::npos);
    QVERIFY(check(facts, "DHT").text.find("being asked") != Bytes::npos);
    facts.wideArea.mappedPort = 54321;
    facts.wideArea.dhtAnswers = true;
    facts.wideArea.dhtNodes = 17;
    facts.wideArea.dhtPeers = 1;
    QVERIFY(check(facts, "mapping").text.find("54321 on to port 12345") != Bytes::npos);
    QVERIFY(check(facts, "DHT").text.find("17 nodes") != Bytes::npos);
    QVERIFY(check(facts, "DHT").text.find("1 address") != Bytes::npos);
    QCOMPARE(badOnes(facts), size_t{0});
}

void TstDoctor::oneOfTwoConnectionsAroundMidnightIsEnough()
{
    DoctorFacts facts = healthy();
    facts.relays.insert(facts.relays.begin(), {"relay.example:3839", {false, "no answer", {}, 0, 0}});
    QVERIFY(check(facts, "relay").state == State::Good);
    QCOMPARE(badOnes(facts), size_t{0});
}

void TstDoctor::theAnswerIsThatOfTheControlProtocol()
{
    const QJsonArray checks =
        doctorJson({{"disk of /a", State::Bad, "full", "make room"}})[QLatin1String("checks")].toArray();
    QCOMPARE(checks.size(), qsizetype{1});
    QCOMPARE(checks[0].toObject(), (QJsonObject{{QStringLiteral("name"), QStringLiteral("disk of /a")},
                                                {QStringLiteral("state"), QStringLiteral("bad")},
                                                {QStringLiteral("text"), QStringLiteral("full")},
                                                {QStringLiteral("what_to_do"), QStringLiteral("make room")}}));
}

void TstDoctor::theDaysOverlapForAnHourOnEitherSide()
{
    using Days = std::vector<crypto::RelayDay>;
    const int64_t midnight = 20'000 * kRelayDayNs;
    QCOMPARE(relayDaysAt(midnight + 12 * kHour), Days{20'000});
    QCOMPARE(relayDaysAt(midnight - kHour - 1), Days{19'999});
    QCOMPARE(relayDaysAt(midnight - kHour), (Days{19'999, 20'000}));
    QCOMPARE(relayDaysAt(midnight + kHour - 1), (Days{19'999, 20'000}));
    QCOMPARE(relayDaysAt(midnight + kHour), Days{20'000});
    QCOMPARE(relayDaysAt(-2 * kHour), Days{-1});
    // Clocks two hours apart always have a day in common.
    for (int64_t now = midnight - 3 * kHour; now < midnight + 3 * kHour; now += kHour / 4) {
        const Days here = relayDaysAt(now), there = relayDaysAt(now + 2 * kHour);
        QVERIFY(std::find_first_of(here.begin(), here.end(), there.begin(), there.end()) != here.end());
    }
}

QTEST_GUILESS_MAIN(TstDoctor)
#include "tst_doctor.moc"
