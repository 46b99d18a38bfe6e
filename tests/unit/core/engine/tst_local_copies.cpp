// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>

using namespace shoal;
using shoal::test::Cluster;
using shoal::test::write;
namespace fs = std::filesystem;

namespace {

constexpr size_t kLarge = 34'000'000; // three slices

void startWithLarge(Cluster& cluster, size_t size = kLarge, test::NodeOptions second = {})
{
    cluster.add();
    cluster.add(std::move(second));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    write(cluster.path(0, "large"), makeSeededRandom(size)->bytes(size));
    cluster.settle();
    QVERIFY(fs::exists(cluster.path(1, "large")));
}

// Whether a message brings the live record of that name.
bool tells(const protocol::Message& message, const Bytes& name)
{
    const auto* records = std::get_if<protocol::Records>(&message);
    if (!records)
        return false;
    return std::any_of(records->items.begin(), records->items.end(), [&](const protocol::RecordItem& item) {
        const auto sealed = model::unseal(item.record);
        return sealed && sealed->record.live && sealed->record.name == name;
    });
}

} // namespace

// Large contents that this disk has already, and gets once more.
class TstLocalCopies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallChangeDoesNotWaitForALargeCopy()
    {
        Cluster cluster(1);
        startWithLarge(cluster);
        const uint64_t sent = cluster.contentBytesSent();
        bool told = false;
        cluster.intercept = [&](size_t from, size_t, protocol::Message& message) {
            told |= from == 0 && tells(message, "copy");
            return true;
        };
        fs::copy_file(cluster.path(0, "large"), cluster.path(0, "copy"));
        while (!told)
            QVERIFY(cluster.run(1) > 0);
        write(cluster.path(1, "small"), "small");
        while (cluster.worker(1).status().files < 3)
            QVERIFY(cluster.run(1) > 0);
        QVERIFY(!fs::exists(cluster.path(1, "copy")));
        QCOMPARE(cluster.worker(1).status().state, engine::ShareState::Syncing);
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QCOMPARE(cluster.tree(1).size(), size_t{3});
        QVERIFY(cluster.contentBytesSent() - sent < 1'000);
    }

    void aMovedFileIsThereAllTheTime()
    {
        Cluster cluster(2);
        startWithLarge(cluster);
        const uint64_t sent = cluster.contentBytesSent();
        fs::rename(cluster.path(0, "large"), cluster.path(0, "a new name"));
        bool between = false; // the copy is being made
        while (cluster.run(1) > 0) {
            QVERIFY(fs::exists(cluster.path(1, "large")) || fs::exists(cluster.path(1, "a new name")));
            between |= cluster.worker(1).status().state == engine::ShareState::Syncing &&
                       !fs::exists(cluster.path(1, "a new name"));
        }
        QVERIFY(between);
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QCOMPARE(cluster.tree(1).size(), size_t{1});
        QCOMPARE(cluster.contentBytesSent(), sent);
    }

    void aSourceThatChangesMeanwhileIsNoSource()
    {
        Cluster cluster(3);
        startWithLarge(cluster);
        bool written = false;
        cluster.intercept = [&](size_t from, size_t, protocol::Message& message) {
            written |= from == 0 && tells(message, "copy");
            return true;
        };
        fs::copy_file(cluster.path(0, "large"), cluster.path(0, "copy"));
        while (!written)
            QVERIFY(cluster.run(1) > 0);
        // Its end is read last.
        std::fstream(cluster.path(1, "large"), std::ios::in | std::ios::out | std::ios::binary).seekp(kLarge - 9)
            << "otherwise";
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QVERIFY(cluster.tree(1).at("copy") != cluster.tree(1).at("large"));
        QVERIFY(cluster.misbehaviour().empty());
    }

    void whereFilesCannotBeWithoutANameTheyAreStaged()
    {
        test::Troubles troubles;
        troubles.unnamedFiles = false;
        test::NodeOptions poor;
        poor.openFolder = [&](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        Cluster cluster(4);
        startWithLarge(cluster, kLarge, poor);
        const uint64_t sent = cluster.contentBytesSent();
        fs::copy_file(cluster.path(0, "large"), cluster.path(0, "copy"));
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QCOMPARE(cluster.contentBytesSent(), sent);
        QVERIFY(fs::is_empty(cluster.path(1, ".sync/Staging")));
    }

    // More than are made at a time, with what they are made from going away.
    void manyWaitForEachOther()
    {
        Cluster cluster(5);
        constexpr size_t kSize = 8'400'000;
        startWithLarge(cluster, kSize);
        const uint64_t sent = cluster.contentBytesSent();
        for (int i = 0; i < 18; ++i)
            fs::copy_file(cluster.path(0, "large"), cluster.path(0, "copy " + std::to_string(i)));
        fs::remove(cluster.path(0, "large"));
        cluster.settle();
        QVERIFY(cluster.tree(1) == cluster.tree(0));
        QCOMPARE(cluster.tree(1).size(), size_t{18});
        // It may be gone before the first copy is told; each further one is made from that.
        QVERIFY(cluster.contentBytesSent() - sent < 2 * kSize);
    }
};

QTEST_GUILESS_MAIN(TstLocalCopies)
#include "tst_local_copies.moc"
