// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim_vfs.h"

#include <cstring>
#include <new>

namespace shoal::sim {

namespace {

constexpr int kSectorSize = 4096;
constexpr int kMaxPath = 512;
constexpr sqlite3_int64 kUnixEpochInJulianMs = 210'866'760'000'000;

} // namespace

struct SimVfs::File
{
    sqlite3_file base{};
    SimVfs* vfs = nullptr;
    uint64_t epoch = 0;
    DentryPtr dentry;
    Bytes path;
    bool isNew = false; // its name is not durable yet
};

SimVfs::File& SimVfs::of(sqlite3_file* file)
{
    return *reinterpret_cast<File*>(file);
}

SimVfs::SimVfs(SimDisk& disk) : m_disk(disk), m_name("shoal-sim-" + std::to_string(reinterpret_cast<uintptr_t>(this)))
{
    m_vfs.iVersion = 2;
    m_vfs.szOsFile = static_cast<int>(sizeof(File));
    m_vfs.mxPathname = kMaxPath;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.xOpen = openFile;
    m_vfs.xDelete = deleteFile;
    m_vfs.xAccess = access;
    m_vfs.xFullPathname = fullPath;
    m_vfs.xRandomness = randomness;
    m_vfs.xSleep = letPass;
    m_vfs.xCurrentTimeInt64 = currentTime;
    m_vfs.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
    sqlite3_vfs_register(&m_vfs, 0);
}

SimVfs::~SimVfs()
{
    sqlite3_vfs_unregister(&m_vfs);
}

int SimVfs::trouble(const char* what, const Bytes& path, uint64_t epoch)
{
    const auto error = m_disk.trouble(epoch, what, path);
    if (!error)
        return SQLITE_OK;
    return *error == ErrorCode::NoSpace ? SQLITE_FULL : SQLITE_IOERR;
}

const sqlite3_io_methods* SimVfs::methods()
{
    static sqlite3_io_methods methods = [] {
        sqlite3_io_methods m{};
        m.iVersion = 1;
        m.xClose = [](sqlite3_file* file) {
            of(file).~File();
            return SQLITE_OK;
        };
        m.xRead = [](sqlite3_file* f, void* out, int size, sqlite3_int64 offset) {
            File& file = of(f);
            if (const int code = file.vfs->trouble("db read", file.path, file.epoch))
                return code;
            const Bytes& content = file.dentry->inode->content;
            const auto at = std::min(static_cast<size_t>(offset), content.size());
            const size_t there = std::min(static_cast<size_t>(size), content.size() - at);
            std::memcpy(out, content.data() + at, there);
            std::memset(static_cast<char*>(out) + there, 0, static_cast<size_t>(size) - there);
            return there == static_cast<size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
        };
        m.xWrite = [](sqlite3_file* f, const void* data, int size, sqlite3_int64 offset) {
            File& file = of(f);
            if (const int code = file.vfs->trouble("db write", file.path, file.epoch))
                return code;
            const ByteView bytes(static_cast<const char*>(data), static_cast<size_t>(size));
            auto done = file.vfs->m_disk.writeData(*file.dentry->inode, nullptr, static_cast<uint64_t>(offset), bytes);
            return done ? SQLITE_OK : SQLITE_FULL;
        };
        m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
            File& file = of(f);
            if (const int code = file.vfs->trouble("db truncate", file.path, file.epoch))
                return code;
            (void)file.vfs->m_disk.resize(*file.dentry->inode, nullptr, static_cast<uint64_t>(size));
            return SQLITE_OK;
        };
        m.xSync = [](sqlite3_file* f, int) {
            File& file = of(f);
            if (const int code = file.vfs->trouble("db sync", file.path, file.epoch))
                return code;
            file.vfs->m_disk.flushData(*file.dentry->inode);
            // As SQLite's own VFS does for a journal that it has made.
            if (const InodePtr dir = std::exchange(file.isNew, false) ? file.dentry->dir.lock() : nullptr)
                file.vfs->m_disk.flushNames(*dir->volume, dir.get());
            return SQLITE_OK;
        };
        m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            *size = static_cast<sqlite3_int64>(of(f).dentry->inode->content.size());
            return SQLITE_OK;
        };
        m.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
        m.xCheckReservedLock = [](sqlite3_file*, int* locked) {
            *locked = 0;
            return SQLITE_OK;
        };
        m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
        m.xSectorSize = [](sqlite3_file*) { return kSectorSize; };
        m.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
        return m;
    }();
    return &methods;
}

int SimVfs::openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* out, int flags, int* outFlags)
{
    SimVfs& self = of(vfs);
    out->pMethods = nullptr;
    if (!name)
        return SQLITE_CANTOPEN; // temporary files are kept in memory
    const Bytes path = name;
    if (const int code = self.trouble("db open", path, self.m_disk.m_epoch))
        return code;
    const auto [dir, last] = self.m_disk.place(path);
    DentryPtr found = dir ? self.m_disk.entry(dir, last) : nullptr;
    bool isNew = false;
    if (!found) {
        if (!dir || !(flags & SQLITE_OPEN_CREATE))
            return SQLITE_CANTOPEN;
        auto made = self.m_disk.create(dir, last, self.m_disk.newInode(*dir->volume, FileType::File, 0600));
        if (!made)
            return SQLITE_CANTOPEN;
        found = *made;
        isNew = true;
    }
    auto* const file = new (out) File;
    file->base.pMethods = methods();
    file->vfs = &self;
    file->epoch = self.m_disk.m_epoch;
    file->dentry = std::move(found);
    file->path = path;
    file->isNew = isNew;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int SimVfs::deleteFile(sqlite3_vfs* vfs, const char* name, int syncDirectory)
{
    SimVfs& self = of(vfs);
    if (const int code = self.trouble("db delete", name, self.m_disk.m_epoch))
        return code;
    const auto [dir, last] = self.m_disk.place(name);
    if (!dir || !self.m_disk.unlink(dir, last, false))
        return SQLITE_IOERR_DELETE_NOENT;
    if (syncDirectory)
        self.m_disk.flushNames(*dir->volume, dir.get());
    return SQLITE_OK;
}

int SimVfs::access(sqlite3_vfs* vfs, const char* name, int, int* result)
{
    *result = of(vfs).m_disk.find(name) != nullptr;
    return SQLITE_OK;
}

int SimVfs::fullPath(sqlite3_vfs*, const char* name, int size, char* out)
{
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

int SimVfs::randomness(sqlite3_vfs* vfs, int size, char* out)
{
    of(vfs).m_disk.m_random.fill(out, static_cast<size_t>(size));
    return size;
}

int SimVfs::letPass(sqlite3_vfs*, int microseconds)
{
    return microseconds;
}

int SimVfs::currentTime(sqlite3_vfs* vfs, sqlite3_int64* out)
{
    *out = kUnixEpochInJulianMs + of(vfs).m_disk.wallNs() / 1'000'000;
    return SQLITE_OK;
}

} // namespace shoal::sim
