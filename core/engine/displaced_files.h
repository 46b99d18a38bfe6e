// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/due_list.h"
#include "core/engine/share_index.h"
#include "core/storage/archive_names.h"
#include "core/storage/file_system.h"

#include <map>

namespace shoal::engine {

struct Replica;

// Files that were replaced or removed where no lease tells whether a program still has them open: on a network file
// system, or of another owner. Such a program may go on writing. So they stay in .sync/Displaced (those below a mount
// inside the folder, in its own staging) until nobody has written for a minute, whether there is an archive or not.
// What was not written to then goes the way that it would have gone at once. What was is somebody's change: it appears
// beside the file as a conflict copy, or, where nothing may be written, is kept in the archive. Strand only.
class DisplacedFiles
{
public:
    explicit DisplacedFiles(Replica& replica) : m_replica(replica) {}

    struct File
    {
        DirNo dir = 0; // where it was
        Bytes name;
        Bytes path;
        bool keep = false; // in the archive, when it is not written to
        storage::Worth worth = storage::Worth::Ordinary;
        Hash content; // as it was last observed
    };
    // What lies in the staging of `file.dir`. False: it cannot be watched here; it belongs in the archive now.
    bool take(storage::Directory& staging, const Bytes& stagedName, File file);

    // Needs no open transaction.
    void step();
    int64_t next() const { return m_due.next(); } // monotonic; INT64_MAX = never
    // At a clean stop: nothing waits any longer.
    void finish();
    // At start: what a crash left goes to the archive, whatever it is.
    void recover();
    void forget();

    static constexpr int64_t kQuietNs = 60'000'000'000;

private:
    struct Waiting
    {
        File file;
        bool inMount = false;
        bool written = false;
        storage::FileStat seen;
    };
    void look(const Bytes& name, Waiting waiting);
    Result<storage::Directory*> stagingOf(DirNo dir);
    bool showBeside(storage::Directory& place, const Bytes& name, const Waiting& waiting);
    void archive(storage::Directory& place, const Bytes& name, const Waiting& waiting);

    Replica& m_replica;
    std::map<Bytes, Waiting> m_waiting; // by the name there
    DueList<Bytes> m_due;
};

} // namespace shoal::engine
