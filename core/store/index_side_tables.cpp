// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept beside the rows: named values, apply groups, chunk lists, proofs.
#include "core/store/index.h"
#include "core/store/index_state.h"

namespace shoal::store {

namespace {

Result<std::optional<Bytes>> oneBlob(Cursor& cursor)
{
    const auto row = cursor.next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    return Bytes(cursor.takeBlob());
}

Result<std::vector<Hash>> unusedChunkLists(Database& database)
{
    std::vector<Hash> contents;
    Cursor cursor = database.use(Query::UnusedChunkLists);
    auto more = cursor.next();
    for (; more && *more; more = cursor.next()) {
        contents.push_back(cursor.takeHash());
        if (auto valid = cursor.valid(); !valid)
            return fail(std::move(valid.error()));
    }
    if (!more)
        return fail(more.error());
    return contents;
}

} // namespace

Result<std::optional<Bytes>> Index::meta(ByteView key)
{
    Cursor cursor = m_state->database->use(Query::GetMeta);
    cursor.put(key);
    return oneBlob(cursor);
}

Result<void> Index::setMeta(ByteView key, ByteView value)
{
    Cursor cursor = m_state->database->use(Query::SetMeta);
    cursor.put(key).put(value);
    return m_state->write(std::move(cursor));
}

// `write` in a transaction of its own, on the disk when this returns.
template <class Write> Result<void> Index::durably(Write write)
{
    if (m_state->inTransaction)
        return fail(m_state->misuse("a durable write has a transaction of its own"));
    if (auto durable = m_state->database->execute(kDurableSql); !durable)
        return durable;
    auto done = [&]() -> Result<void> {
        auto transaction = Transaction::begin(*this);
        if (!transaction)
            return fail(std::move(transaction.error()));
        if (auto written = write(); !written)
            return written;
        return transaction->commit();
    }();
    auto relaxed = m_state->database->execute(kRelaxedSql);
    return done ? relaxed : done;
}

Result<void> Index::setMetaDurably(ByteView key, ByteView value)
{
    return durably([&] { return setMeta(key, value); });
}

Result<void> Index::putGroupDurably(uint64_t id, ByteView intent)
{
    return durably([&] { return putGroup(id, intent); });
}

Result<void> Index::putGroup(uint64_t id, ByteView intent)
{
    Cursor cursor = m_state->database->use(Query::PutGroup);
    cursor.put(id).put(intent);
    return m_state->write(std::move(cursor));
}

Result<std::vector<std::pair<uint64_t, Bytes>>> Index::groups()
{
    std::vector<std::pair<uint64_t, Bytes>> all;
    Cursor cursor = m_state->database->use(Query::Groups);
    auto more = cursor.next();
    for (; more && *more; more = cursor.next()) {
        const auto id = cursor.take<uint64_t>();
        all.emplace_back(id, cursor.takeBlob());
    }
    if (!more)
        return fail(more.error());
    return all;
}

Result<void> Index::removeGroup(uint64_t id)
{
    Cursor cursor = m_state->database->use(Query::RemoveGroup);
    cursor.put(id);
    return m_state->write(std::move(cursor));
}

Result<void> Index::putChunkList(const Hash& content, ByteView list)
{
    Cursor cursor = m_state->database->use(Query::PutChunkList);
    cursor.put(content.view()).put(list);
    return m_state->write(std::move(cursor));
}

Result<std::optional<Bytes>> Index::chunkList(const Hash& content)
{
    Cursor cursor = m_state->database->use(Query::GetChunkList);
    cursor.put(content.view());
    return oneBlob(cursor);
}

Result<uint64_t> Index::pruneChunkLists(const std::function<bool(const Hash& content)>& keep)
{
    if (auto ready = m_state->writable(); !ready)
        return fail(std::move(ready.error()));
    const auto unused = unusedChunkLists(*m_state->database);
    if (!unused)
        return m_state->noted<uint64_t>(fail(unused.error()));
    uint64_t removed = 0;
    for (const Hash& content : *unused) {
        if (keep && keep(content))
            continue;
        Cursor cursor = m_state->database->use(Query::RemoveChunkList);
        cursor.put(content.view());
        if (auto done = m_state->write(std::move(cursor)); !done)
            return fail(std::move(done.error()));
        ++removed;
    }
    return removed;
}

Result<int64_t> Index::putBatch(ByteView proof)
{
    if (auto ready = m_state->writable(); !ready)
        return fail(std::move(ready.error()));
    Cursor cursor = m_state->database->use(Query::PutBatch);
    cursor.put(proof);
    const auto row = cursor.next();
    if (!row)
        return m_state->noted<int64_t>(fail(row.error()));
    const auto id = cursor.take<int64_t>();
    // The statement is over only when it has said so.
    if (const auto end = cursor.next(); !end)
        return m_state->noted<int64_t>(fail(end.error()));
    return id;
}

Result<std::optional<Bytes>> Index::batch(int64_t id)
{
    Cursor cursor = m_state->database->use(Query::GetBatch);
    cursor.put(id);
    return oneBlob(cursor);
}

Result<void> Index::pruneBatches()
{
    return m_state->write(m_state->database->use(Query::PruneBatches));
}

} // namespace shoal::store
