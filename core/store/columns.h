// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/rows.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace shoal::store {

// Rows to and from the columns of sql.cpp, in their order.

void putFileColumns(Cursor& cursor, const FileRow& row);
void putDirColumns(Cursor& cursor, const DirRow& row);

// The row the cursor is on. Corrupt when it holds what was never written.
Result<FileRow> takeFileRow(Cursor& cursor);
Result<DirRow> takeDirRow(Cursor& cursor);
Result<RecordRef> takeRecordRef(Cursor& cursor);
Result<ShownFile> takeShownFile(Cursor& cursor);

// keyHash as a column, and back: with the top bit flipped, signed order is the order of the unsigned hashes.
inline int64_t keyColumn(uint64_t keyHash)
{
    return static_cast<int64_t>(keyHash ^ (uint64_t(1) << 63));
}
inline uint64_t keyFromColumn(int64_t column)
{
    return static_cast<uint64_t>(column) ^ (uint64_t(1) << 63);
}

// A limit as a column: SQL counts in signed numbers.
inline int64_t limitColumn(size_t limit)
{
    return static_cast<int64_t>(std::min<uint64_t>(limit, std::numeric_limits<int64_t>::max()));
}

// All rows that are left, each read by `take`.
template <class Row> Result<std::vector<Row>> takeAll(Cursor& cursor, Result<Row> (*take)(Cursor&))
{
    std::vector<Row> rows;
    for (;;) {
        auto more = cursor.next();
        if (!more)
            return fail(std::move(more.error()));
        if (!*more)
            return rows;
        auto row = take(cursor);
        if (!row)
            return fail(std::move(row.error()));
        rows.push_back(std::move(*row));
    }
}

} // namespace shoal::store
