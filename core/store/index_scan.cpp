// SPDX-License-Identifier: GPL-3.0-or-later
// What the start of a share reads of every file: narrow rows, since there are very many.
#include "core/store/columns.h"
#include "core/store/index.h"
#include "core/store/index_state.h"

namespace shoal::store {

Result<void> Index::forEachFile(const FileVisitor& visit)
{
    Cursor cursor = m_state->database->use(Query::EveryFileView);
    auto more = cursor.next();
    for (; more && *more; more = cursor.next()) {
        FileView file;
        file.dir = cursor.take<DirNo>();
        file.name = cursor.takeBlob();
        file.live = cursor.take<bool>();
        file.flags = cursor.take<uint32_t>();
        file.keyHash = keyFromColumn(cursor.take<int64_t>());
        file.record = cursor.takeBlob();
        if (auto valid = cursor.valid(); !valid)
            return valid;
        visit(file);
    }
    if (!more)
        return fail(more.error());
    return {};
}

Result<std::vector<ShownFile>> Index::shownFilesOf(DirNo dir)
{
    Cursor cursor = m_state->database->use(Query::ShownFilesOf);
    cursor.put(dir);
    return takeAll<ShownFile>(cursor, takeShownFile);
}

bool Index::wasWhole() const
{
    return m_state->openedWhole;
}

} // namespace shoal::store
