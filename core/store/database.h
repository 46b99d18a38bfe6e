// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/cursor.h"
#include "core/store/sql.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <array>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace shoal::store {

// A connection to one SQLite file and its kept statements. Not thread-safe. Every error names the file.
class Database
{
public:
    // Opens or creates the file, readable by its owner only, and settles the connection; looks at no content yet.
    static Result<std::unique_ptr<Database>> open(const Bytes& path, const char* vfs);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Result<void> execute(const char* sql);
    // First column of the first row.
    Result<int64_t> integer(const char* sql);
    Result<Bytes> text(const char* sql);

    // Prepares all of Query. Corrupt when the tables are not the ones expected.
    Result<void> prepareAll();
    Cursor use(Query query);

    // False inside a transaction; true also when SQLite has ended a transaction by itself after an error.
    bool autocommit() const;
    Result<void> checkpoint();

    // Whether any call has met damage.
    bool sawDamage() const { return m_sawDamage; }
    // The Error for an SQLite result code.
    Error failure(int code);
    Error damaged(ByteView reason);
    // "The index <path>": how errors begin.
    Bytes subject() const;

private:
    explicit Database(Bytes path) : m_path(std::move(path)) {}

    Bytes m_path;
    sqlite3* m_connection = nullptr;
    std::array<sqlite3_stmt*, kQueries> m_statements{};
    bool m_sawDamage = false;
};

} // namespace shoal::store
