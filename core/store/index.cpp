// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index.h"

#include "core/store/index_state.h"
#include "core/store/schema.h"
#include "core/store/totals.h"

namespace shoal::store {

Result<void> Index::State::readMark()
{
    Cursor mark = database->use(Query::GetWholeMark);
    const auto row = mark.next();
    if (!row)
        return fail(row.error());
    markedWhole = openedWhole = *row;
    if (!markedWhole)
        return {};
    counts.files = mark.take<uint64_t>();
    counts.dirs = mark.take<uint64_t>();
    counts.bytes = mark.take<uint64_t>();
    counts.pendingFiles = mark.take<uint64_t>();
    counts.pendingBytes = mark.take<uint64_t>();
    counts.pendingDirs = mark.take<uint64_t>();
    return {};
}

// In C++, because SQL's sum() fails where a peer's sizes overflow it.
Result<void> Index::State::recount()
{
    counts = {};
    Cursor files = database->use(Query::FileWeights);
    auto more = files.next();
    for (; more && *more; more = files.next()) {
        const bool live = files.take<bool>();
        const auto size = files.take<int64_t>();
        const auto flags = files.take<uint32_t>();
        counts += weightOfFile(live, size, flags, files.take<bool>());
    }
    if (!more)
        return fail(more.error());
    Cursor dirs = database->use(Query::DirWeights);
    for (more = dirs.next(); more && *more; more = dirs.next()) {
        const bool live = dirs.take<bool>();
        counts += weightOfDir(live, dirs.take<uint32_t>());
    }
    if (!more)
        return fail(more.error());
    return {};
}

Result<void> Index::State::readTotals(bool empty)
{
    if (empty)
        return {};
    if (auto done = readMark(); !done || markedWhole)
        return done;
    if (auto done = checkWhole(*database); !done)
        return done;
    return recount();
}

Result<void> Index::State::readHighestDir()
{
    Cursor cursor = database->use(Query::HighestDir);
    const auto row = cursor.next();
    if (!row)
        return fail(row.error());
    highestDir = cursor.take<DirNo>();
    return {};
}

Result<void> Index::State::writable() const
{
    if (!inTransaction)
        return fail(misuse("a write needs an open transaction"));
    if (failedWrite)
        return fail(*failedWrite);
    // Some failures, of reads too, make SQLite roll back by itself; later writes must not become commits of their own.
    if (database->autocommit())
        return fail(ErrorCode::Io, database->subject() + " has rolled its transaction back after an error.");
    return {};
}

Result<void> Index::State::write(Cursor cursor)
{
    if (auto ready = writable(); !ready)
        return ready;
    return noted(cursor.run());
}

Error Index::State::misuse(ByteView reason) const
{
    return Error{ErrorCode::InvalidArgument, database->subject() + ": " + Bytes(reason) + '.'};
}

Index::Index(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Index::~Index()
{
    rollback();
}

Result<std::unique_ptr<Index>> Index::open(const Bytes& path, const char* vfs)
{
    auto state = std::make_unique<State>();
    auto database = Database::open(path, vfs);
    if (!database)
        return fail(std::move(database.error()));
    state->database = std::move(*database);
    const auto empty = prepareSchema(*state->database);
    if (!empty)
        return fail(empty.error());
    if (auto done = state->database->prepareAll(); !done)
        return fail(std::move(done.error()));
    if (auto done = state->readTotals(*empty); !done)
        return fail(std::move(done.error()));
    if (auto done = state->readHighestDir(); !done)
        return fail(std::move(done.error()));
    return std::unique_ptr<Index>(new Index(std::move(state)));
}

Result<void> Index::begin()
{
    if (m_state->inTransaction)
        return fail(m_state->misuse("a transaction is open already"));
    if (auto begun = m_state->database->use(Query::Begin).run(); !begun)
        return begun;
    m_state->inTransaction = true;
    m_state->failedWrite.reset();
    m_state->countsAtBegin = m_state->counts;
    if (!m_state->markedWhole)
        return {};
    auto unmarked = m_state->write(m_state->database->use(Query::RemoveWholeMark));
    if (!unmarked)
        rollback();
    return unmarked;
}

Result<void> Index::commit()
{
    if (!m_state->inTransaction)
        return fail(m_state->misuse("there is no transaction to commit"));
    auto done = m_state->writable();
    if (done)
        done = m_state->database->use(Query::Commit).run();
    if (!done) {
        rollback();
        return done;
    }
    m_state->inTransaction = false;
    m_state->markedWhole = false;
    return {};
}

void Index::rollback()
{
    if (!m_state->inTransaction)
        return;
    m_state->inTransaction = false;
    m_state->counts = m_state->countsAtBegin;
    // Should this fail too, SQLite has nothing left to undo, or closing the connection undoes it.
    if (!m_state->database->autocommit())
        static_cast<void>(m_state->database->use(Query::Rollback).run());
}

bool Index::inTransaction() const
{
    return m_state->inTransaction;
}

Counts Index::counts() const
{
    return m_state->counts;
}

Result<void> Index::checkpoint()
{
    if (m_state->inTransaction)
        return fail(m_state->misuse("a checkpoint needs the transaction to be over"));
    if (m_state->database->sawDamage())
        return fail(m_state->database->damaged("it is not marked as whole"));
    if (!m_state->markedWhole) {
        auto transaction = Transaction::begin(*this);
        if (!transaction)
            return fail(std::move(transaction.error()));
        Cursor mark = m_state->database->use(Query::PutWholeMark);
        const Counts& totals = m_state->counts;
        mark.put(totals.files).put(totals.dirs).put(totals.bytes);
        mark.put(totals.pendingFiles).put(totals.pendingBytes).put(totals.pendingDirs);
        if (auto marked = m_state->write(std::move(mark)); !marked)
            return marked;
        if (auto done = transaction->commit(); !done)
            return done;
        m_state->markedWhole = true;
    }
    return m_state->database->checkpoint();
}

Result<Transaction> Transaction::begin(Index& index)
{
    if (auto begun = index.begin(); !begun)
        return fail(std::move(begun.error()));
    return Transaction(index);
}

Transaction::~Transaction()
{
    if (m_index)
        m_index->rollback();
}

Result<void> Transaction::commit()
{
    Index* const index = std::exchange(m_index, nullptr);
    if (!index)
        return fail(ErrorCode::InvalidArgument, "The transaction of the index is over already.");
    return index->commit();
}

} // namespace shoal::store
