// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/watcher.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace shoal;
using namespace shoal::storage;
using Kind = WatchEvent::Kind;

namespace {

// An open directory, as a scanner has it.
class OpenDirectory
{
public:
    explicit OpenDirectory(const Bytes& path) : m_fd(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}
    ~OpenDirectory() { ::close(m_fd); }
    Bytes procPath() const { return "/proc/self/fd/" + std::to_string(m_fd); }

private:
    int m_fd;
};

Result<void> watch(Watcher& watcher, int64_t dir, const Bytes& path)
{
    return watcher.add(dir, OpenDirectory(path).procPath());
}

void write(const Bytes& path, const Bytes& content = "x")
{
    std::ofstream(path) << content;
}

std::vector<Kind> kindsFor(const std::vector<WatchEvent>& events, int64_t dir, const Bytes& name)
{
    std::vector<Kind> kinds;
    for (const WatchEvent& event : events) {
        if (event.dir == dir && event.name == name)
            kinds.push_back(event.kind);
    }
    return kinds;
}

bool has(const std::vector<WatchEvent>& events, int64_t dir, const Bytes& name, Kind kind)
{
    const auto kinds = kindsFor(events, dir, name);
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

const WatchEvent* find(const std::vector<WatchEvent>& events, Kind kind)
{
    const auto it = std::find_if(events.begin(), events.end(), [kind](const WatchEvent& e) { return e.kind == kind; });
    return it == events.end() ? nullptr : &*it;
}

bool isReadable(const Watcher& watcher)
{
    pollfd entry{watcher.fileDescriptor(), POLLIN, 0};
    return poll(&entry, 1, 0) == 1;
}

constexpr int kNotPermitted = 77;

// Runs `check` in a child that is root of user and mount namespaces of its own. Gives what `check` returns, or
// kNotPermitted where the system does not allow such namespaces.
int inNamespace(const std::function<int()>& check)
{
    const uid_t user = geteuid();
    const pid_t child = fork();
    if (child == 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            _exit(kNotPermitted);
        write("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
        _exit(check());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

class TstWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nothingHappenedNothingRead();
    void aFileIsCreatedWrittenAndClosed();
    void aFileThatIsLinkedIntoPlaceIsCreated();
    void anOpenFileIsModifiedOnceForEachName();
    void modifiedAgainAfterItWasClosed();
    void attributesChange();
    void aRenameHasTwoHalvesWithOneCookie();
    void aMovedDirectoryKeepsItsNumber();
    void onlyTheDirectoryItselfIsWatched();
    void aRemovedDirectoryIsGoneOnce();
    void aSecondNumberReplacesTheFirst();
    void aNumberLeavesItsOldDirectory();
    void eventsOfARemovedNumberAreDropped();
    void aFileCannotBeWatched();
    void aLostQueueIsAnOverflow();
    void largeQueuesComeInSeveralReads();
    void directoriesAreAddedWhileEventsAreRead();
    void theWatchLimitIsExplained();
    void anUnmountIsReported();

private:
    Bytes path(const Bytes& name) const { return m_dir->path().toStdString() + "/" + name; }
    Bytes makeDir(const Bytes& name) const
    {
        std::filesystem::create_directory(path(name));
        return path(name);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Watcher> m_watcher;
};

void TstWatcher::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    auto watcher = makeInotifyWatcher();
    QVERIFY2(watcher, watcher ? "" : watcher.error().context.c_str());
    m_watcher = std::move(*watcher);
    QVERIFY(watch(*m_watcher, 1, path("")));
}

void TstWatcher::nothingHappenedNothingRead()
{
    QVERIFY(!isReadable(*m_watcher));
    QVERIFY(m_watcher->read().empty());
    QCOMPARE(m_watcher->watchCount(), size_t{1});
}

void TstWatcher::aFileIsCreatedWrittenAndClosed()
{
    write(path("file"));
    QVERIFY(isReadable(*m_watcher));
    const auto events = m_watcher->read();
    QCOMPARE(kindsFor(events, 1, "file"), (std::vector{Kind::Created, Kind::Modified, Kind::Closed}));
    QVERIFY(!events.front().isDirectory);
    QVERIFY(!isReadable(*m_watcher));
}

void TstWatcher::aFileThatIsLinkedIntoPlaceIsCreated()
{
    const Bytes other = makeDir("other");
    write(other + "/file");
    m_watcher->read();
    QCOMPARE(::link((other + "/file").c_str(), path("file").c_str()), 0);
    QVERIFY(has(m_watcher->read(), 1, "file", Kind::Created));
}

void TstWatcher::anOpenFileIsModifiedOnceForEachName()
{
    std::ofstream first(path("first"));
    std::ofstream second(path("second"));
    m_watcher->read();
    for (int i = 0; i < 5; ++i) {
        first << "x" << std::flush;
        second << "x" << std::flush;
    }
    const auto events = m_watcher->read();
    QCOMPARE(kindsFor(events, 1, "first"), std::vector{Kind::Modified});
    QCOMPARE(kindsFor(events, 1, "second"), std::vector{Kind::Modified});
    first << "x" << std::flush;
    QCOMPARE(kindsFor(m_watcher->read(), 1, "first"), std::vector{Kind::Modified});
}

void TstWatcher::modifiedAgainAfterItWasClosed()
{
    std::ofstream open(path("file"));
    m_watcher->read();
    open << "x" << std::flush;
    {
        std::ofstream other(path("file"), std::ios::app);
    }
    open << "x" << std::flush;
    QCOMPARE(kindsFor(m_watcher->read(), 1, "file"), (std::vector{Kind::Modified, Kind::Closed, Kind::Modified}));
}

void TstWatcher::attributesChange()
{
    write(path("file"));
    m_watcher->read();
    QCOMPARE(::chmod(path("file").c_str(), 0600), 0);
    QCOMPARE(kindsFor(m_watcher->read(), 1, "file"), std::vector{Kind::AttributesChanged});
    QCOMPARE(::chmod(path("").c_str(), 0755), 0);
    const auto events = m_watcher->read();
    QCOMPARE(kindsFor(events, 1, ""), std::vector{Kind::AttributesChanged});
    QVERIFY(events.front().isDirectory);
}

void TstWatcher::aRenameHasTwoHalvesWithOneCookie()
{
    QVERIFY(watch(*m_watcher, 2, makeDir("other")));
    write(path("from"));
    m_watcher->read();

    std::filesystem::rename(path("from"), path("other/to"));

    const auto events = m_watcher->read();
    QCOMPARE(events.size(), size_t{2});
    QVERIFY(has(events, 1, "from", Kind::MovedFrom));
    QVERIFY(has(events, 2, "to", Kind::MovedTo));
    QVERIFY(events[0].cookie != 0);
    QCOMPARE(events[0].cookie, events[1].cookie);
}

void TstWatcher::aMovedDirectoryKeepsItsNumber()
{
    QVERIFY(watch(*m_watcher, 2, makeDir("before")));
    std::filesystem::rename(path("before"), path("after"));
    const auto move = m_watcher->read();
    const WatchEvent* to = find(move, Kind::MovedTo);
    QVERIFY(to && to->isDirectory && to->name == "after");
    write(path("after/file"));
    QVERIFY(has(m_watcher->read(), 2, "file", Kind::Created));
}

void TstWatcher::onlyTheDirectoryItselfIsWatched()
{
    makeDir("sub");
    m_watcher->read();
    write(path("sub/file"));
    QVERIFY(m_watcher->read().empty());
}

void TstWatcher::aRemovedDirectoryIsGoneOnce()
{
    QVERIFY(watch(*m_watcher, 2, makeDir("sub")));
    QCOMPARE(m_watcher->watchCount(), size_t{2});
    std::filesystem::remove(path("sub"));
    const auto events = m_watcher->read();
    QVERIFY(has(events, 1, "sub", Kind::Deleted));
    QCOMPARE(kindsFor(events, 2, ""), std::vector{Kind::DirectoryGone});
    QCOMPARE(m_watcher->watchCount(), size_t{1});
    // The number is free for another directory.
    QVERIFY(watch(*m_watcher, 2, makeDir("next")));
    write(path("next/file"));
    QVERIFY(has(m_watcher->read(), 2, "file", Kind::Created));
}

void TstWatcher::aSecondNumberReplacesTheFirst()
{
    const Bytes sub = makeDir("sub");
    QVERIFY(watch(*m_watcher, 2, sub));
    QVERIFY(watch(*m_watcher, 3, sub));
    QCOMPARE(m_watcher->watchCount(), size_t{2});
    write(sub + "/file");
    const auto events = m_watcher->read();
    QVERIFY(has(events, 3, "file", Kind::Created));
    QVERIFY(kindsFor(events, 2, "file").empty());
    // The first number names nothing any more.
    m_watcher->remove(2);
    write(sub + "/file2");
    QVERIFY(has(m_watcher->read(), 3, "file2", Kind::Created));
}

void TstWatcher::aNumberLeavesItsOldDirectory()
{
    const Bytes first = makeDir("first");
    const Bytes second = makeDir("second");
    QVERIFY(watch(*m_watcher, 2, first));
    QVERIFY(watch(*m_watcher, 2, second));
    QCOMPARE(m_watcher->watchCount(), size_t{2});
    m_watcher->read();
    write(first + "/file");
    QVERIFY(m_watcher->read().empty());
    write(second + "/file");
    QVERIFY(has(m_watcher->read(), 2, "file", Kind::Created));
}

void TstWatcher::eventsOfARemovedNumberAreDropped()
{
    write(path("file"));
    m_watcher->remove(1);
    QVERIFY(m_watcher->read().empty());
    QCOMPARE(m_watcher->watchCount(), size_t{0});
    m_watcher->remove(1);
    m_watcher->remove(99);
}

void TstWatcher::aFileCannotBeWatched()
{
    write(path("file"));
    const int fd = ::open(path("file").c_str(), O_PATH | O_CLOEXEC);
    const auto added = m_watcher->add(2, "/proc/self/fd/" + std::to_string(fd));
    ::close(fd);
    QVERIFY(!added);
    QCOMPARE(m_watcher->watchCount(), size_t{1});
}

void TstWatcher::aLostQueueIsAnOverflow()
{
    size_t limit = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> limit;
    if (limit == 0 || limit > 100'000)
        QSKIP("the queue of this system is too long to fill");
    write(path("first"));
    write(path("second"));
    m_watcher->read();
    // Two names in turn: the kernel merges equal events that follow each other.
    for (size_t i = 0; i <= limit; ++i)
        QCOMPARE(::chmod(path(i % 2 ? "first" : "second").c_str(), 0600), 0);

    size_t overflows = 0;
    for (auto events = m_watcher->read(); !events.empty(); events = m_watcher->read()) {
        if (const WatchEvent* event = find(events, Kind::Overflow)) {
            QCOMPARE(event->dir, WatchEvent::kNoDirectory);
            ++overflows;
        }
    }
    QCOMPARE(overflows, size_t{1});
    write(path("third"));
    QVERIFY(has(m_watcher->read(), 1, "third", Kind::Created));
}

void TstWatcher::largeQueuesComeInSeveralReads()
{
    constexpr int kChanges = 6000;
    write(path("first"));
    write(path("second"));
    m_watcher->read();
    // Two names in turn: the kernel merges equal events that follow each other.
    for (int i = 0; i < kChanges; ++i)
        QCOMPARE(::chmod(path(i % 2 ? "first" : "second").c_str(), 0600), 0);
    int changes = 0;
    int reads = 0;
    while (isReadable(*m_watcher)) {
        for (const WatchEvent& event : m_watcher->read())
            changes += event.kind == Kind::AttributesChanged;
        ++reads;
    }
    QCOMPARE(changes, kChanges);
    QVERIFY(reads > 1);
}

void TstWatcher::directoriesAreAddedWhileEventsAreRead()
{
    constexpr int64_t kDirs = 300;
    int64_t failures = 0;
    std::thread adder([&] {
        for (int64_t i = 0; i < kDirs; ++i) {
            const Bytes dir = makeDir("d" + std::to_string(i));
            failures += !watch(*m_watcher, 10 + i, dir);
            write(dir + "/file");
        }
        write(path("end"));
    });
    std::vector<WatchEvent> all;
    while (!has(all, 1, "end", Kind::Closed)) {
        pollfd entry{m_watcher->fileDescriptor(), POLLIN, 0};
        if (poll(&entry, 1, 30'000) != 1)
            break;
        const auto events = m_watcher->read();
        all.insert(all.end(), events.begin(), events.end());
    }
    adder.join();
    QCOMPARE(failures, int64_t{0});
    QCOMPARE(m_watcher->watchCount(), size_t{kDirs + 1});
    for (int64_t i = 0; i < kDirs; ++i)
        QCOMPARE(kindsFor(all, 10 + i, "file"), (std::vector{Kind::Created, Kind::Modified, Kind::Closed}));
}

void TstWatcher::theWatchLimitIsExplained()
{
    const Bytes first = makeDir("first");
    const Bytes second = makeDir("second");
    const Bytes said = path("said");
    const int result = inNamespace([&] {
        write("/proc/sys/user/max_inotify_watches", "1");
        std::ifstream check("/proc/sys/user/max_inotify_watches");
        int limit = 0;
        if (!(check >> limit) || limit != 1)
            return kNotPermitted;
        const auto watcher = makeInotifyWatcher();
        if (!watcher || !watch(**watcher, 1, first))
            return 1;
        const auto added = watch(**watcher, 2, second);
        if (added || added.error().code != ErrorCode::NoSpace || (*watcher)->watchCount() != 1)
            return 2;
        write(said, added.error().context);
        return 0;
    });
    if (result == kNotPermitted)
        QSKIP("this system does not allow user namespaces with limits");
    QCOMPARE(result, 0);
    QFile file(QString::fromStdString(said));
    QVERIFY(file.open(QFile::ReadOnly));
    const Bytes text = file.readAll().toStdString();
    std::ifstream setting("/proc/sys/fs/inotify/max_user_watches");
    Bytes value;
    setting >> value;
    QVERIFY2(text.find("fs.inotify.max_user_watches = " + value) != Bytes::npos, text.c_str());
    QVERIFY2(text.find("rescanning") != Bytes::npos, text.c_str());
}

void TstWatcher::anUnmountIsReported()
{
    const Bytes place = makeDir("mount");
    const int result = inNamespace([&] {
        if (mount("none", place.c_str(), "tmpfs", 0, nullptr) != 0)
            return kNotPermitted;
        const auto watcher = makeInotifyWatcher();
        if (!watcher || !watch(**watcher, 5, place))
            return 1;
        if (umount(place.c_str()) != 0)
            return 2;
        const auto events = (*watcher)->read();
        if (kindsFor(events, 5, "") != std::vector{Kind::Unmounted})
            return 3;
        return (*watcher)->watchCount() == 0 ? 0 : 4;
    });
    if (result == kNotPermitted)
        QSKIP("this system does not allow mounts in user namespaces");
    QCOMPARE(result, 0);
}

QTEST_GUILESS_MAIN(TstWatcher)
#include "tst_watcher.moc"
