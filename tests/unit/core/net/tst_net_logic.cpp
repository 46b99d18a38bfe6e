// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/address.h"
#include "core/net/admission.h"
#include "core/net/redial.h"
#include "core/net/token_bucket.h"

#include <QTest>

using namespace shoal;
using namespace shoal::net;
using namespace std::chrono_literals;

namespace {

constexpr int64_t kMs = 1'000'000;

// What moves in `ms` when a greedy sender asks as often as it is told to.
uint64_t movedIn(TokenBucket& bucket, int64_t& now, int64_t ms)
{
    uint64_t moved = 0;
    for (const int64_t end = now + ms * kMs; now < end;) {
        const size_t allowed = bucket.allowance(now);
        bucket.take(allowed);
        moved += allowed;
        now += std::max<int64_t>(1, bucket.delay(now).count()) * kMs;
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
        TokenBucket bucket(rate);
        int64_t now = 5 * kMs;
        movedIn(bucket, now, 1'000);
        const double moved = static_cast<double>(movedIn(bucket, now, 100'000));
        const double expected = static_cast<double>(rate) * 100;
        QVERIFY2(moved > expected * 0.94 && moved < expected * 1.06, std::to_string(moved).c_str());
    }

    void zeroIsUnlimited()
    {
        TokenBucket bucket;
        bucket.take(1'000'000'000);
        QCOMPARE(bucket.allowance(0), SIZE_MAX);
        QCOMPARE(bucket.delay(0), 0ms);
    }

    void aLongPauseSavesUpNoMoreThanABurst()
    {
        TokenBucket bucket(1'000'000);
        bucket.take(bucket.allowance(0));
        QCOMPARE(bucket.allowance(3'600'000 * kMs), size_t{50'000});
    }

    void whatWasOverdrawnIsPaidBack()
    {
        TokenBucket bucket(1'000'000);
        bucket.take(bucket.allowance(0) + 500'000);
        QCOMPARE(bucket.allowance(400 * kMs), size_t{0});
        const auto delay = bucket.delay(400 * kMs);
        QVERIFY(delay > 110ms && delay < 130ms);
        QVERIFY(bucket.allowance(400 * kMs + delay.count() * kMs) > 0);
    }

    void aRateMayChange()
    {
        TokenBucket bucket(1'000'000'000);
        (void)bucket.allowance(0);
        bucket.setRate(10'000);
        QVERIFY(bucket.allowance(0) <= 4'096);
        bucket.setRate(0);
        QCOMPARE(bucket.allowance(0), SIZE_MAX);
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
        QVERIFY(admission.admit(1, "a", 0).admitted);
        QVERIFY(admission.admit(2, "b", 0).admitted);
        QVERIFY(admission.admit(3, "c", 0).admitted);
        admission.proven(1);
        QVERIFY(admission.admit(4, "d", 0).dropped.empty());
        const auto decision = admission.admit(5, "e", 0);
        QVERIFY(decision.admitted);
        QVERIFY(decision.dropped == std::vector<Admission::Id>{2});
        QCOMPARE(admission.unproven(), size_t{3});
        QCOMPARE(admission.total(), size_t{4});
    }

    void aSourceDisplacesItselfFirst()
    {
        Admission admission({.total = 10, .unproven = 5, .unprovenFromSource = 2});
        (void)admission.admit(1, "other", 0);
        (void)admission.admit(2, "a", 0);
        (void)admission.admit(3, "a", 0);
        const auto decision = admission.admit(4, "a", 0);
        QVERIFY(decision.admitted);
        QVERIFY(decision.dropped == std::vector<Admission::Id>{2});
        admission.proven(3);
        QVERIFY(admission.admit(5, "a", 0).dropped.empty()); // proven ones do not count
    }

    void provenConnectionsAreNeverDropped()
    {
        Admission admission({.total = 2, .unproven = 2, .unprovenFromSource = 2});
        (void)admission.admit(1, "a", 0);
        (void)admission.admit(2, "a", 0);
        admission.proven(1);
        const auto third = admission.admit(3, "b", 0);
        QVERIFY(third.admitted);
        QVERIFY(third.dropped == std::vector<Admission::Id>{2});
        admission.proven(3);
        const auto fourth = admission.admit(4, "c", 0);
        QVERIFY(!fourth.admitted);
        QVERIFY(fourth.dropped.empty());
        admission.gone(1);
        QVERIFY(admission.admit(5, "c", 0).admitted);
    }

    void aSourceThatFloodsIsRefused()
    {
        Admission admission(
            {.total = 10, .unproven = 5, .unprovenFromSource = 5, .burstOfSource = 3, .rateOfSource = 2});
        Admission::Id id = 0;
        for (int i = 0; i < 3; ++i)
            QVERIFY(admission.admit(++id, "flood", 0).admitted);
        const auto refused = admission.admit(++id, "flood", 0);
        QVERIFY(!refused.admitted && refused.dropped.empty()); // and nobody has to go for it
        QVERIFY(admission.admit(++id, "other", 0).admitted);
        QVERIFY(!admission.admit(++id, "flood", 400 * kMs).admitted);
        QVERIFY(admission.admit(++id, "flood", 600 * kMs).admitted);
        QVERIFY(!admission.admit(++id, "flood", 600 * kMs).admitted);
    }

    void fewDescriptorsAllowFewConnections()
    {
        QCOMPARE(Admission::limitsFor(1'000'000).total, Admission::Limits{}.total);
        QCOMPARE(Admission::limitsFor(1'000'000).unproven, Admission::Limits{}.unproven);
        QCOMPARE(Admission::limitsFor(256).total, size_t{64});
        QCOMPARE(Admission::limitsFor(256).unproven, size_t{32});
        QCOMPARE(Admission::limitsFor(10).total, size_t{16});
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
        QTest::addRow("a neighbour") << QStringLiteral("10.1.2.200") << true;
        QTest::addRow("a mapped neighbour") << QStringLiteral("::ffff:10.1.2.200") << true;
        QTest::addRow("another site of the same company") << QStringLiteral("10.1.3.1") << false;
        QTest::addRow("private and elsewhere") << QStringLiteral("192.168.7.7") << false;
        QTest::addRow("a neighbour with a public address") << QStringLiteral("2001:db8:1::99") << true;
        QTest::addRow("public IPv6 elsewhere") << QStringLiteral("2001:db8:2::99") << false;
        QTest::addRow("link-local") << QStringLiteral("169.254.1.1") << true;
        QTest::addRow("IPv6 link-local") << QStringLiteral("fe80::1%eth0") << true;
        QTest::addRow("public IPv4") << QStringLiteral("203.0.113.9") << false;
        QTest::addRow("mapped public IPv4") << QStringLiteral("::ffff:203.0.113.9") << false;
        QTest::addRow("our own address without a network") << QStringLiteral("198.51.100.7") << true;
    }
    void localNetworksAreKnown()
    {
        QFETCH(QString, address);
        QFETCH(bool, local);
        const std::vector<LocalNetwork> networks = {{QHostAddress(QStringLiteral("10.1.2.3")), 24},
                                                    {QHostAddress(QStringLiteral("2001:db8:1::3")), 64},
                                                    {QHostAddress(QStringLiteral("198.51.100.7")), 32}};
        QCOMPARE(isLocalNetwork(QHostAddress(address), networks), local);
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
