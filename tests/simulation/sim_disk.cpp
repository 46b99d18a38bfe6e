// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim_disk.h"

#include "sim_vfs.h"

#include <algorithm>
#include <cctype>

namespace shoal::sim {

using storage::WatchEvent;

namespace {

constexpr uint64_t kBlock = 4096;

bool sameFolded(ByteView a, ByteView b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
           });
}

Result<void> refused(ErrorCode code, ByteView name)
{
    return fail(code, "refused with code " + std::to_string(static_cast<int>(code)) + " for '" + Bytes(name) + "'");
}

void applyChange(const DataChange& change, Bytes& content)
{
    if (change.data.empty()) {
        content.resize(change.offset);
        return;
    }
    if (content.size() < change.offset + change.data.size())
        content.resize(change.offset + change.data.size());
    content.replace(change.offset, change.data.size(), change.data);
}

} // namespace

bool isService(ByteView path)
{
    for (;;) {
        const size_t slash = path.find('/');
        const ByteView name = path.substr(0, slash);
        if (name == ".sync" || name == ".sync.staging")
            return true;
        if (slash == ByteView::npos)
            return false;
        path.remove_prefix(slash + 1);
    }
}

SimDisk::SimDisk(std::function<int64_t()> wallNs, Random& random, Observer& observer)
    : m_wallNs(std::move(wallNs)), m_random(random), m_observer(observer)
{
    auto volume = std::make_unique<Volume>(++m_lastDevice, random.next(), Volume::Names::InOrder);
    volume->m_root = newInode(*volume, FileType::Directory, 0755);
    volume->m_root->links = 2;
    m_root = volume->m_root;
    m_volumes.push_back(std::move(volume));
    m_vfs = std::make_unique<SimVfs>(*this);
    m_vfsName = m_vfs->name();
}

SimDisk::~SimDisk()
{
    m_vfs.reset();
    // Directories and what lists them know each other.
    for (const auto& volume : m_volumes) {
        std::vector<InodePtr> all{volume->m_root};
        for (size_t i = 0; i < all.size(); ++i) {
            for (const auto& [name, dentry] : all[i]->entries)
                all.push_back(dentry->inode);
        }
        for (const InodePtr& inode : all) {
            inode->entries.clear();
            inode->durableEntries.clear();
        }
    }
}

// --- File systems -----------------------------------------------------------------------------------

Volume& SimDisk::mount(const Bytes& path, Volume::Names names)
{
    auto volume = std::make_unique<Volume>(++m_lastDevice, m_random.next(), names);
    volume->m_root = newInode(*volume, FileType::Directory, 0755);
    volume->m_root->links = 2;
    m_volumes.push_back(std::move(volume));
    remount(path, *m_volumes.back());
    return *m_volumes.back();
}

void SimDisk::remount(const Bytes& path, Volume& volume)
{
    const auto [dir, name] = place(path);
    const DentryPtr at = dir ? entry(dir, name) : nullptr;
    if (!at)
        return;
    at->inode->mounted = &volume;
    volume.m_root->parent = dir;
}

Volume* SimDisk::unmount(const Bytes& path)
{
    const auto [dir, name] = place(path);
    const DentryPtr at = dir ? entry(dir, name) : nullptr;
    if (!at || !at->inode->mounted)
        return nullptr;
    Volume* const volume = std::exchange(at->inode->mounted, nullptr);
    for (auto& [number, watcher] : m_watchers)
        watcher->unmounted(*volume);
    return volume;
}

InodePtr SimDisk::enter(const InodePtr& dir) const
{
    return dir && dir->mounted ? dir->mounted->m_root : dir;
}

// --- Names ------------------------------------------------------------------------------------------

DentryPtr SimDisk::entry(const InodePtr& dir, ByteView name) const
{
    const auto it = dir->entries.find(Bytes(name));
    if (it != dir->entries.end())
        return it->second;
    if (dir->volume->foldsCase) {
        for (const auto& [other, dentry] : dir->entries) {
            if (sameFolded(other, name))
                return dentry;
        }
    }
    return nullptr;
}

std::pair<InodePtr, Bytes> SimDisk::place(const Bytes& path) const
{
    InodePtr dir = m_root;
    ByteView rest = ByteView(path).substr(1);
    for (size_t slash = rest.find('/'); dir && slash != ByteView::npos; slash = rest.find('/')) {
        const DentryPtr next = entry(dir, rest.substr(0, slash));
        dir = next && next->inode->type == FileType::Directory ? enter(next->inode) : nullptr;
        rest.remove_prefix(slash + 1);
    }
    return {dir, Bytes(rest)};
}

InodePtr SimDisk::find(const Bytes& path) const
{
    if (path == "/")
        return m_root;
    const auto [dir, name] = place(path);
    const DentryPtr found = dir ? entry(dir, name) : nullptr;
    return found ? enter(found->inode) : nullptr;
}

Bytes SimDisk::pathOf(const Inode& directory)
{
    Bytes path;
    const Inode* at = &directory;
    for (auto parent = at->parent.lock(); parent; parent = at->parent.lock()) {
        Bytes name = "?";
        for (const auto& [one, dentry] : parent->entries) {
            const Inode* const inode = dentry->inode.get();
            if (inode == at || (inode->mounted && inode->mounted->root().get() == at))
                name = one;
        }
        path.insert(0, "/" + name);
        at = parent.get();
    }
    return path;
}

bool SimDisk::isBelow(const Inode& dir, const Inode& above)
{
    if (&dir == &above)
        return true;
    for (auto at = dir.parent.lock(); at; at = at->parent.lock()) {
        if (at.get() == &above)
            return true;
    }
    return false;
}

InodePtr SimDisk::newInode(Volume& volume, FileType type, uint32_t mode)
{
    const InodePtr inode(new Inode, [freed = volume.m_freed](Inode* gone) {
        freed->push_back(gone->number);
        delete gone;
    });
    std::vector<uint64_t>& freed = *volume.m_freed;
    const bool again = volume.m_names == Volume::Names::InOrder && !freed.empty();
    inode->volume = &volume;
    inode->number = again ? freed.back() : ++volume.m_lastInode;
    if (again)
        freed.pop_back();
    inode->type = type;
    inode->facts.mode = mode;
    inode->birthNs = stamp(volume);
    inode->ctimeNs = inode->facts.mtimeNs = inode->birthNs;
    inode->durableFacts = inode->facts;
    return inode;
}

Result<DentryPtr> SimDisk::create(const InodePtr& dir, ByteView name, InodePtr inode)
{
    if (dir->links == 0) // it was removed while it was open
        return fail(refused(ErrorCode::NotFound, name).error());
    if (entry(dir, name))
        return fail(refused(ErrorCode::AlreadyExists, name).error());
    auto dentry = std::make_shared<Dentry>(Dentry{dir, Bytes(name), inode});
    dir->entries.emplace(Bytes(name), dentry);
    ++inode->links;
    if (inode->type == FileType::Directory) {
        inode->parent = dir;
        inode->links = 2;
    }
    touch(*inode, false);
    touch(*dir, true);
    log(*dir->volume, {{dir, Bytes(name), inode}});
    tell(*dir, name, Kind::Created, inode->type == FileType::Directory);
    return dentry;
}

Result<void> SimDisk::unlink(const InodePtr& dir, ByteView name, bool directory)
{
    const DentryPtr found = entry(dir, name);
    if (!found)
        return refused(ErrorCode::NotFound, name);
    Inode& inode = *found->inode;
    if ((inode.type == FileType::Directory) != directory)
        return refused(ErrorCode::Unsupported, name);
    if (inode.mounted)
        return refused(ErrorCode::Busy, name);
    if (directory && !inode.entries.empty())
        return refused(ErrorCode::AlreadyExists, name);
    const Bytes stored = found->name;
    dir->entries.erase(stored);
    found->dir.reset();
    inode.links -= directory ? 2 : 1;
    touch(inode, false);
    touch(*dir, true);
    if (inode.links == 0)
        inode.volume->used -= std::min<uint64_t>(inode.volume->used, inode.content.size());
    log(*dir->volume, {{dir, stored, nullptr}});
    if (directory) {
        for (auto& [number, watcher] : m_watchers)
            watcher->gone(inode);
    }
    tell(*dir, stored, Kind::Deleted, directory);
    return {};
}

Result<void> SimDisk::move(const InodePtr& from, ByteView a, const InodePtr& to, ByteView b, Flags flags)
{
    if (from->volume != to->volume)
        return refused(ErrorCode::CrossDevice, b);
    const DentryPtr one = entry(from, a);
    DentryPtr two = entry(to, b);
    if (!one || to->links == 0 || (flags == Flags::Exchange && !two))
        return refused(ErrorCode::NotFound, b);
    // Another spelling of its own name, where names are folded.
    if (one == two && Bytes(b) != one->name && flags != Flags::Exchange)
        two = nullptr;
    if (two && flags == Flags::NoReplace)
        return refused(ErrorCode::AlreadyExists, b);
    if (one == two || (two && one->inode == two->inode))
        return {};
    const bool isDirectory = one->inode->type == FileType::Directory;
    if (one->inode->mounted || (two && two->inode->mounted))
        return refused(ErrorCode::Busy, b);
    if ((isDirectory && isBelow(*to, *one->inode)) ||
        (two && two->inode->type == FileType::Directory && isBelow(*from, *two->inode)))
        return refused(ErrorCode::InvalidArgument, b);
    if (two && flags == Flags::Replace) {
        const bool onDirectory = two->inode->type == FileType::Directory;
        if (onDirectory != isDirectory)
            return refused(ErrorCode::Unsupported, b);
        if (onDirectory && !two->inode->entries.empty())
            return refused(ErrorCode::AlreadyExists, b);
    }
    const Bytes source = one->name;
    const Bytes target = two ? two->name : Bytes(b);
    from->entries.erase(source);
    std::vector<Volume::NameChange::One> together{{from, source, nullptr}, {to, target, one->inode}};
    std::vector<std::pair<InodePtr, int64_t>> ctimesBefore{{one->inode, one->inode->ctimeNs}};
    if (two) {
        to->entries.erase(target);
        if (flags == Flags::Exchange) {
            two->dir = from;
            two->name = source;
            from->entries.emplace(source, two);
            if (two->inode->type == FileType::Directory)
                two->inode->parent = from;
            ctimesBefore.emplace_back(two->inode, two->inode->ctimeNs);
            touch(*two->inode, false);
            together[0].now = two->inode;
        } else {
            two->dir.reset();
            two->inode->links -= two->inode->type == FileType::Directory ? 2 : 1;
            touch(*two->inode, false);
            if (two->inode->links == 0)
                two->inode->volume->used -= std::min<uint64_t>(two->inode->volume->used, two->inode->content.size());
        }
    }
    one->dir = to;
    one->name = target;
    to->entries.emplace(target, one);
    if (isDirectory)
        one->inode->parent = to;
    touch(*one->inode, false);
    touch(*from, true);
    touch(*to, true);
    log(*from->volume, std::move(together), std::move(ctimesBefore));
    tell(*from, source, Kind::MovedFrom, isDirectory, ++m_lastCookie);
    tell(*to, target, Kind::MovedTo, isDirectory, m_lastCookie);
    if (two && flags == Flags::Exchange) {
        const bool other = two->inode->type == FileType::Directory;
        tell(*to, target, Kind::MovedFrom, other, ++m_lastCookie);
        tell(*from, source, Kind::MovedTo, other, m_lastCookie);
    } else if (two && two->inode->type == FileType::Directory) {
        for (auto& [number, watcher] : m_watchers)
            watcher->gone(*two->inode);
    }
    return {};
}

// --- Contents ---------------------------------------------------------------------------------------

int64_t SimDisk::stamp(const Volume& volume) const
{
    const int64_t now = m_wallNs();
    return now - now % volume.timeGranularityNs;
}

void SimDisk::touch(Inode& inode, bool content) const
{
    inode.ctimeNs = stamp(*inode.volume);
    if (content)
        inode.facts.mtimeNs = inode.ctimeNs;
    inode.factsPending = true;
}

Result<void> SimDisk::writeData(Inode& inode, const Dentry* name, uint64_t offset, ByteView data)
{
    const uint64_t end = offset + data.size();
    const uint64_t more = end > inode.content.size() ? end - inode.content.size() : 0;
    if (more > 0 && (m_full || inode.volume->used + more > inode.volume->capacity))
        return refused(ErrorCode::NoSpace, name ? name->name : "unnamed");
    inode.volume->used += more;
    inode.pending.push_back({offset, Bytes(data), stamp(*inode.volume)});
    applyChange(inode.pending.back(), inode.content);
    touch(inode, true);
    if (const InodePtr dir = name ? name->dir.lock() : nullptr)
        tell(*dir, name->name, Kind::Modified, false);
    return {};
}

Result<void> SimDisk::resize(Inode& inode, const Dentry* name, uint64_t size)
{
    inode.volume->used += size;
    inode.volume->used -= std::min<uint64_t>(inode.volume->used, inode.content.size());
    inode.pending.push_back({size, {}, stamp(*inode.volume)});
    applyChange(inode.pending.back(), inode.content);
    touch(inode, true);
    if (const InodePtr dir = name ? name->dir.lock() : nullptr)
        tell(*dir, name->name, Kind::Modified, false);
    return {};
}

void SimDisk::setFacts(Inode& inode, const Dentry* name, const storage::Attributes& attributes)
{
    if (attributes.uid)
        inode.facts.uid = *attributes.uid;
    if (attributes.gid)
        inode.facts.gid = *attributes.gid;
    if (attributes.xattrs && inode.type != FileType::Symlink) {
        storage::Xattrs kept;
        for (const auto& pair : inode.facts.xattrs) {
            if (pair.first.starts_with(storage::kOwnXattrPrefix))
                kept.push_back(pair);
        }
        kept.insert(kept.end(), attributes.xattrs->begin(), attributes.xattrs->end());
        std::sort(kept.begin(), kept.end());
        inode.facts.xattrs = std::move(kept);
    }
    if (attributes.mode && inode.type != FileType::Symlink)
        inode.facts.mode = *attributes.mode & 07777;
    touch(inode, false);
    if (attributes.mtimeNs)
        inode.facts.mtimeNs = *attributes.mtimeNs - *attributes.mtimeNs % inode.volume->timeGranularityNs;
    if (const InodePtr dir = name ? name->dir.lock() : nullptr)
        tell(*dir, name->name, Kind::AttributesChanged, inode.type == FileType::Directory);
}

storage::FileStat SimDisk::stat(const Inode& inode) const
{
    storage::FileStat stat;
    stat.type = inode.type;
    stat.device = inode.volume->m_device;
    stat.inode = inode.number;
    stat.size = static_cast<int64_t>(inode.type == FileType::Directory ? kBlock : inode.content.size());
    stat.mtimeNs = inode.facts.mtimeNs;
    stat.ctimeNs = inode.ctimeNs;
    stat.birthNs = inode.birthNs;
    stat.mode = inode.type == FileType::Symlink ? 0777 : inode.facts.mode;
    stat.uid = inode.facts.uid;
    stat.gid = inode.facts.gid;
    stat.nlink = inode.links;
    stat.allocated = (inode.content.size() + kBlock - 1) / kBlock * kBlock;
    stat.mountRoot = inode.volume->m_root.get() == &inode;
    stat.mountId = inode.volume->m_device;
    return stat;
}

// --- What is durable --------------------------------------------------------------------------------

void SimDisk::log(Volume& volume, std::vector<Volume::NameChange::One> together,
                  std::vector<std::pair<InodePtr, int64_t>> ctimesBefore)
{
    volume.m_log.push_back({std::move(together), std::move(ctimesBefore)});
}

void SimDisk::applyNames(const Volume::NameChange& change)
{
    for (const auto& one : change.together) {
        if (one.now)
            one.dir->durableEntries[one.name] = one.now;
        else
            one.dir->durableEntries.erase(one.name);
    }
}

void SimDisk::flushData(Inode& inode)
{
    for (const DataChange& change : inode.pending)
        applyChange(change, inode.durableContent);
    inode.pending.clear();
    inode.durableFacts = inode.facts;
    inode.factsPending = false;
    if (inode.volume->m_names == Volume::Names::InOrder)
        flushNames(*inode.volume, nullptr);
}

// Null: all of them.
void SimDisk::flushNames(Volume& volume, const Inode* dir)
{
    if (dir == nullptr || volume.m_names == Volume::Names::InOrder) {
        for (const auto& change : volume.m_log)
            applyNames(change);
        volume.m_log.clear();
        return;
    }
    // What concerns this directory, and before it what concerns the same names, and what made the directories.
    std::set<std::pair<const Inode*, Bytes>> wanted;
    std::set<const Inode*> needed{dir};
    std::vector<bool> take(volume.m_log.size());
    for (size_t i = volume.m_log.size(); i-- > 0;) {
        const auto& together = volume.m_log[i].together;
        take[i] = std::any_of(together.begin(), together.end(), [&](const auto& one) {
            return one.dir.get() == dir || wanted.contains({one.dir.get(), one.name}) || needed.contains(one.now.get());
        });
        if (take[i]) {
            for (const auto& one : together) {
                wanted.insert({one.dir.get(), one.name});
                needed.insert(one.dir.get());
            }
        }
    }
    std::vector<Volume::NameChange> rest;
    for (size_t i = 0; i < take.size(); ++i) {
        if (take[i])
            applyNames(volume.m_log[i]);
        else
            rest.push_back(std::move(volume.m_log[i]));
    }
    volume.m_log = std::move(rest);
}

// sim_file_system.cpp
void closeAll(const std::set<SimFile*>& files);
std::vector<InodePtr> inodesOf(const std::set<SimFile*>& files, const Volume& volume);

void SimDisk::flushAll(Volume& volume)
{
    flushNames(volume, nullptr);
    std::set<const Inode*> seen;
    // As syncfs does, also what is open and has no name yet.
    std::vector<InodePtr> all = inodesOf(m_engineFiles, volume);
    all.push_back(volume.m_root);
    for (size_t i = 0; i < all.size(); ++i) {
        Inode& inode = *all[i];
        if (!seen.insert(&inode).second)
            continue;
        if (!inode.pending.empty() || inode.factsPending)
            flushData(inode);
        for (const auto& [name, dentry] : inode.entries)
            all.push_back(dentry->inode);
    }
}

void SimDisk::flush(const DentryPtr& file)
{
    flushData(*file->inode);
}

void SimDisk::flushEverything()
{
    for (const auto& volume : m_volumes)
        flushAll(*volume);
}

std::optional<ErrorCode> SimDisk::trouble(uint64_t epoch, const char* what, const Bytes& path)
{
    if (isDead(epoch))
        return ErrorCode::Io;
    if (const auto error = m_observer.before(what, path))
        return error;
    return isDead(epoch) ? std::optional(ErrorCode::Io) : std::nullopt;
}

void SimDisk::killProcess()
{
    closeAll(std::exchange(m_engineFiles, {}));
    ++m_epoch;
    m_runs = false;
}

void SimDisk::cutPower()
{
    killProcess();
    for (const auto& volume : m_volumes)
        loseSome(*volume);
}

void SimDisk::lose(const Volume::NameChange& change)
{
    for (const auto& [inode, ctimeNs] : change.ctimesBefore)
        inode->ctimeNs = std::min(inode->ctimeNs, ctimeNs);
}

void SimDisk::loseSome(Volume& volume)
{
    if (volume.m_names == Volume::Names::InOrder) {
        const size_t kept = m_random.below(volume.m_log.size() + 1);
        for (size_t i = 0; i < kept; ++i)
            applyNames(volume.m_log[i]);
        for (size_t i = kept; i < volume.m_log.size(); ++i)
            lose(volume.m_log[i]);
    } else {
        // What is lost takes with it what was done to the same names later, and what is in a directory that never was.
        std::set<std::pair<const Inode*, Bytes>> lost;
        std::set<const Inode*> neverMade;
        for (const auto& change : volume.m_log) {
            const bool follows = std::any_of(change.together.begin(), change.together.end(), [&](const auto& one) {
                return lost.contains({one.dir.get(), one.name}) || neverMade.contains(one.dir.get()) ||
                       neverMade.contains(one.now.get());
            });
            if (!follows && m_random.below(3) != 0) {
                applyNames(change);
                continue;
            }
            lose(change);
            for (const auto& one : change.together)
                lost.insert({one.dir.get(), one.name});
            const auto& first = change.together.front();
            if (change.together.size() == 1 && first.now && first.now->type == FileType::Directory)
                neverMade.insert(first.now.get());
        }
    }
    volume.m_log.clear();
    volume.used = 0;
    std::set<const Inode*> seen;
    std::vector<InodePtr> all{volume.m_root};
    volume.m_root->links = 2;
    for (size_t i = 0; i < all.size(); ++i) {
        const InodePtr inode = all[i];
        if (!seen.insert(inode.get()).second)
            continue;
        const bool all_ = m_random.below(3) == 0;
        for (const DataChange& change : inode->pending) {
            // What was written after a change of names that is lost was in a later transaction: it is lost, too.
            const bool isKept = all_ || m_random.below(2) == 0;
            if (isKept && change.ctimeNs <= inode->ctimeNs)
                applyChange(change, inode->durableContent);
        }
        inode->pending.clear();
        if (inode->factsPending && m_random.below(2) == 0)
            inode->durableFacts = inode->facts;
        inode->factsPending = false;
        inode->content = inode->durableContent;
        inode->facts = inode->durableFacts;
        inode->writers = 0;
        inode->leases.clear();
        volume.used += inode->content.size();
        for (const auto& [name, dentry] : inode->entries)
            dentry->dir.reset();
        inode->entries.clear();
        for (const auto& [name, child] : inode->durableEntries) {
            if (!seen.contains(child.get()) && std::find(all.begin(), all.end(), child) == all.end())
                child->links = 0;
            child->links += child->type == FileType::Directory ? 2 : 1;
            inode->entries.emplace(name, std::make_shared<Dentry>(Dentry{inode, name, child}));
            if (child->type == FileType::Directory)
                child->parent = inode;
            all.push_back(child);
        }
    }
}

// --- Users ------------------------------------------------------------------------------------------

Result<void> SimDisk::makeDirectory(const Bytes& path, uint32_t mode)
{
    const auto [dir, name] = place(path);
    if (!dir)
        return refused(ErrorCode::NotFound, path);
    if (auto made = create(dir, name, newInode(*dir->volume, FileType::Directory, mode)); !made)
        return fail(made.error());
    return {};
}

Result<void> SimDisk::makeSymlink(const Bytes& target, const Bytes& path)
{
    const auto [dir, name] = place(path);
    if (!dir)
        return refused(ErrorCode::NotFound, path);
    const InodePtr link = newInode(*dir->volume, FileType::Symlink, 0777);
    link->content = link->durableContent = target;
    if (auto made = create(dir, name, link); !made)
        return fail(made.error());
    return {};
}

Result<DentryPtr> SimDisk::open(const Bytes& path, bool truncate, uint32_t mode)
{
    const auto [dir, name] = place(path);
    if (!dir)
        return fail(refused(ErrorCode::NotFound, path).error());
    DentryPtr found = entry(dir, name);
    if (found && found->inode->type != FileType::File)
        return fail(refused(ErrorCode::Unsupported, path).error());
    if (found && !found->inode->leases.empty()) {
        found->inode->leases.clear();
        return fail(refused(ErrorCode::Busy, path).error());
    }
    if (!found) {
        auto made = create(dir, name, newInode(*dir->volume, FileType::File, mode));
        if (!made)
            return made;
        found = *made;
    }
    ++found->inode->writers;
    found->inode->isEngines = false;
    if (truncate && !found->inode->content.empty())
        (void)resize(*found->inode, found.get(), 0);
    return found;
}

void SimDisk::write(const DentryPtr& file, uint64_t offset, ByteView data)
{
    (void)writeData(*file->inode, file.get(), offset, data);
}

void SimDisk::close(const DentryPtr& file)
{
    if (file->inode->writers > 0)
        --file->inode->writers;
    if (const InodePtr dir = file->dir.lock())
        tell(*dir, file->name, Kind::Closed, false);
}

Result<void> SimDisk::remove(const Bytes& path)
{
    const auto [dir, name] = place(path);
    const DentryPtr found = dir ? entry(dir, name) : nullptr;
    if (!found)
        return refused(ErrorCode::NotFound, path);
    return unlink(dir, name, found->inode->type == FileType::Directory);
}

Result<void> SimDisk::rename(const Bytes& from, const Bytes& to)
{
    const auto [oldDir, oldName] = place(from);
    const auto [newDir, newName] = place(to);
    if (!oldDir || !newDir)
        return refused(ErrorCode::NotFound, to);
    return move(oldDir, oldName, newDir, newName, Flags::Replace);
}

Result<void> SimDisk::link(const Bytes& existing, const Bytes& path)
{
    const auto [oldDir, oldName] = place(existing);
    const auto [dir, name] = place(path);
    const DentryPtr found = oldDir ? entry(oldDir, oldName) : nullptr;
    if (!found || !dir)
        return refused(ErrorCode::NotFound, path);
    if (found->inode->type == FileType::Directory)
        return refused(ErrorCode::Unsupported, path);
    if (found->inode->volume != dir->volume)
        return refused(ErrorCode::CrossDevice, path);
    if (auto made = create(dir, name, found->inode); !made)
        return fail(made.error());
    return {};
}

Result<void> SimDisk::setMode(const Bytes& path, uint32_t mode)
{
    const auto [dir, name] = place(path);
    const DentryPtr found = dir ? entry(dir, name) : nullptr;
    if (!found)
        return refused(ErrorCode::NotFound, path);
    setFacts(*found->inode, found.get(), {mode, {}, {}, {}, {}});
    return {};
}

Result<void> SimDisk::setTime(const Bytes& path, int64_t mtimeNs)
{
    const auto [dir, name] = place(path);
    const DentryPtr found = dir ? entry(dir, name) : nullptr;
    if (!found)
        return refused(ErrorCode::NotFound, path);
    setFacts(*found->inode, found.get(), {{}, {}, {}, mtimeNs, {}});
    return {};
}

void SimDisk::forEach(const Bytes& path, const std::function<void(const Bytes&, const Inode&)>& visit) const
{
    forEachBelow(find(path), visit);
}

void SimDisk::forEachBelow(const InodePtr& directory,
                           const std::function<void(const Bytes&, const Inode&)>& visit) const
{
    if (!directory || directory->type != FileType::Directory)
        return;
    std::vector<std::pair<Bytes, InodePtr>> open{{Bytes(), directory}};
    while (!open.empty()) {
        const auto [prefix, dir] = open.back();
        open.pop_back();
        for (const auto& [name, dentry] : dir->entries) {
            const InodePtr inode = enter(dentry->inode);
            visit(prefix + name, *inode);
            if (inode->type == FileType::Directory)
                open.emplace_back(prefix + name + "/", inode);
        }
    }
}

std::map<Bytes, Bytes> SimDisk::backUp(const Bytes& path) const
{
    std::map<Bytes, Bytes> files;
    forEach(path, [&files](const Bytes& name, const Inode& inode) {
        if (inode.type == FileType::File)
            files.emplace(name, inode.content);
    });
    return files;
}

void SimDisk::restore(const Bytes& path, const std::map<Bytes, Bytes>& files)
{
    for (const auto& [name, content] : backUp(path))
        (void)remove(path + "/" + name);
    for (const auto& [name, content] : files) {
        if (auto file = open(path + "/" + name, true, 0600)) {
            write(*file, 0, content);
            flush(*file);
            close(*file);
        }
    }
    flushAll(*find(path)->volume);
}

// --- Watchers ---------------------------------------------------------------------------------------

void SimDisk::loseEvents()
{
    for (auto& [number, watcher] : m_watchers)
        watcher->loseAll();
}

bool SimDisk::waits(int watcher) const
{
    const auto it = m_watchers.find(watcher);
    return it != m_watchers.end() && it->second->waits();
}

void SimDisk::tell(const Inode& dir, ByteView name, Kind kind, bool isDirectory, uint32_t cookie)
{
    for (auto& [number, watcher] : m_watchers)
        watcher->push(dir, {WatchEvent::kNoDirectory, Bytes(name), kind, cookie, isDirectory});
}

void SimWatcher::push(const Inode& dir, WatchEvent event)
{
    const auto it = m_numbers.find(&dir);
    if (it == m_numbers.end() || m_epoch != m_disk.m_epoch)
        return;
    event.dir = it->second;
    if (event.kind == WatchEvent::Kind::Modified && !m_events.empty() && m_events.back() == event)
        return;
    m_events.push_back(std::move(event));
    if (m_events.size() == 1)
        m_disk.m_observer.eventsWait(*this);
}

void SimWatcher::gone(const Inode& dir)
{
    const auto it = m_numbers.find(&dir);
    if (it == m_numbers.end())
        return;
    push(dir, {it->second, {}, WatchEvent::Kind::DirectoryGone, 0, true});
    m_watches.erase(it->second);
    m_numbers.erase(&dir);
}

void SimWatcher::unmounted(const Volume& volume)
{
    std::vector<InodePtr> lost;
    for (const auto& [number, inode] : m_watches) {
        if (inode->volume == &volume)
            lost.push_back(inode);
    }
    for (const InodePtr& inode : lost) {
        const int64_t number = m_numbers.at(inode.get());
        push(*inode, {number, {}, WatchEvent::Kind::Unmounted, 0, true});
        m_watches.erase(number);
        m_numbers.erase(inode.get());
    }
}

void SimWatcher::loseAll()
{
    const bool waited = waits();
    m_events.assign(1, {});
    if (!waited)
        m_disk.m_observer.eventsWait(*this);
}

Result<void> SimWatcher::add(int64_t dir, const Bytes& procPath)
{
    m_disk.m_observer.watching(procPath);
    const InodePtr inode = m_disk.find(procPath);
    if (!inode || m_epoch != m_disk.m_epoch)
        return refused(ErrorCode::NotFound, procPath);
    if (m_watches.size() >= m_disk.watchLimit && !m_numbers.contains(inode.get()))
        return refused(ErrorCode::NoSpace, procPath);
    remove(dir);
    if (const auto known = m_numbers.find(inode.get()); known != m_numbers.end())
        m_watches.erase(known->second);
    m_watches[dir] = inode;
    m_numbers[inode.get()] = dir;
    return {};
}

void SimWatcher::remove(int64_t dir)
{
    const auto it = m_watches.find(dir);
    if (it == m_watches.end())
        return;
    std::erase_if(m_events, [dir](const WatchEvent& event) { return event.dir == dir; });
    m_numbers.erase(it->second.get());
    m_watches.erase(it);
}

std::vector<WatchEvent> SimWatcher::read()
{
    return std::exchange(m_events, {});
}

} // namespace shoal::sim
