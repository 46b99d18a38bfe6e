// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/address.h"
#include "core/net/admission.h"
#include "core/net/rate_limiter.h"
#include "core/net/redial.h"

#include <QTest>

using namespace shoal;
using namespace shoal::net;
using namespace std::chrono_literals;

namespace {

constexpr int64_t kMs = 1'000'000;

// What moves in `ms` when a greedy sender asks as often as it is told to.
uint64_t movedIn(RateLimiter& limiter, int64_t& now, int64_t ms)
{
    uint64_t moved = 0;
    for (const int64_t end = now + ms * kMs; now < end;) {
        const size_t allowed = limiter.allowance(now);
        limiter.take(allowed);
        moved += allowed;
        now += std::max<int64_t>(1, limiter.delay(now).count()) * kMs;
    }
    return moved;
}

} // namespace

class TstNetLogic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratesAreKept_data()
    {
        QTest::addColumn<quint64>("rate");
        QTest::newRow("1 kB/s") << quint64{1'000};
        QTest::newRow("50 kB/s") << quint64{50'000};
        QTest::newRow("10 MB/s") << quint64{10'000'000};
        QTest::newRow("1 GB/s") << quint64{1'000'000'000};
    }
    void ratesAreKept()
    {
        QFETCH(quint64, rate);
        RateLimiter limiter(rate);
        int64_t now = 5 * kMs;
        movedIn(limiter, now, 1'000);
        const double moved = static_cast<double>(movedIn(limiter, now, 100'000));
        const double expected = static_cast<double>(rate) * 100;
        QVERIFY2(moved > expected * 0.94 && moved < expected * 1.06, std::to_string(moved).c_str());
    }

    void zeroIsUnlimited()
    {
        RateLimiter limiter;
        limiter.take(1'000'000'000);
        QCOMPARE(limiter.allowance(0), SIZE_MAX);
        QCOMPARE(limiter.delay(0), 0ms);
    }

    void aLongPauseSavesUpNoMoreThanABurst()
    {
        RateLimiter limiter(1'000'000);
        limiter.take(limiter.allowance(0));
        QCOMPARE(limiter.allowance(3'600'000 * kMs), size_t{100'000});
    }

    void whatWasOverdrawnIsPaidBack()
    {
        RateLimiter limiter(1'000'000);
        limiter.take(limiter.allowance(0) + 500'000);
        QCOMPARE(limiter.allowance(400 * kMs), size_t{0});
        const auto delay = limiter.delay(400 * kMs);
        QVERIFY(delay > 90ms && delay < 110ms);
        QVERIFY(limiter.allowance(400 * kMs + delay.count() * kMs) > 0);
    }

    void aRateMayChange()
    {
        RateLimiter limiter(1'000'000'000);
        (void)limiter.allowance(0);
        limiter.setRate(10'000);
        QVERIFY(limiter.allowance(0) <= 4'096);
        limiter.setRate(0);
        QCOMPARE(limiter.allowance(0), SIZE_MAX);
    }

    void redialWaitsLongerEachTimeUpToAMinute()
    {
        const auto random = makeSeededRandom(1);
        for (int round = 0; round < 100; ++round) {
            Redial redial;
            for (const auto longest : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
                const auto wait = redial.next(*random);
                QVERIFY(wait <= longest && wait >= longest / 2);
            }
            redial.reset();
            QVERIFY(redial.next(*random) <= 1s);
        }
    }

    void redialHasJitter()
    {
        const auto random = makeSeededRandom(1);
        Redial a, b;
        QVERIFY(a.next(*random) != b.next(*random));
    }

    void theOldestUnprovenMakesRoom()
    {
        Admission admission({.total = 10, .unproven = 3, .unprovenFromSource = 2});
        QVERIFY(admission.admit(1, "a").admitted);
        QVERIFY(admission.admit(2, "b").admitted);
        QVERIFY(admission.admit(3, "c").admitted);
        admission.proven(1);
        QVERIFY(admission.admit(4, "d").dropped.empty());
        const auto decision = admission.admit(5, "e");
        QVERIFY(decision.admitted);
        QVERIFY(decision.dropped == std::vector<Admission::Id>{2});
        QCOMPARE(admission.unproven(), size_t{3});
        QCOMPARE(admission.total(), size_t{4});
    }

    void aSourceDisplacesItselfFirst()
    {
        Admission admission({.total = 10, .unproven = 5, .unprovenFromSource = 2});
        (void)admission.admit(1, "other");
        (void)admission.admit(2, "a");
        (void)admission.admit(3, "a");
        const auto decision = admission.admit(4, "a");
        QVERIFY(decision.admitted);
        QVERIFY(decision.dropped == std::vector<Admission::Id>{2});
        admission.proven(3);
        QVERIFY(admission.admit(5, "a").dropped.empty()); // proven ones do not count
    }

    void provenConnectionsAreNeverDropped()
    {
        Admission admission({.total = 2, .unproven = 2, .unprovenFromSource = 2});
        (void)admission.admit(1, "a");
        (void)admission.admit(2, "a");
        admission.proven(1);
        const auto third = admission.admit(3, "b");
        QVERIFY(third.admitted);
        QVERIFY(third.dropped == std::vector<Admission::Id>{2});
        admission.proven(3);
        const auto fourth = admission.admit(4, "c");
        QVERIFY(!fourth.admitted);
        QVERIFY(fourth.dropped.empty());
        admission.gone(1);
        QVERIFY(admission.admit(5, "c").admitted);
    }

    void endpointsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port"); // 0: refused
        QTest::newRow("a name") << QByteArray("app01.example.org:8888") << QByteArray("app01.example.org") << 8888;
        QTest::newRow("IPv4") << QByteArray("192.0.2.1:1") << QByteArray("192.0.2.1") << 1;
        QTest::newRow("IPv6") << QByteArray("[2001:db8::1]:65535") << QByteArray("2001:db8::1") << 65535;
        QTest::newRow("IPv6 with a zone") << QByteArray("[fe80::1%eth0]:8888") << QByteArray("fe80::1%eth0") << 8888;
        QTest::newRow("no port") << QByteArray("app01") << QByteArray() << 0;
        QTest::newRow("an empty port") << QByteArray("app01:") << QByteArray() << 0;
        QTest::newRow("port 0") << QByteArray("app01:0") << QByteArray() << 0;
        QTest::newRow("port 65536") << QByteArray("app01:65536") << QByteArray() << 0;
        QTest::newRow("a port with letters") << QByteArray("app01:88x") << QByteArray() << 0;
        QTest::newRow("a negative port") << QByteArray("app01:-1") << QByteArray() << 0;
        QTest::newRow("no host") << QByteArray(":8888") << QByteArray() << 0;
        QTest::newRow("IPv6 without brackets") << QByteArray("2001:db8::1:8888") << QByteArray() << 0;
        QTest::newRow("a name in brackets") << QByteArray("[app01]:8888") << QByteArray() << 0;
        QTest::newRow("a URL") << QByteArray("http://app01:8888") << QByteArray() << 0;
        QTest::newRow("a space") << QByteArray("app 01:8888") << QByteArray() << 0;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << 0;
    }
    void endpointsAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, host);
        QFETCH(int, port);
        const auto endpoint = Endpoint::parse(text.toStdString());
        QCOMPARE(endpoint.has_value(), port != 0);
        if (!endpoint) {
            QCOMPARE(endpoint.error().code, ErrorCode::InvalidArgument);
            return;
        }
        QCOMPARE(endpoint->host, host.toStdString());
        QCOMPARE(int{endpoint->port}, port);
        QCOMPARE(endpoint->text(), text.toStdString());
    }

    void localNetworksAreKnown_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("local");
        QTest::addRow("loopback") << QStringLiteral("127.0.0.1") << true;
        QTest::addRow("IPv6 loopback") << QStringLiteral("::1") << true;
        QTest::addRow("10/8") << QStringLiteral("10.255.1.2") << true;
        QTest::addRow("172.16/12") << QStringLiteral("172.31.255.255") << true;
        QTest::addRow("after 172.16/12") << QStringLiteral("172.32.0.1") << false;
        QTest::addRow("192.168/16") << QStringLiteral("192.168.7.7") << true;
        QTest::addRow("mapped 192.168/16") << QStringLiteral("::ffff:192.168.7.7") << true;
        QTest::addRow("link-local") << QStringLiteral("169.254.1.1") << true;
        QTest::addRow("IPv6 link-local") << QStringLiteral("fe80::1%eth0") << true;
        QTest::addRow("unique local") << QStringLiteral("fd12::1") << true;
        QTest::addRow("public IPv4") << QStringLiteral("203.0.113.9") << false;
        QTest::addRow("mapped public IPv4") << QStringLiteral("::ffff:203.0.113.9") << false;
        QTest::addRow("public IPv6") << QStringLiteral("2001:db8::1") << false;
    }
    void localNetworksAreKnown()
    {
        QFETCH(QString, address);
        QFETCH(bool, local);
        QCOMPARE(isLocalNetwork(QHostAddress(address)), local);
    }

    void sourcesAreAddressesOrNetworks()
    {
        const auto source = [](const char* address) { return sourceOf(QHostAddress(QString::fromLatin1(address))); };
        QCOMPARE(source("192.0.2.1"), source("::ffff:192.0.2.1"));
        QVERIFY(source("192.0.2.1") != source("192.0.2.2"));
        QCOMPARE(source("2001:db8::1"), source("2001:db8::ffff:1"));
        QVERIFY(source("2001:db8::1") != source("2001:db8:0:1::1"));
    }
};

QTEST_GUILESS_MAIN(TstNetLogic)
#include "tst_net_logic.moc"
