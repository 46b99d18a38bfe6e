// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/safe_apply.h"

#include "share_folder.h"
#include "stepping_file_system.h"

#include <QTest>

using namespace shoal;
using namespace shoal::storage;

// Each operation when nobody interferes, and each reason to refuse. tst_interference has the races.
class TstSafeApply : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewFileAppears();
    void aNewFileNeverReplacesAnything_data();
    void aNewFileNeverReplacesAnything();
    void aStagedFileAppears();
    void replacing_data();
    void replacing();
    void replacingRefuses_data();
    void replacingRefuses();
    void anUnknownCtimeIsNotCompared();
    void aDirectoryIsNeverReplaced();
    void takingOut_data();
    void takingOut();
    void takingOutRefusesWhatChanged();
    void filesWithoutPermissions_data();
    void filesWithoutPermissions();
    void discardingKeepsWhatWasWritten_data();
    void discardingKeepsWhatWasWritten();
    void attributesChange();
    void attributesOfAChangedFileStay();
    void timesWaitForWritersButModesDoNot();
    void anEditWhileAttributesChangeShows_data();
    void anEditWhileAttributesChangeShows();
    void attributesOfDirectoriesAndLinks();
    void onlyEmptyDirectoriesGo();
    void directoriesMove();
    void anotherDirectoryDoesNotMove();
};

namespace {

constexpr int64_t kTime = 1'600'000'000'000'000'000;

// A folder with an observed "file" and a place for staging.
struct Fixture
{
    Fixture()
    {
        folder.writeOld("file", "old");
        folder.writeOld(".sync/staged", "new");
        std::filesystem::create_symlink("old target", folder.path("link"));
        std::filesystem::create_symlink("new target", folder.path(".sync/staged-link"));
        root = folder.directory("");
        staging = folder.directory(".sync");
    }
    Expected seen(ByteView name) { return Expected::of(folder.stat(name)); }
    Bytes show(ByteView name) const
    {
        const Bytes path = folder.path(name);
        if (!folder.exists(name))
            return "(nothing)";
        if (std::filesystem::is_symlink(path))
            return "-> " + std::filesystem::read_symlink(path).string();
        return folder.read(name);
    }

    ShareFolder folder;
    std::unique_ptr<Directory> root;
    std::unique_ptr<Directory> staging;
};

} // namespace

void TstSafeApply::aNewFileAppears()
{
    Fixture f;
    auto unnamed = f.root->createUnnamed(0600);
    VERIFY_DONE(unnamed);
    VERIFY_DONE((*unnamed)->write(0, "content"));
    VERIFY_DONE((*unnamed)->setAttributes({0644, {}, {}, kTime, {}}));
    const auto published = publishNew(f.folder.fs(), *f.root, "new", **unnamed);
    VERIFY_DONE(published);
    QCOMPARE(*published, f.folder.stat("new"));
    QCOMPARE(published->mtimeNs, kTime);
    QCOMPARE(f.folder.read("new"), Bytes("content"));
}

void TstSafeApply::aNewFileNeverReplacesAnything_data()
{
    QTest::addColumn<QByteArray>("taken");
    QTest::newRow("by a file") << QByteArray("file");
    QTest::newRow("by a link to nowhere") << QByteArray("link");
    QTest::newRow("by a directory") << QByteArray(".sync");
}

void TstSafeApply::aNewFileNeverReplacesAnything()
{
    QFETCH(QByteArray, taken);
    Fixture f;
    const Bytes name = taken.toStdString();
    const FileStat before = f.folder.stat(name);
    auto unnamed = f.root->createUnnamed(0600);
    COMPARE_ERROR(publishNew(f.folder.fs(), *f.root, name, **unnamed), ErrorCode::AlreadyExists);
    COMPARE_ERROR(publishStaged(f.folder.fs(), *f.staging, "staged", *f.root, name), ErrorCode::AlreadyExists);
    QCOMPARE(f.folder.stat(name), before);
    QCOMPARE(f.show(".sync/staged"), Bytes("new"));
}

void TstSafeApply::aStagedFileAppears()
{
    Fixture f;
    for (const auto& [staged, name] : {std::pair("staged", "new"), std::pair("staged-link", "new-link")}) {
        const auto published = publishStaged(f.folder.fs(), *f.staging, staged, *f.root, name);
        VERIFY_DONE(published);
        QCOMPARE(*published, f.folder.stat(name));
    }
    QCOMPARE(f.show("new"), Bytes("new"));
    QCOMPARE(f.show("new-link"), Bytes("-> new target"));
    QCOMPARE(f.show(".sync/staged"), Bytes("(nothing)"));
}

void TstSafeApply::replacing_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("staged");
    QTest::newRow("a file by a file") << QByteArray("file") << QByteArray("staged");
    QTest::newRow("a file by a link") << QByteArray("file") << QByteArray("staged-link");
    QTest::newRow("a link by a file") << QByteArray("link") << QByteArray("staged");
    QTest::newRow("a link by a link") << QByteArray("link") << QByteArray("staged-link");
}

void TstSafeApply::replacing()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, staged);
    Fixture f;
    const Bytes target = name.toStdString();
    const Bytes stagedName = staged.toStdString();
    const Bytes old = f.show(target);
    const Bytes fresh = f.show(".sync/" + stagedName);
    const auto replaced = replaceFile(f.folder.fs(), *f.staging, stagedName, *f.root, target, f.seen(target));
    VERIFY_DONE(replaced);
    QVERIFY(replaced->guarded);
    QCOMPARE(replaced->now, f.folder.stat(target));
    QCOMPARE(f.show(target), fresh);
    QCOMPARE(f.show(".sync/" + stagedName), old);
}

void TstSafeApply::replacingRefuses_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("another content") << 0;
    QTest::newRow("another inode with the same content and time") << 1;
    QTest::newRow("the same content and time, written again") << 2;
    QTest::newRow("other permissions") << 3;
    QTest::newRow("a link where a file was") << 4;
    QTest::newRow("a directory where a file was") << 5;
    QTest::newRow("nothing where a file was") << 6;
    QTest::newRow("a longer content with the old time") << 7;
}

void TstSafeApply::replacingRefuses()
{
    QFETCH(int, what);
    Fixture f;
    const Expected observed = f.seen("file");
    const Bytes path = f.folder.path("file");
    switch (what) {
    case 0:
        f.folder.write("file", "edit");
        break;
    case 1:
        f.folder.writeOld("other", "old");
        std::filesystem::rename(f.folder.path("other"), path);
        break;
    case 2:
        f.folder.writeOld("file", "odl"); // only the ctime tells
        break;
    case 3:
        ::chmod(path.c_str(), 0600);
        break;
    case 4:
        std::filesystem::remove(path);
        std::filesystem::create_symlink("x", path);
        break;
    case 5:
        std::filesystem::remove(path);
        std::filesystem::create_directory(path);
        break;
    case 6:
        std::filesystem::remove(path);
        break;
    default:
        f.folder.writeOld("file", "old and more");
        break;
    }
    const Bytes there = what == 5 ? "" : f.show("file");
    COMPARE_ERROR(replaceFile(f.folder.fs(), *f.staging, "staged", *f.root, "file", observed), ErrorCode::Changed);
    COMPARE_ERROR(takeOut(f.folder.fs(), *f.root, "file", *f.staging, "taken", observed), ErrorCode::Changed);
    QCOMPARE(what == 5 ? Bytes() : f.show("file"), there);
    QCOMPARE(f.show(".sync/staged"), Bytes("new"));
    QCOMPARE(f.show(".sync/taken"), Bytes("(nothing)"));
}

void TstSafeApply::anUnknownCtimeIsNotCompared()
{
    Fixture f;
    Expected observed = f.seen("file");
    observed.ctimeNs = 1;
    COMPARE_ERROR(replaceFile(f.folder.fs(), *f.staging, "staged", *f.root, "file", observed), ErrorCode::Changed);
    observed.ctimeKnown = false;
    VERIFY_DONE(replaceFile(f.folder.fs(), *f.staging, "staged", *f.root, "file", observed));
}

void TstSafeApply::aDirectoryIsNeverReplaced()
{
    Fixture f;
    std::filesystem::create_directory(f.folder.path("dir"));
    const Expected observed = f.seen("dir");
    constexpr auto kInvalid = ErrorCode::InvalidArgument;
    COMPARE_ERROR(replaceFile(f.folder.fs(), *f.staging, "staged", *f.root, "dir", observed), kInvalid);
    COMPARE_ERROR(takeOut(f.folder.fs(), *f.root, "dir", *f.staging, "taken", observed), kInvalid);
}

void TstSafeApply::takingOut_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("a file") << QByteArray("file");
    QTest::newRow("a link") << QByteArray("link");
}

void TstSafeApply::takingOut()
{
    QFETCH(QByteArray, name);
    Fixture f;
    const Bytes target = name.toStdString();
    const Bytes old = f.show(target);
    const auto taken = takeOut(f.folder.fs(), *f.root, target, *f.staging, "taken", f.seen(target));
    VERIFY_DONE(taken);
    QVERIFY(taken->guarded);
    QCOMPARE(f.show(target), Bytes("(nothing)"));
    QCOMPARE(f.show(".sync/taken"), old);
}

void TstSafeApply::takingOutRefusesWhatChanged()
{
    Fixture f;
    const int writer = ::open(f.folder.path("file").c_str(), O_WRONLY);
    const auto refused = takeOut(f.folder.fs(), *f.root, "file", *f.staging, "taken", f.seen("file"));
    ::close(writer);
    COMPARE_ERROR(refused, ErrorCode::Busy);
    QCOMPARE(f.show("file"), Bytes("old"));
    // A name in staging that is taken is our own fault; nothing is overwritten.
    COMPARE_ERROR(takeOut(f.folder.fs(), *f.root, "file", *f.staging, "staged", f.seen("file")),
                  ErrorCode::AlreadyExists);
    QCOMPARE(f.show(".sync/staged"), Bytes("new"));
    QCOMPARE(f.show("file"), Bytes("old"));
}

void TstSafeApply::filesWithoutPermissions_data()
{
    QTest::addColumn<bool>("ordinary");
    QTest::newRow("as the user who started the test") << false;
    QTest::newRow("as an ordinary user, who cannot open them") << true;
}

void TstSafeApply::filesWithoutPermissions()
{
    QFETCH(bool, ordinary);
    Fixture f;
    std::optional<AsOrdinaryUser> user;
    if (ordinary)
        user.emplace(f.folder.root());
    ::chmod(f.folder.path("file").c_str(), 0);
    const auto changed = changeAttributes(f.folder.fs(), *f.root, "file", f.seen("file"), {{}, {}, {}, kTime, {}});
    VERIFY_DONE(changed);
    QCOMPARE(*changed, f.folder.stat("file"));
    const auto replaced = replaceFile(f.folder.fs(), *f.staging, "staged", *f.root, "file", f.seen("file"));
    VERIFY_DONE(replaced);
    QCOMPARE(replaced->guarded, ::geteuid() == 0);
    QCOMPARE(f.show("file"), Bytes("new"));
    ::chmod(f.folder.path("file").c_str(), 0);
    VERIFY_DONE(takeOut(f.folder.fs(), *f.root, "file", *f.staging, "taken", f.seen("file")));
    QCOMPARE(f.show("file"), Bytes("(nothing)"));
}

void TstSafeApply::discardingKeepsWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("then");
    QTest::newRow("nobody wrote") << QByteArray("nothing");
    QTest::newRow("somebody wrote") << QByteArray("write");
    QTest::newRow("somebody has it open for writing") << QByteArray("open");
}

void TstSafeApply::discardingKeepsWhatWasWritten()
{
    QFETCH(QByteArray, then);
    Fixture f;
    const Expected observed = f.seen("file");
    VERIFY_DONE(takeOut(f.folder.fs(), *f.root, "file", *f.staging, "taken", observed));
    const int fd = then == "open" ? ::open(f.folder.path(".sync/taken").c_str(), O_WRONLY) : -1;
    if (then == "write")
        f.folder.write(".sync/taken", "edit");
    const auto discarded = discardDisplaced(*f.staging, "taken", observed);
    if (fd >= 0)
        ::close(fd);
    if (then == "nothing")
        VERIFY_DONE(discarded);
    else
        COMPARE_ERROR(discarded, then == "write" ? ErrorCode::Changed : ErrorCode::Busy);
    QCOMPARE(f.folder.exists(".sync/taken"), then != "nothing");
}

void TstSafeApply::attributesChange()
{
    Fixture f;
    const auto changed = changeAttributes(f.folder.fs(), *f.root, "file", f.seen("file"), {0640, {}, {}, kTime, {}});
    VERIFY_DONE(changed);
    QCOMPARE(*changed, f.folder.stat("file"));
    QCOMPARE(changed->mode, 0640u);
    QCOMPARE(changed->mtimeNs, kTime);
    QCOMPARE(f.show("file"), Bytes("old"));
}

void TstSafeApply::attributesOfAChangedFileStay()
{
    Fixture f;
    const Expected observed = f.seen("file");
    f.folder.writeOld("file", "edt");
    const FileStat before = f.folder.stat("file");
    COMPARE_ERROR(changeAttributes(f.folder.fs(), *f.root, "file", observed, {0600, {}, {}, {}, {}}),
                  ErrorCode::Changed);
    QCOMPARE(f.folder.stat("file"), before);
}

void TstSafeApply::timesWaitForWritersButModesDoNot()
{
    Fixture f;
    const int writer = ::open(f.folder.path("file").c_str(), O_WRONLY);
    const auto time = changeAttributes(f.folder.fs(), *f.root, "file", f.seen("file"), {{}, {}, {}, kTime, {}});
    const auto mode = changeAttributes(f.folder.fs(), *f.root, "file", f.seen("file"), {0640, {}, {}, {}, {}});
    ::close(writer);
    COMPARE_ERROR(time, ErrorCode::Busy);
    VERIFY_DONE(mode);
    QCOMPARE(f.folder.stat("file").mode, 0640u);
}

void TstSafeApply::anEditWhileAttributesChangeShows_data()
{
    QTest::addColumn<bool>("byRename");
    QTest::newRow("written in place") << false;
    QTest::newRow("saved by rename") << true;
}

void TstSafeApply::anEditWhileAttributesChangeShows()
{
    QFETCH(bool, byRename);
    int steps = 0;
    for (int at = 0; at <= steps; ++at) {
        Fixture f;
        const Expected observed = f.seen("file");
        SteppingFileSystem fs(f.folder.fs());
        auto root = std::move(fs.openDirectory("").value());
        fs.steps.done.clear();
        fs.steps.before = [&](int step) {
            if (step != at)
                return;
            f.folder.write(byRename ? "spare" : "file", "edit");
            if (byRename)
                std::filesystem::rename(f.folder.path("spare"), f.folder.path("file"));
        };
        const auto changed = changeAttributes(fs, *root, "file", observed, {0640, {}, {}, {}, {}});
        fs.steps.before = [](int) {};
        steps = std::max(steps, static_cast<int>(fs.steps.done.size()));
        if (at == 0) { // undisturbed
            VERIFY_DONE(changed);
            continue;
        }
        if (changed)
            QVERIFY(!matches(Expected::of(*changed), f.folder.stat("file"), Compare::WithCtime));
        else
            COMPARE_ERROR(changed, ErrorCode::Changed);
        QCOMPARE(f.show("file"), Bytes("edit"));
    }
    QVERIFY(steps >= 5);
}

void TstSafeApply::attributesOfDirectoriesAndLinks()
{
    Fixture f;
    std::filesystem::create_directory(f.folder.path("dir"));
    const Expected observed = f.seen("dir");
    f.folder.write("dir/inner", "makes its times another");
    VERIFY_DONE(changeAttributes(f.folder.fs(), *f.root, "dir", observed, {0750, {}, {}, kTime, {}}));
    QCOMPARE(f.folder.stat("dir").mode, 0750u);
    QCOMPARE(f.folder.stat("dir").mtimeNs, kTime);
    COMPARE_ERROR(changeAttributes(f.folder.fs(), *f.root, "dir", observed, {0700, {}, {}, {}, {}}),
                  ErrorCode::Changed);
    const auto link = changeAttributes(f.folder.fs(), *f.root, "link", f.seen("link"), {0600, {}, {}, kTime, {}});
    VERIFY_DONE(link);
    QCOMPARE(*link, f.folder.stat("link"));
    QCOMPARE(link->mtimeNs, kTime);
}

void TstSafeApply::onlyEmptyDirectoriesGo()
{
    Fixture f;
    std::filesystem::create_directories(f.folder.path("a/b"));
    COMPARE_ERROR(removeEmptyDirectory(*f.root, "a"), ErrorCode::AlreadyExists);
    VERIFY_DONE(removeEmptyDirectory(*f.folder.directory("a"), "b"));
    VERIFY_DONE(removeEmptyDirectory(*f.root, "a"));
    QVERIFY(!removeEmptyDirectory(*f.root, "file"));
    QVERIFY(!removeEmptyDirectory(*f.root, "link"));
    QCOMPARE(f.show("file"), Bytes("old"));
}

void TstSafeApply::directoriesMove()
{
    Fixture f;
    std::filesystem::create_directories(f.folder.path("a/b"));
    std::filesystem::create_directory(f.folder.path("taken"));
    f.folder.write("a/b/inner", "x");
    auto held = f.folder.directory("a/b"); // stays the same directory
    const uint64_t inode = f.folder.stat("a").inode;
    COMPARE_ERROR(moveDirectory(f.folder.fs(), *f.root, "a", *f.root, "taken", inode), ErrorCode::AlreadyExists);
    VERIFY_DONE(moveDirectory(f.folder.fs(), *f.root, "a", *f.staging, "moved", inode));
    QCOMPARE(f.folder.read(".sync/moved/b/inner"), Bytes("x"));
    VERIFY_DONE(held->statEntry("inner"));
    QVERIFY(!f.folder.exists("a"));
}

void TstSafeApply::anotherDirectoryDoesNotMove()
{
    Fixture f;
    std::filesystem::create_directory(f.folder.path("a"));
    std::filesystem::create_directory(f.folder.path("b"));
    const uint64_t inode = f.folder.stat("a").inode;
    COMPARE_ERROR(moveDirectory(f.folder.fs(), *f.root, "b", *f.root, "c", inode), ErrorCode::Changed);
    COMPARE_ERROR(moveDirectory(f.folder.fs(), *f.root, "gone", *f.root, "c", inode), ErrorCode::Changed);
    const uint64_t file = f.folder.stat("file").inode;
    COMPARE_ERROR(moveDirectory(f.folder.fs(), *f.root, "file", *f.root, "c", file), ErrorCode::Changed);
    QVERIFY(f.folder.exists("b") && !f.folder.exists("c"));
}

QTEST_GUILESS_MAIN(TstSafeApply)
#include "tst_safe_apply.moc"
