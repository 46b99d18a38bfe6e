// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::Troubles;
using test::write;

namespace {

uint32_t modeOf(const Bytes& path)
{
    struct stat found = {};
    return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 07777 : 0;
}

// Nothing is made or removed in a directory that is read-only for its owner, as it is for everybody but root.
int refused(const Bytes& root, ByteView operation, const Bytes& path)
{
    static const std::set<Bytes> kChanges{"makeDirectory", "removeDirectory", "removeFile",
                                          "createNamed",   "publish",         "link",
                                          "exchange",      "renameNoReplace", "renameOver"};
    const bool inside = operation == "createUnnamed";
    if (!inside && !kChanges.contains(Bytes(operation)))
        return 0;
    const size_t slash = path.rfind('/');
    const Bytes dir = inside ? path : slash == Bytes::npos ? Bytes() : path.substr(0, slash);
    return (modeOf(root + "/" + dir) & 0200) ? 0 : EACCES;
}

// Node 0 is an ordinary user; node 1 has made "d" read-only.
struct ReadOnlyDirectory
{
    explicit ReadOnlyDirectory(uint64_t seed) : cluster(seed)
    {
        test::NodeOptions options;
        options.openFolder = [this](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        cluster.add(options);
        cluster.add();
        troubles.fails = [root = cluster.folder(0).toStdString()](ByteView operation, const Bytes& path) {
            return refused(root, operation, path);
        };
        fs::create_directories(cluster.path(1, "d/sub"));
        write(cluster.path(1, "d/edited"), "old");
        write(cluster.path(1, "d/deleted"), "old");
        ::chmod(cluster.path(1, "d").c_str(), 0555);
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        QCOMPARE(cluster.tree(0), cluster.tree(1));
        QCOMPARE(modeOf(cluster.path(0, "d")), 0555u);
    }
    // As a crash in the midst of the work leaves it.
    void crashWhileOpen()
    {
        cluster.crash(0);
        auto index = store::Index::open(cluster.indexPath(0));
        auto rows = (*index)->allDirs();
        for (store::DirRow& row : *rows) {
            row.flags |= row.diskName == "d" ? uint32_t{store::Pending} : 0;
            auto transaction = store::Transaction::begin(**index);
            QVERIFY((*index)->putDir(row).has_value() && transaction->commit().has_value());
        }
        ::chmod(cluster.path(0, "d").c_str(), 0755);
    }
    void restart()
    {
        cluster.start(0);
        cluster.connectAll();
        cluster.settle();
        QCOMPARE(cluster.tree(0), cluster.tree(1));
    }

    Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
};

} // namespace

// A directory is as read-only here as it is elsewhere, and what belongs into it arrives all the same.
class TstOpenedParents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBelongsIntoAReadOnlyDirectoryArrives();
    void aReadOnlyDirectoryIsMovedAndRemoved();
    void oneThatACrashLeftOpenIsReadOnlyAgainForAll();
    void aChmodMadeMeanwhileIsAChangeAsAnyOther();
};

void TstOpenedParents::whatBelongsIntoAReadOnlyDirectoryArrives()
{
    ReadOnlyDirectory share(1);
    Cluster& cluster = share.cluster;
    write(cluster.path(1, "d/new"), "new");
    write(cluster.path(1, "d/edited"), "edited");
    fs::remove(cluster.path(1, "d/deleted"));
    fs::create_directories(cluster.path(1, "d/made/below"));
    fs::create_symlink("edited", cluster.path(1, "d/link"));
    fs::remove(cluster.path(1, "d/sub"));
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(cluster.tree(0)["d/new"], Bytes("f:new"));
    for (size_t node : {0, 1}) {
        QCOMPARE(modeOf(cluster.path(node, "d")), 0555u); // nor was it announced otherwise
        QVERIFY(cluster.worker(node).why("").empty());
    }
    cluster.stop(0);
    share.restart();
    QCOMPARE(modeOf(cluster.path(1, "d")), 0555u);
}

void TstOpenedParents::aReadOnlyDirectoryIsMovedAndRemoved()
{
    ReadOnlyDirectory share(2);
    Cluster& cluster = share.cluster;
    fs::create_directory(cluster.path(1, "to"));
    fs::rename(cluster.path(1, "d"), cluster.path(1, "to/moved"));
    write(cluster.path(1, "to/moved/new"), "new");
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(modeOf(cluster.path(0, "to/moved")), 0555u);
    QCOMPARE(modeOf(cluster.path(1, "to/moved")), 0555u);
    fs::remove_all(cluster.path(1, "to"));
    cluster.settle();
    QVERIFY(cluster.tree(1).empty());
    QVERIFY(cluster.tree(0).empty());
}

void TstOpenedParents::oneThatACrashLeftOpenIsReadOnlyAgainForAll()
{
    ReadOnlyDirectory share(3);
    share.crashWhileOpen();
    share.restart();
    for (size_t node : {0, 1})
        QCOMPARE(modeOf(share.cluster.path(node, "d")), 0555u);
    write(share.cluster.path(1, "d/new"), "new");
    share.cluster.settle();
    QCOMPARE(share.cluster.tree(0)["d/new"], Bytes("f:new"));
}

void TstOpenedParents::aChmodMadeMeanwhileIsAChangeAsAnyOther()
{
    ReadOnlyDirectory share(4);
    share.crashWhileOpen();
    ::chmod(share.cluster.path(0, "d").c_str(), 0750);
    share.restart();
    for (size_t node : {0, 1})
        QCOMPARE(modeOf(share.cluster.path(node, "d")), 0750u);
}

QTEST_GUILESS_MAIN(TstOpenedParents)
#include "tst_opened_parents.moc"
