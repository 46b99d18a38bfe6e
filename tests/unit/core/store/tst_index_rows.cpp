// SPDX-License-Identifier: GPL-3.0-or-later
#include "index_fixture.h"

#include <QTest>
#include <algorithm>

using namespace shoal;
using namespace shoal::store;

Q_DECLARE_METATYPE(shoal::store::FileRow)
Q_DECLARE_METATYPE(shoal::store::DirRow)

namespace {

const Hash kContent = sha256("some content");
const Hash kOther = sha256("another content");

Seen someSeen()
{
    return Seen{.inode = 0xffff'ffff'ffff'fff0,
                .size = -1,
                .mtimeNs = std::numeric_limits<int64_t>::min(),
                .ctimeNs = std::numeric_limits<int64_t>::max(),
                .mode = 0xffff'ffff,
                .uid = 0xffff'fffe,
                .gid = 7};
}

FileRow flagged(FileRow row, uint32_t flags)
{
    row.flags = flags;
    return row;
}

} // namespace

class TstIndexRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesStayWhileARowRefersToThem();
    void flushedRowsLoseTheirFlag();
    void fileRowsComeBackAsWritten_data();
    void fileRowsComeBackAsWritten();
    void dirRowsComeBackAsWritten_data();
    void dirRowsComeBackAsWritten();
    void aRowIsReplacedAsAWhole();
    void filesOfADirectoryAreOrderedByTheBytesOfTheirNames();
    void anAbsentRowIsNoError();
    void theDiskNameFindsTheRowThatLiesThere();
    void theDiskNameFollowsAChange();
    void pendingRowsComeInPages();
    void contentAndWantedFindTheirRows();
    void linkedNamesAreFoundByGroupAndInode();
    void rowsThatBreakTheContractAreRefused_data();
    void rowsThatBreakTheContractAreRefused();
    void twoDirectoriesCannotShareAnId();
    void directoryNumbersAreNeverReused();
    void removedRowsAreGone();
    void groupsComeBackUntilRemoved();
    void metaValuesAreBytes();
    void chunkListsComeBack();
    void chunkListsNobodyNeedsArePruned();
};

void TstIndexRows::fileRowsComeBackAsWritten_data()
{
    QTest::addColumn<FileRow>("row");
    QTest::newRow("a plain file") << fileRow(0, "file.txt");
    QTest::newRow("a name with a newline") << fileRow(0, "two\nlines");
    QTest::newRow("a name that is not UTF-8") << fileRow(1, "\xff\xfe\x01\x7f\x80");
    QTest::newRow("a name with quotes and a percent sign") << fileRow(1, "'\"%s;--");
    QTest::newRow("a name of 255 bytes") << fileRow(2, Bytes(255, 'n'));
    QTest::newRow("a record with zero bytes") << fileRow(2, "zero", Bytes("\0\1\0", 3));
    QTest::newRow("a record longer than a page") << fileRow(2, "long", Bytes(100'000, 'r'));
    QTest::newRow("no record yet") << fileRow(2, "unrecorded", "");

    FileRow all = fileRow(std::numeric_limits<DirNo>::max(), "everything set");
    all.keyHash = ~uint64_t(0);
    all.live = false;
    all.size = std::numeric_limits<int64_t>::max();
    all.here = HereKind::Other;
    all.hereRecord = Bytes("what is here\0", 13);
    all.seen = someSeen();
    all.diskName = "other\nname";
    all.content = kContent;
    all.wanted = kOther;
    all.flags = 0xffff'ffff;
    QTest::newRow("every field at its limit") << all;

    FileRow nothing = fileRow(0, "tombstone");
    nothing.keyHash = 0;
    nothing.live = false;
    nothing.size = 0;
    nothing.here = HereKind::Nothing;
    QTest::newRow("a tombstone with nothing here") << nothing;
}

void TstIndexRows::fileRowsComeBackAsWritten()
{
    QFETCH(FileRow, row);
    IndexFolder folder;
    putAll(*folder.open(), {row});
    const auto index = folder.open();

    QVERIFY(must(index->file(row.dir, row.name)) == row);
    QVERIFY(must(index->filesOf(row.dir)) == std::vector{row});
    QVERIFY(must(index->fileByDiskName(row.dir, row.nameOnDisk())) == row);
}

void TstIndexRows::dirRowsComeBackAsWritten_data()
{
    QTest::addColumn<DirRow>("row");
    QTest::newRow("a directory not on disk") << dirRow(5);
    QTest::newRow("a directory without a record") << dirRow(5, "");

    DirRow root = dirRow(kRootDirNo, "");
    root.id = kRootDir;
    QTest::newRow("the root, whose id is zero") << root;

    DirRow all = dirRow(6);
    all.keyHash = uint64_t(1) << 63;
    all.live = false;
    all.here = HereKind::Other;
    all.hereRecord = "what is here";
    all.diskParent = 3;
    all.diskName = Bytes("\n\xff", 2);
    all.seen = someSeen();
    all.birthNs = -1;
    all.fsId = ~uint64_t(0);
    all.flags = MountBoundary | Suspended;
    QTest::newRow("every field set") << all;
}

void TstIndexRows::dirRowsComeBackAsWritten()
{
    QFETCH(DirRow, row);
    IndexFolder folder;
    putAll(*folder.open(), {row});
    QVERIFY(must(folder.open()->allDirs()) == std::vector{row});
}

void TstIndexRows::aRowIsReplacedAsAWhole()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow file = fileRow(1, "file");
    file.content = kContent;
    file.wanted = kOther;
    file.diskName = "elsewhere";
    file.here = HereKind::Other;
    file.hereRecord = "old";
    DirRow dir = dirRow(1);
    dir.diskName = "old";
    putAll(*index, {file});
    putAll(*index, {dir});

    const FileRow newFile = fileRow(1, "file", "new");
    const DirRow newDir = dirRow(1, "new");
    putAll(*index, {newFile});
    putAll(*index, {newDir});

    QVERIFY(must(index->filesOf(1)) == std::vector{newFile});
    QVERIFY(must(index->allDirs()) == std::vector{newDir});
    QVERIFY(must(index->filesWithContent(kContent, 10)).empty());
    QVERIFY(must(index->filesWanting(kOther, 10)).empty());
}

void TstIndexRows::filesOfADirectoryAreOrderedByTheBytesOfTheirNames()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileRow(1, "\xff"), fileRow(1, "b"), fileRow(1, "B"), fileRow(1, "\x80"), fileRow(1, "ab"),
                    fileRow(1, "a"), fileRow(1, "\x01"), fileRow(2, "a second directory"), fileRow(0, "z")});
    const std::vector<Bytes> expected{"\x01", "B", "a", "ab", "b", "\x80", "\xff"};
    QVERIFY(namesOf(must(index->filesOf(1))) == expected);
}

void TstIndexRows::anAbsentRowIsNoError()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileRow(1, "a")});
    QVERIFY(!must(index->file(1, "b")));
    QVERIFY(!must(index->file(2, "a")));
    QVERIFY(!must(index->fileByDiskName(1, "b")));
    QVERIFY(must(index->filesOf(2)).empty());
    QVERIFY(must(index->allDirs()).empty());
    QVERIFY(!must(index->meta("none")));
    QVERIFY(!must(index->chunkList(kContent)));
}

void TstIndexRows::theDiskNameFindsTheRowThatLiesThere()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow moved = fileRow(1, "File");
    moved.diskName = "File.conflict-01234567";
    FileRow swapped = fileRow(1, "other");
    swapped.diskName = "file";
    putAll(*index, {fileRow(1, "file"), moved, swapped});

    QVERIFY(must(index->fileByDiskName(1, "File.conflict-01234567")) == moved);
    QVERIFY2(!must(index->fileByDiskName(1, "File")), "a row that lies under another name was found by its own");
    QVERIFY2(must(index->fileByDiskName(1, "file")) == swapped, "the explicit disk name must win");
    QVERIFY(!must(index->fileByDiskName(2, "file")));
}

void TstIndexRows::theDiskNameFollowsAChange()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow row = fileRow(1, "file");
    row.diskName = "first";
    putAll(*index, {row});
    row.diskName = "file"; // equal to the name: stored as none
    putAll(*index, {row});

    row.diskName.clear();
    QVERIFY(!must(index->fileByDiskName(1, "first")));
    QVERIFY(must(index->fileByDiskName(1, "file")) == row);
}

void TstIndexRows::pendingRowsComeInPages()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {flagged(fileRow(0, "a"), Pending), flagged(fileRow(0, "b"), Held),
                    flagged(fileRow(2, "a"), Pending | Conflict), flagged(fileRow(2, "b"), Pending), fileRow(2, "c"),
                    flagged(fileRow(9, "a"), Pending)});

    const auto first = must(index->pendingFiles(2, kRootDirNo, ""));
    QCOMPARE(first.size(), size_t(2));
    QVERIFY(first[0] == flagged(fileRow(0, "a"), Pending));
    QVERIFY(first[1] == flagged(fileRow(2, "a"), Pending | Conflict));
    const auto second = must(index->pendingFiles(2, first[1].dir, first[1].name));
    QCOMPARE(second.size(), size_t(2));
    QVERIFY(second[0] == flagged(fileRow(2, "b"), Pending));
    QVERIFY(second[1] == flagged(fileRow(9, "a"), Pending));
    QVERIFY(must(index->pendingFiles(2, second[1].dir, second[1].name)).empty());

    putAll(*index, {fileRow(2, "b")});
    QCOMPARE(must(index->pendingFiles(10, kRootDirNo, "")).size(), size_t(3));
}

void TstIndexRows::contentAndWantedFindTheirRows()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow has = fileRow(1, "has");
    has.content = kContent;
    FileRow wants = fileRow(1, "wants");
    wants.wanted = kContent;
    FileRow both = fileRow(2, "replaces");
    both.content = kContent;
    both.wanted = kOther;
    putAll(*index, {has, wants, both, fileRow(3, "neither")});

    QVERIFY(must(index->filesWithContent(kContent, 10)) == (std::vector{has, both}));
    QCOMPARE(must(index->filesWithContent(kContent, 1)).size(), size_t(1));
    QVERIFY(must(index->filesWithContent(kOther, 10)).empty());
    QVERIFY(must(index->filesWanting(kContent, 10)) == std::vector{wants});
    QVERIFY(must(index->filesWanting(kOther, 10)) == std::vector{both});
    QVERIFY2(must(index->filesWithContent(Hash{}, 10)).empty(), "the zero hash means no content");
    QVERIFY2(must(index->filesWanting(Hash{}, 10)).empty(), "the zero hash means nothing wanted");
}

void TstIndexRows::linkedNamesAreFoundByGroupAndInode()
{
    const IndexFolder folder;
    const auto index = folder.open();
    constexpr uint64_t kGroup = 0xffff'ffff'ffff'fff1;
    constexpr uint64_t kInode = 0xffff'ffff'ffff'fff0;
    std::vector<FileRow> rows;
    for (const char* name : {"old", "newest", "middle", "elsewhere"}) {
        rows.push_back(fileRow(3, name));
        rows.back().content = kContent;
        rows.back().seen.inode = kInode;
    }
    rows[0].seen.ctimeNs = 1;
    rows[1].seen.ctimeNs = 3;
    rows[2].seen.ctimeNs = 2;
    rows[3].seen.inode = 5;
    putAll(*index, rows);
    Transaction transaction = must(Transaction::begin(*index));
    for (const FileRow& row : rows)
        must(index->putLink(row.dir, row.name, kGroup, row.seen.inode));
    must(index->putLink(3, "elsewhere", 7, 5)); // it has left them
    must(index->putLink(3, "no such row", kGroup, kInode));
    must(transaction.commit());
    using Names = std::vector<Bytes>;
    QCOMPARE(namesOf(must(index->linksOfGroup(kGroup, kContent, 10))), (Names{"newest", "middle", "old"}));
    QCOMPARE(namesOf(must(index->linksOfInode(kInode, 2))), (Names{"newest", "middle"}));
    QCOMPARE(namesOf(must(index->linksOfGroup(7, kContent, 10))), Names{"elsewhere"});
    QVERIFY(must(index->linksOfGroup(kGroup, kContent, 10)).front() == rows[1]);
    QVERIFY(must(index->linksOfGroup(kGroup, kOther, 10)).empty());
    QCOMPARE(namesOf(must(index->filesWithContent(kContent, 5, 10))), Names{"elsewhere"});
    QCOMPARE(must(index->filesWithContent(kContent, kInode, 2)).size(), size_t{2});
    QVERIFY(must(index->filesWithContent(kOther, kInode, 10)).empty());

    Transaction again = must(Transaction::begin(*index));
    must(index->removeLink(3, "newest"));
    must(index->removeLink(3, "newest"));
    must(again.commit());
    QCOMPARE(namesOf(must(index->linksOfInode(kInode, 10))), (Names{"middle", "old"}));
}

void TstIndexRows::rowsThatBreakTheContractAreRefused_data()
{
    QTest::addColumn<FileRow>("row");
    FileRow otherKey = fileRow(1, "file");
    otherKey.keyHash += 1;
    QTest::newRow("a known file under another key hash") << otherKey;
    QTest::newRow("a file without a name") << fileRow(1, "");
    QTest::newRow("a file in a directory that cannot be") << fileRow(-1, "file");
}

void TstIndexRows::rowsThatBreakTheContractAreRefused()
{
    QFETCH(FileRow, row);
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileRow(1, "file")});

    must(index->begin());
    must(index->putFile(fileRow(1, "good")));
    const auto put = index->putFile(row);
    QVERIFY(!put);
    QCOMPARE(put.error().code, ErrorCode::InvalidArgument);
    const auto committed = index->commit();
    QVERIFY2(!committed, "a transaction with a failed write must not be committed");
    QCOMPARE(committed.error().code, ErrorCode::InvalidArgument);
    QVERIFY(namesOf(must(index->filesOf(1))) == std::vector<Bytes>{"file"});
}

void TstIndexRows::twoDirectoriesCannotShareAnId()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {dirRow(1)});
    DirRow twin = dirRow(2);
    twin.id = dirRow(1).id;
    DirRow renamed = dirRow(1);
    renamed.id = dirRow(2).id;

    must(index->begin());
    const auto put = index->putDir(twin);
    QVERIFY(!put);
    QCOMPARE(put.error().code, ErrorCode::AlreadyExists);
    index->rollback();
    must(index->begin());
    const auto changed = index->putDir(renamed);
    QVERIFY(!changed);
    QCOMPARE(changed.error().code, ErrorCode::InvalidArgument);
}

void TstIndexRows::directoryNumbersAreNeverReused()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        QCOMPARE(must(index->newDirNo()), DirNo(1));
        QCOMPARE(must(index->newDirNo()), DirNo(2));
        putAll(*index, {dirRow(1), dirRow(2), dirRow(7)});
        QCOMPARE(must(index->newDirNo()), DirNo(8));
        must(index->begin());
        must(index->removeDir(7));
        must(index->commit());
    }
    {
        const auto index = folder.open();
        QVERIFY(must(index->newDirNo()) > 7);
        putAll(*index, {fileRow(20, "a file whose directory row is missing")});
    }
    QCOMPARE(must(folder.open()->newDirNo()), DirNo(21));
}

void TstIndexRows::removedRowsAreGone()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileRow(1, "a"), fileRow(1, "b")});
    putAll(*index, {dirRow(1), dirRow(2)});

    must(index->begin());
    must(index->removeFile(1, "a"));
    must(index->removeFile(1, "never there"));
    must(index->removeDir(2));
    must(index->removeDir(99));
    must(index->commit());

    QVERIFY(namesOf(must(index->filesOf(1))) == std::vector<Bytes>{"b"});
    QVERIFY(must(index->allDirs()) == std::vector{dirRow(1)});
}

void TstIndexRows::groupsComeBackUntilRemoved()
{
    IndexFolder folder;
    const uint64_t large = ~uint64_t(0);
    {
        const auto index = folder.open();
        must(index->begin());
        must(index->putGroup(1, "first"));
        must(index->putGroup(2, Bytes("\0second", 7)));
        must(index->putGroup(large, "third"));
        must(index->putGroup(1, "first, again"));
        must(index->commit());
    }
    const auto index = folder.open();
    auto groups = must(index->groups());
    std::sort(groups.begin(), groups.end());
    const std::vector<std::pair<uint64_t, Bytes>> expected{
        {1, "first, again"}, {2, Bytes("\0second", 7)}, {large, "third"}};
    QVERIFY(groups == expected);

    must(index->begin());
    must(index->removeGroup(1));
    must(index->removeGroup(large));
    must(index->commit());
    QCOMPARE(must(index->groups()).size(), size_t(1));
}

void TstIndexRows::metaValuesAreBytes()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        must(index->begin());
        must(index->setMeta("author", Bytes("\0\xff", 2)));
        must(index->setMeta("empty", ""));
        must(index->setMeta("twice", "1"));
        must(index->setMeta("twice", "2"));
        must(index->commit());
        must(index->setMetaDurably("ceiling", "10000"));
    }
    const auto index = folder.open();
    QVERIFY(must(index->meta("author")) == Bytes("\0\xff", 2));
    QVERIFY(must(index->meta("empty")) == Bytes());
    QVERIFY(must(index->meta("twice")) == Bytes("2"));
    QVERIFY(must(index->meta("ceiling")) == Bytes("10000"));
}

void TstIndexRows::chunkListsComeBack()
{
    IndexFolder folder;
    const Bytes list(1'000'000, 'c');
    {
        const auto index = folder.open();
        must(index->begin());
        must(index->putChunkList(kContent, "first"));
        must(index->putChunkList(kContent, list));
        must(index->commit());
    }
    QVERIFY(must(folder.open()->chunkList(kContent)) == list);
}

void TstIndexRows::chunkListsNobodyNeedsArePruned()
{
    IndexFolder folder;
    const auto index = folder.open();
    const Hash unused = sha256("unused");
    const Hash kept = sha256("kept");
    FileRow has = fileRow(1, "has");
    has.content = kContent;
    FileRow wants = fileRow(1, "wants");
    wants.wanted = kOther;
    putAll(*index, {has, wants});
    must(index->begin());
    for (const Hash& content : {kContent, kOther, unused, kept})
        must(index->putChunkList(content, content.view()));
    std::vector<Hash> asked;
    const uint64_t removed = must(index->pruneChunkLists([&](const Hash& content) {
        asked.push_back(content);
        return must(index->chunkList(content)) == kept.toBytes();
    }));
    must(index->commit());

    QCOMPARE(removed, uint64_t(1));
    QCOMPARE(asked.size(), size_t(2));
    QVERIFY(!must(index->chunkList(unused)));
    for (const Hash& content : {kContent, kOther, kept})
        QVERIFY(must(index->chunkList(content)));

    must(index->begin());
    QCOMPARE(must(index->pruneChunkLists({})), uint64_t(1));
    must(index->commit());
    QVERIFY(!must(index->chunkList(kept)));
}

void TstIndexRows::batchesStayWhileARowRefersToThem()
{
    IndexFolder folder;
    const auto index = folder.open();
    Transaction transaction = must(Transaction::begin(*index));
    const int64_t ofFile = must(index->putBatch("proof of a file"));
    const int64_t ofDirectory = must(index->putBatch("proof of a directory"));
    const int64_t unused = must(index->putBatch("proof of nothing"));
    FileRow file = fileRow(1, "a");
    file.batch = ofFile;
    must(index->putFile(file));
    DirRow dir = dirRow(1);
    dir.batch = ofDirectory;
    must(index->putDir(dir));
    must(index->pruneBatches());
    must(transaction.commit());
    QCOMPARE(must(index->batch(ofFile)), std::optional<Bytes>("proof of a file"));
    QCOMPARE(must(index->batch(ofDirectory)), std::optional<Bytes>("proof of a directory"));
    QCOMPARE(must(index->batch(unused)), std::nullopt);
    const auto refs = must(index->recordsBetween(file.keyHash, file.keyHash, 1));
    QCOMPARE(refs.at(0).batch, ofFile);

    file.batch = 0;
    Transaction later = must(Transaction::begin(*index));
    must(index->putFile(file));
    must(index->pruneBatches());
    must(later.commit());
    QCOMPARE(must(index->batch(ofFile)), std::nullopt);
}

void TstIndexRows::flushedRowsLoseTheirFlag()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow flushed = fileRow(1, "flushed");
    flushed.flags = Unflushed | Racy;
    flushed.seen = {7, 100, 5, 5, 0644, 0, 0};
    FileRow changed = flushed;
    changed.name = "changed since";
    changed.keyHash = keyHashOf(changed.name);
    putAll(*index, {flushed, changed, fileRow(1, "other")});
    const auto rows = must(index->unflushedFiles(10, kRootDirNo, {}));
    QCOMPARE(namesOf(rows), (std::vector<Bytes>{"changed since", "flushed"}));
    changed.seen.mtimeNs = 6;
    putAll(*index, {changed});
    Transaction transaction = must(Transaction::begin(*index));
    must(index->markFlushed(rows));
    must(transaction.commit());
    QCOMPARE(namesOf(must(index->unflushedFiles(10, kRootDirNo, {}))), std::vector<Bytes>{"changed since"});
    QCOMPARE(must(index->file(1, "flushed"))->flags, uint32_t{Racy});
}

QTEST_GUILESS_MAIN(TstIndexRows)
#include "tst_index_rows.moc"
