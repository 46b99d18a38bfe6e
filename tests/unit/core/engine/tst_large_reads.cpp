// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace shoal;
using shoal::test::Cluster;

namespace {

constexpr size_t kLarge = 20'000'000; // two slices

void write(const Bytes& path, const Bytes& content, std::ios::openmode mode = std::ios::trunc)
{
    std::ofstream file(path, std::ios::binary | mode);
    file << content;
}

// The names of live files in the order in which their records go from 0 to 1.
std::vector<Bytes>& noteNames(Cluster& cluster, std::vector<Bytes>& names)
{
    cluster.intercept = [&names](size_t from, size_t, protocol::Message& message) {
        if (const auto* records = std::get_if<protocol::Records>(&message); records && from == 0) {
            for (const protocol::RecordItem& item : records->items) {
                if (auto sealed = model::unseal(item.record); sealed && sealed->record.live)
                    names.push_back(sealed->record.name);
            }
        }
        return true;
    };
    return names;
}

// Two in sync; how often the first reads from "large" is counted.
struct Counted
{
    explicit Counted(uint64_t seed) : cluster(seed)
    {
        troubles.fails = [this](ByteView operation, const Bytes& path) {
            reads += operation == "read" && path == "large" ? 1 : 0;
            return 0;
        };
        test::NodeOptions options;
        options.openFolder = [this](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        cluster.makeTwo(std::move(options));
    }
    // Writes it, and stops in the middle of the first pass over it.
    void beginToRead(uint64_t seed)
    {
        write(cluster.path(0, "large"), makeSeededRandom(seed)->bytes(kLarge));
        while (reads == 0 && cluster.run(1) > 0) {
        }
        QVERIFY(reads > 0);
    }

    int reads = 0;
    test::Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
};

} // namespace

// Large files that are read in slices.
class TstLargeReads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallFileDoesNotWaitForALargeOne()
    {
        Cluster cluster(1);
        cluster.add();
        cluster.add();
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        std::vector<Bytes> names;
        noteNames(cluster, names);
        write(cluster.path(0, "a large one"), makeSeededRandom(1)->bytes(kLarge));
        write(cluster.path(0, "b small one"), "hello");
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QVERIFY(names.size() >= 2);
        QCOMPARE(names.front(), Bytes("b small one"));
    }

    void theShareIsNotIdleMeanwhile()
    {
        Cluster cluster(5);
        cluster.add();
        cluster.add();
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        write(cluster.path(0, "large"), makeSeededRandom(5)->bytes(kLarge));
        bool reading = false;
        for (auto status = cluster.worker(0).status(); status.files == 0; status = cluster.worker(0).status()) {
            QVERIFY(!reading || status.state != engine::ShareState::Idle);
            reading |= status.state == engine::ShareState::Scanning;
            QVERIFY(cluster.run(1) > 0);
        }
        QVERIFY(reading);
    }

    void whatIsWrittenMeanwhileIsReadAnew()
    {
        Counted counted(2);
        Cluster& cluster = counted.cluster;
        counted.beginToRead(2);
        const int before = counted.reads;
        write(cluster.path(0, "large"), "and more", std::ios::app);
        cluster.settle();
        QVERIFY(counted.reads > before);
        QCOMPARE(std::filesystem::file_size(cluster.path(1, "large")), kLarge + 8);
        QVERIFY(cluster.tree(1) == cluster.tree(0));
    }

    void whatGoesMeanwhileIsForgotten()
    {
        Counted counted(3);
        Cluster& cluster = counted.cluster;
        counted.beginToRead(3);
        std::filesystem::remove(cluster.path(0, "large"));
        write(cluster.path(0, "other"), "other");
        cluster.settle();
        QCOMPARE(cluster.tree(0).size(), size_t{1});
        QVERIFY(cluster.tree(1) == cluster.tree(0));
    }

    // The first pass is over when its large files are known: two folders with equal ones send nothing.
    void equalLargeFilesAreAdoptedAtAFirstJoin()
    {
        Cluster cluster(4);
        cluster.add();
        cluster.add();
        const Bytes content = makeSeededRandom(4)->bytes(kLarge);
        for (size_t node = 0; node < 2; ++node) {
            write(cluster.path(node, "large"), content);
            cluster.start(node);
        }
        cluster.connectAll();
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QCOMPARE(cluster.tree(0).size(), size_t{1});
        QCOMPARE(cluster.contentBytesSent(), uint64_t{0});
        QVERIFY(cluster.archived(0).empty() && cluster.archived(1).empty());
    }
};

QTEST_GUILESS_MAIN(TstLargeReads)
#include "tst_large_reads.moc"
