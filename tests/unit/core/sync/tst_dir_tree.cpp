// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/dir_tree.h"
#include "shared/base/hash.h"

#include <QTest>

#include <algorithm>

using namespace shoal;
using namespace shoal::sync;
using model::Record;
using model::RecordKind;
using model::SealedRecord;

namespace {

constexpr bool kLive = true;
constexpr bool kDeleted = false;

ShareId shareOfTheKnownAnswers()
{
    ShareId share;
    for (size_t i = 0; i < ShareId::kSize; ++i)
        share.bytes[i] = static_cast<unsigned char>(i);
    return share;
}

// A directory whose id begins with `number`, so that tests can order them.
DirId id(unsigned char number)
{
    DirId dir;
    dir.bytes[0] = number;
    dir.bytes[15] = 1;
    return number == 0 ? kRootDir : dir;
}

Bytes markOf(unsigned char number)
{
    return ".conflict-" + toHex(id(number).view().substr(0, 4));
}

SealedRecord directory(unsigned char number, unsigned char parent, const Bytes& name, bool live = kLive,
                       int64_t stamp = 100)
{
    Record record;
    record.kind = RecordKind::Directory;
    record.dir = id(number);
    record.parent = id(parent);
    record.name = name;
    record.live = live;
    record.author = {1};
    record.counter = 1;
    record.vector.set({1}, 1);
    record.stamp = stamp;
    return model::seal(record);
}

QByteArray pathOf(const DirTree& tree, unsigned char number)
{
    const auto path = tree.path(id(number));
    return path ? QByteArray::fromStdString(*path) : QByteArray("(nowhere)");
}

} // namespace

class TstDirTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreThoseOfTheProtocol();
    void marksAreCutOnACharacterBoundary();
    void aDirectoryExistsWhileSomethingLiveIsBelowIt();
    void aMoveTakesEverythingBelowAlong();
    void aCycleIsCutAtItsLowestRank();
    void aCutDirectoryGoesHomeWhenTheCycleEnds();
    void ofTwoClaimsTheSmallerKeyHasTheName();
    void aMarkThatIsTakenIsReplacedByAnother();
    void aFileGivesWayToADirectory();
    void childrenWaitForTheirParentsRecord();
    void newDirectoriesInFreePlacesAreToldAtOnce();
    void changesAreToldOnceAndParentsFirst();
    void aDeletedDirectoryIsRevivedAndATakenIdIsNot();
    void childrenAreListedByPlace();
};

void TstDirTree::idsAreThoseOfTheProtocol()
{
    // Computed by another implementation, from docs/protocol.md.
    const ShareId share = shareOfTheKnownAnswers();
    const DirId mail = makeDirId(share, kRootDir, "mail", 0);
    QCOMPARE(mail.hex(), Bytes("598ad5959c6ec7cfe5cbb3a69b60e664"));
    QCOMPARE(makeDirId(share, kRootDir, "mail", 1).hex(), Bytes("b61fa27028912b0bd12c6d89dd78b48c"));
    QCOMPARE(makeDirId(share, mail, "new", 0).hex(), Bytes("178542b6f6925f33839385f0b6227635"));
}

void TstDirTree::marksAreCutOnACharacterBoundary()
{
    const Bytes key("\x01\x23\x45\x67\x89", 5);
    QCOMPARE(markedName("mail", key), Bytes("mail.conflict-01234567"));
    QCOMPARE(markedName("a.txt", key), Bytes("a.txt.conflict-01234567")); // a directory's name has no extension
    QCOMPARE(markedName(Bytes(255, 'n'), key), Bytes(237, 'n') + ".conflict-01234567");
    Bytes umlauts;
    while (umlauts.size() < 254)
        umlauts += "\xc3\xbc";
    QCOMPARE(markedName(umlauts, key), umlauts.substr(0, 236) + ".conflict-01234567");
}

void TstDirTree::aDirectoryExistsWhileSomethingLiveIsBelowIt()
{
    DirTree tree;
    tree.put(directory(1, 0, "a"));
    tree.put(directory(2, 1, "b"));
    tree.addLiveFiles(id(2), 2);
    tree.reproject();
    QCOMPARE(pathOf(tree, 2), QByteArray("a/b"));
    // A deletion of both, while somebody else had put files there.
    tree.put(directory(1, 0, "a", kDeleted, 101));
    tree.put(directory(2, 1, "b", kDeleted, 101));
    tree.reproject();
    QCOMPARE(pathOf(tree, 2), QByteArray("a/b"));
    tree.addLiveFiles(id(2), -1);
    tree.reproject();
    QCOMPARE(pathOf(tree, 2), QByteArray("a/b"));
    tree.addLiveFiles(id(2), -1);
    tree.reproject();
    QCOMPARE(pathOf(tree, 2), QByteArray("(nowhere)"));
    QCOMPARE(pathOf(tree, 1), QByteArray("(nowhere)"));
    tree.put(directory(3, 1, "c"));
    tree.reproject();
    QCOMPARE(pathOf(tree, 3), QByteArray("a/c")); // a live directory keeps its dead parent as well
    QVERIFY(!tree.exists(id(2)));
    QVERIFY(tree.exists(kRootDir));
    QVERIFY(!tree.place(kRootDir));
}

void TstDirTree::aMoveTakesEverythingBelowAlong()
{
    DirTree tree;
    tree.put(directory(1, 0, "a"));
    tree.put(directory(2, 1, "b"));
    tree.put(directory(3, 2, "c"));
    tree.put(directory(4, 0, "d"));
    tree.reproject();
    tree.put(directory(1, 4, "moved", kLive, 101));
    const std::vector<PlaceChange> changes = tree.reproject();
    QCOMPARE(changes.size(), size_t(1)); // one record, one rename, whatever is inside
    QVERIFY(changes[0].dir == id(1));
    QVERIFY(changes[0].before == (Place{kRootDir, "a"}));
    QVERIFY(changes[0].after == (Place{id(4), "moved"}));
    QCOMPARE(pathOf(tree, 3), QByteArray("d/moved/b/c"));
    QVERIFY(!tree.at(kRootDir, "a"));
}

void TstDirTree::aCycleIsCutAtItsLowestRank()
{
    // Two devices moved one directory into the other at the same time.
    DirTree tree;
    tree.put(directory(1, 2, "a", kLive, 201));
    tree.put(directory(2, 1, "b", kLive, 200));
    tree.put(directory(3, 2, "c"));
    tree.reproject();
    const QByteArray top = QByteArray::fromStdString("b" + markOf(2));
    QCOMPARE(pathOf(tree, 2), top);
    QCOMPARE(pathOf(tree, 1), top + "/a");
    QCOMPARE(pathOf(tree, 3), top + "/c");

    DirTree self;
    self.put(directory(1, 1, "a"));
    self.reproject();
    QCOMPARE(pathOf(self, 1), QByteArray::fromStdString("a" + markOf(1)));
}

void TstDirTree::aCutDirectoryGoesHomeWhenTheCycleEnds()
{
    DirTree tree;
    tree.put(directory(1, 2, "a", kLive, 201));
    tree.put(directory(2, 1, "b", kLive, 200));
    tree.reproject();
    tree.put(directory(1, 0, "a", kLive, 202));
    tree.reproject();
    QCOMPARE(pathOf(tree, 1), QByteArray("a"));
    QCOMPARE(pathOf(tree, 2), QByteArray("a/b"));
}

void TstDirTree::ofTwoClaimsTheSmallerKeyHasTheName()
{
    DirTree tree;
    tree.put(directory(9, 0, "a"));
    tree.reproject();
    QCOMPARE(pathOf(tree, 9), QByteArray("a"));
    tree.put(directory(5, 0, "a"));
    tree.put(directory(7, 0, "a"));
    tree.reproject();
    QCOMPARE(pathOf(tree, 5), QByteArray("a"));
    QCOMPARE(pathOf(tree, 7), QByteArray::fromStdString("a" + markOf(7)));
    QCOMPARE(pathOf(tree, 9), QByteArray::fromStdString("a" + markOf(9)));
    tree.put(directory(5, 0, "renamed", kLive, 101));
    tree.reproject();
    QCOMPARE(pathOf(tree, 7), QByteArray("a"));
    QCOMPARE(pathOf(tree, 9), QByteArray::fromStdString("a" + markOf(9)));
}

void TstDirTree::aMarkThatIsTakenIsReplacedByAnother()
{
    DirTree tree;
    tree.put(directory(7, 0, "a"));
    tree.put(directory(8, 0, "a"));
    tree.reproject();
    QCOMPARE(pathOf(tree, 8), QByteArray::fromStdString("a" + markOf(8)));
    // Somebody gives a directory just that name; its own name goes before a mark, whichever key is smaller.
    tree.put(directory(9, 0, "a" + markOf(8)));
    tree.reproject();
    QCOMPARE(pathOf(tree, 9), QByteArray::fromStdString("a" + markOf(8)));
    const Hash next = sha256(id(8).view());
    QCOMPARE(pathOf(tree, 8), QByteArray::fromStdString("a.conflict-" + toHex(next.view().substr(0, 4))));
}

void TstDirTree::aFileGivesWayToADirectory()
{
    DirTree tree;
    tree.put(directory(1, 0, "in"));
    tree.addLiveFiles(id(1), 1);
    tree.reproject();
    QCOMPARE(tree.fileDiskName(id(1), "a"), Bytes("a"));
    tree.put(directory(2, 1, "a"));
    tree.reproject();
    const Hash key = sha256(id(1).toBytes() + "a");
    const Bytes marked = "a.conflict-" + toHex(key.view().substr(0, 4));
    QCOMPARE(tree.fileDiskName(id(1), "a"), marked);
    QCOMPARE(tree.fileDiskName(kRootDir, "a"), Bytes("a")); // another directory's children are nothing to it
    tree.put(directory(3, 1, marked));
    tree.reproject();
    QCOMPARE(tree.fileDiskName(id(1), "a"), "a.conflict-" + toHex(sha256(key.view()).view().substr(0, 4)));
    tree.put(directory(2, 1, "a", kDeleted, 101));
    tree.reproject();
    QCOMPARE(tree.fileDiskName(id(1), "a"), Bytes("a"));
}

void TstDirTree::childrenWaitForTheirParentsRecord()
{
    DirTree tree;
    tree.put(directory(2, 1, "b"));
    tree.addLiveFiles(id(3), 1);
    QVERIFY(tree.reproject().empty());
    QCOMPARE(pathOf(tree, 2), QByteArray("(nowhere)"));
    tree.put(directory(3, 2, "c"));
    QVERIFY(tree.reproject().empty());
    tree.put(directory(1, 0, "a", kDeleted)); // dead itself, and kept by what is below
    const std::vector<PlaceChange> changes = tree.reproject();
    QCOMPARE(changes.size(), size_t(3));
    QVERIFY(changes[0].dir == id(1));
    QVERIFY(changes[1].dir == id(2));
    QVERIFY(changes[2].dir == id(3));
    QCOMPARE(pathOf(tree, 3), QByteArray("a/b/c"));
}

void TstDirTree::newDirectoriesInFreePlacesAreToldAtOnce()
{
    DirTree tree;
    tree.put(directory(1, 0, "a"));
    tree.put(directory(2, 1, "b"));
    // Before any projection: nothing else can have changed by them.
    QCOMPARE(pathOf(tree, 2), QByteArray("a/b"));
    QVERIFY(tree.at(id(1), "b"));
    const std::vector<PlaceChange> changes = tree.reproject();
    QCOMPARE(changes.size(), size_t(2));
    QVERIFY(changes[0].dir == id(1) && !changes[0].before && changes[0].after);
    QVERIFY(changes[1].dir == id(2));
    QVERIFY(tree.reproject().empty());

    // One that comes and goes within a batch is told as both.
    tree.put(directory(3, 0, "c"));
    tree.put(directory(3, 0, "c", kDeleted, 101));
    const std::vector<PlaceChange> both = tree.reproject();
    QCOMPARE(both.size(), size_t(2));
    QVERIFY(both[0].after == (Place{kRootDir, "c"}));
    QVERIFY(both[1].before == (Place{kRootDir, "c"}) && !both[1].after);
}

void TstDirTree::changesAreToldOnceAndParentsFirst()
{
    DirTree tree;
    // A chain whose keys descend, known from the bottom up.
    for (unsigned char number = 1; number <= 9; ++number)
        tree.put(directory(number, number == 9 ? 0 : static_cast<unsigned char>(number + 1), "d"));
    const std::vector<PlaceChange> changes = tree.reproject();
    QCOMPARE(changes.size(), size_t(9));
    for (size_t i = 0; i < changes.size(); ++i)
        QVERIFY(changes[i].dir == id(static_cast<unsigned char>(9 - i)));
    QVERIFY(tree.reproject().empty());
    tree.put(directory(5, 6, "d", kLive, 101)); // a chmod moves nothing
    QVERIFY(tree.reproject().empty());
}

void TstDirTree::aDeletedDirectoryIsRevivedAndATakenIdIsNot()
{
    const ShareId share = shareOfTheKnownAnswers();
    DirTree tree;
    const DirId first = makeDirId(share, kRootDir, "mail", 0);
    const DirId second = makeDirId(share, kRootDir, "mail", 1);
    QVERIFY(tree.idFor(share, kRootDir, "mail") == first);
    Record record = directory(1, 0, "mail").record;
    record.dir = first;
    tree.put(model::seal(record));
    record.name = "renamed";
    record.stamp = 101;
    tree.put(model::seal(record));
    tree.reproject();
    QVERIFY(tree.idFor(share, kRootDir, "mail") == second); // the first one lives on under another name
    record.live = false;
    record.stamp = 102;
    tree.put(model::seal(record));
    tree.reproject();
    QVERIFY(tree.idFor(share, kRootDir, "mail") == second); // its last place was another
    record.name = "mail";
    record.stamp = 103;
    tree.put(model::seal(record));
    tree.reproject();
    QVERIFY(tree.idFor(share, kRootDir, "mail") == first);
    tree.addLiveFiles(first, 1);
    tree.reproject();
    QVERIFY(tree.idFor(share, kRootDir, "mail") == second); // deleted, but standing: somebody put a file there

    // Files came before the record of their directory: whoever makes it here makes that very one.
    DirTree early;
    early.addLiveFiles(first, 1);
    early.reproject();
    QVERIFY(early.idFor(share, kRootDir, "mail") == first);
}

void TstDirTree::childrenAreListedByPlace()
{
    DirTree tree;
    tree.put(directory(1, 0, "a"));
    tree.put(directory(2, 0, "a"));
    tree.put(directory(3, 1, "inside"));
    tree.reproject();
    const auto childrenOf = [&](const DirId& parent) {
        std::vector<Bytes> names;
        tree.forEachChild(parent, [&](const DirId& child, const Bytes& name) {
            const DirId* standing = tree.at(parent, name);
            QVERIFY(standing && *standing == child);
            names.push_back(name);
        });
        std::sort(names.begin(), names.end());
        return names;
    };
    QVERIFY(childrenOf(kRootDir) == (std::vector<Bytes>{"a", "a" + markOf(2)}));
    QVERIFY(childrenOf(id(1)) == std::vector<Bytes>{"inside"});
    QVERIFY(childrenOf(id(2)).empty());
}

QTEST_GUILESS_MAIN(TstDirTree)
#include "tst_dir_tree.moc"
