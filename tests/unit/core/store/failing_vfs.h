// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

namespace shoal::store {

// An SQLite VFS over the system's one that counts what reaches the disk and can run out of space. Its files have no
// shared memory. Registered while it lives; one at a time.
class FailingVfs
{
public:
    static constexpr const char* kName = "shoal-failing";

    FailingVfs() : m_real(sqlite3_vfs_find(nullptr)), m_vfs(*m_real)
    {
        s_current = this;
        m_vfs.zName = kName;
        m_vfs.pNext = nullptr;
        m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_real->szOsFile;
        m_vfs.xOpen = openFile;
        sqlite3_vfs_register(&m_vfs, 0);
    }
    ~FailingVfs()
    {
        sqlite3_vfs_unregister(&m_vfs);
        s_current = nullptr;
    }
    FailingVfs(const FailingVfs&) = delete;
    FailingVfs& operator=(const FailingVfs&) = delete;

    bool full = false; // writes fail as on a full disk
    int opens = 0;
    int syncs = 0;

private:
    struct File
    {
        sqlite3_file base;
        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };
    static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

    static int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
    {
        ++s_current->opens;
        sqlite3_vfs* const vfs = s_current->m_real;
        const int code = vfs->xOpen(vfs, name, real(file), flags, outFlags);
        file->pMethods = real(file)->pMethods ? &s_current->m_methods : nullptr;
        return code;
    }
    static int close(sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); }
    static int read(sqlite3_file* f, void* out, int size, sqlite3_int64 at)
    {
        return real(f)->pMethods->xRead(real(f), out, size, at);
    }
    static int write(sqlite3_file* f, const void* data, int size, sqlite3_int64 at)
    {
        return s_current->full ? SQLITE_FULL : real(f)->pMethods->xWrite(real(f), data, size, at);
    }
    static int truncate(sqlite3_file* f, sqlite3_int64 size) { return real(f)->pMethods->xTruncate(real(f), size); }
    static int sync(sqlite3_file* f, int flags)
    {
        ++s_current->syncs;
        return real(f)->pMethods->xSync(real(f), flags);
    }
    static int size(sqlite3_file* f, sqlite3_int64* out) { return real(f)->pMethods->xFileSize(real(f), out); }
    static int lock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
    static int unlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
    static int reserved(sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); }
    static int control(sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); }
    static int sectorSize(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
    static int traits(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }

    static sqlite3_io_methods methods()
    {
        sqlite3_io_methods table{};
        table.iVersion = 1; // before shared memory and mapping
        table.xClose = close;
        table.xRead = read;
        table.xWrite = write;
        table.xTruncate = truncate;
        table.xSync = sync;
        table.xFileSize = size;
        table.xLock = lock;
        table.xUnlock = unlock;
        table.xCheckReservedLock = reserved;
        table.xFileControl = control;
        table.xSectorSize = sectorSize;
        table.xDeviceCharacteristics = traits;
        return table;
    }

    static inline FailingVfs* s_current = nullptr;
    const sqlite3_io_methods m_methods = methods();
    sqlite3_vfs* m_real;
    sqlite3_vfs m_vfs;
};

} // namespace shoal::store
