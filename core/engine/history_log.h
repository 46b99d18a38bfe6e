// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/share_status.h"
#include "core/storage/posix_file_system.h"

#include <functional>
#include <memory>
#include <vector>

namespace shoal::engine {

// What happened in a share, newest last, in two files beside its index: `<index>.history` is appended to, and becomes
// `<index>.history.1` when it is full (docs/decisions/0012). So the last events are kept, tens of thousands of them,
// in at most 8 MiB. A written event survives a crash of the daemon, not always one of the machine: nothing depends
// on it.
//
// A file is the header "SHOALH1\n" and the number of its first event (8 bytes); then, for each event, the length of
// its body (4 bytes), the first 4 bytes of the body's SHA-256, and the body (encodeEvent()). Numbers are big endian.
// What follows a torn or damaged event is cut off. Strand only.
class HistoryLog
{
public:
    explicit HistoryLog(Bytes indexPath, storage::OpenFolder openFolder = storage::openPosixFolder);

    // One write for all of them, or one a megabyte. An error loses what is not written, and is for the log only.
    Result<void> append(std::vector<HistoryEvent> events);

    // `nameOf`: what a device is called today that was written down by that name. It is searched, too.
    using NameOf = std::function<Bytes(const Bytes& written)>;
    Result<HistoryPage> read(const HistoryQuery& query, const NameOf& nameOf = {});

    // Beyond this a file is put aside.
    static constexpr uint64_t kFileLimit = 4 * 1024 * 1024;

private:
    struct Stored;
    Result<void> open();
    Result<void> begin();
    Result<void> rotate();
    Result<void> write(const Bytes& block, uint64_t count);
    Result<Stored> load(ByteView name);

    const storage::OpenFolder m_openFolder;
    Bytes m_folder;
    Bytes m_name;
    std::unique_ptr<storage::FileSystem> m_files;
    std::unique_ptr<storage::Directory> m_place;
    std::unique_ptr<storage::File> m_file; // null until it is first needed
    uint64_t m_size = 0;                   // of m_file, bytes
    uint64_t m_next = 1;                   // number of the next event
};

// Of what happened together, drops what says less than another event: that a moved file is gone from its old place,
// that a restored one is new.
void dropEchoes(std::vector<HistoryEvent>& events);

} // namespace shoal::engine
