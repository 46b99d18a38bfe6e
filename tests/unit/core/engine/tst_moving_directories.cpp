// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>

#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;
using shoal::test::write;

namespace {

using Tree = std::map<Bytes, Bytes>;

// What somebody wrote must be where somebody can see it.
bool isVisible(const Cluster& cluster, size_t node, const Bytes& content)
{
    for (const auto& [path, shown] : cluster.tree(node)) {
        if (shown == "f:" + content)
            return true;
    }
    return false;
}

bool nothingIsAside(const Cluster& cluster, size_t node)
{
    return fs::is_empty(cluster.path(node, ".sync/Moving"));
}

} // namespace

// Directories that stand aside in .sync/Moving while another one takes their name: what is in them is never hidden for
// good.
class TstMovingDirectories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatNobodyKnowsThereComesBackIntoSight();
    void aDeletedOneThatIsNotEmptyComesBackIntoSight_data();
    void aDeletedOneThatIsNotEmptyComesBackIntoSight();
    void aDeletedOneIsNotGivenAwayWhileItIsStillThere();
    void oneThatBelongsToAnotherFileSystemStaysInSight();
    void oneWhosePlaceIsTakenStaysInSight_data();
    void oneWhosePlaceIsTakenStaysInSight();
    void whatKeptOneFromItsPlaceIsForgottenWithThatPlace();
};

// The index was lost, or has forgotten it in a crash.
void TstMovingDirectories::whatNobodyKnowsThereComesBackIntoSight()
{
    Cluster cluster(1);
    cluster.makeTwo();
    write(cluster.path(0, "f"), "synced");
    cluster.settle();
    cluster.crash(1);
    fs::create_directories(cluster.path(1, ".sync/Moving/dir-77"));
    write(cluster.path(1, ".sync/Moving/dir-77/f"), "hidden");
    fs::create_directories(cluster.path(1, "recovered-dir-77"));
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(nothingIsAside(cluster, 1));
    QVERIFY(isVisible(cluster, 1, "hidden"));
    QCOMPARE(cluster.tree(0), cluster.tree(1));
}

void TstMovingDirectories::aDeletedOneThatIsNotEmptyComesBackIntoSight_data()
{
    QTest::addColumn<Bytes>("place");
    QTest::newRow("in itself") << Bytes("d");
    QTest::newRow("deeper") << Bytes("d/sub/more");
}

void TstMovingDirectories::aDeletedOneThatIsNotEmptyComesBackIntoSight()
{
    QFETCH(Bytes, place);
    Cluster cluster(2);
    cluster.add();
    cluster.add();
    for (size_t node : {0, 1}) {
        fs::create_directories(cluster.path(node, ".sync"));
        write(cluster.path(node, ".sync/IgnoreList"), "*.tmp\n");
    }
    fs::create_directories(cluster.path(0, place));
    fs::create_directories(cluster.path(0, "other"));
    write(cluster.path(0, place + "/f"), "deleted");
    write(cluster.path(0, "other/g"), "takes its place");
    cluster.startAll();
    write(cluster.path(1, place + "/x.tmp"), "nobody deleted this");
    cluster.settle();

    cluster.disconnect(0, 1);
    fs::remove_all(cluster.path(0, "d"));
    cluster.settle();
    fs::rename(cluster.path(0, "other"), cluster.path(0, "d"));
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"d", "d"}, {"d/g", "f:takes its place"}}));
    QCOMPARE(cluster.tree(1).at("d/g"), "f:takes its place");
    QVERIFY(nothingIsAside(cluster, 1));
    QVERIFY(isVisible(cluster, 1, "nobody deleted this"));
    QVERIFY(!isVisible(cluster, 1, "deleted"));
}

void TstMovingDirectories::aDeletedOneIsNotGivenAwayWhileItIsStillThere()
{
    Cluster cluster(3);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(1, ".sync"));
    write(cluster.path(1, ".sync/IgnoreList"), "*.tmp\n");
    fs::create_directories(cluster.path(0, "a"));
    cluster.startAll();
    write(cluster.path(1, "a/x.tmp"), "nobody deleted this");
    cluster.settle();

    // It was made and deleted as a, and stands as b, since it is not empty.
    fs::rename(cluster.path(0, "a"), cluster.path(0, "b"));
    cluster.settle();
    cluster.disconnect(0, 1);
    fs::rename(cluster.path(0, "b"), cluster.path(0, "a"));
    cluster.settle();
    fs::remove(cluster.path(0, "a"));
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QVERIFY(cluster.tree(0).empty());
    QCOMPARE(cluster.tree(1), (Tree{{"b", "d"}, {"b/x.tmp", "f:nobody deleted this"}}));

    fs::create_directory(cluster.path(1, "a"));
    write(cluster.path(1, "a/new"), "new");
    cluster.settle();
    const Tree wanted{{"a", "d"}, {"a/new", "f:new"}};
    QCOMPARE(cluster.tree(0), wanted);
    cluster.crash(1);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), wanted);
    QCOMPARE(cluster.tree(1).at("b/x.tmp"), "f:nobody deleted this");
}

// Another directory takes its name, and it cannot be moved to where it belongs.
void TstMovingDirectories::oneThatBelongsToAnotherFileSystemStaysInSight()
{
    test::Troubles troubles;
    Cluster cluster(4);
    cluster.add();
    test::NodeOptions options;
    options.openFolder = [&](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    cluster.add(options);
    for (size_t node : {0, 1})
        fs::create_directories(cluster.path(node, "n"));
    troubles.mounts["n"] = 50;
    fs::create_directories(cluster.path(0, "d"));
    write(cluster.path(0, "d/f"), "goes below the mount");
    cluster.startAll();
    cluster.settle();
    QVERIFY(isVisible(cluster, 1, "goes below the mount"));

    cluster.disconnect(0, 1);
    fs::rename(cluster.path(0, "d"), cluster.path(0, "n/d"));
    cluster.settle();
    fs::create_directories(cluster.path(0, "d"));
    write(cluster.path(0, "d/g"), "another directory");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1).at("d/g"), "f:another directory");
    QVERIFY(isVisible(cluster, 1, "goes below the mount"));
    QVERIFY(nothingIsAside(cluster, 1));
    QVERIFY(!cluster.worker(1).why(Bytes()).empty());

    cluster.stop(1);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(isVisible(cluster, 1, "goes below the mount"));
    QVERIFY(nothingIsAside(cluster, 1));
    QCOMPARE(cluster.tree(0).at("n/d/f"), "f:goes below the mount");
}

void TstMovingDirectories::oneWhosePlaceIsTakenStaysInSight_data()
{
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<Bytes>("ignored");
    QTest::newRow("by what a reader keeps") << true << Bytes();
    QTest::newRow("by what is ignored") << false << Bytes("b\n");
}

// Another one gets its name at that moment.
void TstMovingDirectories::oneWhosePlaceIsTakenStaysInSight()
{
    QFETCH(bool, readOnly);
    QFETCH(Bytes, ignored);
    Cluster cluster(6);
    cluster.add();
    test::NodeOptions options;
    options.readOnly = readOnly;
    cluster.add(std::move(options));
    fs::create_directories(cluster.path(1, ".sync"));
    write(cluster.path(1, ".sync/IgnoreList"), ignored);
    for (const char* name : {"A", "C"}) {
        fs::create_directory(cluster.path(0, name));
        write(cluster.path(0, Bytes(name) + "/f"), name);
    }
    cluster.startAll();
    cluster.settle();
    write(cluster.path(1, "b"), "in the way");
    write(cluster.path(1, "A/own"), "own");
    cluster.settle();
    fs::rename(cluster.path(0, "A"), cluster.path(0, "b"));
    cluster.settle();
    fs::rename(cluster.path(0, "C"), cluster.path(0, "A"));
    cluster.settle();
    QVERIFY(nothingIsAside(cluster, 1));
    QVERIFY(isVisible(cluster, 1, "own"));
    QVERIFY(isVisible(cluster, 1, "A"));
    if (readOnly) {
        fs::remove(cluster.path(1, "b"));
        cluster.settle();
        QCOMPARE(cluster.tree(1).at("b/own"), Bytes("f:own"));
    }
}

// Two directories claim one name, so that one stands beside it: where something that is not synced is in its way, that
// has to be forgotten when it may have the name.
void TstMovingDirectories::whatKeptOneFromItsPlaceIsForgottenWithThatPlace()
{
    Cluster cluster(5);
    cluster.add();
    cluster.add();
    cluster.add();
    for (const char* name : {"d0", "d1"}) {
        fs::create_directories(cluster.path(0, name));
        write(cluster.path(0, Bytes(name) + "/f"), "in it");
    }
    cluster.startAll();
    cluster.settle();
    for (size_t node : {0, 1})
        cluster.disconnect(node, 2);
    cluster.disconnect(0, 1);
    for (size_t node : {0, 1}) {
        fs::rename(cluster.path(node, "d" + std::to_string(node)), cluster.path(node, "d"));
        cluster.settle();
    }
    cluster.connect(0, 1);
    cluster.settle();
    Bytes beside;
    for (const auto& [path, shown] : cluster.tree(0)) {
        if (shown == "d" && path != "d")
            beside = path;
    }
    QVERIFY(!beside.empty());
    QCOMPARE(mkfifo(cluster.path(2, beside).c_str(), 0600), 0);
    cluster.connectAll();
    cluster.settle();
    const auto isToldOfDirectory = [&] {
        const auto items = cluster.worker(2).why(Bytes());
        return std::any_of(items.begin(), items.end(), [&](const engine::WhyItem& item) {
            return item.path == beside && item.reason.text().find("FIFO") == Bytes::npos;
        });
    };
    QVERIFY(isToldOfDirectory());

    fs::remove_all(cluster.path(0, "d"));
    cluster.settle();
    QVERIFY(fs::is_directory(cluster.path(2, "d")));
    QVERIFY(!isToldOfDirectory());
}

QTEST_GUILESS_MAIN(TstMovingDirectories)
#include "tst_moving_directories.moc"
