// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"
#include "scripted_peer.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;
using shoal::test::ScriptedPeer;
using shoal::test::write;

namespace {

constexpr size_t kWriter = 0;
// The files have the time of the real clock, the devices another one.
constexpr std::chrono::seconds kBeforeRealTime{-2'500'000'000};

// One writer, node 0, and some readers, none of them started.
struct Readers : Cluster
{
    Readers(uint64_t seed, size_t readers) : Cluster(seed)
    {
        add();
        for (size_t i = 0; i < readers; ++i)
            add({.readOnly = true});
    }
    void meet(size_t a, size_t b)
    {
        connect(a, b);
        settle();
    }
};

void fill(const Cluster& cluster, size_t node)
{
    fs::create_directories(cluster.path(node, "dir/sub"));
    for (int f = 0; f < 40; ++f)
        write(cluster.path(node, "dir/sub/f" + std::to_string(f)), "content " + std::to_string(f));
    write(cluster.path(node, "top"), "one");
    write(cluster.path(node, "large"), makeSeededRandom(1)->bytes(700'000));
}

} // namespace

// What read-only devices do for each other while no writer is there: they pass on what a writer has signed, and nothing
// else.
class TstShareReaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aShareSpreadsThroughReadersAlone();
    void aChangeIsPassedOnAtOnce();
    void twoReadersComplementEachOther();
    void aReaderBringsAWriterWhatItLost();
    void whatAReaderKeptOutlivesItsRestart();
    void recordsWithoutProofAreRefusedAndTheSenderIsNamed();
    void aProofOfOtherRecordsIsRefused();
    void aReaderWithoutIndexLearnsWhatWasDeleted_data();
    void aReaderWithoutIndexLearnsWhatWasDeleted();
    void whatChangesNothingThatARecordTellsIsNoChange();
    void whatStoodInTheWayOfADeletedFileIsOnlyHere();
    void whatWasEditedBeforeItsDeletionCameIsOnlyHere();
    void whoWasGoneOnBothSidesComesAnew();
    void theSharesFileComesWhenWhatStoodInItsWayIsRemoved();
    void anAdoptedFileGetsTheTimeOfItsRecord();
};

void TstShareReaders::aShareSpreadsThroughReadersAlone()
{
    Readers cluster(1, 3);
    fill(cluster, kWriter);
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    const auto tree = cluster.tree(kWriter);
    QCOMPARE(cluster.tree(1), tree);
    cluster.stop(kWriter);
    cluster.start(2);
    cluster.meet(1, 2);
    QCOMPARE(cluster.tree(2), tree);
    cluster.stop(1);
    cluster.start(3);
    cluster.meet(2, 3);
    QCOMPARE(cluster.tree(3), tree);
    QVERIFY(cluster.misbehaviour().empty());
    QVERIFY(cluster.worker(3).status().peers.at(0).inSync);
}

void TstShareReaders::aChangeIsPassedOnAtOnce()
{
    Readers cluster(2, 2);
    fill(cluster, kWriter);
    for (size_t node = 0; node < 3; ++node)
        cluster.start(node);
    cluster.connect(kWriter, 1);
    cluster.connect(1, 2);
    cluster.settle();
    QCOMPARE(cluster.tree(2), cluster.tree(kWriter));
    write(cluster.path(kWriter, "top"), "two");
    fs::rename(cluster.path(kWriter, "dir/sub"), cluster.path(kWriter, "moved"));
    fs::remove(cluster.path(kWriter, "large"));
    // The clocks stand: no comparison of digests helps.
    cluster.run(1'000'000);
    QCOMPARE(cluster.tree(2)["top"], "f:two");
    QVERIFY(cluster.tree(2).contains("moved/f7"));
    QVERIFY(!cluster.tree(2).contains("large"));
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareReaders::twoReadersComplementEachOther()
{
    Readers cluster(3, 2);
    fill(cluster, kWriter);
    for (size_t node = 0; node < 3; ++node)
        cluster.start(node);
    cluster.meet(kWriter, 1);
    cluster.meet(kWriter, 2);
    cluster.disconnect(kWriter, 2);
    write(cluster.path(kWriter, "only the first saw this"), "a");
    cluster.settle();
    cluster.disconnect(kWriter, 1);
    cluster.meet(kWriter, 2);
    cluster.disconnect(kWriter, 2);
    cluster.meet(kWriter, 1);
    write(cluster.path(kWriter, "nor this"), "b");
    fs::remove(cluster.path(kWriter, "dir/sub/f3"));
    cluster.settle();
    cluster.stop(kWriter);
    const auto tree = cluster.tree(1);
    QVERIFY(cluster.tree(2) != tree);
    cluster.meet(1, 2);
    QCOMPARE(cluster.tree(2), tree);
    QCOMPARE(cluster.tree(1), tree);
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareReaders::aReaderBringsAWriterWhatItLost()
{
    Readers cluster(4, 1);
    fill(cluster, kWriter);
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    const auto tree = cluster.tree(1);
    cluster.stop(kWriter);
    const size_t fresh = cluster.add();
    cluster.start(fresh);
    cluster.meet(1, fresh);
    QCOMPARE(cluster.tree(fresh), tree);
    write(cluster.path(fresh, "top"), "written by the new one");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["top"], "f:written by the new one");
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareReaders::whatAReaderKeptOutlivesItsRestart()
{
    Readers cluster(5, 2);
    fill(cluster, kWriter);
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    cluster.stop(kWriter);
    cluster.crash(1);
    cluster.start(1);
    cluster.start(2);
    cluster.meet(1, 2);
    QCOMPARE(cluster.tree(2), cluster.tree(1));
    QVERIFY(cluster.tree(2).contains("dir/sub/f7"));
}

void TstShareReaders::recordsWithoutProofAreRefusedAndTheSenderIsNamed()
{
    Readers cluster(6, 1);
    fill(cluster, kWriter);
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    const auto tree = cluster.tree(1);
    for (size_t node = 0; node < 2; ++node) {
        auto mallory = ScriptedPeer::join(cluster, node, crypto::Permission::ReadOnly, 500 + node);
        model::Record forged;
        forged.name = "top";
        forged.kind = model::RecordKind::File;
        forged.content = Hash::from(Bytes(32, 'c'));
        forged.author = AuthorId{9};
        forged.counter = 1;
        forged.vector.set(forged.author, 1);
        forged.stamp = model::kLatestStamp;
        forged.dot = {forged.author, 1, forged.stamp};
        mallory->say(protocol::Records{{{model::seal(forged).bytes, std::nullopt, true}}, {}, {}});
        QCOMPARE(cluster.misbehaved().size(), node + 1);
        QCOMPARE(cluster.misbehaved().back(), mallory->id());
        QVERIFY(cluster.misbehaviour().back().context.find("signature") != Bytes::npos);
        mallory->leave();
    }
    cluster.settle();
    QCOMPARE(cluster.tree(kWriter), tree);
    QCOMPARE(cluster.tree(1), tree);
}

void TstShareReaders::aProofOfOtherRecordsIsRefused()
{
    Readers cluster(7, 2);
    fill(cluster, kWriter);
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    // What reader 1 says to a newcomer, with one record replaced.
    auto newcomer = ScriptedPeer::join(cluster, 1, crypto::Permission::ReadOnly);
    newcomer->say(protocol::DigestRoot{});
    newcomer->say(protocol::DigestRoot{});
    cluster.run(1'000'000);
    auto said = newcomer->takeAll<protocol::Records>();
    QVERIFY(!said.empty());
    cluster.start(2);
    cluster.settle();
    auto honest = ScriptedPeer::join(cluster, 2, crypto::Permission::ReadOnly, 41);
    honest->say(said[0]);
    QVERIFY(cluster.misbehaviour().empty());
    const uint64_t known = cluster.worker(2).status().files;
    QVERIFY(known > 0);
    auto forged = *model::unseal(said[0].items[1].record);
    forged.record.mtimeNs += 1;
    said[0].items[1].record = model::seal(forged.record).bytes;
    auto mallory = ScriptedPeer::join(cluster, 2, crypto::Permission::ReadOnly, 42);
    mallory->say(said[0]);
    QCOMPARE(cluster.misbehaved(), std::vector<engine::PeerId>{42});
    QCOMPARE(cluster.worker(2).status().files, known);
}

void TstShareReaders::aReaderWithoutIndexLearnsWhatWasDeleted_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::newRow("what was there before it joined and is just what was deleted goes") << true;
    QTest::newRow("what came into the folder later stays") << false;
}

void TstShareReaders::aReaderWithoutIndexLearnsWhatWasDeleted()
{
    QFETCH(const bool, wasThere);
    Readers cluster(9, 1);
    for (const char* const name : {"dir", "dir/sub", "kept"})
        fs::create_directory(cluster.path(kWriter, name));
    for (const char* const name : {"stays", "gone", "edited", "dir/gone", "dir/sub/gone", "kept/gone", "kept/stays"})
        write(cluster.path(kWriter, name), name);
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    QCOMPARE(cluster.tree(1), cluster.tree(kWriter));
    cluster.stop(1);
    fs::remove(cluster.indexPath(1));
    write(cluster.path(1, "edited"), "edited on the read-only device");
    write(cluster.path(1, "own"), "added there");
    fs::create_directory(cluster.path(1, "own dir"));
    write(cluster.path(1, "own dir/file"), "added there, too");
    for (const char* const name : {"gone", "edited", "dir", "kept/gone"})
        fs::remove_all(cluster.path(kWriter, name));
    cluster.settle();
    // The files have the time of the real clock: it decides whether they were there before.
    if (!wasThere)
        cluster.clock(1).setSkew(kBeforeRealTime);
    cluster.start(1);
    cluster.meet(kWriter, 1);

    auto tree = cluster.tree(kWriter);
    tree["edited"] = "f:edited on the read-only device";
    tree["own"] = "f:added there";
    tree["own dir"] = "d";
    tree["own dir/file"] = "f:added there, too";
    std::set<Bytes> only{"edited", "own", "own dir"};
    std::vector<Bytes> archived{"dir/gone", "dir/sub/gone", "gone", "kept/gone"};
    if (!wasThere) {
        for (const Bytes& name : std::exchange(archived, {}))
            tree[name] = "f:" + name;
        tree["dir"] = tree["dir/sub"] = "d";
        only.insert({"gone", "dir", "kept/gone"});
    }
    QCOMPARE(cluster.tree(1), tree);
    auto inArchive = cluster.archived(1);
    std::sort(inArchive.begin(), inArchive.end());
    QCOMPARE(inArchive, archived);
    for (const engine::WhyItem& item : cluster.worker(1).why({})) {
        QCOMPARE(item.state, Bytes("only here"));
        QVERIFY(!item.whatToDo.empty());
        QVERIFY2(only.erase(item.path) == 1, item.path.c_str());
    }
    QVERIFY(only.empty());
    QCOMPARE(cluster.worker(1).why("own").at(0).state, Bytes("only here"));
    QCOMPARE(cluster.worker(1).why("own dir/file").at(0).state, Bytes("unknown"));
    QCOMPARE(cluster.worker(1).status().problems, uint64_t{0});
    QVERIFY(cluster.worker(1).status().peers.at(0).inSync);
    // It is over when the file is.
    fs::remove(cluster.path(1, "own"));
    cluster.settle();
    for (const engine::WhyItem& item : cluster.worker(1).why({}))
        QVERIFY(item.path != "own");
}

void TstShareReaders::whatChangesNothingThatARecordTellsIsNoChange()
{
    Readers cluster(10, 1);
    write(cluster.path(kWriter, "file"), "one");
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    // As a backup by hard links does it.
    fs::create_hard_link(cluster.path(1, "file"), cluster.folder(1).toStdString() + "-backup");
    cluster.settle();
    QVERIFY(cluster.worker(1).why({}).empty());
    // And once more while a newer version is on its way.
    cluster.intercept = [&cluster, linked = false](size_t, size_t to, protocol::Message& message) mutable {
        if (to == 1 && std::holds_alternative<protocol::Records>(message) && !std::exchange(linked, true))
            fs::create_hard_link(cluster.path(1, "file"), cluster.folder(1).toStdString() + "-backup2");
        return true;
    };
    write(cluster.path(kWriter, "file"), "two");
    cluster.settle();
    QVERIFY(fs::exists(cluster.folder(1).toStdString() + "-backup2"));
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:two"));
}

void TstShareReaders::whatStoodInTheWayOfADeletedFileIsOnlyHere()
{
    Readers cluster(11, 1);
    cluster.clock(1).setSkew(kBeforeRealTime); // its files are made after it joined
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    write(cluster.path(1, "file"), "the reader's");
    cluster.settle();
    write(cluster.path(kWriter, "file"), "the share's");
    cluster.settle();
    QCOMPARE(cluster.worker(1).why("file").at(0).state, Bytes("blocked"));
    fs::remove(cluster.path(kWriter, "file"));
    cluster.settle();
    QCOMPARE(cluster.worker(1).why("file").at(0).state, Bytes("only here"));
    cluster.stop(1);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:the reader's"));
    QCOMPARE(cluster.worker(1).why("file").at(0).state, Bytes("only here"));
}

// The deletion has nothing left to do there, and is not tried for ever.
void TstShareReaders::whatWasEditedBeforeItsDeletionCameIsOnlyHere()
{
    Readers cluster(14, 1);
    cluster.clock(1).setSkew(kBeforeRealTime);
    write(cluster.path(kWriter, "file"), "the share's");
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    cluster.disconnect(kWriter, 1);
    fs::remove(cluster.path(kWriter, "file"));
    cluster.settle();
    std::ofstream open(cluster.path(1, "file"), std::ios::app); // somebody who writes, and is not looked at before
    open << " and the reader's" << std::flush;
    cluster.connect(kWriter, 1);
    cluster.run(1'000'000);
    open.close();
    cluster.settle();
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:the share's and the reader's"));
    QCOMPARE(cluster.worker(1).status().pendingFiles, uint64_t{0});
    QCOMPARE(cluster.worker(1).why("file").at(0).state, Bytes("only here"));
    cluster.stop(1);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:the share's and the reader's"));
    QCOMPARE(cluster.worker(1).status().pendingFiles, uint64_t{0});
}

void TstShareReaders::whoWasGoneOnBothSidesComesAnew()
{
    Readers cluster(12, 1);
    write(cluster.path(kWriter, "file"), "one");
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    for (size_t node : {size_t{1}, kWriter}) {
        fs::remove(cluster.path(node, "file"));
        cluster.settle();
    }
    write(cluster.path(kWriter, "file"), "two");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:two"));
    QVERIFY(cluster.worker(1).why({}).empty());
}

void TstShareReaders::theSharesFileComesWhenWhatStoodInItsWayIsRemoved()
{
    Readers cluster(13, 1);
    cluster.clock(1).setSkew(kBeforeRealTime); // its files are made after it joined
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    write(cluster.path(1, "file"), "the reader's");
    cluster.settle();
    write(cluster.path(kWriter, "file"), "the share's");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:the reader's"));
    fs::remove(cluster.path(1, "file"));
    cluster.settle();
    QCOMPARE(cluster.tree(1)["file"], Bytes("f:the share's"));
    QVERIFY(cluster.worker(1).why({}).empty());
}

void TstShareReaders::anAdoptedFileGetsTheTimeOfItsRecord()
{
    Readers cluster(14, 1);
    cluster.clock(1).setSkew(kBeforeRealTime); // its files are made after it joined
    cluster.start(kWriter);
    cluster.start(1);
    cluster.meet(kWriter, 1);
    const fs::file_time_type even(std::chrono::seconds(-5'000'000'000)); // as FAT would keep the other
    const auto odd = even + std::chrono::milliseconds(1'500);
    write(cluster.path(1, "file"), "same");
    fs::last_write_time(cluster.path(1, "file"), even);
    cluster.settle();
    write(cluster.path(kWriter, "file"), "same");
    fs::last_write_time(cluster.path(kWriter, "file"), odd);
    cluster.settle();
    QVERIFY(fs::last_write_time(cluster.path(1, "file")) == odd);
    QVERIFY(cluster.worker(1).why({}).empty());
}

QTEST_GUILESS_MAIN(TstShareReaders)
#include "tst_share_readers.moc"
