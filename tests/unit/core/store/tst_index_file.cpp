// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sql.h"
#include "failing_vfs.h"
#include "index_fixture.h"

#include <QTest>
#include <QtEndian>

using namespace shoal;
using namespace shoal::store;

namespace {

constexpr qint64 kUserVersionAt = 60; // in the header of an SQLite file
constexpr qint64 kApplicationIdAt = 68;

uint32_t headerField(const QString& path, qint64 at)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(at))
        qFatal("cannot read the index file");
    const QByteArray bytes = file.read(4);
    return qFromBigEndian<quint32>(bytes.constData());
}

void overwrite(const QString& path, qint64 at, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
        qFatal("cannot change the index file");
}

void setHeaderField(const QString& path, qint64 at, uint32_t value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian<quint32>(value, bytes.data());
    overwrite(path, at, bytes);
}

std::vector<FileRow> manyRows(int count)
{
    std::vector<FileRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back(fileRow(1 + i / 100, "file " + std::to_string(1000 + i), Bytes(300, 'r')));
    return rows;
}

ErrorCode openError(const Bytes& path, Bytes* sentence = nullptr)
{
    const auto index = Index::open(path);
    if (index)
        qFatal("the index opened although it must not");
    if (sentence)
        *sentence = index.error().context;
    return index.error().code;
}

} // namespace

class TstIndexFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewFileBelongsToItsOwnerAndSaysWhatItIs();
    void widerPermissionsAreTakenBack();
    void aSecondOpenerIsRefused();
    void committedRowsSurviveACopyOfTheRunningFiles();
    void anUncommittedTransactionLeavesNothing();
    void transactionsDoNotNest();
    void writesOutsideATransactionAreRefused();
    void aNewerVersionIsRefusedAndLeftAlone();
    void anIndexOfTheFirstVersionIsTakenOver();
    void anotherProgramsDatabaseIsRefused();
    void aFileThatIsNoDatabaseIsCorrupt();
    void aFileCutShortIsCorrupt();
    void damageIsFoundAfterAnUncleanStop();
    void damageFoundWhileRunningIsRemembered();
    void missingTablesAreCorrupt();
    void aMissingFolderIsNotFound();
    void namesThatCannotBeFilesAreRefused_data();
    void namesThatCannotBeFilesAreRefused();
    void anUnknownVfsIsRefused();
    void theGivenVfsIsUsedAndNeedsNoSharedMemory();
    void onlyADurableWriteReachesTheDiskAtOnce();
    void aFullDiskFailsTheCommitAndNothingElse();
    void afterACheckpointTheMainFileHoldsEverything();
};

void TstIndexFile::aNewFileBelongsToItsOwnerAndSaysWhatItIs()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, {fileRow(1, "a")});
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(folder.file()) & ~owner, QFile::Permissions());
    QVERIFY(QFile::exists(folder.file("share.db-wal")));
    QCOMPARE(QFile::permissions(folder.file("share.db-wal")) & ~owner, QFile::Permissions());
    QVERIFY(!QFile::exists(folder.file("share.db-shm")));
    must(index->checkpoint());
    QCOMPARE(headerField(folder.file(), kApplicationIdAt), 0x53484f4cu);
    QCOMPARE(headerField(folder.file(), kUserVersionAt), uint32_t{kSchemaVersion});
}

void TstIndexFile::widerPermissionsAreTakenBack()
{
    IndexFolder folder;
    folder.open();
    QVERIFY(QFile::setPermissions(folder.file(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    folder.open();
    QVERIFY(!(QFile::permissions(folder.file()) & QFile::ReadOther));
}

void TstIndexFile::aSecondOpenerIsRefused()
{
    IndexFolder folder;
    auto index = folder.open();
    Bytes sentence;
    QCOMPARE(openError(folder.path(), &sentence), ErrorCode::Busy);
    QVERIFY(sentence.find(folder.path()) != Bytes::npos);
    putAll(*index, {fileRow(1, "a")});
    index.reset();
    QCOMPARE(must(folder.open()->filesOf(1)).size(), size_t(1));
}

void TstIndexFile::committedRowsSurviveACopyOfTheRunningFiles()
{
    IndexFolder folder;
    const auto index = folder.open();
    must(index->checkpoint());
    putAll(*index, manyRows(250));
    must(index->begin());
    must(index->putFile(fileRow(1, "not committed")));
    // What a crash leaves: the main file without the rows, and the log with them.
    QVERIFY(QFile::copy(folder.file(), folder.file("crashed.db")));
    QVERIFY(QFile::copy(folder.file("share.db-wal"), folder.file("crashed.db-wal")));

    const auto crashed = must(Index::open(folder.path("crashed.db")));
    QCOMPARE(crashed->counts().files, uint64_t(250));
    QCOMPARE(must(crashed->filesOf(1)).size(), size_t(100));
    QVERIFY(!must(crashed->file(1, "not committed")));
    QVERIFY(must(crashed->file(3, "file 1249")));
    putAll(*crashed, {fileRow(9, "goes on")});
    QCOMPARE(crashed->counts().files, uint64_t(251));
}

void TstIndexFile::anUncommittedTransactionLeavesNothing()
{
    IndexFolder folder;
    auto index = folder.open();
    putAll(*index, {fileRow(1, "kept")});
    const Counts before = index->counts();
    {
        Transaction transaction = must(Transaction::begin(*index));
        must(index->putFile(fileRow(1, "dropped")));
        must(index->putDir(dirRow(4)));
        must(index->removeFile(1, "kept"));
        must(index->setMeta("key", "value"));
        QVERIFY(index->counts() != before);
        QVERIFY(index->inTransaction());
    }
    QVERIFY(!index->inTransaction());
    QVERIFY(index->counts() == before);
    QVERIFY(namesOf(must(index->filesOf(1))) == std::vector<Bytes>{"kept"});
    QVERIFY(must(index->allDirs()).empty());
    QVERIFY(!must(index->meta("key")));

    must(index->begin());
    must(index->putFile(fileRow(1, "open at the end")));
    index.reset();
    index = folder.open();
    QVERIFY(namesOf(must(index->filesOf(1))) == std::vector<Bytes>{"kept"});
    QVERIFY(index->counts() == before);
}

void TstIndexFile::transactionsDoNotNest()
{
    IndexFolder folder;
    const auto index = folder.open();
    Transaction transaction = must(Transaction::begin(*index));
    must(index->putFile(fileRow(1, "a")));
    for (const auto& second : {index->begin(), index->checkpoint(), index->setMetaDurably("key", "value")}) {
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::InvalidArgument);
    }
    must(transaction.commit());
    QVERIFY(must(index->file(1, "a")));
    QVERIFY2(!transaction.commit(), "a transaction ends once");
    QVERIFY2(!index->commit(), "there is none to commit");
}

void TstIndexFile::writesOutsideATransactionAreRefused()
{
    IndexFolder folder;
    const auto index = folder.open();
    const std::vector<Result<void>> writes{index->putFile(fileRow(1, "a")), index->removeFile(1, "a"),
                                           index->putDir(dirRow(1)),        index->removeDir(1),
                                           index->setMeta("key", "value"),  index->putGroup(1, "intent"),
                                           index->removeGroup(1),           index->putChunkList(Hash{}, "list")};
    for (const auto& write : writes) {
        QVERIFY(!write);
        QCOMPARE(write.error().code, ErrorCode::InvalidArgument);
    }
    QVERIFY(!index->pruneChunkLists({}));
    QVERIFY(must(index->filesOf(1)).empty());
    QVERIFY(must(index->groups()).empty());
}

void TstIndexFile::aNewerVersionIsRefusedAndLeftAlone()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        putAll(*index, {fileRow(1, "a")});
        must(index->checkpoint());
    }
    setHeaderField(folder.file(), kUserVersionAt, kSchemaVersion + 1);
    Bytes sentence;
    QCOMPARE(openError(folder.path(), &sentence), ErrorCode::Unsupported);
    QVERIFY2(sentence.find("version " + std::to_string(kSchemaVersion + 1)) != Bytes::npos, sentence.c_str());
    QCOMPARE(headerField(folder.file(), kUserVersionAt), uint32_t{kSchemaVersion + 1});

    setHeaderField(folder.file(), kUserVersionAt, kSchemaVersion);
    QVERIFY(must(folder.open()->file(1, "a")));
}

void TstIndexFile::anIndexOfTheFirstVersionIsTakenOver()
{
    IndexFolder folder;
    sqlite3* old = nullptr;
    QCOMPARE(sqlite3_open(folder.path().c_str(), &old), SQLITE_OK);
    QCOMPARE(sqlite3_exec(old, migrationSql(0), nullptr, nullptr, nullptr), SQLITE_OK);
    constexpr const char* kRow =
        "INSERT INTO files(dir, name, live, size, flags, here, key_hash, seen_inode, seen_size, seen_mtime, "
        "seen_ctime, seen_mode, seen_uid, seen_gid, record) VALUES(0, x'61', 1, 5, 1, 0, 7, 1, 2, 3, 4, 5, 6, 7, "
        "x'0102')";
    QCOMPARE(sqlite3_exec(old, kRow, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(old);
    setHeaderField(folder.file(), kUserVersionAt, 1);
    setHeaderField(folder.file(), kApplicationIdAt, uint32_t{kApplicationId});

    const auto index = folder.open();
    const auto row = must(index->file(0, "a"));
    QVERIFY(row);
    QCOMPARE(row->record, Bytes("\x01\x02"));
    QCOMPARE(row->seen.gid, 7u);
    QCOMPARE(row->batch, int64_t{0});
    QCOMPARE(index->counts().pendingFiles, uint64_t{1});
    FileRow changed = *row;
    changed.batch = 12;
    putAll(*index, {changed});
    QCOMPARE(must(index->file(0, "a"))->batch, int64_t{12});
}

void TstIndexFile::anotherProgramsDatabaseIsRefused()
{
    IndexFolder folder;
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(folder.path().c_str(), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "CREATE TABLE notes(text)", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    QCOMPARE(openError(folder.path()), ErrorCode::Corrupt);

    QCOMPARE(sqlite3_open(folder.path().c_str(), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "SELECT text FROM notes", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
}

void TstIndexFile::aFileThatIsNoDatabaseIsCorrupt()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        putAll(*index, manyRows(10));
    }
    overwrite(folder.file(), 0, "This is a letter, not a database.");
    Bytes sentence;
    QCOMPARE(openError(folder.path(), &sentence), ErrorCode::Corrupt);
    QVERIFY2(sentence.find(folder.path()) != Bytes::npos, sentence.c_str());
}

void TstIndexFile::aFileCutShortIsCorrupt()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        putAll(*index, manyRows(500));
        must(index->checkpoint());
    }
    QFile file(folder.file());
    QVERIFY(file.resize(file.size() / 2 / 4096 * 4096));
    QCOMPARE(openError(folder.path()), ErrorCode::Corrupt);
}

void TstIndexFile::damageIsFoundAfterAnUncleanStop()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        putAll(*index, manyRows(100));
    }
    const qint64 pages = QFile(folder.file()).size() / 4096;
    for (qint64 page = 1; page < pages; ++page) {
        QFile::remove(folder.file("damaged.db"));
        QVERIFY(QFile::copy(folder.file(), folder.file("damaged.db")));
        overwrite(folder.file("damaged.db"), page * 4096, QByteArray(4096, '\x5a'));
        Bytes sentence;
        QCOMPARE(openError(folder.path("damaged.db"), &sentence), ErrorCode::Corrupt);
        QVERIFY2(sentence.find(folder.path("damaged.db")) != Bytes::npos, sentence.c_str());
    }
}

void TstIndexFile::damageFoundWhileRunningIsRemembered()
{
    IndexFolder folder;
    {
        const auto index = folder.open();
        putAll(*index, manyRows(500));
        must(index->checkpoint());
    }
    const qint64 pages = QFile(folder.file()).size() / 4096;
    for (qint64 page = pages / 2; page < pages / 2 + 4; ++page) // not the last ones, which open() looks at
        overwrite(folder.file(), page * 4096, QByteArray(4096, '\x5a'));
    {
        // The last stop was clean, so nothing is read before it is needed.
        const auto index = folder.open();
        QCOMPARE(index->counts().files, uint64_t(500));
        const auto visited = index->forEachRecord([](uint64_t, ByteView, bool) {});
        QVERIFY(!visited);
        QCOMPARE(visited.error().code, ErrorCode::Corrupt);
        const auto marked = index->checkpoint();
        QVERIFY2(!marked, "a damaged file must not be marked as whole");
        QCOMPARE(marked.error().code, ErrorCode::Corrupt);
    }
}

void TstIndexFile::missingTablesAreCorrupt()
{
    IndexFolder folder;
    folder.open();
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(folder.path().c_str(), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "DROP TABLE files", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    QCOMPARE(openError(folder.path()), ErrorCode::Corrupt);
}

void TstIndexFile::aMissingFolderIsNotFound()
{
    IndexFolder folder;
    Bytes sentence;
    QCOMPARE(openError(folder.path("no such folder/share.db"), &sentence), ErrorCode::NotFound);
    QVERIFY2(sentence.find("no such folder/share.db") != Bytes::npos, sentence.c_str());
}

void TstIndexFile::namesThatCannotBeFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("no name, which would be a temporary file") << QByteArray();
    QTest::newRow("a name with a zero byte, which would be cut there") << QByteArray("/tmp/a\0b", 8);
}

void TstIndexFile::namesThatCannotBeFilesAreRefused()
{
    QFETCH(QByteArray, path);
    QCOMPARE(openError(path.toStdString()), ErrorCode::InvalidArgument);
}

void TstIndexFile::anUnknownVfsIsRefused()
{
    IndexFolder folder;
    const auto index = Index::open(folder.path(), "never registered");
    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!QFile::exists(folder.file()));
}

void TstIndexFile::theGivenVfsIsUsedAndNeedsNoSharedMemory()
{
    FailingVfs vfs;
    IndexFolder folder;
    {
        const auto index = folder.open(FailingVfs::kName);
        putAll(*index, manyRows(200));
        must(index->checkpoint());
    }
    QVERIFY(vfs.opens >= 2);
    QCOMPARE(folder.open(FailingVfs::kName)->counts().files, uint64_t(200));
}

void TstIndexFile::onlyADurableWriteReachesTheDiskAtOnce()
{
    FailingVfs vfs;
    IndexFolder folder;
    const auto index = folder.open(FailingVfs::kName);
    putAll(*index, {fileRow(1, "the log's first use may sync its header")});

    const int before = vfs.syncs;
    putAll(*index, manyRows(50));
    QCOMPARE(vfs.syncs, before);
    must(index->setMetaDurably("ceiling", "10000"));
    const int durable = vfs.syncs;
    QVERIFY(durable > before);
    putAll(*index, {fileRow(7, "later")});
    QVERIFY2(vfs.syncs == durable, "later commits must be relaxed again");
}

void TstIndexFile::aFullDiskFailsTheCommitAndNothingElse()
{
    FailingVfs vfs;
    IndexFolder folder;
    const auto index = folder.open(FailingVfs::kName);
    putAll(*index, {fileRow(1, "before")});
    const Counts before = index->counts();

    vfs.full = true;
    must(index->begin());
    must(index->putFile(fileRow(1, "while full")));
    const auto committed = index->commit();
    QVERIFY(!committed);
    QCOMPARE(committed.error().code, ErrorCode::NoSpace);
    QVERIFY(!index->inTransaction());
    QVERIFY(index->counts() == before);
    const auto durable = index->setMetaDurably("ceiling", "10000");
    QVERIFY(!durable);
    QCOMPARE(durable.error().code, ErrorCode::NoSpace);
    QVERIFY(namesOf(must(index->filesOf(1))) == std::vector<Bytes>{"before"});

    vfs.full = false;
    putAll(*index, {fileRow(1, "after")});
    QVERIFY(namesOf(must(index->filesOf(1))) == (std::vector<Bytes>{"after", "before"}));
    QVERIFY(!must(index->meta("ceiling")));
}

void TstIndexFile::afterACheckpointTheMainFileHoldsEverything()
{
    IndexFolder folder;
    const auto index = folder.open();
    putAll(*index, manyRows(100));
    must(index->checkpoint());
    must(index->checkpoint());
    QCOMPARE(QFile(folder.file("share.db-wal")).size(), qint64(0));
    QVERIFY(QFile::copy(folder.file(), folder.file("copy.db")));
    QCOMPARE(must(Index::open(folder.path("copy.db")))->counts().files, uint64_t(100));
}

QTEST_GUILESS_MAIN(TstIndexFile)
#include "tst_index_file.moc"
