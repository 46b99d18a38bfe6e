// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/local_changes.h"
#include "core/engine/look_ahead.h"
#include "core/storage/watcher.h"

#include <deque>

namespace shoal::engine {

// Walks directories and compares each entry with what was last observed, in slices, so that other work of the share
// goes on in between. Every directory is watched before it is listed: nothing falls between the two.
//
// A full pass also finds what is missing, and judges it before anything is deleted (the guard).
class Scanner
{
public:
    Scanner(Replica& replica, LocalChanges& changes, storage::Watcher* watcher)
        : m_replica(replica), m_changes(changes), m_watcher(watcher),
          m_ahead(replica.context.pool, *replica.files, watcher)
    {}

    // A pass over the whole folder. One that is under way starts again.
    void startPass();
    // One directory, and those below it that turn out to be new.
    void add(DirNo dir);
    bool passRunning() const { return m_pass; }
    bool idle() const { return m_queue.empty() && !m_current; }

    // About 20 ms or 512 entries of work. Needs reserved numbers and no open transaction.
    Result<void> step();

    struct PassResult
    {
        uint64_t known = 0; // files that were here before
        std::vector<DiskEntry> missing;
        std::set<DirNo> missingDirectories;
        uint64_t missingFiles = 0; // in all, those below missing directories included
        std::set<DirNo> unseen;    // could not be looked at, nor what is below
    };
    // The result of a pass that has just ended, once.
    std::optional<PassResult> takeResult();

    // The watch limit was reached: changes are found by rescans only.
    bool watchesMissing() const { return m_watchesMissing; }
    // How long the last whole pass took, others' work in between included; 0 = there was none yet.
    int64_t lastPassNs() const { return m_lastPassNs; }

    // As the topic of problems: a directory whose entries cannot be looked at.
    static constexpr ByteView kUnreadable = "unreadable";
    static constexpr ByteView kWatches = "watches";

private:
    struct Current
    {
        DirNo dir = 0;
        std::unique_ptr<storage::Directory> place;
        std::vector<storage::DirEntry> entries;
        std::vector<store::Seen> seen; // of the first entries; see ListedDirectory
        size_t next = 0;
        bool readable = true;               // every entry so far
        std::vector<store::ShownFile> rows; // by name
        std::vector<bool> found;            // of these
    };
    void expectNext();
    Result<void> openNext();
    void noteWatch(const Result<void>& watched);
    void unreadable(DirNo dir, const Bytes& path, const Error& error);
    Result<void> look(size_t at);
    std::optional<size_t> rowOf(ByteView name) const;
    bool isAsSeen(const store::ShownFile& row, const store::Seen& now) const;
    void putOff(ByteView name);
    void noteMissing();
    bool mayBeHalfWritten(ByteView name, const storage::FileStat& stat);
    void finishCurrent();
    Result<uint64_t> filesBelow(DirNo dir);
    std::set<DirNo> trulyAbsent(std::set<DirNo>& mounts);

    Replica& m_replica;
    LocalChanges& m_changes;
    storage::Watcher* m_watcher;
    LookAhead m_ahead;
    std::deque<DirNo> m_queue;
    std::set<DirNo> m_queued;
    std::optional<Current> m_current;
    bool m_pass = false;
    bool m_watchesMissing = false;
    bool m_watchFailed = false; // in this pass
    int64_t m_passBeganNs = 0;
    int64_t m_lastPassNs = 0;
    PassResult m_result;
    std::set<DirNo> m_absent;
};

} // namespace shoal::engine
