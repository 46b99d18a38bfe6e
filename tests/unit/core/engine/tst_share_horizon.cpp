// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/sync/horizon.h"
#include "files.h"

#include <QTest>

#include <filesystem>

namespace fs = std::filesystem;
using namespace shoal;
using engine::HeldAnswer;
using test::Cluster;
using test::write;

namespace {

constexpr std::chrono::hours kDay(24);

// Whether the index of a node that does not run has a row of that name.
bool remembers(const Cluster& cluster, size_t node, const Bytes& name, const DirId& in = kRootDir)
{
    auto index = store::Index::open(cluster.indexPath(node));
    if (!index)
        qFatal("no index: %s", index.error().context.c_str());
    store::DirNo no = store::kRootDirNo;
    const auto dirs = (*index)->allDirs();
    for (const store::DirRow& row : *dirs) {
        if (row.id == in)
            no = row.no;
    }
    const auto row = (*index)->file(no, name);
    return row && row->has_value();
}

bool hasHorizon(const Cluster& cluster, size_t node)
{
    return remembers(cluster, node, model::kHorizonName, model::horizonDir());
}

} // namespace

// Years in the life of a share: what is forgotten, and what of it comes back only when somebody wants it.
class TstShareHorizon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldDeletionsAreForgottenByAllAlike();
    void aShareWithoutOldDeletionsHasNoHorizon();
    void aDeletionOfAnOldFileIsYoung();
    void manyDeletionsAreForgottenSliceBySlice();
    void aDeviceThatWasAwayForAYear_data();
    void aDeviceThatWasAwayForAYear();
    void aReaderHoldsAndDoesNotAnswer();
    void aNewDeviceTakesWhatIsOld_data();
    void aNewDeviceTakesWhatIsOld();
    void aClockThatIsBehindRefusesTheHorizon();
    void aHorizonThatNoWriterSignedIsRefused();
};

void TstShareHorizon::oldDeletionsAreForgottenByAllAlike()
{
    Cluster cluster(1);
    cluster.add();
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.add({.readOnly = true});
    for (size_t node = 0; node < 4; ++node)
        cluster.start(node);
    cluster.connect(0, 1);
    cluster.connect(1, 2);
    cluster.connect(2, 3); // this one meets no writer
    cluster.settle();
    write(cluster.path(0, "stays"), "stays");
    write(cluster.path(0, "old"), "old");
    write(cluster.path(0, "younger"), "younger");
    cluster.settle();
    fs::remove(cluster.path(0, "old"));
    cluster.settle();
    cluster.pass(kDay * 100);
    fs::remove(cluster.path(0, "younger"));
    cluster.settle();
    std::map<size_t, protocol::DigestRoot> roots;
    cluster.intercept = [&roots](size_t from, size_t, protocol::Message& message) {
        if (const auto* root = std::get_if<protocol::DigestRoot>(&message))
            roots[from] = *root;
        return true;
    };
    cluster.pass(kDay * 100);
    QCOMPARE(roots.size(), size_t{4});
    for (const auto& [node, root] : roots) {
        QVERIFY(root.horizonNs > 0);
        QCOMPARE(root.horizonNs, roots[0].horizonNs);
        QCOMPARE(root.count, uint64_t{3}); // what stays, the younger deletion and the horizon
        QCOMPARE(root.digest, roots[0].digest);
        QVERIFY(cluster.worker(node).status().peers.front().inSync);
    }
    QVERIFY(cluster.misbehaviour().empty());
    for (size_t node = 0; node < 4; ++node) {
        QCOMPARE(cluster.tree(node), (std::map<Bytes, Bytes>{{"stays", "f:stays"}}));
        cluster.stop(node);
        QVERIFY(!remembers(cluster, node, "old"));
        QVERIFY(remembers(cluster, node, "younger"));
    }
    // The digests are the same after a start, which reads them from the index.
    const Hash before = roots[0].digest;
    roots.clear();
    cluster.startAll();
    QCOMPARE(roots[0].digest, before);
    QCOMPARE(roots[3].digest, before);
}

void TstShareHorizon::aShareWithoutOldDeletionsHasNoHorizon()
{
    Cluster cluster(2);
    cluster.add();
    cluster.add();
    cluster.startAll();
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    cluster.pass(kDay * 400);
    cluster.stop(0);
    QVERIFY(!hasHorizon(cluster, 0));
}

void TstShareHorizon::aDeletionOfAnOldFileIsYoung()
{
    Cluster cluster(3);
    cluster.add();
    cluster.add();
    for (const char* const name : {"first", "second"})
        write(cluster.path(0, name), "joined with the time of the file, decades before the clock's");
    cluster.startAll();
    fs::remove(cluster.path(0, "first"));
    cluster.settle();
    cluster.pass(kDay * 179);
    fs::remove(cluster.path(0, "second"));
    cluster.settle();
    cluster.pass(kDay * 3);
    cluster.stop(1);
    QVERIFY(hasHorizon(cluster, 1));
    QVERIFY(!remembers(cluster, 1, "first"));
    QVERIFY(remembers(cluster, 1, "second"));
}

void TstShareHorizon::manyDeletionsAreForgottenSliceBySlice()
{
    constexpr int kFiles = 700;
    Cluster cluster(9);
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.startAll();
    const auto name = [](int number) { return "file" + std::to_string(number); };
    for (int i = 0; i < kFiles; ++i)
        write(cluster.path(0, name(i)), name(i));
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    for (int i = 0; i < kFiles; ++i)
        fs::remove(cluster.path(0, name(i)));
    cluster.settle();
    QCOMPARE(cluster.tree(1).size(), size_t{1});
    const auto remembered = [&](size_t node) {
        int count = 0;
        for (int i = 0; i < kFiles; ++i)
            count += remembers(cluster, node, name(i)) ? 1 : 0;
        return count;
    };
    // The reader stops in the middle of it.
    bool told = false;
    cluster.intercept = [&told](size_t, size_t to, protocol::Message& message) {
        const auto* records = std::get_if<protocol::Records>(&message);
        for (const protocol::RecordItem& item : records ? records->items : std::vector<protocol::RecordItem>())
            told |= to == 1 && model::unseal(item.record)->record.isHorizon();
        return true;
    };
    for (size_t node = 0; node < 2; ++node)
        cluster.clock(node).advance(std::chrono::hours(24 * 200));
    for (int i = 0; i < 100'000 && !told; ++i)
        cluster.run(1);
    QVERIFY(told);
    cluster.crash(1);
    QVERIFY(remembered(1) > 0);
    QVERIFY(remembered(1) < kFiles);
    cluster.start(1);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(cluster.worker(1).status().peers.front().inSync);
    QVERIFY(cluster.worker(0).status().peers.front().inSync);
    for (size_t node = 0; node < 2; ++node) {
        cluster.stop(node);
        QCOMPARE(remembered(node), 0);
    }
    QVERIFY(cluster.misbehaviour().empty());
}

namespace {

// Nodes 0 and 1 go on for a year without the last one; then that one is back. "gone" was deleted meanwhile and the
// deletion is forgotten.
void liveAYearWithout(Cluster& cluster)
{
    const size_t away = cluster.size() - 1;
    cluster.startAll();
    fs::create_directory(cluster.path(0, "dir"));
    write(cluster.path(0, "dir/gone"), "gone");
    write(cluster.path(0, "edited"), "before");
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    cluster.stop(away);
    cluster.pass(kDay * 10);
    fs::remove_all(cluster.path(0, "dir"));
    write(cluster.path(1, "late"), "made while it was away, before the horizon");
    cluster.settle();
    cluster.pass(kDay * 350);
    if (fs::exists(cluster.path(1, "dir")))
        qFatal("the deletion has not arrived");
    write(cluster.path(away, "edited"), "edited while it was away");
    write(cluster.path(away, "made"), "made there while it was away");
    cluster.start(away);
    cluster.connectAll();
    cluster.settle();
}

} // namespace

void TstShareHorizon::aDeviceThatWasAwayForAYear_data()
{
    QTest::addColumn<bool>("keep");
    QTest::newRow("keep") << true;
    QTest::newRow("remove") << false;
}

void TstShareHorizon::aDeviceThatWasAwayForAYear()
{
    QFETCH(const bool, keep);
    Cluster cluster(4);
    cluster.add();
    cluster.add();
    cluster.add();
    liveAYearWithout(cluster);
    const std::map<Bytes, Bytes> common{{"edited", "f:edited while it was away"},
                                        {"late", "f:made while it was away, before the horizon"},
                                        {"made", "f:made there while it was away"},
                                        {"stays", "f:stays"}};
    std::map<Bytes, Bytes> all = common;
    all["dir"] = "d";
    all["dir/gone"] = "f:gone";
    // Nothing came back, and nothing is lost.
    QCOMPARE(cluster.tree(0), common);
    QCOMPARE(cluster.tree(1), common);
    QCOMPARE(cluster.tree(2), all);
    for (size_t node = 0; node < 2; ++node) {
        const auto why = cluster.worker(node).why("dir/gone");
        QCOMPARE(why.size(), size_t{1});
        QCOMPARE(why[0].state, Bytes("blocked"));
        QVERIFY2(why[0].reason.text().find("perhaps it was deleted long ago") != Bytes::npos,
                 why[0].reason.text().c_str());
        QVERIFY2(why[0].whatToDo.text().find("--keep") != Bytes::npos, why[0].whatToDo.text().c_str());
        QCOMPARE(cluster.worker(node).status().problems, uint64_t{1});
    }
    const HeldAnswer answer = keep ? HeldAnswer::Keep : HeldAnswer::Remove;
    const auto elsewhere = cluster.worker(0).answerHeld(answer, "elsewhere");
    QVERIFY(!elsewhere);
    QCOMPARE(elsewhere.error().code, ErrorCode::InvalidArgument);
    QVERIFY(cluster.worker(0).answerHeld(answer, cluster.path(0, "dir")));
    cluster.settle();
    for (size_t node = 0; node < 3; ++node) {
        QCOMPARE(cluster.tree(node), keep ? all : common);
        QCOMPARE(cluster.worker(node).status().problems, uint64_t{0});
        QVERIFY(cluster.worker(node).status().peers.front().inSync);
    }
    const std::vector<Bytes> archived = cluster.archived(2);
    QCOMPARE(std::count(archived.begin(), archived.end(), "gone"), keep ? 0 : 1);
    QVERIFY(!cluster.worker(1).answerHeld(answer, {})); // answered for all
    QVERIFY(cluster.misbehaviour().empty());
}

void TstShareHorizon::aReaderHoldsAndDoesNotAnswer()
{
    Cluster cluster(5);
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.add();
    cluster.startAll();
    write(cluster.path(0, "gone"), "gone");
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    cluster.stop(2);
    fs::remove(cluster.path(0, "gone"));
    cluster.settle();
    cluster.pass(kDay * 200);
    cluster.start(2);
    cluster.connectAll();
    cluster.settle();
    QVERIFY(!cluster.tree(1).contains("gone"));
    QCOMPARE(cluster.worker(1).status().problems, uint64_t{1});
    const auto refused = cluster.worker(1).answerHeld(HeldAnswer::Keep, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unsupported);
    QVERIFY(cluster.worker(0).answerHeld(HeldAnswer::Keep, {}));
    cluster.settle();
    for (size_t node = 0; node < 3; ++node)
        QCOMPARE(cluster.tree(node), (std::map<Bytes, Bytes>{{"gone", "f:gone"}, {"stays", "f:stays"}}));
    QCOMPARE(cluster.worker(1).status().problems, uint64_t{0});
}

void TstShareHorizon::aNewDeviceTakesWhatIsOld_data()
{
    QTest::addColumn<bool>("readOnly");
    QTest::addColumn<bool>("filled");
    QTest::newRow("a writer") << false << false;
    QTest::newRow("a reader") << true << false;
    QTest::newRow("a writer with a filled folder") << false << true;
}

void TstShareHorizon::aNewDeviceTakesWhatIsOld()
{
    QFETCH(const bool, readOnly);
    QFETCH(const bool, filled);
    Cluster cluster(6);
    cluster.add();
    cluster.add();
    cluster.startAll();
    write(cluster.path(0, "stays"), "stays");
    write(cluster.path(0, "gone"), "gone");
    cluster.settle();
    fs::remove(cluster.path(0, "gone"));
    cluster.settle();
    cluster.pass(kDay * 300);
    const size_t fresh = cluster.add({.readOnly = readOnly});
    cluster.clock(fresh).advance(std::chrono::hours(24 * 300));
    std::map<Bytes, Bytes> expected{{"stays", "f:stays"}};
    if (filled) { // with a time of decades before the horizon: it is a new file of this share all the same
        write(cluster.path(fresh, "own"), "own");
        expected["own"] = "f:own";
    }
    cluster.start(fresh);
    cluster.connectAll();
    cluster.settle();
    for (size_t node = 0; node < 3; ++node) {
        QCOMPARE(cluster.tree(node), expected);
        QCOMPARE(cluster.worker(node).status().problems, uint64_t{0});
    }
    cluster.stop(fresh);
    QVERIFY(hasHorizon(cluster, fresh));
}

void TstShareHorizon::aClockThatIsBehindRefusesTheHorizon()
{
    Cluster cluster(7);
    cluster.add();
    cluster.add({.readOnly = true}); // it sets none of its own
    cluster.startAll();
    write(cluster.path(0, "gone"), "gone");
    write(cluster.path(0, "stays"), "stays");
    cluster.settle();
    fs::remove(cluster.path(0, "gone"));
    cluster.settle();
    cluster.clock(1).setSkew(std::chrono::hours(-24 * 15));
    cluster.pass(kDay * 200);
    const auto all = cluster.worker(1).why({});
    const auto refused = std::find_if(all.begin(), all.end(), [](const engine::WhyItem& item) {
        return item.reason.text().find("the horizon is refused") != Bytes::npos;
    });
    QVERIFY(refused != all.end());
    QVERIFY2(refused->reason.text().find("'node0'") != Bytes::npos, refused->reason.text().c_str());
    QVERIFY(cluster.misbehaviour().empty()); // a clock is no crime, and the rest goes on
    write(cluster.path(0, "new"), "new");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    cluster.clock(1).setSkew(std::chrono::seconds(0));
    cluster.pass(kDay * 1);
    QVERIFY(cluster.worker(1).why({}).empty());
    QVERIFY(cluster.worker(1).status().peers.front().inSync);
    cluster.stop(1);
    QVERIFY(hasHorizon(cluster, 1));
    QVERIFY(!remembers(cluster, 1, "gone"));
}

void TstShareHorizon::aHorizonThatNoWriterSignedIsRefused()
{
    Cluster cluster(8);
    cluster.add();
    cluster.add({.readOnly = true});
    cluster.add({.readOnly = true});
    for (size_t node = 0; node < 3; ++node)
        cluster.start(node);
    cluster.connect(0, 1);
    cluster.connect(1, 2);
    cluster.settle();
    const int64_t longAgo = cluster.clock(0).wallNs() - 300 * sync::kDayNs;
    bool forged = false;
    cluster.intercept = [&](size_t from, size_t to, protocol::Message& message) {
        auto* records = std::get_if<protocol::Records>(&message);
        if (records && from == 1 && to == 2 && !std::exchange(forged, true))
            records->items.front() = {sync::makeHorizon(longAgo, {{5}, 1, longAgo}).bytes, std::nullopt, false};
        return true;
    };
    write(cluster.path(0, "file"), "file");
    cluster.settle();
    QVERIFY(forged);
    QCOMPARE(cluster.misbehaviour().size(), size_t{1});
    QVERIFY2(cluster.misbehaviour()[0].context.find("without a valid signature") != Bytes::npos,
             cluster.misbehaviour()[0].context.c_str());
    cluster.stop(2);
    QVERIFY(!hasHorizon(cluster, 2));
}

QTEST_GUILESS_MAIN(TstShareHorizon)
#include "tst_share_horizon.moc"
