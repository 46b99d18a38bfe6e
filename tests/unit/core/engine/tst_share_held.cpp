// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <filesystem>

namespace fs = std::filesystem;
using namespace shoal;
using engine::HeldAnswer;
using test::Cluster;
using test::write;

namespace {

constexpr std::chrono::hours kDay(24);

using Tree = std::map<Bytes, Bytes>;

// Two writers and one that was away for 200 days, in which "gone" was deleted and its deletion forgotten: both hold it.
void comeBack(Cluster& cluster)
{
    cluster.startAll();
    write(cluster.path(1, "gone"), "gone");
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    cluster.stop(2);
    fs::remove(cluster.path(0, "gone"));
    cluster.settle();
    cluster.pass(kDay * 200);
    cluster.start(2);
    cluster.connectAll();
    cluster.settle();
    for (size_t node = 0; node < 2; ++node) {
        if (cluster.worker(node).status().problems != 1 || cluster.tree(node).contains("gone"))
            qFatal("node %zu does not hold it", node);
    }
}

void expectPeace(Cluster& cluster, const Tree& tree)
{
    for (size_t node = 0; node < cluster.size(); ++node) {
        for (const auto& [path, content] : cluster.tree(node))
            QVERIFY2(tree.contains(path) && tree.at(path) == content, (path + " = " + content).c_str());
        QCOMPARE(cluster.tree(node).size(), tree.size());
        for (const engine::WhyItem& item : cluster.worker(node).why({}))
            QVERIFY2(false, (item.path + ": " + item.reason.text()).c_str());
        for (const engine::PeerStatus& peer : cluster.worker(node).status().peers)
            QVERIFY(peer.inSync);
    }
    QVERIFY(cluster.misbehaviour().empty());
}

} // namespace

// Questions about what may have been deleted long ago: when there is one, and when there is none any more.
class TstShareHeld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newDevicesThatMeetEachOtherFirstAskAboutNothing_data();
    void newDevicesThatMeetEachOtherFirstAskAboutNothing();
    void anotherFileInThePlaceOfAHeldOneEndsTheQuestion();
    void whatNobodyHasAnyMoreIsNoQuestion();
    void aRestartKeepsTheQuestionAsLongAsSomebodyHasTheFile();
    void keepingPrevailsOverRemoving();
    void anAnswerIsForOnePathOnly();
    void readersAmongThemselvesDoNotHoldWhatWritersMadeMeanwhile();
    void aWriterAnswersForWhatOnlyAReaderHolds();
    void aClockThatWasAheadOnceDoesNotMakeQuestions();
    void aHorizonOfAWrongClockIsTakenBack();
};

void TstShareHeld::newDevicesThatMeetEachOtherFirstAskAboutNothing_data()
{
    QTest::addColumn<bool>("filled");
    QTest::newRow("empty ones") << false;
    QTest::newRow("one of them with a file") << true;
}

void TstShareHeld::newDevicesThatMeetEachOtherFirstAskAboutNothing()
{
    QFETCH(const bool, filled);
    Cluster cluster(1);
    cluster.add();
    cluster.startAll();
    write(cluster.path(0, "first"), "1");
    write(cluster.path(0, "second"), "2");
    cluster.settle();
    fs::remove(cluster.path(0, "first"));
    cluster.settle();
    cluster.pass(kDay * 182);
    // The directory comes after the horizon in all lists, and what is in it is older than the next horizon.
    fs::create_directory(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/file"), "older than the second horizon");
    fs::remove(cluster.path(0, "second"));
    cluster.settle();
    cluster.pass(kDay * 200);

    Tree expected{{"dir", "d"}, {"dir/file", "f:older than the second horizon"}};
    for (size_t node = 1; node < 3; ++node) {
        cluster.add();
        cluster.clock(node).advance(std::chrono::hours(24 * 400));
        cluster.start(node);
    }
    if (filled) {
        write(cluster.path(1, "own"), "own");
        expected["own"] = "f:own";
    }
    cluster.connect(1, 2);
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    expectPeace(cluster, expected);
}

void TstShareHeld::anotherFileInThePlaceOfAHeldOneEndsTheQuestion()
{
    Cluster cluster(2);
    cluster.add();
    cluster.add();
    cluster.add();
    comeBack(cluster);
    write(cluster.path(0, "gone"), "another one");
    cluster.settle();
    // The one that was away has not seen it: its own is kept.
    Tree tree = cluster.tree(2);
    QCOMPARE(tree.size(), size_t{3});
    QCOMPARE(tree["gone"], Bytes("f:another one"));
    QVERIFY(std::any_of(tree.begin(), tree.end(), [](const auto& entry) { return entry.second == "f:gone"; }));
    expectPeace(cluster, tree);
}

void TstShareHeld::whatNobodyHasAnyMoreIsNoQuestion()
{
    Cluster cluster(3);
    cluster.add();
    cluster.add();
    cluster.add();
    comeBack(cluster);
    cluster.disconnect(0, 2);
    cluster.disconnect(1, 2);
    fs::remove(cluster.path(2, "gone"));
    cluster.settle();
    cluster.pass(kDay * 190); // it forgets that deletion as well
    cluster.connectAll();
    cluster.settle();
    expectPeace(cluster, {{"stays", "f:stays"}});
}

void TstShareHeld::aRestartKeepsTheQuestionAsLongAsSomebodyHasTheFile()
{
    Cluster cluster(4);
    cluster.add();
    cluster.add();
    cluster.add();
    comeBack(cluster);
    cluster.stop(0);
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(!cluster.tree(0).contains("gone"));
    const auto why = cluster.worker(0).why("gone");
    QCOMPARE(why.size(), size_t{1});
    QCOMPARE(why[0].state, Bytes("blocked"));
    QCOMPARE(why[0].peer, Bytes("node2"));
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Remove, {}));
    cluster.settle();
    expectPeace(cluster, {{"stays", "f:stays"}});
    const auto archived = cluster.archived(2);
    QVERIFY(std::find(archived.begin(), archived.end(), "gone") != archived.end());
}

void TstShareHeld::keepingPrevailsOverRemoving()
{
    Cluster cluster(5);
    cluster.add();
    cluster.add();
    cluster.add();
    comeBack(cluster);
    cluster.disconnect(0, 1);
    cluster.disconnect(0, 2);
    QVERIFY(cluster.worker(1).answerHeld(HeldAnswer::Keep, {}));
    cluster.settle();
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Remove, {}));
    cluster.connectAll();
    cluster.settle();
    expectPeace(cluster, {{"gone", "f:gone"}, {"stays", "f:stays"}});
}

void TstShareHeld::anAnswerIsForOnePathOnly()
{
    Cluster cluster(6);
    cluster.add();
    cluster.add();
    cluster.startAll();
    fs::create_directory(cluster.path(0, "dir"));
    for (const char* const name : {"dir/a", "dir/b", "dir.c", "d"})
        write(cluster.path(0, name), name);
    cluster.settle();
    cluster.stop(1);
    fs::remove_all(cluster.path(0, "dir"));
    fs::remove(cluster.path(0, "dir.c"));
    fs::remove(cluster.path(0, "d"));
    cluster.settle();
    cluster.pass(kDay * 200);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.worker(0).status().problems, uint64_t{4});
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Keep, "dir/a"));
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"dir", "d"}, {"dir/a", "f:dir/a"}}));
    QCOMPARE(cluster.worker(0).status().problems, uint64_t{3});
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Remove, "dir"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"dir", "d"}, {"dir/a", "f:dir/a"}, {"dir.c", "f:dir.c"}, {"d", "f:d"}}));
    QCOMPARE(cluster.worker(0).status().problems, uint64_t{2});
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Keep, {}));
    cluster.settle();
    expectPeace(cluster, {{"dir", "d"}, {"dir/a", "f:dir/a"}, {"dir.c", "f:dir.c"}, {"d", "f:d"}});
}

void TstShareHeld::readersAmongThemselvesDoNotHoldWhatWritersMadeMeanwhile()
{
    Cluster cluster(9);
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.add({.readOnly = true});
    cluster.startAll();
    for (const char* const name : {"first", "old", "stays"})
        write(cluster.path(0, name), name);
    cluster.settle();
    fs::remove(cluster.path(0, "first")); // all know of this one, and have something to forget
    cluster.settle();
    cluster.disconnect(0, 1);
    cluster.disconnect(0, 2);
    cluster.pass(kDay * 5);
    fs::remove(cluster.path(0, "old"));
    write(cluster.path(0, "made"), "while they were apart, before the horizon");
    cluster.settle();
    cluster.pass(kDay * 300);
    cluster.connectAll();
    cluster.settle();
    // They cannot know of the deletion any more, and the writer asks.
    QCOMPARE(cluster.tree(1)["made"], Bytes("f:while they were apart, before the horizon"));
    QCOMPARE(cluster.tree(2), cluster.tree(1));
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Remove, {}));
    cluster.settle();
    expectPeace(cluster, {{"made", "f:while they were apart, before the horizon"}, {"stays", "f:stays"}});
}

void TstShareHeld::aWriterAnswersForWhatOnlyAReaderHolds()
{
    Cluster cluster(10);
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.add();
    cluster.startAll();
    fs::create_directory(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/gone"), "gone");
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    cluster.stop(2);
    fs::remove(cluster.path(0, "dir/gone"));
    cluster.settle();
    cluster.pass(kDay * 200);
    // The one writer forgets all it knows, and takes what the other one has.
    cluster.stop(0);
    fs::remove(cluster.indexPath(0));
    cluster.start(0);
    cluster.start(2);
    cluster.connect(0, 2);
    cluster.settle();
    QCOMPARE(cluster.tree(0)["dir/gone"], Bytes("f:gone"));
    cluster.connectAll();
    cluster.settle();
    QVERIFY(!cluster.tree(1).contains("dir/gone"));
    QCOMPARE(cluster.worker(1).why("dir/gone").at(0).state, Bytes("blocked"));
    QVERIFY(!cluster.worker(0).answerHeld(HeldAnswer::Remove, "dir/gone")); // here that is an ordinary deletion
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Keep, "dir/gone"));
    cluster.settle();
    expectPeace(cluster, {{"dir", "d"}, {"dir/gone", "f:gone"}, {"stays", "f:stays"}});
}

void TstShareHeld::aClockThatWasAheadOnceDoesNotMakeQuestions()
{
    Cluster cluster(7);
    cluster.add();
    cluster.add();
    cluster.startAll();
    write(cluster.path(0, "old"), "old");
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    cluster.clock(1).setSkew(std::chrono::hours(24 * 3'000));
    cluster.pass(kDay * 2);
    cluster.clock(1).setSkew(std::chrono::seconds(0));
    cluster.pass(kDay * 2);
    fs::remove(cluster.path(0, "old"));
    cluster.settle();
    cluster.stop(1);
    cluster.pass(kDay * 5);
    write(cluster.path(0, "made"), "while it was away, before the horizon");
    cluster.settle();
    cluster.pass(kDay * 300);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    expectPeace(cluster, {{"made", "f:while it was away, before the horizon"}, {"stays", "f:stays"}});
}

void TstShareHeld::aHorizonOfAWrongClockIsTakenBack()
{
    Cluster cluster(8);
    cluster.add();
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.startAll();
    for (const char* const name : {"first", "second", "stays"})
        write(cluster.path(0, name), name);
    cluster.settle();
    fs::remove(cluster.path(0, "first"));
    cluster.settle();
    cluster.clock(0).setSkew(std::chrono::hours(24 * 400)); // 220 days later than now is what it forgets
    cluster.pass(kDay * 1);
    fs::remove(cluster.path(1, "second"));
    write(cluster.path(1, "new"), "new");
    cluster.settle();
    cluster.clock(0).setSkew(std::chrono::seconds(0));
    cluster.pass(kDay * 1);
    expectPeace(cluster, {{"new", "f:new"}, {"stays", "f:stays"}});
    // What it says from now on counts.
    fs::remove(cluster.path(0, "new"));
    cluster.settle();
    expectPeace(cluster, {{"stays", "f:stays"}});
    cluster.pass(kDay * 200);
    expectPeace(cluster, {{"stays", "f:stays"}});
}

QTEST_GUILESS_MAIN(TstShareHeld)
#include "tst_share_held.moc"
