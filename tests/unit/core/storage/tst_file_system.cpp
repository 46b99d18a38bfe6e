// SPDX-License-Identifier: GPL-3.0-or-later
#include "share_folder.h"

#include <QTest>
#include <algorithm>
#include <csignal>
#include <sys/mman.h>
#include <sys/xattr.h>

using namespace shoal;
using namespace shoal::storage;

Q_DECLARE_METATYPE(shoal::ErrorCode)

class TstFileSystem : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pathsCannotLeaveTheShare_data();
    void pathsCannotLeaveTheShare();
    void pathsResolve_data();
    void pathsResolve();
    void veryDeepFoldersOpen_data();
    void veryDeepFoldersOpen();
    void namesAreChecked_data();
    void namesAreChecked();
    void oddNamesSurvive_data();
    void oddNamesSurvive();
    void folderMissingIsSaid();
    void onlyRegularFilesOpen();
    void statTellsWhatWasSet();
    void timesBefore1970Survive();
    void xattrsAreExactAndOursStayHidden();
    void largeXattrsAreLeftOut();
    void unnamedFilesAppearWhole();
    void contentIsReadWhileItGrows();
    void copyKeepsHoles();
    void copyPunchesHolesIntoOldContent();
    void copyOfAPartAtOddOffsets();
    void copyFromAShorterSourceFails();
    void listReturnsEverything();
    void renameNoReplaceRefusesATakenName();
    void exchangeSwaps();
    void symlinkAttributesDoNotFollow();
    void leases_data();
    void leases();
    void aLeaseBreaksWhenAWriterComes();
    void noLeaseWhileItsSignalWouldKill();
    void noLeaseOnForeignFiles();
    void forbiddenFolderCanBeEnteredNotListed();
};

static void lookupRows()
{
    QTest::addColumn<bool>("stepByStep");
    QTest::newRow("resolved by the kernel in one call") << false;
    QTest::newRow("resolved step by step") << true;
}

static PathLookup lookupOf(bool stepByStep)
{
    return stepByStep ? PathLookup::StepByStep : PathLookup::Best;
}

void TstFileSystem::pathsCannotLeaveTheShare_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("stepByStep");
    for (const bool steps : {false, true}) {
        const char* how = steps ? ", step by step" : "";
        const auto row = [&](const char* name, const char* path) {
            QTest::newRow((QByteArray(name) + how).constData()) << QByteArray(path) << steps;
        };
        row("the folder above", "..");
        row("the folder above, by a detour", "a/../..");
        row("the folder above, at the end", "a/b/..");
        row("the folder itself by a dot", "a/./b");
        row("an absolute path", "/etc");
        row("a trailing slash", "a/");
        row("a doubled slash", "a//b");
        row("a link to the outside", "to-outside");
        row("a link to the outside in the middle", "to-outside/inner");
        row("a link to the inside in the middle", "to-a/b");
        row("an absolute link", "to-etc");
        row("a magic link to the root", "to-proc/root");
        row("a file where a folder should be", "file/b");
    }
    QTest::newRow("a NUL byte") << QByteArray("a\0b", 3) << false;
}

void TstFileSystem::pathsCannotLeaveTheShare()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, stepByStep);
    ShareFolder folder(lookupOf(stepByStep));
    std::filesystem::create_directories(folder.path("a/b"));
    std::filesystem::create_directories(folder.outside("elsewhere/inner"));
    std::filesystem::create_symlink(folder.outside("elsewhere"), folder.path("to-outside"));
    std::filesystem::create_symlink("a", folder.path("to-a"));
    std::filesystem::create_symlink("/etc", folder.path("to-etc"));
    std::filesystem::create_symlink("/proc/self", folder.path("to-proc"));
    folder.write("file", "x");

    const auto opened = folder.fs().openDirectory(path.toStdString());
    QVERIFY(!opened);
    QVERIFY(!opened.error().context.empty());
}

void TstFileSystem::pathsResolve_data()
{
    lookupRows();
}

void TstFileSystem::pathsResolve()
{
    QFETCH(bool, stepByStep);
    ShareFolder folder(lookupOf(stepByStep));
    std::filesystem::create_directories(folder.path("a/b/c"));
    folder.write("a/b/c/file", "deep");
    auto file = folder.directory("a/b/c")->openFile("file");
    VERIFY_DONE(file);
    QCOMPARE((*file)->readAll(100).value(), Bytes("deep"));
    // The magic links of /proc are refused even when they are the last part.
    auto proc = makePosixFileSystem("/proc/self", lookupOf(stepByStep));
    VERIFY_DONE(proc);
    QVERIFY(!(*proc)->openDirectory("root"));
    QVERIFY(!(*proc)->openDirectory("cwd"));
    VERIFY_DONE((*proc)->openDirectory("fd"));
}

void TstFileSystem::veryDeepFoldersOpen_data()
{
    lookupRows();
}

void TstFileSystem::veryDeepFoldersOpen()
{
    QFETCH(bool, stepByStep);
    ShareFolder folder(lookupOf(stepByStep));
    const Bytes name(200, 'd');
    Bytes path;
    auto directory = folder.directory("");
    for (int depth = 0; depth < 30; ++depth) { // 6,000 bytes, more than PATH_MAX
        VERIFY_DONE(directory->makeDirectory(name, 0755));
        directory = std::move(directory->openDirectory(name).value());
        path += (path.empty() ? "" : "/") + name;
    }
    const auto opened = folder.fs().openDirectory(path);
    VERIFY_DONE(opened);
    QCOMPARE((*opened)->stat()->inode, directory->stat()->inode);
}

void TstFileSystem::namesAreChecked_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("this folder") << QByteArray(".");
    QTest::newRow("the folder above") << QByteArray("..");
    QTest::newRow("a path") << QByteArray("a/b");
    QTest::newRow("a NUL byte") << QByteArray("a\0b", 3);
    QTest::newRow("256 bytes") << QByteArray(256, 'n');
}

void TstFileSystem::namesAreChecked()
{
    QFETCH(QByteArray, name);
    const Bytes bad = name.toStdString();
    ShareFolder folder;
    folder.write("good", "x");
    auto root = folder.directory("");
    constexpr auto kInvalid = ErrorCode::InvalidArgument;
    COMPARE_ERROR(root->statEntry(bad), kInvalid);
    COMPARE_ERROR(root->openFile(bad), kInvalid);
    COMPARE_ERROR(root->openDirectory(bad), kInvalid);
    COMPARE_ERROR(root->makeDirectory(bad, 0755), kInvalid);
    COMPARE_ERROR(root->makeSymlink("target", bad), kInvalid);
    COMPARE_ERROR(root->readLink(bad), kInvalid);
    COMPARE_ERROR(root->removeFile(bad), kInvalid);
    COMPARE_ERROR(root->removeDirectory(bad), kInvalid);
    COMPARE_ERROR(root->setEntryAttributes(bad, {}), kInvalid);
    COMPARE_ERROR(root->createNamed(bad, 0600), kInvalid);
    COMPARE_ERROR(root->reopenNamed(bad), kInvalid);
    COMPARE_ERROR(root->link(*root, bad, "new"), kInvalid);
    COMPARE_ERROR(root->link(*root, "good", bad), kInvalid);
    auto unnamed = root->createUnnamed(0600);
    VERIFY_DONE(unnamed);
    COMPARE_ERROR(root->publish(**unnamed, bad), kInvalid);
    COMPARE_ERROR(folder.fs().renameNoReplace(*root, bad, *root, "new"), kInvalid);
    COMPARE_ERROR(folder.fs().renameNoReplace(*root, "good", *root, bad), kInvalid);
    COMPARE_ERROR(folder.fs().exchange(*root, "good", *root, bad), kInvalid);
    COMPARE_ERROR(folder.fs().renameOver(*root, "good", *root, bad), kInvalid);
    QCOMPARE(folder.read("good"), Bytes("x"));
}

void TstFileSystem::oddNamesSurvive_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("a line break") << QByteArray("two\nlines");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x80");
    QTest::newRow("255 bytes") << QByteArray(255, 'n');
    QTest::newRow("an escape sequence") << QByteArray("\x1b[2J");
    QTest::newRow("only blanks") << QByteArray("  ");
    QTest::newRow("three dots") << QByteArray("...");
    QTest::newRow("a leading dash") << QByteArray("-rf");
    QTest::newRow("a backslash") << QByteArray("a\\b");
}

void TstFileSystem::oddNamesSurvive()
{
    QFETCH(QByteArray, name);
    const Bytes odd = name.toStdString();
    ShareFolder folder;
    auto root = folder.directory("");
    auto unnamed = root->createUnnamed(0644);
    VERIFY_DONE(unnamed);
    VERIFY_DONE((*unnamed)->write(0, "content"));
    VERIFY_DONE(root->publish(**unnamed, odd));
    const auto entries = root->list();
    VERIFY_DONE(entries);
    QVERIFY(std::any_of(entries->begin(), entries->end(), [&](const DirEntry& entry) { return entry.name == odd; }));
    QCOMPARE(root->openFile(odd).value()->readAll(100).value(), Bytes("content"));
    VERIFY_DONE(root->removeFile(odd));
    const auto gone = root->statEntry(odd);
    COMPARE_ERROR(gone, ErrorCode::NotFound);
    QVERIFY(gone.error().context.find('\n') == Bytes::npos);
    QVERIFY(gone.error().context.find('\x1b') == Bytes::npos);
}

void TstFileSystem::folderMissingIsSaid()
{
    const auto missingFolder = makePosixFileSystem("/no/such/folder");
    COMPARE_ERROR(missingFolder, ErrorCode::NotFound);
    QVERIFY(missingFolder.error().context.find("/no/such/folder") != Bytes::npos);
    COMPARE_ERROR(makePosixFileSystem(""), ErrorCode::InvalidArgument);
}

void TstFileSystem::onlyRegularFilesOpen()
{
    ShareFolder folder;
    folder.write("file", "x");
    std::filesystem::create_directory(folder.path("dir"));
    std::filesystem::create_symlink("file", folder.path("link"));
    QCOMPARE(::mkfifo(folder.path("fifo").c_str(), 0600), 0);
    auto root = folder.directory("");
    for (const char* name : {"dir", "link", "fifo"})
        COMPARE_ERROR(root->openFile(name), ErrorCode::Unsupported); // and the FIFO does not block
    COMPARE_ERROR(root->openFile("absent"), ErrorCode::NotFound);
    COMPARE_ERROR(root->openDirectory("link"), ErrorCode::NotFound);
    QVERIFY(root->statEntry("file")->type == FileType::File);
    QVERIFY(root->statEntry("dir")->type == FileType::Directory);
    QVERIFY(root->statEntry("link")->type == FileType::Symlink);
    QVERIFY(root->statEntry("fifo")->type == FileType::Other);
    QCOMPARE(root->readLink("link").value(), Bytes("file"));
}

void TstFileSystem::statTellsWhatWasSet()
{
    ShareFolder folder;
    auto root = folder.directory("");
    auto file = root->createNamed("file", 0600);
    VERIFY_DONE(file);
    VERIFY_DONE((*file)->write(0, "12345"));
    constexpr int64_t kTime = 1'234'567'890'123'456'789;
    VERIFY_DONE((*file)->setAttributes({0640, ::getuid(), ::getgid(), kTime, {}}));
    const auto stat = (*file)->stat();
    VERIFY_DONE(stat);
    QCOMPARE(*stat, root->statEntry("file").value());
    QCOMPARE(stat->size, 5);
    QCOMPARE(stat->mode, 0640u);
    QCOMPARE(stat->uid, ::getuid());
    QCOMPARE(stat->nlink, 1u);
    QCOMPARE(stat->mtimeNs, kTime);
    QCOMPARE(stat->device, folder.directory("")->stat()->device);
    QCOMPARE(folder.directory("")->fileSystemId().value(), folder.directory(".sync")->fileSystemId().value());
    VERIFY_DONE(root->link(*root, "file", "second"));
    QCOMPARE((*file)->stat()->nlink, 2u);
    const auto space = folder.fs().freeSpace();
    VERIFY_DONE(space);
    QVERIFY(space->available > 0 && space->available <= space->total);
}

void TstFileSystem::timesBefore1970Survive()
{
    ShareFolder folder;
    folder.write("old", "x");
    auto root = folder.directory("");
    constexpr int64_t kTime = -1'500'000'000; // 1.5 s before
    VERIFY_DONE(root->setEntryAttributes("old", {{}, {}, {}, kTime, {}}));
    QCOMPARE(root->statEntry("old")->mtimeNs, kTime);
}

void TstFileSystem::xattrsAreExactAndOursStayHidden()
{
    ShareFolder folder;
    folder.write("file", "x");
    if (::setxattr(folder.path("file").c_str(), "user.shoal.mark", "1", 1, 0) != 0)
        QSKIP("no user xattrs on this file system");
    auto root = folder.directory("");
    const Xattrs two = {{"user.a", "1"}, {"user.b", Bytes("\0\xff", 2)}};
    VERIFY_DONE(root->setEntryAttributes("file", {{}, {}, {}, {}, two}));
    auto file = root->openFile("file");
    QCOMPARE((*file)->xattrs().value(), two);
    const Xattrs other = {{"user.b", "2"}, {"user.c", ""}};
    VERIFY_DONE((*file)->setAttributes({{}, {}, {}, {}, other}));
    QCOMPARE((*file)->xattrs().value(), other);
    char mark = 0;
    QCOMPARE(::getxattr(folder.path("file").c_str(), "user.shoal.mark", &mark, 1), 1);
    for (const char* name : {"security.x", "trusted.x", "user.shoal.mark"})
        COMPARE_ERROR((*file)->setAttributes({{}, {}, {}, {}, Xattrs{{name, "1"}}}), ErrorCode::InvalidArgument);
    VERIFY_DONE(folder.directory(".sync")->makeDirectory("dir", 0700));
    VERIFY_DONE(folder.directory(".sync")->setEntryAttributes("dir", {{}, {}, {}, {}, two}));
    QCOMPARE(folder.directory(".sync/dir")->xattrs().value(), two);
}

void TstFileSystem::largeXattrsAreLeftOut()
{
    ShareFolder folder;
    folder.write("file", "x");
    const Bytes large(kXattrValueLimit + 1, 'v');
    if (::setxattr(folder.path("file").c_str(), "user.large", large.data(), large.size(), 0) != 0)
        QSKIP("this file system has no xattrs as large");
    auto file = folder.directory("")->openFile("file");
    QCOMPARE((*file)->xattrs().value(), Xattrs{});
    COMPARE_ERROR((*file)->setAttributes({{}, {}, {}, {}, Xattrs{{"user.large", large}}}), ErrorCode::InvalidArgument);
}

void TstFileSystem::unnamedFilesAppearWhole()
{
    ShareFolder folder;
    auto root = folder.directory("");
    auto unnamed = root->createUnnamed(0600);
    VERIFY_DONE(unnamed);
    VERIFY_DONE((*unnamed)->write(0, "content"));
    QCOMPARE(root->list()->size(), size_t(1)); // only .sync
    VERIFY_DONE(root->publish(**unnamed, "file"));
    QCOMPARE(folder.read("file"), Bytes("content"));
    auto another = root->createUnnamed(0600);
    COMPARE_ERROR(root->publish(**another, "file"), ErrorCode::AlreadyExists);
    QCOMPARE(folder.read("file"), Bytes("content"));
    {
        const AsOrdinaryUser user(folder.root());
        auto mine = root->createUnnamed(0600);
        VERIFY_DONE(mine);
        VERIFY_DONE(root->publish(**mine, "mine"));
    }
}

void TstFileSystem::contentIsReadWhileItGrows()
{
    ShareFolder folder;
    const Bytes content(100'000, 'c');
    folder.write("file", content);
    auto file = folder.directory("")->openFile("file");
    QCOMPARE((*file)->readAll(content.size()).value(), content);
    COMPARE_ERROR((*file)->readAll(content.size() - 1), ErrorCode::InvalidArgument);
    char buffer[10];
    QCOMPARE((*file)->read(content.size() - 4, buffer, sizeof buffer).value(), size_t(4));
    QCOMPARE((*file)->read(content.size() + 4, buffer, sizeof buffer).value(), size_t(0));
    folder.write("empty", "");
    QCOMPARE(folder.directory("")->openFile("empty").value()->readAll(0).value(), Bytes());
    // Files of /proc claim to be empty.
    auto proc = makePosixFileSystem("/proc/self");
    QVERIFY(proc.value()->openDirectory("").value()->openFile("status").value()->readAll(1 << 20)->size() > 100);
}

void TstFileSystem::copyKeepsHoles()
{
    ShareFolder folder;
    auto root = folder.directory("");
    constexpr uint64_t kSize = 8 << 20;
    auto source = root->createNamed("source", 0600);
    VERIFY_DONE((*source)->truncate(kSize));
    VERIFY_DONE((*source)->write(1 << 20, Bytes(5000, 'd')));
    VERIFY_DONE((*source)->write(kSize - 7, "the end"));
    auto copy = root->createUnnamed(0600);
    VERIFY_DONE((*copy)->copyFrom(**source, 0, 0, kSize));
    QVERIFY((*copy)->readAll(kSize).value() == (*source)->readAll(kSize).value());
    if ((*source)->stat()->allocated < kSize / 2)
        QVERIFY2((*copy)->stat()->allocated < kSize / 2, "the holes were filled");
    auto hollow = root->createUnnamed(0600);
    VERIFY_DONE((*hollow)->copyFrom(**source, 2 << 20, 0, 4 << 20)); // nothing but a hole
    QCOMPARE((*hollow)->stat()->size, int64_t(4 << 20));
    QVERIFY((*hollow)->readAll(kSize).value() == Bytes(4 << 20, '\0'));
}

void TstFileSystem::copyPunchesHolesIntoOldContent()
{
    ShareFolder folder;
    auto root = folder.directory("");
    auto source = root->createNamed("source", 0600);
    VERIFY_DONE((*source)->truncate(300'000));
    auto copy = root->createNamed("copy", 0600);
    VERIFY_DONE((*copy)->write(0, Bytes(200'000, 'x')));
    VERIFY_DONE((*copy)->copyFrom(**source, 1, 1001, 299'999));
    QVERIFY((*copy)->readAll(1 << 20).value() == Bytes(1001, 'x') + Bytes(299'999, '\0'));
}

void TstFileSystem::copyOfAPartAtOddOffsets()
{
    ShareFolder folder;
    auto root = folder.directory("");
    Bytes content;
    for (int i = 0; i < 100'000; ++i)
        content += static_cast<char>(i * 7 % 251);
    folder.write("source", content);
    auto source = root->openFile("source");
    auto copy = root->createUnnamed(0600);
    VERIFY_DONE((*copy)->write(0, "12345"));
    VERIFY_DONE((*copy)->copyFrom(**source, 4096, 4096, 50'001)); // aligned, with a rest
    VERIFY_DONE((*copy)->copyFrom(**source, 333, 5, 4091));
    QVERIFY((*copy)->readAll(1 << 20).value() == "12345" + content.substr(333, 4091) + content.substr(4096, 50'001));
    VERIFY_DONE((*copy)->copyFrom(**source, 0, 0, 0));
}

void TstFileSystem::copyFromAShorterSourceFails()
{
    ShareFolder folder;
    folder.write("source", "short");
    auto root = folder.directory("");
    auto source = root->openFile("source");
    auto copy = root->createUnnamed(0600);
    COMPARE_ERROR((*copy)->copyFrom(**source, 0, 0, 6), ErrorCode::Changed);
    COMPARE_ERROR((*copy)->copyFrom(**source, 9, 0, 1), ErrorCode::Changed);
    COMPARE_ERROR((*copy)->copyFrom(**source, 1, 0, UINT64_MAX), ErrorCode::Changed);
}

void TstFileSystem::listReturnsEverything()
{
    ShareFolder folder;
    std::filesystem::create_directory(folder.path("many"));
    constexpr int kMany = 3000; // more than one buffer
    for (int i = 0; i < kMany; ++i)
        folder.write("many/a name that is not short at all " + std::to_string(i), "");
    auto many = folder.directory("many");
    for (int round = 0; round < 2; ++round) { // it starts anew each time
        const auto entries = many->list();
        VERIFY_DONE(entries);
        QCOMPARE(entries->size(), size_t(kMany));
    }
}

void TstFileSystem::renameNoReplaceRefusesATakenName()
{
    ShareFolder folder;
    folder.write("a", "A");
    folder.write("b", "B");
    auto root = folder.directory("");
    COMPARE_ERROR(folder.fs().renameNoReplace(*root, "a", *root, "b"), ErrorCode::AlreadyExists);
    COMPARE_ERROR(folder.fs().renameNoReplace(*root, "absent", *root, "c"), ErrorCode::NotFound);
    VERIFY_DONE(folder.fs().renameNoReplace(*root, "a", *folder.directory(".sync"), "a"));
    QCOMPARE(folder.read(".sync/a"), Bytes("A"));
    QCOMPARE(folder.read("b"), Bytes("B"));
}

void TstFileSystem::exchangeSwaps()
{
    ShareFolder folder;
    folder.write("a", "A");
    folder.write(".sync/b", "B");
    auto root = folder.directory("");
    VERIFY_DONE(folder.fs().exchange(*root, "a", *folder.directory(".sync"), "b"));
    QCOMPARE(folder.read("a"), Bytes("B"));
    QCOMPARE(folder.read(".sync/b"), Bytes("A"));
    COMPARE_ERROR(folder.fs().exchange(*root, "a", *root, "absent"), ErrorCode::NotFound);
}

void TstFileSystem::symlinkAttributesDoNotFollow()
{
    ShareFolder folder;
    folder.writeOld("file", "x");
    std::filesystem::create_symlink("file", folder.path("link"));
    const FileStat before = folder.stat("file");
    auto root = folder.directory("");
    constexpr int64_t kTime = 1'600'000'000'000'000'000;
    VERIFY_DONE(root->setEntryAttributes("link", {0777, ::getuid(), ::getgid(), kTime, Xattrs{{"user.a", "1"}}}));
    QCOMPARE(root->statEntry("link")->mtimeNs, kTime);
    QCOMPARE(folder.stat("file"), before);
}

void TstFileSystem::leases_data()
{
    QTest::addColumn<QByteArray>("holder");
    QTest::addColumn<bool>("granted");
    QTest::newRow("nobody has it open") << QByteArray("nobody") << true;
    QTest::newRow("somebody reads it") << QByteArray("reader") << true;
    QTest::newRow("somebody has it open for writing") << QByteArray("writer") << false;
    QTest::newRow("somebody has it mapped writable and closed it") << QByteArray("mapped") << false;
    QTest::newRow("the writer is gone") << QByteArray("former") << true;
}

void TstFileSystem::leases()
{
    QFETCH(QByteArray, holder);
    QFETCH(bool, granted);
    ShareFolder folder;
    folder.write("file", "content");
    const Bytes path = folder.path("file");
    const int fd = ::open(path.c_str(), holder == "reader" ? O_RDONLY : O_RDWR);
    void* memory = nullptr;
    if (holder == "mapped")
        memory = ::mmap(nullptr, 7, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (holder == "mapped" || holder == "former" || holder == "nobody")
        ::close(fd);

    auto file = folder.directory("")->openFile("file");
    const auto leased = (*file)->takeReadLease();
    VERIFY_DONE(leased);
    QCOMPARE(*leased, granted);
    QCOMPARE((*file)->leaseBroken(), !granted);

    if (memory)
        ::munmap(memory, 7);
    if (holder == "reader" || holder == "writer")
        ::close(fd);
}

void TstFileSystem::aLeaseBreaksWhenAWriterComes()
{
    ShareFolder folder;
    folder.write("file", "content");
    auto file = folder.directory("")->openFile("file");
    QVERIFY((*file)->takeReadLease().value());
    QVERIFY(!(*file)->leaseBroken());
    const int reader = ::open(folder.path("file").c_str(), O_RDONLY);
    QVERIFY(reader >= 0);
    QVERIFY(!(*file)->leaseBroken());
    QCOMPARE(::open(folder.path("file").c_str(), O_WRONLY | O_NONBLOCK), -1); // would wait; the signal is ignored
    QCOMPARE(errno, EWOULDBLOCK);
    QVERIFY((*file)->leaseBroken());
    file->reset(); // gives the lease up
    const int writer = ::open(folder.path("file").c_str(), O_WRONLY | O_NONBLOCK);
    QVERIFY(writer >= 0);
    ::close(writer);
    ::close(reader);
}

void TstFileSystem::noLeaseWhileItsSignalWouldKill()
{
    ShareFolder folder;
    folder.write("file", "content");
    auto file = folder.directory("")->openFile("file");
    const auto before = ::signal(SIGIO, SIG_DFL);
    const auto leased = (*file)->takeReadLease();
    ::signal(SIGIO, before);
    COMPARE_ERROR(leased, ErrorCode::Unsupported);
    QVERIFY((*file)->takeReadLease().value());
}

void TstFileSystem::noLeaseOnForeignFiles()
{
    if (::geteuid() != 0)
        QSKIP("only root can make somebody else's file");
    ShareFolder folder;
    const AsOrdinaryUser user(folder.root());
    auto passwd = makePosixFileSystem("/etc").value()->openDirectory("").value()->openFile("passwd");
    VERIFY_DONE(passwd);
    COMPARE_ERROR((*passwd)->takeReadLease(), ErrorCode::Unsupported);
}

void TstFileSystem::forbiddenFolderCanBeEnteredNotListed()
{
    ShareFolder folder;
    std::filesystem::create_directory(folder.path("dark"));
    folder.write("dark/file", "x");
    ::chmod(folder.path("dark").c_str(), 0300);
    const AsOrdinaryUser user(folder.root());
    auto dark = folder.fs().openDirectory("dark");
    VERIFY_DONE(dark);
    COMPARE_ERROR((*dark)->list(), ErrorCode::PermissionDenied);
    VERIFY_DONE((*dark)->statEntry("file"));
    VERIFY_DONE(folder.directory("")->openDirectory("dark"));
    ::chmod(folder.path("dark").c_str(), 0700); // so that it can be removed
}

QTEST_GUILESS_MAIN(TstFileSystem)
#include "tst_file_system.moc"
