// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <sys/xattr.h>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::NodeOptions;
using test::Troubles;
using test::write;

// A disk that lacks what others have holds the same files all the same.
class TstPoorDisks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPoorDiskHoldsTheSameFiles_data();
    void aPoorDiskHoldsTheSameFiles();
    void attributesThatADiskCannotHoldArePassedOn();
};

void TstPoorDisks::aPoorDiskHoldsTheSameFiles_data()
{
    QTest::addColumn<QByteArray>("lacks");
    for (const char* lacks : {"exchange", "exchange links", "noReplace", "unnamedFiles", "leases", "birthTimes",
                              "exchange noReplace unnamedFiles leases xattrs birthTimes"})
        QTest::newRow(lacks) << QByteArray(lacks);
}

void TstPoorDisks::aPoorDiskHoldsTheSameFiles()
{
    QFETCH(QByteArray, lacks);
    const auto has = [&lacks](const char* ability) { return !lacks.split(' ').contains(ability); };
    Troubles troubles;
    troubles.exchange = has("exchange");
    troubles.links = has("links");
    troubles.noReplace = has("noReplace");
    troubles.unnamedFiles = has("unnamedFiles");
    troubles.leases = has("leases");
    troubles.birthTimes = has("birthTimes");
    troubles.xattrs = has("xattrs");
    Cluster cluster(1);
    NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    const size_t poor = cluster.add(options);
    const size_t rich = cluster.add();
    fs::create_directories(cluster.path(rich, "dir/below"));
    for (const char* name : {"edited", "deleted", "dir/below/moved", "dir/both"})
        write(cluster.path(rich, name), "old");
    fs::create_symlink("edited", cluster.path(rich, "link"));
    cluster.start(poor);
    cluster.start(rich);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(poor), cluster.tree(rich));
    QCOMPARE(cluster.tree(poor).size(), size_t{7});

    write(cluster.path(rich, "edited"), "new content");
    fs::remove(cluster.path(rich, "deleted"));
    fs::rename(cluster.path(rich, "dir"), cluster.path(rich, "renamed"));
    fs::remove(cluster.path(rich, "link"));
    fs::create_symlink("elsewhere", cluster.path(rich, "link"));
    write(cluster.path(poor, "own"), "from the poor one");
    cluster.settle();
    QCOMPARE(cluster.tree(poor), cluster.tree(rich));
    QCOMPARE(cluster.tree(poor)["edited"], Bytes("f:new content"));
    QCOMPARE(cluster.tree(poor)["renamed/below/moved"], Bytes("f:old"));
    QCOMPARE(cluster.tree(rich)["own"], Bytes("f:from the poor one"));
    QVERIFY(!cluster.tree(poor).contains("deleted"));

    // Both at once, apart: nothing is lost.
    cluster.disconnect(poor, rich);
    write(cluster.path(poor, "renamed/both"), "by the poor one");
    cluster.settle();
    write(cluster.path(rich, "renamed/both"), "by the rich one");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(poor), cluster.tree(rich));
    std::set<Bytes> contents;
    for (const auto& [path, content] : cluster.tree(poor)) {
        if (path.starts_with("renamed/both"))
            contents.insert(content);
    }
    QCOMPARE(contents, (std::set<Bytes>{"f:by the poor one", "f:by the rich one"}));
    // Without unnamed files, or without no-replace where there are links, nothing is weaker.
    const bool weaker = lacks != "unnamedFiles" && lacks != "noReplace";
    QCOMPARE(!cluster.worker(poor).status().guarantees.empty(), weaker);
}

void TstPoorDisks::attributesThatADiskCannotHoldArePassedOn()
{
    Troubles troubles;
    troubles.xattrs = false;
    Cluster cluster(2);
    NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    const size_t poor = cluster.add(options);
    const size_t rich = cluster.add();
    write(cluster.path(rich, "file"), "old");
    if (::setxattr(cluster.path(rich, "file").c_str(), "user.colour", "red", 3, 0) != 0)
        QSKIP("no extended attributes here");
    cluster.start(poor);
    cluster.start(rich);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(poor, "file"), "edited where there are none");
    cluster.settle();
    QCOMPARE(cluster.tree(rich)["file"], Bytes("f:edited where there are none"));
    char value[8] = {};
    QCOMPARE(::getxattr(cluster.path(rich, "file").c_str(), "user.colour", value, sizeof value), ssize_t{3});
    QCOMPARE(Bytes(value), Bytes("red"));
}

QTEST_GUILESS_MAIN(TstPoorDisks)
#include "tst_poor_disks.moc"
