// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include "shared/base/log.h"

namespace shoal::store {

namespace {

struct FileHeader
{
    int64_t applicationId = 0;
    int64_t version = 0;
    int64_t objects = 0;
};

Result<FileHeader> readHeader(Database& database)
{
    const auto applicationId = database.integer("PRAGMA application_id");
    if (!applicationId)
        return fail(applicationId.error());
    const auto version = database.integer("PRAGMA user_version");
    if (!version)
        return fail(version.error());
    const auto objects = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!objects)
        return fail(objects.error());
    return FileHeader{*applicationId, *version, *objects};
}

Result<void> useLog(Database& database)
{
    const auto mode = database.text("PRAGMA journal_mode = WAL");
    if (!mode)
        return fail(mode.error());
    if (*mode != "wal")
        return fail(ErrorCode::Unsupported,
                    database.subject() + " cannot have a write-ahead log here; storage_path must be a local folder.");
    return {};
}

Result<void> migrate(Database& database, int from)
{
    Bytes script = "BEGIN IMMEDIATE;";
    for (int version = from; version < kSchemaVersion; ++version)
        script += migrationSql(version);
    script += "PRAGMA application_id = " + std::to_string(kApplicationId) + ';';
    script += "PRAGMA user_version = " + std::to_string(kSchemaVersion) + ";COMMIT;";
    auto done = database.execute(script.c_str());
    if (!done && !database.autocommit())
        static_cast<void>(database.execute("ROLLBACK"));
    return done;
}

} // namespace

Result<bool> prepareSchema(Database& database)
{
    const auto header = readHeader(database);
    if (!header)
        return fail(header.error());
    const bool empty = header->applicationId == 0 && header->version == 0 && header->objects == 0;
    if (!empty && (header->applicationId != kApplicationId || header->version < 1))
        return fail(database.damaged("it is a database, but not an index of Shoal"));
    if (header->version > kSchemaVersion)
        return fail(ErrorCode::Unsupported, database.subject() + " has version " + std::to_string(header->version) +
                                                ", written by a newer Shoal; this one reads versions up to " +
                                                std::to_string(kSchemaVersion) + ". Install the newer version again.");
    if (auto done = useLog(database); !done)
        return fail(std::move(done.error()));
    if (header->version < kSchemaVersion) {
        if (auto done = migrate(database, static_cast<int>(header->version)); !done)
            return fail(std::move(done.error()));
    }
    if (auto done = database.execute(kTuneSql); !done)
        return fail(std::move(done.error()));
    return empty;
}

Result<void> checkWhole(Database& database)
{
    qCInfo(logStore, "%s was not closed cleanly; checking it", database.subject().c_str());
    const auto verdict = database.text("PRAGMA quick_check(1)");
    if (!verdict)
        return fail(verdict.error());
    if (*verdict != "ok")
        return fail(database.damaged(*verdict));
    return {};
}

} // namespace shoal::store
