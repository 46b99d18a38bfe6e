// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/happenings.h"

#include "core/sync/conflict_name.h"

namespace shoal::engine {

using Kind = HistoryEvent::Kind;

namespace {

void note(Replica& replica, Kind kind, const Bytes& path, uint64_t size, Bytes peer = {}, Bytes from = {})
{
    replica.happened.push_back({kind, replica.nowNs() / 1'000'000, path, std::move(from), std::move(peer), size});
}

uint64_t positive(int64_t size)
{
    return size > 0 ? static_cast<uint64_t>(size) : 0;
}

// Where a moved file was; empty = it was not moved, or nobody knows that place here.
Bytes originPath(const Replica& replica, const model::Record& record)
{
    if (!record.origin)
        return {};
    const auto no = replica.index->findNumber(record.origin->first);
    return no && replica.index->diskPath(*no) ? replica.diskPath(*no, record.origin->second) : Bytes();
}

} // namespace

void noteLocal(Replica& replica, DirNo dir, const Bytes& diskName, const model::Record& record, bool fresh)
{
    if (replica.joining)
        return;
    const Bytes from = fresh ? originPath(replica, record) : Bytes();
    const Kind kind = !from.empty() ? Kind::Moved : fresh ? Kind::Added : Kind::Changed;
    note(replica, kind, replica.diskPath(dir, diskName), record.size, {}, from);
}

void noteLocalDeletion(Replica& replica, const Bytes& path, uint64_t size)
{
    note(replica, Kind::Deleted, path, size);
}

void noteLocalMove(Replica& replica, const Bytes& from, const Bytes& path)
{
    note(replica, Kind::Moved, path, 0, {}, from);
}

void noteApplied(Replica& replica, AppliedChange change, const Bytes& path, const model::Record& record, int64_t before)
{
    const Bytes peer = replica.devices.nameOf(record.author);
    if (change == AppliedChange::Removed) {
        note(replica, Kind::Deleted, path, positive(before), peer);
        return;
    }
    if (change != AppliedChange::Created) {
        note(replica, Kind::Changed, path, record.size, peer);
        return;
    }
    const Bytes from = originPath(replica, record);
    const Kind kind = sync::parseConflictName(record.name) ? Kind::Conflict : from.empty() ? Kind::Added : Kind::Moved;
    note(replica, kind, path, record.size, peer, kind == Kind::Moved ? from : Bytes());
}

void noteArchived(Replica& replica, const Bytes& path, int64_t size)
{
    note(replica, Kind::Archived, path, positive(size));
}

void noteRestored(Replica& replica, const Bytes& path, int64_t size)
{
    note(replica, Kind::Restored, path, positive(size));
}

} // namespace shoal::engine
