// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/engine/live_databases.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::NodeOptions;
using test::write;

namespace {

constexpr size_t kLarge = 20'000;

NodeOptions withArchiveOf(int64_t bytes)
{
    NodeOptions options;
    options.settings = [bytes](engine::ShareSettings& settings) { settings.maxArchiveSize = bytes; };
    return options;
}

Bytes problem(Cluster& cluster, size_t node, const Bytes& path)
{
    for (const engine::WhyItem& item : cluster.worker(node).why(Bytes())) {
        if (item.path == path && item.state == "blocked")
            return item.reason.text() + " / " + item.whatToDo.text();
    }
    return {};
}

void start(Cluster& cluster)
{
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
}

void anHour(Cluster& cluster)
{
    cluster.clock(0).advance(std::chrono::hours(1));
    cluster.clock(1).advance(std::chrono::hours(1));
    cluster.settle();
}

} // namespace

// What replaced and deleted files cost on the disk, and what of them must not go.
class TstArchiveKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldestGoFirstWhenTheArchiveIsTooLarge();
    void aFullDiskIsRelievedByTheArchive();
    void losersOfConflictsStayAndWhatWouldAddMoreWaits();
    void aLargerLimitCountsAtOnce();
    void theSizeIsShownOnceItWasCounted();
    void aFileThatChangesAllTheTimeKeepsHourlyVersions();
    void databasesAreKnownByTheirNames_data();
    void databasesAreKnownByTheirNames();
    void aDatabaseThatIsOpenIsWarnedOf();
};

void TstArchiveKeeper::theOldestGoFirstWhenTheArchiveIsTooLarge()
{
    Cluster cluster(1);
    cluster.add();
    cluster.add(withArchiveOf(5 * 4096));
    for (int i = 0; i < 8; ++i)
        write(cluster.path(0, std::to_string(i)), Bytes(4000, static_cast<char>('a' + i)));
    start(cluster);
    for (int i = 0; i < 8; ++i) {
        fs::remove(cluster.path(0, std::to_string(i)));
        cluster.settle();
    }
    QCOMPARE(cluster.archived(1).size(), size_t{8});
    anHour(cluster);
    std::set<char> left;
    for (const Bytes& content : cluster.archived(1))
        left.insert(content[0]);
    QCOMPARE(left, (std::set<char>{'d', 'e', 'f', 'g', 'h'}));
    QCOMPARE(problem(cluster, 1, ".sync/Archive"), Bytes());
}

void TstArchiveKeeper::aFullDiskIsRelievedByTheArchive()
{
    test::Troubles troubles;
    Cluster cluster(2);
    cluster.add();
    NodeOptions options = withArchiveOf(4096); // too little, but nobody looks before an hour is over
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    cluster.add(options);
    write(cluster.path(0, "deleted"), Bytes(kLarge, 'x'));
    start(cluster);
    fs::remove(cluster.path(0, "deleted"));
    cluster.settle();
    QCOMPARE(cluster.archived(1).size(), size_t{1});
    // The disk is full as long as that lies in the archive.
    const Bytes archived = cluster.path(1, ".sync/Archive/deleted.1");
    QVERIFY(fs::exists(archived));
    troubles.fails = [archived](ByteView what, const Bytes&) {
        return what == "write" && fs::exists(archived) ? ENOSPC : 0;
    };
    write(cluster.path(0, "new"), "new");
    cluster.settle();
    cluster.settle();
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"new", "f:new"}}));
}

void TstArchiveKeeper::losersOfConflictsStayAndWhatWouldAddMoreWaits()
{
    Cluster cluster(3);
    cluster.add();
    NodeOptions options = withArchiveOf(4096);
    options.readOnly = true;
    options.overwriteChanges = true; // what is written here is replaced, and kept
    cluster.add(options);
    write(cluster.path(0, "a"), "a");
    write(cluster.path(0, "b"), "b");
    start(cluster);
    write(cluster.path(1, "a"), Bytes(kLarge, 'a'));
    cluster.settle();
    QCOMPARE(cluster.tree(1)["a"], Bytes("f:a"));
    anHour(cluster);
    QCOMPARE(cluster.archived(1), std::vector<Bytes>{Bytes(kLarge, 'a')});
    QVERIFY2(problem(cluster, 1, ".sync/Archive").find("30 days") != Bytes::npos, "nothing says so");

    write(cluster.path(1, "b"), Bytes(kLarge, 'b'));
    write(cluster.path(0, "c"), "c");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["b"], "f:" + Bytes(kLarge, 'b')); // neither replaced nor lost
    QVERIFY2(problem(cluster, 1, "b").find("archive") != Bytes::npos, problem(cluster, 1, "b").c_str());
    QCOMPARE(cluster.tree(1)["c"], Bytes("f:c")); // what displaces nothing of the kind goes on

    for (const auto& entry : fs::directory_iterator(cluster.path(1, ".sync/Archive")))
        fs::remove_all(entry.path());
    anHour(cluster);
    QCOMPARE(cluster.tree(1)["b"], Bytes("f:b"));
    QCOMPARE(problem(cluster, 1, ".sync/Archive") + problem(cluster, 1, "b"), Bytes());
}

// `shoal why` advises to raise the limit; that helps while the share runs.
void TstArchiveKeeper::aLargerLimitCountsAtOnce()
{
    Cluster cluster(5);
    cluster.add();
    std::optional<engine::ShareSettings> changed;
    NodeOptions options;
    options.readOnly = true;
    options.overwriteChanges = true;
    options.settings = [&changed](engine::ShareSettings& settings) {
        settings.maxArchiveSize = 4096;
        changed = settings;
    };
    cluster.add(options);
    write(cluster.path(0, "a"), "a");
    write(cluster.path(0, "b"), "b");
    start(cluster);
    write(cluster.path(1, "a"), Bytes(kLarge, 'a'));
    cluster.settle();
    anHour(cluster);
    write(cluster.path(1, "b"), Bytes(kLarge, 'b'));
    cluster.settle();
    QVERIFY(!problem(cluster, 1, ".sync/Archive").empty());
    QCOMPARE(cluster.tree(1)["b"], "f:" + Bytes(kLarge, 'b'));

    changed->maxArchiveSize = 1'000'000;
    cluster.worker(1).retune(*changed);
    cluster.settle();

    QCOMPARE(problem(cluster, 1, ".sync/Archive") + problem(cluster, 1, "b"), Bytes());
    QCOMPARE(cluster.tree(1)["b"], Bytes("f:b"));
}

// A walk over the whole archive is no affair of somebody who looks at the status.
void TstArchiveKeeper::theSizeIsShownOnceItWasCounted()
{
    Cluster cluster(6);
    cluster.add();
    test::Troubles troubles;
    size_t looks = 0;
    troubles.fails = [&looks](ByteView what, const Bytes& path) {
        looks += what == "list" && path.find(".sync/Archive") != Bytes::npos ? 1 : 0;
        return 0;
    };
    NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    cluster.add(options);
    write(cluster.path(0, "deleted"), Bytes(kLarge, 'x'));
    start(cluster);
    fs::remove(cluster.path(0, "deleted"));
    cluster.settle();
    cluster.stop(1);
    cluster.start(1);
    engine::ShareStatus first; // as soon as it is open
    while (first.state == engine::ShareState::Starting) {
        QVERIFY(cluster.run(1) > 0);
        looks = 0;
        first = cluster.worker(1).status();
    }
    QCOMPARE(looks, size_t{0});
    cluster.settle();
    looks = 0;
    QVERIFY(cluster.worker(1).status().archiveBytes >= kLarge);
    QCOMPARE(looks, size_t{0});
}

void TstArchiveKeeper::aFileThatChangesAllTheTimeKeepsHourlyVersions()
{
    Cluster cluster(4);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "log"), "0");
    start(cluster);
    const auto change = [&cluster](int i) {
        write(cluster.path(0, "log"), Bytes(static_cast<size_t>(i) + 2, 'x'));
        cluster.run(1'000'000);
        cluster.clock(0).advance(std::chrono::seconds(5));
        cluster.run(1'000'000);
        cluster.clock(1).advance(std::chrono::seconds(5));
        cluster.run(1'000'000);
    };
    for (int i = 0; i < 60; ++i)
        change(i);
    QCOMPARE(cluster.tree(1)["log"], "f:" + Bytes(61, 'x'));
    QCOMPARE(cluster.archived(1).size(), size_t{20});
}

void TstArchiveKeeper::databasesAreKnownByTheirNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("is");
    for (const char* name : {"mail.db-wal", "x.sqlite-journal", "ibdata1", "ib_logfile0", "data.MDB", "000005.ldb"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char* name : {"report.odt", "journal", "mdb", "x.db.bak", "wal"})
        QTest::newRow(name) << QByteArray(name) << false;
}

void TstArchiveKeeper::databasesAreKnownByTheirNames()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, is);
    QCOMPARE(engine::LiveDatabases::isPartOfDatabase(name.toStdString()), is);
}

void TstArchiveKeeper::aDatabaseThatIsOpenIsWarnedOf()
{
    Cluster cluster(5);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "app.db-wal"), "old");
    start(cluster);
    {
        std::ofstream closedAtOnce(cluster.path(0, "copy.db"));
        closedAtOnce << "whole";
    }
    std::ofstream open(cluster.path(0, "app.db-wal"), std::ios::app);
    open << " and new" << std::flush;
    cluster.settle();
    QVERIFY2(problem(cluster, 0, "app.db-wal").find("database") != Bytes::npos, "no warning");
    QCOMPARE(problem(cluster, 0, "copy.db"), Bytes());
    QCOMPARE(cluster.tree(1)["app.db-wal"], Bytes("f:old and new")); // synced all the same
    open.close();
    cluster.settle();
    QCOMPARE(problem(cluster, 0, "app.db-wal"), Bytes());
}

QTEST_GUILESS_MAIN(TstArchiveKeeper)
#include "tst_archive_keeper.moc"
