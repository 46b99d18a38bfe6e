// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/posix_file_system.h"

#include <algorithm>
#include <cctype>
#include <cerrno>

// A real folder on a disk like those that were made for Windows: upper and lower case are one, a name with ':' or
// outside of ASCII is refused, and a dot at the end of a name is lost.
namespace shoal::test {

class FoldingDirectory final : public storage::Directory
{
public:
    explicit FoldingDirectory(std::unique_ptr<Directory> inner) : m_inner(std::move(inner)) {}
    static Directory& inner(Directory& directory) { return *static_cast<FoldingDirectory&>(directory).m_inner; }

    // The name that the entry has, or that a new one gets.
    Bytes real(ByteView asked) const
    {
        Bytes name(asked.substr(0, asked.find_last_not_of('.') + 1));
        if (m_inner->statEntry(name))
            return name;
        for (const storage::DirEntry& entry : m_inner->list().value_or(std::vector<storage::DirEntry>())) {
            if (lower(entry.name) == lower(name))
                return entry.name;
        }
        return name;
    }
    static Result<void> check(ByteView name)
    {
        const auto refused = [](char c) { return c == ':' || static_cast<unsigned char>(c) >= 0x80; };
        return std::none_of(name.begin(), name.end(), refused) ? Result<void>() : fail(systemError(EINVAL, "a name"));
    }

    Result<storage::FileStat> stat() override { return m_inner->stat(); }
    Result<uint64_t> fileSystemId() override { return m_inner->fileSystemId(); }
    Result<std::vector<storage::DirEntry>> list() override { return m_inner->list(); }
    Result<storage::FileStat> statEntry(ByteView name) override { return m_inner->statEntry(real(name)); }
    Result<storage::Xattrs> xattrs() override { return m_inner->xattrs(); }
    Result<std::unique_ptr<storage::File>> openFile(ByteView name) override { return m_inner->openFile(real(name)); }
    Result<Bytes> readLink(ByteView name) override { return m_inner->readLink(real(name)); }
    Result<std::unique_ptr<Directory>> openDirectory(ByteView name) override
    {
        auto opened = m_inner->openDirectory(real(name));
        if (!opened)
            return opened;
        return std::make_unique<FoldingDirectory>(std::move(*opened));
    }
    Result<void> makeDirectory(ByteView name, uint32_t mode) override
    {
        const auto good = check(name);
        return good ? m_inner->makeDirectory(real(name), mode) : good;
    }
    Result<void> makeSymlink(ByteView target, ByteView name) override
    {
        const auto good = check(name);
        return good ? m_inner->makeSymlink(target, real(name)) : good;
    }
    Result<void> removeFile(ByteView name) override { return m_inner->removeFile(real(name)); }
    Result<void> removeDirectory(ByteView name) override { return m_inner->removeDirectory(real(name)); }
    Result<void> setEntryAttributes(ByteView name, const storage::Attributes& attributes) override
    {
        return m_inner->setEntryAttributes(real(name), attributes);
    }
    Result<std::unique_ptr<storage::File>> createUnnamed(uint32_t mode) override
    {
        return m_inner->createUnnamed(mode);
    }
    Result<std::unique_ptr<storage::File>> createNamed(ByteView name, uint32_t mode) override
    {
        const auto good = check(name);
        return good ? m_inner->createNamed(real(name), mode) : fail(good.error());
    }
    Result<std::unique_ptr<storage::File>> reopenNamed(ByteView name) override
    {
        return m_inner->reopenNamed(real(name));
    }
    Result<void> publish(storage::File& unnamed, ByteView name) override
    {
        const auto good = check(name);
        return good ? m_inner->publish(unnamed, real(name)) : good;
    }
    Result<void> link(Directory& from, ByteView name, ByteView newName) override
    {
        const auto good = check(newName);
        return good ? m_inner->link(inner(from), static_cast<FoldingDirectory&>(from).real(name), real(newName)) : good;
    }
    Result<void> syncDirectory() override { return m_inner->syncDirectory(); }
    Result<void> syncFileSystem() override { return m_inner->syncFileSystem(); }

private:
    static Bytes lower(Bytes name)
    {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return name;
    }
    std::unique_ptr<Directory> m_inner;
};

class FoldingFileSystem final : public storage::FileSystem
{
public:
    explicit FoldingFileSystem(std::unique_ptr<FileSystem> inner) : m_inner(std::move(inner)) {}
    static Result<std::unique_ptr<FileSystem>> open(const Bytes& path)
    {
        auto inner = storage::makePosixFileSystem(path);
        if (!inner)
            return inner;
        return std::make_unique<FoldingFileSystem>(std::move(*inner));
    }

    Result<std::unique_ptr<storage::Directory>> openDirectory(ByteView path) override
    {
        auto opened = m_inner->openDirectory("");
        if (!opened)
            return opened;
        std::unique_ptr<storage::Directory> at = std::make_unique<FoldingDirectory>(std::move(*opened));
        for (Bytes rest(path); !rest.empty();) {
            const Bytes name = rest.substr(0, rest.find('/'));
            rest.erase(0, name.size() + 1);
            auto next = at->openDirectory(name);
            if (!next)
                return next;
            at = std::move(*next);
        }
        return at;
    }
    Result<void> renameNoReplace(storage::Directory& from, ByteView a, storage::Directory& to, ByteView b) override
    {
        const auto good = FoldingDirectory::check(b);
        return good ? m_inner->renameNoReplace(inner(from), real(from, a), inner(to), real(to, b)) : good;
    }
    Result<void> exchange(storage::Directory& x, ByteView a, storage::Directory& y, ByteView b) override
    {
        return m_inner->exchange(inner(x), real(x, a), inner(y), real(y, b));
    }
    Result<void> renameOver(storage::Directory& from, ByteView a, storage::Directory& to, ByteView b) override
    {
        const auto good = FoldingDirectory::check(b);
        return good ? m_inner->renameOver(inner(from), real(from, a), inner(to), real(to, b)) : good;
    }
    Result<void> syncFileSystem() override { return m_inner->syncFileSystem(); }
    Result<storage::FreeSpace> freeSpace() override { return m_inner->freeSpace(); }
    Bytes procPath(storage::Directory& directory) override { return m_inner->procPath(inner(directory)); }

private:
    static storage::Directory& inner(storage::Directory& directory) { return FoldingDirectory::inner(directory); }
    static Bytes real(storage::Directory& directory, ByteView name)
    {
        return static_cast<FoldingDirectory&>(directory).real(name);
    }
    std::unique_ptr<FileSystem> m_inner;
};

} // namespace shoal::test
