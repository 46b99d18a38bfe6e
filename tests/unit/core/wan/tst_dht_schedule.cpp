// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wan/dht_schedule.h"

#include <QTest>

using namespace shoal;
using namespace shoal::wan;

namespace {

using Keys = std::vector<crypto::DhtKey>;

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kLongest = std::chrono::nanoseconds(DhtSchedule::kLongestPause).count();

crypto::DhtKey key(char c)
{
    return crypto::DhtKey::from(Bytes(crypto::DhtKey::kSize, c));
}

DhtPeer peer(const char* address, uint16_t port = 12345)
{
    return {QHostAddress(QLatin1String(address)), port};
}

} // namespace

class TstDhtSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewKeyIsDueAtOnceAndLaterLessOften();
    void aKeyIsAnnouncedBeforeNodesForgetIt();
    void keysThatStayKeepTheirPace();
    void joiningBeginsAnew();
    void addressesAreTakenOnceAndNotTooMany();
    void nothingIsTakenUnderAKeyThatIsNotOurs();
    void onlyWhatTheInternetReachesIsDialled_data();
    void onlyWhatTheInternetReachesIsDialled();

private:
    std::unique_ptr<Random> m_random = makeSeededRandom(1);
};

void TstDhtSchedule::aNewKeyIsDueAtOnceAndLaterLessOften()
{
    DhtSchedule schedule;
    QVERIFY(!schedule.nextDueNs());
    schedule.setKeys({key('a')}, 7);
    QCOMPARE(schedule.nextDueNs(), std::optional<int64_t>(7));
    QVERIFY(schedule.takeDue(6).empty());
    QCOMPARE(schedule.takeDue(7), Keys{key('a')});
    QVERIFY(schedule.takeDue(7).empty());
    QCOMPARE(schedule.nextDueNs(), std::optional<int64_t>(7 + 5 * kSecond));
    QCOMPARE(schedule.takeDue(7 + 5 * kSecond), Keys{key('a')});
    QCOMPARE(schedule.nextDueNs(), std::optional<int64_t>(7 + 15 * kSecond));
}

void TstDhtSchedule::aKeyIsAnnouncedBeforeNodesForgetIt()
{
    DhtSchedule schedule;
    schedule.setKeys({key('a')}, 0);
    for (int i = 0; i < 20; ++i)
        schedule.takeDue(*schedule.nextDueNs());
    const int64_t last = *schedule.nextDueNs();
    schedule.takeDue(last);
    QCOMPARE(*schedule.nextDueNs() - last, kLongest);
}

void TstDhtSchedule::keysThatStayKeepTheirPace()
{
    DhtSchedule schedule;
    schedule.setKeys({key('a'), key('b')}, 0);
    schedule.takeDue(0);
    schedule.setKeys({key('b'), key('c')}, kSecond);
    QVERIFY(!schedule.hasKey(key('a')));
    QCOMPARE(schedule.takeDue(kSecond), Keys{key('c')});
    QCOMPARE(schedule.takeDue(5 * kSecond), Keys{key('b')});
    schedule.setKeys({}, 0);
    QVERIFY(!schedule.nextDueNs());
}

void TstDhtSchedule::joiningBeginsAnew()
{
    DhtSchedule schedule;
    schedule.setKeys({key('a')}, 0);
    for (int i = 0; i < 5; ++i)
        schedule.takeDue(*schedule.nextDueNs());
    schedule.restart(kSecond);
    QCOMPARE(schedule.takeDue(kSecond), Keys{key('a')});
    QCOMPARE(schedule.nextDueNs(), std::optional<int64_t>(6 * kSecond));
}

void TstDhtSchedule::addressesAreTakenOnceAndNotTooMany()
{
    DhtSchedule schedule;
    schedule.setKeys({key('a'), key('b')}, 0);
    const std::vector<DhtPeer> two{peer("8.8.8.8"), peer("8.8.8.8"), peer("8.8.4.4")};
    QCOMPARE(schedule.take(key('a'), two, false, *m_random).size(), size_t{2});
    QVERIFY(schedule.take(key('a'), two, false, *m_random).empty());
    QCOMPARE(schedule.take(key('b'), two, false, *m_random).size(), size_t{2});

    std::vector<DhtPeer> many;
    for (uint16_t port = 1; port <= 1000; ++port)
        many.push_back(peer("8.8.8.8", port));
    QCOMPARE(schedule.take(key('a'), many, false, *m_random).size(), DhtSchedule::kMaxPeersOfAnswer);
    for (int i = 0; i < 10; ++i)
        schedule.take(key('a'), many, false, *m_random);
    QVERIFY(schedule.take(key('a'), {peer("9.9.9.9")}, false, *m_random).empty());
    schedule.takeDue(0);
    QCOMPARE(schedule.take(key('a'), {peer("9.9.9.9")}, false, *m_random).size(), size_t{1});
}

void TstDhtSchedule::nothingIsTakenUnderAKeyThatIsNotOurs()
{
    DhtSchedule schedule;
    schedule.setKeys({key('a')}, 0);
    QVERIFY(schedule.take(key('z'), {peer("8.8.8.8")}, false, *m_random).empty());
}

void TstDhtSchedule::onlyWhatTheInternetReachesIsDialled_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("inPublic");
    QTest::addColumn<bool>("inOwn");
    const auto row = [](const char* address, bool inPublic, bool inOwn, int port = 443) {
        QTest::addRow("%s port %d", address, port) << QString::fromLatin1(address) << port << inPublic << inOwn;
    };
    row("8.8.8.8", true, true);
    row("172.32.0.1", true, true);
    row("::ffff:8.8.8.8", true, true);
    row("2a01:4f8::1", true, true);
    row("8.8.8.8", false, false, 0);
    row("127.0.0.1", false, true);
    row("::ffff:127.0.0.1", false, true);
    row("10.1.2.3", false, true);
    row("100.64.0.1", false, true);
    row("172.16.0.1", false, true);
    row("192.168.1.1", false, true);
    row("203.0.113.5", false, true);
    row("fd00::1", false, true);
    row("2001:db8::1", false, true);
    row("169.254.1.1", false, false);
    row("0.0.0.0", false, false);
    row("0.1.2.3", false, false);
    row("224.0.0.1", false, false);
    row("255.255.255.255", false, false);
    row("240.0.0.1", false, false);
    row("::", false, false);
    row("fe80::1", false, false);
    row("ff02::1", false, false);
    row("", false, false);
}

void TstDhtSchedule::onlyWhatTheInternetReachesIsDialled()
{
    QFETCH(QString, address);
    QFETCH(int, port);
    QFETCH(bool, inPublic);
    QFETCH(bool, inOwn);
    const DhtPeer one{QHostAddress(address), static_cast<uint16_t>(port)};
    QCOMPARE(mayDial(one, false), inPublic);
    QCOMPARE(mayDial(one, true), inOwn);
}

QTEST_APPLESS_MAIN(TstDhtSchedule)
#include "tst_dht_schedule.moc"
