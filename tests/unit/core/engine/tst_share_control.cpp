// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace shoal;
using engine::HistoryEvent;
using engine::KeepChoice;
using test::Cluster;
using test::write;

namespace {

using Tree = std::map<Bytes, Bytes>;

// "event path [<from] [@peer]", newest first.
std::vector<Bytes> historyOf(engine::ShareWorker& worker, const Bytes& search = {})
{
    static const std::vector<Bytes> kNames{"?",     "added",    "changed",  "deleted",
                                           "moved", "conflict", "restored", "archived"};
    std::vector<Bytes> lines;
    const auto page = worker.history({0, search, 1'000});
    if (!page)
        return {page.error().context};
    for (const auto& [number, event] : page->entries)
        lines.push_back(kNames[static_cast<size_t>(event.kind)] + " " + event.path +
                        (event.from.empty() ? "" : " <" + event.from) + (event.peer.empty() ? "" : " @" + event.peer));
    return lines;
}

bool has(const std::vector<Bytes>& lines, const Bytes& line)
{
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

// Two devices that wrote `name` while they were apart; node 0's version is the newer one.
void makeConflict(Cluster& cluster, const Bytes& name)
{
    write(cluster.path(1, name), "first");
    cluster.settle();
    cluster.disconnect(0, 1);
    write(cluster.path(1, name), "of node1");
    cluster.settle();
    write(cluster.path(0, name), "of node0, newer");
    cluster.settle();
    cluster.connect(0, 1);
    cluster.settle();
}

struct Pair : Cluster
{
    explicit Pair(uint64_t seed, test::NodeOptions second = {}) : Cluster(seed)
    {
        add();
        add(second);
        start(0);
        start(1);
        connectAll();
        settle();
    }
};

} // namespace

// What people ask of a share and do with it.
class TstShareControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void historyTellsWhatHappenedAndWho();
    void historyOutlivesARestart();
    void conflictsAreListedAndCounted();
    void keepThisArchivesTheCopy();
    void keepThatArchivesWhatHadTheName();
    void keepBothMakesTheCopyAnOrdinaryFile();
    void keepingWorksWithTheArchiveOff();
    void aChangedCopyIsNotResolved();
    void onlyConflictCopiesOfWritersAreResolved();
    void theArchiveIsListedInPages();
    void aDeletedFileIsRestoredAndSpreads();
    void restoringKeepsWhatIsAtThePlace();
    void restoringNeverLeavesTheShare_data();
    void restoringNeverLeavesTheShare();
    void aReaderRestoresOnlyBesideTheShare();
    void theIgnoreListIsTestedAndReplaced();
    void aWrongIgnoreListIsRefusedWithItsLine();
    void whyNamesWhoMadeWhatIsMissing();
    void whatHasComeOfALargeFileIsNotPending();
    void theRateOfWhatDoesNotComeAnyMoreGoesDownToNothing();
    void whyTellsWhatAPeerLacks();
    void whyOfADirectoryTellsOfEverythingBelow();
    void whyOfAFileNamesThosePeersThatMayLackIt();
    void deletingEverywhereWantsTheNumber();
};

void TstShareControl::historyTellsWhatHappenedAndWho()
{
    Pair cluster(1);
    write(cluster.path(0, "a"), "1");
    cluster.settle();
    write(cluster.path(0, "a"), "two");
    cluster.settle();
    fs::rename(cluster.path(0, "a"), cluster.path(0, "b"));
    cluster.settle();
    fs::remove(cluster.path(1, "b"));
    cluster.settle();
    QCOMPARE(historyOf(cluster.worker(0)),
             (std::vector<Bytes>{"deleted b @node1", "moved b <a", "changed a", "added a"}));
    QCOMPARE(historyOf(cluster.worker(1)),
             (std::vector<Bytes>{"deleted b", "moved b <a @node0", "changed a @node0", "added a @node0"}));
    QCOMPARE(historyOf(cluster.worker(1), "NODE0").size(), size_t{3});
    const auto first = cluster.worker(1).history({0, {}, 2});
    QVERIFY(first && first->more);
    const auto second = cluster.worker(1).history({first->entries.back().first, {}, 2});
    QVERIFY(second && !second->more);
    QCOMPARE(second->entries.back().second.path, Bytes("a"));
    QCOMPARE(second->entries.back().second.size, uint64_t{1});
}

void TstShareControl::historyOutlivesARestart()
{
    Pair cluster(2);
    write(cluster.path(0, "a"), "1");
    cluster.settle();
    cluster.stop(1);
    // What a crash may leave at the end is cut off.
    std::ofstream(cluster.indexPath(1) + ".history", std::ios::app | std::ios::binary) << Bytes("\0\0\0\x09torn", 8);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(0, "b"), "2");
    cluster.settle();
    QCOMPARE(historyOf(cluster.worker(1)), (std::vector<Bytes>{"added b @node0", "added a @node0"}));
}

void TstShareControl::conflictsAreListedAndCounted()
{
    Pair cluster(3);
    write(cluster.path(0, "early.txt"), "so that node 1 knows whose work node 0's is");
    cluster.settle();
    makeConflict(cluster, "report.txt");
    std::set<std::pair<DeviceId, DeviceId>> authors; // of the copy, and of the original
    for (const size_t node : {0, 1}) {
        const auto conflicts = cluster.worker(node).conflicts({}, 10);
        QVERIFY(conflicts);
        QCOMPARE(conflicts->size(), size_t{1});
        const engine::ConflictItem& item = conflicts->front();
        QCOMPARE(item.original, Bytes("report.txt"));
        QVERIFY(item.path.starts_with("report.conflict-"));
        QCOMPARE(item.author.name, Bytes(node == 0 ? "node1" : ""));
        QVERIFY(item.originalAuthor);
        QCOMPARE(item.originalAuthor->name, Bytes(node == 1 ? "node0" : ""));
        QVERIFY(item.author.device && item.originalAuthor->device);
        authors.insert({*item.author.device, *item.originalAuthor->device});
        QCOMPARE(item.size, uint64_t{8});
        QCOMPARE(item.originalSize.value_or(0), uint64_t{15});
        QCOMPARE(cluster.worker(node).status().conflicts, uint64_t{1});
        QVERIFY(cluster.worker(node).conflicts(item.cursor, 10)->empty());
    }
    QCOMPARE(authors.size(), size_t{1}); // both tell the same
    QVERIFY(authors.begin()->first != authors.begin()->second);
    cluster.stop(0);
    cluster.start(0);
    cluster.settle();
    QCOMPARE(cluster.worker(0).status().conflicts, uint64_t{1});
    QVERIFY(
        has(historyOf(cluster.worker(0)), "conflict " + cluster.worker(0).conflicts({}, 1)->front().path + " @node1"));
}

void TstShareControl::keepThisArchivesTheCopy()
{
    Pair cluster(4);
    makeConflict(cluster, "f");
    const auto kept = cluster.worker(1).resolve(cluster.worker(1).conflicts({}, 1)->front().path, KeepChoice::This);
    QVERIFY(kept);
    QCOMPARE(*kept, Bytes("f"));
    cluster.settle();
    for (const size_t node : {0, 1}) {
        QCOMPARE(cluster.tree(node), (Tree{{"f", "f:of node0, newer"}}));
        QCOMPARE(cluster.worker(node).status().conflicts, uint64_t{0});
        QVERIFY(has(cluster.archived(node), "of node1"));
    }
}

void TstShareControl::keepThatArchivesWhatHadTheName()
{
    Pair cluster(5);
    makeConflict(cluster, "f");
    const auto kept = cluster.worker(0).resolve(cluster.worker(0).conflicts({}, 1)->front().path, KeepChoice::That);
    QVERIFY(kept);
    QCOMPARE(*kept, Bytes("f"));
    cluster.settle();
    for (const size_t node : {0, 1}) {
        QCOMPARE(cluster.tree(node), (Tree{{"f", "f:of node1"}}));
        QVERIFY(has(cluster.archived(node), "of node0, newer"));
    }
    // Where the original is gone, the copy just takes the name.
    makeConflict(cluster, "g");
    fs::remove(cluster.path(0, "g"));
    cluster.settle();
    const Bytes copy = cluster.worker(0).conflicts({}, 1)->front().path;
    QVERIFY(!cluster.worker(0).resolve(copy, KeepChoice::This));
    QVERIFY(cluster.worker(0).resolve(copy, KeepChoice::That));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"f", "f:of node1"}, {"g", "f:of node1"}}));
}

void TstShareControl::keepBothMakesTheCopyAnOrdinaryFile()
{
    Pair cluster(6);
    makeConflict(cluster, "f.txt");
    const auto kept = cluster.worker(0).resolve(cluster.worker(0).conflicts({}, 1)->front().path, KeepChoice::Both);
    QVERIFY(kept);
    QVERIFY2(kept->starts_with("f (node1 ") && kept->ends_with(").txt"), kept->c_str());
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"f.txt", "f:of node0, newer"}, {*kept, "f:of node1"}}));
    QCOMPARE(cluster.worker(1).status().conflicts, uint64_t{0});
    makeConflict(cluster, "f.txt");
    const auto again = cluster.worker(0).resolve(cluster.worker(0).conflicts({}, 1)->front().path, KeepChoice::Both);
    QVERIFY(again);
    QVERIFY2(again->ends_with(" 2).txt"), again->c_str());
}

void TstShareControl::keepingWorksWithTheArchiveOff()
{
    Cluster cluster(7);
    cluster.add({false, false, false});
    cluster.add({false, false, false});
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    makeConflict(cluster, "f");
    QVERIFY(cluster.worker(0).resolve(cluster.worker(0).conflicts({}, 1)->front().path, KeepChoice::This));
    cluster.settle();
    QVERIFY(has(cluster.archived(0), "of node1"));
}

void TstShareControl::aChangedCopyIsNotResolved()
{
    Pair cluster(8);
    makeConflict(cluster, "f");
    const Bytes copy = cluster.worker(0).conflicts({}, 1)->front().path;
    write(cluster.path(0, copy), "somebody works on it");
    for (const KeepChoice keep : {KeepChoice::This, KeepChoice::That, KeepChoice::Both})
        QCOMPARE(cluster.worker(0).resolve(copy, keep).error().code, ErrorCode::Changed);
    cluster.settle();
    write(cluster.path(0, "f"), "and on the other");
    QCOMPARE(cluster.worker(0).resolve(copy, KeepChoice::That).error().code, ErrorCode::Changed);
    {
        cluster.settle();
        std::ofstream open(cluster.path(0, copy), std::ios::app);
        const auto busy = cluster.worker(0).resolve(copy, KeepChoice::This);
        QVERIFY(!busy);
        QCOMPARE(busy.error().code, ErrorCode::Busy);
    }
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"f", "f:and on the other"}, {copy, "f:somebody works on it"}}));
}

void TstShareControl::onlyConflictCopiesOfWritersAreResolved()
{
    Cluster cluster(9);
    cluster.add();
    cluster.add();
    cluster.add({true});
    for (const size_t node : {0, 1, 2})
        cluster.start(node);
    cluster.connect(0, 1); // the third would pass on between them
    cluster.settle();
    makeConflict(cluster, "f");
    cluster.connectAll();
    cluster.settle();
    const Bytes copy = cluster.worker(0).conflicts({}, 1)->front().path;
    QCOMPARE(cluster.worker(2).resolve(copy, KeepChoice::This).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(cluster.worker(0).resolve("f", KeepChoice::This).error().code, ErrorCode::InvalidArgument);
    for (const Bytes& bad : {"../" + copy, "/" + copy, ".sync/" + copy, Bytes(), "x/../" + copy})
        QVERIFY(!cluster.worker(0).resolve(bad, KeepChoice::This));
    QVERIFY(cluster.tree(0).contains(copy));
}

void TstShareControl::theArchiveIsListedInPages()
{
    Pair cluster(10);
    fs::create_directories(cluster.path(0, "dir/sub"));
    for (const Bytes name : {"a.txt", "dir/b", "dir/sub/c.tar.gz", "dir.txt"})
        write(cluster.path(0, name), "old " + name);
    cluster.settle();
    for (const Bytes name : {"a.txt", "dir/b", "dir/sub/c.tar.gz", "dir.txt"})
        fs::remove(cluster.path(0, name));
    cluster.settle();
    std::vector<Bytes> paths;
    engine::ArchiveQuery query;
    query.limit = 1;
    do {
        const auto page = cluster.worker(1).archive(query);
        QVERIFY(page);
        for (const auto& version : page->versions)
            paths.push_back(version.path);
        query.after = page->next;
    } while (!query.after.empty());
    QCOMPARE(paths, (std::vector<Bytes>{"a.txt", "dir/b", "dir/sub/c.tar.gz", "dir.txt"}));
    QCOMPARE(cluster.worker(1).archive({"dir", {}, {}, 10})->versions.size(), size_t{2});
    QCOMPARE(cluster.worker(1).archive({{}, "SUB/", {}, 10})->versions.size(), size_t{1});
    QCOMPARE(cluster.worker(1).archive({"dir/b", {}, {}, 10})->versions.front().size, uint64_t{9});
    QVERIFY(!cluster.worker(1).archive({"../..", {}, {}, 10}));
}

void TstShareControl::aDeletedFileIsRestoredAndSpreads()
{
    Pair cluster(11);
    fs::create_directories(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/f"), "precious");
    fs::permissions(cluster.path(0, "dir/f"), fs::perms::owner_all);
    cluster.settle();
    fs::remove_all(cluster.path(0, "dir"));
    cluster.settle();
    const Bytes archived = cluster.worker(1).archive({})->versions.at(0).archived;
    QCOMPARE(archived, Bytes("dir/f.1"));
    const auto restored = cluster.worker(1).restore(archived, std::nullopt);
    QVERIFY2(restored.has_value(), restored ? "" : restored.error().context.c_str());
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"dir", "d"}, {"dir/f", "f:precious"}}));
    QCOMPARE(fs::status(cluster.path(1, "dir/f")).permissions(), fs::perms::owner_all);
    QVERIFY(has(historyOf(cluster.worker(1)), "restored dir/f"));
    QVERIFY(!has(historyOf(cluster.worker(1)), "added dir/f"));
    // It is not there any more.
    QCOMPARE(cluster.worker(1).restore(archived, std::nullopt).error().code, ErrorCode::NotFound);
}

void TstShareControl::restoringKeepsWhatIsAtThePlace()
{
    Pair cluster(12);
    write(cluster.path(0, "f"), "one");
    cluster.settle();
    write(cluster.path(0, "f"), "two");
    cluster.settle();
    const auto restored = cluster.worker(1).restore("f.1", std::nullopt);
    QVERIFY(restored);
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"f", "f:one"}}));
    QVERIFY(has(cluster.archived(1), "two"));
    // A directory is in the way: nothing has happened.
    fs::create_directories(cluster.path(1, "d"));
    cluster.settle();
    const auto versions = cluster.worker(1).archive({})->versions;
    QVERIFY(!cluster.worker(1).restore(versions.at(0).archived, Bytes("d")));
    QCOMPARE(cluster.worker(1).archive({})->versions.size(), versions.size());
    QVERIFY(cluster.worker(1).restore(versions.at(0).archived, Bytes("d/x/copy")));
    cluster.settle();
    QCOMPARE(cluster.tree(0).at("d/x/copy"), Bytes("f:two"));
}

void TstShareControl::restoringNeverLeavesTheShare_data()
{
    QTest::addColumn<QByteArray>("archived");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("out of the archive") << QByteArray("../ID") << QByteArray("x");
    QTest::newRow("absolute") << QByteArray("/etc/passwd") << QByteArray("x");
    QTest::newRow("empty") << QByteArray() << QByteArray("x");
    QTest::newRow("to outside") << QByteArray("f.1") << QByteArray("../x");
    QTest::newRow("to absolute") << QByteArray("f.1") << QByteArray("/tmp/x");
    QTest::newRow("to the service folder") << QByteArray("f.1") << QByteArray(".sync/ID");
    QTest::newRow("to the root itself") << QByteArray("f.1") << QByteArray("");
    QTest::newRow("with a zero byte") << QByteArray("f.1") << QByteArray("a\0b", 3);
    QTest::newRow("through a link") << QByteArray("f.1") << QByteArray("link/x");
    QTest::newRow("from behind a link") << QByteArray("out/secret") << QByteArray("x");
    QTest::newRow("to an ignored name") << QByteArray("f.1") << QByteArray("x.ignored");
}

void TstShareControl::restoringNeverLeavesTheShare()
{
    QFETCH(const QByteArray, archived);
    QFETCH(const QByteArray, to);
    Pair cluster(13);
    QTemporaryDir outside;
    write(outside.filePath(QStringLiteral("secret")).toStdString(), "secret");
    QVERIFY(cluster.worker(0).setIgnoreList("*.ignored\n"));
    write(cluster.path(0, "f"), "one");
    cluster.settle();
    fs::remove(cluster.path(1, "f"));
    fs::create_symlink(outside.path().toStdString(), cluster.path(0, "link"));
    cluster.settle();
    fs::create_symlink(outside.path().toStdString(), cluster.path(0, ".sync/Archive/out"));
    QVERIFY(!cluster.worker(0).restore(archived.toStdString(), to.toStdString()));
    QVERIFY(fs::exists(cluster.path(0, ".sync/Archive/f.1")));
    QVERIFY(fs::exists(cluster.path(0, ".sync/ID")));
    QVERIFY(!fs::exists(outside.filePath(QStringLiteral("x")).toStdString()));
    QVERIFY(fs::exists(outside.filePath(QStringLiteral("secret")).toStdString()));
}

void TstShareControl::aReaderRestoresOnlyBesideTheShare()
{
    Pair cluster(14, {true});
    write(cluster.path(0, "f"), "one");
    cluster.settle();
    write(cluster.path(0, "f"), "two");
    cluster.settle();
    QCOMPARE(cluster.worker(1).restore("f.1", std::nullopt).error().code, ErrorCode::InvalidArgument);
    QVERIFY(cluster.worker(1).restore("f.1", Bytes("mine")));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"f", "f:two"}, {"mine", "f:one"}}));
    QCOMPARE(cluster.tree(0), (Tree{{"f", "f:two"}}));
}

void TstShareControl::theIgnoreListIsTestedAndReplaced()
{
    Pair cluster(15);
    write(cluster.path(1, "a.log"), "stays here");
    QVERIFY(cluster.worker(1).setIgnoreList("# mine\n*.log\n/build/\n"));
    cluster.settle();
    QVERIFY(!cluster.tree(0).contains("a.log"));
    QCOMPARE(*cluster.worker(1).ignoreList(), Bytes("# mine\n*.log\n/build/\n"));
    const auto verdict = cluster.worker(1).ignoreTest("sub/b.log");
    QVERIFY(verdict && verdict->ignored);
    QCOMPARE(verdict->rule, Bytes("*.log"));
    QCOMPARE(verdict->line, size_t{2});
    const auto trial = cluster.worker(1).tryIgnoreList("*.txt\n", {"a.txt", "a.log", "build/"});
    QVERIFY(trial && trial->mistake.empty());
    QCOMPARE(trial->verdicts.size(), size_t{3});
    QVERIFY(trial->verdicts[0].ignored && !trial->verdicts[1].ignored && !trial->verdicts[2].ignored);
    const auto mistaken = cluster.worker(1).tryIgnoreList("a/../b\n", {"a.txt"});
    QVERIFY(mistaken && !mistaken->mistake.empty() && mistaken->verdicts.empty());
    QVERIFY(cluster.worker(1).ignoreTest("build/")->ignored);
    QVERIFY(!cluster.worker(1).ignoreTest("build")->ignored);
    fs::create_directories(cluster.path(1, "build"));
    QVERIFY(cluster.worker(1).ignoreTest(cluster.path(1, "build"))->ignored);
    write(cluster.path(0, "b.log"), "of node0");
    cluster.settle();
    QVERIFY(!cluster.tree(1).contains("b.log"));
    QCOMPARE(cluster.worker(1).why("b.log").front().state, Bytes("ignored"));
    // Without the rule what was ignored is synced both ways.
    QVERIFY(cluster.worker(1).setIgnoreList(""));
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.tree(1).at("b.log"), Bytes("f:of node0"));
}

void TstShareControl::aWrongIgnoreListIsRefusedWithItsLine()
{
    Pair cluster(16);
    QVERIFY(cluster.worker(0).setIgnoreList("good\n"));
    const auto refused = cluster.worker(0).setIgnoreList("good\nbad//rule\n");
    QVERIFY(!refused);
    QVERIFY2(refused.error().context.find("line 2") != Bytes::npos, refused.error().context.c_str());
    QCOMPARE(*cluster.worker(0).ignoreList(), Bytes("good\n"));
    QVERIFY(!cluster.worker(0).setIgnoreList(Bytes(2'000'000, 'x')));
}

void TstShareControl::whyNamesWhoMadeWhatIsMissing()
{
    Cluster cluster(17);
    for (int i = 0; i < 3; ++i)
        cluster.add();
    for (const size_t node : {0, 1, 2})
        cluster.start(node);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(0, "small"), "x");
    cluster.settle();
    // Node 1 hears of the file, and node 0 goes away before its content has come.
    cluster.disconnect(0, 1);
    cluster.disconnect(0, 2);
    cluster.disconnect(1, 2);
    write(cluster.path(0, "large"), makeSeededRandom(1)->bytes(20'000'000));
    cluster.settle();
    cluster.connect(0, 1);
    for (int steps = 0; cluster.worker(1).status().pendingFiles == 0 && steps < 10'000; ++steps)
        cluster.run(1);
    cluster.disconnect(0, 1);
    cluster.settle();
    const auto alone = cluster.worker(1).why("large");
    QCOMPARE(alone.size(), size_t{1});
    QCOMPARE(alone.front().state, Bytes("waiting"));
    QVERIFY2(alone.front().reason.text().find("no peer is connected") == 0, alone.front().reason.text().c_str());
    QCOMPARE(alone.front().peer, Bytes("node0"));
    cluster.connect(1, 2);
    cluster.settle();
    const auto among = cluster.worker(1).why("");
    QVERIFY(!among.empty());
    QVERIFY2(among.front().reason.text().find("no connected peer has it") == 0, among.front().reason.text().c_str());
    QVERIFY2(among.front().reason.text().find("last seen") != Bytes::npos, among.front().reason.text().c_str());
    QCOMPARE(among.front().peer, Bytes("node0"));
    QCOMPARE(cluster.worker(1).transfers().queuedFiles, uint64_t{1});
}

// Or progress and time left would stand still for as long as a disk image takes.
void TstShareControl::whatHasComeOfALargeFileIsNotPending()
{
    constexpr uint64_t kSize = 20'000'000;
    Pair cluster(19);
    write(cluster.path(0, "large"), makeSeededRandom(1)->bytes(kSize));
    uint64_t last = kSize;
    size_t times = 0; // that it was less than before, and not all
    do {
        const auto items = cluster.worker(1).transfers().items;
        const uint64_t pending = cluster.worker(1).status().pendingBytes;
        if (items.empty() || pending == 0)
            continue;
        QCOMPARE(pending, kSize - items.front().done);
        QVERIFY(pending <= last);
        times += pending < last ? 1 : 0;
        last = pending;
    } while (cluster.run(1) > 0);
    QVERIFY2(times > 3, std::to_string(times).c_str());
    cluster.settle();
    QCOMPARE(cluster.worker(1).status().pendingBytes, uint64_t{0});
    QCOMPARE(cluster.worker(1).status().pendingFiles, uint64_t{0});
}

void TstShareControl::theRateOfWhatDoesNotComeAnyMoreGoesDownToNothing()
{
    Pair cluster(20);
    write(cluster.path(0, "large"), makeSeededRandom(1)->bytes(20'000'000));
    const auto rate = [&cluster](size_t node) {
        const auto items = cluster.worker(node).transfers().items;
        return items.empty() ? uint64_t{0} : items.front().rate;
    };
    uint64_t up = 0, down = 0;
    for (int seconds = 0; seconds < 60 && down == 0; ++seconds) {
        for (const size_t node : {0, 1})
            cluster.clock(node).advance(std::chrono::seconds(1));
        cluster.run(4);
        down = rate(1);
        up = std::max(up, rate(0));
    }
    QVERIFY(up > 0 && down > 0);
    // The file has begun to come, and stays listed.
    cluster.disconnect(0, 1);
    // What had arrived is counted within a second.
    for (const auto time : {1s, 6s}) {
        cluster.run(10'000);
        for (const size_t node : {0, 1})
            cluster.clock(node).advance(time);
    }
    cluster.run(100);
    QCOMPARE(cluster.worker(1).transfers().items.size(), size_t{1});
    QCOMPARE(rate(1), uint64_t{0});
    QVERIFY(cluster.worker(0).transfers().items.empty());
}

void TstShareControl::whyTellsWhatAPeerLacks()
{
    Pair cluster(18);
    write(cluster.path(0, "f"), "one");
    cluster.settle();
    QVERIFY(cluster.worker(0).why("").empty());
    // A program on node 1 has the file open for writing: it cannot be replaced there.
    std::ofstream open(cluster.path(1, "f"), std::ios::app);
    write(cluster.path(0, "f"), "two");
    cluster.settle();
    const auto items = cluster.worker(0).why("");
    QCOMPARE(items.size(), size_t{1});
    QVERIFY2(items.front().reason.text().find("'node1' lacks 1 file (") == 0, items.front().reason.text().c_str());
    QCOMPARE(items.front().peer, Bytes("node1"));
    QCOMPARE(cluster.worker(1).why("f").front().state, Bytes("blocked"));
}

void TstShareControl::whyOfADirectoryTellsOfEverythingBelow()
{
    Pair cluster(20);
    fs::create_directories(cluster.path(0, "dir/sub/deep"));
    fs::create_directories(cluster.path(0, "dir-2"));
    for (const Bytes name : {"dir/f", "dir/sub/deep/held open", "dir-2/f"})
        write(cluster.path(0, name), "one");
    cluster.settle();
    QCOMPARE(cluster.worker(1).why("dir").front().state, Bytes("in sync"));
    std::ofstream open(cluster.path(1, "dir/sub/deep/held open"), std::ios::app);
    write(cluster.path(0, "dir/sub/deep/held open"), "two");
    cluster.settle();
    for (const Bytes above : {"dir", "dir/sub", "dir/sub/deep"}) {
        const auto items = cluster.worker(1).why(above);
        QCOMPARE(items.size(), size_t{1});
        QCOMPARE(items.front().path, Bytes("dir/sub/deep/held open"));
        QCOMPARE(items.front().state, Bytes("blocked"));
    }
    QCOMPARE(cluster.worker(1).why("dir-2").front().state, Bytes("in sync"));
    QCOMPARE(cluster.worker(1).why("dir/su").front().state, Bytes("unknown"));
    // The content of a new file that has not come is no problem, and waits below all of these, too.
    cluster.disconnect(0, 1);
    write(cluster.path(0, "dir/sub/large"), makeSeededRandom(2)->bytes(20'000'000));
    cluster.settle();
    cluster.connect(0, 1);
    for (int steps = 0; cluster.worker(1).status().pendingFiles < 2 && steps < 10'000; ++steps)
        cluster.run(1);
    cluster.disconnect(0, 1);
    for (const Bytes above : {"dir", "dir/sub"})
        QCOMPARE(cluster.worker(1).why(above).back().path, Bytes("dir/sub/large"));
    QCOMPARE(cluster.worker(1).why("dir").size(), size_t{2});
    QCOMPARE(cluster.worker(1).why("dir/sub/deep").size(), size_t{1});
}

void TstShareControl::whyOfAFileNamesThosePeersThatMayLackIt()
{
    Pair cluster(21);
    write(cluster.path(0, "f"), "one");
    write(cluster.path(0, "g"), "one");
    cluster.settle();
    QCOMPARE(cluster.worker(0).why("f").front().peer, Bytes());
    std::ofstream open(cluster.path(1, "f"), std::ios::app);
    write(cluster.path(0, "f"), "two");
    cluster.settle();
    // Which ones a peer lacks it does not say; that it lacks one is said with each of them.
    for (const Bytes path : {"f", "g"}) {
        const auto item = cluster.worker(0).why(path).front();
        QCOMPARE(item.state, Bytes("in sync"));
        QVERIFY2(item.reason.text().find("'node1' lacks 1 file") != Bytes::npos, item.reason.text().c_str());
        QCOMPARE(item.peer, Bytes("node1"));
        QVERIFY(item.whatToDo.text().find("shoal why") != Bytes::npos);
    }
    // One that is just being sent is known by its name.
    cluster.disconnect(0, 1);
    write(cluster.path(0, "large"), makeSeededRandom(3)->bytes(20'000'000));
    cluster.settle();
    cluster.connect(0, 1);
    engine::WhyItem sent = cluster.worker(0).why("large").front();
    QCOMPARE(sent.state, Bytes("in sync"));
    for (int steps = 0; sent.state == "in sync" && steps < 100'000; ++steps) {
        cluster.run(1);
        sent = cluster.worker(0).why("large").front();
    }
    QCOMPARE(sent.state, Bytes("waiting"));
    QVERIFY2(sent.reason.text().find("'node1' is fetching it") != Bytes::npos, sent.reason.text().c_str());
    QCOMPARE(sent.peer, Bytes("node1"));
}

void TstShareControl::deletingEverywhereWantsTheNumber()
{
    Pair cluster(19);
    for (int i = 0; i < 30; ++i)
        write(cluster.path(0, "f" + std::to_string(i)), "x");
    cluster.settle();
    cluster.stop(1);
    for (int i = 0; i < 25; ++i)
        fs::remove(cluster.path(1, "f" + std::to_string(i)));
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.worker(1).status().state, engine::ShareState::Stopped);
    for (const std::optional<uint64_t>& wrong : {std::optional<uint64_t>(), std::optional<uint64_t>(24)}) {
        const auto refused = cluster.worker(1).confirm(engine::GuardAnswer::DeletedEverywhere, wrong);
        QVERIFY(!refused);
        QVERIFY2(refused.error().context.find("25 files") == 0, refused.error().context.c_str());
    }
    QVERIFY(cluster.worker(1).confirm(engine::GuardAnswer::DeletedEverywhere, 25));
    // More are missing than were confirmed: asked again.
    fs::remove(cluster.path(1, "f25"));
    cluster.settle();
    QCOMPARE(cluster.worker(1).status().state, engine::ShareState::Stopped);
    QCOMPARE(cluster.tree(0).size(), size_t{30});
    QVERIFY(cluster.worker(1).confirm(engine::GuardAnswer::DeletedEverywhere, 26));
    cluster.settle();
    QCOMPARE(cluster.tree(0).size(), size_t{4});
}

QTEST_GUILESS_MAIN(TstShareControl)
#include "tst_share_control.moc"
