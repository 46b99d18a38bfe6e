// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/replica.h"

namespace shoal::engine {

// Makes the directories on the disk stand where the projection places them: parents first, whoever is in the way is
// moved to .sync/Moving for the moment, and a directory that exists no more goes once it is empty.
class DirectoryApplier
{
public:
    explicit DirectoryApplier(Replica& replica) : m_replica(replica) {}

    // Settles the directories of Replica::toSettle. Those that could not be stay in blocked().
    Result<void> settle();
    // Tries again to remove directories that were not empty; the deepest go first.
    Result<void> removeEmptied();
    // Puts those that stand aside and cannot go to where they belong into sight, once nothing else is left to settle or
    // to apply. True: some were.
    Result<bool> showAside();
    // To be settled once more when something has changed on the disk, or after a while.
    bool hasBlocked() const { return !m_blocked.empty(); }
    std::set<DirNo> takeBlocked() { return std::exchange(m_blocked, {}); }
    struct Recovered
    {
        std::vector<DirNo> lost;  // were out of the way, and are nowhere
        std::vector<Bytes> shown; // what nobody knows, and is in the share's folder again, by these names
    };
    // At start: directories that were out of the way, or on their way, when we stopped.
    Result<Recovered> recover();
    // Gives up what is remembered of the folder as it was open.
    void reset();
    // The mtimes of directories made here, once and after their children. For when nothing is pending.
    void setTimes();

private:
    enum class Step { Done, Blocked };
    Result<Step> settleOne(DirNo no);
    Result<Step> create(DirRow row, DirNo parent, const Bytes& name);
    Result<Step> move(DirRow row, DirNo parent, const Bytes& name);
    bool isAnother(DirNo forWhom, storage::Directory& opened, const storage::FileStat& stat) const;
    Result<Step> applyAttributes(DirRow row);
    Result<Bytes> chooseName(const DirRow& row, DirNo parent, const Bytes& wanted);
    Result<bool> makeWay(DirNo parent, const Bytes& name, DirNo forWhom);
    Result<std::unique_ptr<storage::Directory>> open(DirNo dir);
    Result<std::unique_ptr<storage::Directory>> openToChange(DirNo dir);
    Result<void> putRow(const DirRow& row);
    size_t depth(DirNo no) const;
    std::vector<DirNo> parentsFirst(const std::set<DirNo>& dirs) const;
    bool isBack(DirRow& row);
    Result<void> showAgain(DirRow row);
    struct Target
    {
        DirNo no;
        storage::Directory& place;
    };
    Result<Bytes> putBeside(storage::Directory& from, const Bytes& temporary, const Target& to, const Bytes& name,
                            uint64_t inode);
    Result<bool> hasUnnotedDeletions(DirNo no);
    void tell(DirNo no, model::Problem problem);
    void forgetTold(DirNo no);

    Replica& m_replica;
    std::set<DirNo> m_blocked;
    std::set<DirNo> m_toRemove;
    std::set<DirNo> m_made;
    std::set<DirNo> m_aside;       // in .sync/Moving after they were settled
    std::map<DirNo, Bytes> m_told; // the path of what keeps each from its place, as it was when that was told
};

} // namespace shoal::engine
