// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rate_meter.h"

#include <QTest>

using namespace shoal::engine;

class TstRateMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSteadyStreamShowsItsRate();
    void aRareQuestionGetsTheAverageSinceTheLast();
    void questionsAtOneMomentGetOneAnswer();
    void theEndOfATransferShowsWithinSeconds();
};

namespace {
constexpr int64_t kSecond = 1'000'000'000;
}

void TstRateMeter::aSteadyStreamShowsItsRate()
{
    RateMeter meter(0);
    uint64_t rate = 0;
    for (int second = 1; second <= 30; ++second)
        rate = meter.perSecond(static_cast<uint64_t>(second) * 1'000'000, second * kSecond);
    QVERIFY2(rate > 990'000 && rate <= 1'000'000, qPrintable(QString::number(rate)));
}

void TstRateMeter::aRareQuestionGetsTheAverageSinceTheLast()
{
    RateMeter meter(0);
    QCOMPARE(meter.perSecond(600'000, 600 * kSecond), uint64_t{1'000});
    QCOMPARE(meter.perSecond(600'000, 1'200 * kSecond), uint64_t{0});
}

void TstRateMeter::questionsAtOneMomentGetOneAnswer()
{
    RateMeter meter(0);
    const uint64_t first = meter.perSecond(1'000'000, 60 * kSecond);
    QVERIFY(first > 0);
    QCOMPARE(meter.perSecond(9'000'000, 60 * kSecond), first);
}

void TstRateMeter::theEndOfATransferShowsWithinSeconds()
{
    RateMeter meter(0);
    const uint64_t busy = meter.perSecond(100'000'000, 10 * kSecond);
    uint64_t rate = busy;
    for (int second = 11; second <= 20; ++second)
        rate = meter.perSecond(100'000'000, second * kSecond);
    QVERIFY2(rate < busy / 20, qPrintable(QString::number(rate)));
}

QTEST_GUILESS_MAIN(TstRateMeter)
#include "tst_rate_meter.moc"
