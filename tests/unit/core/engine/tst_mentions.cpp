// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/mentions.h"

#include <QTest>

using namespace shoal;
using namespace shoal::engine;

class TstMentions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThingIsToldOnceAnHour()
    {
        Mentions mentions;
        QVERIFY(mentions.isDue("a knock", 0));
        QVERIFY(!mentions.isDue("a knock", Mentions::kAgainAfterNs - 1));
        QVERIFY(mentions.isDue("another", 5));
        QVERIFY(mentions.isDue("a knock", Mentions::kAgainAfterNs));
    }

    void aFloodIsCutOff()
    {
        Mentions mentions;
        size_t told = 0;
        for (int i = 0; i < 10'000; ++i)
            told += mentions.isDue("source " + std::to_string(i), i) ? 1U : 0U;
        QCOMPARE(told, Mentions::kMost);
        QVERIFY(mentions.isDue("a new one, later", 2 * Mentions::kAgainAfterNs));
    }
};

QTEST_GUILESS_MAIN(TstMentions)
#include "tst_mentions.moc"
