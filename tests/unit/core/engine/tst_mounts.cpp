// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::Troubles;

namespace {

using Tree = std::map<Bytes, Bytes>;

void write(const Bytes& path, const Bytes& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

// Node 0 has a mount of the same file system at "m", as `mount --bind` makes one; node 1 has plain directories. Nothing
// but the mount tells that it is one: it has no file system id of its own.
struct Bound
{
    explicit Bound(uint64_t seed) : cluster(seed)
    {
        test::NodeOptions options;
        options.openFolder = [this](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        cluster.add(options);
        cluster.add();
        fs::create_directories(cluster.path(0, "m/sub"));
        write(cluster.path(0, "m/file"), "on the mount");
        write(cluster.path(0, "m/sub/deep"), "deep");
        write(cluster.path(0, "outer"), "outer");
        troubles.mounts["m"] = 50;
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        QCOMPARE(cluster.tree(0), cluster.tree(1));
        QCOMPARE(cluster.tree(1)["m/sub/deep"], Bytes("f:deep"));
        whole = cluster.tree(1);
        away = cluster.indexPath(0) + "-away";
    }
    void restart()
    {
        cluster.start(0);
        cluster.connectAll();
        cluster.settle();
    }
    // An empty mount point is what is left.
    void unmount(bool keepMountPoint = true)
    {
        fs::rename(cluster.path(0, "m"), away);
        if (keepMountPoint)
            fs::create_directory(cluster.path(0, "m"));
        troubles.mounts.erase("m");
    }
    void mount(uint64_t id)
    {
        fs::remove(cluster.path(0, "m"));
        fs::rename(away, cluster.path(0, "m"));
        troubles.mounts["m"] = id;
    }
    void changeRows(const std::function<void(store::DirRow&)>& change)
    {
        auto index = store::Index::open(cluster.indexPath(0));
        auto rows = (*index)->allDirs();
        auto transaction = store::Transaction::begin(**index);
        for (store::DirRow& row : *rows) {
            change(row);
            QVERIFY((*index)->putDir(row).has_value());
        }
        QVERIFY(transaction->commit().has_value());
    }
    // Of node 0, without what belongs to Shoal.
    Tree tree() const
    {
        Tree all = cluster.tree(0);
        std::erase_if(all, [](const auto& entry) { return entry.first.ends_with("/.sync.staging"); });
        return all;
    }
    Bytes problem(const Bytes& path)
    {
        for (const engine::WhyItem& item : cluster.worker(0).why(Bytes())) {
            if (item.path == path && item.state == "blocked")
                return item.reason.text();
        }
        return {};
    }
    void checkBackInSync()
    {
        QCOMPARE(problem("m"), Bytes());
        write(cluster.path(0, "m/sub/last"), "last");
        cluster.settle();
        QCOMPARE(tree(), cluster.tree(1));
        QCOMPARE(cluster.tree(1)["m/sub/last"], Bytes("f:last"));
        QCOMPARE(cluster.tree(1)["m/file"], Bytes("f:on the mount"));
    }

    Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
    Tree whole;
    Bytes away;
};

} // namespace

// A mount of the same file system has neither a device nor a file system id of its own. What goes with it is no
// deletion, and what lies in its place is no creation, all the same.
class TstMounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThatIsGoneDeletesNothing_data();
    void oneThatIsGoneDeletesNothing();
    void anEventFromBelowAMountThatIsGoneDeletesNothing();
    void aMountPointThatIsRemovedWithItsMountDeletesNothing();
    void aDirectoryAboveAMountThatIsRemovedComesBack();
    void aMountThatComesOverADirectoryIsAQuestion();
    void theSameOneMountedAnewGoesOn();
    void anotherDirectoryBoundThereIsAQuestion();
    void oneThatAnOlderVersionSawIsNotedAndThenGuarded();
    void nothingIsWrittenIntoTheMountPointOfAMountThatWentUnseen();
    void aFileMountedOverAFileIsLeftAlone();
    void aFileThatWasReadThroughAMountIsNoEditWhenThatIsGone();
    void whatACrashTookFromAMountThatIsAwayIsFetched_data();
    void whatACrashTookFromAMountThatIsAwayIsFetched();
};

void TstMounts::oneThatIsGoneDeletesNothing_data()
{
    QTest::addColumn<bool>("running");
    QTest::newRow("while it runs") << true;
    QTest::newRow("while it is stopped") << false;
}

void TstMounts::oneThatIsGoneDeletesNothing()
{
    QFETCH(bool, running);
    Bound bound(1);
    Cluster& cluster = bound.cluster;
    if (!running)
        cluster.stop(0);
    bound.unmount();
    if (!running)
        bound.restart();
    cluster.worker(0).rescan();
    cluster.settle();
    QCOMPARE(cluster.tree(1), bound.whole);
    QVERIFY2(bound.problem("m").find("gone") != Bytes::npos, bound.problem("m").c_str());
    // What comes from elsewhere waits, what lies in the mount point stays there, and the rest goes on.
    write(cluster.path(1, "m/theirs"), "theirs");
    write(cluster.path(0, "m/mine"), "in the mount point");
    write(cluster.path(0, "outer"), "edited");
    cluster.settle();
    QVERIFY(!fs::exists(cluster.path(0, "m/theirs")));
    QVERIFY(!cluster.tree(1).contains("m/mine"));
    QCOMPARE(cluster.tree(1)["outer"], Bytes("f:edited"));
    fs::remove(cluster.path(0, "m/mine"));
    bound.mount(51);
    cluster.settle();
    QCOMPARE(cluster.tree(0)["m/theirs"], Bytes("f:theirs"));
    bound.checkBackInSync();
}

void TstMounts::anEventFromBelowAMountThatIsGoneDeletesNothing()
{
    Bound bound(2);
    Cluster& cluster = bound.cluster;
    bound.unmount();
    // The watches stay with the directories, which somebody still uses by their own path.
    write(bound.away + "/sub/deep", "written elsewhere");
    fs::remove(bound.away + "/file");
    fs::remove(bound.away + "/sub/deep");
    cluster.settle();
    QCOMPARE(cluster.tree(1), bound.whole);
}

void TstMounts::aMountPointThatIsRemovedWithItsMountDeletesNothing()
{
    Bound bound(3);
    bound.unmount(false);
    bound.cluster.settle();
    QCOMPARE(bound.cluster.tree(1), bound.whole);
    QVERIFY2(bound.problem("m").find("gone") != Bytes::npos, bound.problem("m").c_str());
    bound.cluster.stop(0);
    bound.restart();
    QCOMPARE(bound.cluster.tree(1), bound.whole);
    QVERIFY2(bound.problem("m").find("gone") != Bytes::npos, bound.problem("m").c_str());
    bound.mount(51);
    bound.cluster.settle();
    bound.checkBackInSync();
}

void TstMounts::aDirectoryAboveAMountThatIsRemovedComesBack()
{
    Bound bound(4);
    Cluster& cluster = bound.cluster;
    fs::create_directories(cluster.path(0, "above/n"));
    write(cluster.path(0, "above/n/kept"), "kept");
    write(cluster.path(0, "above/plain"), "plain");
    bound.troubles.mounts["above/n"] = 60;
    cluster.settle();
    QCOMPARE(cluster.tree(1)["above/n/kept"], Bytes("f:kept"));
    fs::rename(cluster.path(0, "above/n"), bound.away);
    bound.troubles.mounts.erase("above/n");
    fs::remove_all(cluster.path(0, "above"));
    cluster.settle();
    QCOMPARE(cluster.tree(1)["above/n/kept"], Bytes("f:kept"));
    QVERIFY(!cluster.tree(1).contains("above/plain")); // this was deleted, for what anybody can tell
    QVERIFY(fs::is_directory(cluster.path(0, "above")));
    QVERIFY2(!bound.problem("above/n").empty(), "nothing says so");
}

void TstMounts::aMountThatComesOverADirectoryIsAQuestion()
{
    Bound bound(5);
    Cluster& cluster = bound.cluster;
    fs::create_directories(cluster.path(0, "p"));
    write(cluster.path(0, "p/hidden"), "hidden");
    cluster.settle();
    fs::rename(cluster.path(0, "p"), bound.away);
    fs::create_directory(cluster.path(0, "p"));
    write(cluster.path(0, "p/other"), "other");
    bound.troubles.mounts["p"] = 70;
    cluster.worker(0).rescan();
    cluster.settle();
    QCOMPARE(cluster.tree(1)["p/hidden"], Bytes("f:hidden"));
    QVERIFY(!cluster.tree(1).contains("p/other"));
    QVERIFY2(bound.problem("p").find("another") != Bytes::npos, bound.problem("p").c_str());
    QVERIFY(cluster.worker(0).acceptMount("p").has_value());
    cluster.settle();
    QCOMPARE(bound.tree(), cluster.tree(1));
    QCOMPARE(cluster.tree(1)["p/hidden"], Bytes("f:hidden"));
    QCOMPARE(cluster.tree(1)["p/other"], Bytes("f:other"));
    QCOMPARE(bound.problem("p"), Bytes());
}

void TstMounts::theSameOneMountedAnewGoesOn()
{
    Bound bound(6);
    bound.troubles.mounts["m"] = 51;
    write(bound.cluster.path(0, "m/sub/deep"), "edited under another number");
    bound.cluster.settle();
    QCOMPARE(bound.cluster.tree(1)["m/sub/deep"], Bytes("f:edited under another number"));
    bound.checkBackInSync();
}

void TstMounts::anotherDirectoryBoundThereIsAQuestion()
{
    Bound bound(7);
    Cluster& cluster = bound.cluster;
    cluster.stop(0);
    bound.unmount();
    write(cluster.path(0, "m/stranger"), "stranger");
    bound.troubles.mounts["m"] = 50;
    bound.restart();
    QCOMPARE(cluster.tree(1), bound.whole);
    QVERIFY2(bound.problem("m").find("another") != Bytes::npos, bound.problem("m").c_str());
}

// The rows then say nothing of mounts of the same file system.
void TstMounts::oneThatAnOlderVersionSawIsNotedAndThenGuarded()
{
    Bound bound(8);
    Cluster& cluster = bound.cluster;
    cluster.stop(0);
    bound.changeRows([](store::DirRow& row) { row.flags &= ~uint32_t{store::MountLooked | store::MountRoot}; });
    write(cluster.path(0, "m/sub/added"), "added");
    bound.restart();
    QCOMPARE(bound.problem("m"), Bytes());
    QCOMPARE(cluster.tree(1)["m/sub/added"], Bytes("f:added"));
    QCOMPARE(cluster.tree(1).size(), bound.whole.size() + 1);
    bound.unmount();
    cluster.settle();
    QCOMPARE(cluster.tree(1).size(), bound.whole.size() + 1);
    QVERIFY(!bound.problem("m").empty());
}

void TstMounts::nothingIsWrittenIntoTheMountPointOfAMountThatWentUnseen()
{
    Bound bound(9);
    Cluster& cluster = bound.cluster;
    // It was mounted over what has the same inode: nothing but the mount is another.
    bound.troubles.mounts.erase("m");
    fs::create_directories(cluster.path(1, "m/made"));
    write(cluster.path(1, "m/sub/theirs"), "theirs");
    write(cluster.path(1, "m/file"), "edited");
    cluster.run(1'000'000);
    QVERIFY(!fs::exists(cluster.path(0, "m/made")));
    QVERIFY(!fs::exists(cluster.path(0, "m/sub/theirs")));
    QCOMPARE(cluster.tree(0)["m/file"], Bytes("f:on the mount"));
    cluster.settle();
    QVERIFY(!fs::exists(cluster.path(0, "m/made")));
    bound.troubles.mounts["m"] = 51;
    cluster.settle();
    QCOMPARE(bound.tree(), cluster.tree(1));
    QCOMPARE(cluster.tree(0)["m/file"], Bytes("f:edited"));
}

void TstMounts::aFileMountedOverAFileIsLeftAlone()
{
    Bound bound(10);
    Cluster& cluster = bound.cluster;
    fs::rename(cluster.path(0, "outer"), bound.away);
    write(cluster.path(0, "outer"), "of the system");
    bound.troubles.mounts["outer"] = 80;
    cluster.settle();
    QCOMPARE(cluster.tree(1)["outer"], Bytes("f:outer"));
    QVERIFY2(bound.problem("outer").find("mounted over") != Bytes::npos, bound.problem("outer").c_str());
    write(cluster.path(1, "outer"), "newer");
    cluster.settle();
    QCOMPARE(cluster.tree(0)["outer"], Bytes("f:of the system"));
    fs::remove(cluster.path(1, "outer"));
    cluster.settle();
    QCOMPARE(cluster.tree(0)["outer"], Bytes("f:of the system"));
    write(cluster.path(1, "outer"), "newest");
    cluster.settle();
    fs::rename(bound.away, cluster.path(0, "outer"));
    bound.troubles.mounts.erase("outer");
    cluster.settle();
    cluster.settle(); // the pauses between tries had grown
    QCOMPARE(cluster.tree(0)["outer"], Bytes("f:newest"));
    QCOMPARE(bound.tree(), cluster.tree(1));
    QCOMPARE(bound.problem("outer"), Bytes());
}

void TstMounts::aFileThatWasReadThroughAMountIsNoEditWhenThatIsGone()
{
    Bound bound(11);
    Cluster& cluster = bound.cluster;
    bound.troubles.mounts["outer"] = 80; // what the row knows is what is mounted
    cluster.worker(0).rescan();
    cluster.settle();
    QVERIFY(!bound.problem("outer").empty());
    fs::remove(cluster.path(0, "outer"));
    write(cluster.path(0, "outer"), ""); // what it was mounted over
    bound.troubles.mounts.erase("outer");
    cluster.settle();
    QCOMPARE(bound.tree(), cluster.tree(1));
    QCOMPARE(cluster.tree(0)["outer"], Bytes("f:outer")); // fetched; it was replaced by nobody
    QCOMPARE(cluster.archived(0), std::vector<Bytes>{""});
}

void TstMounts::whatACrashTookFromAMountThatIsAwayIsFetched_data()
{
    QTest::addColumn<bool>("restarts");
    QTest::newRow("it comes back") << false;
    QTest::newRow("it comes back after another start") << true;
}

// The power was cut before its names were flushed, and it is mounted only after the first scan.
void TstMounts::whatACrashTookFromAMountThatIsAwayIsFetched()
{
    QFETCH(bool, restarts);
    Bound bound(77);
    bound.cluster.crash(0);
    bound.unmount();
    fs::remove(bound.away + "/file");
    fs::remove_all(bound.away + "/sub");
    {
        auto index = store::Index::open(bound.cluster.indexPath(0));
        QVERIFY(index && (*index)->setMetaDurably("flushed", "0") && (*index)->setMetaDurably("boot", "an earlier one"));
    }
    bound.restart();
    if (restarts) {
        bound.cluster.stop(0);
        bound.restart();
    }
    bound.mount(50);
    bound.cluster.clock(0).advance(std::chrono::minutes(2));
    bound.cluster.settle();
    QCOMPARE(bound.cluster.tree(1), bound.whole);
    auto shown = bound.cluster.tree(0);
    shown.erase("m/.sync.staging");
    QCOMPARE(shown, bound.whole);
    // From now on what is missing was removed by somebody.
    fs::remove(bound.cluster.path(0, "m/file"));
    bound.cluster.settle();
    bound.whole.erase("m/file");
    QCOMPARE(bound.cluster.tree(1), bound.whole);
}

QTEST_GUILESS_MAIN(TstMounts)
#include "tst_mounts.moc"
