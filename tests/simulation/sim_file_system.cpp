// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim_disk.h"

#include <algorithm>
#include <cstring>

// What an engine sees of a simulated disk: the storage interfaces, each call of which asks first whether it may happen.
namespace shoal::sim {

namespace {

bool isUsers(const Bytes& path)
{
    return path.starts_with("/sim/share/") && !isService(path);
}

} // namespace

class SimFile final : public storage::File
{
public:
    SimFile(SimDisk& disk, DentryPtr dentry, InodePtr inode, bool writes, Bytes path)
        : m_disk(disk), m_epoch(disk.m_epoch), m_dentry(std::move(dentry)), m_inode(std::move(inode)), m_writes(writes),
          m_path(std::move(path))
    {
        if (m_writes)
            ++m_inode->writers;
        m_disk.m_engineFiles.insert(this);
    }
    ~SimFile() override
    {
        m_disk.m_engineFiles.erase(this);
        close();
    }

    // The kernel does it at the end of the process.
    void close()
    {
        if (!std::exchange(m_open, false) || m_disk.m_epoch != m_epoch)
            return;
        m_inode->leases.erase(this);
        if (!m_writes)
            return;
        if (m_inode->writers > 0)
            --m_inode->writers;
        if (const InodePtr dir = m_dentry ? m_dentry->dir.lock() : nullptr)
            m_disk.tell(*dir, m_dentry->name, storage::WatchEvent::Kind::Closed, false);
        if (m_inode->links == 0)
            m_inode->volume->used -= std::min<uint64_t>(m_inode->volume->used, m_inode->content.size());
    }

    const InodePtr& inode() const { return m_inode; }
    void named(DentryPtr dentry) { m_named = std::move(dentry); }

    Result<storage::FileStat> stat() override
    {
        if (auto bad = before("fstat"))
            return fail(*bad);
        return m_disk.stat(*m_inode);
    }
    Result<size_t> read(uint64_t offset, char* to, size_t size) override
    {
        if (auto bad = before("read"))
            return fail(*bad);
        const Bytes& content = m_inode->content;
        const size_t at = std::min<size_t>(offset, content.size());
        const size_t there = std::min(size, content.size() - at);
        std::memcpy(to, content.data() + at, there);
        return there;
    }
    Result<void> write(uint64_t offset, ByteView data) override
    {
        if (auto bad = before("write"))
            return fail(*bad);
        tellWrote();
        return m_disk.writeData(*m_inode, m_dentry.get(), offset, data);
    }
    Result<void> truncate(uint64_t size) override
    {
        if (auto bad = before("truncate"))
            return fail(*bad);
        tellWrote();
        return m_disk.resize(*m_inode, m_dentry.get(), size);
    }
    Result<void> clone(File&, uint64_t, uint64_t, uint64_t) override
    {
        return fail(ErrorCode::Unsupported, "no shared blocks here");
    }
    Result<void> copyFrom(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        if (auto bad = before("copy"))
            return fail(*bad);
        const Bytes& content = static_cast<SimFile&>(source).m_inode->content;
        if (from + size > content.size())
            return fail(ErrorCode::Changed, "the source is shorter than that");
        tellWrote();
        return m_disk.writeData(*m_inode, m_dentry.get(), to, ByteView(content).substr(from, size));
    }
    Result<void> setAttributes(const storage::Attributes& attributes) override
    {
        if (auto bad = before("set attributes"))
            return fail(*bad);
        m_disk.setFacts(*m_inode, m_named ? m_named.get() : m_dentry.get(), attributes);
        return {};
    }
    Result<storage::Xattrs> xattrs() override
    {
        if (auto bad = before("read xattrs"))
            return fail(*bad);
        storage::Xattrs shown;
        for (const auto& pair : m_inode->facts.xattrs) {
            if (!pair.first.starts_with(storage::kOwnXattrPrefix))
                shown.push_back(pair);
        }
        return shown;
    }
    Result<void> syncData() override
    {
        if (auto bad = before("flush"))
            return fail(*bad);
        m_disk.flushData(*m_inode);
        return {};
    }
    Result<void> syncFileSystem() override
    {
        if (auto bad = before("flush all"))
            return fail(*bad);
        m_disk.flushAll(*m_inode->volume);
        return {};
    }
    Result<bool> takeReadLease() override
    {
        if (auto bad = before("lease"))
            return fail(*bad);
        if (m_inode->writers > 0)
            return false;
        m_inode->leases.insert(this);
        return true;
    }
    bool leaseBroken() override { return !m_inode->leases.contains(this); }
    void adviseDone() override {}

private:
    std::optional<Error> before(const char* what)
    {
        if (const auto code = m_disk.trouble(m_epoch, what, m_path))
            return Error{*code, std::string(what) + " '" + m_path + "': simulated trouble"};
        return std::nullopt;
    }
    void tellWrote()
    {
        if (isUsers(m_path) && (m_dentry || m_named))
            m_disk.m_observer.wrote(m_path, *m_inode);
    }

    SimDisk& m_disk;
    const uint64_t m_epoch;
    DentryPtr m_dentry; // under which it was opened; null: without a name
    DentryPtr m_named;  // which it got later
    InodePtr m_inode;
    const bool m_writes;
    bool m_open = true;
    const Bytes m_path;
};

void closeAll(const std::set<SimFile*>& files)
{
    for (SimFile* const file : files)
        file->close();
}

std::vector<InodePtr> inodesOf(const std::set<SimFile*>& files, const Volume& volume)
{
    std::vector<InodePtr> inodes;
    for (const SimFile* const file : files) {
        if (file->inode()->volume == &volume)
            inodes.push_back(file->inode());
    }
    return inodes;
}

class SimDirectory final : public storage::Directory
{
public:
    SimDirectory(SimDisk& disk, InodePtr inode)
        : m_disk(disk), m_epoch(disk.m_epoch), m_inode(std::move(inode)), m_openedAt(SimDisk::pathOf(*m_inode))
    {}

    const InodePtr& inode() const { return m_inode; }
    Bytes at(ByteView name) const { return SimDisk::pathOf(*m_inode) + "/" + Bytes(name); }

    Result<storage::FileStat> stat() override
    {
        if (auto bad = before("stat directory", {}))
            return fail(*bad);
        return m_disk.stat(*m_inode);
    }
    Result<uint64_t> fileSystemId() override
    {
        if (auto bad = before("statfs", {}))
            return fail(*bad);
        return m_inode->volume->fileSystemId();
    }
    Result<std::vector<storage::DirEntry>> list() override
    {
        if (auto bad = before("list", {}))
            return fail(*bad);
        std::vector<storage::DirEntry> entries;
        for (const auto& [name, dentry] : m_inode->entries)
            entries.push_back({name, dentry->inode->type, true});
        return entries;
    }
    Result<storage::FileStat> statEntry(ByteView name) override
    {
        const auto found = entry("stat", name);
        if (!found)
            return fail(found.error());
        const InodePtr inode = m_disk.enter((*found)->inode);
        return m_disk.stat(*inode);
    }
    Result<storage::Xattrs> xattrs() override { return storage::Xattrs(); }
    Result<std::unique_ptr<storage::File>> openFile(ByteView name) override { return open("open", name, false); }
    Result<std::unique_ptr<storage::File>> reopenNamed(ByteView name) override { return open("reopen", name, true); }
    Result<Bytes> readLink(ByteView name) override
    {
        const auto found = entry("read link", name);
        if (!found)
            return fail(found.error());
        if ((*found)->inode->type != FileType::Symlink)
            return fail(ErrorCode::InvalidArgument, "'" + Bytes(name) + "' is no symlink");
        return (*found)->inode->content;
    }
    Result<std::unique_ptr<storage::Directory>> openDirectory(ByteView name) override
    {
        const auto found = entry("open directory", name);
        if (!found)
            return fail(found.error());
        if ((*found)->inode->type != FileType::Directory)
            return fail((*found)->inode->type == FileType::Symlink ? ErrorCode::Unsupported : ErrorCode::NotFound,
                        "'" + Bytes(name) + "' is no directory");
        return std::make_unique<SimDirectory>(m_disk, m_disk.enter((*found)->inode));
    }
    Result<void> makeDirectory(ByteView name, uint32_t mode) override
    {
        if (auto bad = before("make directory", name))
            return fail(*bad);
        return make(name, m_disk.newInode(*m_inode->volume, FileType::Directory, mode));
    }
    Result<void> makeSymlink(ByteView target, ByteView name) override
    {
        if (auto bad = before("make symlink", name))
            return fail(*bad);
        const InodePtr link = m_disk.newInode(*m_inode->volume, FileType::Symlink, 0777);
        link->content = link->durableContent = Bytes(target);
        auto made = make(name, link);
        if (made)
            tellShown(name, *link);
        return made;
    }
    Result<void> removeFile(ByteView name) override { return remove("remove", name, false); }
    Result<void> removeDirectory(ByteView name) override { return remove("remove directory", name, true); }
    Result<void> setEntryAttributes(ByteView name, const storage::Attributes& attributes) override
    {
        const auto found = entry("set attributes", name);
        if (!found)
            return fail(found.error());
        m_disk.setFacts(*m_disk.enter((*found)->inode), found->get(), attributes);
        return {};
    }
    Result<std::unique_ptr<storage::File>> createUnnamed(uint32_t mode) override
    {
        if (auto bad = before("create unnamed", {}))
            return fail(*bad);
        if (m_inode->links == 0)
            return fail(ErrorCode::NotFound, "'" + at({}) + "' was removed");
        InodePtr inode = m_disk.newInode(*m_inode->volume, FileType::File, mode);
        inode->isEngines = true;
        return std::make_unique<SimFile>(m_disk, nullptr, std::move(inode), true, at("(new)"));
    }
    Result<std::unique_ptr<storage::File>> createNamed(ByteView name, uint32_t mode) override
    {
        if (auto bad = before("create", name))
            return fail(*bad);
        auto made = m_disk.create(m_inode, name, m_disk.newInode(*m_inode->volume, FileType::File, mode));
        if (!made)
            return fail(made.error());
        (*made)->inode->isEngines = true;
        tellShown(name, *(*made)->inode);
        return std::make_unique<SimFile>(m_disk, *made, (*made)->inode, true, at(name));
    }
    Result<void> publish(storage::File& unnamed, ByteView name) override
    {
        if (auto bad = before("publish", name))
            return fail(*bad);
        auto& file = static_cast<SimFile&>(unnamed);
        auto made = m_disk.create(m_inode, name, file.inode());
        if (!made)
            return fail(made.error());
        file.named(*made);
        tellShown(name, *file.inode());
        return {};
    }
    Result<void> link(storage::Directory& from, ByteView name, ByteView newName) override
    {
        if (auto bad = before("link", newName))
            return fail(*bad);
        auto& source = static_cast<SimDirectory&>(from);
        const DentryPtr found = m_disk.entry(source.m_inode, name);
        if (!found)
            return fail(ErrorCode::NotFound, "'" + Bytes(name) + "' is not there");
        if (found->inode->type == FileType::Directory)
            return fail(ErrorCode::PermissionDenied, "'" + Bytes(name) + "' is a directory");
        if (found->inode->volume != m_inode->volume)
            return fail(ErrorCode::CrossDevice, "another file system");
        auto made = make(newName, found->inode);
        if (made)
            tellShown(newName, *found->inode);
        return made;
    }
    Result<void> syncDirectory() override
    {
        if (auto bad = before("flush directory", {}))
            return fail(*bad);
        m_disk.flushNames(*m_inode->volume, m_inode.get());
        return {};
    }

    Result<void> syncFileSystem() override
    {
        if (auto bad = before("flush all", {}))
            return fail(*bad);
        m_disk.flushAll(*m_inode->volume);
        return {};
    }

    void tellShown(ByteView name, const Inode& inode)
    {
        if (inode.type != FileType::Directory && isUsers(at(name)))
            m_disk.m_observer.shown(at(name), inode, SimDisk::pathOf(*m_inode) != m_openedAt);
    }
    void tellHidden(ByteView name, const Inode& inode, bool replaced)
    {
        if (isUsers(at(name)))
            m_disk.m_observer.hidden(at(name), inode, replaced);
    }
    uint64_t epoch() const { return m_epoch; }

private:
    std::optional<Error> before(const char* what, ByteView name)
    {
        if (const auto code = m_disk.trouble(m_epoch, what, at(name)))
            return Error{*code, std::string(what) + " '" + at(name) + "': simulated trouble"};
        return std::nullopt;
    }
    Result<DentryPtr> entry(const char* what, ByteView name)
    {
        if (auto good = storage::checkName(name); !good)
            return fail(good.error());
        if (auto bad = before(what, name))
            return fail(*bad);
        DentryPtr found = m_disk.entry(m_inode, name);
        if (!found)
            return fail(ErrorCode::NotFound, std::string(what) + " '" + Bytes(name) + "': not there");
        return found;
    }
    Result<void> make(ByteView name, const InodePtr& inode)
    {
        if (auto good = storage::checkName(name); !good)
            return good;
        if (auto made = m_disk.create(m_inode, name, inode); !made)
            return fail(made.error());
        return {};
    }
    Result<std::unique_ptr<storage::File>> open(const char* what, ByteView name, bool writes)
    {
        const auto found = entry(what, name);
        if (!found)
            return fail(found.error());
        if ((*found)->inode->type != FileType::File)
            return fail(ErrorCode::Unsupported, "'" + Bytes(name) + "' is not a regular file");
        return std::make_unique<SimFile>(m_disk, *found, (*found)->inode, writes, at(name));
    }
    Result<void> remove(const char* what, ByteView name, bool directory)
    {
        if (auto good = storage::checkName(name); !good)
            return good;
        if (auto bad = before(what, name))
            return fail(*bad);
        const DentryPtr found = m_disk.entry(m_inode, name);
        auto done = m_disk.unlink(m_inode, name, directory);
        if (done && !directory)
            tellHidden(name, *found->inode, false);
        return done;
    }

    SimDisk& m_disk;
    const uint64_t m_epoch;
    InodePtr m_inode;
    const Bytes m_openedAt;
};

class SimFileSystem final : public storage::FileSystem
{
public:
    SimFileSystem(SimDisk& disk, InodePtr root) : m_disk(disk), m_epoch(disk.m_epoch), m_root(std::move(root)) {}

    Result<std::unique_ptr<storage::Directory>> openDirectory(ByteView path) override
    {
        if (auto good = storage::checkPath(path); !good)
            return fail(good.error());
        if (auto bad = before("open directory", path))
            return fail(*bad);
        InodePtr dir = m_root;
        for (ByteView rest = path; dir && !rest.empty();) {
            const size_t slash = rest.find('/');
            const DentryPtr next = m_disk.entry(dir, rest.substr(0, slash));
            if (next && next->inode->type == FileType::Symlink)
                return fail(ErrorCode::Unsupported, "a symlink is on the way to '" + Bytes(path) + "'");
            dir = next && next->inode->type == FileType::Directory ? m_disk.enter(next->inode) : nullptr;
            rest = slash == ByteView::npos ? ByteView() : rest.substr(slash + 1);
        }
        if (!dir)
            return fail(ErrorCode::NotFound, "the directory '" + Bytes(path) + "' is not there");
        return std::make_unique<SimDirectory>(m_disk, dir);
    }
    Result<void> renameNoReplace(storage::Directory& from, ByteView a, storage::Directory& to, ByteView b) override
    {
        return move("rename no replace", from, a, to, b, SimDisk::Flags::NoReplace);
    }
    Result<void> exchange(storage::Directory& x, ByteView a, storage::Directory& y, ByteView b) override
    {
        return move("exchange", x, a, y, b, SimDisk::Flags::Exchange);
    }
    Result<void> renameOver(storage::Directory& from, ByteView a, storage::Directory& to, ByteView b) override
    {
        return move("rename over", from, a, to, b, SimDisk::Flags::Replace);
    }
    Result<void> syncFileSystem() override
    {
        if (auto bad = before("flush all", {}))
            return fail(*bad);
        m_disk.flushAll(*m_root->volume);
        return {};
    }
    Result<storage::FreeSpace> freeSpace() override
    {
        if (auto bad = before("statvfs", {}))
            return fail(*bad);
        const Volume& volume = *m_root->volume;
        return storage::FreeSpace{volume.capacity,
                                  m_disk.m_full ? 0 : volume.capacity - std::min(volume.capacity, volume.used), false};
    }
    Bytes procPath(storage::Directory& directory) override
    {
        const Bytes path = SimDisk::pathOf(*static_cast<SimDirectory&>(directory).inode());
        return path.empty() ? "/" : path;
    }

private:
    std::optional<Error> before(const char* what, ByteView path)
    {
        const Bytes whole = SimDisk::pathOf(*m_root) + "/" + Bytes(path);
        if (const auto code = m_disk.trouble(m_epoch, what, whole))
            return Error{*code, std::string(what) + " '" + whole + "': simulated trouble"};
        return std::nullopt;
    }
    Result<void> move(const char* what, storage::Directory& from, ByteView a, storage::Directory& to, ByteView b,
                      SimDisk::Flags flags)
    {
        for (const ByteView name : {a, b}) {
            if (auto good = storage::checkName(name); !good)
                return good;
        }
        auto& source = static_cast<SimDirectory&>(from);
        auto& target = static_cast<SimDirectory&>(to);
        if (const auto code = m_disk.trouble(m_epoch, what, source.at(a) + " -> " + target.at(b)))
            return fail(*code, std::string(what) + " '" + target.at(b) + "': simulated trouble");
        const DentryPtr moved = m_disk.entry(source.inode(), a);
        auto done = m_disk.move(source.inode(), a, target.inode(), b, flags);
        if (!done || !moved)
            return done;
        const bool exchanged = flags == SimDisk::Flags::Exchange;
        if (moved->inode->type != FileType::Directory)
            source.tellHidden(a, *moved->inode, exchanged);
        target.tellShown(b, *moved->inode);
        if (exchanged)
            source.tellShown(a, *m_disk.entry(source.inode(), a)->inode);
        return done;
    }

    SimDisk& m_disk;
    const uint64_t m_epoch;
    InodePtr m_root;
};

Result<std::unique_ptr<storage::FileSystem>> SimDisk::openFolder(const Bytes& path)
{
    if (const auto error = trouble(m_epoch, "open folder", path))
        return fail(*error, "open the folder '" + path + "': simulated trouble");
    const InodePtr root = find(path);
    if (!root || root->type != FileType::Directory)
        return fail(ErrorCode::NotFound, "the folder '" + path + "' is not there");
    return std::make_unique<SimFileSystem>(*this, root);
}

Result<std::unique_ptr<storage::Watcher>> SimDisk::makeWatcher()
{
    if (const auto error = trouble(m_epoch, "make watcher", {}))
        return fail(*error, "no watcher: simulated trouble");
    return std::make_unique<SimWatcher>(*this);
}

} // namespace shoal::sim
