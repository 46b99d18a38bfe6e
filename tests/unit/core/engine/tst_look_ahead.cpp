// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/look_ahead.h"

#include "cluster.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace shoal;
using engine::ListedDirectory;
using engine::LookAhead;
namespace fs = std::filesystem;

namespace {

void write(const Bytes& path, const Bytes& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

std::set<Bytes> namesOf(const ListedDirectory& listed)
{
    std::set<Bytes> names;
    for (const storage::DirEntry& entry : listed.entries.value_or(std::vector<storage::DirEntry>()))
        names.insert(entry.name);
    return names;
}

int64_t sizeSeen(const ListedDirectory& listed, const Bytes& name)
{
    for (size_t i = 0; i < listed.seen.size(); ++i) {
        if ((*listed.entries)[i].name == name && listed.seen[i].inode != 0)
            return listed.seen[i].size;
    }
    return -1;
}

struct Folder
{
    Folder()
    {
        fs::create_directories(path("one/below"));
        fs::create_directories(path("two"));
        write(path("one/file"), "four");
        write(path("two/other"), "five!");
        files = std::move(*storage::makePosixFileSystem(dir.path().toStdString()));
    }
    Bytes path(const Bytes& relative) const { return dir.path().toStdString() + "/" + relative; }

    QTemporaryDir dir;
    std::unique_ptr<storage::FileSystem> files;
    test::TaskQueue pool;
};

} // namespace

class TstLookAhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasReadAheadIsAsItWasThen()
    {
        Folder folder;
        LookAhead ahead(folder.pool, *folder.files, nullptr);
        ahead.expect(1, "one");
        QVERIFY(ahead.expects(1));
        QVERIFY(folder.pool.runOne());
        write(folder.path("one/file"), "longer than four");
        write(folder.path("one/late"), "late");
        const ListedDirectory listed = ahead.take(1, "one");
        QVERIFY(listed.place.has_value());
        QVERIFY(namesOf(listed) == (std::set<Bytes>{"below", "file"}));
        QCOMPARE(sizeSeen(listed, "file"), int64_t{4});
        QCOMPARE(sizeSeen(listed, "below"), int64_t{-1}); // directories are looked at when their turn comes
        QVERIFY(!ahead.expects(1));
    }

    void whoseTurnComesFirstReadsItself()
    {
        Folder folder;
        {
            LookAhead ahead(folder.pool, *folder.files, nullptr);
            ahead.expect(1, "one");
            ahead.expect(2, "two");
            const ListedDirectory listed = ahead.take(1, "one");
            QVERIFY(namesOf(listed) == (std::set<Bytes>{"below", "file"}));
            QVERIFY(listed.seen.empty());
        }
        // What the pool comes to after the end does nothing.
        QVERIFY(folder.pool.runOne());
        QVERIFY(folder.pool.runOne());
    }

    void anotherPlaceIsReadAnew()
    {
        Folder folder;
        LookAhead ahead(folder.pool, *folder.files, nullptr);
        ahead.expect(1, "one");
        ahead.expect(3, "three");
        QVERIFY(folder.pool.runOne());
        QVERIFY(folder.pool.runOne());
        QVERIFY(namesOf(ahead.take(1, "two")) == (std::set<Bytes>{"other"}));
        fs::create_directories(folder.path("three"));
        QVERIFY(ahead.take(3, "three").place.has_value()); // it was not there when it was looked for
    }

    void nothingIsExpectedWithoutBounds()
    {
        Folder folder;
        LookAhead ahead(folder.pool, *folder.files, nullptr);
        for (engine::DirNo dir = 1; !ahead.isFull(); ++dir)
            ahead.expect(dir, "one");
        ahead.drop(1);
        QVERIFY(!ahead.isFull() && !ahead.expects(1));
        ahead.clear();
        QVERIFY(!ahead.expects(2));
    }

    void aDirectoryIsWatchedBeforeItIsListed()
    {
        Folder folder;
        auto watcher = storage::makeInotifyWatcher();
        QVERIFY(watcher.has_value());
        LookAhead ahead(folder.pool, *folder.files, watcher->get());
        ahead.expect(7, "one");
        QVERIFY(folder.pool.runOne());
        write(folder.path("one/late"), "late");
        QVERIFY(ahead.take(7, "one").watched.has_value());
        bool told = false;
        for (const storage::WatchEvent& event : (*watcher)->read())
            told |= event.dir == 7 && event.name == "late";
        QVERIFY(told);
    }

    // Threads read while others are taken and dropped: for the sanitizers, too.
    void manyAreReadByThreads()
    {
        Folder folder;
        const auto pool = makeThreadPool(4);
        for (int round = 0; round < 50; ++round) {
            LookAhead ahead(*pool, *folder.files, nullptr);
            for (engine::DirNo dir = 1; !ahead.isFull(); ++dir)
                ahead.expect(dir, dir % 2 ? "one" : "two");
            QVERIFY(namesOf(ahead.take(1, "one")).contains("file"));
            ahead.drop(3);
            QVERIFY(namesOf(ahead.take(2, "two")).contains("other"));
        }
    }
};

QTEST_GUILESS_MAIN(TstLookAhead)
#include "tst_look_ahead.moc"
