// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QFile>
#include <QTest>

#include <filesystem>

using namespace shoal;
using namespace shoal::test;

// Where the content of a conflict copy comes from.
class TstConflictCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loserThatNobodyElseHasGoesOnFromTheFolder();
    void loserThatIsInTheArchiveAlreadyGoesOnFromThere();
    void loserThatNobodyHasAnyMoreIsSaidToBeLost();
    void loserThatIsTouchedWhileItIsReplaced_data();
    void loserThatIsTouchedWhileItIsReplaced();
};

namespace {

void write(Cluster& cluster, size_t node, const char* content)
{
    QFile file(QString::fromStdString(cluster.path(node, "f.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

// The winner comes with its content and takes the place at once; what it displaces is the only copy of the loser.
void TstConflictCopy::loserThatNobodyElseHasGoesOnFromTheFolder()
{
    Cluster cluster(7);
    for (size_t node : {0, 1}) {
        cluster.add();
        cluster.start(node);
    }
    cluster.connectAll();
    write(cluster, 0, "shared");
    cluster.settle();
    QCOMPARE(cluster.tree(1).size(), size_t{1});

    bool lost = true;
    bool winnerCame = false;
    cluster.intercept = [&](size_t from, size_t, protocol::Message& message) {
        const auto* records = std::get_if<protocol::Records>(&message);
        if (!records)
            return true;
        winnerCame |= from == 1 && !records->items.empty() && records->items[0].content;
        return !(lost && from == 0);
    };
    write(cluster, 0, "of node 0");
    cluster.run(500);
    cluster.clock(1).advance(std::chrono::seconds(5));
    write(cluster, 1, "of node 1, later");
    cluster.run(500);
    QVERIFY(winnerCame);
    lost = false;
    cluster.settle();
    for (size_t node : {0, 1}) {
        const auto tree = cluster.tree(node);
        QCOMPARE(tree.size(), size_t{2});
        QCOMPARE(tree.at("f.txt"), Bytes("f:of node 1, later"));
        QCOMPARE(tree.begin()->second, Bytes("f:of node 0"));
    }
}

namespace {

// Node 0 loses a conflict, and its disk takes the winner, but not yet the copy.
struct LateCopy
{
    LateCopy() : cluster(8)
    {
        NodeOptions options;
        options.openFolder = [this](const Bytes& path) { return TroubledFileSystem::open(troubles, path); };
        cluster.add(options);
        cluster.add();
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        write(cluster, 0, "shared");
        cluster.settle();
        troubles.fails = [](ByteView operation, const Bytes& path) {
            return operation == "publish" && path.find(".conflict-") != Bytes::npos ? EIO : 0;
        };
        bool lost = true;
        cluster.intercept = [&lost](size_t from, size_t, protocol::Message& message) {
            return !lost || from != 0 || !std::holds_alternative<protocol::Records>(message);
        };
        write(cluster, 0, "of node 0");
        cluster.run(500);
        cluster.clock(1).advance(std::chrono::seconds(5));
        write(cluster, 1, "of node 1, later");
        cluster.run(500);
        lost = false;
        cluster.settle();
        cluster.intercept = {};
    }
    void heal()
    {
        troubles.fails = [](ByteView, const Bytes&) { return 0; };
        cluster.settle();
        cluster.settle(); // the pauses between tries had grown
    }

    Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
};

} // namespace

void TstConflictCopy::loserThatIsInTheArchiveAlreadyGoesOnFromThere()
{
    LateCopy late;
    QCOMPARE(late.cluster.tree(0), (std::map<Bytes, Bytes>{{"f.txt", "f:of node 1, later"}}));
    const auto archived = late.cluster.archived(0);
    QVERIFY(std::find(archived.begin(), archived.end(), "of node 0") != archived.end());
    late.heal();
    for (size_t node : {0, 1}) {
        const auto tree = late.cluster.tree(node);
        QCOMPARE(tree.size(), size_t{2});
        QCOMPARE(tree.begin()->second, Bytes("f:of node 0"));
        QVERIFY(late.cluster.worker(node).why("").empty());
    }
    QVERIFY(!late.cluster.archived(0).empty()); // it was copied, not taken
}

void TstConflictCopy::loserThatNobodyHasAnyMoreIsSaidToBeLost()
{
    LateCopy late;
    std::filesystem::remove_all(late.cluster.path(0, ".sync/Archive"));
    late.heal();
    const auto own = late.cluster.worker(0).why("");
    QCOMPARE(own.size(), size_t{2}); // its own wait, and the peer's
    QVERIFY2(own[0].reason.text().find("lost here") != Bytes::npos, own[0].reason.text().c_str());
    QVERIFY2(own[0].whatToDo.text().find("backup") != Bytes::npos, own[0].whatToDo.text().c_str());
    const auto others = late.cluster.worker(1).why("");
    QVERIFY2(others[0].reason.text().find("not even 'node0', which wrote it") != Bytes::npos,
             others[0].reason.text().c_str());
    QCOMPARE(late.cluster.tree(0), late.cluster.tree(1));
}

// Which of two records of the copy wins goes by their hashes: so several times.
void TstConflictCopy::loserThatIsTouchedWhileItIsReplaced_data()
{
    QTest::addColumn<int>("hours");
    for (int hours = 1; hours <= 8; ++hours)
        QTest::addRow("%d h", hours) << hours;
}

// At that moment the copy cannot be made from it, and goes to ask the peers, who never had it.
void TstConflictCopy::loserThatIsTouchedWhileItIsReplaced()
{
    QFETCH(int, hours);
    Troubles troubles;
    Cluster cluster(8);
    NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return TroubledFileSystem::open(troubles, path); };
    cluster.add(options);
    cluster.add();
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const auto put = [&](size_t node, const Bytes& text) { test::write(cluster.path(node, "b"), text); };
    put(0, "shared");
    cluster.settle();
    bool lost = true;
    cluster.intercept = [&lost](size_t from, size_t, protocol::Message& message) {
        return !lost || from != 0 || !std::holds_alternative<protocol::Records>(message);
    };
    put(0, "of node 0");
    cluster.run(500);
    bool touched = false;
    troubles.fails = [&](ByteView operation, const Bytes& path) {
        const bool stages = operation == "write" && path.find(".sync/Staging") != Bytes::npos;
        if (stages && !std::exchange(touched, true))
            std::filesystem::last_write_time(cluster.path(0, "b"),
                                             std::filesystem::file_time_type::clock::now() - std::chrono::hours(hours));
        return 0;
    };
    cluster.clock(1).advance(std::chrono::seconds(5));
    put(1, "of node 1, later");
    cluster.run(500);
    lost = false;
    cluster.settle();
    QVERIFY(touched);
    for (size_t node : {0, 1}) {
        const auto tree = cluster.tree(node);
        QCOMPARE(tree.size(), size_t{2});
        QCOMPARE(tree.rbegin()->second, Bytes("f:of node 0"));
    }
}

QTEST_GUILESS_MAIN(TstConflictCopy)
#include "tst_conflict_copy.moc"
