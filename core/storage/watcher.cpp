// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/watcher.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <mutex>
#include <sys/inotify.h>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>

namespace shoal::storage {

namespace {

using Kind = WatchEvent::Kind;

// IN_MODIFY also shows writers that never close (databases, logs). IN_EXCL_UNLINK silences files that are deleted
// but still open. IN_DONT_FOLLOW must not be set: the path given is the link /proc/self/fd/N itself, which leads to
// the open directory and nowhere else.
constexpr uint32_t kMask = IN_CREATE | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM |
                           IN_MOVED_TO | IN_DELETE_SELF | IN_EXCL_UNLINK | IN_ONLYDIR;

// About 1,700 events with short names: few system calls in a burst, little memory when idle.
constexpr size_t kBufferSize = 64 * 1024;
// One call of read() stops after this many, so that a burst does not hold up the thread that reads.
constexpr size_t kEventsPerRead = 4096;

// The present value of a kernel setting as text, for a message.
std::string settingValue(const char* path)
{
    std::string value;
    std::ifstream file(path);
    if (!(file >> value))
        value = "unknown";
    return value;
}

Error watchError(int errnoValue)
{
    if (errnoValue == ENOSPC)
        return {ErrorCode::NoSpace, "Cannot watch more directories for changes: the limit of the system is reached "
                                    "(sysctl fs.inotify.max_user_watches = " +
                                        settingValue("/proc/sys/fs/inotify/max_user_watches") +
                                        "). Raise it; until then Shoal finds changes in the other directories by "
                                        "rescanning."};
    return systemError(errnoValue, "Cannot watch a directory for changes");
}

// False for an event that no one asked for.
bool kindOf(uint32_t mask, Kind& kind)
{
    struct Row
    {
        uint32_t bit;
        Kind kind;
    };
    static constexpr std::array kRows{
        Row{IN_CREATE, Kind::Created},
        Row{IN_CLOSE_WRITE, Kind::Closed},
        Row{IN_MODIFY, Kind::Modified},
        Row{IN_ATTRIB, Kind::AttributesChanged},
        Row{IN_DELETE, Kind::Deleted},
        Row{IN_MOVED_FROM, Kind::MovedFrom},
        Row{IN_MOVED_TO, Kind::MovedTo},
        Row{IN_UNMOUNT, Kind::Unmounted},
        Row{IN_DELETE_SELF, Kind::DirectoryGone},
        Row{IN_IGNORED, Kind::DirectoryGone},
    };
    for (const Row& row : kRows) {
        if (mask & row.bit) {
            kind = row.kind;
            return true;
        }
    }
    return false;
}

// Drops the second and later of several Modified in a row for one name.
class ModifiedFilter
{
public:
    bool drops(const WatchEvent& event)
    {
        if (event.kind != Kind::Modified && m_names.empty())
            return false;
        Bytes key(reinterpret_cast<const char*>(&event.dir), sizeof event.dir);
        key += event.name;
        if (event.kind == Kind::Modified)
            return !m_names.insert(std::move(key)).second;
        m_names.erase(key);
        return false;
    }

private:
    std::unordered_set<Bytes> m_names;
};

class InotifyWatcher final : public Watcher
{
public:
    explicit InotifyWatcher(int fd) : m_fd(fd) {}
    ~InotifyWatcher() override { ::close(m_fd); }

    Result<void> add(int64_t dir, const Bytes& procPath) override;
    void remove(int64_t dir) override;
    std::vector<WatchEvent> read() override;
    int fileDescriptor() const override { return m_fd; }
    size_t watchCount() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_dirOfWatch.size();
    }

private:
    void forget(int watch);
    void translate(const inotify_event& event, const char* name, std::vector<WatchEvent>& out, ModifiedFilter& filter);

    const int m_fd;
    // Guards the two maps. add() holds it over the system call too, so that no event of a new watch is translated
    // before its number is known.
    mutable std::mutex m_mutex;
    std::unordered_map<int, int64_t> m_dirOfWatch;
    std::unordered_map<int64_t, int> m_watchOfDir;
};

Result<void> InotifyWatcher::add(int64_t dir, const Bytes& procPath)
{
    const std::lock_guard lock(m_mutex);
    const int watch = inotify_add_watch(m_fd, procPath.c_str(), kMask);
    if (watch < 0)
        return fail(watchError(errno));

    const auto previous = m_watchOfDir.find(dir);
    if (previous != m_watchOfDir.end() && previous->second != watch) {
        const int stale = previous->second;
        forget(stale);
        inotify_rm_watch(m_fd, stale);
    }
    if (const auto known = m_dirOfWatch.find(watch); known != m_dirOfWatch.end() && known->second != dir)
        m_watchOfDir.erase(known->second);
    m_dirOfWatch[watch] = dir;
    m_watchOfDir[dir] = watch;
    return {};
}

void InotifyWatcher::remove(int64_t dir)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_watchOfDir.find(dir);
    if (it == m_watchOfDir.end())
        return;
    const int watch = it->second;
    forget(watch);
    inotify_rm_watch(m_fd, watch); // fails only for a directory that is gone
}

void InotifyWatcher::forget(int watch)
{
    const auto it = m_dirOfWatch.find(watch);
    m_watchOfDir.erase(it->second);
    m_dirOfWatch.erase(it);
}

std::vector<WatchEvent> InotifyWatcher::read()
{
    std::vector<WatchEvent> events;
    ModifiedFilter filter;
    alignas(inotify_event) std::array<char, kBufferSize> buffer;
    while (events.size() < kEventsPerRead) {
        const ssize_t size = ::read(m_fd, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            break; // EAGAIN: all is read
        const std::lock_guard lock(m_mutex);
        for (size_t at = 0; at < static_cast<size_t>(size);) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            translate(event, buffer.data() + at + sizeof event, events, filter);
            at += sizeof event + event.len;
        }
    }
    return events;
}

void InotifyWatcher::translate(const inotify_event& event, const char* name, std::vector<WatchEvent>& out,
                               ModifiedFilter& filter)
{
    if (event.mask & IN_Q_OVERFLOW) {
        out.push_back({});
        return;
    }
    WatchEvent result;
    const auto it = m_dirOfWatch.find(event.wd);
    // An unknown watch was removed while its events waited; what follows the end of a directory lands here too.
    if (it == m_dirOfWatch.end() || !kindOf(event.mask, result.kind))
        return;
    result.dir = it->second;
    if (event.len > 0)
        result.name = name; // padded with zero bytes
    result.cookie = event.cookie;
    result.isDirectory = (event.mask & IN_ISDIR) || event.len == 0;
    if (result.kind == Kind::DirectoryGone || result.kind == Kind::Unmounted)
        forget(event.wd);
    if (!filter.drops(result))
        out.push_back(std::move(result));
}

} // namespace

Result<std::unique_ptr<Watcher>> makeInotifyWatcher()
{
    const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd >= 0)
        return std::make_unique<InotifyWatcher>(fd);
    const int reason = errno;
    if (reason == EMFILE)
        return fail(ErrorCode::NoSpace,
                    "Cannot watch directories for changes: this user has as many watchers or open files as the system "
                    "allows (sysctl fs.inotify.max_user_instances = " +
                        settingValue("/proc/sys/fs/inotify/max_user_instances") +
                        "). Raise it; until then Shoal finds changes by rescanning.");
    return fail(systemError(reason, "Cannot watch directories for changes"));
}

} // namespace shoal::storage
