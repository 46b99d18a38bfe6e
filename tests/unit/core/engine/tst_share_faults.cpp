// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/apply_group.h"
#include "files.h"
#include "scripted_peer.h"
#include "troubled_file_system.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <functional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;
using shoal::test::ScriptedPeer;
using shoal::test::write;

namespace {

using Tree = std::map<Bytes, Bytes>;

// As a crash leaves it: other bytes, the times that were written down before.
void tear(const Bytes& path, const Bytes& content)
{
    write(path, content);
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(24 * 365 * 3));
}

void setMeta(Cluster& cluster, size_t node, const Bytes& key, const Bytes& value)
{
    auto index = store::Index::open(cluster.indexPath(node));
    if (!index || !(*index)->setMetaDurably(key, value) || !(*index)->checkpoint())
        qFatal("cannot change the index");
}

// What the index says of a file in the root.
void changeRow(Cluster& cluster, size_t node, const Bytes& name, const std::function<void(store::FileRow&)>& change)
{
    auto index = store::Index::open(cluster.indexPath(node));
    auto transaction = index ? store::Transaction::begin(**index) : fail(index.error());
    auto row = index ? (*index)->file(store::kRootDirNo, name) : fail(index.error());
    if (!transaction || !row || !*row)
        qFatal("it is not in the index");
    change(**row);
    if (!(*index)->putFile(**row) || !transaction->commit())
        qFatal("cannot change the index");
}

// A machine that was started then; `startedNs` is borrowed, and may change.
test::NodeOptions bootedAt(const int64_t& startedNs, test::NodeOptions options = {})
{
    options.machine.bootTimeNs = [&startedNs] { return startedNs; };
    return options;
}

// Both have three files; replica 0 is stopped.
void beginAndStop(Cluster& cluster)
{
    cluster.makeTwo();
    for (const char* name : {"stays", "deleted", "edited"})
        write(cluster.path(0, name), "old");
    cluster.settle();
    cluster.stop(0);
}

// Replica 0 goes on, files are deleted, edited and added, and it is stopped again. Returns what both show then.
Tree goOn(Cluster& cluster)
{
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    fs::remove(cluster.path(0, "deleted"));
    write(cluster.path(0, "edited"), "new");
    write(cluster.path(1, "added"), "there");
    cluster.settle();
    Tree tree = cluster.tree(1);
    cluster.stop(0);
    return tree;
}

// Until it is healed, what people write in the folder does not get from memory to this disk.
struct SlowDisk
{
    SlowDisk()
    {
        troubles.fails = [](ByteView operation, const Bytes& path) {
            return operation == "syncData" && !path.starts_with(".sync/") ? EIO : 0;
        };
    }
    test::NodeOptions options() const
    {
        test::NodeOptions options;
        options.openFolder = [this](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
        return options;
    }
    void heal()
    {
        troubles.fails = [](ByteView, const Bytes&) { return 0; };
    }
    test::Troubles troubles;
};

// The machine went down, and not just the process.
void crashMachine(Cluster& cluster, size_t node)
{
    cluster.crash(node);
    setMeta(cluster, node, "boot", "another boot");
}

// As if it had been killed when it was to show this file: right before, while it lies in staging under that name, or
// (without one) right after.
void crashWhileShowing(Cluster& cluster, size_t node, const Bytes& name, const Bytes& stagedName = {},
                       const test::Troubles& troubles = {})
{
    cluster.crash(node);
    auto files = test::TroubledFileSystem::open(troubles, cluster.folder(node).toStdString());
    auto place = files ? (*files)->openDirectory(stagedName.empty() ? "" : ".sync/Staging") : fail(files.error());
    auto stat = place ? (*place)->statEntry(stagedName.empty() ? name : stagedName) : fail(place.error());
    if (!stat)
        qFatal("there is no such file");
    auto index = store::Index::open(cluster.indexPath(node));
    auto row = index ? (*index)->file(store::kRootDirNo, name) : fail(index.error());
    if (!row || !*row)
        qFatal("it is not in the index");
    const engine::ApplyIntent intent{store::kRootDirNo, name, name, stagedName, engine::seenOf(*stat), (*row)->record};
    if (!(*index)->putGroupDurably(1, engine::encodeIntents({intent})) || !(*index)->checkpoint())
        qFatal("cannot change the index");
}

std::vector<Bytes> besideIndex(const Cluster& cluster, size_t node, const Bytes& mark)
{
    std::vector<Bytes> found;
    for (const auto& entry : fs::directory_iterator(fs::path(cluster.indexPath(node)).parent_path())) {
        if (entry.path().filename().string().find(mark) != Bytes::npos)
            found.push_back(entry.path().filename().string());
    }
    return found;
}

void copyIndex(const Bytes& from, const Bytes& to)
{
    for (const char* part : {"", "-wal"}) {
        fs::remove(to + part);
        if (fs::exists(from + part))
            fs::copy_file(from + part, to + part);
    }
}

} // namespace

// What befalls a device from outside: wrong clocks, damaged, lost and restored indexes, copies, crashes of the machine.
class TstShareFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clocksADayApartConverge();
    void aDamagedIndexIsKeptAsideAndNothingIsDeleted();
    void aLostIndexBringsNothingBack();
    void anIndexFromABackupIsNotBelieved();
    void anIndexFromABackupThatLooksRightLosesNothing();
    void aFolderFromABackupIsNotBelieved();
    void aCoarseTimeAfterACrashIsNoEdit();
    void whatWasShownInAWholeSecondBeforeACrashIsNoEdit();
    void whatIsDoneToAFileThatWasJustShownIsSeen();
    void anEditThatACrashPutBackIntoStagingIsKept();
    void aCopiedStorageFolderWritesAsANewAuthor();
    void aClonedDeviceWritesAsANewAuthor();
    void theMarkerIsRenewedEachDay();
    void aTornFileIsFetchedBack();
    void aTornFileThatIsTakenAwayIsFetchedBack_data();
    void aTornFileThatIsTakenAwayIsFetchedBack();
    void whatIsMadeWhereATornFileWasDeletedStays();
    void aTornFileThatNobodyHasIsKeptAsItIs();
    void aFileWrittenAfterTheCrashIsNotTorn();
    void aFlushedFileIsNotTorn();
    void whatACrashTookOutOfTheIndexIsLearntFromAPeer();
    void afterACrashAloneNobodyIsContradicted();
    void whatIsMadeWhereACrashTookAFileIsNoSuccessorOfIt();
    void whatIsBeingWrittenWhereACrashTookAFileIsNoSuccessorOfIt();
    void aContentThatACrashPutBackUnderItsOldNameIsFoundThere();
    void aFileThatACrashPutBackUnderItsMarkIsStillThatFile();
    void aDirectoryIsNotShownWhereAMissingOneWasLastSeen();
    void whatIsMovedOverAnUnflushedFileAfterACrashIsNotTorn();
    void whatWasDeletedAndCameBackByACrashIsNobodysWork();
    void aDeletionThatNobodySawIsNotedBeforeItsDirectoryGoes();
    void aDirectoryThatMovesUnderTheFirstScanIsWatched();
    void whatHappenedInADirectoryThatWasAwayIsNoted();
    void aFirstScanThatWasInterruptedDeletesNothingElsewhere_data();
    void aFirstScanThatWasInterruptedDeletesNothingElsewhere();
};

void TstShareFaults::clocksADayApartConverge()
{
    Cluster cluster(1);
    for (size_t i = 0; i < 3; ++i)
        cluster.add();
    cluster.clock(0).setSkew(std::chrono::hours(24));
    cluster.clock(2).setSkew(std::chrono::hours(-24));
    for (size_t i = 0; i < 3; ++i)
        cluster.start(i);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(0, "doc"), "by the one ahead");
    write(cluster.path(2, "other"), "by the one behind");
    cluster.settle();
    // Who has seen the other's work prevails, whatever the clocks say.
    write(cluster.path(2, "doc"), "edited by the one behind");
    write(cluster.path(1, "other"), "edited by the right one");
    cluster.settle();
    const Tree expected{{"doc", "f:edited by the one behind"}, {"other", "f:edited by the right one"}};
    for (size_t i = 0; i < 3; ++i)
        QCOMPARE(cluster.tree(i), expected);
    // Neither has seen the other's: both are kept.
    cluster.disconnect(0, 1);
    cluster.disconnect(0, 2);
    write(cluster.path(0, "doc"), "apart, ahead");
    write(cluster.path(2, "doc"), "apart, behind");
    fs::remove(cluster.path(2, "other"));
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    const Tree tree = cluster.tree(0);
    QCOMPARE(tree.at("doc"), "f:apart, ahead");
    QCOMPARE(tree.size(), size_t{2});
    QVERIFY(tree.begin()->second == "f:apart, behind" || tree.rbegin()->second == "f:apart, behind");
    QCOMPARE(cluster.tree(1), tree);
    QCOMPARE(cluster.tree(2), tree);
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareFaults::aDamagedIndexIsKeptAsideAndNothingIsDeleted()
{
    Cluster cluster(2);
    cluster.add();
    cluster.add();
    for (int f = 0; f < 50; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const Tree tree = cluster.tree(1);
    QCOMPARE(tree.size(), size_t{50});
    cluster.stop(0);
    {
        std::fstream file(cluster.indexPath(0), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(100);
        file << Bytes(30'000, '\x5a');
    }
    const uint64_t sent = cluster.contentBytesSent();
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), tree);
    QCOMPARE(cluster.tree(1), tree);
    QCOMPARE(cluster.contentBytesSent(), sent);
    QVERIFY(!besideIndex(cluster, 0, ".damaged-").empty());
    QVERIFY(cluster.archived(0).empty());
    write(cluster.path(0, "f1"), "goes on");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["f1"], "f:goes on");
}

void TstShareFaults::aLostIndexBringsNothingBack()
{
    Cluster cluster(3);
    cluster.makeTwo();
    for (const char* name : {"stays", "deleted", "edited there", "edited here"})
        write(cluster.path(0, name), "old");
    cluster.settle();
    cluster.stop(0);
    fs::remove(cluster.path(1, "deleted"));
    write(cluster.path(1, "edited there"), "new");
    cluster.settle();
    write(cluster.path(0, "edited here"), "while it was lost");
    for (const char* part : {"", "-wal"})
        fs::remove(cluster.indexPath(0) + part);
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(!cluster.tree(0).contains("deleted"));
    QCOMPARE(cluster.tree(0)["edited there"], "f:new");
    QCOMPARE(cluster.tree(0)["stays"], "f:old");
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    std::set<Bytes> kept;
    for (const auto& [path, content] : cluster.tree(0))
        kept.insert(content.substr(2));
    for (const Bytes& content : cluster.archived(0))
        kept.insert(content);
    QVERIFY(kept.contains("while it was lost"));
}

void TstShareFaults::anIndexFromABackupIsNotBelieved()
{
    Cluster cluster(4);
    beginAndStop(cluster);
    const Bytes backup = cluster.indexPath(0) + "-backup";
    copyIndex(cluster.indexPath(0), backup);
    const Tree tree = goOn(cluster);
    copyIndex(backup, cluster.indexPath(0));
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(!besideIndex(cluster, 0, ".replaced-").empty());
    QCOMPARE(cluster.tree(0), tree);
    QCOMPARE(cluster.tree(1), tree);
    write(cluster.path(0, "edited"), "newer");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["edited"], "f:newer");
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareFaults::aFolderFromABackupIsNotBelieved()
{
    Cluster cluster(16);
    beginAndStop(cluster);
    const fs::path folder = cluster.folder(0).toStdString();
    const fs::path backup = folder.parent_path() / "backup";
    fs::copy(folder, backup, fs::copy_options::recursive);
    const Tree tree = goOn(cluster);
    fs::remove_all(folder);
    fs::rename(backup, folder);
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(!besideIndex(cluster, 0, ".replaced-").empty());
    QCOMPARE(cluster.tree(0), tree);
    QCOMPARE(cluster.tree(1), tree);
}

void TstShareFaults::aCoarseTimeAfterACrashIsNoEdit()
{
    test::Troubles troubles;
    troubles.timesNs = 1'000'000'000;
    test::NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    Cluster cluster(17);
    cluster.add();
    cluster.add(options);
    cluster.startAll();
    write(cluster.path(0, "f"), "content");
    const fs::file_time_type time(std::chrono::nanoseconds(1'700'000'000'123'456'789));
    fs::last_write_time(cluster.path(0, "f"), time);
    cluster.settle();
    QCOMPARE(cluster.tree(1)["f"], "f:content");
    crashWhileShowing(cluster, 1, "f", {}, troubles);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(fs::last_write_time(cluster.path(0, "f")) == time);
}

// Of a file that had been put in place only the intent survived, and no time tells which version it is. Meanwhile a
// peer, who had seen it, wrote a newer one.
void TstShareFaults::whatWasShownInAWholeSecondBeforeACrashIsNoEdit()
{
    test::Troubles troubles;
    troubles.timesNs = 1'000'000'000;
    test::NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    Cluster cluster(22);
    cluster.add();
    cluster.add(options);
    cluster.startAll();
    write(cluster.path(0, "f"), "older");
    cluster.settle();
    crashWhileShowing(cluster, 1, "f", {}, troubles);
    changeRow(cluster, 1, "f", [](store::FileRow& row) {
        row.here = store::HereKind::Nothing;
        row.seen = {};
        row.content = {};
        row.flags = store::Pending;
    });
    setMeta(cluster, 1, "boot", "another boot");
    write(cluster.path(0, "f"), "newer one");
    cluster.settle();
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"f", "f:newer one"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

// The program was killed before the index knew that it was shown, and somebody went on with it.
void TstShareFaults::whatIsDoneToAFileThatWasJustShownIsSeen()
{
    Cluster cluster(19);
    cluster.makeTwo();
    for (const char* name : {"mode", "time"})
        write(cluster.path(0, name), "content");
    cluster.settle();
    for (const char* name : {"mode", "time"}) {
        crashWhileShowing(cluster, 1, name);
        const fs::file_time_type time = fs::last_write_time(cluster.path(1, name)) + std::chrono::seconds(7);
        if (name == Bytes("mode"))
            fs::permissions(cluster.path(1, name), fs::perms::owner_all);
        else
            fs::last_write_time(cluster.path(1, name), time);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        if (name == Bytes("mode"))
            QVERIFY(fs::status(cluster.path(0, name)).permissions() == fs::perms::owner_all);
        else
            QVERIFY(fs::last_write_time(cluster.path(0, name)) == time);
    }
}

// The machine crashed after it had been shown and written to: its name is the one before.
void TstShareFaults::anEditThatACrashPutBackIntoStagingIsKept()
{
    const Bytes content(size_t{3} << 20, 'c');
    Cluster cluster(18);
    cluster.makeTwo();
    write(cluster.path(0, "f"), content);
    cluster.settle();
    QVERIFY(cluster.tree(1)["f"] == "f:" + content);
    fs::rename(cluster.path(1, "f"), cluster.path(1, ".sync/Staging/0123456789abcdef-1"));
    write(cluster.path(1, "f"), "what it had replaced");
    Bytes edited = content;
    edited.replace(0, 6, "edited");
    crashWhileShowing(cluster, 1, "f", "0123456789abcdef-1");
    write(cluster.path(1, ".sync/Staging/0123456789abcdef-1"), edited);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const std::vector<Bytes> archived = cluster.archived(1);
    QVERIFY(std::find(archived.begin(), archived.end(), edited) != archived.end());
}

// Taken while the device ran, and brought back before the day was over: the marker cannot tell.
void TstShareFaults::anIndexFromABackupThatLooksRightLosesNothing()
{
    Cluster cluster(5);
    cluster.makeTwo();
    write(cluster.path(0, "deleted"), "old");
    write(cluster.path(0, "edited"), "old");
    cluster.settle();
    cluster.crash(0);
    const Bytes backup = cluster.indexPath(0) + "-backup";
    copyIndex(cluster.indexPath(0), backup);
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    fs::remove(cluster.path(0, "deleted"));
    write(cluster.path(0, "edited"), "new");
    write(cluster.path(0, "added"), "with a number that is used again");
    cluster.settle();
    cluster.crash(0);
    copyIndex(backup, cluster.indexPath(0));
    write(cluster.path(0, "edited"), "with the same number");
    cluster.start(0);
    cluster.run(1'000'000);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    std::set<Bytes> kept;
    for (const auto& [path, content] : cluster.tree(0))
        kept.insert(content.substr(2));
    QVERIFY(kept.contains("with the same number"));
    QVERIFY(kept.contains("with a number that is used again"));
    QVERIFY(!cluster.tree(0).contains("deleted"));
    QVERIFY(cluster.misbehaviour().empty());
}

namespace {

// The author of what the node writes now.
AuthorId authorOf(Cluster& cluster, size_t node, const Bytes& name)
{
    const auto peer = ScriptedPeer::join(cluster, node, crypto::Permission::ReadWrite);
    cluster.run(1'000'000);
    peer->sent.clear();
    write(cluster.path(node, name), "written by " + name);
    cluster.settle();
    AuthorId author;
    for (const auto& message : peer->takeAll<protocol::Records>()) {
        for (const auto& item : message.items) {
            const auto record = model::unseal(item.record);
            if (record && record->record.name == name)
                author = record->record.author;
        }
    }
    peer->leave();
    return author;
}

} // namespace

void TstShareFaults::aCopiedStorageFolderWritesAsANewAuthor()
{
    Cluster cluster(6);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const AuthorId before = authorOf(cluster, 0, "a");
    QVERIFY(before.value != 0);
    cluster.stop(0);
    cluster.start(0);
    cluster.settle();
    QVERIFY(authorOf(cluster, 0, "b") == before);
    cluster.stop(0);
    setMeta(cluster, 0, "storage folder", "another machine's");
    cluster.start(0);
    cluster.settle();
    const AuthorId after = authorOf(cluster, 0, "c");
    QVERIFY(after.value != 0 && after != before);
}

void TstShareFaults::aClonedDeviceWritesAsANewAuthor()
{
    Cluster cluster(7);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const AuthorId before = authorOf(cluster, 0, "a");
    cluster.worker(0).newAuthor();
    const AuthorId after = authorOf(cluster, 0, "b");
    QVERIFY(after.value != 0 && after != before);
    cluster.crash(0);
    cluster.start(0);
    cluster.settle();
    QVERIFY(authorOf(cluster, 0, "c") == after);
}

void TstShareFaults::theMarkerIsRenewedEachDay()
{
    Cluster cluster(8);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const auto marker = [&] {
        std::ifstream file(cluster.path(0, ".sync/ID"));
        return Bytes(std::istreambuf_iterator<char>(file), {});
    };
    const Bytes first = marker();
    cluster.clock(0).advance(std::chrono::hours(23));
    cluster.run(1'000'000);
    QCOMPARE(marker(), first);
    cluster.clock(0).advance(std::chrono::hours(2));
    cluster.run(1'000'000);
    QVERIFY(marker() != first);
    QCOMPARE(marker().size(), first.size());
}

void TstShareFaults::aTornFileIsFetchedBack()
{
    SlowDisk disk;
    Cluster cluster(9);
    cluster.makeTwo(disk.options());
    write(cluster.path(0, "doc"), "announced");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["doc"], "f:announced");
    crashMachine(cluster, 0);
    disk.heal();
    tear(cluster.path(0, "doc"), Bytes(9, '\0'));
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"doc", "f:announced"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.archived(0), std::vector<Bytes>{Bytes(9, '\0')});
}

void TstShareFaults::aTornFileThatIsTakenAwayIsFetchedBack_data()
{
    QTest::addColumn<Bytes>("how");
    QTest::newRow("removed") << Bytes("removed");
    QTest::newRow("renamed") << Bytes("renamed");
    QTest::newRow("a directory takes its name") << Bytes("directory");
}

// While it waits for a peer who has it whole.
void TstShareFaults::aTornFileThatIsTakenAwayIsFetchedBack()
{
    QFETCH(Bytes, how);
    SlowDisk disk;
    Cluster cluster(61);
    cluster.makeTwo(disk.options());
    write(cluster.path(0, "doc"), "announced");
    cluster.settle();
    crashMachine(cluster, 0);
    disk.heal();
    tear(cluster.path(0, "doc"), Bytes(9, '\0'));
    cluster.start(0);
    cluster.settle(); // alone: it is looked at, and not given up yet
    cluster.settle();
    QCOMPARE(cluster.worker(0).status().pendingFiles, uint64_t{1});
    if (how == "renamed")
        fs::rename(cluster.path(0, "doc"), cluster.path(0, "other"));
    else
        fs::remove(cluster.path(0, "doc"));
    if (how == "directory")
        fs::create_directory(cluster.path(0, "doc"));
    cluster.connectAll();
    cluster.settle();
    bool isBack = false;
    for (const auto& [path, shown] : cluster.tree(0))
        isBack = isBack || shown == "f:announced";
    QVERIFY(isBack);
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.worker(0).status().pendingFiles, uint64_t{0});
}

// With the directory that it was in, here and elsewhere.
void TstShareFaults::whatIsMadeWhereATornFileWasDeletedStays()
{
    SlowDisk disk;
    Cluster cluster(62);
    cluster.makeTwo(disk.options());
    fs::create_directory(cluster.path(0, "d"));
    write(cluster.path(0, "d/doc"), "announced");
    cluster.settle();
    crashMachine(cluster, 0);
    disk.heal();
    tear(cluster.path(0, "d/doc"), Bytes(9, '\0'));
    cluster.start(0);
    cluster.settle();
    cluster.settle();
    fs::remove_all(cluster.path(0, "d"));
    cluster.settle();
    fs::remove_all(cluster.path(1, "d"));
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    fs::create_directory(cluster.path(0, "d"));
    write(cluster.path(0, "d/doc"), "made anew");
    cluster.settle();
    QCOMPARE(cluster.tree(0).at("d/doc"), "f:made anew");
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

void TstShareFaults::aTornFileThatNobodyHasIsKeptAsItIs()
{
    SlowDisk disk;
    Cluster cluster(10);
    cluster.makeTwo(disk.options());
    cluster.disconnect(0, 1);
    write(cluster.path(0, "doc"), "announced to nobody");
    cluster.settle();
    crashMachine(cluster, 0);
    disk.heal();
    tear(cluster.path(0, "doc"), "announced");
    cluster.start(0);
    // Alone for a minute until anything is authored, and for another one for somebody to bring it.
    for (int i = 0; i < 4; ++i)
        cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"doc", "f:announced"}}));
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1)["doc"], "f:announced");
    // What was announced is not known to have been seen by anybody: it has a place, should somebody bring it.
    QCOMPARE(cluster.worker(1).status().pendingFiles, uint64_t{1});
}

void TstShareFaults::aFileWrittenAfterTheCrashIsNotTorn()
{
    SlowDisk disk;
    Cluster cluster(11);
    cluster.makeTwo(disk.options());
    write(cluster.path(0, "doc"), "announced");
    cluster.settle();
    crashMachine(cluster, 0);
    disk.heal();
    write(cluster.path(0, "doc"), "edited since");
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"doc", "f:edited since"}}));
    QCOMPARE(cluster.tree(0), cluster.tree(1));
}

void TstShareFaults::aFlushedFileIsNotTorn()
{
    Cluster cluster(12);
    cluster.makeTwo();
    write(cluster.path(0, "doc"), "announced");
    cluster.settle();
    crashMachine(cluster, 0);
    tear(cluster.path(0, "doc"), "an old file, moved here");
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"doc", "f:an old file, moved here"}}));
}

namespace {

// Replica 0 has written "second" into `doc`, and replica 1 made `other`; then the machine of replica 0 goes down. Its
// index knows nothing of that any more, and `doc` did not reach its disk.
void loseTheEnd(Cluster& cluster)
{
    for (const char* name : {"a", "b", "c", "d", "e"})
        write(cluster.path(0, name), name);
    write(cluster.path(0, "doc"), "first");
    cluster.settle();
    cluster.crash(0);
    const Bytes backup = cluster.indexPath(0) + "-backup";
    copyIndex(cluster.indexPath(0), backup);
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(0, "doc"), "second");
    write(cluster.path(1, "other"), "by the other");
    cluster.settle();
    cluster.crash(0);
    copyIndex(backup, cluster.indexPath(0));
    setMeta(cluster, 0, "boot", "another boot");
}

// And with it went its file.
void loseTheEndAndItsFile(Cluster& cluster)
{
    cluster.makeTwo();
    loseTheEnd(cluster);
    fs::remove(cluster.path(0, "doc"));
}

// By the clock that gives files their times, which lags behind.
int64_t diskNowNs(const Cluster& cluster)
{
    const Bytes probe = cluster.indexPath(0) + "-now";
    write(probe, "now");
    struct stat found = {};
    if (::stat(probe.c_str(), &found) != 0)
        qFatal("cannot see what was written");
    return int64_t{found.st_ctim.tv_sec} * 1'000'000'000 + found.st_ctim.tv_nsec;
}

} // namespace

void TstShareFaults::whatACrashTookOutOfTheIndexIsLearntFromAPeer()
{
    Cluster cluster(13);
    loseTheEndAndItsFile(cluster);
    const Tree expected = cluster.tree(1);
    QCOMPARE(expected.at("doc"), "f:second");
    cluster.start(0);
    cluster.connectAll();
    cluster.pass(std::chrono::seconds(20));
    QCOMPARE(cluster.tree(0), expected);
    QCOMPARE(cluster.tree(1), expected);
    QVERIFY(cluster.misbehaviour().empty());
}

// It takes the missing file for deleted. That it knew the other record of its own it must not claim.
void TstShareFaults::afterACrashAloneNobodyIsContradicted()
{
    Cluster cluster(14);
    loseTheEndAndItsFile(cluster);
    const Tree expected = cluster.tree(1);
    cluster.start(0);
    cluster.pass(std::chrono::minutes(2));
    cluster.connectAll();
    cluster.settle();
    QVERIFY(cluster.misbehaviour().empty());
    QCOMPARE(cluster.tree(0), expected);
    QCOMPARE(cluster.tree(1), expected);
}

void TstShareFaults::whatIsMadeWhereACrashTookAFileIsNoSuccessorOfIt()
{
    Cluster cluster(20);
    cluster.makeTwo();
    write(cluster.path(0, "f"), "of somebody else");
    cluster.settle();
    crashMachine(cluster, 1);
    setMeta(cluster, 1, "flushed", "0");
    fs::rename(cluster.path(1, "f"), fs::path(cluster.folder(1).toStdString()).parent_path() / "taken");
    write(cluster.path(1, "f"), "made right after the crash");
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    std::set<Bytes> live;
    for (const auto& [path, content] : cluster.tree(0))
        live.insert(content);
    QVERIFY(live.contains("f:of somebody else"));
    QVERIFY(live.contains("f:made right after the crash"));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

// The first scan puts it off until nobody writes any more.
void TstShareFaults::whatIsBeingWrittenWhereACrashTookAFileIsNoSuccessorOfIt()
{
    Cluster cluster(66);
    cluster.makeTwo();
    write(cluster.path(0, "f"), "of somebody else");
    cluster.settle();
    crashMachine(cluster, 1);
    setMeta(cluster, 1, "flushed", "0");
    fs::rename(cluster.path(1, "f"), fs::path(cluster.folder(1).toStdString()).parent_path() / "taken");
    const int writer = ::open(cluster.path(1, "f").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    const Bytes content = "written meanwhile";
    QCOMPARE(::write(writer, content.data(), content.size()), static_cast<ssize_t>(content.size()));
    const int64_t ns = cluster.clock(1).wallNs();
    const timespec times[2] = {{0, UTIME_OMIT}, {ns / 1'000'000'000, ns % 1'000'000'000}};
    QCOMPARE(::futimens(writer, times), 0);
    cluster.start(1);
    cluster.connectAll();
    cluster.run(1'000'000);
    ::close(writer);
    cluster.settle();
    std::set<Bytes> live;
    for (const auto& [path, what] : cluster.tree(0))
        live.insert(what);
    QCOMPARE(live, (std::set<Bytes>{"f:of somebody else", "f:written meanwhile"}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

// It was renamed, and replaced elsewhere, so that its bytes are nowhere else; then the power cut took the rename back.
void TstShareFaults::aContentThatACrashPutBackUnderItsOldNameIsFoundThere()
{
    int64_t startedNs = 0;
    test::NodeOptions options = bootedAt(startedNs);
    Cluster cluster(67);
    cluster.makeTwo(std::move(options));
    for (const char* name : {"a", "x", "y", "z"})
        write(cluster.path(0, name), Bytes("kept ") + name);
    cluster.settle();
    cluster.stop(1);
    cluster.stop(0);
    write(cluster.path(1, "a"), "of node 1");
    fs::rename(cluster.path(0, "a"), cluster.path(0, "d")); // nobody watched
    cluster.start(0);
    cluster.settle();
    crashMachine(cluster, 0);
    setMeta(cluster, 0, "flushed", "0");
    fs::rename(cluster.path(0, "d"), cluster.path(0, "a"));
    startedNs = makeSystemClock()->wallNs() + 1'000'000'000;
    cluster.start(1);
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0)["d"], Bytes("f:kept a"));
    QCOMPARE(cluster.tree(0)["a"], Bytes("f:of node 1"));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

// A directory had its name, and it stood beside that; then it got its name, and the power cut took that back.
void TstShareFaults::aFileThatACrashPutBackUnderItsMarkIsStillThatFile()
{
    int64_t startedNs = 0;
    test::NodeOptions options = bootedAt(startedNs);
    Cluster cluster(68);
    cluster.makeTwo(std::move(options));
    cluster.disconnect(0, 1);
    fs::create_directory(cluster.path(1, "b"));
    write(cluster.path(1, "b/x"), "x");
    write(cluster.path(0, "b"), "of b");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    Bytes mark;
    for (const auto& [path, what] : cluster.tree(0)) {
        if (path.starts_with("b.conflict-"))
            mark = path;
    }
    QVERIFY(!mark.empty());
    fs::remove_all(cluster.path(1, "b"));
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"b", "f:of b"}}));

    crashMachine(cluster, 0);
    setMeta(cluster, 0, "flushed", "0");
    fs::rename(cluster.path(0, "b"), cluster.path(0, mark));
    // No rename sets a time back; a crash does, so here what was observed is later.
    changeRow(cluster, 0, "b", [](store::FileRow& row) { row.seen.ctimeNs = makeSystemClock()->wallNs() + 1'000'000; });
    startedNs = makeSystemClock()->wallNs() + 1'000'000'000;
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"b", "f:of b"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

// It was removed before the start, and nobody has looked yet; what peers tell of directories is applied already.
void TstShareFaults::aDirectoryIsNotShownWhereAMissingOneWasLastSeen()
{
    int64_t startedNs = 0;
    test::NodeOptions options = bootedAt(startedNs);
    Cluster cluster(69);
    cluster.makeTwo(std::move(options));
    for (const char* name : {"a", "b"}) {
        fs::create_directory(cluster.path(1, name));
        write(cluster.path(1, Bytes(name) + "/of " + name), name);
    }
    cluster.settle();
    crashMachine(cluster, 0);
    fs::remove_all(cluster.path(0, "b"));
    for (const auto& [from, to] : {std::pair("b", "t"), std::pair("a", "b"), std::pair("t", "a")}) {
        fs::rename(cluster.path(1, from), cluster.path(1, to));
        cluster.settle();
    }
    startedNs = makeSystemClock()->wallNs() + 1'000'000'000;
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(cluster.tree(0)["b/of a"], Bytes("f:a"));
    QVERIFY(!cluster.tree(1).contains("b/of b"));
    QVERIFY(fs::is_empty(cluster.path(0, ".sync/Moving")));
}

void TstShareFaults::whatIsMovedOverAnUnflushedFileAfterACrashIsNotTorn()
{
    SlowDisk disk;
    int64_t startedNs = 0;
    test::NodeOptions options = bootedAt(startedNs, disk.options());
    Cluster cluster(65);
    cluster.makeTwo(std::move(options));
    write(cluster.path(0, "older"), "moved");
    fs::last_write_time(cluster.path(0, "older"), fs::file_time_type::clock::now() - std::chrono::hours(5));
    write(cluster.path(0, "doc"), "replaced");
    cluster.settle();
    crashMachine(cluster, 0);
    disk.heal();
    startedNs = diskNowNs(cluster);
    fs::rename(cluster.path(0, "older"), cluster.path(0, "doc"));
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"doc", "f:moved"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

void TstShareFaults::whatWasDeletedAndCameBackByACrashIsNobodysWork()
{
    int64_t startedNs = 0;
    test::NodeOptions options = bootedAt(startedNs);
    Cluster cluster(21);
    cluster.add();
    cluster.add(std::move(options));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    write(cluster.path(0, "f"), "deleted");
    cluster.settle();
    fs::remove(cluster.path(0, "f"));
    cluster.settle();
    QCOMPARE(cluster.archived(1), std::vector<Bytes>{"deleted"});
    // The index was flushed, the move into the archive was not.
    crashMachine(cluster, 1);
    fs::rename(cluster.path(1, ".sync/Archive/f.1"), cluster.path(1, "f"));
    startedNs = makeSystemClock()->wallNs() + 1'000'000'000;
    write(cluster.path(0, "f"), "made anew");
    cluster.settle();
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const Tree expected{{"f", "f:made anew"}};
    QCOMPARE(cluster.tree(1), expected);
    QCOMPARE(cluster.tree(0), expected);
    QCOMPARE(cluster.archived(1), std::vector<Bytes>{"deleted"});
}

void TstShareFaults::aDeletionThatNobodySawIsNotedBeforeItsDirectoryGoes()
{
    test::NodeOptions deaf;
    deaf.makeWatcher = []() -> Result<std::unique_ptr<storage::Watcher>> { return fail(ErrorCode::Io, "no watches"); };
    Cluster cluster(15);
    cluster.makeTwo(std::move(deaf));
    fs::create_directory(cluster.path(1, "dir"));
    write(cluster.path(1, "dir/file"), "x");
    cluster.settle();
    QCOMPARE(cluster.tree(0).size(), size_t{2});
    fs::remove(cluster.path(0, "dir/file"));
    fs::remove_all(cluster.path(1, "dir"));
    cluster.settle();
    QCOMPARE(cluster.tree(0), Tree());
    QCOMPARE(cluster.tree(1), Tree());
    QCOMPARE(cluster.worker(0).status().pendingFiles, uint64_t{0});
}

void TstShareFaults::aDirectoryThatMovesUnderTheFirstScanIsWatched()
{
    test::Troubles troubles;
    test::NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    Cluster cluster(16);
    cluster.makeTwo(std::move(options));
    fs::create_directory(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/file"), "x");
    cluster.settle();
    cluster.crash(0);
    bool moved = false;
    troubles.fails = [&cluster, &moved](ByteView operation, const Bytes& path) {
        if (operation == "openDirectory" && path == "dir" && !std::exchange(moved, true))
            fs::rename(cluster.path(0, "dir"), cluster.path(0, "moved"));
        return 0;
    };
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(moved);
    QCOMPARE(cluster.tree(1), (Tree{{"moved", "d"}, {"moved/file", "f:x"}}));
    fs::remove(cluster.path(0, "moved/file"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"moved", "d"}}));
}

void TstShareFaults::whatHappenedInADirectoryThatWasAwayIsNoted()
{
    test::Troubles troubles;
    test::NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    Cluster cluster(17);
    cluster.makeTwo(std::move(options));
    fs::create_directory(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/file"), "x");
    cluster.settle();
    const QTemporaryDir outside;
    const Bytes away = outside.path().toStdString() + "/dir";
    fs::rename(cluster.path(0, "dir"), away);
    fs::remove(away + "/file");
    bool back = false;
    troubles.fails = [&cluster, &away, &back](ByteView operation, const Bytes& path) {
        if (operation != "openDirectory" || path != "dir" || std::exchange(back, true))
            return 0;
        fs::rename(away, cluster.path(0, "dir"));
        return ENOENT;
    };
    cluster.settle();
    QVERIFY(back);
    QCOMPARE(cluster.tree(1), (Tree{{"dir", "d"}}));
}

void TstShareFaults::aFirstScanThatWasInterruptedDeletesNothingElsewhere_data()
{
    QTest::addColumn<bool>("marker");
    QTest::newRow("on an empty mount point") << false;
    QTest::newRow("where most files are gone") << true;
}

void TstShareFaults::aFirstScanThatWasInterruptedDeletesNothingElsewhere()
{
    QFETCH(bool, marker);
    constexpr int kFiles = 2'000; // more than one slice of a scan
    Cluster cluster(15);
    cluster.add();
    cluster.add();
    for (int f = 0; f < kFiles; ++f) {
        for (size_t node : {0, 1})
            write(cluster.path(node, "f" + std::to_string(f)), std::to_string(f));
    }
    const Tree whole = cluster.tree(0);
    cluster.start(0);
    cluster.settle();
    cluster.start(1);
    cluster.connectAll();
    cluster.run(10);
    cluster.crash(1);
    {
        auto index = store::Index::open(cluster.indexPath(1));
        QVERIFY(index && !*(*index)->meta("joined"));
        const auto seen = (*index)->shownFilesOf(store::kRootDirNo);
        QVERIFY2(seen && seen->size() > 100, std::to_string(seen->size()).c_str());
    }
    for (const auto& [path, content] : cluster.tree(1))
        fs::remove(cluster.path(1, path));
    if (!marker)
        fs::remove_all(cluster.path(1, ".sync"));
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), whole);
    QVERIFY(cluster.archived(0).empty());
    QCOMPARE(cluster.tree(1), whole);
}

QTEST_GUILESS_MAIN(TstShareFaults)
#include "tst_share_faults.moc"
