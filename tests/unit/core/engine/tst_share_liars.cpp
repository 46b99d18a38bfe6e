// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/content_hasher.h"
#include "files.h"
#include "scripted_peer.h"
#include "shared/base/hash.h"

#include <QTest>

#include <filesystem>

namespace fs = std::filesystem;
using namespace shoal;
using shoal::test::Cluster;
using shoal::test::ScriptedPeer;
using shoal::test::write;

namespace {

constexpr AuthorId kLiar{0x11a5};
// Above what the clocks of the cluster show.
constexpr int64_t kLate = int64_t{4'100'000'000} * 1'000'000'000;

model::Record aFile(const Bytes& name, const Bytes& content, uint64_t counter = 1)
{
    model::Record record;
    record.name = name;
    record.size = content.size();
    record.mtimeNs = kLate;
    record.mode = 0644;
    record.content = sha256(content);
    record.author = kLiar;
    record.counter = counter;
    record.vector.set(kLiar, counter);
    record.stamp = kLate + static_cast<int64_t>(counter);
    record.dot = {kLiar, counter, record.stamp};
    return record;
}

model::Record aLink(const Bytes& name, const Bytes& target, uint64_t counter = 1)
{
    model::Record record = aFile(name, target, counter);
    record.kind = model::RecordKind::Symlink;
    record.size = 0;
    record.target = target;
    return record;
}

model::Record aDirectory(const DirId& id, const Bytes& name, uint64_t counter = 1)
{
    model::Record record = aFile(name, {}, counter);
    record.kind = model::RecordKind::Directory;
    record.dir = id;
    record.size = 0;
    record.content = {};
    record.dot = {};
    return record;
}

protocol::Records saying(const model::Record& record, std::optional<Bytes> content = {})
{
    return protocol::Records{{{model::seal(record).bytes, std::move(content), true}}, {}, {}};
}

DirId dirId(char c)
{
    return DirId::from(Bytes(DirId::kSize, c));
}

using Lie = std::function<void(Cluster&, ScriptedPeer&)>;

void lies(const Bytes& name, const Bytes& reason, const Lie& lie)
{
    QTest::newRow(name.c_str()) << lie << QByteArray::fromStdString(reason);
}

void record(const Bytes& name, const Bytes& reason, const std::function<void(model::Record&)>& spoil)
{
    lies(name, reason, [spoil](Cluster&, ScriptedPeer& peer) {
        model::Record spoilt = aFile("spoilt", "content");
        spoil(spoilt);
        peer.say(saying(spoilt, "content"));
    });
}

} // namespace

Q_DECLARE_METATYPE(Lie)

// A peer that holds the read-write secret, and lies: it is refused with a reason, the others go on, and nothing of it
// gets where it should not.
class TstShareLiars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLieIsRefusedAndTheRestGoesOn_data();
    void aLieIsRefusedAndTheRestGoesOn();
    void aSymlinkInTheMiddleLeadsNowhere();
    void aSizeThatIsNotTheContentsIsNeverShown();
    void aDirectoryThatIsItsOwnParentHurtsNobody();
    void aCounterOfOursThatWeNeverUsedMakesANewAuthor();
    void repliesThatNobodyAskedForCostNothing();
    void listsOfTheWholeShareAreNotReadAgainAndAgain();
    void wantsAreBounded();
};

void TstShareLiars::aLieIsRefusedAndTheRestGoesOn_data()
{
    QTest::addColumn<Lie>("lie");
    QTest::addColumn<QByteArray>("reason");
    record("a name that leads up", "name", [](auto& r) { r.name = ".."; });
    record("a name with a way", "name", [](auto& r) { r.name = "../../etc/passwd"; });
    record("an absolute name", "name", [](auto& r) { r.name = "/etc/passwd"; });
    record("a name with a NUL", "name", [](auto& r) { r.name = Bytes("a\0b", 3); });
    record("no name", "name", [](auto& r) { r.name.clear(); });
    record("a name that is too long", "name", [](auto& r) { r.name = Bytes(256, 'n'); });
    record("the service folder", ".sync", [](auto& r) { r.name = ".sync"; });
    record("a counter that its vector lacks", "counter", [](auto& r) { r.counter = 7; });
    record("counter 0", "counter", [](auto& r) {
        r.counter = 0;
        r.vector = {};
    });
    record("a stamp at the end of time", "stamp", [](auto& r) { r.stamp = INT64_MAX; });
    record("a dot after its own record", "dot", [](auto& r) { r.dot.stamp = r.stamp + 1; });
    record("a dot that nobody wrote", "dot", [](auto& r) { r.dot.counter = 99; });
    record("a live file without content", "content", [](auto& r) { r.content = {}; });
    record("a mode beyond permissions", "mode", [](auto& r) { r.mode = 0100644; });
    record("attributes without end", "attribute", [](auto& r) { r.xattrs = {{"user.a", Bytes(70'000, 'x')}}; });
    record("a link whose target is another", "target", [](auto& r) {
        r.kind = model::RecordKind::Symlink;
        r.target = "elsewhere";
    });
    lies("bytes that are no record", "record", [](Cluster&, ScriptedPeer& peer) {
        peer.say(protocol::Records{{{"not a record", std::nullopt, false}}, {}, {}});
    });
    lies("a content that is another", "content",
         [](Cluster&, ScriptedPeer& peer) { peer.say(saying(aFile("spoilt", "content"), "another")); });
    lies("a content of another length", "content", [](Cluster&, ScriptedPeer& peer) {
        model::Record longer = aFile("spoilt", "content");
        longer.size += 1;
        peer.say(saying(longer, "content"));
    });
    lies("a directory with a content", "content",
         [](Cluster&, ScriptedPeer& peer) { peer.say(saying(aDirectory(dirId('d'), "directory"), "content")); });
    lies("a successor of lower rank", "history", [](Cluster& cluster, ScriptedPeer& peer) {
        // It has seen what is here, and claims to be older.
        peer.say(saying(aFile("doc", "first")));
        cluster.run(1'000'000);
        model::Record later = aFile("doc", "second", 2);
        later.stamp = 5;
        later.dot.stamp = 5;
        peer.say(saying(later));
    });
}

void TstShareLiars::aLieIsRefusedAndTheRestGoesOn()
{
    QFETCH(Lie, lie);
    QFETCH(QByteArray, reason);
    Cluster cluster(1);
    cluster.add();
    cluster.add();
    write(cluster.path(0, "honest"), "one");
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadWrite);
    lie(cluster, *liar);
    QCOMPARE(cluster.misbehaved(), std::vector<engine::PeerId>{liar->id()});
    const Bytes& said = cluster.misbehaviour()[0].context;
    QVERIFY2(said.find(reason.toStdString()) != Bytes::npos, said.c_str());
    liar->leave();
    write(cluster.path(1, "honest"), "two");
    cluster.settle();
    QCOMPARE(cluster.tree(0)["honest"], "f:two");
    QVERIFY(!cluster.tree(0).contains("spoilt") || cluster.tree(0)["spoilt"] == "f:content");
    QCOMPARE(cluster.misbehaved().size(), size_t{1});
    QVERIFY(!fs::exists(cluster.folder(0).toStdString() + "/../passwd"));
}

void TstShareLiars::aSymlinkInTheMiddleLeadsNowhere()
{
    Cluster cluster(2);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const Bytes outside = cluster.path(0, "../outside");
    fs::create_directory(outside);
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadWrite);
    const model::Record directory = aDirectory(dirId('d'), "way", 3);
    model::Record inside = aFile("planted", "x", 4);
    inside.dir = dirId('d');
    for (const bool linkFirst : {true, false}) {
        if (linkFirst)
            liar->say(saying(aLink("way", "../outside", 1)));
        liar->say(saying(inside, "x"));
        cluster.run(1'000'000);
        liar->say(saying(directory));
        cluster.run(1'000'000);
        if (!linkFirst)
            liar->say(saying(aLink("way", "../outside", 2)));
        cluster.settle();
        for (const auto& ask : liar->takeAll<protocol::ContentRequest>())
            liar->say(protocol::ContentReply{ask.id, protocol::ContentStatus::Ok, "x"});
        cluster.settle();
    }
    QVERIFY(fs::is_empty(outside));
    QCOMPARE(cluster.tree(0)["way/planted"], "f:x");
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareLiars::aSizeThatIsNotTheContentsIsNeverShown()
{
    Cluster cluster(3);
    cluster.add();
    cluster.start(0);
    cluster.settle();
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadWrite);
    model::Record longer = aFile("longer", "content");
    longer.size = 1'000;
    liar->say(saying(longer));
    cluster.run(1'000'000);
    const auto asked = liar->takeAll<protocol::ContentRequest>();
    QCOMPARE(asked.size(), size_t{1});
    liar->say(protocol::ContentReply{asked[0].id, protocol::ContentStatus::Ok, "content"});
    cluster.settle();
    QVERIFY(!cluster.tree(0).contains("longer"));
    const auto why = cluster.worker(0).why("longer");
    QVERIFY(!why.empty());
    QCOMPARE(why[0].state, Bytes("waiting"));
}

void TstShareLiars::aDirectoryThatIsItsOwnParentHurtsNobody()
{
    Cluster cluster(4);
    cluster.add();
    cluster.add();
    cluster.start(0);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadWrite);
    model::Record self = aDirectory(dirId('s'), "self");
    self.parent = dirId('s');
    model::Record one = aDirectory(dirId('1'), "one", 2);
    one.parent = dirId('2');
    model::Record two = aDirectory(dirId('2'), "two", 3);
    two.parent = dirId('1');
    for (const model::Record& lie : {self, one, two})
        liar->say(saying(lie));
    cluster.settle();
    write(cluster.path(0, "honest"), "one");
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(cluster.tree(1)["honest"], "f:one");
}

void TstShareLiars::aCounterOfOursThatWeNeverUsedMakesANewAuthor()
{
    Cluster cluster(5);
    cluster.add();
    write(cluster.path(0, "mine"), "one");
    cluster.start(0);
    cluster.settle();
    const auto other = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadWrite);
    other->say(protocol::DigestRoot{});
    cluster.run(1'000'000);
    const auto told = other->takeAll<protocol::Records>();
    const model::Record mine = model::unseal(told.at(0).items.at(0).record)->record;
    model::Record seen = aFile("other", "x");
    seen.vector.set(mine.author, mine.counter + 1'000'000);
    other->say(saying(seen, "x"));
    write(cluster.path(0, "mine"), "two");
    cluster.settle();
    std::vector<model::Record> after;
    for (const auto& message : other->takeAll<protocol::Records>()) {
        for (const auto& item : message.items)
            after.push_back(model::unseal(item.record)->record);
    }
    QCOMPARE(after.size(), size_t{1});
    QCOMPARE(after[0].name, Bytes("mine"));
    QVERIFY(after[0].author != mine.author);
    QVERIFY(after[0].vector.covers(mine.author, mine.counter));
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareLiars::repliesThatNobodyAskedForCostNothing()
{
    Cluster cluster(6);
    cluster.add();
    for (int f = 0; f < 300; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.start(0);
    cluster.settle();
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadOnly);
    liar->sent.clear();
    protocol::DigestReply reply;
    reply.nodes.assign(4'000, {protocol::DigestNode{0, 0}, {}});
    liar->say(reply);
    cluster.run(1'000'000);
    QVERIFY(liar->takeAll<protocol::BucketItems>().empty());
    QVERIFY(liar->takeAll<protocol::DigestQuery>().empty());
}

void TstShareLiars::listsOfTheWholeShareAreNotReadAgainAndAgain()
{
    Cluster cluster(7);
    cluster.add();
    for (int f = 0; f < 300; ++f)
        write(cluster.path(0, "f" + std::to_string(f)), std::to_string(f));
    cluster.start(0);
    cluster.settle();
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadOnly);
    const auto answered = [&] {
        cluster.run(1'000'000);
        size_t records = 0;
        for (const auto& message : liar->takeAll<protocol::Records>())
            records += message.items.size();
        return records;
    };
    // Each time all of its records are read: 100,000 are enough for a minute.
    size_t rounds = 0;
    for (; rounds < 1'000; ++rounds) {
        liar->say(protocol::BucketItems{{0, 0}, {}});
        if (answered() == 0)
            break;
    }
    QVERIFY2(rounds > 300 && rounds < 350, std::to_string(rounds).c_str());
    cluster.clock(0).advance(std::chrono::seconds(61));
    liar->say(protocol::BucketItems{{0, 0}, {}});
    QCOMPARE(answered(), size_t{300});
}

void TstShareLiars::wantsAreBounded()
{
    Cluster cluster(8);
    cluster.add();
    write(cluster.path(0, "file"), "x");
    cluster.start(0);
    cluster.settle();
    const auto liar = ScriptedPeer::join(cluster, 0, crypto::Permission::ReadOnly);
    protocol::BucketWant want;
    want.keyHashes.push_back(model::RecordKey{false, kRootDir, "file"}.hash());
    want.keyHashes.resize(60'000, 17);
    const auto answered = [&] {
        cluster.run(1'000'000);
        return liar->takeAll<protocol::Records>().size();
    };
    liar->say(want);
    QCOMPARE(answered(), size_t{1});
    liar->say(want);
    QCOMPARE(answered(), size_t{0});
}

QTEST_GUILESS_MAIN(TstShareLiars)
#include "tst_share_liars.moc"
