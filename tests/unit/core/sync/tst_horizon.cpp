// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/horizon.h"
#include "core/sync/merge.h"

#include <QTest>

using namespace shoal;
using model::Record;
using model::RecordKind;
using sync::kDayNs;

namespace {

constexpr int64_t kNow = 4'000 * kDayNs;
constexpr int64_t kLongAgo = 1'000 * kDayNs;

Record fileOf(int64_t stamp)
{
    Record record;
    record.dir = kRootDir;
    record.name = "file";
    record.size = 1;
    record.content = Hash::from(Bytes(Hash::kSize, '\x07'));
    record.author = {7};
    record.counter = 3;
    record.vector.set({7}, 3);
    record.stamp = stamp;
    record.dot = {{7}, 3, stamp};
    return record;
}

model::SealedRecord deletionOf(const Record& previous, int64_t nowNs, int64_t seenNs = 0)
{
    Record next = previous;
    next.live = false;
    next.size = 0;
    return sync::succeed(&previous, next, sync::ChangeKind::Deletion, {{9}, 1, nowNs, seenNs});
}

} // namespace

// What is forgotten, what is asked about, and what no device believes.
class TstHorizon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeletionTellsWhenItWasMade();
    void aClockThatIsBehindWritesTheTimeOfTheShare();
    void aConflictCopyHasNoAuthorTime();
    void onlyDeletionsOfFilesExpire();
    void aLaterHorizonWins();
    void whatMayBeForgotten_data();
    void whatMayBeForgotten();
    void malformed_data();
    void malformed();
};

void TstHorizon::aDeletionTellsWhenItWasMade()
{
    const auto deletion = deletionOf(fileOf(kLongAgo), kNow);
    QCOMPARE(deletion.record.stamp, kLongAgo + 1); // so that an edit prevails
    QCOMPARE(deletion.record.authorTimeNs(), kNow);
    const auto read = model::unseal(deletion.bytes);
    QVERIFY2(read, read ? "" : read.error().context.c_str());
    QCOMPARE(read->record, deletion.record);
    // Where the stamp says it already, the bytes are those of every version.
    const auto soon = deletionOf(fileOf(kNow), kNow + 5);
    QCOMPARE(soon.record.authoredNs, 0);
    QCOMPARE(soon.record.authorTimeNs(), kNow + 1);
}

void TstHorizon::aClockThatIsBehindWritesTheTimeOfTheShare()
{
    QCOMPARE(deletionOf(fileOf(kLongAgo), 5, kNow).record.authorTimeNs(), kNow);
}

void TstHorizon::aConflictCopyHasNoAuthorTime()
{
    Record loser = fileOf(kLongAgo);
    loser.authoredNs = kNow;
    Record winner = fileOf(kNow);
    winner.content = Hash::from(Bytes(Hash::kSize, '\x08'));
    winner.author = {8};
    winner.vector = {};
    winner.vector.set({8}, 3);
    winner.dot.author = {8};
    const auto winning = model::seal(winner);
    const auto merged = sync::merge(&winning, model::seal(loser));
    QVERIFY(merged.conflict);
    QCOMPARE(merged.conflict->record.authoredNs, 0);
    // And so is not asked about, although its time is before the horizon.
    QVERIFY(!sync::mayBeForgotten(merged.conflict->record, kNow, kNow));
}

void TstHorizon::onlyDeletionsOfFilesExpire()
{
    const Record deletion = deletionOf(fileOf(kLongAgo), kLongAgo + 1).record;
    QVERIFY(sync::isExpired(deletion, kLongAgo + 2));
    QVERIFY(!sync::isExpired(deletion, kLongAgo + 1));
    QVERIFY(!sync::isExpired(fileOf(kLongAgo), kNow));
    Record directory = deletion;
    directory.kind = RecordKind::Directory;
    QVERIFY(!sync::isExpired(directory, kNow)); // others need it for their place
    QVERIFY(!sync::isExpired(sync::makeHorizon(5, {{7}, 1, kNow}).record, kNow));
}

void TstHorizon::aLaterHorizonWins()
{
    const auto early = sync::makeHorizon(kLongAgo, {{7}, 9, kNow});
    const auto late = sync::makeHorizon(kLongAgo + 1, {{3}, 1, kNow});
    const auto read = model::unseal(late.bytes);
    QVERIFY2(read, read ? "" : read.error().context.c_str());
    QCOMPARE(sync::merge(&early, late).outcome, sync::MergeOutcome::TakeIncoming);
    QCOMPARE(sync::merge(&late, early).outcome, sync::MergeOutcome::KeepLocal);
    QVERIFY(!sync::isTooLate(sync::makeHorizon(kNow - 171 * kDayNs, {{7}, 1, kNow}).record, kNow));
    QVERIFY(sync::isTooLate(sync::makeHorizon(kNow - 169 * kDayNs, {{7}, 1, kNow}).record, kNow));
}

void TstHorizon::whatMayBeForgotten_data()
{
    QTest::addColumn<qint64>("written");
    QTest::addColumn<qint64>("horizon");
    QTest::addColumn<qint64>("complete");
    QTest::addColumn<bool>("asked");
    const auto row = [](const char* name, int64_t written, int64_t horizon, int64_t complete, bool asked) {
        QTest::newRow(name) << qint64{written} << qint64{horizon} << qint64{complete} << asked;
    };
    row("older than both", kLongAgo, kLongAgo + 5, kNow, true);
    row("at the horizon", kLongAgo, kLongAgo, kNow, false);
    row("no horizon", kLongAgo, 0, kNow, false);
    row("a new device forgets nothing", kLongAgo, kLongAgo + 5, 0, false);
    row("written while this device was away", kLongAgo, kLongAgo + 5, kLongAgo - 5, false);
    row("known before this device went away", kLongAgo, kLongAgo + 5, kLongAgo + 1, true);
}

void TstHorizon::whatMayBeForgotten()
{
    QFETCH(const qint64, written);
    QFETCH(const qint64, horizon);
    QFETCH(const qint64, complete);
    QTEST(sync::mayBeForgotten(fileOf(written), horizon, complete), "asked");
}

void TstHorizon::malformed_data()
{
    QTest::addColumn<std::function<Record()>>("make");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const char* reason, std::function<Record()> make) {
        QTest::newRow(name) << make << QByteArray(reason);
    };
    const auto horizon = [] { return sync::makeHorizon(kLongAgo, {{7}, 1, kNow}).record; };
    const char* const kPlace = "the place of the horizon is for the horizon alone";
    row("a horizon that lives", kPlace, [horizon] {
        Record record = horizon();
        record.live = true;
        return record;
    });
    row("a horizon in the root", kPlace, [horizon] {
        Record record = horizon();
        record.dir = kRootDir;
        return record;
    });
    row("a horizon of another name", kPlace, [horizon] {
        Record record = horizon();
        record.name = "another";
        return record;
    });
    row("a file in its place", kPlace, [] {
        Record record = fileOf(kNow);
        record.dir = model::horizonDir();
        record.name = model::kHorizonName;
        return record;
    });
    row("a horizon past all times", "its stamp", [horizon] {
        Record record = horizon();
        record.stamp = model::kLatestStamp + 1;
        return record;
    });
    row("an author time that the stamp says already", "its author time", [] {
        Record record = fileOf(kNow);
        record.authoredNs = kNow;
        return record;
    });
    row("an author time past all times", "its author time", [] {
        Record record = fileOf(kNow);
        record.authoredNs = model::kLatestStamp + 1;
        return record;
    });
}

void TstHorizon::malformed()
{
    QFETCH(const std::function<Record()>, make);
    QFETCH(const QByteArray, reason);
    const auto read = model::unseal(model::seal(make()).bytes);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Protocol);
    QVERIFY2(read.error().context.find(reason.toStdString()) != Bytes::npos, read.error().context.c_str());
}

QTEST_GUILESS_MAIN(TstHorizon)
#include "tst_horizon.moc"
