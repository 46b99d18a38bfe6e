// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/share_index.h"

#include <QTemporaryDir>
#include <QTest>

#include "shared/base/hash.h"

using namespace shoal;
using engine::ShareIndex;

namespace {

constexpr int64_t kNs = 1'700'000'000'000'000'000;

ShareId shareId()
{
    return ShareId::from(sha256("a share").view().substr(0, ShareId::kSize));
}

model::SealedRecord fileRecord(const Bytes& name, uint64_t counter, bool live = true)
{
    model::Record record;
    record.live = live;
    record.dir = kRootDir;
    record.name = name;
    record.content = sha256(name);
    record.size = live ? 10 : 0;
    record.author = {77};
    record.counter = counter;
    record.vector.set({77}, counter);
    record.stamp = kNs + static_cast<int64_t>(counter);
    if (live)
        record.dot = {{77}, counter, record.stamp};
    return model::seal(std::move(record));
}

struct File
{
    File() : path(dir.path().toStdString() + "/index.db") {}
    std::unique_ptr<ShareIndex> open() const
    {
        auto index = ShareIndex::open(path, shareId());
        return index ? std::move(*index) : nullptr;
    }

    QTemporaryDir dir;
    Bytes path;
};

bool put(ShareIndex& index, const model::SealedRecord& record)
{
    auto transaction = store::Transaction::begin(index.rows());
    auto entry = index.file(store::kRootDirNo, record.record.name);
    if (!transaction || !entry)
        return false;
    entry->setRecord(record);
    return index.save(*entry) && transaction->commit();
}

// A row whose record nobody can read.
bool plant(ShareIndex& index)
{
    auto transaction = store::Transaction::begin(index.rows());
    auto row = index.rows().file(store::kRootDirNo, "b");
    if (!transaction || !row || !*row)
        return false;
    (*row)->record = "no record";
    return index.rows().putFile(**row) && transaction->commit();
}

} // namespace

// What an index tells after it was opened again, whether or not it was closed as it should.
class TstIndexStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsTheSameAfterAnyEnd_data()
    {
        QTest::addColumn<bool>("clean");
        QTest::newRow("closed") << true;
        QTest::newRow("left") << false;
    }
    void itIsTheSameAfterAnyEnd()
    {
        QFETCH(bool, clean);
        const File file;
        auto index = file.open();
        QVERIFY(index);
        const Bytes conflict = "b.conflict-0123abcd-20260101-101010-1";
        QVERIFY(put(*index, fileRecord("a", 1)));
        QVERIFY(put(*index, fileRecord(conflict, 9)));
        QVERIFY(put(*index, fileRecord("c", 4, false)));
        const store::Digest before = index->digests().root();
        const auto random = makeSeededRandom(1);
        QVERIFY(index->reserve(1, *random).has_value());
        const int64_t seen = index->next(0).seenNs;
        QCOMPARE(seen, kNs + 9);
        if (clean)
            QVERIFY(index->close().has_value());
        index.reset();

        index = file.open();
        QVERIFY(index);
        QCOMPARE(index->rows().wasWhole(), clean);
        QVERIFY(index->digests().root() == before);
        QCOMPARE(index->digests().root().count, uint64_t{3});
        QVERIFY(index->reserve(1, *random).has_value());
        QCOMPARE(index->next(0).seenNs, seen);
        QVERIFY(index->conflicts() == (std::set<std::pair<store::DirNo, Bytes>>{{store::kRootDirNo, conflict}}));
    }

    // The clock was set back after a flush: what is observed from then on has not been flushed.
    void aMarkFromAClockThatWasAheadProvesNothing()
    {
        const File file;
        auto index = file.open();
        QVERIFY(index && put(*index, fileRecord("a", 1)));
        {
            auto transaction = store::Transaction::begin(index->rows());
            QVERIFY(transaction && index->setFlushed(2 * kNs) && transaction->commit());
        }
        const auto observe = [&](int64_t ctimeNs) {
            auto transaction = store::Transaction::begin(index->rows());
            auto entry = index->file(store::kRootDirNo, "a");
            if (!transaction || !entry)
                return false;
            entry->row.seen.ctimeNs = ctimeNs;
            return index->save(*entry) && transaction->commit();
        };
        QVERIFY(observe(3 * kNs));
        QCOMPARE(index->flushedNs(), 2 * kNs);
        QVERIFY(observe(kNs));
        QCOMPARE(index->flushedNs(), kNs);
        QVERIFY(observe(kNs)); // no news of an old observation
        {
            auto transaction = store::Transaction::begin(index->rows());
            QVERIFY(transaction && index->setFlushed(2 * kNs) && transaction->commit());
        }
        QVERIFY(observe(kNs));
        QCOMPARE(index->flushedNs(), 2 * kNs);

        store::DirRow root = *index->dir(store::kRootDirNo);
        root.seen.ctimeNs = kNs + 1;
        {
            auto transaction = store::Transaction::begin(index->rows());
            QVERIFY(transaction && index->putDir(root) && transaction->commit());
        }
        index.reset();
        index = file.open();
        QVERIFY(index);
        QCOMPARE(index->flushedNs(), kNs + 1);
    }

    // Of one that was closed as it should not every record is read, and what is wrong shows when it is used. Whoever
    // leaves the index for that finds it damaged when he opens it.
    void aMalformedRecordIsFoundByUseOrAfterAnUncleanEnd()
    {
        const File file;
        auto index = file.open();
        QVERIFY(index && put(*index, fileRecord("a", 1)) && put(*index, fileRecord("b", 2)) && plant(*index));
        QVERIFY(index->close().has_value());
        index.reset();

        index = file.open();
        QVERIFY(index);
        const auto entry = index->file(store::kRootDirNo, "b");
        QVERIFY(!entry);
        QCOMPARE(entry.error().code, ErrorCode::Corrupt);
        QVERIFY(put(*index, fileRecord("a", 3)));
        index.reset();

        const auto opened = ShareIndex::open(file.path, shareId());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Corrupt);
    }

    // The rows that a scan compares: only what is on the disk, under the name that it has there.
    void shownFilesAreThoseOnTheDisk()
    {
        const File file;
        auto index = file.open();
        QVERIFY(index);
        for (const Bytes& name : {Bytes("a"), Bytes("b"), Bytes("c")})
            QVERIFY(put(*index, fileRecord(name, 1)));
        auto transaction = store::Transaction::begin(index->rows());
        auto renamed = index->rows().file(store::kRootDirNo, "b");
        QVERIFY(transaction && renamed && *renamed);
        (*renamed)->here = store::HereKind::SameAsRecord;
        (*renamed)->diskName = "b on the disk";
        (*renamed)->seen = {5, 10, 20, 30, 0644, 1, 2};
        (*renamed)->flags = store::Racy;
        QVERIFY(index->rows().putFile(**renamed).has_value());
        QVERIFY(transaction->commit().has_value());
        const auto shown = index->rows().shownFilesOf(store::kRootDirNo);
        QVERIFY(shown.has_value());
        QVERIFY(*shown == (std::vector<store::ShownFile>{{"b on the disk", "b", store::Racy, (*renamed)->seen}}));
    }
};

QTEST_GUILESS_MAIN(TstIndexStart)
#include "tst_index_start.moc"
