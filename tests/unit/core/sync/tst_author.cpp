// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/author.h"
#include "shared/base/hash.h"

#include <QTest>

using namespace shoal;
using namespace shoal::sync;
using model::Record;
using model::RecordKind;

namespace {

constexpr AuthorId kOther{7};
constexpr AuthorId kUs{9};
constexpr int64_t kThen = 1'000'000;

// What the disk showed: written by somebody else, chmodded by us since.
Record previousFile()
{
    Record record;
    record.name = "file";
    record.content = sha256("old");
    record.author = kUs;
    record.counter = 3;
    record.vector.set(kOther, 40);
    record.vector.set(kUs, 3);
    record.stamp = kThen;
    record.dot = {kOther, 40, kThen - 10};
    return record;
}

Record changed(const Record& previous, ChangeKind change)
{
    Record next = previous;
    switch (change) {
    case ChangeKind::Content:
        next.content = sha256("new");
        break;
    case ChangeKind::Attributes:
        next.mode = 0600;
        break;
    case ChangeKind::Deletion:
        next.live = false;
        break;
    case ChangeKind::Move:
        break;
    }
    return next;
}

} // namespace

Q_DECLARE_METATYPE(ChangeKind)

class TstAuthor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stamps_data();
    void stamps();
    void theVectorGrowsByTheAuthorAlone();
    void theDotNamesTheWriteThatMadeTheContent();
    void aFileThatIsMadeAgainHasADotOfItsOwn();
    void directoriesAndTombstonesHaveNoDot();
    void aJoinedFileIsMarkedOnlyUntilItsNextChange();
    void aFirstScanStampsByTheTimeOfTheFile_data();
    void aFirstScanStampsByTheTimeOfTheFile();
};

void TstAuthor::stamps_data()
{
    QTest::addColumn<bool>("hasPrevious");
    QTest::addColumn<qint64>("previousStamp");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<ChangeKind>("change");
    QTest::addColumn<qint64>("stamp");
    const auto row = [](const char* name, bool hasPrevious, qint64 previous, qint64 now, ChangeKind change,
                        qint64 stamp) { QTest::newRow(name) << hasPrevious << previous << now << change << stamp; };
    row("new content has the time of the clock", true, kThen, kThen + 500, ChangeKind::Content, kThen + 500);
    row("a move has the time of the clock", true, kThen, kThen + 500, ChangeKind::Move, kThen + 500);
    row("a creation has the time of the clock", false, 0, kThen + 500, ChangeKind::Content, kThen + 500);
    row("new content outranks its predecessor though the clock went back", true, kThen, kThen - 500,
        ChangeKind::Content, kThen + 1);
    row("a move outranks its predecessor though the clock went back", true, kThen, kThen - 500, ChangeKind::Move,
        kThen + 1);
    row("a deletion is just after what it deletes", true, kThen, kThen + 500, ChangeKind::Deletion, kThen + 1);
    row("a chmod is just after what it changes", true, kThen, kThen + 500, ChangeKind::Attributes, kThen + 1);
    row("a clock before 1970 still gives a stamp", false, 0, -5, ChangeKind::Content, 1);
    row("after the latest stamp there is none", true, model::kLatestStamp, kThen, ChangeKind::Content,
        model::kLatestStamp);
    row("a deletion after the latest stamp stays a valid record", true, model::kLatestStamp, kThen,
        ChangeKind::Deletion, model::kLatestStamp);
    row("a clock far in the future stays a valid record", true, kThen, INT64_MAX, ChangeKind::Content,
        model::kLatestStamp);
}

void TstAuthor::stamps()
{
    QFETCH(bool, hasPrevious);
    QFETCH(qint64, previousStamp);
    QFETCH(qint64, now);
    QFETCH(ChangeKind, change);
    QFETCH(qint64, stamp);
    Record previous = previousFile();
    previous.stamp = previousStamp;
    previous.dot.stamp = std::min<int64_t>(previous.dot.stamp, previousStamp);
    const auto sealed = succeed(hasPrevious ? &previous : nullptr, changed(previous, change), change, {kUs, 4, now});
    QCOMPARE(sealed.record.stamp, stamp);
    const auto again = model::unseal(sealed.bytes);
    QVERIFY2(again, again ? "" : again.error().context.c_str());
    QVERIFY(again->record == sealed.record);
}

void TstAuthor::theVectorGrowsByTheAuthorAlone()
{
    const Record previous = previousFile();
    const Record next =
        succeed(&previous, changed(previous, ChangeKind::Content), ChangeKind::Content, {kUs, 12, kThen}).record;
    QVERIFY(next.author == kUs);
    QCOMPARE(next.counter, uint64_t(12));
    model::VersionVector expected;
    expected.set(kOther, 40);
    expected.set(kUs, 12);
    QVERIFY(next.vector == expected);

    // What `next` brings along of an earlier life counts for nothing.
    const Record fresh = succeed(nullptr, previous, ChangeKind::Content, {kUs, 13, kThen}).record;
    model::VersionVector alone;
    alone.set(kUs, 13);
    QVERIFY(fresh.vector == alone);
}

void TstAuthor::theDotNamesTheWriteThatMadeTheContent()
{
    const Record previous = previousFile();
    const Record edited =
        succeed(&previous, changed(previous, ChangeKind::Content), ChangeKind::Content, {kUs, 4, kThen + 500}).record;
    QVERIFY(edited.dot == (model::Dot{kUs, 4, kThen + 500}));
    const Record moved = succeed(&previous, previous, ChangeKind::Move, {kUs, 4, kThen + 500}).record;
    QVERIFY(moved.dot == (model::Dot{kUs, 4, kThen + 500}));
    const Record chmodded =
        succeed(&previous, changed(previous, ChangeKind::Attributes), ChangeKind::Attributes, {kUs, 4, kThen + 500})
            .record;
    QVERIFY(chmodded.dot == previous.dot);
}

void TstAuthor::aFileThatIsMadeAgainHasADotOfItsOwn()
{
    const Record previous = previousFile();
    const Record tombstone =
        succeed(&previous, changed(previous, ChangeKind::Deletion), ChangeKind::Deletion, {kUs, 4, kThen}).record;
    Record next = previous;
    const Record again = succeed(&tombstone, next, ChangeKind::Attributes, {kUs, 5, kThen}).record;
    QVERIFY(again.dot == (model::Dot{kUs, 5, again.stamp}));
    QVERIFY(again.stamp > tombstone.stamp);
}

void TstAuthor::directoriesAndTombstonesHaveNoDot()
{
    const Record previous = previousFile();
    const Record tombstone =
        succeed(&previous, changed(previous, ChangeKind::Deletion), ChangeKind::Deletion, {kUs, 4, kThen}).record;
    QVERIFY(tombstone.dot == model::Dot());
    QVERIFY(tombstone.content == previous.content); // it says what was deleted
    Record directory;
    directory.kind = RecordKind::Directory;
    directory.dir.bytes[0] = 1;
    directory.name = "directory";
    QVERIFY(succeed(nullptr, directory, ChangeKind::Content, {kUs, 5, kThen}).record.dot == model::Dot());
    QVERIFY(join(directory, {kUs, 6, kThen}, true).record.dot == model::Dot());
    QVERIFY(!join(directory, {kUs, 7, kThen}, true).record.joined);
}

void TstAuthor::aJoinedFileIsMarkedOnlyUntilItsNextChange()
{
    Record found = previousFile();
    found.mtimeNs = kThen;
    QVERIFY(!join(found, {kUs, 4, kThen}, false).record.joined);
    const Record joined = join(found, {kUs, 5, kThen}, true).record;
    QVERIFY(joined.joined);
    const Record chmodded =
        succeed(&joined, changed(joined, ChangeKind::Attributes), ChangeKind::Attributes, {kUs, 6, kThen}).record;
    QVERIFY(!chmodded.joined);
    QVERIFY(chmodded.dot == joined.dot);
}

void TstAuthor::aFirstScanStampsByTheTimeOfTheFile_data()
{
    QTest::addColumn<qint64>("mtime");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<qint64>("stamp");
    QTest::newRow("an old file has its own time") << qint64(kThen - 500) << qint64(kThen) << qint64(kThen - 500);
    QTest::newRow("a file from the future has the time of the clock")
        << qint64(kThen + 500) << qint64(kThen) << qint64(kThen);
    QTest::newRow("a file from before 1970 is older than any other") << qint64(-7) << qint64(kThen) << qint64(1);
    QTest::newRow("a clock before 1970 still gives a stamp") << qint64(kThen) << qint64(-7) << qint64(1);
}

void TstAuthor::aFirstScanStampsByTheTimeOfTheFile()
{
    QFETCH(qint64, mtime);
    QFETCH(qint64, now);
    QFETCH(qint64, stamp);
    Record found = previousFile();
    found.mtimeNs = mtime;
    const auto sealed = join(found, {kUs, 4, now}, true);
    QCOMPARE(sealed.record.stamp, stamp);
    QVERIFY(sealed.record.dot == (model::Dot{kUs, 4, stamp}));
    QCOMPARE(sealed.record.vector.entries().size(), size_t(1));
    QVERIFY(model::unseal(sealed.bytes));
}

QTEST_GUILESS_MAIN(TstAuthor)
#include "tst_author.moc"
