// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/author.h"
#include "core/sync/merge.h"
#include "shared/base/hash.h"

#include <QTest>

using namespace shoal;
using namespace shoal::sync;
using model::Record;
using model::RecordKind;
using model::SealedRecord;

namespace {

constexpr AuthorId kAnn{0x1111111100000000};
constexpr AuthorId kBob{0x2222222200000000};
// 2023-11-14 22:13:20 UTC
constexpr int64_t kNow = 1'700'000'000'000'000'000;

Record file(const char* content)
{
    Record record;
    record.name = "plan.txt";
    record.content = sha256(content);
    record.size = 10;
    record.mode = 0644;
    return record;
}

// Somebody who writes: numbers and clock of one device.
struct Person
{
    AuthorId author;
    uint64_t counter = 0;

    SealedRecord writes(const SealedRecord* previous, Record next, int64_t now, ChangeKind change = ChangeKind::Content)
    {
        return succeed(previous ? &previous->record : nullptr, std::move(next), change, {author, ++counter, now});
    }
    SealedRecord removes(const SealedRecord& previous, int64_t now)
    {
        Record next = previous.record;
        next.live = false;
        return writes(&previous, std::move(next), now, ChangeKind::Deletion);
    }
    SealedRecord chmods(const SealedRecord& previous, uint32_t mode, int64_t now)
    {
        Record next = previous.record;
        next.mode = mode;
        return writes(&previous, std::move(next), now, ChangeKind::Attributes);
    }
};

struct Pair
{
    SealedRecord loser, winner;
    bool keepsLoser = false;
};

} // namespace

Q_DECLARE_METATYPE(Pair)

class TstMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void aRecordIsNoNewsToItself();
    void anUnknownKeyTakesWhatComes();
    void aRecordThatContradictsItsHistoryIsRefused();
    void aCopyIsMadeOfTheLoserAlone();
    void everybodyDerivesTheSameCopy();
    void aCopyThatWasDeletedStaysDeleted();
    void twoLosersOfOneSecondKeepACopyEach();
    void whatItWroteItselfAndDoesNotShowItHasNotSeen();
    void whatItSavesBelowAStampOfItsOwnIsKept();
    void theLargestRecordStillHasACopy();
    void conflictNames_data();
    void conflictNames();
};

void TstMerge::pairs_data()
{
    QTest::addColumn<Pair>("pair");
    const auto row = [](const char* name, const SealedRecord& loser, const SealedRecord& winner, bool keepsLoser) {
        QTest::newRow(name) << Pair{loser, winner, keepsLoser};
    };
    Person ann{kAnn};
    Person bob{kBob};
    const SealedRecord base = ann.writes(nullptr, file("base"), kNow);
    const SealedRecord annEdit = ann.writes(&base, file("ann"), kNow + 10);
    const SealedRecord bobEdit = bob.writes(&base, file("bob"), kNow + 20);
    const SealedRecord slowEdit =
        bob.writes(&base, file("bob, whose clock is an hour behind"), kNow - 3'600'000'000'000);
    row("a successor wins, and its predecessor was seen", base, annEdit, false);
    row("a successor wins though its clock is behind", base, slowEdit, false);
    row("the later of two edits wins, the other is kept", annEdit, bobEdit, true);
    row("a chmod wins over what it changed", base, bob.chmods(base, 0600, kNow + 20), false);
    row("an edit beats a concurrent deletion", bob.removes(base, kNow + 500), annEdit, false);
    row("an edit beats a concurrent chmod, whose content it had seen", bob.chmods(base, 0600, kNow + 500), annEdit,
        false);
    row("a chmod of what it had not seen edited keeps the edit", annEdit, bob.chmods(bobEdit, 0600, kNow + 30), true);
    row("a deletion wins over what it deleted", annEdit, ann.removes(annEdit, kNow + 30), false);
    row("a deletion that wins over an unseen edit keeps it", annEdit, bob.removes(bobEdit, kNow + 30), true);
    row("the same edit on both sides needs no copy", ann.writes(&base, file("same"), kNow + 10),
        bob.writes(&base, file("same"), kNow + 20), false);
    row("two devices make a file of the same name: the later wins, the other is kept",
        ann.writes(nullptr, file("ann"), kNow), bob.writes(nullptr, file("bob"), kNow + 1), true);

    Record link = file("");
    link.kind = RecordKind::Symlink;
    link.target = "elsewhere";
    link.content = sha256(link.target);
    const SealedRecord annLink = ann.writes(&base, link, kNow + 10);
    row("a symbolic link that loses is kept", annLink, bobEdit, true);
    row("a file that loses to a symbolic link is kept", annEdit, bob.writes(&base, link, kNow + 20), true);
    Record sameBytes = file("elsewhere");
    row("a link is not the file that holds its target", annLink, bob.writes(&base, sameBytes, kNow + 20), true);

    row("of equal stamps the greater author wins", ann.writes(&base, file("ann"), kNow + 10),
        bob.writes(&base, file("bob"), kNow + 10), true);
    row("a joined file loses without a copy: it goes to the archive", join(file("ann"), {kAnn, 90, kNow}, true),
        bob.writes(nullptr, file("bob"), kNow), false);
    row("a file joined without an archive is kept", join(file("ann"), {kAnn, 91, kNow}, false),
        bob.writes(nullptr, file("bob"), kNow), true);

    Record reused = file("written after a restore from a backup");
    row("a content whose number was used twice is kept", annEdit,
        succeed(&base.record, reused, ChangeKind::Content, {kAnn, annEdit.record.counter, kNow + 99}), true);

    Record directory;
    directory.kind = RecordKind::Directory;
    directory.dir.bytes[0] = 1;
    directory.name = "directory";
    row("a directory that loses has no content to keep", ann.writes(nullptr, directory, kNow),
        bob.writes(nullptr, directory, kNow + 1), false);
    Record newer = file("");
    newer.kind = static_cast<RecordKind>(77);
    row("a file that loses to a kind from the future is kept", ann.writes(nullptr, file("ann"), kNow),
        bob.writes(nullptr, newer, kNow + 1), true);
    row("a kind from the future loses without a copy", ann.writes(nullptr, newer, kNow),
        bob.writes(nullptr, file("bob"), kNow + 1), false);
}

void TstMerge::pairs()
{
    QFETCH(Pair, pair);
    const MergeResult known = merge(&pair.loser, pair.winner);
    const MergeResult unknown = merge(&pair.winner, pair.loser);
    QCOMPARE(known.outcome, MergeOutcome::TakeIncoming);
    QCOMPARE(unknown.outcome, MergeOutcome::KeepLocal);
    for (const MergeResult& result : {known, unknown}) {
        QCOMPARE(result.conflict.has_value(), pair.keepsLoser);
        if (result.conflict)
            QVERIFY(result.conflict->record.content == pair.loser.record.content);
    }
}

void TstMerge::aRecordIsNoNewsToItself()
{
    Person ann{kAnn};
    const SealedRecord base = ann.writes(nullptr, file("base"), kNow);
    const MergeResult result = merge(&base, base);
    QCOMPARE(result.outcome, MergeOutcome::Same);
    QVERIFY(!result.conflict);
}

void TstMerge::anUnknownKeyTakesWhatComes()
{
    Person ann{kAnn};
    const SealedRecord base = ann.writes(nullptr, file("base"), kNow);
    const MergeResult result = merge(nullptr, base);
    QCOMPARE(result.outcome, MergeOutcome::TakeIncoming);
    QVERIFY(!result.conflict);
}

void TstMerge::aRecordThatContradictsItsHistoryIsRefused()
{
    Person ann{kAnn};
    const SealedRecord base = ann.writes(nullptr, file("base"), kNow);
    Record lie = ann.writes(&base, file("ann"), kNow + 10).record;
    lie.stamp = lie.dot.stamp = kNow - 1; // claims to have seen what it does not outrank
    const SealedRecord lying = model::seal(lie);
    QCOMPARE(merge(&base, lying).outcome, MergeOutcome::Malformed);
    QCOMPARE(merge(&lying, base).outcome, MergeOutcome::Malformed);
    QVERIFY(!merge(&base, lying).conflict);
}

void TstMerge::aCopyIsMadeOfTheLoserAlone()
{
    Person ann{kAnn, 41};
    Person bob{kBob};
    Record moved = file("ann");
    moved.origin = {kRootDir, "before.txt"};
    moved.linkGroup = 5;
    moved.xattrs = {{"user.a", "1"}};
    const SealedRecord written = ann.writes(nullptr, moved, kNow);
    const SealedRecord loser = bob.chmods(written, 0600, kNow + 5);
    const SealedRecord winner = Person{kBob, 8}.writes(nullptr, file("bob"), kNow + 10);
    const auto copy = merge(&loser, winner).conflict;
    QVERIFY(copy);
    Record expected = loser.record;
    expected.name = "plan.conflict-11111111-20231114-221320-42.txt";
    expected.author = kAnn;
    expected.counter = 42;
    expected.vector = {};
    expected.vector.set(kAnn, 42);
    expected.stamp = kNow;
    expected.origin.reset();
    expected.linkGroup = 0;
    QVERIFY(copy->record == expected);
    QVERIFY(copy->bytes == model::seal(expected).bytes);
    QVERIFY(model::unseal(copy->bytes));
}

void TstMerge::everybodyDerivesTheSameCopy()
{
    Person ann{kAnn};
    Person bob{kBob};
    const SealedRecord loser = ann.writes(nullptr, file("ann"), kNow);
    const SealedRecord winner = bob.writes(nullptr, file("bob"), kNow + 10);
    const SealedRecord later = bob.chmods(winner, 0600, kNow + 20);
    // Whichever of the winner's records somebody holds, and in whichever order they meet.
    const auto copy = merge(&loser, winner).conflict;
    QVERIFY(copy);
    QVERIFY(merge(&winner, loser).conflict->bytes == copy->bytes);
    QVERIFY(merge(&later, loser).conflict->bytes == copy->bytes);
    QVERIFY(merge(&loser, later).conflict->bytes == copy->bytes);
}

void TstMerge::aCopyThatWasDeletedStaysDeleted()
{
    Person ann{kAnn};
    Person bob{kBob};
    const SealedRecord loser = ann.writes(nullptr, file("ann"), kNow);
    const SealedRecord winner = bob.writes(nullptr, file("bob"), kNow + 10);
    const SealedRecord copy = *merge(&loser, winner).conflict;
    const SealedRecord deleted = bob.removes(copy, kNow + 20);
    const MergeResult again = merge(&deleted, copy);
    QCOMPARE(again.outcome, MergeOutcome::KeepLocal);
    QVERIFY(!again.conflict);
}

void TstMerge::twoLosersOfOneSecondKeepACopyEach()
{
    Person ann{kAnn};
    Person bob{kBob};
    const SealedRecord first = ann.writes(nullptr, file("ann, first"), kNow);
    const SealedRecord winner = bob.writes(nullptr, file("bob"), kNow + 10);
    const SealedRecord second = ann.writes(&winner, file("ann, second"), kNow + 20);
    const SealedRecord last = bob.writes(&winner, file("bob again"), kNow + 30);
    const SealedRecord one = *merge(&first, winner).conflict;
    const SealedRecord two = *merge(&second, last).conflict;
    QVERIFY(one.record.key() != two.record.key());
}

// A device's own counter covers all that it ever wrote: a conflict copy of its own content that it was about to show,
// or what it wrote before its folder was emptied.
void TstMerge::whatItWroteItselfAndDoesNotShowItHasNotSeen()
{
    Person ann{kAnn};
    const SealedRecord older = ann.writes(nullptr, file("before"), kNow);
    const SealedRecord saved = ann.writes(nullptr, file("saved without knowing"), kNow + 10);
    QVERIFY(!merge(&older, saved).conflict);
    const MergeResult result = mergeOwn(&older, saved, nullptr);
    QCOMPARE(result.outcome, MergeOutcome::TakeIncoming);
    QVERIFY(result.conflict);
    QVERIFY(result.conflict->record.content == older.record.content);

    const SealedRecord edited = ann.writes(&older, file("an edit of it"), kNow + 20);
    QVERIFY(!mergeOwn(&older, edited, &older).conflict);
    QVERIFY(!mergeOwn(&older, ann.removes(older, kNow + 30), &older).conflict);
    QVERIFY(!mergeOwn(nullptr, saved, nullptr).conflict);
    const SealedRecord again = ann.writes(nullptr, file("before"), kNow + 50);
    QVERIFY(!mergeOwn(&older, again, nullptr).conflict);
}

// Its clock is behind the stamp of what it wrote before, to follow one of somebody whose clock was ahead.
void TstMerge::whatItSavesBelowAStampOfItsOwnIsKept()
{
    Person ann{kAnn};
    const SealedRecord copy = ann.writes(nullptr, file("follows a clock that is ahead"), kNow + 1000);
    const SealedRecord saved = ann.writes(nullptr, file("saved without knowing"), kNow);
    const MergeResult result = mergeOwn(&copy, saved, nullptr);
    QCOMPARE(result.outcome, MergeOutcome::KeepLocal);
    QVERIFY(result.conflict);
    QVERIFY(result.conflict->record.content == saved.record.content);
    QVERIFY(result.conflict->record.key() != copy.record.key());
    QVERIFY(!mergeOwn(&copy, ann.removes(saved, kNow + 1), &saved).conflict);
    const SealedRecord same = ann.writes(nullptr, file("follows a clock that is ahead"), kNow);
    QVERIFY(!mergeOwn(&copy, same, nullptr).conflict);
}

void TstMerge::theLargestRecordStillHasACopy()
{
    Person ann{kAnn};
    Person bob{kBob};
    Record large = file("ann");
    large.name = "x";
    for (uint32_t i = 0;; ++i) {
        Bytes name{static_cast<char>(1 + i / 254), static_cast<char>(1 + i % 254)};
        large.xattrs.emplace_back(std::move(name), Bytes());
        if (large.xattrs.size() * (2 + model::kXattrOverhead) + 2 + model::kXattrOverhead > model::kMaxXattrBytes)
            break;
    }
    std::sort(large.xattrs.begin(), large.xattrs.end());
    const SealedRecord loser = ann.writes(nullptr, large, kNow);
    QVERIFY(model::unseal(loser.bytes));
    const auto copy = merge(&loser, bob.writes(nullptr, file("bob"), kNow + 10)).conflict;
    QVERIFY(copy);
    QVERIFY(model::unseal(copy->bytes));
}

void TstMerge::conflictNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray mark(".conflict-11111111-20231114-221320-42");
    const QByteArray letters(255, 'n');
    QTest::newRow("before the extension") << QByteArray("plan.txt") << "plan" + mark + ".txt";
    QTest::newRow("at the end where there is no extension") << QByteArray("Makefile") << "Makefile" + mark;
    QTest::newRow("only the last extension counts") << QByteArray("a.tar.gz") << "a.tar" + mark + ".gz";
    QTest::newRow("a leading dot begins no extension") << QByteArray(".bashrc") << ".bashrc" + mark;
    QTest::newRow("a final dot is an empty extension") << QByteArray("odd.") << "odd" + mark + ".";
    QTest::newRow("the longest extension has 15 letters")
        << QByteArray("a.") + QByteArray(15, 'e') << "a" + mark + "." + QByteArray(15, 'e');
    QTest::newRow("what is longer is part of the stem")
        << QByteArray("a.") + QByteArray(16, 'e') << "a." + QByteArray(16, 'e') + mark;
    QTest::newRow("a long name is cut") << letters << letters.left(255 - mark.size()) + mark;
    QTest::newRow("a long name keeps its extension")
        << letters.left(251) + ".txt" << letters.left(255 - 4 - mark.size()) + mark + ".txt";
    // 218 bytes are left: the two bytes of the 110th umlaut do not fit behind 217.
    QTest::newRow("never inside a character")
        << "n" + QByteArray("\xc3\xbc").repeated(127) << "n" + QByteArray("\xc3\xbc").repeated(108) + mark;
    QTest::newRow("a copy of a copy is marked twice") << "plan" + mark + ".txt"
                                                      << "plan" + mark + mark + ".txt";
}

void TstMerge::conflictNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, expected);
    const Bytes result = conflictName(name.toStdString(), {kAnn, 42, kNow + 999'999'999});
    QCOMPARE(QByteArray::fromStdString(result), expected);
    QVERIFY(model::isValidName(result));
}

QTEST_GUILESS_MAIN(TstMerge)
#include "tst_merge.moc"
