// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hot_files.h"

#include <QTest>

using shoal::engine::HotFiles;

namespace {

constexpr int64_t kSecond = 1'000'000'000;
const HotFiles::Entry kFile{7, "log"};

} // namespace

class TstHotFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingTakesATwentiethOfTheTime();
    void aSmallFileIsReadAgainWithinMilliseconds();
    void hotFilesKeepOneVersionAnHour();
    void whatCoolsDownKeepsEachVersionAgain();
    void manyFilesDoNotTakeMuchMemory();
};

void TstHotFiles::readingTakesATwentiethOfTheTime()
{
    HotFiles hot;
    QCOMPARE(hot.mayReadAtNs(kFile, 5), int64_t{5});
    // Half a second for it: ten seconds of pause, whatever its size.
    hot.wasRead(kFile, 100 * kSecond, kSecond / 2, 10);
    QCOMPARE(hot.mayReadAtNs(kFile, 100 * kSecond), 110 * kSecond);
    QCOMPARE(hot.mayReadAtNs(kFile, 111 * kSecond), 111 * kSecond);
    QCOMPARE(hot.mayReadAtNs({7, "other"}, 100 * kSecond), 100 * kSecond);
    // A clock that shows nothing: the size counts.
    hot.wasRead(kFile, 200 * kSecond, 0, 1'000'000'000);
    QCOMPARE(hot.mayReadAtNs(kFile, 200 * kSecond), 220 * kSecond);
}

void TstHotFiles::aSmallFileIsReadAgainWithinMilliseconds()
{
    HotFiles hot;
    hot.wasRead(kFile, kSecond, 20'000, 100);
    QVERIFY(hot.mayReadAtNs(kFile, kSecond) > kSecond);
    QVERIFY(hot.mayReadAtNs(kFile, kSecond) <= kSecond + 10'000'000);
}

void TstHotFiles::hotFilesKeepOneVersionAnHour()
{
    HotFiles hot;
    int64_t now = kSecond;
    int kept = 0;
    for (int i = 0; i < HotFiles::kHotChanges; ++i, now += kSecond)
        kept += hot.keepsVersion(kFile, now);
    QCOMPARE(kept, HotFiles::kHotChanges); // not hot yet
    kept = 0;
    for (int i = 0; i < 4 * 3600; ++i, now += kSecond)
        kept += hot.keepsVersion(kFile, now);
    QVERIFY2(kept >= 3 && kept <= 4, std::to_string(kept).c_str());
}

void TstHotFiles::whatCoolsDownKeepsEachVersionAgain()
{
    HotFiles hot;
    int64_t now = kSecond;
    for (int i = 0; i < 100; ++i, now += kSecond)
        (void)hot.keepsVersion(kFile, now);
    QVERIFY(!hot.keepsVersion(kFile, now));
    now += 3 * HotFiles::kHourNs;
    for (int i = 0; i < 10; ++i, now += 600 * kSecond)
        QVERIFY(hot.keepsVersion(kFile, now));
}

void TstHotFiles::manyFilesDoNotTakeMuchMemory()
{
    HotFiles hot;
    for (int i = 0; i < 100'000; ++i) {
        hot.wasRead({1, std::to_string(i)}, kSecond, 1, 1);
        QVERIFY(hot.keepsVersion({1, std::to_string(i)}, kSecond)); // in doubt a version is kept
    }
    QVERIFY(hot.remembered() <= 20'000);
}

QTEST_GUILESS_MAIN(TstHotFiles)
#include "tst_hot_files.moc"
