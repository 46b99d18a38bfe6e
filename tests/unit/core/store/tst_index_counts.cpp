// SPDX-License-Identifier: GPL-3.0-or-later
#include "index_fixture.h"
#include "shared/base/random.h"

#include <QTest>

using namespace shoal;
using namespace shoal::store;

namespace {

constexpr DirNo kDirs = 6;
constexpr uint64_t kNames = 12;

// The definition of Counts, taken from all rows one by one.
Counts recounted(Index& index)
{
    Counts counts;
    for (DirNo dir = 0; dir < kDirs; ++dir) {
        for (const FileRow& row : must(index.filesOf(dir))) {
            const uint64_t size = row.size < 0 ? 0 : static_cast<uint64_t>(row.size);
            if (row.live) {
                ++counts.files;
                counts.bytes += size;
            }
            if (row.flags & Pending) {
                ++counts.pendingFiles;
                if (!row.wanted.isZero())
                    counts.pendingBytes += size;
            }
        }
    }
    for (const DirRow& row : must(index.allDirs())) {
        counts.dirs += row.live ? 1u : 0u;
        counts.pendingDirs += row.flags & Pending ? 1u : 0u;
    }
    return counts;
}

FileRow randomFile(Random& random)
{
    FileRow row = fileRow(static_cast<DirNo>(random.below(kDirs)), "file " + std::to_string(random.below(kNames)));
    row.live = random.below(3) > 0;
    row.size = static_cast<int64_t>(random.next() >> random.below(64));
    row.flags = static_cast<uint32_t>(random.below(256));
    if (random.below(2))
        row.wanted = sha256("wanted");
    return row;
}

DirRow randomDir(Random& random)
{
    DirRow row = dirRow(static_cast<DirNo>(random.below(kDirs)));
    row.live = random.below(2) > 0;
    row.flags = static_cast<uint32_t>(random.below(256));
    return row;
}

void randomWrite(Index& index, Random& random)
{
    switch (random.below(8)) {
    case 0:
        must(index.removeFile(static_cast<DirNo>(random.below(kDirs)), "file " + std::to_string(random.below(kNames))));
        break;
    case 1:
        must(index.removeDir(static_cast<DirNo>(random.below(kDirs))));
        break;
    case 2:
        must(index.putDir(randomDir(random)));
        break;
    default:
        must(index.putFile(randomFile(random)));
    }
}

} // namespace

class TstIndexCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyIndexCountsNothing();
    void eachRowCountsForWhatItIs_data();
    void eachRowCountsForWhatItIs();
    void sizesThatOverflowDoNoHarm();
    void runningTotalsEqualARecount_data();
    void runningTotalsEqualARecount();
};

void TstIndexCounts::anEmptyIndexCountsNothing()
{
    IndexFolder folder;
    QVERIFY(folder.open()->counts() == Counts{});
    QVERIFY(folder.open()->counts() == Counts{});
}

void TstIndexCounts::eachRowCountsForWhatItIs_data()
{
    QTest::addColumn<bool>("live");
    QTest::addColumn<uint>("flags");
    QTest::addColumn<bool>("wants");
    QTest::addColumn<QList<quint64>>("expected"); // files, bytes, pending files, pending bytes
    QTest::newRow("a file in sync") << true << 0u << false << QList<quint64>{1, 100, 0, 0};
    QTest::newRow("a tombstone") << false << 0u << false << QList<quint64>{0, 0, 0, 0};
    QTest::newRow("a file to fetch") << true << uint(Pending) << true << QList<quint64>{1, 100, 1, 100};
    QTest::newRow("a file whose mode is to set") << true << uint(Pending) << false << QList<quint64>{1, 100, 1, 0};
    QTest::newRow("a deletion to apply") << false << uint(Pending) << false << QList<quint64>{0, 0, 1, 0};
    QTest::newRow("an ignored file") << true << uint(Ignored) << true << QList<quint64>{1, 100, 0, 0};
}

void TstIndexCounts::eachRowCountsForWhatItIs()
{
    QFETCH(bool, live);
    QFETCH(uint, flags);
    QFETCH(bool, wants);
    QFETCH(QList<quint64>, expected);
    FileRow row = fileRow(1, "file");
    row.live = live;
    row.flags = flags;
    if (wants)
        row.wanted = sha256("wanted");
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {row});
    const Counts counts = index->counts();
    QCOMPARE((QList<quint64>{counts.files, counts.bytes, counts.pendingFiles, counts.pendingBytes}), expected);
    QCOMPARE(counts.dirs, uint64_t(0));
}

void TstIndexCounts::sizesThatOverflowDoNoHarm()
{
    IndexFolder folder;
    std::vector<FileRow> rows{fileRow(1, "a"), fileRow(1, "b"), fileRow(1, "c"), fileRow(1, "negative")};
    for (FileRow& row : rows)
        row.size = std::numeric_limits<int64_t>::max();
    rows.back().size = -5;
    Counts counts;
    {
        const auto index = folder.open();
        putAll(*index, rows);
        counts = index->counts();
    }
    const auto index = folder.open();
    QVERIFY(index->counts() == counts);
    must(index->begin());
    for (size_t i = 0; i < 3; ++i)
        must(index->removeFile(1, rows[i].name));
    must(index->commit());
    QCOMPARE(index->counts().files, uint64_t(1));
    QCOMPARE(index->counts().bytes, uint64_t(0));
}

void TstIndexCounts::runningTotalsEqualARecount_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::newRow("a first sequence of random writes") << quint64(1);
    QTest::newRow("a second sequence of random writes") << quint64(2);
    QTest::newRow("a third sequence of random writes") << quint64(3);
}

void TstIndexCounts::runningTotalsEqualARecount()
{
    QFETCH(quint64, seed);
    const auto random = makeSeededRandom(seed);
    IndexFolder folder;
    auto index = folder.open();
    for (int round = 0; round < 60; ++round) {
        must(index->begin());
        for (uint64_t writes = random->below(20); writes > 0; --writes)
            randomWrite(*index, *random);
        QVERIFY(index->counts() == recounted(*index));
        if (random->below(4) == 0)
            index->rollback();
        else
            must(index->commit());
        QVERIFY(index->counts() == recounted(*index));
        const uint64_t stop = random->below(6);
        if (stop == 0)
            must(index->checkpoint());
        if (stop <= 1) { // reopened with the totals of the clean stop, or with a recount
            index.reset();
            index = folder.open();
            QVERIFY(index->counts() == recounted(*index));
        }
    }
}

QTEST_GUILESS_MAIN(TstIndexCounts)
#include "tst_index_counts.moc"
