// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "shared/base/log.h"

#include <cerrno>
#include <cstdlib>
#include <sqlite3.h>
#include <sys/stat.h>

namespace shoal::store {

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;

ErrorCode codeOfSystem(int errnoValue, ErrorCode otherwise)
{
    if (errnoValue == 0)
        return otherwise;
    const ErrorCode code = systemError(errnoValue, {}).code;
    return code == ErrorCode::Unsupported ? otherwise : code;
}

ErrorCode codeOf(int sqliteCode, int errnoValue)
{
    if (sqliteCode == SQLITE_IOERR_CORRUPTFS)
        return ErrorCode::Corrupt;
    switch (sqliteCode & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return ErrorCode::Corrupt;
    case SQLITE_FULL:
        return ErrorCode::NoSpace;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Busy;
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorCode::PermissionDenied;
    case SQLITE_CONSTRAINT:
        return ErrorCode::AlreadyExists;
    case SQLITE_TOOBIG:
    case SQLITE_RANGE:
    case SQLITE_MISUSE:
        return ErrorCode::InvalidArgument;
    default:
        return codeOfSystem(errnoValue, ErrorCode::Io);
    }
}

// SQLite would create the file readable by all. mknod creates it empty with the right mode in one step, whatever
// the umask allows beyond; the log takes over the mode of the main file.
Result<void> makePrivate(const Bytes& path, const Bytes& subject)
{
    if (mknod(path.c_str(), S_IFREG | kOwnerOnly, 0) == 0)
        return {};
    if (errno != EEXIST)
        return fail(systemError(errno, subject + " cannot be created"));
    struct stat now
    {};
    if (stat(path.c_str(), &now) != 0)
        return fail(systemError(errno, subject + " cannot be read"));
    if ((now.st_mode & ACCESSPERMS) != kOwnerOnly && chmod(path.c_str(), kOwnerOnly) != 0)
        qCWarning(logStore, "%s: its permissions cannot be limited to its owner", subject.c_str());
    return {};
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const Bytes& path, const char* vfs)
{
    std::unique_ptr<Database> database(new Database(path));
    if (path.empty() || path.find('\0') != Bytes::npos)
        return fail(ErrorCode::InvalidArgument, database->subject() + " cannot be opened: this is no file name.");
    if (vfs && !sqlite3_vfs_find(vfs))
        return fail(ErrorCode::InvalidArgument, database->subject() + " cannot be opened: no such VFS is registered.");
    // A VFS that was passed in owns its files.
    if (!vfs) {
        if (auto made = makePrivate(path, database->subject()); !made)
            return fail(std::move(made.error()));
    }
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (const int code = sqlite3_open_v2(path.c_str(), &database->m_connection, flags, vfs); code != SQLITE_OK)
        return fail(database->failure(code));
    if (auto done = database->execute(kConnectSql); !done)
        return fail(std::move(done.error()));
    return database;
}

Database::~Database()
{
    for (sqlite3_stmt* statement : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close(m_connection);
}

Result<void> Database::execute(const char* sql)
{
    if (const int code = sqlite3_exec(m_connection, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        return fail(failure(code));
    return {};
}

Result<Bytes> Database::text(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(m_connection, sql, -1, &statement, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    Result<Bytes> result = Bytes();
    if (code == SQLITE_ROW) {
        if (const auto* value = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)))
            result = Bytes(value);
    } else if (code != SQLITE_DONE) {
        result = fail(failure(code));
    }
    sqlite3_finalize(statement);
    return result;
}

Result<int64_t> Database::integer(const char* sql)
{
    return text(sql).map([](const Bytes& value) { return std::strtoll(value.c_str(), nullptr, 10); });
}

Result<void> Database::prepareAll()
{
    for (size_t i = 0; i < kQueries; ++i) {
        const char* sql = sqlOf(static_cast<Query>(i));
        const int code =
            sqlite3_prepare_v3(m_connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statements[i], nullptr);
        if (code == SQLITE_ERROR)
            return fail(damaged(sqlite3_errmsg(m_connection)));
        if (code != SQLITE_OK)
            return fail(failure(code));
    }
    return {};
}

Cursor Database::use(Query query)
{
    return Cursor(*this, m_statements[static_cast<size_t>(query)]);
}

bool Database::autocommit() const
{
    return sqlite3_get_autocommit(m_connection) != 0;
}

Result<void> Database::checkpoint()
{
    const int code = sqlite3_wal_checkpoint_v2(m_connection, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code != SQLITE_OK)
        return fail(failure(code));
    return {};
}

Error Database::failure(int code)
{
    const int errnoValue = m_connection ? sqlite3_system_errno(m_connection) : 0;
    const ErrorCode kind = codeOf(code, errnoValue);
    const Bytes reason = m_connection ? sqlite3_errmsg(m_connection) : sqlite3_errstr(code);
    if (kind == ErrorCode::Corrupt)
        return damaged(reason);
    if (kind == ErrorCode::Busy)
        return Error{kind, subject() + " is in use by another process; only one may have it open."};
    Bytes text = subject() + " cannot be read or written: " + reason;
    if (kind == codeOfSystem(errnoValue, ErrorCode::Closed))
        text = systemError(errnoValue, std::move(text)).context;
    return Error{kind, text + '.'};
}

Error Database::damaged(ByteView reason)
{
    m_sawDamage = true;
    return Error{ErrorCode::Corrupt, subject() + " is damaged: " + printable(reason) + '.'};
}

Bytes Database::subject() const
{
    return "The index " + printable(m_path);
}

} // namespace shoal::store
