// SPDX-License-Identifier: GPL-3.0-or-later
// Which names are hard links of one file.
#include "core/store/columns.h"
#include "core/store/index.h"
#include "core/store/index_state.h"

namespace shoal::store {

Result<std::vector<FileRow>> Index::filesWithContent(const Hash& content, uint64_t inode, size_t limit)
{
    Cursor cursor = m_state->database->use(Query::FilesWithContentAndInode);
    cursor.putHash(content).put(inode).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<std::vector<FileRow>> Index::filesOfInode(uint64_t inode, size_t limit)
{
    Cursor cursor = m_state->database->use(Query::FilesOfInode);
    cursor.put(inode).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<void> Index::putLink(DirNo dir, ByteView name, uint64_t group, uint64_t inode)
{
    Cursor cursor = m_state->database->use(Query::PutLink);
    cursor.put(dir).put(name).put(group).put(inode);
    return m_state->write(std::move(cursor));
}

Result<void> Index::removeLink(DirNo dir, ByteView name)
{
    Cursor cursor = m_state->database->use(Query::RemoveLink);
    cursor.put(dir).put(name);
    return m_state->write(std::move(cursor));
}

Result<std::vector<FileRow>> Index::linksOfGroup(uint64_t group, const Hash& content, size_t limit)
{
    Cursor cursor = m_state->database->use(Query::LinksOfGroup);
    cursor.put(group).put(limitColumn(limit)).putHash(content);
    return takeAll<FileRow>(cursor, takeFileRow);
}

Result<std::vector<FileRow>> Index::linksOfInode(uint64_t inode, size_t limit)
{
    Cursor cursor = m_state->database->use(Query::LinksOfInode);
    cursor.put(inode).put(limitColumn(limit));
    return takeAll<FileRow>(cursor, takeFileRow);
}

} // namespace shoal::store
