// SPDX-License-Identifier: GPL-3.0-or-later
#include "index_fixture.h"

#include <QTest>

using namespace shoal;
using namespace shoal::store;

namespace {

constexpr uint64_t kTop = uint64_t(1) << 63;
constexpr uint64_t kMax = ~uint64_t(0);

FileRow fileWithKey(DirNo dir, const Bytes& name, uint64_t keyHash)
{
    FileRow row = fileRow(dir, name, "record of " + name);
    row.keyHash = keyHash;
    return row;
}

DirRow dirWithKey(DirNo no, uint64_t keyHash)
{
    DirRow row = dirRow(no, "record of directory " + std::to_string(no));
    row.keyHash = keyHash;
    return row;
}

// How a test writes down what it expects: a directory is its number, a file its place.
std::vector<Bytes> labels(const std::vector<RecordRef>& records)
{
    std::vector<Bytes> all;
    for (const RecordRef& ref : records)
        all.push_back(ref.isDir ? "#" + std::to_string(ref.dir) : std::to_string(ref.dir) + '/' + ref.name);
    return all;
}

using Labels = std::vector<Bytes>;

} // namespace

class TstIndexRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecordIsVisitedOnce();
    void rowsWithGivenFlagsAreLeftOut();
    void recordsOfARangeAreOrderedAsUnsignedNumbers();
    void theLimitNeverSplitsEqualKeys();
    void aReferenceCarriesWhatTheRowHolds();
    void theStreamIsDirectoriesThenFiles();
    void theStreamSurvivesWritesInBetween();
    void theStreamOfADamagedIndexEnds();
    void theDigestOfTheIndexIsFoundAgainByWalkingIt();
};

void TstIndexRecords::everyRecordIsVisitedOnce()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileWithKey(1, "a", 5), fileWithKey(2, "b", kMax), fileRow(2, "no record", "")});
    putAll(*index, {dirWithKey(1, kTop), dirRow(2, "")});

    std::vector<std::pair<uint64_t, Bytes>> dirs;
    std::vector<std::pair<uint64_t, Bytes>> files;
    must(index->forEachRecord(
        [&](uint64_t keyHash, ByteView record, bool isDir) { (isDir ? dirs : files).emplace_back(keyHash, record); }));
    const std::vector<std::pair<uint64_t, Bytes>> expectedDirs{{kTop, "record of directory 1"}};
    const std::vector<std::pair<uint64_t, Bytes>> expectedFiles{{5, "record of a"}, {kMax, "record of b"}};
    QVERIFY(dirs == expectedDirs);
    QVERIFY(files == expectedFiles);
}

void TstIndexRecords::rowsWithGivenFlagsAreLeftOut()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow held = fileRow(1, "held", "held");
    held.flags = Held | Pending;
    DirRow heldDir = dirRow(2, "held directory");
    heldDir.flags = Held;
    FileRow pending = fileRow(1, "pending", "pending");
    pending.flags = Pending;
    putAll(*index, {held, pending, fileRow(1, "plain", "plain")});
    putAll(*index, {dirRow(1, "directory"), heldDir});

    Labels seen;
    const auto collect = [&](uint64_t, ByteView record, bool) { seen.emplace_back(record); };
    must(index->forEachRecord(collect, Held));
    QVERIFY(seen == (Labels{"directory", "pending", "plain"}));
    seen.clear();
    must(index->forEachRecord(collect, Held | Pending));
    QVERIFY(seen == (Labels{"directory", "plain"}));
}

void TstIndexRecords::recordsOfARangeAreOrderedAsUnsignedNumbers()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileWithKey(1, "zero", 0), fileWithKey(1, "below", kTop - 1), fileWithKey(1, "top", kTop),
                    fileWithKey(1, "max", kMax), fileRow(1, "no record", "")});
    putAll(*index, {dirWithKey(1, 1), dirWithKey(2, kTop), dirWithKey(3, kMax - 1)});

    QVERIFY(labels(must(index->recordsBetween(0, kMax, 100))) ==
            (Labels{"1/zero", "#1", "1/below", "#2", "1/top", "#3", "1/max"}));
    QVERIFY(labels(must(index->recordsBetween(1, kTop - 1, 100))) == (Labels{"#1", "1/below"}));
    QVERIFY(labels(must(index->recordsBetween(kTop, kMax - 1, 100))) == (Labels{"#2", "1/top", "#3"}));
    QVERIFY(must(index->recordsBetween(2, kTop - 2, 100)).empty());
    QVERIFY(must(index->recordsBetween(5, 4, 100)).empty());
}

void TstIndexRecords::theLimitNeverSplitsEqualKeys()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index,
           {fileWithKey(1, "a", 10), fileWithKey(1, "b", 20), fileWithKey(1, "c", 20), fileWithKey(1, "d", 30)});
    putAll(*index, {dirWithKey(1, 20)});

    QVERIFY(must(index->recordsBetween(0, kMax, 0)).empty());
    QVERIFY(labels(must(index->recordsBetween(0, kMax, 1))) == (Labels{"1/a"}));
    QVERIFY(labels(must(index->recordsBetween(11, kMax, 1))) == (Labels{"#1", "1/b", "1/c"}));
    QVERIFY(labels(must(index->recordsBetween(21, kMax, 1))) == (Labels{"1/d"}));
}

void TstIndexRecords::aReferenceCarriesWhatTheRowHolds()
{
    IndexFolder folder;
    const auto index = folder.open();
    FileRow file = fileWithKey(3, "odd\n\xff", 7);
    file.record = Bytes("\0bytes", 6);
    file.here = HereKind::Other;
    file.hereRecord = "other";
    file.flags = Diverged;
    DirRow dir = dirWithKey(4, 8);
    dir.flags = Held;
    putAll(*index, {file});
    putAll(*index, {dir});
    const RecordRef expectedFile{.isDir = false,
                                 .dir = 3,
                                 .name = file.name,
                                 .keyHash = 7,
                                 .record = file.record,
                                 .here = HereKind::Other,
                                 .flags = Diverged};
    const RecordRef expectedDir{.isDir = true,
                                .dir = 4,
                                .name = {},
                                .keyHash = 8,
                                .record = dir.record,
                                .here = HereKind::Nothing,
                                .flags = Held};

    QVERIFY(must(index->recordsBetween(0, kMax, 10)) == (std::vector{expectedFile, expectedDir}));
    Position position;
    QVERIFY(must(index->recordsAfter(position, 10)) == (std::vector{expectedDir, expectedFile}));
}

void TstIndexRecords::theStreamIsDirectoriesThenFiles()
{
    IndexFolder folder;
    const auto index = folder.open();
    Position empty;
    QVERIFY(must(index->recordsAfter(empty, 5)).empty());

    putAll(*index, {fileRow(2, "b"), fileRow(1, "z"), fileRow(2, "a"), fileRow(0, "root"), fileRow(1, "-", "")});
    putAll(*index, {dirRow(3), dirRow(1), dirRow(0, ""), dirRow(2)});
    for (size_t limit = 1; limit <= 8; ++limit) {
        Position position;
        Labels all;
        for (;;) {
            const auto part = must(index->recordsAfter(position, limit));
            QVERIFY(part.size() <= limit);
            if (part.empty())
                break;
            const Labels more = labels(part);
            all.insert(all.end(), more.begin(), more.end());
        }
        QVERIFY(all == (Labels{"#1", "#2", "#3", "0/root", "1/z", "2/a", "2/b"}));
    }
}

void TstIndexRecords::theStreamSurvivesWritesInBetween()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {dirRow(1), dirRow(2)});
    putAll(*index, {fileRow(1, "b"), fileRow(1, "d"), fileRow(1, "f"), fileRow(2, "a")});

    Position position;
    QVERIFY(labels(must(index->recordsAfter(position, 1))) == (Labels{"#1"}));
    putAll(*index, {dirRow(3)});
    QVERIFY(labels(must(index->recordsAfter(position, 4))) == (Labels{"#2", "#3", "1/b", "1/d"}));
    must(index->begin());
    must(index->removeFile(1, "d"));              // where the cursor stands
    must(index->putFile(fileRow(1, "a")));        // behind it
    must(index->putFile(fileRow(1, "e")));        // before it
    must(index->putFile(fileRow(1, "f", "new"))); // changed
    must(index->putDir(dirRow(4)));               // in the part that is over
    must(index->commit());
    const auto rest = must(index->recordsAfter(position, 10));
    QVERIFY(labels(rest) == (Labels{"1/e", "1/f", "2/a"}));
    QCOMPARE(rest[1].record, Bytes("new"));
    QVERIFY(must(index->recordsAfter(position, 10)).empty());
    putAll(*index, {fileRow(9, "later")});
    QVERIFY2(labels(must(index->recordsAfter(position, 10))) == (Labels{"9/later"}), "the end is not a wall");
}

// A name that does not stand in its place any more: what comes after it would come again and again.
void TstIndexRecords::theStreamOfADamagedIndexEnds()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        putAll(*index, {fileRow(1, "name 1"), fileRow(1, "name 2"), fileRow(1, "name 3"), fileRow(1, "name 4")});
        must(index->checkpoint());
    }
    {
        QFile file(folder.file());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes.replace("name 3", "a name");
        file.seek(0);
        file.write(bytes);
    }
    const auto index = folder.open(); // closed cleanly: not checked
    Position position;
    for (size_t pages = 0; pages < 10; ++pages) {
        const auto part = index->recordsAfter(position, 3);
        if (!part) {
            QCOMPARE(part.error().code, ErrorCode::Corrupt);
            return;
        }
        QVERIFY2(!part->empty(), "the damage was not where this test meant it to be");
    }
    QFAIL("it does not end");
}

void TstIndexRecords::theDigestOfTheIndexIsFoundAgainByWalkingIt()
{
    IndexFolder folder;
    const auto index = folder.open();
    std::vector<FileRow> files;
    for (int i = 0; i < 500; ++i)
        files.push_back(fileRow(i % 7, "file " + std::to_string(i), "record " + std::to_string(i)));
    putAll(*index, files);
    putAll(*index, {dirRow(1), dirRow(2)});
    DigestTree tree;
    must(index->forEachRecord([&](uint64_t keyHash, ByteView record, bool) { tree.add(keyHash, sha256(record)); }));
    QCOMPARE(tree.root().count, uint64_t(502));

    for (uint16_t prefix = 0; prefix < 256; ++prefix) {
        DigestTree bucket;
        const auto records =
            must(index->recordsBetween(DigestTree::firstKeyHash(2, prefix), DigestTree::lastKeyHash(2, prefix), 1000));
        for (const RecordRef& ref : records)
            bucket.add(ref.keyHash, sha256(ref.record));
        QVERIFY(bucket.root() == tree.node(2, prefix));
    }
}

QTEST_GUILESS_MAIN(TstIndexRecords)
#include "tst_index_records.moc"
