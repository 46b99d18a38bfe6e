// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/control/control_paths.h"
#include "shared/control/local_socket.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <grp.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shoal;
using namespace shoal::control;

class TstControlPaths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void socketLiesInTheRuntimeFolder();
    void longRuntimeFolderLeavesItInStorage();
    void membersOfTheGroupCanConnectAndOthersCannot();
    void aFolderOthersMayWriteInIsNotUsedForUsers();
    void storageLeadsToTheSocket();
    void listeningInstanceIsFound();
    void registrationEndsWithItsObject();
    void deadInstanceIsNotFoundAndCleanedUp();
    void linkOfAnotherUserIsNotBelieved();
    void folderIsMadeForItsUserOnly();
    void unsafeFoldersAreRefused_data();
    void unsafeFoldersAreRefused();
    void instanceByStorageOrSocket();
    void environmentNamesTheFolder();

private:
    Bytes base() const { return m_folder->path().toStdString(); }
    RuntimeFolders folders() const { return {base() + "/run", {base() + "/run", base() + "/missing"}}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

// A socket somebody listens on, until it goes.
struct Listener
{
    explicit Listener(const Bytes& path) : socket(listenAt(path)) {}
    ~Listener() { stop(); }
    void stop()
    {
        if (socket)
            ::close(*socket);
        socket = fail(ErrorCode::Closed, "stopped");
    }
    Result<int> socket;
};

} // namespace

void TstControlPaths::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TstControlPaths::socketLiesInTheRuntimeFolder()
{
    const Bytes socket = socketPath("/var/lib/shoal/www", "/run/shoal/33");
    QVERIFY(socket.starts_with("/run/shoal/33/www-"));
    QCOMPARE(socketPath("/var/lib/shoal/www", "/run/shoal/33"), socket);
    QVERIFY(socketPath("/var/lib/www", "/run/shoal/33") != socket);
    QVERIFY(socketPath("/s/a b\n\xff", "/r").starts_with("/r/a_b__-"));
    QVERIFY(socketPath("/s/..", "/r").starts_with("/r/_..-"));
}

void TstControlPaths::longRuntimeFolderLeavesItInStorage()
{
    const Bytes runtime = "/" + Bytes(kMaxSocketPathBytes, 'a');
    QCOMPARE(socketPath("/var/lib/shoal/www", runtime), Bytes("/var/lib/shoal/www/control.sock"));
}

void TstControlPaths::membersOfTheGroupCanConnectAndOthersCannot()
{
    if (::geteuid() != 0)
        QSKIP("only root can be two users");
    constexpr uid_t kUser = 61'001, kOther = 61'002;
    constexpr gid_t kGroup = 61'003, kOtherGroup = 61'004;
    QCOMPARE(::chmod(base().c_str(), 0755), 0);
    const Bytes system = base() + "/run";
    const mode_t before = ::umask(077);
    const auto made = makeFolderForUser(kUser, kGroup, system);
    ::umask(before);
    QVERIFY2(made, made ? "" : made.error().context.c_str());
    const Bytes socket = socketPath("/var/lib/shoal/x", system + "/61001");
    const Listener listener(socket);
    QVERIFY(listener.socket);
    QCOMPARE(::chown(socket.c_str(), kUser, kGroup), 0);
    // What connecting as somebody else gives: 0 or an error.
    const auto connectAs = [&socket](uid_t user, gid_t group) {
        const pid_t child = ::fork();
        if (child == 0) {
            const bool became = ::setgroups(0, nullptr) == 0 && ::setgid(group) == 0 && ::setuid(user) == 0;
            ::_exit(became && connectTo(socket) ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    };
    QCOMPARE(connectAs(kUser, kOtherGroup), 0);
    QCOMPARE(connectAs(kOther, kGroup), 0);
    QCOMPARE(connectAs(kOther, kOtherGroup), 1);
}

void TstControlPaths::aFolderOthersMayWriteInIsNotUsedForUsers()
{
    const Bytes system = base() + "/open";
    QCOMPARE(::mkdir(system.c_str(), 0777), 0);
    QCOMPARE(::chmod(system.c_str(), 0777), 0);
    const auto made = makeFolderForUser(::geteuid(), ::getegid(), system);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::PermissionDenied);
}

void TstControlPaths::storageLeadsToTheSocket()
{
    const Bytes storage = base() + "/store";
    QCOMPARE(::mkdir(storage.c_str(), 0700), 0);
    QVERIFY(makeRuntimeFolder(folders().own));
    const Bytes socket = socketPath(storage, folders().own);
    const Listener listener(socket);
    {
        // What a run that was killed has left does not matter.
        QCOMPARE(::symlink("/nowhere", (storage + "/control.sock").c_str()), 0);
        const auto link = Registration::inStorage(socket, storage);
        QVERIFY(link);
        QCOMPARE(findInstance(storage, {}).value_or(""), storage + "/control.sock");
    }
    QVERIFY(!QFile::exists(QString::fromStdString(storage + "/control.sock")));
    QCOMPARE(findInstance(storage, folders()).value_or(""), socket);
    QFile file(QString::fromStdString(storage + "/control.sock"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(!Registration::inStorage(socket, storage));
}

void TstControlPaths::listeningInstanceIsFound()
{
    QVERIFY(findInstances(folders()).empty());
    const Listener one(base() + "/one.sock");
    const Listener two(base() + "/two.sock");
    QVERIFY(one.socket && two.socket);
    const auto first = Registration::make(base() + "/two.sock", folders().own);
    const auto second = Registration::make(base() + "/one.sock", folders().own);
    QVERIFY(first && second);
    QVERIFY((findInstances(folders()) == std::vector<Bytes>{base() + "/one.sock", base() + "/two.sock"}));
}

void TstControlPaths::registrationEndsWithItsObject()
{
    const Listener one(base() + "/one.sock");
    {
        auto made = Registration::make(base() + "/one.sock", folders().own);
        QVERIFY(made);
        const Registration moved = std::move(*made);
        QVERIFY(made->link().empty());
        QCOMPARE(findInstances(folders()).size(), size_t(1));
    }
    QVERIFY(findInstances(folders()).empty());
    const auto again = Registration::make(base() + "/one.sock", folders().own);
    QVERIFY(again);
    const auto overOwnLink = Registration::make(base() + "/one.sock", folders().own);
    QVERIFY(overOwnLink);
}

void TstControlPaths::deadInstanceIsNotFoundAndCleanedUp()
{
    QVERIFY(makeRuntimeFolder(folders().own));
    Listener dead(base() + "/dead.sock");
    dead.stop();
    const Bytes link = folders().own + "/1-0.sock";
    const Bytes toNothing = folders().own + "/2-0.sock";
    QCOMPARE(::symlink((base() + "/dead.sock").c_str(), link.c_str()), 0);
    QCOMPARE(::symlink((base() + "/gone.sock").c_str(), toNothing.c_str()), 0);
    QFile file(QString::fromStdString(folders().own + "/note"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(findInstances(folders()).empty());

    const Listener living(base() + "/living.sock");
    const auto made = Registration::make(base() + "/living.sock", folders().own);
    QVERIFY(made);
    struct stat info
    {};
    QVERIFY(::lstat(link.c_str(), &info) != 0);
    QVERIFY(::lstat(toNothing.c_str(), &info) != 0);
    QVERIFY(file.exists());
}

void TstControlPaths::linkOfAnotherUserIsNotBelieved()
{
    const Listener one(base() + "/one.sock");
    QVERIFY(makeRuntimeFolder(folders().own));
    const Bytes link = folders().own + "/1-0.sock";
    QCOMPARE(::symlink((base() + "/one.sock").c_str(), link.c_str()), 0);
    QCOMPARE(findInstances(folders()).size(), size_t(1));
    if (::lchown(link.c_str(), 65534, 65534) != 0)
        QSKIP("only root can give a link away");
    QVERIFY(findInstances(folders()).empty());
}

void TstControlPaths::folderIsMadeForItsUserOnly()
{
    QVERIFY(makeRuntimeFolder(folders().own));
    struct stat info
    {};
    QCOMPARE(::stat(folders().own.c_str(), &info), 0);
    QVERIFY((info.st_mode & 0022) == 0);
    QVERIFY(makeRuntimeFolder(folders().own));
}

void TstControlPaths::unsafeFoldersAreRefused_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("writable for all") << QByteArray("writable");
    QTest::newRow("a link to a folder") << QByteArray("link");
    QTest::newRow("a file") << QByteArray("file");
    QTest::newRow("of another user") << QByteArray("foreign");
}

void TstControlPaths::unsafeFoldersAreRefused()
{
    QFETCH(QByteArray, what);
    const Bytes own = folders().own;
    if (what == "link") {
        QCOMPARE(::mkdir((base() + "/real").c_str(), 0700), 0);
        QCOMPARE(::symlink((base() + "/real").c_str(), own.c_str()), 0);
    } else if (what == "file") {
        QFile file(QString::fromStdString(own));
        QVERIFY(file.open(QIODevice::WriteOnly));
    } else {
        QCOMPARE(::mkdir(own.c_str(), 0700), 0);
        if (what == "writable")
            QCOMPARE(::chmod(own.c_str(), 0777), 0);
        else if (::chown(own.c_str(), 65534, 65534) != 0)
            QSKIP("only root can give a folder away");
    }
    const auto made = makeRuntimeFolder(own);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::PermissionDenied);
}

void TstControlPaths::instanceByStorageOrSocket()
{
    const Listener one(base() + "/control.sock");
    QCOMPARE(findInstance(base() + "/control.sock", folders()).value_or(""), base() + "/control.sock");
    QCOMPARE(findInstance(base() + "/", folders()).value_or(""), base() + "/control.sock");
    const auto missing = findInstance(base() + "/other", folders());
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);

    const Bytes longStorage = "/" + Bytes(200, 'a');
    QVERIFY(makeRuntimeFolder(folders().own));
    const Listener two(socketPath(longStorage, folders().own));
    QVERIFY(two.socket);
    QCOMPARE(findInstance(longStorage, folders()).value_or(""), socketPath(longStorage, folders().own));
}

void TstControlPaths::environmentNamesTheFolder()
{
    qputenv("SHOAL_RUNTIME_DIR", "/some/where");
    QCOMPARE(runtimeFolders().own, Bytes("/some/where"));
    QVERIFY((runtimeFolders().searched == std::vector<Bytes>{"/some/where"}));
    qputenv("SHOAL_RUNTIME_DIR", "relative");
    QVERIFY(runtimeFolders().own != "relative");
    qunsetenv("SHOAL_RUNTIME_DIR");
    qputenv("XDG_RUNTIME_DIR", "/run/user/1");
    const RuntimeFolders folders = runtimeFolders();
    const auto searches = [&](const Bytes& folder) {
        return std::find(folders.searched.begin(), folders.searched.end(), folder) != folders.searched.end();
    };
    QVERIFY(searches("/run/shoal") && searches("/run/user/1/shoal"));
    QVERIFY(searches(folders.own));
    qunsetenv("XDG_RUNTIME_DIR");
}

QTEST_GUILESS_MAIN(TstControlPaths)
#include "tst_control_paths.moc"
