// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/index.h"

namespace shoal::store {

// What an open index is made of. Invariants: `counts` equals the totals over the rows as this connection sees them;
// `markedWhole` says whether the committed file carries the mark.
struct Index::State
{
    std::unique_ptr<Database> database;
    Counts counts;
    Counts countsAtBegin;
    DirNo highestDir = 0;
    bool markedWhole = false;
    bool openedWhole = false; // as it was when it was opened
    bool inTransaction = false;
    std::optional<Error> failedWrite; // first one in the open transaction

    Result<void> readTotals(bool empty);
    Result<void> readHighestDir();
    // Whether the open transaction can take a write.
    Result<void> writable() const;
    // Remembers a failure, so that the transaction cannot be committed, and hands it on.
    template <class T> Result<T> noted(Result<T> result)
    {
        if (!result && inTransaction && !failedWrite)
            failedWrite = result.error();
        return result;
    }
    // Runs a write that needs no answer.
    Result<void> write(Cursor cursor);
    Error misuse(ByteView reason) const;

private:
    Result<void> readMark();
    Result<void> recount();
};

} // namespace shoal::store
