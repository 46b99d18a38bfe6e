// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/record.h"

#include "core/model/wire.h"
#include "shared/base/hash.h"

namespace shoal::model {

namespace {

// Field numbers of a record; docs/protocol.md "Records" is normative.
enum Field : uint32_t {
    kKind = 1,
    kLive = 2,
    kJoined = 3,
    kDir = 4,
    kParent = 5,
    kName = 6,
    kSize = 7,
    kMtime = 8,
    kMode = 9,
    kOwner = 10,
    kGroup = 11,
    kXattr = 12,
    kContent = 13,
    kTarget = 14,
    kLinkGroup = 15,
    kAuthor = 16,
    kCounter = 17,
    kVector = 18,
    kStamp = 19,
    kDot = 20,
    kOriginDir = 21,
    kOriginName = 22,
    kAuthored = 23,
};

constexpr RecordKind kNoKind{}; // before the field was read

Bytes encodePair(ByteView name, ByteView value)
{
    WireWriter writer;
    writer.bytes(1, name);
    writer.bytes(2, value);
    return writer.take();
}

Bytes encodeDot(AuthorId author, uint64_t counter, int64_t stamp)
{
    WireWriter writer;
    writer.fixed64(1, author.value);
    writer.varint(2, counter);
    writer.fixed64(3, static_cast<uint64_t>(stamp));
    return writer.take();
}

Bytes encode(const Record& r)
{
    WireWriter writer;
    writer.varint(kKind, static_cast<uint32_t>(r.kind));
    writer.varint(kLive, r.live);
    writer.varint(kJoined, r.joined);
    writer.bytes(kDir, r.dir.view());
    if (r.isDirectory())
        writer.bytes(kParent, r.parent.view());
    writer.bytes(kName, r.name);
    writer.varint(kSize, r.size);
    writer.fixed64(kMtime, static_cast<uint64_t>(r.mtimeNs));
    writer.varint(kMode, r.mode);
    writer.bytes(kOwner, r.owner);
    writer.bytes(kGroup, r.group);
    for (const auto& [name, value] : r.xattrs)
        writer.bytes(kXattr, encodePair(name, value));
    if (!r.content.isZero())
        writer.bytes(kContent, r.content.view());
    writer.bytes(kTarget, r.target);
    writer.fixed64(kLinkGroup, r.linkGroup);
    writer.fixed64(kAuthor, r.author.value);
    writer.varint(kCounter, r.counter);
    for (const auto& [author, counter] : r.vector.entries())
        writer.bytes(kVector, encodeDot(author, counter, 0));
    writer.fixed64(kStamp, static_cast<uint64_t>(r.stamp));
    if (r.dot.counter != 0)
        writer.bytes(kDot, encodeDot(r.dot.author, r.dot.counter, r.dot.stamp));
    if (r.origin) {
        writer.bytes(kOriginDir, r.origin->first.view());
        writer.bytes(kOriginName, r.origin->second);
    }
    writer.fixed64(kAuthored, static_cast<uint64_t>(r.authoredNs));
    return writer.take();
}

// What a field of that number is encoded as; nothing for one of a newer version.
std::optional<WireType> typeOf(uint32_t field)
{
    switch (field) {
    case kKind:
    case kLive:
    case kJoined:
    case kSize:
    case kMode:
    case kCounter:
        return WireType::Varint;
    case kMtime:
    case kLinkGroup:
    case kAuthor:
    case kStamp:
    case kAuthored:
        return WireType::Fixed64;
    default:
        return field <= kOriginName ? std::optional(WireType::Delimited) : std::nullopt;
    }
}

// For messages: what docs/protocol.md calls the field.
Bytes fieldName(uint32_t field)
{
    static constexpr const char* kNames[] = {
        "kind",    "live",   "joined", "directory", "parent",           "name",        "size",       "mtime",
        "mode",    "owner",  "group",  "xattr",     "content",          "link target", "link group", "author",
        "counter", "vector", "stamp",  "dot",       "origin directory", "origin name", "author time"};
    const bool known = field >= 1 && field <= std::size(kNames);
    return known ? "the " + Bytes(kNames[field - 1]) : "field " + std::to_string(field);
}

// An entry of the vector is a dot without a stamp.
bool decodeDot(ByteView bytes, Dot& dot, bool withStamp)
{
    constexpr WireType kTypes[] = {WireType::Fixed64, WireType::Varint, WireType::Fixed64};
    WireReader reader(bytes);
    WireField field;
    uint32_t last = 0;
    while (reader.next(field)) {
        if (field.number == last || field.number > (withStamp ? 3 : 2) || field.type != kTypes[field.number - 1])
            return false;
        last = field.number;
        if (field.number == 1)
            dot.author.value = field.number64;
        else if (field.number == 2)
            dot.counter = field.number64;
        else
            dot.stamp = static_cast<int64_t>(field.number64);
    }
    return reader.ok() && dot.counter > 0;
}

bool decodePair(ByteView bytes, std::pair<Bytes, Bytes>& pair)
{
    WireReader reader(bytes);
    WireField field;
    uint32_t last = 0;
    while (reader.next(field)) {
        if (field.number == last || field.number > 2 || field.type != WireType::Delimited)
            return false;
        last = field.number;
        (field.number == 1 ? pair.first : pair.second) = field.data;
    }
    return reader.ok() && !pair.first.empty();
}

// One field into the record; false when it is not what it must be.
bool decodeField(const WireField& field, Record& r, bool& hasDir, bool& hasParent)
{
    if (const auto type = typeOf(field.number); type && *type != field.type)
        return false;
    bool ok = true;
    switch (field.number) {
    case kKind:
        r.kind = static_cast<RecordKind>(field.number64);
        return field.number64 > 0 && field.number64 <= UINT32_MAX;
    case kLive:
        r.live = true;
        return field.number64 == 1;
    case kJoined:
        r.joined = true;
        return field.number64 == 1;
    case kDir:
        r.dir = DirId::from(field.data, &hasDir);
        return hasDir;
    case kParent:
        r.parent = DirId::from(field.data, &hasParent);
        return hasParent;
    case kName:
        r.name = field.data;
        return isValidName(field.data);
    case kSize:
        r.size = field.number64;
        return field.number64 <= INT64_MAX;
    case kMtime:
        r.mtimeNs = static_cast<int64_t>(field.number64);
        return true;
    case kMode:
        r.mode = static_cast<uint32_t>(field.number64);
        return field.number64 <= 07777;
    case kOwner:
        r.owner = field.data;
        return field.data.size() <= kMaxName;
    case kGroup:
        r.group = field.data;
        return field.data.size() <= kMaxName;
    case kXattr: {
        std::pair<Bytes, Bytes> pair;
        ok = decodePair(field.data, pair) && (r.xattrs.empty() || r.xattrs.back().first < pair.first);
        r.xattrs.push_back(std::move(pair));
        return ok;
    }
    case kContent:
        r.content = Hash::from(field.data, &ok);
        return ok;
    case kTarget:
        r.target = field.data;
        return field.data.size() <= kMaxTarget && field.data.find('\0') == ByteView::npos;
    case kLinkGroup:
        r.linkGroup = field.number64;
        return true;
    case kAuthor:
        r.author.value = field.number64;
        return true;
    case kCounter:
        r.counter = field.number64;
        return true;
    case kVector: {
        Dot entry;
        ok = decodeDot(field.data, entry, false) && r.vector.entries().size() < kMaxVectorEntries &&
             (r.vector.entries().empty() || r.vector.entries().back().first < entry.author);
        r.vector.set(entry.author, entry.counter);
        return ok;
    }
    case kStamp:
        r.stamp = static_cast<int64_t>(field.number64);
        return true;
    case kDot:
        return decodeDot(field.data, r.dot, true);
    case kOriginDir:
        r.origin.emplace();
        r.origin->first = DirId::from(field.data, &ok);
        return ok;
    case kOriginName:
        if (!r.origin)
            return false; // its directory comes first
        r.origin->second = field.data;
        return isValidName(field.data);
    case kAuthored:
        r.authoredNs = static_cast<int64_t>(field.number64);
        return true;
    default:
        return true; // a newer version's field
    }
}

// What no single field can show. An empty answer means the record is sound.
const char* unsound(const Record& r, bool hasDir, bool hasParent)
{
    if (r.kind == kNoKind || !hasDir || r.name.empty())
        return "it has no kind, no directory or no name";
    if (r.isDirectory() && (!hasParent || r.dir == kRootDir))
        return "a directory needs a parent and may not be the root";
    if (r.hasContent() && hasParent)
        return "only a directory has a parent of its own";
    if (r.origin && r.origin->second.empty())
        return "its origin is incomplete";
    if (r.name == kServiceName && (r.isDirectory() ? r.parent : r.dir) == kRootDir)
        return "the service folder is nobody's but this device's";
    if (r.counter == 0 || r.vector.counter(r.author) != r.counter)
        return "its vector does not hold its own author and counter";
    if (r.stamp < 0 || r.stamp > kLatestStamp || r.dot.stamp < 0 || r.dot.stamp > r.stamp)
        return "its stamp and that of its dot are not in order";
    if (r.authoredNs != 0 && (r.authoredNs <= r.stamp || r.authoredNs > kLatestStamp))
        return "its author time is not after its stamp, or too late";
    if ((r.dir == horizonDir()) != r.isHorizon() || (r.isHorizon() && (r.live || r.name != kHorizonName)))
        return "the place of the horizon is for the horizon alone";
    if (r.live && r.hasContent() && (r.dot.counter == 0 || !r.vector.covers(r.dot.author, r.dot.counter)))
        return "its content's dot is missing or not in its vector";
    if (r.kind == RecordKind::Symlink && r.live && (r.target.empty() || r.content != sha256(r.target)))
        return "its link target does not match its hash";
    if (r.kind == RecordKind::File && r.live && r.content.isZero())
        return "it has no content hash";
    size_t xattrBytes = 0;
    for (const auto& [name, value] : r.xattrs)
        xattrBytes += name.size() + value.size() + kXattrOverhead;
    return xattrBytes > kMaxXattrBytes ? "its extended attributes are too large" : nullptr;
}

} // namespace

bool isValidName(ByteView name)
{
    return !name.empty() && name.size() <= kMaxName && name != "." && name != ".." &&
           name.find('/') == ByteView::npos && name.find('\0') == ByteView::npos;
}

DirId horizonDir()
{
    static const DirId dir = DirId::from(Bytes(DirId::kSize, '\xff'));
    return dir;
}

uint64_t RecordKey::hash() const
{
    Bytes text(isDirectory ? "d" : "f");
    text += dir.view();
    text += name;
    const Hash digest = sha256(text);
    uint64_t value = 0;
    for (size_t i = 0; i < 8; ++i)
        value = (value << 8) | digest.bytes[i];
    return value;
}

RecordKey Record::key() const
{
    return {isDirectory(), dir, isDirectory() ? Bytes() : name};
}

SealedRecord seal(Record record)
{
    SealedRecord sealed{std::move(record), {}, {}};
    sealed.bytes = encode(sealed.record);
    sealed.hash = sha256(sealed.bytes);
    return sealed;
}

Result<SealedRecord> unseal(Bytes bytes)
{
    if (bytes.size() > kMaxRecordBytes)
        return fail(ErrorCode::Protocol, "a record is larger than " + std::to_string(kMaxRecordBytes) + " bytes");
    SealedRecord sealed;
    sealed.record.kind = kNoKind;
    sealed.record.live = false;
    bool hasDir = false;
    bool hasParent = false;
    WireReader reader(bytes);
    WireField field;
    uint32_t last = 0;
    while (reader.next(field)) {
        const bool again = field.number == std::exchange(last, field.number) && field.number != kXattr &&
                           field.number != kVector && typeOf(field.number);
        if (again || !decodeField(field, sealed.record, hasDir, hasParent))
            return fail(ErrorCode::Protocol, fieldName(field.number) + " of a record is malformed");
    }
    if (!reader.ok())
        return fail(ErrorCode::Protocol, "a record is cut short or not in canonical order");
    if (const char* reason = unsound(sealed.record, hasDir, hasParent))
        return fail(ErrorCode::Protocol,
                    "the record of '" + printable(sealed.record.name) + "' is malformed: " + reason);
    sealed.hash = sha256(bytes);
    sealed.bytes = std::move(bytes);
    return sealed;
}

} // namespace shoal::model
