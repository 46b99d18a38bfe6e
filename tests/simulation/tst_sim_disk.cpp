// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim_disk.h"

#include <QTest>

using namespace shoal;
using namespace shoal::sim;

namespace {

class QuietObserver final : public SimDisk::Observer
{
public:
    std::optional<ErrorCode> before(const char*, const Bytes&) override { return std::nullopt; }
    void shown(const Bytes&, const Inode&, bool) override {}
    void hidden(const Bytes&, const Inode&, bool) override {}
    void wrote(const Bytes&, const Inode&) override {}
    void eventsWait(SimWatcher&) override {}
};

} // namespace

// What a simulated disk keeps of what real ones keep.
class TstSimDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFlushOfAllIncludesWhatHasNoNameYet();
    void whatACutKeepsOfAContentShowsInTheCtime();
    void anUnmountedFileSystemKeepsWhatItHas();
};

void TstSimDisk::aFlushOfAllIncludesWhatHasNoNameYet()
{
    for (const auto names : {Volume::Names::InOrder, Volume::Names::Independent}) {
        for (uint64_t seed = 1; seed <= 30; ++seed) {
            const auto random = makeSeededRandom(seed);
            QuietObserver observer;
            SimDisk disk([] { return int64_t{1}; }, *random, observer);
            QVERIFY(disk.makeDirectory("/sim", 0755));
            disk.mount("/sim", names);
            QVERIFY(disk.makeDirectory("/sim/share", 0755));
            disk.flushEverything();
            disk.startProcess();
            {
                auto files = disk.openFolder("/sim/share");
                auto root = (*files)->openDirectory("");
                auto one = (*root)->createUnnamed(0600);
                auto two = (*root)->createUnnamed(0600);
                QVERIFY((*one)->write(0, "one") && (*two)->write(0, "two"));
                QVERIFY((*one)->syncFileSystem());
                QVERIFY((*root)->publish(**one, "1") && (*root)->publish(**two, "2"));
                QVERIFY((*root)->syncDirectory());
                disk.cutPower();
            }
            QCOMPARE(disk.find("/sim/share/1")->content, Bytes("one"));
            QCOMPARE(disk.find("/sim/share/2")->content, Bytes("two"));
        }
    }
}

// Whatever it takes of names.
void TstSimDisk::whatACutKeepsOfAContentShowsInTheCtime()
{
    for (const auto names : {Volume::Names::InOrder, Volume::Names::Independent}) {
        for (uint64_t seed = 1; seed <= 100; ++seed) {
            int64_t now = 1;
            const auto random = makeSeededRandom(seed);
            QuietObserver observer;
            SimDisk disk([&now] { return now; }, *random, observer);
            QVERIFY(disk.makeDirectory("/sim", 0755));
            disk.mount("/sim", names);
            const auto save = [&disk](const Bytes& path, const Bytes& content) {
                auto file = disk.open(path, true);
                (void)disk.write(*file, 0, content);
                disk.close(*file);
            };
            save("/sim/a", "old");
            disk.flushEverything();
            const InodePtr inode = disk.find("/sim/a");
            now = 2;
            QVERIFY(disk.rename("/sim/a", "/sim/b"));
            now = 3;
            save("/sim/b", "new");
            disk.cutPower();
            QVERIFY(inode->content == "old" || inode->ctimeNs != 1);
        }
    }
}

void TstSimDisk::anUnmountedFileSystemKeepsWhatItHas()
{
    const auto random = makeSeededRandom(1);
    QuietObserver observer;
    SimDisk disk([] { return int64_t{1}; }, *random, observer);
    QVERIFY(disk.makeDirectory("/sim", 0755));
    disk.mount("/sim", Volume::Names::InOrder);
    QVERIFY(disk.makeDirectory("/sim/share", 0755) && disk.makeSymlink("held", "/sim/share/a"));
    const InodePtr share = disk.find("/sim/share");
    QVERIFY(disk.unmount("/sim") && !disk.find("/sim/share"));
    std::set<Bytes> found;
    disk.forEachBelow(share, [&found](const Bytes&, const Inode& inode) { found.insert(inode.content); });
    QCOMPARE(found, std::set<Bytes>{"held"});
}

QTEST_GUILESS_MAIN(TstSimDisk)
#include "tst_sim_disk.moc"
