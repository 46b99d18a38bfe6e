// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace shoal::storage {

// Something happened in a watched directory. A hint, never proof: the reader looks at the disk.
struct WatchEvent
{
    enum class Kind {
        Created,           // a name appeared: created, linked, or published after it was complete
        Closed,            // a file that was open for writing was closed
        Modified,          // written to and not closed yet; at most one in a row for each name and read()
        AttributesChanged, // mode, owner, times, xattrs or number of links
        Deleted,
        MovedFrom,     // first half of a rename; the other half has the same cookie, and is missing when the
        MovedTo,       // other place is not watched. The halves may come in two calls of read().
        DirectoryGone, // the watched directory itself was removed; its number is forgotten
        Unmounted,     // the file system below it was unmounted; its number is forgotten
        Overflow,      // events were lost: everything watched must be looked at. `dir` is kNoDirectory
    };
    static constexpr int64_t kNoDirectory = -1;

    int64_t dir = kNoDirectory; // the number given to add()
    Bytes name;                 // empty: the directory itself
    Kind kind = Kind::Overflow;
    uint32_t cookie = 0; // not 0 in MovedFrom and MovedTo
    bool isDirectory = false;

    bool operator==(const WatchEvent&) const = default;
};

// Tells what happens in a set of directories, not in those below them. The caller names each directory by a number
// of its own, >= 0. A watch belongs to the directory, not to its path: one that is moved keeps its number until
// remove(). To miss nothing, add a directory first and list it then.
//
// add(), remove() and watchCount() may be called from any thread, read() from one thread at a time.
class Watcher
{
public:
    virtual ~Watcher() = default;

    // `procPath`: "/proc/self/fd/N" for an open descriptor of the directory (O_PATH suffices), so that no link on
    // the way to it can lead elsewhere; the descriptor may be closed afterwards. A directory that is watched
    // already gets the new number; a number that named another directory leaves that one.
    // NoSpace: the limit of watches is reached; the sentence says which setting to raise.
    virtual Result<void> add(int64_t dir, const Bytes& procPath) = 0;

    // Events of that directory that are still unread are dropped. An unknown number is ignored.
    virtual void remove(int64_t dir) = 0;

    // What has happened since the last call, in order, without waiting. Large queues come in several calls; the
    // descriptor stays readable until all is read.
    virtual std::vector<WatchEvent> read() = 0;

    // Readable while read() has something to give; for a notifier. Belongs to the watcher.
    virtual int fileDescriptor() const = 0;

    virtual size_t watchCount() const = 0;
};

// Through inotify. Fails with NoSpace, naming the setting, when this user has too many inotify instances.
Result<std::unique_ptr<Watcher>> makeInotifyWatcher();

} // namespace shoal::storage
