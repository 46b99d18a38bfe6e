// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/archive.h"

#include "rude_user.h"
#include "stepping_file_system.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

namespace {

constexpr int64_t kDay = 86'400LL * 1'000'000'000;
constexpr int64_t kNow = 20'000 * kDay;

// A share with an archive, and files to put into it.
struct Fixture
{
    Bytes store(Archive& to, ByteView originalPath, ByteView content, int64_t nowNs = kNow,
                Worth worth = Worth::Ordinary)
    {
        folder.writeOld(".sync/staged", content);
        const auto stored = to.store(*folder.directory(".sync"), "staged", originalPath, nowNs, worth);
        if (!stored)
            qFatal("%s", stored.error().context.c_str());
        return *stored;
    }
    Bytes store(ByteView originalPath, ByteView content, int64_t nowNs = kNow, Worth worth = Worth::Ordinary)
    {
        return store(archive, originalPath, content, nowNs, worth);
    }
    // All versions with their contents, as "a/x.1.txt=content".
    std::set<Bytes> versions() const
    {
        std::set<Bytes> found;
        const Bytes root = folder.path(".sync/Archive");
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.is_directory())
                continue;
            const Bytes path = entry.path().string().substr(root.size() + 1);
            found.insert(path + "=" + ShareFolder::readFrom(entry.path().string()));
        }
        return found;
    }

    ShareFolder folder;
    Archive archive{folder.fs()};
};

} // namespace

class TstArchive : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAreSplit_data();
    void namesAreSplit();
    void longNamesStayWithinTheLimit();
    void versionsCountUp();
    void versionsCountUpAfterARestart();
    void versionsCountOnFromTheNewestThatIsLeft();
    void theTimeOfArchivingIsKept();
    void preciousVersionsShowIt();
    void filesInTheWayOfDirectories();
    void linksInTheArchiveAreNotFollowed();
    void symlinksAreArchived();
    void hardLinksAreCopied();
    void anotherFileSystemIsCopiedTo_data();
    void anotherFileSystemIsCopiedTo();
    void copyingNoticesWriters();
    void copyingToAnotherFileSystemNoticesWriters();
    void peopleMayCleanUpMeanwhile();
    void withoutServiceFolderNothingIsArchived();
    void badPathsAreRefused_data();
    void badPathsAreRefused();
    void whatIsTooOldGoes();
    void theOldestGoFirst();
    void aFullDiskDrivesVersionsOut();
    void preciousVersionsStay_data();
    void preciousVersionsStay();
    void emptyDirectoriesGo();
    void theSizeIsCounted();
    void pruningNothingIsCheap();
    void aClockFarBehindDropsNothing();
};

void TstArchive::namesAreSplit_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("third");
    QTest::newRow("with an extension") << QByteArray("report.txt") << QByteArray("report.3.txt");
    QTest::newRow("without one") << QByteArray("Makefile") << QByteArray("Makefile.3");
    QTest::newRow("hidden") << QByteArray(".profile") << QByteArray(".profile.3");
    QTest::newRow("hidden with an extension") << QByteArray(".a.conf") << QByteArray(".a.3.conf");
    QTest::newRow("two extensions") << QByteArray("x.tar.gz") << QByteArray("x.tar.3.gz");
    QTest::newRow("a dot at the end") << QByteArray("what.") << QByteArray("what.3.");
    QTest::newRow("a long last part") << QByteArray("a." + QByteArray(40, 'b'))
                                      << QByteArray("a." + QByteArray(40, 'b') + ".3");
    QTest::newRow("not UTF-8") << QByteArray("\xff.\xfe") << QByteArray("\xff.3.\xfe");
}

void TstArchive::namesAreSplit()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, third);
    const NameParts parts = splitName(name.toStdString());
    QCOMPARE(QByteArray::fromStdString(archivedName(parts, 3, Worth::Ordinary)), third);
    QCOMPARE(versionOf(third.toStdString(), parts), std::optional<uint64_t>(3));
    QVERIFY(!versionOf(name.toStdString(), parts));
    QCOMPARE(worthOf(archivedName(parts, 3, Worth::Ordinary)), Worth::Ordinary);
    QCOMPARE(worthOf(archivedName(parts, 3, Worth::Precious)), Worth::Precious);
    QCOMPARE(versionOf(archivedName(parts, 3, Worth::Precious), parts), std::optional<uint64_t>(3));
    QCOMPARE(originalName(archivedName(parts, 3, Worth::Ordinary)), std::optional(name.toStdString()));
    QCOMPARE(originalName(archivedName(parts, 3, Worth::Precious)), std::optional(name.toStdString()));
}

void TstArchive::longNamesStayWithinTheLimit()
{
    Fixture f;
    Bytes name(248, 'n');
    name += "\xc3\xa4.txt"; // 254 bytes
    const NameParts parts = splitName(name);
    const Bytes longest = archivedName(parts, UINT64_MAX, Worth::Precious);
    QVERIFY(longest.size() <= 255);
    QCOMPARE(versionOf(longest, parts), std::optional<uint64_t>(UINT64_MAX));
    const Bytes first = f.store("dir/" + name, "1");
    const Bytes second = f.store("dir/" + name, "2");
    QVERIFY(first != second);
    QVERIFY(second.ends_with(".2.txt"));
    QCOMPARE(f.folder.read(first), Bytes("1"));
}

void TstArchive::versionsCountUp()
{
    Fixture f;
    QCOMPARE(f.store("a/b/x.txt", "one"), Bytes(".sync/Archive/a/b/x.1.txt"));
    QCOMPARE(f.store("a/b/x.txt", "two"), Bytes(".sync/Archive/a/b/x.2.txt"));
    f.store("a/x.txt", "elsewhere");
    f.store("top", "level");
    for (int i = 3; i <= 12; ++i)
        f.store("a/b/x.txt", std::to_string(i));
    const auto versions = f.versions();
    QVERIFY(versions.count("a/b/x.1.txt=one") && versions.count("a/b/x.2.txt=two"));
    QVERIFY(versions.count("a/b/x.12.txt=12") && versions.count("a/x.1.txt=elsewhere") &&
            versions.count("top.1=level"));
    QVERIFY(!f.folder.exists(".sync/staged"));
}

void TstArchive::versionsCountUpAfterARestart()
{
    Fixture f;
    f.store("x.txt", "one");
    Archive restarted(f.folder.fs());
    QCOMPARE(f.store(restarted, "x.txt", "two"), Bytes(".sync/Archive/x.2.txt"));
    // The first one does not know; nothing is overwritten.
    QCOMPARE(f.store("x.txt", "three"), Bytes(".sync/Archive/x.3.txt"));
    QCOMPARE(f.versions().size(), size_t(3));
}

void TstArchive::versionsCountOnFromTheNewestThatIsLeft()
{
    Fixture f;
    for (const char* content : {"one", "two", "three"})
        f.store("x.txt", content);
    std::filesystem::remove(f.folder.path(".sync/Archive/x.1.txt"));
    std::filesystem::remove(f.folder.path(".sync/Archive/x.2.txt"));
    Archive restarted(f.folder.fs());
    QCOMPARE(f.store(restarted, "x.txt", "four"), Bytes(".sync/Archive/x.4.txt"));
}

void TstArchive::theTimeOfArchivingIsKept()
{
    Fixture f;
    const Bytes version = f.store("x.txt", "one", kNow + 123);
    QCOMPARE(f.folder.stat(version).mtimeNs, kNow + 123);
}

void TstArchive::preciousVersionsShowIt()
{
    Fixture f;
    QCOMPARE(f.store("x.txt", "one", kNow, Worth::Precious), Bytes(".sync/Archive/x.1-kept.txt"));
    QCOMPARE(f.store("x.txt", "two"), Bytes(".sync/Archive/x.2.txt"));
}

void TstArchive::filesInTheWayOfDirectories()
{
    Fixture f;
    f.store("x", "a file");
    QCOMPARE(f.store("x.1/inner", "one"), Bytes(".sync/Archive/x.1.d/inner.1"));
    f.store("y.1/inner", "two");
    QCOMPARE(f.store("y", "three"), Bytes(".sync/Archive/y.2")); // a directory has the first number
}

void TstArchive::linksInTheArchiveAreNotFollowed()
{
    Fixture f;
    f.store("x", "makes the archive");
    std::filesystem::create_directory(f.folder.outside("elsewhere"));
    std::filesystem::create_symlink(f.folder.outside("elsewhere"), f.folder.path(".sync/Archive/dir"));
    QCOMPARE(f.store("dir/y", "one"), Bytes(".sync/Archive/dir.d/y.1"));
    QVERIFY(std::filesystem::is_empty(f.folder.outside("elsewhere")));
}

void TstArchive::symlinksAreArchived()
{
    Fixture f;
    std::filesystem::create_symlink("no/where", f.folder.path(".sync/staged"));
    const auto stored = f.archive.store(*f.folder.directory(".sync"), "staged", "link", kNow, Worth::Ordinary);
    VERIFY_DONE(stored);
    QCOMPARE(std::filesystem::read_symlink(f.folder.path(*stored)).string(), std::string("no/where"));
    QCOMPARE(f.folder.stat(*stored).mtimeNs, kNow);
}

void TstArchive::hardLinksAreCopied()
{
    Fixture f;
    f.folder.writeOld("still in use", "content");
    ::chmod(f.folder.path("still in use").c_str(), 0640);
    std::filesystem::create_hard_link(f.folder.path("still in use"), f.folder.path(".sync/staged"));
    const FileStat before = f.folder.stat("still in use");
    const auto stored = f.archive.store(*f.folder.directory(".sync"), "staged", "x", kNow, Worth::Ordinary);
    VERIFY_DONE(stored);
    const FileStat after = f.folder.stat("still in use");
    QCOMPARE(after.mtimeNs, before.mtimeNs);
    QCOMPARE(after.nlink, 1u);
    QVERIFY(f.folder.stat(*stored).inode != before.inode);
    QCOMPARE(f.folder.stat(*stored).mode, 0640u);
    QCOMPARE(f.folder.stat(*stored).mtimeNs, kNow);
    QCOMPARE(f.folder.read(*stored), Bytes("content"));
}

void TstArchive::anotherFileSystemIsCopiedTo_data()
{
    QTest::addColumn<bool>("symlink");
    QTest::newRow("a file") << false;
    QTest::newRow("a symlink") << true;
}

void TstArchive::anotherFileSystemIsCopiedTo()
{
    QFETCH(bool, symlink);
    Fixture f;
    // A staging folder on another file system than the share, as below a mount point.
    QTemporaryDir memory(QStringLiteral("/dev/shm/shoal-test-XXXXXX"));
    const Bytes stagingPath = memory.path().toStdString();
    struct stat here = {};
    struct stat there = {};
    if (!memory.isValid() || ::stat(stagingPath.c_str(), &there) != 0 || ::stat(f.folder.root().c_str(), &here) != 0 ||
        here.st_dev == there.st_dev)
        QSKIP("there is no second file system here");
    auto other = makePosixFileSystem(stagingPath);
    VERIFY_DONE(other);
    auto staging = (*other)->openDirectory("");
    if (symlink)
        std::filesystem::create_symlink("target", stagingPath + "/staged");
    else
        ShareFolder::writeTo(stagingPath + "/staged", "content");
    const auto stored = f.archive.store(**staging, "staged", "a/x.txt", kNow, Worth::Ordinary);
    VERIFY_DONE(stored);
    if (symlink)
        QCOMPARE(std::filesystem::read_symlink(f.folder.path(*stored)).string(), std::string("target"));
    else
        QCOMPARE(f.folder.read(*stored), Bytes("content"));
    QCOMPARE(f.folder.stat(*stored).mtimeNs, kNow);
    QVERIFY(!std::filesystem::exists(std::filesystem::symlink_status(stagingPath + "/staged")));
}

void TstArchive::copyingNoticesWriters()
{
    // Two hard links make it copy; somebody writes through the other one at each step.
    int steps = 1;
    bool noticed = false;
    for (int at = 1; at <= steps; ++at) {
        ShareFolder folder;
        std::filesystem::create_directory(folder.path(".sync/Archive"));
        folder.writeOld("other", "content");
        std::filesystem::create_hard_link(folder.path("other"), folder.path(".sync/staged"));
        SteppingFileSystem fs(folder.fs());
        Archive archive(fs);
        auto staging = std::move(fs.openDirectory(".sync").value());
        fs.steps.done.clear();
        fs.steps.before = [&](int step) {
            if (step == at)
                folder.write("other", "edited");
        };
        const auto stored = archive.store(*staging, "staged", "x", kNow, Worth::Ordinary);
        fs.steps.before = [](int) {};
        steps = std::max(steps, static_cast<int>(fs.steps.done.size()));
        if (stored) {
            const Bytes kept = folder.read(*stored);
            QVERIFY(kept == "content" || kept == "edited");
        } else {
            noticed = true;
            COMPARE_ERROR(stored, ErrorCode::Changed);
            QCOMPARE(folder.read(".sync/staged"), Bytes("edited"));
            QVERIFY(std::filesystem::is_empty(folder.path(".sync/Archive")));
        }
        QCOMPARE(folder.read("other"), Bytes("edited"));
    }
    QVERIFY(noticed);
}

void TstArchive::copyingToAnotherFileSystemNoticesWriters()
{
    // Here the original is removed after copying, so that an unnoticed edit would be lost.
    int removals = 0;
    for (int at = 1; removals == 0 || at < removals; ++at) {
        ShareFolder folder;
        std::filesystem::create_directory(folder.path(".sync/Archive"));
        folder.writeOld(".sync/staged", "content");
        SteppingFileSystem fs(folder.fs());
        fs.steps.oneDevice = false;
        fs.steps.links = false;
        Archive archive(fs);
        auto staging = std::move(fs.openDirectory(".sync").value());
        RudeUser user(folder, fs.steps, ".sync/staged");
        user.treasures("content");
        fs.steps.done.clear();
        fs.steps.before = [&](int step) {
            if (step == at)
                user.act(Rudeness::WritesInPlace, "edited");
        };
        const auto stored = archive.store(*staging, "staged", "x", kNow, Worth::Ordinary);
        fs.steps.before = [](int) {};
        user.finish();
        removals = std::max(removals, fs.steps.numberOf("removeFile"));
        QVERIFY(removals > 0 || !stored);
        QVERIFY2(user.lost().empty(), ("acting at step " + std::to_string(at)).c_str());
        if (!stored) {
            COMPARE_ERROR(stored, ErrorCode::Changed);
            QVERIFY(std::filesystem::is_empty(folder.path(".sync/Archive")));
        }
        QVERIFY(at < 100);
    }
}

void TstArchive::peopleMayCleanUpMeanwhile()
{
    Fixture f;
    f.store("a/b/x", "one");
    std::filesystem::remove_all(f.folder.path(".sync/Archive/a"));
    QCOMPARE(f.store("a/b/x", "two"), Bytes(".sync/Archive/a/b/x.1"));
    std::filesystem::remove_all(f.folder.path(".sync/Archive"));
    QCOMPARE(f.store("a/b/x", "three"), Bytes(".sync/Archive/a/b/x.1"));
    QCOMPARE(f.versions(), std::set<Bytes>({"a/b/x.1=three"}));
}

void TstArchive::withoutServiceFolderNothingIsArchived()
{
    Fixture f;
    f.folder.write("staged", "x");
    std::filesystem::remove_all(f.folder.path(".sync"));
    COMPARE_ERROR(f.archive.store(*f.folder.directory(""), "staged", "x", kNow, Worth::Ordinary), ErrorCode::NotFound);
    QVERIFY(!f.folder.exists(".sync"));
    QCOMPARE(f.folder.read("staged"), Bytes("x"));
    QCOMPARE(f.archive.bytes().value(), uint64_t(0));
    QCOMPARE(f.archive.prune(kNow, {}).value(), uint64_t(0));
}

void TstArchive::badPathsAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("out of the share") << QByteArray("../x");
    QTest::newRow("absolute") << QByteArray("/x");
    QTest::newRow("a directory") << QByteArray("x/");
}

void TstArchive::badPathsAreRefused()
{
    QFETCH(QByteArray, path);
    Fixture f;
    f.folder.write(".sync/staged", "x");
    COMPARE_ERROR(f.archive.store(*f.folder.directory(".sync"), "staged", path.toStdString(), kNow, Worth::Ordinary),
                  ErrorCode::InvalidArgument);
    QCOMPARE(f.folder.read(".sync/staged"), Bytes("x"));
}

void TstArchive::whatIsTooOldGoes()
{
    Fixture f;
    f.store("a/x", "old", kNow - 31 * kDay);
    f.store("a/x", "young", kNow - 29 * kDay);
    f.store("y", "old", kNow - 400 * kDay);
    const auto dropped = f.archive.prune(kNow, {30});
    VERIFY_DONE(dropped);
    QVERIFY(*dropped > 0);
    QCOMPARE(f.versions(), std::set<Bytes>({"a/x.2=young"}));
    QCOMPARE(f.archive.prune(kNow, {30}).value(), uint64_t(0));
    QCOMPARE(f.archive.prune(kNow + 10 * kDay, {0}).value(), uint64_t(0)); // 0 = no limit of age
    QVERIFY(f.archive.prune(kNow + 2 * kDay, {30}).value() > 0);
    QVERIFY(f.versions().empty());
}

void TstArchive::theOldestGoFirst()
{
    Fixture f;
    const Bytes content(100'000, 'c');
    f.store("b", content, kNow - 1 * kDay);
    f.store("dir/a", content, kNow - 3 * kDay);
    f.store("c", content, kNow - 2 * kDay);
    const uint64_t all = f.archive.bytes().value();
    QVERIFY(f.archive.prune(kNow, {30, all - 1}).value() >= all / 3);
    QVERIFY(!f.folder.exists(".sync/Archive/dir/a.1"));
    QVERIFY(f.folder.exists(".sync/Archive/b.1") && f.folder.exists(".sync/Archive/c.1"));
    QVERIFY(f.archive.bytes().value() <= all - 1);
    VERIFY_DONE(f.archive.prune(kNow, {30, all / 2}));
    QVERIFY(f.folder.exists(".sync/Archive/b.1") && !f.folder.exists(".sync/Archive/c.1"));
}

void TstArchive::aFullDiskDrivesVersionsOut()
{
    Fixture f;
    f.store("x", "old", kNow - 2 * kDay);
    f.store("x", "kept", kNow - 2 * kDay, Worth::Precious);
    VERIFY_DONE(f.archive.prune(kNow, {30, UINT64_MAX, UINT64_MAX})); // more than any disk has
    QCOMPARE(f.versions(), std::set<Bytes>({"x.2-kept=kept"}));
}

void TstArchive::preciousVersionsStay_data()
{
    QTest::addColumn<int>("ageDays");
    QTest::addColumn<int>("ttlDays");
    QTest::addColumn<bool>("full");
    QTest::addColumn<bool>("stays");
    QTest::newRow("29 days old, others for 1 day") << 29 << 1 << false << true;
    QTest::newRow("29 days old, and no room") << 29 << 1 << true << true;
    QTest::newRow("31 days old, others for 1 day") << 31 << 1 << false << false;
    QTest::newRow("31 days old, others for 60 days") << 31 << 60 << false << true;
    QTest::newRow("31 days old, others for 60 days, and no room") << 31 << 60 << true << false;
    QTest::newRow("31 days old, others for ever") << 31 << 0 << false << true;
}

void TstArchive::preciousVersionsStay()
{
    QFETCH(int, ageDays);
    QFETCH(int, ttlDays);
    QFETCH(bool, full);
    QFETCH(bool, stays);
    Fixture f;
    f.store("x", "the edit of somebody", kNow - ageDays * kDay, Worth::Precious);
    VERIFY_DONE(f.archive.prune(kNow, {ttlDays, full ? 0 : UINT64_MAX}));
    QCOMPARE(f.folder.exists(".sync/Archive/x.1-kept"), stays);
    Archive restarted(f.folder.fs());
    VERIFY_DONE(restarted.prune(kNow, {ttlDays, full ? 0 : UINT64_MAX}));
    QCOMPARE(f.folder.exists(".sync/Archive/x.1-kept"), stays);
}

void TstArchive::emptyDirectoriesGo()
{
    Fixture f;
    f.store("a/b/c/old", "x", kNow - 40 * kDay);
    f.store("a/young", "x", kNow);
    VERIFY_DONE(f.archive.prune(kNow, {30}));
    QVERIFY(f.folder.exists(".sync/Archive/a/young.1"));
    QVERIFY(!f.folder.exists(".sync/Archive/a/b"));
    f.store("a/b/c/again", "x"); // whatever was remembered of the directory
    QVERIFY(f.folder.exists(".sync/Archive/a/b/c/again.1"));
}

void TstArchive::theSizeIsCounted()
{
    Fixture f;
    QCOMPARE(f.archive.bytes().value(), uint64_t(0));
    f.store("x", Bytes(50'000, 'x'));
    f.store("y/z", Bytes(50'000, 'y'));
    const uint64_t counted = f.archive.bytes().value();
    Archive restarted(f.folder.fs());
    const uint64_t walked = restarted.bytes().value();
    QVERIFY(counted >= 100'000);
    QVERIFY(walked >= 100'000);
    QVERIFY(f.archive.prune(kNow + 31 * kDay, {30}).value() >= 100'000);
    QCOMPARE(f.archive.bytes().value(), uint64_t(0));
}

void TstArchive::pruningNothingIsCheap()
{
    ShareFolder folder;
    SteppingFileSystem fs(folder.fs());
    Archive archive(fs);
    auto staging = std::move(fs.openDirectory(".sync").value());
    for (int i = 0; i < 20; ++i) {
        folder.write(".sync/staged", "x");
        VERIFY_DONE(archive.store(*staging, "staged", "x", kNow, Worth::Ordinary));
    }
    VERIFY_DONE(archive.prune(kNow, {30}));
    fs.steps.done.clear();
    VERIFY_DONE(archive.prune(kNow + kDay, {30}));
    QCOMPARE(fs.steps.done.size(), size_t(1)); // the free space
}

void TstArchive::aClockFarBehindDropsNothing()
{
    Fixture f;
    f.store("x", "one", kNow);
    QCOMPARE(f.archive.prune(0, {30}).value(), uint64_t(0));
    QCOMPARE(f.versions().size(), size_t(1));
}

QTEST_GUILESS_MAIN(TstArchive)
#include "tst_archive.moc"
