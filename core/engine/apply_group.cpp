// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/apply_group.h"

#include "core/model/wire.h"

namespace shoal::engine {

using model::WireField;
using model::WireReader;
using model::WireWriter;

Bytes encodeIntents(const std::vector<ApplyIntent>& intents)
{
    WireWriter all;
    for (const ApplyIntent& intent : intents) {
        WireWriter one;
        one.varint(1, static_cast<uint64_t>(intent.dir));
        one.bytes(2, intent.name);
        one.bytes(3, intent.diskName);
        one.bytes(4, intent.stagedName);
        one.varint(5, intent.staged.inode);
        one.bytes(6, intent.record);
        one.varint(7, static_cast<uint64_t>(intent.staged.size));
        one.varint(8, static_cast<uint64_t>(intent.staged.mtimeNs));
        one.varint(9, static_cast<uint64_t>(intent.staged.ctimeNs));
        one.varint(10, intent.staged.mode);
        one.varint(11, intent.staged.uid);
        one.varint(12, intent.staged.gid);
        one.varint(13, static_cast<uint64_t>(intent.birthNs));
        all.bytes(1, one.take());
    }
    return all.take();
}

Result<std::vector<ApplyIntent>> decodeIntents(ByteView bytes)
{
    std::vector<ApplyIntent> intents;
    WireReader all(bytes);
    WireField item;
    while (all.next(item)) {
        ApplyIntent intent;
        WireReader one(item.data);
        WireField field;
        while (one.next(field)) {
            switch (field.number) {
            case 1:
                intent.dir = static_cast<store::DirNo>(field.number64);
                break;
            case 2:
                intent.name = field.data;
                break;
            case 3:
                intent.diskName = field.data;
                break;
            case 4:
                intent.stagedName = field.data;
                break;
            case 5:
                intent.staged.inode = field.number64;
                break;
            case 6:
                intent.record = field.data;
                break;
            case 7:
                intent.staged.size = static_cast<int64_t>(field.number64);
                break;
            case 8:
                intent.staged.mtimeNs = static_cast<int64_t>(field.number64);
                break;
            case 9:
                intent.staged.ctimeNs = static_cast<int64_t>(field.number64);
                break;
            case 10:
                intent.staged.mode = static_cast<uint32_t>(field.number64);
                break;
            case 11:
                intent.staged.uid = static_cast<uint32_t>(field.number64);
                break;
            case 12:
                intent.staged.gid = static_cast<uint32_t>(field.number64);
                break;
            case 13:
                intent.birthNs = static_cast<int64_t>(field.number64);
                break;
            default:
                break;
            }
        }
        if (!one.ok() || intent.name.empty())
            return fail(ErrorCode::Corrupt, "the index holds a malformed group of changes");
        intents.push_back(std::move(intent));
    }
    if (!all.ok())
        return fail(ErrorCode::Corrupt, "the index holds a malformed group of changes");
    return intents;
}

} // namespace shoal::engine
