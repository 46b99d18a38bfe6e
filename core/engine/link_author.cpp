// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/link_author.h"

#include "core/sync/conflict_name.h"
#include "shared/base/mutant.h"

namespace shoal::engine {

using storage::FileStat;
using storage::FileType;

namespace {

constexpr size_t kMaxLinks = 10'000; // names of one file that follow at once, some 10 MB; the next scan finds the rest
constexpr size_t kCandidates = 8;    // the first is the one, unless it was moved or removed a moment ago

bool isIt(const FileRow& row, const FileEntry& entry)
{
    return row.dir == entry.row.dir && row.name == entry.row.name;
}

// What the row tells of the disk is what somebody could have linked to.
bool isUsable(const FileRow& row)
{
    return row.here != HereKind::Nothing && !(row.flags & (store::Diverged | store::Ignored));
}

} // namespace

// Inodes of two file systems may have the same number: only the disk tells that it is one file.
bool LinkAuthor::isThere(const FileRow& row, const FileStat& stat) const
{
    const auto path = m_replica.index->diskPath(row.dir);
    if (!path || m_replica.index->isSuspended(row.dir))
        return false;
    auto place = m_replica.files->openDirectory(*path);
    const auto found = place ? (*place)->statEntry(row.nameOnDisk()) : fail(place.error());
    return found && found->type == FileType::File && found->inode == stat.inode && found->device == stat.device;
}

Result<std::optional<FileEntry>> LinkAuthor::readAlready(const DiskEntry& at, const FileStat& stat)
{
    if (stat.type != FileType::File || stat.nlink < 2)
        return std::optional<FileEntry>();
    auto rows = m_replica.index->rows().linksOfInode(stat.inode, kCandidates);
    if (!rows)
        return fail(rows.error());
    for (FileRow& row : *rows) {
        if ((row.dir == at.first && row.nameOnDisk() == at.second) || !isUsable(row) || (row.flags & store::Racy) ||
            m_replica.crash.leavesInDoubt(row.flags) || !sameAsSeen(row.seen, stat) || !isThere(row, stat))
            continue;
        auto entry = m_replica.index->unsealRow(std::move(row));
        if (!entry)
            return fail(entry.error());
        if (entry->here() && entry->here()->record.content == entry->row.content)
            return std::optional(std::move(*entry));
    }
    return std::optional<FileEntry>();
}

Result<void> LinkAuthor::lookAtOthers(const FileEntry& entry, const FileStat& stat, bool differs)
{
    // Another link more or less changes the ctime and nothing that anybody has to know.
    if (!differs || mutated(Mutant::ForgetOtherLinks) || stat.type != FileType::File || stat.nlink < 2)
        return {};
    const auto rows = m_replica.index->rows().filesOfInode(stat.inode, kMaxLinks);
    if (!rows)
        return fail(rows.error());
    for (const FileRow& row : *rows) {
        if (!isIt(row, entry) && row.here != HereKind::Nothing && !sameAsSeen(row.seen, stat))
            m_replica.toLookAt.insert({row.dir, row.nameOnDisk()});
    }
    return {};
}

Result<std::optional<FileEntry>> LinkAuthor::otherName(const FileEntry& entry, const FileStat& stat,
                                                       const Hash& content)
{
    auto& index = m_replica.index->rows();
    const auto choose = [&](Result<std::vector<FileRow>> rows) -> Result<std::optional<FileEntry>> {
        if (!rows)
            return fail(rows.error());
        for (FileRow& row : *rows) {
            if (isIt(row, entry) || !isUsable(row) || sync::parseConflictName(row.name) || !isThere(row, stat))
                continue;
            auto other = m_replica.index->unsealRow(std::move(row));
            if (!other || other->here())
                return other ? Result<std::optional<FileEntry>>(std::move(*other)) : fail(other.error());
        }
        return std::optional<FileEntry>();
    };
    if (auto grouped = choose(index.linksOfInode(stat.inode, kCandidates)); !grouped || *grouped)
        return grouped;
    if (auto equal = choose(index.filesWithContent(content, stat.inode, kCandidates)); !equal || *equal)
        return equal;
    // It was linked and written to before anybody looked.
    if (entry.row.content.isZero() || entry.row.seen.inode != stat.inode)
        return std::optional<FileEntry>();
    return choose(index.filesWithContent(entry.row.content, stat.inode, kCandidates));
}

// Whether the file that `entry` showed until now had another name of its group on this disk.
Result<bool> LinkAuthor::wasLinked(const FileEntry& entry, uint64_t group)
{
    auto rows = m_replica.index->rows().linksOfInode(entry.row.seen.inode, kCandidates);
    if (!rows)
        return fail(rows.error());
    for (FileRow& row : *rows) {
        if (isIt(row, entry))
            continue;
        auto other = m_replica.index->unsealRow(std::move(row));
        if (!other)
            return fail(other.error());
        if (other->linkGroupHere() == group)
            return true;
    }
    return false;
}

void LinkAuthor::giveGroupTo(const FileRow& row)
{
    m_lacksGroup.insert({row.dir, row.nameOnDisk()});
    m_replica.toLookAt.insert({row.dir, row.nameOnDisk()});
}

Result<LinkAuthor::Membership> LinkAuthor::membership(const FileEntry& entry, const FileStat& stat, const Hash& content,
                                                      bool joining)
{
    const bool again = m_lacksGroup.erase({entry.row.dir, entry.row.nameOnDisk()}) > 0;
    if (stat.type != FileType::File || sync::parseConflictName(entry.row.name))
        return Membership();
    auto other = stat.nlink > 1 ? otherName(entry, stat, content) : Result<std::optional<FileEntry>>();
    if (!other)
        return fail(other.error());
    if (*other)
        return Membership{groupWith(**other, entry, stat, joining && !entry.here() && !again),
                          (*other)->row.content == content};
    return groupAlone(entry, stat).map([](uint64_t group) { return Membership{group, false}; });
}

// No other name is known. The file of before may have had some: then this one has left them.
Result<uint64_t> LinkAuthor::groupAlone(const FileEntry& entry, const FileStat& stat)
{
    const uint64_t had = entry.linkGroupHere();
    if (had == 0 || entry.row.seen.inode == stat.inode)
        return had;
    return wasLinked(entry, had).map([had](bool linked) { return linked ? uint64_t{0} : had; });
}

// Two devices that are joined with the same linked files must agree about all names alike: the records that the scan
// makes (`first`) carry no group, and each name's next one does, whichever the scan met first.
uint64_t LinkAuthor::groupWith(const FileEntry& other, const FileEntry& entry, const FileStat& stat, bool first)
{
    const uint64_t theirs = other.linkGroupHere();
    const uint64_t had = entry.linkGroupHere();
    if (first) {
        giveGroupTo(entry.row);
        giveGroupTo(other.row);
        return 0;
    }
    if (theirs == 0) // perhaps it was looked at while this name was on its way
        giveGroupTo(other.row);
    if (had != 0 && entry.row.seen.inode == stat.inode)
        return had;
    if (theirs != 0)
        return theirs;
    uint64_t fresh = 0;
    while (fresh == 0)
        fresh = m_replica.context.random.next();
    return fresh;
}

} // namespace shoal::engine
