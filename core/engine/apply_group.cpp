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
        one.varint(5, intent.inode);
        one.bytes(6, intent.record);
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
                intent.inode = field.number64;
                break;
            case 6:
                intent.record = field.data;
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
