// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/file_system.h"
#include "core/store/rows.h"
#include "shared/base/clock.h"
#include "shared/base/ids.h"

#include <cstdint>
#include <set>
#include <utility>

namespace shoal::engine {

// What a crash of the machine, a power cut above all, may have done to the folder while the index went on: a file
// system brings its names and attributes to the disk in its own time, and the index may be on another one. So the disk
// may show less than the index says, and nobody did that: it is no deletion, no move back, no older version that
// somebody brought. What a peer still has is fetched once more. Strand only.
class MachineCrash
{
public:
    // Looked at before anything is scanned. `bootNs`: when the machine was started again; `flushedNs`: what had been
    // observed by then is known to be on the disk; `author`: who this device was until then, so that it has seen what
    // he has recorded. `clock` is borrowed.
    void happened(const Clock& clock, int64_t bootNs, int64_t flushedNs, const AuthorId& author)
    {
        *this = {};
        m_clock = &clock;
        m_bootNs = bootNs;
        m_flushedNs = flushedNs;
        m_author = author;
    }
    // The first scan is over: what is missing from now on was removed by somebody. But for what it could not look at,
    // the directories `unseen` and all below them.
    void passed(std::set<store::DirNo> unseen)
    {
        m_passed = true;
        m_unseen = std::move(unseen);
    }
    void forget() { *this = {}; }
    // The first scan has not told yet what it left.
    bool isLookedFor() const { return m_bootNs != 0 && !m_passed; }
    const std::set<store::DirNo>& unseen() const { return m_unseen; }
    // Nor what lies there: it is being written, or came while its directory was read. In doubt until it was judged().
    void putOff(store::DirNo dir, ByteView name) { m_isToBeKept |= m_putOff.emplace(dir, Bytes(name)).second; }
    void judged(store::DirNo dir, ByteView name) { m_isToBeKept |= m_putOff.erase({dir, Bytes(name)}) > 0; }
    bool isPutOff(store::DirNo dir, ByteView name) const { return m_putOff.contains({dir, Bytes(name)}); }
    // toText() tells something else than what kept() was told of.
    bool isToBeKept() const { return m_isToBeKept; }
    void kept() { m_isToBeKept = false; }
    // For a start that comes before all of it was seen; empty = nothing is in doubt.
    Bytes toText() const;
    // What toText() told an earlier start; nothing happens when that was nothing, or is none.
    void recall(const Clock& clock, const Bytes& text);

    int64_t bootNs() const { return m_bootNs; }
    int64_t flushedNs() const { return m_flushedNs; }
    const AuthorId& authorBefore() const { return m_author; }
    // What had been observed so may have been taken back. See Replica::mayHaveLost.
    bool mayHaveUndone(const store::Seen& seen) const { return m_bootNs != 0 && seen.ctimeNs >= m_flushedNs; }
    // It is not as it was observed, and was last touched before that: no edit looks like this, for nobody can set this
    // time. (What is exchanged gets the same time as what took its place.)
    bool isReverted(const store::Seen& seen, const storage::FileStat& now) const
    {
        return isOlder(now) && seen.inode != 0 &&
               (now.ctimeNs < seen.ctimeNs || (now.ctimeNs == seen.ctimeNs && mayHaveUndone(seen)));
    }
    // Nothing was here since `seen.ctimeNs`, when it was removed, and what is here now has been touched for the last
    // time before that: a name that was taken back, perhaps that of a version before the last.
    bool hasComeBack(const store::Seen& seen, const storage::FileStat& now) const
    {
        return isOlder(now) && seen.inode == 0 && now.ctimeNs < seen.ctimeNs;
    }
    // It was last observed under another name, later than this one was touched, and that may have been taken back.
    bool hasGoneBack(const store::Seen& seen, const storage::FileStat& now) const
    {
        return isOlder(now) && mayHaveUndone(seen) && seen.ctimeNs < m_bootNs && now.ctimeNs <= seen.ctimeNs;
    }
    // As isReverted, of a directory, whose times change with what is in it.
    bool isRevertedDirectory(const store::Seen& seen, const storage::FileStat& now) const
    {
        return mayHaveUndone(seen) && isOlder(now);
    }
    // Another file than the one that was observed, and renamed, linked or made since the crash. Where the ctime does
    // not tell, it is not taken for this.
    bool wasPutHere(const store::Seen& seen, const storage::FileStat& now) const
    {
        return m_bootNs != 0 && seen.inode != now.inode && now.ctimeNs >= m_bootNs;
    }
    // It may not have been flushed when the machine crashed: only its bytes tell what is left of it.
    bool leavesInDoubt(uint32_t flags) const { return m_bootNs != 0 && (flags & store::Unflushed) != 0; }
    // Nobody has touched it since the crash. A clock that was set back behind the last start of the machine says
    // nothing of what came before that: what is edited now would look older.
    bool isOlder(const storage::FileStat& now) const
    {
        return m_bootNs != 0 && now.ctimeNs < m_bootNs && m_clock->wallNs() >= m_bootNs;
    }

private:
    const Clock* m_clock = nullptr;
    int64_t m_bootNs = 0; // 0: it did not crash
    int64_t m_flushedNs = 0;
    AuthorId m_author;
    bool m_passed = false;
    std::set<store::DirNo> m_unseen;
    std::set<std::pair<store::DirNo, Bytes>> m_putOff;
    bool m_isToBeKept = false;
};

} // namespace shoal::engine
