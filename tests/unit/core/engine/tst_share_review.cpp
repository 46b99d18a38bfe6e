// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/storage/content_hasher.h"
#include "core/sync/merge.h"
#include "files.h"
#include "shared/base/hash.h"

#include <QTest>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;
using shoal::test::write;

namespace {

Bytes large(size_t size, uint64_t seed)
{
    return makeSeededRandom(seed)->bytes(size);
}

// A peer played by the test: keeps what it is sent, says what it is told to say.
class FakePeer final : public engine::PeerLink
{
public:
    static constexpr engine::PeerId kId = 1'000'000;

    static std::shared_ptr<FakePeer> join(Cluster& cluster, size_t node,
                                          const DeviceId& device = DeviceId::from(Bytes(DeviceId::kSize, 'x')))
    {
        auto peer = std::make_shared<FakePeer>();
        cluster.worker(node).peerOpened({kId, device, "fake", "nowhere", crypto::Permission::ReadWrite, std::nullopt},
                                        peer);
        return peer;
    }
    void send(protocol::Message message) override { sent.push_back(std::move(message)); }
    int64_t queuedBytes() const override { return 0; }

    template <class T> std::vector<T> takeAll()
    {
        std::vector<T> found;
        std::vector<protocol::Message> rest;
        for (protocol::Message& message : std::exchange(sent, {})) {
            if (auto* one = std::get_if<T>(&message))
                found.push_back(std::move(*one));
            else
                rest.push_back(std::move(message));
        }
        sent = std::move(rest);
        return found;
    }
    std::vector<model::SealedRecord> takeRecords()
    {
        std::vector<model::SealedRecord> records;
        for (const protocol::Records& message : takeAll<protocol::Records>()) {
            for (const protocol::RecordItem& item : message.items)
                records.push_back(*model::unseal(item.record));
        }
        return records;
    }

    std::vector<protocol::Message> sent;
};

constexpr AuthorId kStranger{77};
constexpr int64_t kFuture = int64_t{4'100'000'000} * 1'000'000'000;

model::Record aFile(const Bytes& name, const Bytes& content, uint64_t counter)
{
    storage::ContentHasher hasher(content.size());
    hasher.add(content);
    model::Record record;
    record.dir = kRootDir;
    record.name = name;
    record.size = content.size();
    record.mtimeNs = kFuture;
    record.mode = 0644;
    record.content = hasher.finish()->hash;
    record.author = kStranger;
    record.counter = counter;
    record.vector.set(kStranger, counter);
    record.stamp = kFuture + static_cast<int64_t>(counter);
    record.dot = {kStranger, counter, record.stamp};
    return record;
}

model::Record aDirectory(const DirId& id, const Bytes& name, uint64_t counter)
{
    model::Record record;
    record.kind = model::RecordKind::Directory;
    record.dir = id;
    record.parent = kRootDir;
    record.name = name;
    record.mode = 0755;
    record.author = kStranger;
    record.counter = counter;
    record.vector.set(kStranger, counter);
    record.stamp = kFuture + static_cast<int64_t>(counter);
    return record;
}

protocol::Records message(const std::vector<model::Record>& records, std::optional<Bytes> content = {})
{
    protocol::Records result;
    for (const model::Record& record : records)
        result.items.push_back({model::seal(record).bytes, content, true});
    return result;
}

protocol::ChunkListReply listOf(uint32_t question, const Bytes& content)
{
    storage::ContentHasher hasher(content.size());
    hasher.add(content);
    const auto id = hasher.finish();
    protocol::NewRun run;
    for (const storage::Chunk& chunk : id->chunks)
        run.chunks.push_back({chunk.hash, chunk.length});
    return {question, protocol::ContentStatus::Ok, true, {run}};
}

// Answers all questions for contents, from what the fake peer is said to have.
void answerAll(Cluster& cluster, FakePeer& peer, const std::map<Hash, Bytes>& contents)
{
    for (int rounds = 0; rounds < 100; ++rounds) {
        cluster.run(10'000);
        const auto lists = peer.takeAll<protocol::ChunkListRequest>();
        const auto parts = peer.takeAll<protocol::ContentRequest>();
        if (lists.empty() && parts.empty())
            return;
        for (const auto& ask : lists)
            cluster.worker(0).receive(FakePeer::kId, listOf(ask.id, contents.at(ask.content)));
        for (const auto& ask : parts)
            cluster.worker(0).receive(FakePeer::kId,
                                      protocol::ContentReply{ask.id, protocol::ContentStatus::Ok,
                                                             contents.at(ask.content).substr(ask.offset, ask.length)});
    }
}

// Changes the index of a replica that does not run.
void changeDirs(Cluster& cluster, size_t node, const std::function<void(store::DirRow&)>& change)
{
    auto index = store::Index::open(cluster.indexPath(node));
    auto rows = (*index)->allDirs();
    auto transaction = store::Transaction::begin(**index);
    for (store::DirRow& row : *rows) {
        change(row);
        (void)(*index)->putDir(row);
    }
    (void)transaction->commit();
    (void)(*index)->checkpoint();
}

Bytes told(Cluster& cluster, size_t node)
{
    Bytes text;
    for (const auto& [path, content] : cluster.tree(node))
        text += path + " = " + printable(content.substr(0, 40)) + "\n";
    for (const auto& item : cluster.worker(node).why(""))
        text += "why " + item.path + ": " + item.reason.text() + "\n";
    return text;
}

} // namespace

// What could lose a byte, never end or trust a peer too much: each row was a fault once or nearly so.
class TstShareReview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWriteJustBeforeAFileIsMovedAsideIsNotOverlooked();
    void aTransferOfAnOlderContentIsNotShownAsTheNewer();
    void twoNamesOfOneLargeContentAreFetchedOnce();
    void aLargeFileIsShownAsSoonAsItIsComplete();
    void anAbsentMountIsNeitherFilledNorEmptied();
    void aFolderCopiedToAnotherDiskGoesOn();
    void nothingIsWrittenIntoAFolderWithoutMarker();
    void aFolderThatComesBackResumesByItself();
    void aDirectoryThatWasOutOfTheWayAtACrashIsNotDeleted();
    void theServiceFolderIsNoPlaceForRecords();
    void aReusedCounterLosesNoContent();
    void deletingAnIgnoredFileIsNoChange();
    void theGuardSeesWhatIsMissingBeforeAnythingElse();
    void aShareThatFailedFetchesWhatWasUnderWay();
    void aPeerThatNeverAnswersHoldsNothingUp();
    void anEmptyShareDoesNotChatter();
    void aFileThatIsHeldOpenIsNotFetchedAgainAndAgain();
    void waitingAfterACrashCostsNothing();
    void aLongListOfToldDevicesIsPassedOnWithinTheLimit();
    void twoDevicesOfOneIdentityDoNotEchoEachOther();
    void aDirectoryMadeInTheWayOfAMoveIsKept();
    void anEmptyDirectoryGoesAfterACrashToo();
    void aReadOnlyDeviceMakesAMovedDirectoryAgain();
    void aReaderThatAsksForEverythingIsBounded();
    void aFileWrittenRightAfterItsDirectoryWasMovedIsSeen();
    void aNameThatIsAlsoAMarkSettles();
};

void TstShareReview::aTransferOfAnOlderContentIsNotShownAsTheNewer()
{
    Cluster cluster(1);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const auto peer = FakePeer::join(cluster, 0);
    const Bytes older = large(400'000, 1);
    const Bytes newer = large(400'000, 2);
    const model::Record first = aFile("big", older, 1);
    model::Record second = aFile("big", newer, 2);
    cluster.worker(0).receive(FakePeer::kId, message({first}));
    cluster.run(10'000);
    const auto lists = peer->takeAll<protocol::ChunkListRequest>();
    QCOMPARE(lists.size(), size_t{1});
    cluster.worker(0).receive(FakePeer::kId, listOf(lists[0].id, older));
    cluster.run(10'000);
    auto parts = peer->takeAll<protocol::ContentRequest>();
    QVERIFY(!parts.empty());
    // The newer record comes in the slice after the one in which the older content is complete.
    for (const auto& ask : parts)
        cluster.worker(0).receive(FakePeer::kId, protocol::ContentReply{ask.id, protocol::ContentStatus::Ok,
                                                                        older.substr(ask.offset, ask.length)});
    cluster.run(1);
    cluster.worker(0).receive(FakePeer::kId, message({second}));
    answerAll(cluster, *peer, {{first.content, older}, {second.content, newer}});
    cluster.settle();
    QVERIFY(cluster.tree(0)["big"] == "f:" + newer);
}

void TstShareReview::twoNamesOfOneLargeContentAreFetchedOnce()
{
    Cluster cluster(2);
    const Bytes content = large(3'000'000, 9);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "one"), content);
    write(cluster.path(0, "two"), content);
    cluster.start(0);
    cluster.settle();
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
    QVERIFY2(cluster.bytesSent() < 3'300'000, std::to_string(cluster.bytesSent()).c_str());
}

void TstShareReview::aLargeFileIsShownAsSoonAsItIsComplete()
{
    Cluster cluster(3);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const auto peer = FakePeer::join(cluster, 0);
    const Bytes content = large(400'000, 1);
    const model::Record record = aFile("big", content, 1);
    cluster.worker(0).receive(FakePeer::kId, message({record}));
    answerAll(cluster, *peer, {{record.content, content}});
    cluster.run(10'000); // the clock stands still
    QVERIFY(cluster.tree(0).contains("big"));
}

void TstShareReview::anAbsentMountIsNeitherFilledNorEmptied()
{
    Cluster cluster(4);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "mount/sub"));
    write(cluster.path(0, "mount/f"), "old");
    write(cluster.path(0, "mount/sub/g"), "old too");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    cluster.stop(1);
    // The disk that was mounted there is not.
    const Bytes away = cluster.indexPath(1) + "-unmounted";
    fs::rename(cluster.path(1, "mount"), away);
    fs::create_directory(cluster.path(1, "mount"));
    uint64_t fsId = 0;
    changeDirs(cluster, 1, [&](store::DirRow& row) {
        if (row.no == store::kRootDirNo)
            return;
        fsId = row.fsId;
        row.fsId = 12345;
        if (row.diskName == "mount")
            row.flags |= store::MountBoundary;
    });
    cluster.start(1);
    cluster.connectAll();
    cluster.run(1'000'000);
    write(cluster.path(0, "mount/f"), "new and longer");
    write(cluster.path(0, "mount/added"), "added");
    fs::permissions(cluster.path(0, "mount/sub/g"), fs::perms::owner_all);
    fs::create_directory(cluster.path(0, "mount/newdir"));
    cluster.settle();
    QVERIFY(fs::is_empty(cluster.path(1, "mount")));
    QCOMPARE(cluster.tree(0)["mount/f"], "f:new and longer");
    QCOMPARE(cluster.tree(0)["mount/sub/g"], "f:old too");
    const Bytes command = "shoal confirm --new-mount " + cluster.path(1, "mount");
    for (const Bytes asked : {"mount", "mount/f", "mount/sub/g"})
        QVERIFY2(cluster.worker(1).why(asked).front().whatToDo.text().find(command + "'") != Bytes::npos,
                 cluster.worker(1).why(asked).front().whatToDo.text().c_str());
    // It is mounted again.
    cluster.stop(1);
    fs::remove(cluster.path(1, "mount"));
    fs::rename(away, cluster.path(1, "mount"));
    changeDirs(cluster, 1, [&](store::DirRow& row) {
        if (row.no != store::kRootDirNo)
            row.fsId = fsId;
        row.flags &= ~uint32_t{store::MountBoundary};
    });
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.tree(0)["mount/f"], "f:new and longer");
    QCOMPARE(cluster.tree(0)["mount/added"], "f:added");
}

void TstShareReview::aFolderCopiedToAnotherDiskGoesOn()
{
    Cluster cluster(5);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "d/e"));
    write(cluster.path(0, "d/e/f"), "old");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    cluster.stop(1);
    changeDirs(cluster, 1, [](store::DirRow& row) { row.fsId = 12345; });
    write(cluster.path(1, "d/e/mine"), "mine");
    cluster.start(1);
    cluster.connectAll();
    write(cluster.path(0, "d/e/f"), "newer");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.tree(0).size(), size_t{4});
    QVERIFY(cluster.worker(1).why("").empty());
}

void TstShareReview::nothingIsWrittenIntoAFolderWithoutMarker()
{
    Cluster cluster(6);
    cluster.makeTwo();
    write(cluster.path(0, "f"), "old");
    cluster.settle();
    cluster.stop(1);
    write(cluster.path(0, "f"), "newer");
    write(cluster.path(0, "g"), "added");
    cluster.settle();
    // An empty mount point stands where the folder was.
    fs::rename(cluster.folder(1).toStdString(), cluster.indexPath(1) + "-away");
    fs::create_directory(cluster.folder(1).toStdString());
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(cluster.tree(1).empty());
    QCOMPARE(cluster.tree(0).size(), size_t{2});
    QCOMPARE(cluster.worker(1).status().state, engine::ShareState::Stopped);
}

void TstShareReview::aFolderThatComesBackResumesByItself()
{
    Cluster cluster(7);
    cluster.makeTwo();
    write(cluster.path(0, "f"), "old");
    cluster.settle();
    cluster.stop(1);
    const Bytes away = cluster.indexPath(1) + "-away";
    fs::rename(cluster.folder(1).toStdString(), away);
    fs::create_directory(cluster.folder(1).toStdString());
    cluster.start(1);
    cluster.connectAll();
    write(cluster.path(0, "f"), "newer");
    cluster.settle();
    fs::remove_all(cluster.folder(1).toStdString());
    fs::rename(away, cluster.folder(1).toStdString());
    cluster.settle();
    QCOMPARE(cluster.tree(1), (std::map<Bytes, Bytes>{{"f", "f:newer"}}));
    QCOMPARE(cluster.tree(0), cluster.tree(1));
}

void TstShareReview::aDirectoryThatWasOutOfTheWayAtACrashIsNotDeleted()
{
    Cluster cluster(8);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "d/e"));
    write(cluster.path(0, "d/e/f"), "content");
    write(cluster.path(0, "keep"), "content");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const auto whole = cluster.tree(0);
    cluster.crash(1);
    Bytes number;
    changeDirs(cluster, 1, [&](store::DirRow& row) {
        if (row.diskName == "d")
            number = std::to_string(row.no);
    });
    fs::rename(cluster.path(1, "d"), cluster.path(1, ".sync/Moving/dir-" + number));
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), whole);
    QCOMPARE(cluster.tree(1), whole);
    QVERIFY(fs::is_empty(cluster.path(1, ".sync/Moving")));
}

void TstShareReview::theServiceFolderIsNoPlaceForRecords()
{
    Cluster cluster(9);
    cluster.add();
    write(cluster.path(0, "f"), "one");
    cluster.start(0);
    cluster.settle();
    const auto peer = FakePeer::join(cluster, 0);
    const DirId id = DirId::from(Bytes(DirId::kSize, 'd'));
    cluster.worker(0).receive(FakePeer::kId, message({aDirectory(id, ".sync", 1)}));
    cluster.settle();
    QCOMPARE(cluster.misbehaviour().size(), size_t{1});
    for (const model::SealedRecord& record : peer->takeRecords())
        QVERIFY2(record.record.name == "f", record.record.name.c_str());
    cluster.worker(0).receive(FakePeer::kId, message({aFile(".sync", "x", 2)}, "x"));
    QCOMPARE(cluster.misbehaviour().size(), size_t{2});
}

void TstShareReview::aReusedCounterLosesNoContent()
{
    model::Record one = aFile("f", "one", 5);
    model::Record two = aFile("f", "two", 5);
    two.stamp += 1000;
    two.dot.stamp = two.stamp;
    const auto first = model::seal(one);
    const auto second = model::seal(two);
    const sync::MergeResult there = sync::merge(&first, second);
    const sync::MergeResult back = sync::merge(&second, first);
    QCOMPARE(there.outcome, sync::MergeOutcome::TakeIncoming);
    QVERIFY(there.conflict);
    QVERIFY(back.conflict);
    QCOMPARE(there.conflict->bytes, back.conflict->bytes);
    QCOMPARE(there.conflict->record.content, one.content);
}

void TstShareReview::deletingAnIgnoredFileIsNoChange()
{
    Cluster cluster(10);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "logs"));
    write(cluster.path(0, "a.log"), "log");
    write(cluster.path(0, "logs/b"), "log");
    write(cluster.path(0, "other"), "other");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const auto whole = cluster.tree(0);
    cluster.stop(1);
    write(cluster.path(1, ".sync/IgnoreList"), "*.log\nlogs\n");
    fs::remove(cluster.path(1, "a.log"));
    fs::remove_all(cluster.path(1, "logs"));
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), whole);
    // The rule goes: what is ignored no more comes back.
    cluster.stop(1);
    fs::remove(cluster.path(1, ".sync/IgnoreList"));
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), whole);
    QCOMPARE(cluster.tree(1), whole);
}

void TstShareReview::theGuardSeesWhatIsMissingBeforeAnythingElse()
{
    Cluster cluster(11);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    auto peer = FakePeer::join(cluster, 0);
    for (int f = 0; f < 30; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.settle();
    std::vector<model::Record> changed;
    for (const model::SealedRecord& sealed : peer->takeRecords()) {
        model::Record next = sealed.record;
        next.mode = 0600;
        changed.push_back(
            sync::succeed(&sealed.record, next, sync::ChangeKind::Attributes, {kStranger, changed.size() + 1, 1})
                .record);
    }
    QCOMPARE(changed.size(), size_t{30});
    cluster.stop(0);
    for (int f = 0; f < 30; ++f)
        fs::remove(cluster.path(0, "f" + std::to_string(f)));
    cluster.start(0);
    cluster.run(1);
    peer = FakePeer::join(cluster, 0);
    cluster.worker(0).receive(FakePeer::kId, message(changed));
    cluster.settle();
    for (const model::SealedRecord& sealed : peer->takeRecords())
        QVERIFY(sealed.record.live);
    QCOMPARE(cluster.worker(0).status().state, engine::ShareState::Stopped);
}

void TstShareReview::aShareThatFailedFetchesWhatWasUnderWay()
{
    Cluster cluster(12);
    cluster.makeTwo();
    fs::remove_all(cluster.path(1, ".sync/Staging")); // an error of the disk, as good as any
    write(cluster.path(0, "large"), large(2'000'000, 4));
    write(cluster.path(0, "small"), "small");
    cluster.settle();
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
    QVERIFY(cluster.misbehaviour().empty());
    write(cluster.path(1, "back"), "the other way");
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
}

void TstShareReview::aPeerThatNeverAnswersHoldsNothingUp()
{
    Cluster cluster(13);
    cluster.add();
    cluster.add();
    for (int f = 0; f < 4; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), large(300'000, static_cast<uint64_t>(f)));
    cluster.start(0);
    cluster.start(1);
    cluster.settle();
    FakePeer::join(cluster, 1);
    cluster.connectAll();
    cluster.settle();
    cluster.settle();
    cluster.settle();
    QVERIFY(cluster.tree(1) == cluster.tree(0));
}

void TstShareReview::anEmptyShareDoesNotChatter()
{
    Cluster cluster(14);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const auto peer = FakePeer::join(cluster, 0);
    cluster.settle();
    QVERIFY2(peer->sent.size() < 30, std::to_string(peer->sent.size()).c_str());
}

void TstShareReview::aFileThatIsHeldOpenIsNotFetchedAgainAndAgain()
{
    Cluster cluster(15);
    cluster.makeTwo();
    write(cluster.path(0, "log"), large(100'000, 1));
    cluster.settle();
    const uint64_t before = cluster.contentBytesSent();
    {
        std::ofstream held(cluster.path(1, "log"), std::ios::binary | std::ios::app);
        cluster.settle();
        write(cluster.path(0, "log"), large(100'000, 2));
        cluster.settle();
        cluster.settle();
        QVERIFY2(cluster.tree(1) != cluster.tree(0), told(cluster, 1).c_str());
        QVERIFY2(cluster.contentBytesSent() - before < 1'000'000,
                 std::to_string(cluster.contentBytesSent() - before).c_str());
    }
    cluster.run(100'000); // closed: at once
    QVERIFY(cluster.tree(1) == cluster.tree(0));
}

void TstShareReview::waitingAfterACrashCostsNothing()
{
    Cluster cluster(16);
    cluster.add();
    write(cluster.path(0, "f"), "f");
    cluster.start(0);
    cluster.settle();
    cluster.crash(0);
    {
        auto index = store::Index::open(cluster.indexPath(0));
        QVERIFY((*index)->setMetaDurably("boot", "an earlier one"));
    }
    cluster.start(0);
    cluster.run(1'000);
    const auto peer = FakePeer::join(cluster, 0);
    // The record differs from what is here: that has to be looked at, and may not yet.
    write(cluster.path(0, "g"), "mine");
    cluster.worker(0).receive(FakePeer::kId, message({aFile("g", "theirs", 1)}, "theirs"));
    const size_t steps = cluster.run(100'000);
    QVERIFY2(steps < 1'000, std::to_string(steps).c_str());
    cluster.settle();
    cluster.settle();
    cluster.settle();
    std::set<Bytes> contents;
    for (const auto& [path, content] : cluster.tree(0))
        contents.insert(content);
    QVERIFY(contents.contains("f:mine")); // theirs has to be fetched, and this peer gives nothing
}

void TstShareReview::aLongListOfToldDevicesIsPassedOnWithinTheLimit()
{
    Cluster cluster(17);
    cluster.makeTwo();
    FakePeer::join(cluster, 0);
    protocol::Records records = message({aFile("f", "x", 1)}, "x");
    for (int i = 0; i < 256; ++i)
        records.told.push_back(DeviceId::from(cluster.random().bytes(DeviceId::kSize)));
    cluster.worker(0).receive(FakePeer::kId, records);
    cluster.settle(); // a message above the limit ends the test here
    QCOMPARE(cluster.tree(1)["f"], "f:x");
}

void TstShareReview::twoDevicesOfOneIdentityDoNotEchoEachOther()
{
    Cluster cluster(18);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    auto peer = FakePeer::join(cluster, 0);
    write(cluster.path(0, "f"), "f");
    cluster.settle();
    const auto records = peer->takeAll<protocol::Records>();
    QVERIFY(!records.empty());
    const DeviceId own = records[0].told.at(0);
    cluster.worker(0).peerClosed(FakePeer::kId);
    peer = FakePeer::join(cluster, 0, own);
    protocol::DigestRoot other;
    other.count = 1;
    other.digest = sha256("something else");
    for (int i = 0; i < 3; ++i)
        cluster.worker(0).receive(FakePeer::kId, other);
    cluster.run(10'000);
    QVERIFY(peer->takeAll<protocol::DigestRoot>().size() <= 1); // the greeting
    QCOMPARE(peer->takeAll<protocol::DigestQuery>().size(), size_t{1});
}

void TstShareReview::aDirectoryMadeInTheWayOfAMoveIsKept()
{
    Cluster cluster(19);
    cluster.add();
    cluster.add();
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const DirId id = DirId::from(Bytes(DirId::kSize, 'd'));
    FakePeer::join(cluster, 0);
    model::Record inside = aFile("f", "x", 2);
    inside.dir = id;
    cluster.worker(0).receive(FakePeer::kId, message({aDirectory(id, "d", 1)}));
    cluster.worker(0).receive(FakePeer::kId, message({inside}, "x"));
    cluster.settle();
    QVERIFY(cluster.tree(0).contains("d/f"));
    // Somebody makes the directory just before the move to its name arrives.
    fs::create_directory(cluster.path(0, "e"));
    write(cluster.path(0, "e/mine"), "mine");
    cluster.worker(0).receive(FakePeer::kId, message({aDirectory(id, "e", 3)}));
    cluster.settle();
    QVERIFY(!cluster.tree(0).contains("d"));
    std::set<Bytes> contents;
    for (const auto& [path, content] : cluster.tree(0))
        contents.insert(content);
    QCOMPARE(contents, (std::set<Bytes>{"d", "f:mine", "f:x"}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

void TstShareReview::anEmptyDirectoryGoesAfterACrashToo()
{
    for (size_t steps = 1; steps < 25; ++steps) {
        Cluster cluster(20);
        cluster.add();
        cluster.add();
        fs::create_directories(cluster.path(0, "d/e"));
        cluster.start(0);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        fs::remove_all(cluster.path(0, "d"));
        cluster.run(steps);
        cluster.crash(1);
        cluster.start(1);
        cluster.connectAll();
        cluster.settle();
        QVERIFY(cluster.tree(0).empty());
        QVERIFY2(cluster.tree(1).empty(), ("after " + std::to_string(steps) + " steps").c_str());
    }
}

void TstShareReview::aReadOnlyDeviceMakesAMovedDirectoryAgain()
{
    Cluster cluster(21);
    cluster.add();
    cluster.add({.readOnly = true, .overwriteChanges = true});
    fs::create_directories(cluster.path(0, "d/e"));
    write(cluster.path(0, "d/e/f"), "f");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    fs::rename(cluster.path(1, "d"), cluster.path(1, "elsewhere"));
    cluster.settle();
    QCOMPARE(cluster.tree(1)["d/e/f"], "f:f");
    QCOMPARE(cluster.tree(0).size(), size_t{3});
    write(cluster.path(0, "d/e/f"), "newer");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["d/e/f"], "f:newer");
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareReview::aReaderThatAsksForEverythingIsBounded()
{
    Cluster cluster(22);
    cluster.add();
    for (int f = 0; f < 700; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.start(0);
    cluster.settle();
    const auto peer = FakePeer::join(cluster, 0);
    peer->sent.clear();
    for (int i = 0; i < 100; ++i)
        cluster.worker(0).receive(FakePeer::kId, protocol::BucketItems{{0, 0}, {}});
    cluster.run(100'000);
    const size_t records = peer->takeRecords().size();
    QVERIFY2(records <= 2 * 700, std::to_string(records).c_str());
}

void TstShareReview::aFileWrittenRightAfterItsDirectoryWasMovedIsSeen()
{
    Cluster cluster(23);
    cluster.add();
    cluster.add();
    fs::create_directories(cluster.path(0, "d/sub"));
    fs::create_directories(cluster.path(0, "x"));
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    fs::rename(cluster.path(0, "d"), cluster.path(0, "x/moved"));
    write(cluster.path(0, "x/moved/f"), "f");
    write(cluster.path(0, "x/moved/sub/g"), "g");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.tree(1)["x/moved/sub/g"], "f:g");
}

// A file beside a directory of its name has a marked name. Here a file of exactly that marked name exists.
void TstShareReview::aNameThatIsAlsoAMarkSettles()
{
    Cluster cluster(24);
    cluster.makeTwo();
    const Bytes mark = sync::markedName("n", sha256(Bytes(kRootDir.view()) + "n").view());
    cluster.disconnect(0, 1);
    fs::create_directory(cluster.path(0, "n"));
    write(cluster.path(0, "n/inside"), "inside");
    write(cluster.path(1, "n"), "file");
    write(cluster.path(1, mark), "marked");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    std::set<Bytes> contents;
    for (const auto& [path, content] : cluster.tree(0))
        contents.insert(content);
    QCOMPARE(contents, (std::set<Bytes>{"d", "f:inside", "f:file", "f:marked"}));
    QVERIFY(cluster.worker(0).why("").empty());
    QVERIFY(cluster.worker(1).why("").empty());
}

void TstShareReview::aWriteJustBeforeAFileIsMovedAsideIsNotOverlooked()
{
    Cluster cluster(77);
    cluster.add();
    cluster.add();
    fs::create_directory(cluster.path(0, "name")); // a directory goes before a file of its name
    write(cluster.path(0, "name/in it"), "x");
    write(cluster.path(1, "name"), "before");
    for (size_t node = 0; node < 2; ++node)
        cluster.start(node);
    cluster.settle();
    bool written = false;
    cluster.intercept = [&](size_t, size_t to, protocol::Message& message) {
        if (to == 1 && std::holds_alternative<protocol::Records>(message) && !std::exchange(written, true))
            write(cluster.path(1, "name"), "after!");
        return true;
    };
    cluster.connectAll();
    cluster.settle();
    QVERIFY(written);
    const auto tree = cluster.tree(1);
    QCOMPARE(cluster.tree(0), tree);
    QCOMPARE(tree.size(), size_t{3});
    QVERIFY(std::any_of(tree.begin(), tree.end(), [](const auto& entry) { return entry.second == "f:after!"; }));
}

QTEST_GUILESS_MAIN(TstShareReview)
#include "tst_share_review.moc"
