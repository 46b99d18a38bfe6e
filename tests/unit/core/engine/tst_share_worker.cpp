// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using shoal::Bytes;
using shoal::test::Cluster;
using shoal::test::write;

namespace {

Bytes large(size_t size, uint64_t seed)
{
    return shoal::makeSeededRandom(seed)->bytes(size);
}

} // namespace

// Two and three replicas on real folders, driven step by step.
class TstShareWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewFileAppearsOnTheOtherDevice();
    void aFilledFolderSpreadsWhole();
    void anEditADeleteAndAChmodFollow();
    void aRenamedDirectorySendsNoContent();
    void aRenamedFileSendsNoContent();
    void bothEditsSurviveAPartition();
    void twoFilledFoldersJoinWithoutTransferOfWhatIsEqual();
    void aReadOnlyDeviceReceivesAndChangesNothing();
    void overwriteChangesUndoesLocalEdits();
    void anAppendedLargeFileSendsOnlyItsTail();
    void aRestartFindsWhatChangedMeanwhile();
    void anEmptiedFolderStopsTheShare();
    void aDirectoryDeletedHereWithAFileMadeThereKeepsTheFile();
    void aFileBecomesADirectoryAndBack();
    void namesOfAllKindsArrive();
};

void TstShareWorker::aNewFileAppearsOnTheOtherDevice()
{
    Cluster cluster(1);
    cluster.add();
    cluster.add();
    cluster.start(0);
    cluster.start(1);
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(0, "hello.txt"), "hello");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"hello.txt", "f:hello"}}));
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareWorker::aFilledFolderSpreadsWhole()
{
    Cluster cluster(2);
    cluster.add();
    cluster.add();
    for (int d = 0; d < 20; ++d) {
        fs::create_directories(cluster.path(0, "a/b" + std::to_string(d) + "/empty"));
        for (int f = 0; f < 60; ++f)
            write(cluster.path(0, "a/b" + std::to_string(d) + "/f" + std::to_string(f)),
                  "content " + std::to_string(d * 1000 + f));
    }
    write(cluster.path(0, "large"), large(3'000'000, 5));
    fs::create_symlink("nowhere/at/all", cluster.path(0, "link"));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1).size(), cluster.tree(0).size());
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.worker(1).status().state, shoal::engine::ShareState::Idle);
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareWorker::anEditADeleteAndAChmodFollow()
{
    Cluster cluster(3);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "edit"), "old");
    write(cluster.path(0, "delete"), "gone soon");
    write(cluster.path(0, "chmod"), "mode");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(1, "edit"), "new content");
    fs::remove(cluster.path(0, "delete"));
    fs::permissions(cluster.path(0, "chmod"), fs::perms::owner_all);
    cluster.settle();
    QCOMPARE(cluster.tree(0), (std::map<Bytes, Bytes>{{"chmod", "f:mode"}, {"edit", "f:new content"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(fs::status(cluster.path(1, "chmod")).permissions(), fs::perms::owner_all);
    QCOMPARE(cluster.archived(0), std::vector<Bytes>{"old"});
    QCOMPARE(cluster.archived(1), std::vector<Bytes>{"gone soon"});
}

void TstShareWorker::aRenamedDirectorySendsNoContent()
{
    Cluster cluster(4);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "dir/sub"));
    for (int f = 0; f < 200; ++f)
        write(cluster.path(0, "dir/sub/f" + std::to_string(f)), large(2000, static_cast<uint64_t>(f)));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const uint64_t before = cluster.bytesSent();
    fs::rename(cluster.path(0, "dir"), cluster.path(0, "renamed"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QVERIFY(cluster.tree(1).contains("renamed/sub/f7"));
    QVERIFY2(cluster.bytesSent() - before < 10'000, std::to_string(cluster.bytesSent() - before).c_str());
    QVERIFY(cluster.archived(1).empty());
}

void TstShareWorker::aRenamedFileSendsNoContent()
{
    Cluster cluster(5);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "to"));
    write(cluster.path(0, "a"), large(200'000, 1));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const uint64_t before = cluster.contentBytesSent();
    fs::rename(cluster.path(0, "a"), cluster.path(0, "to/b"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.contentBytesSent() - before, uint64_t{0});
}

void TstShareWorker::bothEditsSurviveAPartition()
{
    Cluster cluster(6);
    for (int i = 0; i < 3; ++i)
        cluster.add();
    write(cluster.path(0, "doc.txt"), "base");
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connectAll();
    cluster.settle();
    cluster.disconnect(0, 1);
    cluster.disconnect(0, 2);
    write(cluster.path(0, "doc.txt"), "from zero");
    cluster.run(1000);
    write(cluster.path(1, "doc.txt"), "from one, later");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    const auto tree = cluster.tree(0);
    QCOMPARE(tree.size(), size_t{2});
    std::set<Bytes> contents;
    for (const auto& [path, content] : tree)
        contents.insert(content);
    QCOMPARE(contents, (std::set<Bytes>{"f:from zero", "f:from one, later"}));
    QCOMPARE(cluster.tree(1), tree);
    QCOMPARE(cluster.tree(2), tree);
}

void TstShareWorker::twoFilledFoldersJoinWithoutTransferOfWhatIsEqual()
{
    Cluster cluster(7);
    cluster.add();
    cluster.add();
    for (size_t node : {size_t{0}, size_t{1}}) {
        fs::create_directories(cluster.path(node, "d"));
        for (int f = 0; f < 50; ++f)
            write(cluster.path(node, "d/f" + std::to_string(f)), large(1000, static_cast<uint64_t>(f)));
    }
    write(cluster.path(0, "differs"), "older");
    write(cluster.path(1, "differs"), "newer");
    fs::last_write_time(cluster.path(0, "differs"),
                        fs::last_write_time(cluster.path(1, "differs")) - std::chrono::hours(1));
    cluster.start(0);
    cluster.start(1);
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(cluster.tree(0)["differs"], "f:newer");
    QCOMPARE(cluster.tree(0).size(), size_t{52});
    QCOMPARE(cluster.contentBytesSent(), uint64_t{5}); // "newer"
    QCOMPARE(cluster.archived(0), std::vector<Bytes>{"older"});
    QVERIFY(cluster.archived(1).empty());
}

void TstShareWorker::aReadOnlyDeviceReceivesAndChangesNothing()
{
    Cluster cluster(8);
    cluster.add();
    cluster.add({.readOnly = true});
    write(cluster.path(0, "file"), "one");
    write(cluster.path(0, "other"), "two");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    write(cluster.path(1, "file"), "tampered");
    write(cluster.path(1, "added"), "stays here");
    cluster.settle();
    QCOMPARE(cluster.tree(0), (std::map<Bytes, Bytes>{{"file", "f:one"}, {"other", "f:two"}}));
    QCOMPARE(cluster.tree(1)["file"], "f:tampered");
    QCOMPARE(cluster.worker(1).status().problems, uint64_t{1});
    write(cluster.path(0, "other"), "three");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["other"], "f:three");
}

void TstShareWorker::overwriteChangesUndoesLocalEdits()
{
    Cluster cluster(9);
    cluster.add();
    cluster.add({.readOnly = true, .overwriteChanges = true});
    write(cluster.path(0, "edited"), "one");
    write(cluster.path(0, "deleted"), "two");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(1, "edited"), "tampered");
    fs::remove(cluster.path(1, "deleted"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.archived(1), std::vector<Bytes>{"tampered"});
}

void TstShareWorker::anAppendedLargeFileSendsOnlyItsTail()
{
    Cluster cluster(10);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "large"), large(20'000'000, 3));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    const uint64_t before = cluster.bytesSent();
    {
        std::ofstream file(cluster.path(0, "large"), std::ios::binary | std::ios::app);
        file << "appended";
    }
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
    QVERIFY2(cluster.bytesSent() - before < 300'000, std::to_string(cluster.bytesSent() - before).c_str());
}

void TstShareWorker::aRestartFindsWhatChangedMeanwhile()
{
    Cluster cluster(11);
    cluster.add();
    cluster.add();
    for (int f = 0; f < 30; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    cluster.stop(0);
    write(cluster.path(0, "f1"), "changed while stopped");
    fs::remove(cluster.path(0, "f2"));
    write(cluster.path(1, "f3"), "changed on the other");
    cluster.settle();
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(cluster.tree(0)["f1"], "f:changed while stopped");
    QCOMPARE(cluster.tree(0)["f3"], "f:changed on the other");
    QVERIFY(!cluster.tree(0).contains("f2"));
}

void TstShareWorker::anEmptiedFolderStopsTheShare()
{
    Cluster cluster(12);
    cluster.add();
    cluster.add();
    for (int f = 0; f < 30; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const auto whole = cluster.tree(1);
    cluster.stop(0);
    for (int f = 0; f < 30; ++f)
        fs::remove(cluster.path(0, "f" + std::to_string(f)));
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), whole);
    QCOMPARE(cluster.worker(0).status().state, shoal::engine::ShareState::Stopped);
    QVERIFY(!cluster.worker(0).why("").empty());
    QVERIFY(cluster.worker(0).confirm(shoal::engine::GuardAnswer::Refill));
    cluster.disconnect(0, 1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), whole);
}

void TstShareWorker::aDirectoryDeletedHereWithAFileMadeThereKeepsTheFile()
{
    Cluster cluster(13);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/old"), "old");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    cluster.disconnect(0, 1);
    fs::remove_all(cluster.path(0, "dir"));
    write(cluster.path(1, "dir/new"), "new");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), (std::map<Bytes, Bytes>{{"dir", "d"}, {"dir/new", "f:new"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

void TstShareWorker::aFileBecomesADirectoryAndBack()
{
    Cluster cluster(14);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "x"), "file");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    fs::remove(cluster.path(0, "x"));
    fs::create_directories(cluster.path(0, "x/y"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"x", "d"}, {"x/y", "d"}}));
    fs::remove_all(cluster.path(1, "x"));
    write(cluster.path(1, "x"), "a file again");
    cluster.settle();
    QCOMPARE(cluster.tree(0), (std::map<Bytes, Bytes>{{"x", "f:a file again"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

void TstShareWorker::namesOfAllKindsArrive()
{
    Cluster cluster(15);
    cluster.add();
    cluster.add();
    for (const Bytes& name : {Bytes("with space"), Bytes("new\nline"), Bytes("bad\xff\xfeutf8"),
                              Bytes("1234.M1P2.mx,S=5:2,S"), Bytes(255, 'n'), Bytes("-rf"), Bytes("~"), Bytes("%s%n")})
        write(cluster.path(0, name), "content of " + name);
    write(cluster.path(0, "empty"), "");
    Bytes deep;
    for (int i = 0; i < 60; ++i) {
        deep += (i ? "/" : "") + Bytes("level");
        fs::create_directory(cluster.path(0, deep));
    }
    write(cluster.path(0, deep + "/bottom"), "deep");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

QTEST_GUILESS_MAIN(TstShareWorker)
#include "tst_share_worker.moc"
