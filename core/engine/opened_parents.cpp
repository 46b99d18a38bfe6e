// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/opened_parents.h"

#include "core/engine/replica.h"
#include "shared/base/log.h"

namespace shoal::engine {

namespace {

constexpr uint32_t kWritable = 0300;

storage::Attributes modeOnly(uint32_t mode)
{
    storage::Attributes attributes;
    attributes.mode = mode;
    return attributes;
}

} // namespace

Result<void> OpenedParents::mark(DirNo dir, bool pending)
{
    DirRow row = *m_replica.index->dir(dir);
    row.flags = pending ? row.flags | store::Pending : row.flags & ~uint32_t{store::Pending};
    if (row == *m_replica.index->dir(dir))
        return {};
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    if (auto put = m_replica.index->putDir(std::move(row)); !put)
        return put;
    return transaction->commit();
}

Result<void> OpenedParents::openUp(DirNo dir)
{
    const DirRow* row = m_replica.index->dir(dir);
    // The share's own folder is the administrator's business, and root may work anywhere.
    if (m_replica.settings.applyOwners || dir == store::kRootDirNo || !row || row->seen.inode == 0 ||
        (row->seen.mode & kWritable) == kWritable)
        return {};
    const uint32_t mode = row->seen.mode | kOpen;
    const auto path = m_replica.index->diskPath(row->diskParent);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    const auto stat = place ? (*place)->statEntry(row->diskName) : fail(place.error());
    if (!stat || stat->inode != row->seen.inode || stat->mode != row->seen.mode)
        return {};
    const Bytes name = row->diskName;
    if (auto marked = mark(dir, true); !marked)
        return marked;
    if (!(*place)->setEntryAttributes(name, modeOnly(mode)))
        return mark(dir, false); // somebody else's
    m_opened.insert(dir);
    return {};
}

// False: it could not be restored now, and stays marked.
Result<bool> OpenedParents::close(DirNo dir)
{
    const DirRow* row = m_replica.index->dir(dir);
    if (!row)
        return true;
    const auto path = m_replica.index->diskPath(row->diskParent);
    auto place = path ? m_replica.files->openDirectory(*path) : fail(ErrorCode::NotFound, "");
    auto stat = place ? (*place)->statEntry(row->diskName) : fail(place.error());
    if (!stat && stat.error().code != ErrorCode::NotFound)
        return false;
    DirRow closed = *row;
    closed.flags &= ~uint32_t{store::Pending};
    // With another mode somebody changed it meanwhile, and that is a change as any other.
    if (stat && stat->inode == row->seen.inode && stat->mode == (row->seen.mode | kOpen)) {
        if (auto set = (*place)->setEntryAttributes(row->diskName, modeOnly(row->seen.mode)); !set) {
            qCInfo(logSync, "'%s' stays writable for now: %s", printable(row->diskName).c_str(),
                   set.error().context.c_str());
            return false;
        }
        stat = (*place)->statEntry(row->diskName);
        if (stat && stat->inode == closed.seen.inode && stat->mode == closed.seen.mode)
            closed.seen = seenOf(*stat);
    } else if (stat) {
        m_replica.toLookAt.insert({row->diskParent, row->diskName});
    }
    auto put = m_replica.index->putDir(std::move(closed));
    return put ? Result<bool>(true) : fail(put.error());
}

Result<void> OpenedParents::restore()
{
    if (m_opened.empty())
        return {};
    auto transaction = store::Transaction::begin(m_replica.index->rows());
    if (!transaction)
        return fail(transaction.error());
    std::set<DirNo> stillOpen;
    for (const DirNo dir : m_opened) {
        auto closed = close(dir);
        if (!closed)
            return fail(closed.error());
        if (!*closed)
            stillOpen.insert(dir);
    }
    m_opened = std::move(stillOpen);
    return transaction->commit();
}

Result<void> OpenedParents::recover()
{
    if (m_replica.index->rows().counts().pendingDirs == 0)
        return {};
    auto rows = m_replica.index->rows().allDirs();
    if (!rows)
        return fail(rows.error());
    for (const DirRow& row : *rows) {
        if (row.flags & store::Pending)
            m_opened.insert(row.no);
    }
    return restore();
}

} // namespace shoal::engine
