// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/history_log.h"

#include "core/model/wire.h"
#include "shared/base/hash.h"
#include "shared/base/log.h"

#include <algorithm>
#include <optional>
#include <set>

namespace shoal::engine {

namespace {

constexpr ByteView kMagic = "SHOALH1\n";
constexpr size_t kHeaderBytes = 16;
constexpr size_t kFrameBytes = 8;
constexpr size_t kCheckBytes = 4;
// A path has at most 4,096 bytes, and there are two of them; the rest is a name.
constexpr size_t kMaxBody = 16 * 1024;
// Written at once: a file never grows by more than that beyond its limit.
constexpr size_t kBlockBytes = 1024 * 1024;
// More than there will ever be. Beyond it a number in a header is damage, and counting on from it would not go far.
constexpr uint64_t kLargestNumber = uint64_t{1} << 53;
constexpr uint32_t kFileMode = 0600;
constexpr ByteView kSuffix = ".history";
constexpr ByteView kOlder = ".1";

void appendNumber(uint64_t value, size_t bytes, Bytes& out)
{
    for (size_t i = bytes; i-- > 0;)
        out.push_back(static_cast<char>(value >> (8 * i)));
}

uint64_t readNumber(ByteView bytes)
{
    uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

Bytes checkOf(ByteView body)
{
    return Bytes(sha256(body).view().substr(0, kCheckBytes));
}

Bytes encodeEvent(const HistoryEvent& event)
{
    model::WireWriter out;
    out.varint(1, static_cast<uint64_t>(event.kind));
    out.varint(2, static_cast<uint64_t>(event.timeMs));
    out.bytes(3, event.path);
    out.bytes(4, event.from);
    out.bytes(5, event.peer);
    out.varint(6, event.size);
    return out.take();
}

// A newer version's kinds and fields are skipped.
std::optional<HistoryEvent> decodeEvent(ByteView body)
{
    model::WireReader in(body);
    model::WireField field;
    HistoryEvent event;
    uint64_t kind = 0;
    while (in.next(field)) {
        if (field.number == 1)
            kind = field.number64;
        else if (field.number == 2)
            event.timeMs = static_cast<int64_t>(field.number64);
        else if (field.number == 3)
            event.path = field.data;
        else if (field.number == 4)
            event.from = field.data;
        else if (field.number == 5)
            event.peer = field.data;
        else if (field.number == 6)
            event.size = field.number64;
    }
    if (!in.ok() || kind == 0 || kind > static_cast<uint64_t>(HistoryEvent::Kind::Archived))
        return std::nullopt;
    event.kind = static_cast<HistoryEvent::Kind>(kind);
    return event;
}

Bytes lower(ByteView text)
{
    Bytes result(text);
    for (char& letter : result)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
    return result;
}

bool contains(const HistoryEvent& event, const Bytes& search)
{
    return search.empty() || lower(event.path).find(search) != Bytes::npos ||
           lower(event.from).find(search) != Bytes::npos || lower(event.peer).find(search) != Bytes::npos;
}

} // namespace

// A file as it was read.
struct HistoryLog::Stored
{
    Bytes bytes;
    uint64_t first = 0;           // number of the first event; 0 = this is no history
    std::vector<ByteView> bodies; // into `bytes`
    uint64_t sound = 0;           // bytes up to which it can be read
};

HistoryLog::HistoryLog(Bytes indexPath, storage::OpenFolder openFolder) : m_openFolder(std::move(openFolder))
{
    const size_t slash = indexPath.rfind('/');
    m_folder = slash == Bytes::npos ? Bytes(".") : indexPath.substr(0, slash);
    m_name = indexPath.substr(slash + 1) + Bytes(kSuffix); // npos + 1 is 0
}

Result<HistoryLog::Stored> HistoryLog::load(ByteView name)
{
    auto file = m_place->openFile(name);
    if (!file)
        return fail(file.error());
    auto bytes = (*file)->readAll(2 * kFileLimit); // the last batch may go beyond the limit
    if (!bytes)
        return fail(bytes.error());
    Stored stored;
    stored.bytes = std::move(*bytes);
    const ByteView all = stored.bytes;
    if (!all.starts_with(kMagic) || all.size() < kHeaderBytes)
        return stored;
    const uint64_t first = readNumber(all.substr(kMagic.size(), kHeaderBytes - kMagic.size()));
    if (first == 0 || first > kLargestNumber)
        return stored;
    stored.first = first;
    size_t at = kHeaderBytes;
    while (all.size() - at >= kFrameBytes) {
        const uint64_t length = readNumber(all.substr(at, 4));
        if (length > kMaxBody || length > all.size() - at - kFrameBytes)
            break;
        const ByteView body = all.substr(at + kFrameBytes, length);
        if (checkOf(body) != all.substr(at + 4, kCheckBytes))
            break;
        stored.bodies.push_back(body);
        at += kFrameBytes + length;
    }
    stored.sound = at;
    return stored;
}

Result<void> HistoryLog::open()
{
    if (m_file)
        return {};
    auto files = m_openFolder(m_folder);
    auto place = files ? (*files)->openDirectory("") : fail(files.error());
    if (!place)
        return fail(place.error());
    m_files = std::move(*files);
    m_place = std::move(*place);
    if (const auto older = load(m_name + Bytes(kOlder)); older && older->first != 0)
        m_next = older->first + older->bodies.size();
    const auto stored = load(m_name);
    if (stored && stored->first != 0) {
        auto file = m_place->reopenNamed(m_name);
        if (!file)
            return fail(file.error());
        if (auto cut = (*file)->truncate(stored->sound); !cut)
            return cut;
        m_next = stored->first + stored->bodies.size();
        m_size = stored->sound;
        m_file = std::move(*file);
        return {};
    }
    // What is no history, or cannot be read, makes room for one.
    if (auto gone = m_place->removeFile(m_name); !gone && gone.error().code != ErrorCode::NotFound)
        return gone;
    return begin();
}

Result<void> HistoryLog::begin()
{
    auto file = m_place->createNamed(m_name, kFileMode);
    if (!file)
        return fail(file.error());
    Bytes header(kMagic);
    appendNumber(m_next, kHeaderBytes - kMagic.size(), header);
    if (auto written = (*file)->write(0, header); !written)
        return written;
    m_size = kHeaderBytes;
    m_file = std::move(*file);
    return {};
}

Result<void> HistoryLog::rotate()
{
    m_file.reset();
    const Bytes older = m_name + Bytes(kOlder);
    if (auto gone = m_place->removeFile(older); !gone && gone.error().code != ErrorCode::NotFound)
        return gone;
    if (auto moved = m_files->renameNoReplace(*m_place, m_name, *m_place, older); !moved)
        return moved;
    return begin();
}

Result<void> HistoryLog::append(std::vector<HistoryEvent> events)
{
    dropEchoes(events);
    if (events.empty())
        return {};
    if (auto opened = open(); !opened)
        return opened;
    Bytes block;
    uint64_t count = 0;
    for (const HistoryEvent& event : events) {
        const Bytes body = encodeEvent(event);
        if (body.size() > kMaxBody)
            continue;
        appendNumber(body.size(), 4, block);
        block += checkOf(body);
        block += body;
        ++count;
        if (block.size() < kBlockBytes)
            continue;
        if (auto written = write(std::exchange(block, {}), std::exchange(count, 0)); !written)
            return written;
    }
    return write(block, count);
}

Result<void> HistoryLog::write(const Bytes& block, uint64_t count)
{
    if (block.empty())
        return {};
    if (m_size >= kFileLimit) {
        if (auto rotated = rotate(); !rotated)
            return rotated;
    }
    if (auto done = m_file->write(m_size, block); !done) {
        m_file.reset(); // opened anew, it is cut to what is whole
        return done;
    }
    m_size += block.size();
    m_next += count;
    return {};
}

Result<HistoryPage> HistoryLog::read(const HistoryQuery& query, const NameOf& nameOf)
{
    if (auto opened = open(); !opened)
        return fail(opened.error());
    const Bytes wanted = lower(query.search);
    HistoryPage page;
    uint64_t below = query.before == 0 ? UINT64_MAX : query.before;
    for (const Bytes& name : {m_name, m_name + Bytes(kOlder)}) {
        const auto stored = load(name);
        if (!stored && stored.error().code == ErrorCode::NotFound)
            continue;
        if (!stored)
            return fail(stored.error());
        for (size_t i = stored->bodies.size(); i-- > 0;) {
            const uint64_t number = stored->first + i;
            if (number >= below)
                continue;
            auto event = decodeEvent(stored->bodies[i]);
            if (event && nameOf)
                event->peer = nameOf(event->peer);
            if (!event || !contains(*event, wanted))
                continue;
            if (page.entries.size() == query.limit) {
                page.more = true;
                return page;
            }
            page.entries.emplace_back(number, std::move(*event));
        }
        // Damage aside, the older file has smaller numbers.
        below = std::min(below, stored->first);
    }
    return page;
}

void dropEchoes(std::vector<HistoryEvent>& events)
{
    using Kind = HistoryEvent::Kind;
    std::set<Bytes> left, restored;
    for (const HistoryEvent& event : events) {
        if (event.kind == Kind::Moved)
            left.insert(event.from);
        else if (event.kind == Kind::Restored)
            restored.insert(event.path);
    }
    if (left.empty() && restored.empty())
        return;
    std::erase_if(events, [&](const HistoryEvent& event) {
        const bool isNew = event.kind == Kind::Added || event.kind == Kind::Changed;
        return (event.kind == Kind::Deleted && left.contains(event.path)) || (isNew && restored.contains(event.path));
    });
}

} // namespace shoal::engine
