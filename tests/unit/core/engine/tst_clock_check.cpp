// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/clock_check.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;

class TstClockCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongClocksAreTold_data()
    {
        constexpr qint64 kDay = 86'400'000'000'000;
        constexpr qint64 kNow = 20'000 * kDay;
        QTest::addColumn<qint64>("theirs");
        QTest::addColumn<QByteArray>("words"); // none: nothing to tell
        QTest::newRow("the same time") << kNow << QByteArray();
        QTest::newRow("nine minutes") << kNow - 9 * 60'000'000'000 << QByteArray();
        QTest::newRow("an old peer that does not say") << qint64{0} << QByteArray();
        QTest::newRow("a day ahead") << kNow + kDay << QByteArray("app02 is 1440 minutes ahead of");
        QTest::newRow("a day behind") << kNow - kDay << QByteArray("app02 is 1440 minutes behind");
        QTest::newRow("the end of time") << qint64{INT64_MAX} << QByteArray("ahead of");
        QTest::newRow("before all time") << qint64{INT64_MIN} << QByteArray();
    }
    void wrongClocksAreTold()
    {
        QFETCH(qint64, theirs);
        QFETCH(QByteArray, words);
        const auto warning = clockWarning("app02", theirs, int64_t{20'000} * 86'400'000'000'000);
        QCOMPARE(warning.has_value(), !words.isEmpty());
        QVERIFY(!warning || warning->text().find(words.toStdString()) != Bytes::npos);
    }
};

QTEST_GUILESS_MAIN(TstClockCheck)
#include "tst_clock_check.moc"
