// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sim_disk.h"

#include <sqlite3.h>

namespace shoal::sim {

// SQLite's files on a simulated disk, so that a power cut treats an index as it treats everything else. Registered
// while it lives. Its files have no shared memory, as an index that one process alone opens needs none.
class SimVfs
{
public:
    explicit SimVfs(SimDisk& disk);
    ~SimVfs();
    SimVfs(const SimVfs&) = delete;
    SimVfs& operator=(const SimVfs&) = delete;

    const Bytes& name() const { return m_name; }

private:
    struct File;
    static SimVfs& of(sqlite3_vfs* vfs) { return *static_cast<SimVfs*>(vfs->pAppData); }
    static File& of(sqlite3_file* file);
    static const sqlite3_io_methods* methods();
    // 0, or what goes wrong instead of the call.
    int trouble(const char* what, const Bytes& path, uint64_t epoch);

    static int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags);
    static int deleteFile(sqlite3_vfs* vfs, const char* name, int syncDirectory);
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* result);
    static int fullPath(sqlite3_vfs* vfs, const char* name, int size, char* out);
    static int randomness(sqlite3_vfs* vfs, int size, char* out);
    static int letPass(sqlite3_vfs* vfs, int microseconds);
    static int currentTime(sqlite3_vfs* vfs, sqlite3_int64* out);

    SimDisk& m_disk;
    Bytes m_name;
    sqlite3_vfs m_vfs{};
};

} // namespace shoal::sim
