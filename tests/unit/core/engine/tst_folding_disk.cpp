// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster.h"
#include "files.h"
#include "folding_file_system.h"

#include <QTest>

#include <filesystem>

namespace fs = std::filesystem;
using namespace shoal;
using test::Cluster;
using test::NodeOptions;
using test::write;

namespace {

using Tree = std::map<Bytes, Bytes>;

Bytes upper(Bytes name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
}

// Tells of files by the name with which they were opened, as some disks do.
class ShoutingWatcher final : public storage::Watcher
{
public:
    ShoutingWatcher() : m_inner(std::move(*storage::makeInotifyWatcher())) {}
    Result<void> add(int64_t dir, const Bytes& procPath) override { return m_inner->add(dir, procPath); }
    void remove(int64_t dir) override { m_inner->remove(dir); }
    std::vector<storage::WatchEvent> read() override
    {
        auto events = m_inner->read();
        for (storage::WatchEvent& event : events)
            event.name = upper(event.name);
        return events;
    }
    int fileDescriptor() const override { return m_inner->fileDescriptor(); }
    size_t watchCount() const override { return m_inner->watchCount(); }

private:
    std::unique_ptr<storage::Watcher> m_inner;
};

// Node 0 has a disk that folds names, node 1 a usual one.
struct Folding
{
    explicit Folding(uint64_t seed, NodeOptions options = {}) : cluster(seed)
    {
        options.openFolder = test::FoldingFileSystem::open;
        cluster.makeTwo(options);
    }
    // The contents of node 0, by name.
    Tree here() const { return cluster.tree(0); }
    Tree there() const { return cluster.tree(1); }
    // Where node 0 has that content; "" = nowhere.
    Bytes nameOf(const Bytes& content) const
    {
        for (const auto& [path, what] : here()) {
            if (what == "f:" + content)
                return path;
        }
        return {};
    }
    void restart()
    {
        cluster.stop(0);
        cluster.start(0);
        cluster.connectAll();
        cluster.settle();
    }

    Cluster cluster;
};

} // namespace

// What cannot have its own name on a disk has another one there, and nobody else hears of it.
class TstFoldingDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusTellsWhatIsTrue();
    void twinsAreBothHere();
    void twinsThatComeTogether();
    void twinsOfDirectories();
    void aFileIsRenamedInCaseOnly();
    void aDirectoryIsRenamedInCaseOnly();
    void aRenameInCaseOnlyHereGoesToAll();
    void anEventOfATwinIsNoFile();
    void aNameThatIsRefusedIsAnotherOneHere();
    void aNameThatIsKeptInAnotherWayIsTheSameFile();
};

void TstFoldingDisk::statusTellsWhatIsTrue()
{
    Folding disk(1);
    Bytes told;
    for (const model::Sentence& sentence : disk.cluster.worker(0).status().guarantees)
        told += sentence.text() + "\n";
    QVERIFY2(told.find("one of two such files gets a suffix") != Bytes::npos, told.c_str());
    QVERIFY2(told.find("such files get another name here") != Bytes::npos, told.c_str());
}

void TstFoldingDisk::twinsAreBothHere()
{
    Folding disk(2);
    write(disk.cluster.path(1, "notes"), "lower");
    disk.cluster.settle();
    write(disk.cluster.path(1, "Notes"), "upper");
    disk.cluster.settle();
    const Tree both{{"Notes", "f:upper"}, {"notes", "f:lower"}};
    QCOMPARE(disk.there(), both);
    QCOMPARE(disk.nameOf("lower"), Bytes("notes"));
    const Bytes marked = disk.nameOf("upper");
    QVERIFY2(marked.starts_with("Notes.conflict-"), marked.c_str());

    disk.restart();
    QCOMPARE(disk.there(), both);
    QCOMPARE(disk.nameOf("upper"), marked);

    // Each goes on as itself, in both directions.
    write(disk.cluster.path(0, marked), "upper, edited here");
    write(disk.cluster.path(1, "notes"), "lower, edited there");
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"Notes", "f:upper, edited here"}, {"notes", "f:lower, edited there"}}));
    QCOMPARE(disk.nameOf("lower, edited there"), Bytes("notes"));
    write(disk.cluster.path(1, "Notes"), "upper, edited there");
    disk.cluster.settle();
    QCOMPARE(disk.nameOf("upper, edited there"), marked);

    // When one goes, the other has its own name.
    fs::remove(disk.cluster.path(1, "notes"));
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"Notes", "f:upper, edited there"}}));
    QCOMPARE(disk.here(), disk.there());
}

void TstFoldingDisk::twinsThatComeTogether()
{
    Folding disk(3);
    disk.cluster.disconnect(0, 1);
    for (const char* name : {"a", "A", "b", "B"})
        write(disk.cluster.path(1, name), Bytes("content of ") + name);
    disk.cluster.settle();
    disk.cluster.connectAll();
    disk.cluster.settle();
    QCOMPARE(disk.there().size(), size_t{4});
    QCOMPARE(disk.here().size(), size_t{4});
    for (const char* name : {"a", "A", "b", "B"}) {
        QCOMPARE(disk.there()[name], Bytes("f:content of ") + name);
        const Bytes here = disk.nameOf(Bytes("content of ") + name);
        QVERIFY2(here == name || here.starts_with(Bytes(name) + ".conflict-"), here.c_str());
    }
    // One that goes here goes everywhere, and only that one.
    const Bytes marked = disk.here().contains("a") ? "A" : "a";
    const Bytes plain = disk.here().contains("a") ? "a" : "A";
    fs::remove(disk.cluster.path(0, plain));
    disk.cluster.settle();
    QCOMPARE(disk.there().size(), size_t{3});
    QCOMPARE(disk.there()[marked], "f:content of " + marked);
    QCOMPARE(disk.nameOf("content of " + marked), marked);
}

void TstFoldingDisk::twinsOfDirectories()
{
    Folding disk(4);
    fs::create_directories(disk.cluster.path(1, "photos"));
    write(disk.cluster.path(1, "photos/same"), "of photos");
    disk.cluster.settle();
    fs::create_directories(disk.cluster.path(1, "Photos"));
    write(disk.cluster.path(1, "Photos/same"), "of Photos");
    write(disk.cluster.path(1, "PHOTOS"), "a file");
    disk.cluster.settle();
    const Tree all{{"PHOTOS", "f:a file"},
                   {"Photos", "d"},
                   {"Photos/same", "f:of Photos"},
                   {"photos", "d"},
                   {"photos/same", "f:of photos"}};
    QCOMPARE(disk.there(), all);
    QCOMPARE(disk.nameOf("of photos"), Bytes("photos/same"));
    const Bytes marked = disk.nameOf("of Photos");
    QVERIFY2(marked.starts_with("Photos.conflict-"), marked.c_str());
    QVERIFY2(disk.nameOf("a file").starts_with("PHOTOS.conflict-"), disk.nameOf("a file").c_str());
    disk.restart();
    QCOMPARE(disk.there(), all);
    QCOMPARE(disk.nameOf("of Photos"), marked);

    write(disk.cluster.path(0, marked), "edited");
    disk.cluster.settle();
    QCOMPARE(disk.there()["Photos/same"], Bytes("f:edited"));
    QCOMPARE(disk.there()["photos/same"], Bytes("f:of photos"));
    fs::remove(disk.cluster.path(1, "PHOTOS"));
    fs::remove_all(disk.cluster.path(1, "photos"));
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"Photos", "d"}, {"Photos/same", "f:edited"}}));
    QCOMPARE(disk.here(), disk.there());
}

void TstFoldingDisk::aFileIsRenamedInCaseOnly()
{
    Folding disk(5);
    write(disk.cluster.path(1, "readme"), "content");
    disk.cluster.settle();
    fs::rename(disk.cluster.path(1, "readme"), disk.cluster.path(1, "README"));
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"README", "f:content"}}));
    QCOMPARE(disk.here(), disk.there());
}

void TstFoldingDisk::aDirectoryIsRenamedInCaseOnly()
{
    Folding disk(6);
    fs::create_directories(disk.cluster.path(1, "dir"));
    write(disk.cluster.path(1, "dir/file"), "content");
    disk.cluster.settle();
    fs::rename(disk.cluster.path(1, "dir"), disk.cluster.path(1, "Dir"));
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"Dir", "d"}, {"Dir/file", "f:content"}}));
    QCOMPARE(disk.nameOf("content"), Bytes("dir/file")); // to this disk that is the same
    write(disk.cluster.path(1, "Dir/new"), "new");
    disk.cluster.settle();
    QCOMPARE(disk.nameOf("new"), Bytes("dir/new"));
    disk.restart();
    QCOMPARE(disk.there(), (Tree{{"Dir", "d"}, {"Dir/file", "f:content"}, {"Dir/new", "f:new"}}));
}

void TstFoldingDisk::aRenameInCaseOnlyHereGoesToAll()
{
    Folding disk(7);
    fs::create_directories(disk.cluster.path(0, "dir"));
    write(disk.cluster.path(0, "dir/file"), "content");
    write(disk.cluster.path(0, "readme"), "text");
    disk.cluster.settle();
    fs::rename(disk.cluster.path(0, "dir"), disk.cluster.path(0, "Dir"));
    fs::rename(disk.cluster.path(0, "readme"), disk.cluster.path(0, "README"));
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"Dir", "d"}, {"Dir/file", "f:content"}, {"README", "f:text"}}));
    QCOMPARE(disk.here(), disk.there());
}

void TstFoldingDisk::anEventOfATwinIsNoFile()
{
    NodeOptions options;
    options.makeWatcher = []() -> Result<std::unique_ptr<storage::Watcher>> {
        return std::make_unique<ShoutingWatcher>();
    };
    Folding disk(8, options);
    write(disk.cluster.path(1, "file"), "old");
    disk.cluster.settle();
    write(disk.cluster.path(0, "file"), "edited here");
    disk.cluster.settle();
    QCOMPARE(disk.there(), (Tree{{"file", "f:edited here"}}));
    QCOMPARE(disk.here(), disk.there());
}

void TstFoldingDisk::aNameThatIsRefusedIsAnotherOneHere()
{
    Folding disk(9);
    fs::create_directories(disk.cluster.path(1, "12:00"));
    write(disk.cluster.path(1, "12:00/a:b"), "content");
    disk.cluster.settle();
    const Bytes name = disk.nameOf("content");
    QVERIFY2(name.starts_with("12_00.conflict-") && name.find("/a_b.conflict-") != Bytes::npos, name.c_str());
    write(disk.cluster.path(0, name), "edited here");
    disk.cluster.settle();
    disk.restart();
    QCOMPARE(disk.there(), (Tree{{"12:00", "d"}, {"12:00/a:b", "f:edited here"}}));
    fs::rename(disk.cluster.path(1, "12:00/a:b"), disk.cluster.path(1, "12:00/plain"));
    disk.cluster.settle();
    QVERIFY2(disk.nameOf("edited here").ends_with("/plain"), disk.nameOf("edited here").c_str());
    QCOMPARE(disk.here().size(), size_t{2});
}

void TstFoldingDisk::aNameThatIsKeptInAnotherWayIsTheSameFile()
{
    Folding disk(10);
    fs::create_directories(disk.cluster.path(1, "dir."));
    write(disk.cluster.path(1, "dir./etc."), "content");
    disk.cluster.settle();
    QCOMPARE(disk.here(), (Tree{{"dir", "d"}, {"dir/etc", "f:content"}}));
    write(disk.cluster.path(0, "dir/etc"), "edited here");
    disk.cluster.settle();
    disk.restart();
    QCOMPARE(disk.there(), (Tree{{"dir.", "d"}, {"dir./etc.", "f:edited here"}}));
    write(disk.cluster.path(1, "dir./etc."), "edited there");
    disk.cluster.settle();
    QCOMPARE(disk.here(), (Tree{{"dir", "d"}, {"dir/etc", "f:edited there"}}));
    QCOMPARE(disk.there(), (Tree{{"dir.", "d"}, {"dir./etc.", "f:edited there"}}));
}

QTEST_GUILESS_MAIN(TstFoldingDisk)
#include "tst_folding_disk.moc"
