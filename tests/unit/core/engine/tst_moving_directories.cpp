// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <filesystem>

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

QTEST_GUILESS_MAIN(TstMovingDirectories)
#include "tst_moving_directories.moc"
