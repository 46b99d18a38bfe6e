// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cursor.h"

#include "core/store/database.h"

#include <sqlite3.h>
#include <utility>

namespace shoal::store {

Cursor::~Cursor()
{
    if (m_statement)
        sqlite3_reset(m_statement);
}

Cursor::Cursor(Cursor&& other) noexcept
    : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr)), m_bound(other.m_bound),
      m_bindCode(other.m_bindCode), m_column(other.m_column), m_valid(other.m_valid)
{}

Cursor& Cursor::bound(int code)
{
    if (m_bindCode == 0)
        m_bindCode = code;
    return *this;
}

Cursor& Cursor::putInteger(int64_t value)
{
    return bound(sqlite3_bind_int64(m_statement, ++m_bound, value));
}

Cursor& Cursor::put(ByteView blob)
{
    // A null pointer would bind NULL.
    const char* data = blob.empty() ? "" : blob.data();
    return bound(sqlite3_bind_blob64(m_statement, ++m_bound, data, blob.size(), SQLITE_STATIC));
}

Cursor& Cursor::putNull()
{
    return bound(sqlite3_bind_null(m_statement, ++m_bound));
}

Cursor& Cursor::putHash(const Hash& hash)
{
    return hash.isZero() ? putNull() : put(hash.view());
}

Result<bool> Cursor::next()
{
    if (m_bindCode != SQLITE_OK)
        return fail(m_database->failure(m_bindCode));
    m_column = 0;
    m_valid = true;
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return fail(m_database->failure(code));
}

Result<void> Cursor::run()
{
    auto more = next();
    if (!more)
        return fail(std::move(more.error()));
    return {};
}

int64_t Cursor::takeInteger()
{
    return sqlite3_column_int64(m_statement, m_column++);
}

ByteView Cursor::takeBlob()
{
    const int column = m_column++;
    const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    const int size = sqlite3_column_bytes(m_statement, column);
    return data ? ByteView(data, static_cast<size_t>(size)) : ByteView();
}

Hash Cursor::takeHash()
{
    const ByteView bytes = takeBlob();
    bool fits = true;
    const Hash hash = bytes.empty() ? Hash{} : Hash::from(bytes, &fits);
    m_valid = m_valid && fits;
    return hash;
}

DirId Cursor::takeDirId()
{
    bool fits = false;
    const DirId id = DirId::from(takeBlob(), &fits);
    m_valid = m_valid && fits;
    return id;
}

Result<void> Cursor::valid() const
{
    if (m_valid)
        return {};
    return fail(m_database->damaged("a row holds a value that cannot be"));
}

} // namespace shoal::store
