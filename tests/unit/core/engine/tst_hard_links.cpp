// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "core/sync/conflict_name.h"
#include "files.h"
#include "troubled_file_system.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::NodeOptions;
using test::Troubles;
using test::write;

namespace {

// Each path with the first path that names the same file: the linked names have the same one.
std::map<Bytes, Bytes> files(const Cluster& cluster, size_t node)
{
    const auto fs = storage::makePosixFileSystem(cluster.folder(node).toStdString());
    std::map<uint64_t, Bytes> first;
    std::map<Bytes, Bytes> result;
    for (const auto& [path, what] : cluster.tree(node)) {
        if (!what.starts_with("f:"))
            continue;
        const size_t slash = path.rfind('/');
        const auto place = (*fs)->openDirectory(slash == Bytes::npos ? Bytes() : path.substr(0, slash));
        const auto stat = (*place)->statEntry(slash == Bytes::npos ? path : path.substr(slash + 1));
        result[path] = first.emplace(stat->inode, path).first->second;
    }
    return result;
}

bool linked(const Cluster& cluster, size_t node, const Bytes& a, const Bytes& b)
{
    const auto all = files(cluster, node);
    return all.contains(a) && all.contains(b) && all.at(a) == all.at(b);
}

void link(const Cluster& cluster, size_t node, const Bytes& from, const Bytes& to)
{
    fs::create_hard_link(cluster.path(node, from), cluster.path(node, to));
}

// Files that are touched from now on get another time than before.
void awaitAnotherTime(const Bytes& scratch)
{
    const auto touch = [&scratch] {
        write(scratch, "");
        return fs::last_write_time(scratch);
    };
    for (const auto before = touch(); touch() == before;)
        ;
}

// As editors save: a new file takes the name.
void saveAnew(const Cluster& cluster, size_t node, const Bytes& name, const Bytes& content)
{
    write(cluster.path(node, name + ".tmp"), content);
    fs::rename(cluster.path(node, name + ".tmp"), cluster.path(node, name));
}

struct Pair : Cluster
{
    explicit Pair(uint64_t seed, NodeOptions second = {}) : Cluster(seed)
    {
        add();
        add(std::move(second));
        intercept = [this](size_t from, size_t, protocol::Message& message) {
            if (std::holds_alternative<protocol::Records>(message))
                ++told[from];
            return true;
        };
    }
    void begin()
    {
        start(0);
        start(1);
        connectAll();
        settle();
    }
    std::map<size_t, int> told; // messages with records, by who sent them
};

NodeOptions onDisk(const Troubles& troubles)
{
    NodeOptions options;
    options.openFolder = [&troubles](const Bytes& path) { return test::TroubledFileSystem::open(troubles, path); };
    return options;
}

using Tree = std::map<Bytes, Bytes>;

} // namespace

// Hard links stay hard links, and where they cannot, files stay files.
class TstHardLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewLinkArrivesAsOne();
    void aLinkMadeWhileApartArrivesAsOne();
    void linksOfAFilledFolderArriveAsLinks();
    void aCopyOfLinksSendsNoContent();
    void aWriteThroughOneNameShowsUnderAll();
    void aWriteWhileNobodyLookedShowsUnderAll();
    void aWriteThroughALinkThatNobodyHasSeenShowsUnderAll();
    void aChmodThroughOneNameIsOneChangeOfAll();
    void aNameThatIsSavedAnewIsSeparated();
    void aSeparatedCopyOfEqualContentIsSeparated();
    void aRemovedNameLeavesTheOthers();
    void aRenamedNameStaysLinked();
    void twoGroupsAreJoinedByALink();
    void aRestartKeepsWhatItKnew();
    void whereNothingCanBeLinkedThereAreCopies();
    void whatACopyIsGivenIsNotWhatTheOthersGet();
    void aLinkThatFailsIsACopyAndTheOthersAreLinked();
    void aLinkThatIsRefusedOnceIsMadeLater();
    void aNameThatCannotBeLinkedLeavesItsFileAllTheSame();
    void twoDevicesThatLinkDifferentlyConverge();
    void filledFoldersWithTheSameLinksKeepThem();
    void filledFoldersAreLinkedAsTheWinnersAre();
    void aConflictCopyBelongsToNoGroup();
    void aReadOnlyDeviceLinksAndSeparates();
    void anIgnoredNameIsNoOther();
    void aThousandNamesOfOneFileFollow();
};

void TstHardLinks::aNewLinkArrivesAsOne()
{
    Pair cluster(1);
    write(cluster.path(0, "a"), makeSeededRandom(1)->bytes(150'000));
    cluster.begin();
    const uint64_t before = cluster.contentBytesSent();
    const int heard = cluster.told[1];
    fs::create_directories(cluster.path(0, "dir"));
    link(cluster, 0, "a", "dir/b");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QVERIFY(linked(cluster, 1, "a", "dir/b"));
    QCOMPARE(cluster.contentBytesSent() - before, uint64_t{0});
    QCOMPARE(cluster.told[1], heard); // nothing to say about it
    QVERIFY(cluster.archived(1).empty());
    QVERIFY(cluster.misbehaviour().empty());
}

// The record of the new name, and the one that gives the old name its group, are applied together.
void TstHardLinks::aLinkMadeWhileApartArrivesAsOne()
{
    Pair cluster(23);
    const auto name = [](const char* prefix, int f) { return prefix + std::to_string(f); };
    for (int f = 0; f < 60; ++f)
        write(cluster.path(0, name("a", f)), name("content ", f));
    cluster.begin();
    cluster.disconnect(0, 1);
    for (int f = 0; f < 60; ++f)
        link(cluster, 0, name("a", f), name("b", f));
    cluster.settle();
    cluster.connect(0, 1);
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    for (int f = 0; f < 60; ++f)
        QVERIFY2(linked(cluster, 1, name("a", f), name("b", f)), name("a", f).c_str());
    QVERIFY(cluster.archived(1).empty());
}

void TstHardLinks::linksOfAFilledFolderArriveAsLinks()
{
    Pair cluster(2);
    fs::create_directories(cluster.path(0, "x/y"));
    write(cluster.path(0, "small"), "small");
    write(cluster.path(0, "same as small"), "small");
    write(cluster.path(0, "large"), makeSeededRandom(2)->bytes(2'000'000));
    write(cluster.path(0, "empty"), "");
    for (const char* name : {"small", "large", "empty"}) {
        link(cluster, 0, name, "x/" + Bytes(name));
        link(cluster, 0, name, "x/y/" + Bytes(name));
    }
    cluster.begin();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(files(cluster, 1), files(cluster, 0));
    QVERIFY(!linked(cluster, 1, "small", "same as small"));
    QVERIFY2(cluster.contentBytesSent() < 2'500'000, std::to_string(cluster.contentBytesSent()).c_str());
}

void TstHardLinks::aCopyOfLinksSendsNoContent()
{
    Pair cluster(3);
    fs::create_directories(cluster.path(0, "tree/sub"));
    for (int f = 0; f < 300; ++f)
        write(cluster.path(0, (f % 2 ? "tree/f" : "tree/sub/f") + std::to_string(f)),
              f % 10 == 0 ? Bytes() : makeSeededRandom(static_cast<uint64_t>(f))->bytes(3'000));
    cluster.begin();
    const uint64_t before = cluster.contentBytesSent();
    fs::copy(cluster.path(0, "tree"), cluster.path(0, "backup"),
             fs::copy_options::recursive | fs::copy_options::create_hard_links);
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(files(cluster, 1), files(cluster, 0));
    QVERIFY(linked(cluster, 1, "tree/f7", "backup/f7"));
    QCOMPARE(cluster.contentBytesSent() - before, uint64_t{0});
    const int heard = cluster.told[1];
    cluster.worker(1).rescan();
    cluster.settle();
    QCOMPARE(cluster.told[1], heard);
    QVERIFY(cluster.archived(1).empty());
}

void TstHardLinks::aWriteThroughOneNameShowsUnderAll()
{
    Pair cluster(4);
    write(cluster.path(0, "a"), "old");
    link(cluster, 0, "a", "b");
    link(cluster, 0, "a", "c");
    cluster.begin();
    QVERIFY(linked(cluster, 1, "a", "c"));
    const uint64_t before = cluster.contentBytesSent();
    write(cluster.path(0, "b"), "new content");
    cluster.settle();
    const Tree expected{{"a", "f:new content"}, {"b", "f:new content"}, {"c", "f:new content"}};
    QCOMPARE(cluster.tree(1), expected);
    QVERIFY(linked(cluster, 1, "a", "b") && linked(cluster, 1, "a", "c"));
    QVERIFY(cluster.contentBytesSent() - before < 100);
    // And back, by another name.
    write(cluster.path(1, "c"), "newer");
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"a", "f:newer"}, {"b", "f:newer"}, {"c", "f:newer"}}));
    QCOMPARE(files(cluster, 0), files(cluster, 1));
    QVERIFY(linked(cluster, 0, "a", "b") && linked(cluster, 0, "a", "c"));
}

// Simulation seed 115: only the new name gets an event, and the old one has another content in the index.
void TstHardLinks::aWriteThroughALinkThatNobodyHasSeenShowsUnderAll()
{
    Pair cluster(24);
    write(cluster.path(0, "a"), "content");
    fs::create_directory(cluster.path(0, "d"));
    cluster.begin();
    link(cluster, 0, "a", "d/b");
    write(cluster.path(0, "d/b"), "written through the new name");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.tree(1).at("a"), Bytes("f:written through the new name"));
    QVERIFY(linked(cluster, 1, "a", "d/b"));
}

void TstHardLinks::aWriteWhileNobodyLookedShowsUnderAll()
{
    Pair cluster(5);
    write(cluster.path(0, "a"), "old");
    cluster.begin();
    cluster.stop(0);
    link(cluster, 0, "a", "b");
    write(cluster.path(0, "b"), "linked and written");
    cluster.start(0);
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"a", "f:linked and written"}, {"b", "f:linked and written"}}));
    QVERIFY(linked(cluster, 1, "a", "b"));
    QVERIFY(linked(cluster, 0, "a", "b"));
}

void TstHardLinks::aChmodThroughOneNameIsOneChangeOfAll()
{
    Pair cluster(6);
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    cluster.begin();
    const int heard = cluster.told[1];
    fs::permissions(cluster.path(0, "a"), fs::perms::owner_all);
    cluster.settle();
    QVERIFY(linked(cluster, 1, "a", "b"));
    QCOMPARE(fs::status(cluster.path(1, "b")).permissions(), fs::perms::owner_all);
    cluster.worker(1).rescan();
    cluster.settle();
    QCOMPARE(cluster.told[1], heard);
    QVERIFY(linked(cluster, 0, "a", "b"));
}

void TstHardLinks::aNameThatIsSavedAnewIsSeparated()
{
    Pair cluster(7);
    write(cluster.path(0, "a"), "both");
    link(cluster, 0, "a", "b");
    cluster.begin();
    saveAnew(cluster, 0, "a", "only a");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"a", "f:only a"}, {"b", "f:both"}}));
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    // What they have in common is over: a later equal content is another file.
    saveAnew(cluster, 0, "a", "both");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"a", "f:both"}, {"b", "f:both"}}));
    QVERIFY(!linked(cluster, 0, "a", "b"));
    QVERIFY(!linked(cluster, 1, "a", "b"));
}

void TstHardLinks::aSeparatedCopyOfEqualContentIsSeparated()
{
    Pair cluster(8);
    write(cluster.path(0, "a"), "both");
    link(cluster, 0, "a", "b");
    cluster.begin();
    QVERIFY(linked(cluster, 1, "a", "b"));
    const auto time = fs::last_write_time(cluster.path(0, "a"));
    write(cluster.path(0, "tmp"), "both");
    fs::last_write_time(cluster.path(0, "tmp"), time);
    fs::rename(cluster.path(0, "tmp"), cluster.path(0, "b"));
    cluster.settle();
    QVERIFY(!linked(cluster, 1, "a", "b"));
    write(cluster.path(1, "b"), "only b");
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"a", "f:both"}, {"b", "f:only b"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    for (size_t node : {size_t{0}, size_t{1}}) // no copy of what is still there
        QVERIFY(cluster.archived(node).size() <= 1);
}

void TstHardLinks::aRemovedNameLeavesTheOthers()
{
    Pair cluster(9);
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    link(cluster, 0, "a", "c");
    cluster.begin();
    fs::remove(cluster.path(0, "a"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"b", "f:content"}, {"c", "f:content"}}));
    QVERIFY(linked(cluster, 1, "b", "c"));
    const int heard = cluster.told[1];
    write(cluster.path(0, "b"), "edited");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"b", "f:edited"}, {"c", "f:edited"}}));
    QVERIFY(linked(cluster, 1, "b", "c"));
    QCOMPARE(cluster.told[1], heard);
}

void TstHardLinks::aRenamedNameStaysLinked()
{
    Pair cluster(10);
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    cluster.begin();
    const uint64_t before = cluster.contentBytesSent();
    fs::create_directories(cluster.path(0, "dir"));
    fs::rename(cluster.path(0, "b"), cluster.path(0, "dir/c"));
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QVERIFY(linked(cluster, 1, "a", "dir/c"));
    QCOMPARE(cluster.contentBytesSent() - before, uint64_t{0});
    write(cluster.path(1, "dir/c"), "edited");
    cluster.settle();
    QCOMPARE(cluster.tree(0)["a"], Bytes("f:edited"));
    QVERIFY(linked(cluster, 0, "a", "dir/c"));
}

void TstHardLinks::twoGroupsAreJoinedByALink()
{
    Pair cluster(11);
    for (const char* name : {"a", "x"}) {
        write(cluster.path(0, name), "content of " + Bytes(name));
        link(cluster, 0, name, name + Bytes("2"));
    }
    cluster.begin();
    fs::remove(cluster.path(0, "x2"));
    link(cluster, 0, "a", "x2");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(files(cluster, 1), files(cluster, 0));
    QVERIFY(linked(cluster, 1, "a", "x2") && linked(cluster, 1, "a", "a2") && !linked(cluster, 1, "x", "x2"));
}

void TstHardLinks::aRestartKeepsWhatItKnew()
{
    Pair cluster(12);
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    cluster.begin();
    cluster.stop(0);
    cluster.stop(1);
    write(cluster.path(1, "b"), "while it was down");
    link(cluster, 1, "b", "c");
    fs::remove(cluster.path(1, "a"));
    cluster.begin();
    QCOMPARE(cluster.tree(0), (Tree{{"b", "f:while it was down"}, {"c", "f:while it was down"}}));
    QVERIFY(linked(cluster, 0, "b", "c"));
    cluster.crash(0);
    cluster.start(0);
    cluster.connectAll();
    write(cluster.path(0, "c"), "after a crash");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"b", "f:after a crash"}, {"c", "f:after a crash"}}));
    QVERIFY(linked(cluster, 1, "b", "c"));
}

void TstHardLinks::whereNothingCanBeLinkedThereAreCopies()
{
    Troubles troubles;
    troubles.links = false;
    Pair cluster(13, onDisk(troubles));
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    cluster.begin();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QVERIFY(!linked(cluster, 1, "a", "b"));
    const int said = cluster.told[1];
    write(cluster.path(0, "a"), "through both");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"a", "f:through both"}, {"b", "f:through both"}}));
    cluster.worker(1).rescan();
    cluster.settle();
    QCOMPARE(cluster.told[1], said); // its limits are no changes
    QVERIFY(linked(cluster, 0, "a", "b"));
}

void TstHardLinks::whatACopyIsGivenIsNotWhatTheOthersGet()
{
    Troubles troubles;
    troubles.links = false;
    Pair cluster(14, onDisk(troubles));
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    cluster.begin();
    fs::permissions(cluster.path(1, "a"), fs::perms::owner_all);
    cluster.settle();
    // One file cannot have two modes.
    QCOMPARE(fs::status(cluster.path(0, "a")).permissions(), fs::perms::owner_all);
    QVERIFY(fs::status(cluster.path(0, "b")).permissions() != fs::perms::owner_all);
    QVERIFY(!linked(cluster, 0, "a", "b"));
    write(cluster.path(1, "b"), "only b");
    cluster.settle();
    QCOMPARE(cluster.tree(0), (Tree{{"a", "f:content"}, {"b", "f:only b"}}));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
}

void TstHardLinks::aLinkThatFailsIsACopyAndTheOthersAreLinked()
{
    Troubles troubles;
    int links = 0;
    troubles.fails = [&links](ByteView operation, const Bytes&) {
        return operation == "link" && ++links == 2 ? EMLINK : 0;
    };
    Pair cluster(15, onDisk(troubles));
    write(cluster.path(0, "a"), "content");
    for (const char* name : {"b", "c", "d"})
        link(cluster, 0, "a", name);
    cluster.begin();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    std::set<Bytes> different;
    for (const auto& [path, first] : files(cluster, 1))
        different.insert(first);
    QVERIFY2(different.size() == 2 || different.size() == 3, std::to_string(different.size()).c_str());
    write(cluster.path(0, "a"), "edited");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(files(cluster, 1), files(cluster, 0)); // there is room again
}

// Staging it and taking it back changes the ctime of the other name: that was nobody's edit.
void TstHardLinks::aLinkThatIsRefusedOnceIsMadeLater()
{
    QTemporaryDir scratch;
    Troubles troubles;
    bool linking = false;
    bool refused = false;
    troubles.fails = [&](ByteView operation, const Bytes& path) {
        linking |= operation == "link";
        if (operation == "removeFile")
            awaitAnotherTime(scratch.filePath(QStringLiteral("ticks")).toStdString());
        const bool shows = operation == "exchange" || operation == "renameNoReplace";
        if (!linking || refused || !shows || (path != "a" && path != "b"))
            return 0;
        refused = true;
        return EBUSY;
    };
    Pair cluster(25, onDisk(troubles));
    write(cluster.path(0, "a"), "content");
    write(cluster.path(0, "b"), "another");
    cluster.begin();
    linking = refused = false; // the probe links, too
    fs::remove(cluster.path(0, "b"));
    link(cluster, 0, "a", "b");
    cluster.settle();
    QVERIFY(refused);
    QVERIFY(linked(cluster, 1, "a", "b"));
}

// It is told that it belongs to another group than the name that it shares its file with.
void TstHardLinks::aNameThatCannotBeLinkedLeavesItsFileAllTheSame()
{
    Troubles troubles;
    bool refuses = false;
    troubles.fails = [&refuses](ByteView operation, const Bytes&) {
        return refuses && operation == "link" ? EXDEV : 0;
    };
    Pair cluster(31, onDisk(troubles));
    write(cluster.path(0, "m"), "content");
    cluster.begin();
    cluster.disconnect(0, 1);
    link(cluster, 1, "m", "n");
    cluster.settle();
    cluster.pass(std::chrono::seconds(1));
    link(cluster, 0, "m", "c"); // of the two groups, this one prevails
    cluster.settle();
    refuses = true;
    cluster.connect(0, 1);
    cluster.settle();
    QVERIFY(!linked(cluster, 1, "m", "n"));
    const auto time = fs::last_write_time(cluster.path(1, "n"));
    fs::last_write_time(cluster.path(0, "m"), time - std::chrono::hours(1));
    cluster.settle();
    QVERIFY(fs::last_write_time(cluster.path(1, "n")) == time);
    QVERIFY(fs::last_write_time(cluster.path(0, "n")) == time);
}

void TstHardLinks::twoDevicesThatLinkDifferentlyConverge()
{
    Pair cluster(16);
    for (const char* name : {"a", "b", "c"})
        write(cluster.path(0, name), "equal");
    for (const char* name : {"b", "c"})
        fs::last_write_time(cluster.path(0, name), fs::last_write_time(cluster.path(0, "a")));
    cluster.begin();
    cluster.disconnect(0, 1);
    fs::remove(cluster.path(0, "b"));
    link(cluster, 0, "a", "b");
    link(cluster, 0, "a", "new");
    cluster.settle();
    fs::remove(cluster.path(1, "c"));
    link(cluster, 1, "b", "c");
    link(cluster, 1, "b", "new");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QCOMPARE(cluster.tree(0).size(), size_t{4});
    QCOMPARE(files(cluster, 0), files(cluster, 1));
    const int said = cluster.told[0] + cluster.told[1];
    cluster.worker(0).rescan();
    cluster.worker(1).rescan();
    cluster.settle();
    QCOMPARE(cluster.told[0] + cluster.told[1], said);
    QVERIFY(cluster.misbehaviour().empty());
}

// Each device finds the names in an order of its own, and both announce groups.
void TstHardLinks::filledFoldersWithTheSameLinksKeepThem()
{
    Pair cluster(17);
    const auto time = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (size_t node : {size_t{0}, size_t{1}}) {
        for (int f = 0; f < 20; ++f) {
            const auto name = [f, node](int which) {
                return "f" + std::to_string(f) + "-" + std::to_string(node == 0 ? which : 2 - which);
            };
            write(cluster.path(node, name(0)), "content " + std::to_string(f));
            link(cluster, node, name(0), name(1));
            link(cluster, node, name(0), name(2));
            fs::last_write_time(cluster.path(node, name(0)), time);
        }
    }
    cluster.start(0);
    cluster.start(1);
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    for (size_t node : {size_t{0}, size_t{1}}) {
        for (int f = 0; f < 20; ++f) {
            QVERIFY(linked(cluster, node, "f" + std::to_string(f) + "-0", "f" + std::to_string(f) + "-1"));
            QVERIFY(linked(cluster, node, "f" + std::to_string(f) + "-0", "f" + std::to_string(f) + "-2"));
        }
        QVERIFY(cluster.archived(node).empty());
    }
    QCOMPARE(cluster.contentBytesSent(), uint64_t{0});
}

void TstHardLinks::filledFoldersAreLinkedAsTheWinnersAre()
{
    Pair cluster(18);
    const auto time = fs::file_time_type::clock::now() - std::chrono::hours(1);
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    fs::last_write_time(cluster.path(0, "a"), time);
    for (const char* name : {"a", "b"}) {
        write(cluster.path(1, name), "content");
        fs::last_write_time(cluster.path(1, name), time);
    }
    cluster.start(0);
    cluster.start(1);
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    QCOMPARE(cluster.tree(0), cluster.tree(1));
    QVERIFY(linked(cluster, 0, "a", "b"));
    QVERIFY(linked(cluster, 1, "a", "b"));
    QVERIFY(cluster.archived(1).empty());
}

void TstHardLinks::aConflictCopyBelongsToNoGroup()
{
    Pair cluster(19);
    write(cluster.path(0, "a"), "base");
    link(cluster, 0, "a", "b");
    cluster.begin();
    cluster.disconnect(0, 1);
    write(cluster.path(0, "a"), "by zero");
    write(cluster.path(1, "b"), "by one, later");
    cluster.settle();
    cluster.connectAll();
    cluster.settle();
    const Tree tree = cluster.tree(0);
    QCOMPARE(cluster.tree(1), tree);
    QCOMPARE(files(cluster, 1), files(cluster, 0));
    QVERIFY(linked(cluster, 0, "a", "b"));
    size_t copies = 0;
    for (const auto& [path, first] : files(cluster, 0)) {
        if (!sync::parseConflictName(path))
            continue;
        ++copies;
        QCOMPARE(fs::hard_link_count(cluster.path(0, path)), uintmax_t{1});
        QVERIFY(tree.at(path) != tree.at("a"));
    }
    QVERIFY(copies > 0);
    std::set<Bytes> contents;
    for (const auto& [path, content] : tree)
        contents.insert(content);
    QCOMPARE(contents, (std::set<Bytes>{"f:by zero", "f:by one, later"}));
}

void TstHardLinks::aReadOnlyDeviceLinksAndSeparates()
{
    Pair cluster(20, {.readOnly = true, .overwriteChanges = true});
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "b");
    cluster.begin();
    QVERIFY(linked(cluster, 1, "a", "b"));
    write(cluster.path(1, "b"), "not allowed");
    cluster.settle();
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(cluster.tree(0)["a"], Bytes("f:content"));
    saveAnew(cluster, 0, "b", "only b");
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"a", "f:content"}, {"b", "f:only b"}}));
}

void TstHardLinks::anIgnoredNameIsNoOther()
{
    Pair cluster(21);
    write(cluster.path(0, "a"), "content");
    link(cluster, 0, "a", "x.ignored");
    fs::create_directories(cluster.path(1, ".sync"));
    cluster.begin();
    QVERIFY(cluster.worker(0).setIgnoreList("*.ignored\n"));
    QVERIFY(cluster.worker(1).setIgnoreList("*.ignored\n"));
    cluster.settle();
    link(cluster, 0, "a", "y.ignored");
    write(cluster.path(0, "y.ignored"), "through an ignored name");
    cluster.worker(0).rescan();
    cluster.settle();
    QCOMPARE(cluster.tree(1)["a"], Bytes("f:through an ignored name"));
    QVERIFY(!cluster.tree(1).contains("y.ignored"));
    link(cluster, 0, "a", "b");
    cluster.settle();
    QVERIFY(linked(cluster, 1, "a", "b"));
}

void TstHardLinks::aThousandNamesOfOneFileFollow()
{
    Pair cluster(22);
    write(cluster.path(0, "a"), "content");
    for (int i = 0; i < 1'000; ++i)
        link(cluster, 0, "a", "n" + std::to_string(i));
    cluster.begin();
    QCOMPARE(files(cluster, 1), files(cluster, 0));
    QCOMPARE(fs::hard_link_count(cluster.path(1, "a")), uintmax_t{1'001});
    write(cluster.path(0, "n500"), "edited");
    cluster.settle();
    QCOMPARE(cluster.tree(1)["n999"], Bytes("f:edited"));
    QCOMPARE(cluster.tree(1), cluster.tree(0));
    QCOMPARE(fs::hard_link_count(cluster.path(1, "a")), uintmax_t{1'001});
    for (int i = 0; i < 1'000; ++i)
        fs::remove(cluster.path(0, "n" + std::to_string(i)));
    cluster.settle();
    QCOMPARE(cluster.tree(1), (Tree{{"a", "f:edited"}}));
}

QTEST_GUILESS_MAIN(TstHardLinks)
#include "tst_hard_links.moc"
