// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"

#include <functional>
#include <set>

namespace shoal::storage {

// What a SteppingFileSystem and everything opened through it share.
struct Steps
{
    // Called before each operation with its number, from 1.
    std::function<void(int)> before = [](int) {};
    std::vector<const char*> done; // the operations so far
    bool exchange = true;
    bool noReplace = true;
    bool links = true;
    bool leases = true;
    bool oneDevice = true;  // false: no rename at all
    std::set<File*> leased; // open files with a lease

    void step(const char* operation)
    {
        done.push_back(operation);
        before(static_cast<int>(done.size()));
    }
    // The number of the first operation called so; 0 = there was none.
    int numberOf(ByteView operation) const
    {
        for (size_t i = 0; i < done.size(); ++i) {
            if (done[i] == operation)
                return static_cast<int>(i) + 1;
        }
        return 0;
    }
    bool anyLeaseBroken() const
    {
        for (File* file : leased) {
            if (file->leaseBroken())
                return true;
        }
        return false;
    }
};

inline tl::unexpected<Error> missing()
{
    return fail(ErrorCode::Unsupported, "switched off by the test");
}

class SteppingFile final : public File
{
public:
    SteppingFile(Steps& steps, std::unique_ptr<File> inner) : m_steps(steps), m_inner(std::move(inner)) {}
    ~SteppingFile() override { m_steps.leased.erase(m_inner.get()); }
    static File& inner(File& file) { return *static_cast<SteppingFile&>(file).m_inner; }

    Result<FileStat> stat() override { return on("stat").stat(); }
    Result<size_t> read(uint64_t offset, char* to, size_t size) override { return on("read").read(offset, to, size); }
    Result<void> write(uint64_t offset, ByteView data) override { return on("write").write(offset, data); }
    Result<void> truncate(uint64_t size) override { return on("truncate").truncate(size); }
    Result<void> clone(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        return on("clone").clone(inner(source), from, to, size);
    }
    Result<void> copyFrom(File& source, uint64_t from, uint64_t to, uint64_t size) override
    {
        return on("copyFrom").copyFrom(inner(source), from, to, size);
    }
    Result<void> setAttributes(const Attributes& attributes) override
    {
        return on("setAttributes").setAttributes(attributes);
    }
    Result<Xattrs> xattrs() override { return on("xattrs").xattrs(); }
    Result<void> syncData() override { return on("syncData").syncData(); }
    Result<void> syncFileSystem() override { return on("syncFileSystem").syncFileSystem(); }
    Result<bool> takeReadLease() override
    {
        File& file = on("takeReadLease");
        if (!m_steps.leases)
            return missing();
        auto taken = file.takeReadLease();
        if (taken && *taken)
            m_steps.leased.insert(&file);
        return taken;
    }
    bool leaseBroken() override { return on("leaseBroken").leaseBroken(); }
    void adviseDone() override { on("adviseDone").adviseDone(); }

private:
    File& on(const char* operation)
    {
        m_steps.step(operation);
        return *m_inner;
    }
    Steps& m_steps;
    std::unique_ptr<File> m_inner;
};

class SteppingDirectory final : public Directory
{
public:
    SteppingDirectory(Steps& steps, std::unique_ptr<Directory> inner) : m_steps(steps), m_inner(std::move(inner)) {}
    static Directory& inner(Directory& directory) { return *static_cast<SteppingDirectory&>(directory).m_inner; }

    Result<FileStat> stat() override { return on("stat").stat(); }
    Result<uint64_t> fileSystemId() override { return on("fileSystemId").fileSystemId(); }
    Result<std::vector<DirEntry>> list() override { return on("list").list(); }
    Result<FileStat> statEntry(ByteView name) override { return on("statEntry").statEntry(name); }
    Result<Xattrs> xattrs() override { return on("xattrs").xattrs(); }
    Result<std::unique_ptr<File>> openFile(ByteView name) override { return wrap(on("openFile").openFile(name)); }
    Result<Bytes> readLink(ByteView name) override { return on("readLink").readLink(name); }
    Result<std::unique_ptr<Directory>> openDirectory(ByteView name) override
    {
        auto opened = on("openDirectory").openDirectory(name);
        if (!opened)
            return opened;
        return std::make_unique<SteppingDirectory>(m_steps, std::move(*opened));
    }
    Result<void> makeDirectory(ByteView name, uint32_t mode) override
    {
        return on("makeDirectory").makeDirectory(name, mode);
    }
    Result<void> makeSymlink(ByteView target, ByteView name) override
    {
        return on("makeSymlink").makeSymlink(target, name);
    }
    Result<void> removeFile(ByteView name) override { return on("removeFile").removeFile(name); }
    Result<void> removeDirectory(ByteView name) override { return on("removeDirectory").removeDirectory(name); }
    Result<void> setEntryAttributes(ByteView name, const Attributes& attributes) override
    {
        return on("setEntryAttributes").setEntryAttributes(name, attributes);
    }
    Result<std::unique_ptr<File>> createUnnamed(uint32_t mode) override
    {
        return wrap(on("createUnnamed").createUnnamed(mode));
    }
    Result<std::unique_ptr<File>> createNamed(ByteView name, uint32_t mode) override
    {
        return wrap(on("createNamed").createNamed(name, mode));
    }
    Result<std::unique_ptr<File>> reopenNamed(ByteView name) override
    {
        return wrap(on("reopenNamed").reopenNamed(name));
    }
    Result<void> publish(File& unnamed, ByteView name) override
    {
        return on("publish").publish(SteppingFile::inner(unnamed), name);
    }
    Result<void> link(Directory& from, ByteView name, ByteView newName) override
    {
        Directory& directory = on("link");
        return m_steps.links ? directory.link(inner(from), name, newName) : missing();
    }
    Result<void> syncDirectory() override { return on("syncDirectory").syncDirectory(); }
    Result<void> syncFileSystem() override { return on("syncFileSystem").syncFileSystem(); }

private:
    Directory& on(const char* operation)
    {
        m_steps.step(operation);
        return *m_inner;
    }
    Result<std::unique_ptr<File>> wrap(Result<std::unique_ptr<File>> opened)
    {
        if (!opened)
            return opened;
        return std::make_unique<SteppingFile>(m_steps, std::move(*opened));
    }
    Steps& m_steps;
    std::unique_ptr<Directory> m_inner;
};

// A file system that lets the test act before every operation, and can lack abilities.
class SteppingFileSystem final : public FileSystem
{
public:
    explicit SteppingFileSystem(FileSystem& inner) : m_inner(inner) {}
    Steps steps;

    Result<std::unique_ptr<Directory>> openDirectory(ByteView path) override
    {
        auto opened = on("openDirectory").openDirectory(path);
        if (!opened)
            return opened;
        return std::make_unique<SteppingDirectory>(steps, std::move(*opened));
    }
    Result<void> renameNoReplace(Directory& from, ByteView a, Directory& to, ByteView b) override
    {
        FileSystem& fs = on("renameNoReplace");
        if (!steps.oneDevice)
            return fail(ErrorCode::CrossDevice, "separated by the test");
        return steps.noReplace ? fs.renameNoReplace(inner(from), a, inner(to), b) : missing();
    }
    Result<void> exchange(Directory& x, ByteView a, Directory& y, ByteView b) override
    {
        FileSystem& fs = on("exchange");
        return steps.exchange ? fs.exchange(inner(x), a, inner(y), b) : missing();
    }
    Result<void> renameOver(Directory& from, ByteView a, Directory& to, ByteView b) override
    {
        return on("renameOver").renameOver(inner(from), a, inner(to), b);
    }
    Result<void> syncFileSystem() override { return on("syncFileSystem").syncFileSystem(); }
    Result<FreeSpace> freeSpace() override { return on("freeSpace").freeSpace(); }
    Bytes procPath(Directory& directory) override { return m_inner.procPath(inner(directory)); }

private:
    static Directory& inner(Directory& directory) { return SteppingDirectory::inner(directory); }
    FileSystem& on(const char* operation)
    {
        steps.step(operation);
        return m_inner;
    }
    FileSystem& m_inner;
};

} // namespace shoal::storage
