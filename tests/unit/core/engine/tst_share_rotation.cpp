// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <filesystem>
#include <sys/stat.h>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;
using shoal::test::write;

namespace {

// Two writers and a reader that are in sync.
void makeThree(Cluster& cluster)
{
    cluster.add();
    cluster.add();
    cluster.add({.readOnly = true});
    fs::create_directories(cluster.path(0, "dir/sub"));
    for (int f = 0; f < 30; ++f)
        write(cluster.path(0, "dir/sub/f" + std::to_string(f)), "content " + std::to_string(f));
    for (size_t node = 0; node < cluster.size(); ++node)
        cluster.start(node);
    cluster.connectAll();
    cluster.settle();
}

ino_t inodeOf(const Bytes& path)
{
    struct stat status = {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

ShareId idOf(const crypto::Secret& secret)
{
    return crypto::ShareKeys::derive(secret).id();
}

} // namespace

// `shoal secret rotate`: a folder goes on under another secret.
class TstShareRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allMembersTakeOverWhatTheyHave();
    void withoutPermissionAFolderStaysWithItsShare();
    void permissionIsForOneShareAndOnce();
};

void TstShareRotation::allMembersTakeOverWhatTheyHave()
{
    Cluster cluster(1);
    makeThree(cluster);
    const auto tree = cluster.tree(0);
    QCOMPARE(cluster.tree(2), tree);
    const crypto::Secret next = crypto::Secret::generate(cluster.random());
    for (size_t node = 0; node < 3; ++node) {
        QVERIFY(cluster.worker(node).rotate(idOf(next)));
        // Until the restart nothing changes.
        write(cluster.path(0, "dir/sub/f3"), "still " + std::to_string(node));
        cluster.settle();
        QCOMPARE(cluster.tree(1), cluster.tree(0));
    }
    const auto before = cluster.tree(0);
    std::vector<ino_t> inodes;
    for (size_t node = 0; node < 3; ++node)
        inodes.push_back(inodeOf(cluster.path(node, "dir/sub/f9")));
    for (size_t node = 0; node < 3; ++node) {
        cluster.stop(node);
        cluster.setSecret(node, node == 2 ? next.readOnly() : next);
        cluster.start(node);
    }
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    for (size_t node = 0; node < 3; ++node) {
        QCOMPARE(cluster.worker(node).status().stopped.text(), Bytes());
        QCOMPARE(cluster.tree(node), before);
        QVERIFY(!fs::exists(cluster.path(node, ".sync/Rotated")));
        QCOMPARE(inodeOf(cluster.path(node, "dir/sub/f9")), inodes[node]); // not written again
    }
    write(cluster.path(1, "dir/sub/f3"), "under the new secret");
    fs::remove(cluster.path(0, "dir/sub/f4"));
    cluster.settle();
    QCOMPARE(cluster.tree(2)["dir/sub/f3"], "f:under the new secret");
    QVERIFY(!cluster.tree(2).contains("dir/sub/f4"));
    QCOMPARE(cluster.tree(0), cluster.tree(2));
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareRotation::withoutPermissionAFolderStaysWithItsShare()
{
    Cluster cluster(2);
    makeThree(cluster);
    cluster.stop(0);
    cluster.setSecret(0, crypto::Secret::generate(cluster.random()));
    cluster.start(0);
    cluster.settle();
    const Bytes stopped = cluster.worker(0).status().stopped.text();
    QVERIFY2(stopped.find("another share") != Bytes::npos, stopped.c_str());
}

void TstShareRotation::permissionIsForOneShareAndOnce()
{
    Cluster cluster(3);
    makeThree(cluster);
    const crypto::Secret next = crypto::Secret::generate(cluster.random());
    QVERIFY(!cluster.worker(0).rotate(idOf(cluster.secret())));
    QVERIFY(cluster.worker(0).rotate(idOf(next)));
    cluster.stop(0);
    cluster.setSecret(0, crypto::Secret::generate(cluster.random()));
    cluster.start(0);
    cluster.settle();
    QVERIFY(!cluster.worker(0).status().stopped.empty());
    cluster.stop(0);
    cluster.setSecret(0, next);
    cluster.start(0);
    cluster.settle();
    QCOMPARE(cluster.worker(0).status().stopped.text(), Bytes());
    cluster.stop(0);
    cluster.setSecret(0, cluster.secret());
    cluster.start(0);
    cluster.settle();
    QVERIFY(!cluster.worker(0).status().stopped.empty());
}

QTEST_GUILESS_MAIN(TstShareRotation)
#include "tst_share_rotation.moc"
