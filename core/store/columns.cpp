// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/columns.h"

namespace shoal::store {

namespace {

void putSeen(Cursor& cursor, const Seen& seen)
{
    cursor.put(seen.inode).put(seen.size).put(seen.mtimeNs).put(seen.ctimeNs);
    cursor.put(seen.mode).put(seen.uid).put(seen.gid);
}

Seen takeSeen(Cursor& cursor)
{
    Seen seen;
    seen.inode = cursor.take<uint64_t>();
    seen.size = cursor.take<int64_t>();
    seen.mtimeNs = cursor.take<int64_t>();
    seen.ctimeNs = cursor.take<int64_t>();
    seen.mode = cursor.take<uint32_t>();
    seen.uid = cursor.take<uint32_t>();
    seen.gid = cursor.take<uint32_t>();
    return seen;
}

void putHereRecord(Cursor& cursor, HereKind here, const Bytes& record)
{
    if (here == HereKind::Other)
        cursor.put(record);
    else
        cursor.putNull();
}

// The enumerator, or Nothing and false in `known`.
HereKind hereOf(uint8_t value, bool& known)
{
    known = value <= static_cast<uint8_t>(HereKind::Other);
    return known ? static_cast<HereKind>(value) : HereKind::Nothing;
}

template <class Row> Result<Row> checked(Cursor& cursor, Row row, bool known)
{
    if (!known)
        cursor.refuse();
    if (auto valid = cursor.valid(); !valid)
        return fail(std::move(valid.error()));
    return row;
}

} // namespace

void putFileColumns(Cursor& cursor, const FileRow& row)
{
    cursor.put(row.dir).put(row.name).put(row.live).put(row.size).put(row.flags);
    cursor.put(static_cast<uint8_t>(row.here)).put(keyColumn(row.keyHash));
    cursor.putHash(row.content).putHash(row.wanted);
    putSeen(cursor, row.seen);
    if (row.diskName.empty() || row.diskName == row.name)
        cursor.putNull();
    else
        cursor.put(row.diskName);
    putHereRecord(cursor, row.here, row.hereRecord);
    cursor.put(row.record).put(row.batch);
}

void putDirColumns(Cursor& cursor, const DirRow& row)
{
    cursor.put(row.no).put(row.id.view()).put(row.live).put(row.flags);
    cursor.put(static_cast<uint8_t>(row.here)).put(keyColumn(row.keyHash));
    cursor.put(row.diskParent).put(row.diskName);
    putSeen(cursor, row.seen);
    cursor.put(row.birthNs).put(row.fsId);
    putHereRecord(cursor, row.here, row.hereRecord);
    cursor.put(row.record).put(row.batch);
}

Result<FileRow> takeFileRow(Cursor& cursor)
{
    FileRow row;
    bool known = false;
    row.dir = cursor.take<DirNo>();
    row.name = cursor.takeBlob();
    row.live = cursor.take<bool>();
    row.size = cursor.take<int64_t>();
    row.flags = cursor.take<uint32_t>();
    row.here = hereOf(cursor.take<uint8_t>(), known);
    row.keyHash = keyFromColumn(cursor.take<int64_t>());
    row.content = cursor.takeHash();
    row.wanted = cursor.takeHash();
    row.seen = takeSeen(cursor);
    row.diskName = cursor.takeBlob();
    row.hereRecord = cursor.takeBlob();
    row.record = cursor.takeBlob();
    row.batch = cursor.take<int64_t>();
    return checked(cursor, std::move(row), known);
}

Result<DirRow> takeDirRow(Cursor& cursor)
{
    DirRow row;
    bool known = false;
    row.no = cursor.take<DirNo>();
    row.id = cursor.takeDirId();
    row.live = cursor.take<bool>();
    row.flags = cursor.take<uint32_t>();
    row.here = hereOf(cursor.take<uint8_t>(), known);
    row.keyHash = keyFromColumn(cursor.take<int64_t>());
    row.diskParent = cursor.take<DirNo>();
    row.diskName = cursor.takeBlob();
    row.seen = takeSeen(cursor);
    row.birthNs = cursor.take<int64_t>();
    row.fsId = cursor.take<uint64_t>();
    row.hereRecord = cursor.takeBlob();
    row.record = cursor.takeBlob();
    row.batch = cursor.take<int64_t>();
    return checked(cursor, std::move(row), known);
}

Result<ShownFile> takeShownFile(Cursor& cursor)
{
    ShownFile file;
    file.flags = cursor.take<uint32_t>();
    file.seen = takeSeen(cursor);
    file.name = cursor.takeBlob();
    if (const ByteView diskName = cursor.takeBlob(); !diskName.empty())
        file.recordName = std::exchange(file.name, Bytes(diskName));
    return checked(cursor, std::move(file), true);
}

Result<RecordRef> takeRecordRef(Cursor& cursor)
{
    RecordRef ref;
    bool known = false;
    ref.isDir = cursor.take<bool>();
    ref.dir = cursor.take<DirNo>();
    ref.name = cursor.takeBlob();
    ref.keyHash = keyFromColumn(cursor.take<int64_t>());
    ref.record = cursor.takeBlob();
    ref.here = hereOf(cursor.take<uint8_t>(), known);
    ref.flags = cursor.take<uint32_t>();
    ref.batch = cursor.take<int64_t>();
    return checked(cursor, std::move(ref), known);
}

} // namespace shoal::store
