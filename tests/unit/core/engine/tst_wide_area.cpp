// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/engine/relay_days.h"
#include "core/engine/wide_area.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;
using namespace std::chrono_literals;

namespace {

const Bytes kSecretA = "AHRAXZOGOMZ7B7VIFL5JK7VRH5URQVHMA";
const Bytes kSecretB = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const QHostAddress kSomewhere(QStringLiteral("8.8.8.8"));

// What the session was asked, and what it tells.
struct Wire
{
    wan::WanSession::Events events;
    std::vector<wan::WanSession::Wish> wishes;
    std::vector<std::pair<crypto::DhtKey, uint16_t>> announced;
    std::function<void()> ended;
    int begun = 0;
    int alive = 0;
    int counted = 0;
    Bytes refusal;
};

class FakeSession final : public wan::WanSession
{
public:
    explicit FakeSession(Wire& wire) : m_wire(wire) { ++m_wire.alive; }
    ~FakeSession() override { --m_wire.alive; }
    void use(const Wish& wish) override { m_wire.wishes.push_back(wish); }
    void announce(const crypto::DhtKey& key, uint16_t port) override { m_wire.announced.emplace_back(key, port); }
    void count() override { ++m_wire.counted; }
    void end(std::function<void()> ended) override { m_wire.ended = std::move(ended); }

private:
    Wire& m_wire;
};

} // namespace

// Who is announced where, what routers are asked, and what people are told of it. The session is not real.
class TstWideArea : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsThereWhileNobodyWantsIt();
    void aShareIsAnnouncedUnderTheNamesOfItsDays();
    void whatIsFoundIsDialledForItsShare();
    void aPortThatARouterOpensIsWhatPeersAreTold();
    void whatPeopleSayOfTheirRouterComesFirst();
    void aPortIsOpenedOnlyWhereSomebodyIsToldOfIt();
    void aPortIsOpenedWhereTheInstanceIsARelayForItsShares();
    void aRouterThatDoesNotAnswerIsTroubleAfterAWhile();
    void nodesThatDoNotAnswerAreTrouble();
    void silenceIsNoTroubleWhenNothingWasAsked();
    void theNextSessionWaitsForTheEndOfTheOneBefore();
    void anotherNetworkIsBegunAnew();
    void whatCannotStartIsToldAndTriedAgain();

private:
    HeldShare& addShare(const Bytes& secret, bool useDht, bool isUp = true)
    {
        config::ShareConfig config;
        config.secret = secret;
        config.useDht = useDht;
        HeldShare& held = m_shares.add(config, crypto::ShareKeys::derive(*crypto::Secret::parse(secret)), true);
        held.phase = isUp ? HeldShare::Phase::Up : HeldShare::Phase::Down;
        return held;
    }
    void update() { m_wide->update(m_options); }
    void runTasks()
    {
        while (m_tasks.runOne()) {
        }
    }
    std::set<crypto::DhtKey> keysOf(const HeldShare& held) const
    {
        std::set<crypto::DhtKey> keys;
        for (const crypto::RelayDay day : relayDaysAt(m_clock->wallNs()))
            keys.insert(crypto::dhtKey(held.keys, day));
        return keys;
    }
    std::set<crypto::DhtKey> announcedKeys() const
    {
        std::set<crypto::DhtKey> keys;
        for (const auto& [key, port] : m_wire.announced)
            keys.insert(key);
        return keys;
    }

    std::unique_ptr<test::ManualClock> m_clock;
    std::unique_ptr<Random> m_random = makeSeededRandom(1);
    test::TaskQueue m_tasks;
    Wire m_wire;
    HeldShares m_shares;
    WideArea::Options m_options;
    std::unique_ptr<WideArea> m_wide;
    std::vector<std::pair<Bytes, ShareId>> m_found;
    std::vector<Bytes> m_troubles;
    int m_changes = 0;
};

void TstWideArea::init()
{
    m_clock = std::make_unique<test::ManualClock>();
    m_wire = {};
    m_shares = {};
    m_options = {};
    m_options.port = 12345;
    m_found.clear();
    m_troubles.clear();
    m_changes = 0;
    const auto make = [this](const wan::WanSession::Wish& wish, Executor&, Executor&,
                             wan::WanSession::Events events) -> Result<std::unique_ptr<wan::WanSession>> {
        if (!m_wire.refusal.empty())
            return fail(ErrorCode::Busy, m_wire.refusal);
        ++m_wire.begun;
        m_wire.wishes.push_back(wish);
        m_wire.events = std::move(events);
        return std::make_unique<FakeSession>(m_wire);
    };
    m_wide = std::make_unique<WideArea>(
        make, m_shares, *m_clock, *m_random, m_tasks, m_tasks,
        WideArea::Events{
            [this](const Bytes& address, const ShareId& share, int64_t) { m_found.emplace_back(address, share); },
            [this] { ++m_changes; },
            [this](const Bytes& trouble) { m_troubles.push_back(trouble); },
        });
}

void TstWideArea::cleanup()
{
    m_wide.reset();
    QCOMPARE(m_wire.alive, 0);
}

void TstWideArea::nothingIsThereWhileNobodyWantsIt()
{
    addShare(kSecretA, false);
    addShare(kSecretB, true, false);
    m_options.mapsPort = true;
    update();
    m_clock->advance(1h);
    QCOMPARE(m_wire.begun, 0);
    QVERIFY(!m_wide->state().usesDht && !m_wide->state().mapsPort);
}

void TstWideArea::aShareIsAnnouncedUnderTheNamesOfItsDays()
{
    const HeldShare& a = addShare(kSecretA, true);
    addShare(kSecretB, false);
    m_options.dhtNodes = {"dht.example:6881"};
    update();
    QCOMPARE(m_wire.wishes.back().dhtNodes, m_options.dhtNodes);
    QVERIFY(m_wire.wishes.back().usesDht);
    m_clock->advance(0ms);
    QCOMPARE(announcedKeys(), keysOf(a));
    QCOMPARE(m_wire.announced.front().second, uint16_t{12345});

    // All that it is called in the course of a day and a bit.
    std::set<crypto::DhtKey> expected;
    for (int hour = 0; hour < 26; ++hour) {
        expected.merge(keysOf(a));
        m_clock->advance(1h);
    }
    expected.merge(keysOf(a));
    QCOMPARE(expected.size(), size_t{2});
    QCOMPARE(announcedKeys(), expected);

    m_wire.announced.clear();
    m_clock->advance(15min);
    QCOMPARE(announcedKeys(), keysOf(a));
}

void TstWideArea::whatIsFoundIsDialledForItsShare()
{
    const HeldShare& a = addShare(kSecretA, true);
    const HeldShare& b = addShare(kSecretB, true);
    update();
    m_wire.events.found(*keysOf(b).begin(), {{kSomewhere, 7}, {QHostAddress(QHostAddress::LocalHost), 7}});
    m_wire.events.found(crypto::DhtKey{}, {{kSomewhere, 8}});
    QCOMPARE(m_found.size(), size_t{1});
    QCOMPARE(m_found[0].first, Bytes("8.8.8.8:7"));
    QVERIFY(m_found[0].second == b.id());
    QVERIFY(m_found[0].second != a.id());
    QCOMPARE(m_wide->state().dhtPeers, size_t{1});
}

void TstWideArea::aPortThatARouterOpensIsWhatPeersAreTold()
{
    addShare(kSecretA, true);
    m_options.mapsPort = true;
    update();
    QCOMPARE(m_wire.wishes.back().mappedPort, uint16_t{12345});
    m_clock->advance(0ms);
    m_wire.announced.clear();
    m_wire.events.mapped(40001);
    QCOMPARE(m_changes, 1);
    QCOMPARE(m_wide->mappedPort(), uint16_t{40001});
    m_clock->advance(0ms);
    QVERIFY(!m_wire.announced.empty());
    QCOMPARE(m_wire.announced.back().second, uint16_t{40001});
    m_wire.events.mapped(40001); // renewed
    QCOMPARE(m_changes, 1);
    m_wire.events.notMapped("UPnP: refused");
    QCOMPARE(m_changes, 2);
    QCOMPARE(m_wide->mappedPort(), uint16_t{0});
    QVERIFY(m_wide->state().mappingTrouble.find("UPnP: refused") != Bytes::npos);
}

void TstWideArea::whatPeopleSayOfTheirRouterComesFirst()
{
    addShare(kSecretA, true);
    m_options.externalPort = 5000;
    update();
    m_wire.events.mapped(40001);
    m_clock->advance(0ms);
    QCOMPARE(m_wire.announced.back().second, uint16_t{5000});
}

void TstWideArea::aPortIsOpenedOnlyWhereSomebodyIsToldOfIt()
{
    HeldShare& a = addShare(kSecretA, false);
    m_options.mapsPort = true;
    update();
    QCOMPARE(m_wire.begun, 0);
    a.config.relays = {"relay.example:3839"};
    update();
    QCOMPARE(m_wire.begun, 1);
    QVERIFY(!m_wire.wishes.back().usesDht);
    QCOMPARE(m_wire.wishes.back().mappedPort, uint16_t{12345});
    a.config.useTracker = false;
    update();
    QVERIFY(m_wire.ended);
    m_options.mapsPortAlways = true;
    update();
    std::exchange(m_wire.ended, {})();
    QCOMPARE(m_wire.begun, 2);
    m_options.port = 12346;
    update();
    QCOMPARE(m_wire.begun, 2);
    QCOMPARE(m_wire.wishes.back().mappedPort, uint16_t{12346});
}

// Its shares use it as if they named it.
void TstWideArea::aPortIsOpenedWhereTheInstanceIsARelayForItsShares()
{
    addShare(kSecretA, false);
    m_options.mapsPort = true;
    update();
    QCOMPARE(m_wire.begun, 0);
    m_options.isRelay = true;
    update();
    QCOMPARE(m_wire.begun, 1);
    QCOMPARE(m_wire.wishes.back().mappedPort, uint16_t{12345});
}

void TstWideArea::aRouterThatDoesNotAnswerIsTroubleAfterAWhile()
{
    addShare(kSecretA, true);
    m_options.mapsPort = true;
    update();
    m_clock->advance(WideArea::kPatience - 1s);
    QVERIFY(m_wide->state().mapsPort);
    QVERIFY(m_wide->state().mappingTrouble.empty());
    m_clock->advance(2s);
    QVERIFY(!m_wide->state().mappingTrouble.empty());
    m_wire.events.mapped(40001);
    QVERIFY(m_wide->state().mappingTrouble.empty());
    QCOMPARE(m_wide->mappedPort(), uint16_t{40001});
}

void TstWideArea::nodesThatDoNotAnswerAreTrouble()
{
    addShare(kSecretA, true);
    m_options.dhtNodes = {"dht.example:6881"};
    update();
    m_clock->advance(WideArea::kPatience);
    QCOMPARE(m_wire.counted, 1);
    m_wire.events.counted({0, 0});
    QCOMPARE(m_troubles.size(), size_t{1});
    QVERIFY(m_troubles[0].find("dht_nodes") != Bytes::npos);
    QCOMPARE(m_wide->state().dhtTrouble, m_troubles[0]);
    m_clock->advance(WideArea::kLook);
    QCOMPARE(m_wire.counted, 2);
    m_wire.events.counted({0, 0});
    QCOMPARE(m_troubles.size(), size_t{1});
    m_wire.events.counted({3, 1});
    QCOMPARE(m_troubles, (std::vector<Bytes>{m_troubles[0], ""}));
    QVERIFY(m_wide->state().dhtAnswers);
    QCOMPARE(m_wide->state().dhtNodes, int64_t{1});
}

void TstWideArea::silenceIsNoTroubleWhenNothingWasAsked()
{
    addShare(kSecretA, true);
    update();
    m_clock->advance(1h);
    m_wire.events.counted({50, 9});
    m_clock->advance(1min); // the next announcement comes after a quarter of an hour
    m_wire.events.counted({50, 9});
    QVERIFY(m_wide->state().dhtAnswers);
    QVERIFY(m_troubles.empty());
}

void TstWideArea::theNextSessionWaitsForTheEndOfTheOneBefore()
{
    HeldShare& a = addShare(kSecretA, true);
    update();
    a.phase = HeldShare::Phase::Leaving;
    update();
    QVERIFY(m_wire.ended);
    QVERIFY(!m_wide->state().usesDht);
    a.phase = HeldShare::Phase::Up;
    update();
    QCOMPARE(m_wire.begun, 1);
    std::exchange(m_wire.ended, {})();
    QCOMPARE(m_wire.begun, 2);
    m_wire.announced.clear();
    m_clock->advance(0ms);
    QCOMPARE(announcedKeys(), keysOf(a));
}

void TstWideArea::anotherNetworkIsBegunAnew()
{
    addShare(kSecretA, true);
    m_options.mapsPort = true;
    update();
    m_wire.events.mapped(40001);
    m_wire.events.networkChanged();
    QVERIFY(!m_wire.ended); // not from within
    runTasks();
    QVERIFY(m_wire.ended);
    QCOMPARE(m_wide->mappedPort(), uint16_t{0});
    std::exchange(m_wire.ended, {})();
    QCOMPARE(m_wire.begun, 2);
    QCOMPARE(m_wire.wishes.back().mappedPort, uint16_t{12345});
}

void TstWideArea::whatCannotStartIsToldAndTriedAgain()
{
    addShare(kSecretA, true);
    m_options.mapsPort = true;
    m_wire.refusal = "no descriptors are left";
    update();
    QCOMPARE(m_troubles, std::vector<Bytes>{m_wire.refusal});
    QCOMPARE(m_wide->state().mappingTrouble, m_wire.refusal);
    m_wire.refusal.clear();
    m_clock->advance(WideArea::kLook);
    QCOMPARE(m_wire.begun, 1);
    m_clock->advance(WideArea::kLook);
    m_wire.events.counted({1, 1});
    QVERIFY(m_wide->state().dhtTrouble.empty());
}

QTEST_GUILESS_MAIN(TstWideArea)
#include "tst_wide_area.moc"
