// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_policy.h"

#include "core/discovery/lan_interfaces.h"
#include "core/discovery/recent.h"

#include <QTest>

using namespace shoal;
using namespace shoal::discovery;

namespace {

constexpr int64_t kMs = 1'000'000;
constexpr int64_t kStart = 5'000'000'000'000;

} // namespace

class TstLanPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void announcesOftenAtFirstThenEveryMinute();
    void aLateAnnouncementIsNotMadeUpFor();
    void aChangeStartsAnew();
    void manyChangesMakeOneAnnouncement();
    void aNewDeviceIsReadAtOnce();
    void aFloodFromOneSourceIsBounded();
    void aFloodFromOneSourceLeavesRoomForOthers();
    void forgedSourcesCostNoMemory();
    void silentSourcesAreForgotten();
    void oneAnswerASecond();
    void answersAreBoundedInAll();
    void timeThatStandsStillGivesNothing();
    void broadcastAddresses_data();
    void broadcastAddresses();
    void recentForgetsTheOldest();
};

void TstLanPolicy::announcesOftenAtFirstThenEveryMinute()
{
    LanSchedule schedule(kStart);
    std::vector<int64_t> times;
    std::vector<bool> asks;
    for (int i = 0; i < 6; ++i) {
        const int64_t due = schedule.dueNs();
        times.push_back((due - kStart) / kMs);
        asks.push_back(schedule.announced(due));
    }
    QCOMPARE(times, (std::vector<int64_t>{0, 1000, 3000, 63'000, 123'000, 183'000}));
    QCOMPARE(asks, (std::vector<bool>{true, false, false, false, false, false}));
}

void TstLanPolicy::aLateAnnouncementIsNotMadeUpFor()
{
    LanSchedule schedule(kStart);
    for (int i = 0; i < 3; ++i)
        schedule.announced(schedule.dueNs());
    // The machine slept for an hour.
    const int64_t late = kStart + 3'600'000 * kMs;
    QVERIFY(schedule.dueNs() < late);
    schedule.announced(late);
    QCOMPARE(schedule.dueNs(), late + 60'000 * kMs);
}

void TstLanPolicy::aChangeStartsAnew()
{
    LanSchedule schedule(kStart);
    for (int i = 0; i < 5; ++i)
        schedule.announced(schedule.dueNs());
    const int64_t now = kStart + 500'000 * kMs;
    schedule.restart(now);
    QCOMPARE(schedule.dueNs(), now + 250 * kMs);
    QVERIFY(schedule.announced(now + 250 * kMs));
    QCOMPARE(schedule.dueNs(), now + 1250 * kMs);
    QVERIFY(!schedule.announced(schedule.dueNs()));
    QCOMPARE(schedule.dueNs(), now + 3250 * kMs);
}

void TstLanPolicy::manyChangesMakeOneAnnouncement()
{
    LanSchedule schedule(kStart);
    schedule.announced(kStart);
    // A network that never settles must not silence us.
    for (int i = 1; i <= 100; ++i)
        schedule.restart(kStart + i * 10 * kMs);
    QCOMPARE(schedule.dueNs(), kStart + 260 * kMs);
}

void TstLanPolicy::aNewDeviceIsReadAtOnce()
{
    LanLimits limits(kStart);
    QVERIFY(limits.mayRead("a", kStart));
    QVERIFY(limits.mayRead("b", kStart));
}

void TstLanPolicy::aFloodFromOneSourceIsBounded()
{
    LanLimits limits(kStart);
    int read = 0;
    // 10 seconds of 1,000 datagrams a second.
    for (int i = 0; i < 10'000; ++i)
        read += limits.mayRead("flood", kStart + i * kMs);
    QVERIFY(read <= static_cast<int>(kLanReadsPerSourceBurst + 10 * kLanReadsPerSourcePerSecond));
    QVERIFY(read >= static_cast<int>(10 * kLanReadsPerSourcePerSecond));
}

void TstLanPolicy::aFloodFromOneSourceLeavesRoomForOthers()
{
    LanLimits limits(kStart);
    for (int i = 0; i < 100'000; ++i)
        limits.mayRead("flood", kStart);
    for (int i = 0; i < 100; ++i)
        QVERIFY(limits.mayRead("device " + std::to_string(i), kStart));
}

void TstLanPolicy::forgedSourcesCostNoMemory()
{
    LanLimits limits(kStart);
    int read = 0;
    for (int i = 0; i < 100'000; ++i)
        read += limits.mayRead(std::to_string(i), kStart + i * (kMs / 10));
    QVERIFY(limits.sourceCount() <= kLanMaxSources);
    QVERIFY(read <= static_cast<int>(kLanReadsBurst + 10 * kLanReadsPerSecond));
    QVERIFY(read >= static_cast<int>(10 * kLanReadsPerSecond) - 1);
}

void TstLanPolicy::silentSourcesAreForgotten()
{
    LanLimits limits(kStart);
    int64_t now = kStart;
    // Within the limits, and more than are remembered.
    for (size_t i = 0; i < 3 * kLanMaxSources; ++i) {
        now += 5 * kMs;
        QVERIFY(limits.mayRead(std::to_string(i), now));
    }
    QVERIFY(limits.sourceCount() <= kLanMaxSources);
}

void TstLanPolicy::oneAnswerASecond()
{
    LanLimits limits(kStart);
    QVERIFY(limits.mayAnswer("a", kStart));
    QVERIFY(!limits.mayAnswer("a", kStart + 999 * kMs));
    QVERIFY(limits.mayAnswer("b", kStart + 999 * kMs));
    QVERIFY(limits.mayAnswer("a", kStart + 1000 * kMs));
    QVERIFY(!limits.mayAnswer("a", kStart + 1999 * kMs));
}

void TstLanPolicy::answersAreBoundedInAll()
{
    LanLimits limits(kStart);
    int answers = 0;
    for (int i = 0; i < 10'000; ++i)
        answers += limits.mayAnswer(std::to_string(i), kStart);
    QCOMPARE(answers, static_cast<int>(kLanAnswersBurst));
}

void TstLanPolicy::timeThatStandsStillGivesNothing()
{
    TokenBucket bucket(1000, 2, kStart);
    QVERIFY(bucket.isFull(kStart));
    QVERIFY(bucket.take(kStart));
    QVERIFY(!bucket.isFull(kStart));
    QVERIFY(bucket.take(kStart));
    QVERIFY(!bucket.take(kStart));
    QVERIFY(!bucket.take(kStart - 1000 * kMs));
    QVERIFY(bucket.take(kStart + kMs));
    QVERIFY(!bucket.take(kStart + kMs));
    QVERIFY(bucket.isFull(kStart + 100 * kMs));
}

void TstLanPolicy::broadcastAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("prefix");
    QTest::addColumn<QString>("broadcast");
    const auto row = [](const char* name, const char* address, int prefix, const char* broadcast) {
        QTest::newRow(name) << QString::fromLatin1(address) << prefix << QString::fromLatin1(broadcast);
    };
    row("a home network", "192.0.2.7", 24, "192.0.2.255");
    row("a network that ends inside a byte", "10.1.2.3", 20, "10.1.15.255");
    row("the loopback network", "127.0.0.1", 8, "127.255.255.255");
    row("the smallest network with a broadcast", "192.0.2.5", 30, "192.0.2.7");
    row("a link between two has none", "192.0.2.5", 31, "");
    row("a single address has none", "192.0.2.5", 32, "");
    row("an unknown prefix has none", "192.0.2.5", -1, "");
    row("IPv6 has none", "2001:db8::1", 24, "");
}

void TstLanPolicy::broadcastAddresses()
{
    QFETCH(QString, address);
    QFETCH(int, prefix);
    QFETCH(QString, broadcast);
    QCOMPARE(directedBroadcast(QHostAddress(address), prefix), QHostAddress(broadcast));
}

void TstLanPolicy::recentForgetsTheOldest()
{
    Recent<int, 3> recent;
    QVERIFY(!recent.contains(0)); // not a value that was never added
    for (const int value : {1, 2, 3, 4})
        recent.add(value);
    QVERIFY(!recent.contains(1));
    QVERIFY(recent.contains(2) && recent.contains(3) && recent.contains(4));
}

QTEST_GUILESS_MAIN(TstLanPolicy)
#include "tst_lan_policy.moc"
