// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::Troubles;
using test::write;

namespace {

// Node 0 has a disk without leases, on which a program keeps "f.txt" open while node 1 replaces it.
struct OpenFile
{
    explicit OpenFile(uint64_t seed, test::NodeOptions options = {}) : cluster(seed)
    {
        troubles.leases = false;
        options.openFolder = [this](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        cluster.add(options);
        cluster.add();
        write(cluster.path(1, "f.txt"), "old ");
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        program.open(cluster.path(0, "f.txt"), std::ios::binary | std::ios::app);
        write(cluster.path(1, "f.txt"), "new, from elsewhere");
        cluster.run(1'000'000); // no time passes
        QCOMPARE(cluster.tree(0)["f.txt"], Bytes("f:new, from elsewhere"));
        QCOMPARE(waiting(), size_t{1});
    }
    void writeLate() { program << "and late" << std::flush; }
    void wait()
    {
        for (int i = 0; i < 5; ++i) // more than two times a quiet minute
            cluster.settle();
    }
    size_t waiting() const
    {
        const fs::path folder = cluster.path(0, ".sync/Displaced");
        return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }

    Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
    std::ofstream program;
};

} // namespace

// Where nothing tells that a program has a file open, its late writes are not lost.
class TstDisplacedFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenLateIsAConflictCopy_data();
    void whatIsWrittenLateIsAConflictCopy();
    void whatNobodyWritesToGoesTheUsualWay_data();
    void whatNobodyWritesToGoesTheUsualWay();
    void aReaderKeepsWhatIsWrittenLateInItsArchive();
    void neitherACrashNorAStopLosesIt_data();
    void neitherACrashNorAStopLosesIt();
};

void TstDisplacedFiles::whatIsWrittenLateIsAConflictCopy_data()
{
    QTest::addColumn<bool>("archive");
    QTest::newRow("with an archive") << true;
    QTest::newRow("with the archive off") << false;
}

void TstDisplacedFiles::whatIsWrittenLateIsAConflictCopy()
{
    QFETCH(bool, archive);
    test::NodeOptions options;
    options.useSyncTrash = archive;
    OpenFile share(1, options);
    share.writeLate();
    share.wait();
    QCOMPARE(share.waiting(), size_t{0});
    QCOMPARE(share.cluster.tree(0), share.cluster.tree(1));
    const auto tree = share.cluster.tree(1);
    QCOMPARE(tree.size(), size_t{2});
    QCOMPARE(tree.at("f.txt"), Bytes("f:new, from elsewhere"));
    QVERIFY(tree.begin()->first.starts_with("f.conflict-"));
    QCOMPARE(tree.begin()->second, Bytes("f:old and late"));
    QCOMPARE(share.cluster.worker(1).conflicts({}, 10)->size(), size_t{1});
}

void TstDisplacedFiles::whatNobodyWritesToGoesTheUsualWay_data()
{
    whatIsWrittenLateIsAConflictCopy_data();
}

void TstDisplacedFiles::whatNobodyWritesToGoesTheUsualWay()
{
    QFETCH(bool, archive);
    test::NodeOptions options;
    options.useSyncTrash = archive;
    OpenFile share(2, options);
    QVERIFY(share.cluster.archived(0).empty());
    share.wait();
    QCOMPARE(share.waiting(), size_t{0});
    QCOMPARE(share.cluster.tree(0).size(), size_t{1});
    QCOMPARE(share.cluster.archived(0), archive ? std::vector<Bytes>{"old "} : std::vector<Bytes>());
}

void TstDisplacedFiles::aReaderKeepsWhatIsWrittenLateInItsArchive()
{
    test::NodeOptions options;
    options.readOnly = true;
    options.useSyncTrash = false;
    OpenFile share(3, options);
    share.writeLate();
    share.wait();
    QCOMPARE(share.cluster.tree(0).size(), size_t{1});
    QCOMPARE(share.cluster.archived(0), std::vector<Bytes>{"old and late"});
}

void TstDisplacedFiles::neitherACrashNorAStopLosesIt_data()
{
    QTest::addColumn<bool>("crash");
    QTest::newRow("a crash") << true;
    QTest::newRow("a stop") << false;
}

void TstDisplacedFiles::neitherACrashNorAStopLosesIt()
{
    QFETCH(bool, crash);
    test::NodeOptions options;
    options.useSyncTrash = false;
    OpenFile share(4, options);
    share.writeLate();
    if (crash)
        share.cluster.crash(0);
    else
        share.cluster.stop(0);
    share.cluster.start(0);
    share.cluster.connectAll();
    share.cluster.settle();
    QCOMPARE(share.waiting(), size_t{0});
    QCOMPARE(share.cluster.archived(0), std::vector<Bytes>{"old and late"});
    QCOMPARE(share.cluster.tree(0), share.cluster.tree(1));
}

QTEST_GUILESS_MAIN(TstDisplacedFiles)
#include "tst_displaced_files.moc"
