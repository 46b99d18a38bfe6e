// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/discovery/lan_discovery.h"

#include <QCoreApplication>
#include <QTest>
#include <QUdpSocket>

#include <map>

using namespace shoal;
using namespace shoal::discovery;

namespace {

const Bytes kShareA(32, 'a');
const Bytes kShareB(32, 'b');
const Bytes kShareC(32, 'c');

// Time that moves by hand.
class ManualClock final : public Clock
{
public:
    int64_t wallNs() const override { return m_now; }
    int64_t monotonicNs() const override { return m_now; }
    TimerId after(std::chrono::milliseconds delay, std::function<void()> callback) override
    {
        m_timers.emplace(++m_last, Timer{m_now + std::chrono::nanoseconds(delay).count(), std::move(callback)});
        return m_last;
    }
    void cancel(TimerId timer) override { m_timers.erase(timer); }

    void advance(std::chrono::milliseconds step)
    {
        const int64_t end = m_now + std::chrono::nanoseconds(step).count();
        for (auto it = firstDue(end); it != m_timers.end(); it = firstDue(end)) {
            m_now = std::max(m_now, it->second.due);
            const auto run = std::move(it->second.callback);
            m_timers.erase(it);
            run();
        }
        m_now = end;
    }
    size_t timers() const { return m_timers.size(); }

private:
    struct Timer
    {
        int64_t due;
        std::function<void()> callback;
    };
    std::map<TimerId, Timer>::iterator firstDue(int64_t end)
    {
        auto best = m_timers.end();
        for (auto it = m_timers.begin(); it != m_timers.end(); ++it) {
            if (it->second.due <= end && (best == m_timers.end() || it->second.due < best->second.due))
                best = it;
        }
        return best;
    }

    int64_t m_now = 1'000'000'000;
    TimerId m_last = 0;
    std::map<TimerId, Timer> m_timers;
};

struct Found
{
    std::vector<Bytes> shares;
    QHostAddress address;
    quint16 port;
};

// One device on the loopback interface.
class Device
{
public:
    Device(Clock& clock, Random& random, uint16_t udpPort, uint16_t tcpPort, std::vector<Bytes> shares)
        : discovery(clock, random, {udpPort, {"lo"}}), m_tcpPort(tcpPort)
    {
        QObject::connect(&discovery, &LanDiscovery::found, &discovery,
                         [this](const std::vector<Bytes>& keys, const QHostAddress& address, quint16 port) {
                             found.push_back({keys, address, port});
                         });
        discovery.setShares(std::move(shares));
    }
    bool start() { return discovery.start(m_tcpPort).has_value(); }
    int count(quint16 port) const
    {
        return static_cast<int>(
            std::count_if(found.begin(), found.end(), [port](const Found& one) { return one.port == port; }));
    }

    LanDiscovery discovery;
    std::vector<Found> found;

private:
    uint16_t m_tcpPort;
};

// Everything that was sent on loopback so far is in the sockets' queues; this reads it all.
void readAll()
{
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
}

} // namespace

class TstLanDiscovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void twoDevicesFindEachOther();
    void onlyCommonSharesAreNamed();
    void strangersDoNotFindEachOther();
    void copiesOfOneAnnouncementCountOnce();
    void aNewShareIsAnnouncedSoon();
    void whoHasNoShareIsSilent();
    void theScheduleIsKept();
    void garbageDoesNoHarm();
    void stopEndsEverything();
    void aSlotMayStop();

private:
    ManualClock m_clock;
    std::unique_ptr<Random> m_random = makeSeededRandom(1);
    uint16_t m_port = 0;
};

void TstLanDiscovery::init()
{
    // A port of this test's own, so that tests may run side by side.
    QUdpSocket probe;
    QVERIFY(probe.bind(QHostAddress::AnyIPv4, 0));
    m_port = probe.localPort();
}

void TstLanDiscovery::twoDevicesFindEachOther()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareA});
    QVERIFY(first.start());
    // Nobody hears the first one's announcement; it learns of the second, and the second gets its answer.
    readAll();
    QVERIFY(second.start());
    QTRY_VERIFY(first.count(1002) > 0);
    QTRY_VERIFY(second.count(1001) > 0);
    QVERIFY(first.found.front().address.isLoopback());
    QVERIFY(second.found.front().address.isLoopback());
    QCOMPARE(first.count(1001), 0);
    QCOMPARE(second.count(1002), 0);
}

void TstLanDiscovery::onlyCommonSharesAreNamed()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA, kShareB});
    Device second(m_clock, *m_random, m_port, 1002, {kShareC, kShareB});
    QVERIFY(first.start());
    QVERIFY(second.start());
    QTRY_VERIFY(first.count(1002) > 0 && second.count(1001) > 0);
    for (const Device* device : {&first, &second}) {
        for (const Found& one : device->found)
            QCOMPARE(one.shares, std::vector<Bytes>{kShareB});
    }
}

void TstLanDiscovery::strangersDoNotFindEachOther()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareB});
    Device both(m_clock, *m_random, m_port, 1003, {kShareA, kShareB});
    QVERIFY(first.start() && second.start() && both.start());
    QTRY_VERIFY(both.count(1001) > 0 && both.count(1002) > 0);
    QTRY_VERIFY(first.count(1003) > 0 && second.count(1003) > 0);
    readAll();
    QCOMPARE(first.count(1002), 0);
    QCOMPARE(second.count(1001), 0);
}

void TstLanDiscovery::copiesOfOneAnnouncementCountOnce()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareA});
    QVERIFY(first.start());
    readAll();
    QVERIFY(second.start());
    QTRY_VERIFY(first.count(1002) > 0);
    readAll();
    // Multicast and broadcast both arrive; an address may be of either protocol.
    for (const Found& one : first.found) {
        const auto same = [&one](const Found& other) { return other.address == one.address; };
        QCOMPARE(std::count_if(first.found.begin(), first.found.end(), same), 1);
    }
}

void TstLanDiscovery::aNewShareIsAnnouncedSoon()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareB});
    QVERIFY(first.start() && second.start());
    readAll();
    QVERIFY(first.found.empty() && second.found.empty());
    second.discovery.setShares({kShareB, kShareA});
    m_clock.advance(kLanSettle);
    QTRY_VERIFY(first.count(1002) > 0);
    QTRY_VERIFY(second.count(1001) > 0);
}

void TstLanDiscovery::whoHasNoShareIsSilent()
{
    QUdpSocket listener;
    QVERIFY(listener.bind(QHostAddress::AnyIPv4, m_port, QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint));
    Device device(m_clock, *m_random, m_port, 1001, {});
    QVERIFY(device.start());
    QVERIFY(!listener.hasPendingDatagrams());
    device.discovery.setShares({kShareA});
    m_clock.advance(kLanSettle);
    QTRY_VERIFY(listener.hasPendingDatagrams());
}

void TstLanDiscovery::theScheduleIsKept()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareA});
    QVERIFY(first.start());
    readAll();
    QVERIFY(second.start());
    QTRY_VERIFY(first.count(1002) > 0);
    readAll();
    const int each = first.count(1002);
    for (const auto step : {std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(60)}) {
        const int before = first.count(1002);
        m_clock.advance(step - std::chrono::milliseconds(1));
        readAll();
        QCOMPARE(first.count(1002), before);
        m_clock.advance(std::chrono::milliseconds(1));
        QTRY_COMPARE(first.count(1002), before + each);
    }
}

void TstLanDiscovery::garbageDoesNoHarm()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    QVERIFY(first.start());
    QUdpSocket sender;
    QVERIFY(sender.bind(QHostAddress::LocalHost, 0));
    const auto send = [&](const Bytes& data) {
        return sender.writeDatagram(data.data(), static_cast<qint64>(data.size()),
                                    QHostAddress(QHostAddress::LocalHost), m_port) >= 0;
    };
    QVERIFY(send(""));
    QVERIFY(send("SHOAL-LAN"));
    QVERIFY(send(Bytes(1201, 'x')));
    QVERIFY(send("SHOAL-LAN" + Bytes(30'000, '\x01')));
    const auto attack = makeAnnouncements(9999, true, std::vector<Bytes>(64, kShareB), *m_random);
    QVERIFY(send(encodeAnnouncement(attack.front())));
    readAll(); // the kernel's queue is short
    // More than one turn of the event loop reads.
    for (int i = 0; i < 200; ++i)
        QVERIFY(send("noise"));
    const auto genuine = makeAnnouncements(1002, false, std::vector<Bytes>{kShareA}, *m_random);
    QVERIFY(send(encodeAnnouncement(genuine.front())));
    QTRY_COMPARE(first.count(1002), 1);
    QCOMPARE(first.found.size(), size_t{1});
    // The same datagram from the same address again is a copy.
    QVERIFY(send(encodeAnnouncement(genuine.front())));
    readAll();
    QCOMPARE(first.found.size(), size_t{1});
}

void TstLanDiscovery::stopEndsEverything()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareA});
    QVERIFY(first.start());
    first.discovery.stop();
    QCOMPARE(m_clock.timers(), size_t{0});
    first.discovery.networkChanged();
    first.discovery.setShares({kShareB});
    QCOMPARE(m_clock.timers(), size_t{0});
    QVERIFY(second.start());
    readAll();
    QVERIFY(first.found.empty());
    QVERIFY(second.found.empty());
}

void TstLanDiscovery::aSlotMayStop()
{
    Device first(m_clock, *m_random, m_port, 1001, {kShareA});
    Device second(m_clock, *m_random, m_port, 1002, {kShareA});
    QObject::connect(&first.discovery, &LanDiscovery::found, &first.discovery, [&first] { first.discovery.stop(); });
    QVERIFY(first.start());
    readAll();
    QVERIFY(second.start());
    QTRY_COMPARE(first.count(1002), 1);
    readAll();
    QCOMPARE(first.count(1002), 1);
    QVERIFY(first.start());
    second.discovery.networkChanged();
    m_clock.advance(kLanSettle);
    QTRY_COMPARE(first.count(1002), 2);
}

QTEST_GUILESS_MAIN(TstLanDiscovery)
#include "tst_lan_discovery.moc"
