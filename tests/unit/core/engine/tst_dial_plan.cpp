// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dial_plan.h"
#include "core/engine/peer_address.h"
#include "core/engine/penalties.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;

namespace {

DeviceId device(unsigned char number)
{
    DeviceId id;
    id.bytes[0] = number;
    return id;
}

ShareId share(unsigned char number)
{
    ShareId id;
    id.bytes[0] = number;
    return id;
}

using Addresses = std::vector<Bytes>;
constexpr int64_t kSecond = 1'000'000'000;
const Bytes kHost = "app02:12345";
const Bytes kFound = "192.0.2.9:5000";
const Bytes kWay = "relay.example:3839/0303";

} // namespace

class TstDialPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_plan.reset(); }
    void aKnownHostIsDialledAtOnceAndOnlyOnceAtATime();
    void aKnownHostThatFailsIsTriedForEver();
    void whatWorkedIsTriedAgainSoon();
    void noDialToADeviceThatIsConnected();
    void aConnectedDeviceIsDialledForAShareOfTheLanThatIsNotOpen();
    void whatIsHeardIsDialledOncePerAnnouncement();
    void aFoundAddressThatNeverAnsweredIsForgotten();
    void aFoundAddressThatAnsweredIsRememberedForAWhile();
    void theLanShortensTheWaitForAKnownHost();
    void ourselvesAreNeverDialledAgain();
    void anAvoidedAddressWaitsWhoeverAsks();
    void oneAttemptPerDevice();
    void whoDialledUsIsDialledBackWhenItIsLost();
    void whoDialledUsFromAKnownHostIsNotDialled();
    void liarsOnTheLanCannotFillTheMemory();
    void whatARelayListsIsDialledWithHeadStarts();
    void aRelayedWayIsNotTakenToADeviceThatIsReached();
    void aBetterWayIsTriedWhileTheDeviceIsReachedThroughARelay();
    void whatIsListedNoMoreIsForgottenUnlessItServed();
    void severalRelaysMayListOneAddress();
    void aKnownHostNoMoreIsDialledIfARelayListsIt();
    void whatTheDhtNamesIsDialledOncePerLookUp();
    void whatTheDhtNamesIsTriedAgainOnlyIfItAnswered();
    void liarsInTheDhtTakeLittleRoomAndNobodysPlace();
    void addressesHaveOneText_data();
    void addressesHaveOneText();
    void penaltiesEnd();

private:
    void connectDevice(ConnectionId id, const DeviceId& remote, const std::set<ShareId>& shares)
    {
        m_peers.identified(id, Direction::Accepted, {remote, 1});
        for (const ShareId& one : shares)
            m_peers.shareOpened(id, one, 0);
    }
    Addresses due(int64_t nowNs) { return m_plan->takeDue(m_peers, nowNs); }
    void hear(const Bytes& address, const ShareId& one, int64_t nowNs)
    {
        const std::array shares{one};
        m_plan->found(address, shares, nowNs);
    }

    void list(const Bytes& address, bool isRelayed, int64_t atNs, const Bytes& entry = "entry")
    {
        m_plan->listed(address, {entry, device(3), isRelayed, atNs}, share(1));
    }

    std::unique_ptr<Random> m_random = makeSeededRandom(1);
    PeerTable m_peers{{device(5), 50}};
    std::unique_ptr<DialPlan> m_plan;
};

void TstDialPlan::init()
{
    m_peers = PeerTable({device(5), 50});
    m_plan = std::make_unique<DialPlan>(*m_random);
}

void TstDialPlan::aKnownHostIsDialledAtOnceAndOnlyOnceAtATime()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    m_plan->addKnownHost(kHost, share(2), 0);
    QVERIFY(m_plan->nextDueNs(m_peers).value() <= 7);
    QCOMPARE(due(7), Addresses{kHost});
    QCOMPARE(due(1'000 * kSecond), Addresses{});
    QVERIFY(!m_plan->nextDueNs(m_peers));
}

void TstDialPlan::aKnownHostThatFailsIsTriedForEver()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    int64_t now = 0;
    int64_t wait = 0;
    for (int attempt = 0; attempt < 50; ++attempt) {
        QCOMPARE(due(now), Addresses{kHost});
        m_plan->ended(kHost, DialOutcome::Failed, now);
        wait = m_plan->nextDueNs(m_peers).value() - now;
        QVERIFY(wait >= kSecond / 2);
        QVERIFY(wait <= 60 * kSecond);
        QCOMPARE(due(now + wait - 1), Addresses{});
        now += wait;
    }
    QVERIFY(wait >= 30 * kSecond);
}

void TstDialPlan::whatWorkedIsTriedAgainSoon()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    for (int attempt = 0; attempt < 20; ++attempt) {
        m_plan->takeDue(m_peers, attempt * 100 * kSecond);
        m_plan->ended(kHost, DialOutcome::Failed, attempt * 100 * kSecond);
    }
    const int64_t now = 5'000 * kSecond;
    QCOMPARE(due(now), Addresses{kHost});
    m_plan->answered(kHost, device(3), now);
    m_plan->ended(kHost, DialOutcome::Worked, now);
    QVERIFY(m_plan->nextDueNs(m_peers).value() <= now + kSecond);
}

void TstDialPlan::noDialToADeviceThatIsConnected()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    QCOMPARE(due(0), Addresses{kHost});
    m_plan->answered(kHost, device(3), 0);
    connectDevice(1, device(3), {share(1)});
    m_plan->ended(kHost, DialOutcome::Worked, 0); // this one was superfluous
    QVERIFY(!m_plan->nextDueNs(m_peers));
    QCOMPARE(due(100 * kSecond), Addresses{});

    m_peers.closed(1);
    QCOMPARE(due(100 * kSecond), Addresses{kHost});
}

void TstDialPlan::aConnectedDeviceIsDialledForAShareOfTheLanThatIsNotOpen()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    due(0);
    m_plan->answered(kHost, device(3), 0);
    connectDevice(1, device(3), {share(1)});
    m_plan->ended(kHost, DialOutcome::Worked, 0);
    hear(kHost, share(1), 60 * kSecond);
    QCOMPARE(due(60 * kSecond), Addresses{});
    hear(kHost, share(2), 60 * kSecond);
    QCOMPARE(due(60 * kSecond), Addresses{kHost});
}

void TstDialPlan::whatIsHeardIsDialledOncePerAnnouncement()
{
    hear(kFound, share(1), 0);
    QCOMPARE(due(0), Addresses{kFound});
    m_plan->answered(kFound, device(3), 0);
    connectDevice(1, device(3), {share(2)}); // what was heard was not true
    m_plan->ended(kFound, DialOutcome::Worked, 0);
    QCOMPARE(due(10 * kSecond), Addresses{});

    hear(kFound, share(1), 60 * kSecond);
    QCOMPARE(due(60 * kSecond), Addresses{kFound});
}

void TstDialPlan::aFoundAddressThatNeverAnsweredIsForgotten()
{
    hear(kFound, share(1), 0);
    QCOMPARE(due(0), Addresses{kFound});
    m_plan->ended(kFound, DialOutcome::Failed, 0);
    QCOMPARE(m_plan->size(), size_t{0});
    QCOMPARE(due(100 * kSecond), Addresses{});
}

void TstDialPlan::aFoundAddressThatAnsweredIsRememberedForAWhile()
{
    hear(kFound, share(1), 0);
    due(0);
    m_plan->answered(kFound, device(3), 0);
    m_plan->ended(kFound, DialOutcome::Worked, 10 * kSecond);
    QCOMPARE(due(100 * kSecond), Addresses{kFound});
    m_plan->ended(kFound, DialOutcome::Failed, 100 * kSecond);
    QCOMPARE(m_plan->size(), size_t{1});
    const int64_t late = 10 * kSecond + DialPlan::kRememberNs;
    QCOMPARE(due(late), Addresses{kFound});
    m_plan->ended(kFound, DialOutcome::Failed, late);
    QCOMPARE(m_plan->size(), size_t{0});
}

void TstDialPlan::theLanShortensTheWaitForAKnownHost()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    for (int attempt = 0; attempt < 20; ++attempt) {
        due(attempt * 100 * kSecond);
        m_plan->ended(kHost, DialOutcome::Failed, attempt * 100 * kSecond);
    }
    const int64_t now = 1'901 * kSecond;
    QCOMPARE(due(now), Addresses{});
    hear(kHost, share(1), now);
    QCOMPARE(due(now), Addresses{kHost});
}

void TstDialPlan::ourselvesAreNeverDialledAgain()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    due(0);
    m_plan->ended(kHost, DialOutcome::LeadsToUs, 0);
    hear(kHost, share(1), 10 * kSecond);
    QCOMPARE(due(100'000 * kSecond), Addresses{});
    QVERIFY(!m_plan->nextDueNs(m_peers));
}

void TstDialPlan::anAvoidedAddressWaitsWhoeverAsks()
{
    hear(kFound, share(1), 0);
    due(0);
    m_plan->defer(kFound, 600 * kSecond, 0);
    m_plan->ended(kFound, DialOutcome::Failed, 0);
    hear(kFound, share(1), 599 * kSecond);
    QCOMPARE(due(599 * kSecond), Addresses{});
    QCOMPARE(m_plan->nextDueNs(m_peers).value(), 600 * kSecond);
    QCOMPARE(due(600 * kSecond), Addresses{kFound});
}

void TstDialPlan::oneAttemptPerDevice()
{
    hear("192.0.2.1:5000", share(1), 0);
    hear("[2001:db8::1]:5000", share(1), 0);
    QCOMPARE(due(0).size(), size_t{2}); // not yet known to be one device
    for (const Bytes& address : {Bytes("192.0.2.1:5000"), Bytes("[2001:db8::1]:5000")}) {
        m_plan->answered(address, device(3), 0);
        m_plan->ended(address, DialOutcome::Worked, 0);
    }
    QCOMPARE(due(10 * kSecond).size(), size_t{1});
    QCOMPARE(due(10 * kSecond).size(), size_t{0});
    QVERIFY(!m_plan->nextDueNs(m_peers));
}

void TstDialPlan::whoDialledUsIsDialledBackWhenItIsLost()
{
    connectDevice(1, device(3), {share(1)});
    m_plan->suppose(kFound, device(3), share(1), 0);
    QCOMPARE(due(0), Addresses{});
    m_peers.closed(1);
    QCOMPARE(due(10 * kSecond), Addresses{kFound});
}

void TstDialPlan::whoDialledUsFromAKnownHostIsNotDialled()
{
    m_plan->addKnownHost(kFound, share(1), 0);
    connectDevice(1, device(3), {share(1)});
    m_plan->suppose(kFound, device(3), share(1), 0);
    QCOMPARE(due(0), Addresses{});
}

void TstDialPlan::liarsOnTheLanCannotFillTheMemory()
{
    m_plan->addKnownHost(kHost, share(1), 0);
    for (int i = 0; i < 2'000; ++i)
        hear("192.0.2.7:" + std::to_string(1'000 + i), share(1), 0);
    QCOMPARE(m_plan->size(), DialPlan::kMaxFound + 1);
    QVERIFY(m_plan->isKnownHost(kHost));
    // While all of them are being dialled, one more is not taken.
    due(0);
    hear("192.0.2.8:1", share(1), 0);
    QCOMPARE(m_plan->size(), DialPlan::kMaxFound + 1);
    QCOMPARE(due(0), Addresses{});
}

void TstDialPlan::whatARelayListsIsDialledWithHeadStarts()
{
    list("10.0.0.3:5000", false, 0);
    list(kFound, false, kSecond / 4);
    list(kWay, true, 2 * kSecond);
    QCOMPARE(due(0), Addresses{"10.0.0.3:5000"});
    QCOMPARE(m_plan->nextDueNs(m_peers).value(), kSecond / 4);
    // Neither the attempt that is under way nor that all lead to one device holds up another.
    QCOMPARE(due(kSecond), Addresses{kFound});
    QCOMPARE(due(2 * kSecond), Addresses{kWay});
    QVERIFY(m_plan->isListed(kFound) && m_plan->isListed(kWay) && !m_plan->isListed(kHost));
    QVERIFY(m_plan->isListed(device(3)) && !m_plan->isListed(device(4)));
}

void TstDialPlan::aRelayedWayIsNotTakenToADeviceThatIsReached()
{
    list(kFound, false, 0);
    list(kWay, true, 2 * kSecond);
    QCOMPARE(due(0), Addresses{kFound});
    m_plan->answered(kFound, device(3), 0);
    connectDevice(1, device(3), {share(1)});
    QCOMPARE(due(10 * kSecond), Addresses{});
    m_peers.closed(1);
    m_plan->ended(kFound, DialOutcome::Worked, 10 * kSecond);
    QCOMPARE(due(10 * kSecond), Addresses{kWay}); // at once: the other way has to wait a moment
}

void TstDialPlan::aBetterWayIsTriedWhileTheDeviceIsReachedThroughARelay()
{
    list(kFound, false, 0);
    list(kWay, true, 0);
    QCOMPARE(due(0).size(), size_t{2});
    m_plan->ended(kFound, DialOutcome::Failed, 4 * kSecond);
    m_plan->answered(kWay, device(3), 0);
    m_peers.identified(1, Direction::Dialled, {device(3), 1}, true);
    m_peers.shareOpened(1, share(1), 0);
    int64_t now = 4 * kSecond;
    for (int attempt = 0; attempt < 20; ++attempt) {
        now = m_plan->nextDueNs(m_peers).value();
        QCOMPARE(due(now), Addresses{kFound});
        m_plan->ended(kFound, DialOutcome::Failed, now);
    }
    QVERIFY(m_plan->nextDueNs(m_peers).value() - now >= 30 * kSecond);
    connectDevice(2, device(3), {share(1)}); // it has dialled us
    QVERIFY(!m_plan->nextDueNs(m_peers));
}

void TstDialPlan::whatIsListedNoMoreIsForgottenUnlessItServed()
{
    list(kFound, false, 0);
    list(kWay, true, 0);
    list("192.0.2.10:1", false, 0);
    due(0);
    m_plan->ended("192.0.2.10:1", DialOutcome::Failed, 0);
    m_plan->answered(kFound, device(3), 0);
    m_plan->unlisted("entry");
    QCOMPARE(m_plan->size(), size_t{2}); // both are in use
    m_plan->ended(kWay, DialOutcome::Worked, 10 * kSecond);
    m_plan->ended(kFound, DialOutcome::Worked, 10 * kSecond);
    QCOMPARE(m_plan->size(), size_t{1});
    QCOMPARE(due(100 * kSecond), Addresses{kFound});
}

void TstDialPlan::severalRelaysMayListOneAddress()
{
    list(kFound, false, 0, "one");
    list(kFound, false, 0, "two");
    m_plan->unlisted("one");
    QCOMPARE(due(0), Addresses{kFound});
    m_plan->ended(kFound, DialOutcome::Failed, 0);
    m_plan->unlisted("none");
    QCOMPARE(m_plan->size(), size_t{1});
    m_plan->unlisted("two");
    QCOMPARE(m_plan->size(), size_t{0});
}

void TstDialPlan::aKnownHostNoMoreIsDialledIfARelayListsIt()
{
    m_plan->addKnownHost(kFound, share(1), 0);
    list(kFound, false, 0);
    m_plan->dropKnownHosts(share(1));
    QCOMPARE(due(kSecond), Addresses{kFound});
}

void TstDialPlan::whatTheDhtNamesIsDialledOncePerLookUp()
{
    m_plan->foundByDht(kFound, share(1), kSecond);
    QVERIFY(due(0).empty()); // the local network has a head start
    QCOMPARE(due(kSecond), Addresses{kFound});
    QVERIFY(m_plan->isViaDht(kFound));
    QVERIFY(!m_plan->isViaLan(kFound));
    m_plan->foundByDht(kFound, share(1), 2 * kSecond);
    QVERIFY(due(2 * kSecond).empty());
    m_plan->ended(kFound, DialOutcome::Failed, 3 * kSecond);
    QCOMPARE(m_plan->size(), size_t{0});
    m_plan->foundByDht(kFound, share(1), 4 * kSecond);
    QCOMPARE(due(4 * kSecond), Addresses{kFound});
}

void TstDialPlan::whatTheDhtNamesIsTriedAgainOnlyIfItAnswered()
{
    m_plan->foundByDht(kFound, share(1), 0);
    QCOMPARE(due(0), Addresses{kFound});
    m_plan->answered(kFound, device(3), kSecond);
    m_plan->ended(kFound, DialOutcome::Worked, 2 * kSecond);
    QCOMPARE(due(600 * kSecond), Addresses{kFound});
    // Named once more, it keeps its pace.
    m_plan->ended(kFound, DialOutcome::Failed, 601 * kSecond);
    m_plan->foundByDht(kFound, share(1), 601 * kSecond);
    QVERIFY(due(601 * kSecond).empty());
}

void TstDialPlan::liarsInTheDhtTakeLittleRoomAndNobodysPlace()
{
    hear("192.0.2.1:1", share(1), 0);
    for (int i = 0; i < 10'000; ++i)
        m_plan->foundByDht("192.0.2.2:" + std::to_string(i + 1), share(1), 0);
    QCOMPARE(m_plan->size(), DialPlan::kMaxOfDht + 1);
    QVERIFY(m_plan->isViaLan("192.0.2.1:1"));
    // What somebody else tells of as well is no hearsay.
    hear("192.0.2.2:1", share(1), 0);
    m_plan->foundByDht(kFound, share(1), 0);
    QVERIFY(m_plan->isViaDht(kFound));
}

void TstDialPlan::addressesHaveOneText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("IPv4 stays") << QByteArray("192.0.2.7:1") << QByteArray("192.0.2.7:1");
    QTest::newRow("IPv4 inside IPv6 becomes IPv4") << QByteArray("[::ffff:192.0.2.7]:1") << QByteArray("192.0.2.7:1");
    QTest::newRow("IPv6 gets its short form") << QByteArray("[2001:DB8:0:0::1]:1") << QByteArray("[2001:db8::1]:1");
    QTest::newRow("a name stays") << QByteArray("app02:1") << QByteArray("app02:1");
    QTest::newRow("what is no address stays") << QByteArray("somewhere") << QByteArray("somewhere");
}

void TstDialPlan::addressesHaveOneText()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, plain);
    QCOMPARE(QByteArray::fromStdString(plainAddress(text.toStdString())), plain);
}

void TstDialPlan::penaltiesEnd()
{
    Penalties penalties;
    QVERIFY(!penalties.holds(device(3), 0));
    penalties.add(device(3), 0);
    QVERIFY(penalties.holds(device(3), Penalties::kDurationNs - 1));
    QVERIFY(!penalties.holds(device(4), 0));
    QVERIFY(!penalties.holds(device(3), Penalties::kDurationNs));
}

QTEST_GUILESS_MAIN(TstDialPlan)
#include "tst_dial_plan.moc"
