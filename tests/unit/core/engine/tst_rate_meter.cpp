// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rate_meter.h"

#include <QTest>

using namespace shoal::engine;

class TstRateMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSteadyStreamShowsItsRate();
    void whatHasJustBegunIsNotDilutedByTheTimeBefore();
    void oneMessageIsNoTransfer();
    void theEndOfATransferShowsWithinSeconds();
    void itStartsAnewAfterALongPause();
    void nothingIsNothing();
};

namespace {
constexpr int64_t kMs = 1'000'000;
constexpr int64_t kSecond = 1'000 * kMs;
// Far from 0, as a machine's clock is.
constexpr int64_t kStart = 86'400 * kSecond + 137 * kMs;

// 1 MB/s in pieces of 10 ms.
int64_t stream(RateMeter& meter, int64_t fromNs, int64_t forNs)
{
    for (int64_t now = fromNs; now < fromNs + forNs; now += 10 * kMs)
        meter.add(10'000, now);
    return fromNs + forNs;
}

bool isAbout(uint64_t rate, uint64_t expected)
{
    return rate >= expected - expected / 20 && rate <= expected + expected / 20;
}
} // namespace

void TstRateMeter::aSteadyStreamShowsItsRate()
{
    RateMeter meter;
    const int64_t now = stream(meter, kStart, 30 * kSecond);
    QVERIFY2(isAbout(meter.perSecond(now), 1'000'000), qPrintable(QString::number(meter.perSecond(now))));
}

void TstRateMeter::whatHasJustBegunIsNotDilutedByTheTimeBefore()
{
    RateMeter meter;
    stream(meter, kStart, 5 * kSecond);
    const int64_t later = kStart + 3'600 * kSecond;
    const int64_t now = stream(meter, later, 2 * kSecond);
    QVERIFY2(isAbout(meter.perSecond(now), 1'000'000), qPrintable(QString::number(meter.perSecond(now))));
}

void TstRateMeter::oneMessageIsNoTransfer()
{
    RateMeter meter;
    meter.add(1'000, kStart);
    QCOMPARE(meter.perSecond(kStart + kMs), uint64_t{1'000});
}

void TstRateMeter::theEndOfATransferShowsWithinSeconds()
{
    RateMeter meter;
    const int64_t end = stream(meter, kStart, 20 * kSecond);
    QVERIFY(meter.perSecond(end + kSecond) < meter.perSecond(end));
    QCOMPARE(meter.perSecond(end + RateMeter::kWindowNs + kSecond), uint64_t{0});
}

void TstRateMeter::itStartsAnewAfterALongPause()
{
    RateMeter meter;
    meter.add(50'000'000, kStart);
    const int64_t later = kStart + RateMeter::kWindowNs + kSecond;
    meter.add(2'000, later);
    QCOMPARE(meter.perSecond(later), uint64_t{2'000});
}

void TstRateMeter::nothingIsNothing()
{
    QCOMPARE(RateMeter().perSecond(kStart), uint64_t{0});
}

QTEST_GUILESS_MAIN(TstRateMeter)
#include "tst_rate_meter.moc"
