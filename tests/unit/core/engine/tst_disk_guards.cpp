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
using test::NodeOptions;
using test::Troubles;
using test::write;

namespace {

using Tree = std::map<Bytes, Bytes>;

NodeOptions troubled(const Troubles& troubles)
{
    NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    return options;
}

// Node 0 has a disk with troubles, node 1 a good one; both are connected and equal.
struct Pair
{
    explicit Pair(uint64_t seed, NodeOptions options = {}) : cluster(seed)
    {
        options.openFolder = troubled(troubles).openFolder;
        cluster.add(options);
        cluster.add();
    }
    void start()
    {
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        QCOMPARE(cluster.tree(0), cluster.tree(1));
    }
    // What node 0 says keeps `path` from being in sync; "" = nothing.
    Bytes problem(const Bytes& path)
    {
        for (const engine::WhyItem& item : cluster.worker(0).why(Bytes())) {
            if (item.path == path && item.state == "blocked")
                return item.reason.text() + " / " + item.whatToDo.text();
        }
        return {};
    }
    bool says(const Bytes& path, const Bytes& words) { return problem(path).find(words) != Bytes::npos; }
    void rescan()
    {
        cluster.worker(0).rescan();
        cluster.settle();
    }
    void heal()
    {
        troubles.fails = [](ByteView, const Bytes&) { return 0; };
        troubles.readOnly = false;
    }

    Troubles troubles; // before the cluster, which uses it
    Cluster cluster;
};

// Fails `operation` below or at `path`.
std::function<int(ByteView, const Bytes&)> failing(int error, Bytes operation, Bytes path)
{
    return [=](ByteView what, const Bytes& where) {
        return what == operation && (where == path || where.starts_with(path + "/") || path.empty()) ? error : 0;
    };
}

// inotify with a limit of watches, and a queue that loses everything when told.
class PoorWatcher final : public storage::Watcher
{
public:
    struct Limits
    {
        size_t watches = SIZE_MAX;
        bool overflow = false;
    };
    explicit PoorWatcher(Limits& limits) : m_limits(limits), m_inner(std::move(*storage::makeInotifyWatcher())) {}
    Result<void> add(int64_t dir, const Bytes& procPath) override
    {
        if (m_inner->watchCount() >= m_limits.watches)
            return fail(ErrorCode::NoSpace, "the limit is reached (sysctl fs.inotify.max_user_watches = 1)");
        return m_inner->add(dir, procPath);
    }
    void remove(int64_t dir) override { m_inner->remove(dir); }
    std::vector<storage::WatchEvent> read() override
    {
        auto events = m_inner->read();
        if (events.empty() || !m_limits.overflow)
            return events;
        return {storage::WatchEvent()};
    }
    int fileDescriptor() const override { return m_inner->fileDescriptor(); }
    size_t watchCount() const override { return m_inner->watchCount(); }

private:
    Limits& m_limits;
    std::unique_ptr<storage::Watcher> m_inner;
};

NodeOptions watchedBy(PoorWatcher::Limits& limits)
{
    NodeOptions options;
    options.makeWatcher = [&limits]() -> Result<std::unique_ptr<storage::Watcher>> {
        return std::make_unique<PoorWatcher>(limits);
    };
    return options;
}

} // namespace

// What the disk refuses stays where it is, is told, and is no deletion; what it gives again goes on by itself.
class TstDiskGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderThatCannotBeOpenedHasItsOwnAdvice_data();
    void aFolderThatCannotBeOpenedHasItsOwnAdvice();
    void aDirectoryThatCannotBeReadDeletesNothing_data();
    void aDirectoryThatCannotBeReadDeletesNothing();
    void aMissingDirectoryBelowAnUnreadableOneIsNoDeletion();
    void aFileThatCannotBeReadIsNamed_data();
    void aFileThatCannotBeReadIsNamed();
    void aFileThatChangesWhileItIsReadIsReadAnew();
    void aFileThatChangesWhileItIsServedIsNotServed_data();
    void aFileThatChangesWhileItIsServedIsNotServed();
    void whatCannotBeWrittenArrivesLater_data();
    void whatCannotBeWrittenArrivesLater();
    void aReadOnlyDiskGoesOnServing();
    void tooManyOpenFilesMakeTheShareWait();
    void aDirectoryThatWaitsForADescriptorIsNotMissing_data();
    void aDirectoryThatWaitsForADescriptorIsNotMissing();
    void theWatchLimitIsNamedAndRescansGoOn();
    void aQueueOverflowIsFollowedByAScan();
    void aFolderOnAnotherDeviceIsAnotherFolder();
};

void TstDiskGuards::aDirectoryThatCannotBeReadDeletesNothing_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::newRow("it cannot be entered") << QByteArray("openDirectory");
    QTest::newRow("it cannot be listed") << QByteArray("list");
    QTest::newRow("its entries cannot be looked at") << QByteArray("statEntry");
}

void TstDiskGuards::aDirectoryThatCannotBeReadDeletesNothing()
{
    QFETCH(QByteArray, operation);
    Pair pair(1);
    fs::create_directories(pair.cluster.path(0, "closed/below"));
    for (int i = 0; i < 5; ++i)
        write(pair.cluster.path(0, "closed/below/" + std::to_string(i)), "content");
    write(pair.cluster.path(0, "closed/file"), "content");
    pair.start();
    const Tree before = pair.cluster.tree(1);

    const Bytes op = operation.toStdString();
    // Of the directory itself only what is in it cannot be looked at.
    pair.troubles.fails = [op](ByteView what, const Bytes& where) {
        const bool in = where.starts_with("closed/") || (where == "closed" && op != "statEntry");
        return what == op && in ? EACCES : 0;
    };
    pair.rescan();
    QCOMPARE(pair.cluster.tree(1), before);
    QVERIFY2(pair.says("closed", "readable") || pair.says("closed/below", "readable"), "no problem names it");

    pair.heal();
    write(pair.cluster.path(0, "closed/new"), "new");
    pair.rescan();
    QCOMPARE(pair.problem("closed"), Bytes());
    QCOMPARE(pair.cluster.tree(1)["closed/new"], Bytes("f:new"));
    QCOMPARE(pair.cluster.tree(1).size(), before.size() + 1);
}

void TstDiskGuards::aMissingDirectoryBelowAnUnreadableOneIsNoDeletion()
{
    Pair pair(2);
    fs::create_directories(pair.cluster.path(0, "closed/below"));
    write(pair.cluster.path(0, "closed/below/file"), "content");
    pair.start();
    const Tree before = pair.cluster.tree(1);
    // An event says that something is gone, and then nobody may look whether it is.
    pair.troubles.fails = [](ByteView what, const Bytes& where) {
        return (what == "statEntry" && where.starts_with("closed/")) || (what == "openDirectory" && where == "closed")
                   ? EACCES
                   : 0;
    };
    fs::rename(pair.cluster.path(0, "closed/below"), pair.cluster.path(0, "closed/other"));
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(1), before);
    pair.heal();
    pair.rescan();
    QCOMPARE(pair.cluster.tree(1), pair.cluster.tree(0));
    QVERIFY(pair.cluster.tree(1).contains("closed/other/file"));
}

void TstDiskGuards::aFileThatCannotBeReadIsNamed_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("advice");
    QTest::newRow("no permission") << QByteArray("openFile") << EACCES << QByteArray("readable");
    QTest::newRow("a bad sector") << QByteArray("read") << EIO << QByteArray("disk may be failing");
}

void TstDiskGuards::aFileThatCannotBeReadIsNamed()
{
    QFETCH(QByteArray, operation);
    QFETCH(int, error);
    QFETCH(QByteArray, advice);
    Pair pair(3);
    write(pair.cluster.path(0, "file"), "old");
    pair.start();
    pair.troubles.fails = failing(error, operation.toStdString(), "file");
    write(pair.cluster.path(0, "file"), "newer");
    write(pair.cluster.path(0, "other"), "other");
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(1), (Tree{{"file", "f:old"}, {"other", "f:other"}}));
    QVERIFY2(pair.says("file", advice.toStdString()), pair.problem("file").c_str());
    pair.heal();
    pair.rescan();
    QCOMPARE(pair.cluster.tree(1)["file"], Bytes("f:newer"));
    QCOMPARE(pair.problem("file"), Bytes());
}

void TstDiskGuards::aFileThatChangesWhileItIsReadIsReadAnew()
{
    Pair pair(10);
    write(pair.cluster.path(0, "file"), "old");
    pair.start();
    bool changed = false;
    pair.troubles.fails = [&](ByteView what, const Bytes& where) {
        if (what == "read" && where == "file" && !std::exchange(changed, true))
            std::ofstream(pair.cluster.path(0, "file"), std::ios::app) << ", and its end";
        return 0;
    };
    bool half = false;
    pair.cluster.intercept = [&](size_t, size_t, protocol::Message& message) {
        if (const auto* records = std::get_if<protocol::Records>(&message)) {
            for (const protocol::RecordItem& item : records->items)
                half |= item.content == "a beginning";
        }
        return true;
    };
    write(pair.cluster.path(0, "file"), "a beginning");
    pair.cluster.settle();
    QVERIFY(changed);
    QVERIFY(!half);
    QCOMPARE(pair.cluster.tree(1), (Tree{{"file", "f:a beginning, and its end"}}));
    QCOMPARE(pair.cluster.archived(1), std::vector<Bytes>{"old"}); // half of it was nowhere
}

void TstDiskGuards::aFileThatChangesWhileItIsServedIsNotServed_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("with its record") << 100;
    QTest::newRow("when it is asked for") << 300'000;
}

void TstDiskGuards::aFileThatChangesWhileItIsServedIsNotServed()
{
    QFETCH(int, size);
    const Bytes after(static_cast<size_t>(size), 'b'); // as long as before
    Pair pair(11);
    write(pair.cluster.path(0, "file"), Bytes(after.size(), 'a'));
    pair.cluster.start(0);
    pair.cluster.settle();
    bool armed = size < 1'000;
    bool changed = false;
    pair.troubles.fails = [&](ByteView what, const Bytes& where) {
        if (armed && what == "read" && where == "file" && !std::exchange(changed, true))
            write(pair.cluster.path(0, "file"), after);
        return 0;
    };
    size_t refused = 0;
    pair.cluster.intercept = [&](size_t from, size_t, protocol::Message& message) {
        armed |= std::holds_alternative<protocol::ContentRequest>(message);
        const auto* reply = std::get_if<protocol::ContentReply>(&message);
        refused += reply && from == 0 && reply->status == protocol::ContentStatus::Changed;
        return true;
    };
    pair.cluster.start(1);
    pair.cluster.connectAll();
    pair.cluster.settle();
    QVERIFY(changed);
    QCOMPARE(refused > 0, size > 1'000);
    QVERIFY(pair.cluster.misbehaviour().empty()); // whoever serves what it did not announce lies
    QCOMPARE(pair.cluster.tree(1), (Tree{{"file", "f:" + after}}));
}

void TstDiskGuards::whatCannotBeWrittenArrivesLater_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("the disk is full") << QByteArray("write") << ENOSPC << QByteArray("No space left");
    QTest::newRow("the quota is used up") << QByteArray("write") << EDQUOT << QByteArray("quota");
    QTest::newRow("it fails when it is flushed") << QByteArray("syncData") << EIO << QByteArray("Input/output");
    QTest::newRow("the quota is told when it is flushed") << QByteArray("syncData") << EDQUOT << QByteArray("quota");
}

void TstDiskGuards::whatCannotBeWrittenArrivesLater()
{
    QFETCH(QByteArray, operation);
    QFETCH(int, error);
    QFETCH(QByteArray, reason);
    Pair pair(4);
    write(pair.cluster.path(1, "edited"), "old");
    pair.start();
    pair.troubles.fails = failing(error, operation.toStdString(), "");
    write(pair.cluster.path(1, "edited"), "new content");
    write(pair.cluster.path(1, "made"), "made");
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(0), (Tree{{"edited", "f:old"}}));
    for (const Bytes& path : {Bytes("edited"), Bytes("made")})
        QVERIFY2(pair.says(path, reason.toStdString()), pair.problem(path).c_str());
    write(pair.cluster.path(0, "own"), "what is here is served all the same");
    pair.cluster.settle();
    QVERIFY(pair.cluster.tree(1).contains("own"));

    pair.heal();
    pair.cluster.settle();
    pair.cluster.settle(); // the pauses between tries had grown
    QCOMPARE(pair.cluster.tree(0), pair.cluster.tree(1));
    QCOMPARE(pair.problem("edited") + pair.problem("made"), Bytes());
    QCOMPARE(pair.cluster.archived(0), std::vector<Bytes>{"old"}); // and nothing half made
}

void TstDiskGuards::aReadOnlyDiskGoesOnServing()
{
    Pair pair(5);
    fs::create_directories(pair.cluster.path(1, "going"));
    write(pair.cluster.path(1, "edited"), "old");
    write(pair.cluster.path(1, "deleted"), "old");
    write(pair.cluster.path(1, "kept"), "old");
    pair.start();
    pair.troubles.readOnly = true;
    write(pair.cluster.path(1, "edited"), "new");
    write(pair.cluster.path(1, "made"), "made");
    fs::remove(pair.cluster.path(1, "deleted"));
    fs::remove(pair.cluster.path(1, "going"));
    fs::create_directories(pair.cluster.path(1, "dir/below"));
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(0),
             (Tree{{"deleted", "f:old"}, {"edited", "f:old"}, {"going", "d"}, {"kept", "f:old"}}));
    QVERIFY2(pair.says("", "read-only"), "nothing says so");
    QCOMPARE(pair.problem("edited"), Bytes()); // one problem of the share, not one of each file
    const size_t third = pair.cluster.add();
    pair.cluster.start(third);
    pair.cluster.connect(0, third);
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(third)["kept"], Bytes("f:old"));
    QVERIFY(!pair.cluster.tree(third).contains("deleted")); // records go on, whatever this disk shows

    pair.heal();
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(0), pair.cluster.tree(1));
    QCOMPARE(pair.problem(""), Bytes());
}

void TstDiskGuards::tooManyOpenFilesMakeTheShareWait()
{
    Pair pair(6);
    fs::create_directories(pair.cluster.path(0, "d"));
    write(pair.cluster.path(0, "d/file"), "old");
    pair.start();
    pair.troubles.fails = [](ByteView what, const Bytes&) {
        return what == "openDirectory" || what == "openFile" || what == "createUnnamed" || what == "createNamed"
                   ? EMFILE
                   : 0;
    };
    write(pair.cluster.path(0, "d/file"), "mine");
    write(pair.cluster.path(1, "theirs"), "theirs");
    fs::create_directories(pair.cluster.path(0, "new"));
    pair.cluster.worker(0).rescan();
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(1)["d/file"], Bytes("f:old"));
    QVERIFY2(pair.says("", "RLIMIT_NOFILE"), pair.problem("").c_str());
    QCOMPARE(pair.cluster.worker(0).status().stopped.text(), Bytes());

    pair.heal();
    pair.cluster.settle();
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(1)["d/file"], Bytes("f:mine"));
    QCOMPARE(pair.cluster.tree(0), pair.cluster.tree(1));
    QVERIFY(pair.cluster.tree(1).contains("new"));
    QCOMPARE(pair.problem(""), Bytes());
}

void TstDiskGuards::aDirectoryThatWaitsForADescriptorIsNotMissing_data()
{
    QTest::addColumn<bool>("events");
    QTest::newRow("found by its event") << true;
    QTest::newRow("found by a scan") << false;
}

// One descriptor is left, so that the directory above can be listed.
void TstDiskGuards::aDirectoryThatWaitsForADescriptorIsNotMissing()
{
    QFETCH(bool, events);
    PoorWatcher::Limits limits{events ? SIZE_MAX : 0, false};
    Pair pair(10, watchedBy(limits));
    fs::create_directories(pair.cluster.path(0, "moving/below"));
    write(pair.cluster.path(0, "moving/below/file"), "content");
    pair.start();
    pair.troubles.fails = [](ByteView what, const Bytes& where) {
        const bool in = where.starts_with("new") || where.starts_with("moved");
        return what == "openDirectory" && in ? EMFILE : 0;
    };
    fs::create_directories(pair.cluster.path(0, "new"));
    write(pair.cluster.path(0, "new/file"), "new");
    fs::rename(pair.cluster.path(0, "moving"), pair.cluster.path(0, "moved"));
    pair.rescan();
    QVERIFY2(pair.says("", "RLIMIT_NOFILE"), pair.problem("").c_str());
    QCOMPARE(pair.cluster.worker(0).status().stopped.text(), Bytes());
    QVERIFY(pair.cluster.tree(1).contains("moving/below/file"));

    pair.heal();
    pair.cluster.settle();
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(1), pair.cluster.tree(0));
    QCOMPARE(pair.cluster.tree(1)["new/file"], Bytes("f:new"));
    QCOMPARE(pair.cluster.tree(1)["moved/below/file"], Bytes("f:content"));
    QVERIFY(pair.cluster.archived(1).empty()); // it was moved there, too
    if (events)
        QCOMPARE(pair.problem(""), Bytes());
}

void TstDiskGuards::theWatchLimitIsNamedAndRescansGoOn()
{
    PoorWatcher::Limits limits{1, false};
    Pair pair(7, watchedBy(limits));
    fs::create_directories(pair.cluster.path(0, "unwatched"));
    write(pair.cluster.path(0, "unwatched/file"), "old");
    pair.start();
    QVERIFY2(pair.says("", "max_user_watches"), pair.problem("").c_str());
    write(pair.cluster.path(0, "unwatched/file"), "newer");
    pair.cluster.settle(); // more than half a minute
    QCOMPARE(pair.cluster.tree(1)["unwatched/file"], Bytes("f:newer"));

    limits.watches = SIZE_MAX;
    pair.cluster.settle();
    QCOMPARE(pair.problem(""), Bytes());
    write(pair.cluster.path(0, "unwatched/file"), "newest, seen at once");
    pair.cluster.run(1'000'000); // without any time passing
    QCOMPARE(pair.cluster.tree(1)["unwatched/file"], Bytes("f:newest, seen at once"));
}

void TstDiskGuards::aQueueOverflowIsFollowedByAScan()
{
    PoorWatcher::Limits limits;
    Pair pair(8, watchedBy(limits));
    fs::create_directories(pair.cluster.path(0, "d"));
    write(pair.cluster.path(0, "d/edited"), "old");
    write(pair.cluster.path(0, "d/deleted"), "old");
    pair.start();
    limits.overflow = true;
    write(pair.cluster.path(0, "d/edited"), "new content");
    fs::remove(pair.cluster.path(0, "d/deleted"));
    write(pair.cluster.path(0, "made"), "made");
    pair.cluster.settle();
    QCOMPARE(pair.cluster.tree(1), (Tree{{"d", "d"}, {"d/edited", "f:new content"}, {"made", "f:made"}}));
}

// The root of every file system of a kind has the same inode number.
void TstDiskGuards::aFolderOnAnotherDeviceIsAnotherFolder()
{
    Pair pair(9);
    write(pair.cluster.path(0, "file"), "content");
    pair.start();
    ++pair.troubles.device;
    bool noticed = false;
    for (int i = 0; i < 60 && !noticed; ++i) {
        pair.cluster.clock(0).advance(std::chrono::milliseconds(250));
        pair.cluster.run(1'000'000);
        noticed = pair.cluster.worker(0).status().state == engine::ShareState::Stopped;
    }
    QVERIFY(noticed);
    QVERIFY2(pair.says("", "replaced"), pair.problem("").c_str());
    pair.cluster.settle(); // it has the right marker: all goes on
    QCOMPARE(pair.cluster.worker(0).status().stopped.text(), Bytes());
    QCOMPARE(pair.cluster.tree(1), pair.cluster.tree(0));
}

void TstDiskGuards::aFolderThatCannotBeOpenedHasItsOwnAdvice_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("advice");
    QTest::newRow("it is not there") << ENOENT << QByteArray("mount its disk");
    QTest::newRow("it belongs to another user") << EACCES << QByteArray("let the user that shoald runs as");
    QTest::newRow("its disk fails") << EIO << QByteArray("a disk may be failing");
    QTest::newRow("its disk is full") << ENOSPC << QByteArray("make room");
}

void TstDiskGuards::aFolderThatCannotBeOpenedHasItsOwnAdvice()
{
    QFETCH(int, error);
    QFETCH(QByteArray, advice);
    Pair pair(40);
    pair.troubles.fails = [error](ByteView what, const Bytes& path) {
        return what == "openDirectory" && path.empty() ? error : 0;
    };
    pair.cluster.start(0);
    pair.cluster.run(1'000);
    QVERIFY2(pair.says("", advice.toStdString()), pair.problem("").c_str());
    QVERIFY2(pair.says("", "tried again every 10 seconds"), pair.problem("").c_str());
    pair.heal();
    pair.cluster.clock(0).advance(std::chrono::seconds(10));
    pair.cluster.settle();
    QCOMPARE(pair.problem(""), Bytes());
}

QTEST_GUILESS_MAIN(TstDiskGuards)
#include "tst_disk_guards.moc"
