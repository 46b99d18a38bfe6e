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
using test::NodeOptions;
using test::write;

namespace {

constexpr uint64_t kMb = 1'000'000;

// Node 0 has a small disk, node 1 a large one; both are connected and equal.
struct SmallDisk
{
    SmallDisk(uint64_t seed, uint64_t bytes, uint64_t keepFree = 0) : capacity(bytes), cluster(seed)
    {
        NodeOptions options;
        options.openFolder = [this](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        options.settings = [keepFree](engine::ShareSettings& settings) {
            settings.minFreeSpace = static_cast<int64_t>(keepFree);
        };
        troubles.room = [this] { return capacity - std::min(capacity, used()); };
        cluster.makeTwo(options);
    }
    // Of node 0, the service folder included.
    uint64_t used() const
    {
        uint64_t bytes = 0;
        for (const auto& entry : fs::recursive_directory_iterator(cluster.folder(0).toStdString())) {
            struct stat stat = {};
            if (::lstat(entry.path().c_str(), &stat) == 0 && S_ISREG(stat.st_mode))
                bytes += static_cast<uint64_t>(stat.st_blocks) * 512;
        }
        return bytes;
    }
    void make(const Bytes& name, uint64_t size) { write(cluster.path(1, name), makeSeededRandom(size)->bytes(size)); }
    bool has(const Bytes& name) const { return fs::exists(cluster.path(0, name)); }
    // What node 0 says keeps `path` from being in sync; "" = nothing.
    Bytes problem(const Bytes& path)
    {
        for (const engine::WhyItem& item : cluster.worker(0).why(Bytes())) {
            if (item.path == path && item.state == "blocked")
                return item.reason.text() + " / " + item.whatToDo.text();
        }
        return {};
    }
    std::vector<Bytes> staged() const
    {
        std::vector<Bytes> names;
        for (const auto& entry : fs::directory_iterator(cluster.path(0, ".sync/Staging")))
            names.push_back(entry.path().filename().string());
        return names;
    }

    uint64_t capacity;
    test::Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
};

} // namespace

// A disk with little room: what fits arrives, the rest waits, says so, and comes when there is room.
class TstFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsKeptFreeIsNotCountedTwice();
    void whatIsKeptFreeIsToldAndComesLater_data();
    void whatIsKeptFreeIsToldAndComesLater();
    void ofTwoThatDoNotFitTogetherOneArrives();
    void aDiskThatFillsWhileTwoComeLetsOneEnd();
    void aPartThatWaitsLeavesItsRoomToSmallFiles();
    void partsThatNobodyWantsAreRemovedAtStart();
    void partsThatAreWantedOutliveAStart();
    void aFileThatALargeOneDisplacedIsNoPart();
};

// A large file lies in staging when it is to be shown: it needs no more room then.
void TstFullDisk::whatIsKeptFreeIsNotCountedTwice()
{
    SmallDisk disk(1, 12 * kMb, 2 * kMb);
    disk.make("large", 8 * kMb);
    disk.cluster.settle();
    QVERIFY2(disk.has("large"), disk.problem("large").c_str());
    QCOMPARE(disk.problem("large"), Bytes());
    QCOMPARE(disk.cluster.tree(0), disk.cluster.tree(1));
}

void TstFullDisk::whatIsKeptFreeIsToldAndComesLater_data()
{
    QTest::addColumn<qulonglong>("size");
    QTest::newRow("small") << qulonglong{200'000};
    QTest::newRow("large") << qulonglong{2 * kMb};
}

void TstFullDisk::whatIsKeptFreeIsToldAndComesLater()
{
    QFETCH(qulonglong, size);
    SmallDisk disk(2, 3 * kMb, 3 * kMb - 100'000);
    disk.make("file", size);
    disk.cluster.settle();
    QVERIFY(!disk.has("file"));
    QVERIFY2(disk.problem("file").find("disk_min_free_space") != Bytes::npos, disk.problem("file").c_str());
    QVERIFY2(disk.problem("file").find("tried again by itself") != Bytes::npos, disk.problem("file").c_str());
    QVERIFY(disk.used() < 100'000); // nothing of it was put anywhere
    write(disk.cluster.path(0, "own"), "what is written here is not held up");
    disk.cluster.settle();
    QVERIFY(disk.cluster.tree(1).contains("own"));

    disk.capacity += 2 * size;
    disk.cluster.settle();
    disk.cluster.settle(); // the pauses between tries had grown
    QCOMPARE(disk.cluster.tree(0), disk.cluster.tree(1));
    QCOMPARE(disk.problem("file"), Bytes());
}

void TstFullDisk::ofTwoThatDoNotFitTogetherOneArrives()
{
    SmallDisk disk(3, 8 * kMb);
    disk.make("one", 5 * kMb);
    disk.make("two", 5 * kMb + 1);
    disk.cluster.settle();
    QVERIFY(disk.has("one") != disk.has("two"));
    const Bytes waits = disk.has("one") ? "two" : "one";
    QVERIFY2(disk.problem(waits).find("bytes on this disk") != Bytes::npos, disk.problem(waits).c_str());
    disk.make("small", 200'000);
    disk.cluster.settle();
    QVERIFY2(disk.has("small"), disk.problem("small").c_str());

    disk.capacity = 20 * kMb;
    disk.cluster.settle();
    disk.cluster.settle();
    QCOMPARE(disk.cluster.tree(0), disk.cluster.tree(1));
}

// Somebody else takes the room that was there when they began.
void TstFullDisk::aDiskThatFillsWhileTwoComeLetsOneEnd()
{
    SmallDisk disk(4, 20 * kMb);
    uint64_t came = 0;
    disk.cluster.intercept = [&](size_t, size_t to, protocol::Message& message) {
        const auto* reply = std::get_if<protocol::ContentReply>(&message);
        came += reply && to == 0 ? reply->data.size() : 0;
        if (came > 7 * kMb)
            disk.capacity = 8 * kMb;
        return true;
    };
    disk.make("one", 5 * kMb);
    disk.make("two", 5 * kMb + 1);
    disk.cluster.settle();
    disk.cluster.settle();
    QVERIFY2(disk.has("one") != disk.has("two"), (disk.problem("one") + "; " + disk.problem("two")).c_str());
    disk.make("small", 200'000);
    disk.cluster.settle();
    QVERIFY2(disk.has("small"), disk.problem("small").c_str());
}

void TstFullDisk::aPartThatWaitsLeavesItsRoomToSmallFiles()
{
    SmallDisk disk(5, 20 * kMb);
    uint64_t came = 0;
    disk.cluster.intercept = [&](size_t, size_t to, protocol::Message& message) {
        const auto* reply = std::get_if<protocol::ContentReply>(&message);
        came += reply && to == 0 ? reply->data.size() : 0;
        if (came > 3 * kMb)
            disk.capacity = 3 * kMb;
        return true;
    };
    disk.make("large", 5 * kMb);
    disk.cluster.settle();
    QVERIFY(!disk.has("large"));
    QVERIFY2(disk.problem("large").find("disk") != Bytes::npos, disk.problem("large").c_str());
    QCOMPARE(disk.staged().size(), size_t{1}); // alone, it keeps what has come
    disk.make("small", 200'000);
    disk.cluster.settle();
    QVERIFY2(disk.has("small"), disk.problem("small").c_str());
    disk.cluster.intercept = {};
    disk.capacity = 20 * kMb;
    disk.cluster.settle();
    disk.cluster.settle();
    QCOMPARE(disk.cluster.tree(0), disk.cluster.tree(1));
}

void TstFullDisk::partsThatNobodyWantsAreRemovedAtStart()
{
    SmallDisk disk(6, 100 * kMb);
    disk.cluster.stop(0);
    write(disk.cluster.path(0, ".sync/Staging/" + Bytes(64, 'a') + ".part"), Bytes(1'000, 'x'));
    disk.cluster.start(0);
    disk.cluster.settle();
    QCOMPARE(disk.staged(), std::vector<Bytes>());
    QCOMPARE(disk.cluster.archived(0), std::vector<Bytes>());
}

void TstFullDisk::partsThatAreWantedOutliveAStart()
{
    SmallDisk disk(7, 100 * kMb);
    uint64_t came = 0;
    disk.cluster.intercept = [&](size_t, size_t to, protocol::Message& message) {
        const auto* reply = std::get_if<protocol::ContentReply>(&message);
        came += reply && to == 0 ? reply->data.size() : 0;
        return came <= 4 * kMb; // then the line is dead
    };
    disk.make("large", 5 * kMb);
    disk.cluster.run(1'000'000);
    disk.cluster.clock(1).advance(std::chrono::seconds(2));
    disk.cluster.run(1'000'000);
    QCOMPARE(disk.staged().size(), size_t{1});
    disk.cluster.crash(0);
    disk.cluster.intercept = {};
    const uint64_t before = disk.cluster.contentBytesSent(1, 0);
    disk.cluster.start(0);
    disk.cluster.connectAll();
    disk.cluster.settle();
    QCOMPARE(disk.cluster.tree(0), disk.cluster.tree(1));
    QVERIFY(disk.cluster.contentBytesSent(1, 0) - before < 2 * kMb);
}

// What a program wrote lies in staging for an instant, where the new content was.
void TstFullDisk::aFileThatALargeOneDisplacedIsNoPart()
{
    SmallDisk disk(8, 100 * kMb);
    disk.make("large", 2 * kMb);
    disk.cluster.settle();
    const Bytes old = disk.cluster.tree(0)["large"].substr(2);
    // The machine stops behind the exchange: nothing on the disk changes any more, and the index is as it was then.
    const Bytes index = disk.cluster.indexPath(0);
    bool stopped = false;
    disk.troubles.fails = [&](ByteView what, const Bytes& where) {
        if (!stopped && (what == "exchange" || what == "link") && where == "large") {
            stopped = true;
            return 0;
        }
        if (!stopped || what == "statEntry" || what == "openFile" || what == "openDirectory" || what == "list")
            return 0;
        if (!disk.troubles.readOnly) {
            for (const char* part : {"", "-wal"})
                fs::copy_file(index + part, index + "-then" + part, fs::copy_options::overwrite_existing);
            disk.troubles.readOnly = true;
        }
        return EROFS;
    };
    disk.make("large", 3 * kMb);
    disk.cluster.settle();
    QVERIFY(disk.troubles.readOnly);
    disk.cluster.crash(0);
    for (const char* part : {"", "-wal"})
        fs::rename(index + "-then" + part, index + part);
    disk.troubles.fails = [](ByteView, const Bytes&) { return 0; };
    disk.troubles.readOnly = false;
    disk.cluster.start(0);
    disk.cluster.connectAll();
    disk.cluster.settle();
    QCOMPARE(disk.cluster.tree(0)["large"].size(), size_t{3 * kMb + 2});
    QCOMPARE(disk.cluster.archived(0).size(), size_t{1});
    QVERIFY(disk.cluster.archived(0).front() == old);
    QCOMPARE(disk.staged(), std::vector<Bytes>());
}

QTEST_GUILESS_MAIN(TstFullDisk)
#include "tst_full_disk.moc"
