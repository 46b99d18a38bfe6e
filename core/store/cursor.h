// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <concepts>
#include <cstdint>
#include <limits>

struct sqlite3_stmt;

namespace shoal::store {

class Database;

// One use of a kept statement: put() its values in order, then next() until false, or run(). Borrows the statement
// until it is destroyed; one use of a query at a time. Views put in must live until then; views taken out live
// until the next next().
class Cursor
{
public:
    Cursor(Database& database, sqlite3_stmt* statement) : m_database(&database), m_statement(statement) {}
    ~Cursor();
    Cursor(Cursor&& other) noexcept;
    Cursor& operator=(Cursor&&) = delete;

    Cursor& put(std::integral auto value) { return putInteger(static_cast<int64_t>(value)); }
    Cursor& put(ByteView blob);
    Cursor& putNull();
    // NULL for the zero hash.
    Cursor& putHash(const Hash& hash);

    // Moves to the next row; false after the last.
    Result<bool> next();
    // For a statement whose rows, if any, do not matter.
    Result<void> run();

    // The columns of the row, left to right. A value that does not fit what is asked for makes valid() false.
    template <std::integral T> T take();
    ByteView takeBlob();
    // Zero for NULL.
    Hash takeHash();
    DirId takeDirId();
    // For a value that fits its type but not its meaning.
    void refuse() { m_valid = false; }
    // Corrupt if a value taken since the last next() did not fit or was refused.
    Result<void> valid() const;

private:
    Cursor& bound(int code);
    Cursor& putInteger(int64_t value);
    int64_t takeInteger();

    Database* m_database;
    sqlite3_stmt* m_statement;
    int m_bound = 0;
    int m_bindCode = 0; // first failure, reported by next()
    int m_column = 0;
    bool m_valid = true;
};

template <std::integral T> T Cursor::take()
{
    const int64_t value = takeInteger();
    // Unsigned 64-bit values use all 64 bits and come back as they went in.
    if constexpr (sizeof(T) < sizeof(int64_t)) {
        if (value < static_cast<int64_t>(std::numeric_limits<T>::min()) ||
            value > static_cast<int64_t>(std::numeric_limits<T>::max()))
            m_valid = false;
    }
    return static_cast<T>(value);
}

} // namespace shoal::store
