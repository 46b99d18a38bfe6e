// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"

#include <QFile>
#include <QTest>

using namespace shoal;
using namespace shoal::test;

// Where the content of a conflict copy comes from.
class TstConflictCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loserThatNobodyElseHasGoesOnFromTheFolder();
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

QTEST_GUILESS_MAIN(TstConflictCopy)
#include "tst_conflict_copy.moc"
