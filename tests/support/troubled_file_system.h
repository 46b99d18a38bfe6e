// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/posix_file_system.h"

#include <cerrno>
#include <functional>
#include <map>
#include <optional>

// A real folder on a disk that lacks abilities, or on which operations fail when the test says so.
namespace shoal::test {

struct Troubles
{
    // What this file system can do.
    bool exchange = true;
    bool noReplace = true;
    bool links = true;
    bool unnamedFiles = true;
    bool leases = true;
    bool xattrs = true;
    bool birthTimes = true;
    bool readOnly = false; // every change fails
    uint64_t device = 0;   // added to the real number
    int64_t timesNs = 1;   // times of files are kept in units of this
    // Paths at which another mount of the same file system seems to begin, with its number.
    std::map<Bytes, uint64_t> mounts;
    // Bytes that still fit; not set = as many as the real disk takes.
    std::function<uint64_t()> room;

    // The errno with which an operation on a path (relative to the folder; of an unnamed file, its directory) fails;
    // 0 = it does not.
    std::function<int(ByteView operation, const Bytes& path)> fails = [](ByteView, const Bytes&) { return 0; };

    // As the test wants it to be seen at `path`.
    Result<storage::FileStat> told(Result<storage::FileStat> stat, const Bytes& path) const
    {
        if (!stat)
            return stat;
        if (!birthTimes)
            stat->birthNs = 0;
        stat->device += device;
        stat->mtimeNs -= stat->mtimeNs % timesNs;
        stat->ctimeNs -= stat->ctimeNs % timesNs;
        stat->mountRoot = mounts.contains(path);
        stat->mountId = 1;
        for (const auto& [begin, id] : mounts) { // a longer one comes later
            if (path == begin || path.starts_with(begin + "/"))
                stat->mountId = id;
        }
        return stat;
    }
    // Nothing is renamed or linked from one mount to another.
    std::optional<Error> between(const Bytes& a, const Bytes& b) const
    {
        if (told(storage::FileStat(), a)->mountId == told(storage::FileStat(), b)->mountId)
            return std::nullopt;
        return systemError(EXDEV, "rename '" + a + "' to '" + b + "'");
    }
    std::optional<Error> of(ByteView operation, const Bytes& path, bool able = true) const
    {
        if (!able)
            return systemError(EOPNOTSUPP, "switched off by the test");
        const int error = fails(operation, path);
        return error == 0 ? std::nullopt : std::optional(systemError(error, Bytes(operation) + " '" + path + "'"));
    }
    std::optional<Error> ofChange(ByteView operation, const Bytes& path, bool able = true) const
    {
        return readOnly ? systemError(EROFS, Bytes(operation) + " '" + path + "'") : of(operation, path, able);
    }
    std::optional<Error> ofWrite(uint64_t bytes, const Bytes& path) const
    {
        if (!readOnly && room && room() < bytes)
            return systemError(ENOSPC, "write '" + path + "'");
        return ofChange("write", path);
    }
};

class TroubledFile final : public storage::File
{
public:
    TroubledFile(const Troubles& troubles, std::unique_ptr<File> inner, Bytes path)
        : m_troubles(troubles), m_inner(std::move(inner)), m_path(std::move(path))
    {}
    static File& inner(File& file) { return *static_cast<TroubledFile&>(file).m_inner; }

    Result<storage::FileStat> stat() override { return m_troubles.told(m_inner->stat(), m_path); }
    Result<size_t> read(uint64_t offset, char* to, size_t size) override
    {
        if (auto error = m_troubles.of("read", m_path))
            return fail(*error);
        return m_inner->read(offset, to, size);
    }
    Result<void> write(uint64_t offset, ByteView data) override
    {
        if (auto error = m_troubles.ofWrite(data.size(), m_path))
            return fail(*error);
        return m_inner->write(offset, data);
    }
    Result<void> truncate(uint64_t size) override { return m_inner->truncate(size); }
    Result<void> clone(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        return m_inner->clone(inner(source), from, to, size);
    }
    Result<void> copyFrom(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        if (auto error = m_troubles.ofWrite(size, m_path))
            return fail(*error);
        return m_inner->copyFrom(inner(source), from, to, size);
    }
    Result<void> setAttributes(const storage::Attributes& attributes) override
    {
        if (auto error = m_troubles.ofChange("setAttributes", m_path))
            return fail(*error);
        storage::Attributes possible = attributes;
        if (!m_troubles.xattrs)
            possible.xattrs.reset();
        return m_inner->setAttributes(possible);
    }
    Result<storage::Xattrs> xattrs() override
    {
        if (auto error = m_troubles.of("xattrs", m_path, m_troubles.xattrs))
            return fail(*error);
        return m_inner->xattrs();
    }
    Result<storage::Xattrs> specialXattrs() override { return m_inner->specialXattrs(); }
    Result<void> syncData() override
    {
        if (auto error = m_troubles.of("syncData", m_path))
            return fail(*error);
        return m_inner->syncData();
    }
    Result<void> syncFileSystem() override { return m_inner->syncFileSystem(); }
    Result<bool> takeReadLease() override
    {
        if (auto error = m_troubles.of("takeReadLease", m_path, m_troubles.leases))
            return fail(*error);
        return m_inner->takeReadLease();
    }
    bool leaseBroken() override { return m_inner->leaseBroken(); }
    void adviseDone() override { m_inner->adviseDone(); }

private:
    const Troubles& m_troubles;
    std::unique_ptr<File> m_inner;
    Bytes m_path;
};

class TroubledDirectory final : public storage::Directory
{
public:
    TroubledDirectory(const Troubles& troubles, std::unique_ptr<Directory> inner, Bytes path)
        : m_troubles(troubles), m_inner(std::move(inner)), m_path(std::move(path))
    {}
    static Directory& inner(Directory& directory) { return *static_cast<TroubledDirectory&>(directory).m_inner; }
    Bytes at(ByteView name) const { return m_path.empty() ? Bytes(name) : m_path + "/" + Bytes(name); }

    Result<storage::FileStat> stat() override { return m_troubles.told(m_inner->stat(), m_path); }
    Result<uint64_t> fileSystemId() override { return m_inner->fileSystemId(); }
    Result<std::vector<storage::DirEntry>> list() override
    {
        if (auto error = m_troubles.of("list", m_path))
            return fail(*error);
        return m_inner->list();
    }
    Result<storage::FileStat> statEntry(ByteView name) override
    {
        if (auto error = m_troubles.of("statEntry", at(name)))
            return fail(*error);
        return m_troubles.told(m_inner->statEntry(name), at(name));
    }
    Result<storage::Xattrs> xattrs() override
    {
        if (auto error = m_troubles.of("xattrs", m_path, m_troubles.xattrs))
            return fail(*error);
        return m_inner->xattrs();
    }
    Result<std::unique_ptr<storage::File>> openFile(ByteView name) override
    {
        if (auto error = m_troubles.of("openFile", at(name)))
            return fail(*error);
        return wrap(m_inner->openFile(name), at(name));
    }
    Result<Bytes> readLink(ByteView name) override { return m_inner->readLink(name); }
    Result<std::unique_ptr<Directory>> openDirectory(ByteView name) override
    {
        if (auto error = m_troubles.of("openDirectory", at(name)))
            return fail(*error);
        auto opened = m_inner->openDirectory(name);
        if (!opened)
            return opened;
        return std::make_unique<TroubledDirectory>(m_troubles, std::move(*opened), at(name));
    }
    Result<void> makeDirectory(ByteView name, uint32_t mode) override
    {
        if (auto error = m_troubles.ofChange("makeDirectory", at(name)))
            return m_inner->statEntry(name) ? fail(ErrorCode::AlreadyExists, "it is there") : fail(*error);
        return m_inner->makeDirectory(name, mode);
    }
    Result<void> makeSymlink(ByteView target, ByteView name) override
    {
        if (auto error = m_troubles.ofChange("makeSymlink", at(name)))
            return fail(*error);
        return m_inner->makeSymlink(target, name);
    }
    Result<void> removeFile(ByteView name) override
    {
        if (auto error = m_troubles.ofChange("removeFile", at(name)))
            return fail(*error);
        return m_inner->removeFile(name);
    }
    Result<void> removeDirectory(ByteView name) override
    {
        if (auto error = m_troubles.ofChange("removeDirectory", at(name)))
            return fail(*error);
        return m_inner->removeDirectory(name);
    }
    Result<void> setEntryAttributes(ByteView name, const storage::Attributes& attributes) override
    {
        if (auto error = m_troubles.ofChange("setEntryAttributes", at(name)))
            return fail(*error);
        storage::Attributes possible = attributes;
        if (!m_troubles.xattrs)
            possible.xattrs.reset();
        return m_inner->setEntryAttributes(name, possible);
    }
    Result<std::unique_ptr<storage::File>> createUnnamed(uint32_t mode) override
    {
        if (auto error = m_troubles.ofChange("createUnnamed", m_path, m_troubles.unnamedFiles))
            return fail(*error);
        return wrap(m_inner->createUnnamed(mode), m_path);
    }
    Result<std::unique_ptr<storage::File>> createNamed(ByteView name, uint32_t mode) override
    {
        if (auto error = m_troubles.ofChange("createNamed", at(name)))
            return fail(*error);
        return wrap(m_inner->createNamed(name, mode), at(name));
    }
    Result<std::unique_ptr<storage::File>> reopenNamed(ByteView name) override
    {
        if (auto error = m_troubles.ofChange("reopenNamed", at(name)))
            return fail(*error);
        return wrap(m_inner->reopenNamed(name), at(name));
    }
    Result<void> publish(storage::File& unnamed, ByteView name) override
    {
        if (auto error = m_troubles.ofChange("publish", at(name)))
            return fail(*error);
        return m_inner->publish(TroubledFile::inner(unnamed), name);
    }
    Result<void> link(Directory& from, ByteView name, ByteView newName) override
    {
        if (auto error = m_troubles.ofChange("link", at(newName), m_troubles.links))
            return fail(*error);
        return m_inner->link(inner(from), name, newName);
    }
    Result<void> syncDirectory() override { return m_inner->syncDirectory(); }
    Result<void> syncFileSystem() override { return m_inner->syncFileSystem(); }

private:
    Result<std::unique_ptr<storage::File>> wrap(Result<std::unique_ptr<storage::File>> opened, Bytes path)
    {
        if (!opened)
            return opened;
        return std::make_unique<TroubledFile>(m_troubles, std::move(*opened), std::move(path));
    }

    const Troubles& m_troubles;
    std::unique_ptr<Directory> m_inner;
    Bytes m_path;
};

// `troubles` may change at any time and outlives this.
class TroubledFileSystem final : public storage::FileSystem
{
public:
    TroubledFileSystem(const Troubles& troubles, std::unique_ptr<FileSystem> inner)
        : m_troubles(troubles), m_inner(std::move(inner))
    {}
    static Result<std::unique_ptr<FileSystem>> open(const Troubles& troubles, const Bytes& path)
    {
        auto inner = storage::makePosixFileSystem(path);
        if (!inner)
            return inner;
        return std::make_unique<TroubledFileSystem>(troubles, std::move(*inner));
    }

    Result<std::unique_ptr<storage::Directory>> openDirectory(ByteView path) override
    {
        if (auto error = m_troubles.of("openDirectory", Bytes(path)))
            return fail(*error);
        auto opened = m_inner->openDirectory(path);
        if (!opened)
            return opened;
        return std::make_unique<TroubledDirectory>(m_troubles, std::move(*opened), Bytes(path));
    }
    Result<void> renameNoReplace(storage::Directory& from, ByteView a, storage::Directory& to, ByteView b) override
    {
        if (auto error = m_troubles.ofChange("renameNoReplace", at(to, b), m_troubles.noReplace))
            return fail(*error);
        if (auto error = m_troubles.between(at(from, a), at(to, b)))
            return fail(*error);
        return m_inner->renameNoReplace(inner(from), a, inner(to), b);
    }
    Result<void> exchange(storage::Directory& x, ByteView a, storage::Directory& y, ByteView b) override
    {
        if (auto error = m_troubles.ofChange("exchange", at(y, b), m_troubles.exchange))
            return fail(*error);
        if (auto error = m_troubles.between(at(x, a), at(y, b)))
            return fail(*error);
        return m_inner->exchange(inner(x), a, inner(y), b);
    }
    Result<void> renameOver(storage::Directory& from, ByteView a, storage::Directory& to, ByteView b) override
    {
        if (auto error = m_troubles.ofChange("renameOver", at(to, b)))
            return fail(*error);
        if (auto error = m_troubles.between(at(from, a), at(to, b)))
            return fail(*error);
        return m_inner->renameOver(inner(from), a, inner(to), b);
    }
    Result<void> syncFileSystem() override { return m_inner->syncFileSystem(); }
    Result<storage::FreeSpace> freeSpace() override
    {
        auto space = m_inner->freeSpace();
        if (space && m_troubles.readOnly)
            space->readOnly = true;
        if (space && m_troubles.room)
            space->available = m_troubles.room();
        return space;
    }
    Bytes procPath(storage::Directory& directory) override { return m_inner->procPath(inner(directory)); }

private:
    static storage::Directory& inner(storage::Directory& directory) { return TroubledDirectory::inner(directory); }
    static Bytes at(storage::Directory& directory, ByteView name)
    {
        return static_cast<TroubledDirectory&>(directory).at(name);
    }

    const Troubles& m_troubles;
    std::unique_ptr<FileSystem> m_inner;
};

} // namespace shoal::test
