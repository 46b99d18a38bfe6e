// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"
#include "core/storage/watcher.h"
#include "shared/base/random.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

// The disks of one simulated machine, in memory. Each file system on it has two states: what programs see, and what
// would be there after a power cut. What was not flushed is written down as a list of changes, data and names apart; a
// power cut keeps a part of them that a real disk might keep.
//
// Users call the functions of SimDisk; an engine has the adapters below, whose every call may be preceded by something
// that somebody else does (Observer::before).
namespace shoal::sim {

using storage::FileType;

// What an engine keeps in a share's folder for itself, as paths show it: no user looks there.
bool isService(ByteView path);

struct Inode;
using InodePtr = std::shared_ptr<Inode>;

// A name in a directory. It goes along with a rename, so that an open file's events come under its present name.
struct Dentry
{
    std::weak_ptr<Inode> dir; // none once it is removed
    Bytes name;
    InodePtr inode;
};
using DentryPtr = std::shared_ptr<Dentry>;

struct Facts
{
    uint32_t mode = 0;
    uint32_t uid = 0;
    uint32_t gid = 0;
    int64_t mtimeNs = 0;
    storage::Xattrs xattrs;
};

// One write or change of size that is not on the disk yet.
struct DataChange
{
    uint64_t offset = 0; // the new size, when `data` is empty
    Bytes data;
    int64_t ctimeNs = 0; // of the file, from then on
};

class Volume;

struct Inode
{
    Volume* volume = nullptr;
    uint64_t number = 0;
    FileType type = FileType::File;
    Bytes content; // of a symlink: its target
    Facts facts;
    int64_t ctimeNs = 0;
    int64_t birthNs = 0;
    uint32_t links = 0;
    std::map<Bytes, DentryPtr> entries; // of a directory
    std::weak_ptr<Inode> parent;        // of a directory
    Volume* mounted = nullptr;          // a file system hides what is in this directory
    int writers = 0;                    // who have it open for writing
    std::set<const void*> leases;       // of open files that hold one
    bool isEngines = false;             // made by an engine, and nobody else has opened it for writing

    // What a power cut leaves, and what it may leave besides.
    Bytes durableContent;
    Facts durableFacts;
    std::map<Bytes, InodePtr> durableEntries;
    std::vector<DataChange> pending;
    bool factsPending = false;
};

// One file system.
class Volume
{
public:
    // Names become durable in the order in which they were changed, all before a flush of anything with it, as with
    // ext4's journal; or each for itself, as POSIX allows. The former gives a freed inode number to the next file, as
    // ext4 may; the latter never, as btrfs.
    enum class Names { InOrder, Independent };

    Volume(uint64_t device, uint64_t fileSystemId, Names names) : m_device(device), m_id(fileSystemId), m_names(names)
    {}

    uint64_t device() const { return m_device; }
    uint64_t fileSystemId() const { return m_id; }
    const InodePtr& root() const { return m_root; }
    uint64_t capacity = uint64_t{1} << 32; // bytes
    uint64_t used = 0;
    int64_t timeGranularityNs = 1;
    bool foldsCase = false;

private:
    friend class SimDisk;
    struct NameChange
    {
        struct One
        {
            InodePtr dir;
            Bytes name;
            InodePtr now; // null: removed
        };
        std::vector<One> together; // all or none
        // Who is moved, and its ctime until then: the same transaction of the file system sets both.
        std::vector<std::pair<InodePtr, int64_t>> ctimesBefore;
    };

    uint64_t m_device;
    uint64_t m_id;
    Names m_names;
    InodePtr m_root;
    uint64_t m_lastInode = 1;
    std::shared_ptr<std::vector<uint64_t>> m_freed = std::make_shared<std::vector<uint64_t>>(); // numbers of inodes
    std::vector<NameChange> m_log;
};

class SimWatcher;
class SimFile;

class SimDisk
{
public:
    // What looks over an engine's shoulder.
    class Observer
    {
    public:
        // An engine is about to do `what` at `path`. May change the disk, cut the power, or make the call fail.
        virtual std::optional<ErrorCode> before(const char* what, const Bytes& path) = 0;
        // An engine has given this file or symlink a name; `astray` = in a directory that was moved since it was
        // opened.
        virtual void shown(const Bytes& path, const Inode& inode, bool astray) = 0;
        // An engine has taken the name away; `replaced` = another entry has it from the same instant on.
        virtual void hidden(const Bytes& path, const Inode& inode, bool replaced) = 0;
        // An engine wrote to a file that has a name.
        virtual void wrote(const Bytes& path, const Inode& inode) = 0;
        // It is about to watch a directory. May change the disk.
        virtual void watching(const Bytes&) {}
        // Watchers have something to read.
        virtual void eventsWait(SimWatcher& watcher) = 0;

    protected:
        ~Observer() = default;
    };

    // `wallNs` is the machine's clock. All borrowed.
    SimDisk(std::function<int64_t()> wallNs, Random& random, Observer& observer);
    ~SimDisk();
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    // --- File systems. `path` is absolute, and a directory of another one or "/".
    Volume& mount(const Bytes& path, Volume::Names names);
    // It is gone until remount(); watchers are told. Null when nothing is mounted there.
    Volume* unmount(const Bytes& path);
    void remount(const Bytes& path, Volume& volume);

    // --- What users do. Paths are absolute; the error says why not.
    InodePtr find(const Bytes& path) const; // null: nothing is there
    Result<void> makeDirectory(const Bytes& path, uint32_t mode = 0755);
    Result<void> makeSymlink(const Bytes& target, const Bytes& path);
    // Busy: an engine has a lease on it; once more, later.
    Result<DentryPtr> open(const Bytes& path, bool truncate, uint32_t mode = 0644);
    void write(const DentryPtr& file, uint64_t offset, ByteView data);
    void close(const DentryPtr& file);
    Result<void> remove(const Bytes& path); // a file, a symlink, or an empty directory
    Result<void> rename(const Bytes& from, const Bytes& to);
    Result<void> link(const Bytes& existing, const Bytes& name);
    Result<void> setMode(const Bytes& path, uint32_t mode);
    Result<void> setTime(const Bytes& path, int64_t mtimeNs);
    void flush(const DentryPtr& file);
    void flushEverything();

    // --- The machine.
    // Until then an engine can do nothing here.
    void startProcess() { m_runs = true; }
    // The engine's process ends: its open files and watchers are dead from now on.
    void killProcess();
    // The same, and what was not flushed is partly lost. Open files of users are gone as well.
    void cutPower();
    bool processRuns() const { return m_runs; }
    int64_t wallNs() const { return m_wallNs(); }

    // Everything below a directory without what is mounted there twice: for comparing. Paths relative to it.
    void forEach(const Bytes& path, const std::function<void(const Bytes& path, const Inode& inode)>& visit) const;
    // The same below a directory to which no path may lead now, of a file system that is not mounted; null = nothing.
    void forEachBelow(const InodePtr& directory,
                      const std::function<void(const Bytes& path, const Inode& inode)>& visit) const;
    static Bytes pathOf(const Inode& directory);

    // A copy of all that is in a directory, to put back later with restore().
    std::map<Bytes, Bytes> backUp(const Bytes& path) const;
    void restore(const Bytes& path, const std::map<Bytes, Bytes>& files);

    // The engine's view.
    Result<std::unique_ptr<storage::FileSystem>> openFolder(const Bytes& path);
    Result<std::unique_ptr<storage::Watcher>> makeWatcher();
    // Whether the watcher with this descriptor has something to read.
    bool waits(int watcher) const;
    const char* vfs() const { return m_vfsName.c_str(); }

    size_t watchLimit = SIZE_MAX;
    // What waits to be read is lost, as when the queue was full.
    void loseEvents();
    // Nothing more can be written.
    void setFull(bool full) { m_full = full; }

private:
    friend class SimFile;
    friend class SimDirectory;
    friend class SimFileSystem;
    friend class SimWatcher;
    friend class SimVfs;
    using Kind = storage::WatchEvent::Kind;
    enum class Flags { Replace, NoReplace, Exchange };

    // --- Shared by users and engines (sim_disk.cpp).
    InodePtr newInode(Volume& volume, FileType type, uint32_t mode);
    Result<DentryPtr> create(const InodePtr& dir, ByteView name, InodePtr inode);
    DentryPtr entry(const InodePtr& dir, ByteView name) const;
    Result<void> unlink(const InodePtr& dir, ByteView name, bool directory);
    Result<void> move(const InodePtr& from, ByteView a, const InodePtr& to, ByteView b, Flags flags);
    Result<void> writeData(Inode& inode, const Dentry* name, uint64_t offset, ByteView data);
    Result<void> resize(Inode& inode, const Dentry* name, uint64_t size);
    void setFacts(Inode& inode, const Dentry* name, const storage::Attributes& attributes);
    storage::FileStat stat(const Inode& inode) const;
    void touch(Inode& inode, bool content) const;
    int64_t stamp(const Volume& volume) const;

    void flushData(Inode& inode);
    void flushNames(Volume& volume, const Inode* dir);
    void flushAll(Volume& volume);
    void log(Volume& volume, std::vector<Volume::NameChange::One> together,
             std::vector<std::pair<InodePtr, int64_t>> ctimesBefore = {});
    static void lose(const Volume::NameChange& change);
    void loseSome(Volume& volume);
    static void applyNames(const Volume::NameChange& change);

    void tell(const Inode& dir, ByteView name, Kind kind, bool isDirectory, uint32_t cookie = 0);
    static bool isBelow(const Inode& dir, const Inode& above);
    std::pair<InodePtr, Bytes> place(const Bytes& path) const; // the directory, and the last name
    InodePtr enter(const InodePtr& dir) const;

    // --- For engines.
    bool isDead(uint64_t epoch) const { return epoch != m_epoch || !m_runs; }
    std::optional<ErrorCode> trouble(uint64_t epoch, const char* what, const Bytes& path);

    const std::function<int64_t()> m_wallNs;
    Random& m_random;
    Observer& m_observer;
    std::vector<std::unique_ptr<Volume>> m_volumes;
    InodePtr m_root;
    std::set<SimFile*> m_engineFiles;      // open at present
    std::map<int, SimWatcher*> m_watchers; // by number, so that their order is always the same
    int m_lastWatcher = 1'000'000;         // no descriptor of the real system
    uint64_t m_epoch = 1;                  // of the engine's process
    bool m_runs = false;
    bool m_full = false;
    uint32_t m_lastCookie = 0;
    uint64_t m_lastDevice = 0x100;
    Bytes m_vfsName;
    std::unique_ptr<class SimVfs> m_vfs;
};

// As inotify tells it.
class SimWatcher final : public storage::Watcher
{
public:
    explicit SimWatcher(SimDisk& disk) : m_disk(disk), m_number(++disk.m_lastWatcher), m_epoch(disk.m_epoch)
    {
        disk.m_watchers.emplace(m_number, this);
    }
    ~SimWatcher() override { m_disk.m_watchers.erase(m_number); }

    Result<void> add(int64_t dir, const Bytes& procPath) override;
    void remove(int64_t dir) override;
    std::vector<storage::WatchEvent> read() override;
    int fileDescriptor() const override { return m_number; }
    size_t watchCount() const override { return m_watches.size(); }

    bool waits() const { return !m_events.empty(); }
    void push(const Inode& dir, storage::WatchEvent event);
    void gone(const Inode& dir);
    void unmounted(const Volume& volume);
    void loseAll(); // as when the queue was full

private:
    SimDisk& m_disk;
    const int m_number;
    const uint64_t m_epoch;
    std::map<int64_t, InodePtr> m_watches;
    std::map<const Inode*, int64_t> m_numbers;
    std::vector<storage::WatchEvent> m_events;
};

} // namespace shoal::sim
