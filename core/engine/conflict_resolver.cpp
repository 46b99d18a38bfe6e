// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/conflict_resolver.h"

#include "core/engine/happenings.h"
#include "shared/base/log.h"

#include <charconv>
#include <ctime>

namespace shoal::engine {

using storage::FileStat;
using storage::FileType;

namespace {

// "report (Anna 2026-11-22).txt" may be taken; more often is no coincidence.
constexpr int kMaxNumber = 1'000;
constexpr size_t kMaxAuthor = 64; // a device may call itself anything

Bytes day(int64_t timeMs)
{
    const std::time_t seconds = static_cast<std::time_t>(timeMs / 1000);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return text;
}

// What a device calls itself, as a part of a file name.
Bytes forName(const Bytes& author)
{
    Bytes name = printable(author);
    for (char& letter : name) {
        if (letter == '/' || letter == '\\')
            letter = '_';
    }
    return name.substr(0, utf8Cut(name, kMaxAuthor));
}

Bytes ordinaryName(const sync::ConflictMark& mark, const Bytes& author, int number)
{
    Bytes middle = " (" + (author.empty() ? Bytes() : author + " ") + day(mark.timeMs);
    if (number > 1)
        middle += " " + std::to_string(number);
    middle += ")";
    const size_t room = model::kMaxName - std::min(model::kMaxName, middle.size() + mark.extension.size());
    return mark.stem.substr(0, utf8Cut(mark.stem, room)) + middle + mark.extension;
}

Bytes cursorOf(const FileKey& key)
{
    return std::to_string(key.first) + "." + toHex(key.second);
}

std::optional<FileKey> keyOf(ByteView cursor)
{
    FileKey key;
    const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), key.first);
    const size_t digits = static_cast<size_t>(end - cursor.data());
    if (error != std::errc() || digits == cursor.size() || cursor[digits] != '.' ||
        !fromHex(cursor.substr(digits + 1), key.second))
        return std::nullopt;
    return key;
}

Bytes sibling(const Bytes& path, const Bytes& name)
{
    return path.substr(0, path.rfind('/') + 1) + name; // npos + 1 is 0
}

} // namespace

Bytes ConflictResolver::Copy::originalPath() const
{
    return sibling(place.path, mark.original);
}

// `author`: an AuthorId, or its digits.
template <class Author> VersionAuthor ConflictResolver::writerOf(const Author& author) const
{
    Bytes name = m_devices.nameOf(author);
    const auto device = name.empty() ? std::optional(m_replica.settings.device) : m_devices.deviceOf(author);
    return {std::move(name), device};
}

Result<std::vector<ConflictItem>> ConflictResolver::list(const Bytes& after, size_t limit) const
{
    std::vector<ConflictItem> items;
    const auto& all = m_replica.index->conflicts();
    auto from = all.begin();
    if (!after.empty()) {
        const auto key = keyOf(after);
        if (!key)
            return fail(ErrorCode::InvalidArgument, "\"before\" is not what the answer before had as \"next\"");
        from = all.upper_bound(*key);
    }
    for (; from != all.end() && items.size() < limit; ++from) {
        const auto& [dir, name] = *from;
        auto entry = m_replica.index->file(dir, name);
        if (!entry)
            return fail(entry.error());
        const auto mark = sync::parseConflictName(name);
        if (!mark || !entry->record || !entry->record->record.live)
            continue;
        ConflictItem item;
        item.cursor = cursorOf(*from);
        item.path = m_replica.diskPath(dir, entry->row.nameOnDisk());
        item.original = sibling(item.path, mark->original);
        item.author = writerOf(ByteView(mark->author));
        item.timeMs = mark->timeMs;
        item.size = entry->record->record.size;
        item.mtimeMs = entry->record->record.mtimeNs / 1'000'000;
        auto original = m_replica.index->fileOnDisk(dir, mark->original);
        if (original && original->here()) {
            item.originalAuthor = writerOf(original->here()->record.author);
            item.originalSize = original->here()->record.size;
            item.originalMtimeMs = original->here()->record.mtimeNs / 1'000'000;
        }
        items.push_back(std::move(item));
    }
    return items;
}

// What lies there is what was last observed, and nothing newer is on its way.
Result<FileStat> ConflictResolver::observed(const EditPlace& place, const Bytes& name)
{
    auto stat = place.directory->statEntry(name);
    if (!stat)
        return stat;
    if (stat->type != FileType::File && stat->type != FileType::Symlink)
        return fail(ErrorCode::InvalidArgument, "'" + printable(sibling(place.path, name)) + "' is not a file");
    auto entry = m_replica.index->fileOnDisk(place.dir, name);
    if (!entry)
        return fail(entry.error());
    if (!entry->here() || entry->has(store::Pending) || !sameAsSeen(entry->row.seen, *stat)) {
        m_replica.toLookAt.insert({place.dir, name});
        return fail(ErrorCode::Changed, "'" + printable(sibling(place.path, name)) +
                                            "' has just changed, or a newer version of it is arriving; look at it and "
                                            "decide again");
    }
    return stat;
}

Result<ConflictResolver::Copy> ConflictResolver::findCopy(const Bytes& path)
{
    auto place = openPlace(m_replica, path);
    if (!place)
        return fail(place.error());
    auto mark = sync::parseConflictName(place->name);
    if (!mark)
        return fail(ErrorCode::InvalidArgument, "'" + printable(path) + "' is not a conflict copy");
    auto stat = observed(*place, place->name);
    if (!stat && stat.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "there is no '" + printable(path) + "' on this disk");
    if (!stat)
        return fail(stat.error());
    const Bytes author = m_devices.nameOf(mark->author);
    return Copy{std::move(*place), std::move(*mark), *stat, author};
}

Result<Bytes> ConflictResolver::resolve(const Bytes& path, KeepChoice keep)
{
    if (!m_replica.canWrite())
        return fail(ErrorCode::InvalidArgument,
                    "this device has only the read-only secret: conflicts are resolved on a device that may write");
    auto copy = findCopy(path);
    if (!copy)
        return fail(copy.error());
    // A program that has the copy open would go on writing to what is moved.
    auto held = storage::HeldEntry::hold(*copy->place.directory, copy->place.name, storage::Expected::of(copy->stat),
                                         storage::Writers::Exclude);
    if (!held)
        return fail(held.error());
    auto result = keep == KeepChoice::This   ? keepThis(*copy)
                  : keep == KeepChoice::That ? keepThat(*copy)
                                             : keepBoth(*copy);
    lookAt(copy->place, copy->mark.original);
    if (result) {
        lookAt(copy->place, result->substr(result->rfind('/') + 1));
        qCInfo(logSync, "conflict '%s' is resolved: '%s' stays", printable(path).c_str(), printable(*result).c_str());
    }
    return result;
}

void ConflictResolver::lookAt(const EditPlace& place, const Bytes& other)
{
    m_replica.toLookAt.insert({place.dir, place.name});
    m_replica.toLookAt.insert({place.dir, other});
}

Result<Bytes> ConflictResolver::keepThis(Copy& copy)
{
    if (!copy.place.directory->statEntry(copy.mark.original))
        return fail(ErrorCode::InvalidArgument, "there is no file '" + printable(copy.originalPath()) +
                                                    "' that could stay: keep \"that\" or \"both\"");
    if (auto moved = moveToArchive(m_replica, copy.place, storage::Expected::of(copy.stat), copy.place.path); !moved)
        return fail(moved.error());
    noteArchived(m_replica, copy.place.path, copy.stat.size);
    return copy.originalPath();
}

Result<Bytes> ConflictResolver::keepThat(Copy& copy)
{
    storage::Directory& directory = *copy.place.directory;
    const Bytes& plain = copy.mark.original;
    auto original = observed(copy.place, plain);
    if (!original && original.error().code == ErrorCode::NotFound) {
        auto moved = m_replica.files->renameNoReplace(directory, copy.place.name, directory, plain);
        return moved ? Result<Bytes>(copy.originalPath()) : fail(moved.error());
    }
    if (!original)
        return fail(original.error());
    auto held = storage::HeldEntry::hold(directory, plain, storage::Expected::of(*original), storage::Writers::Exclude);
    if (!held)
        return fail(held.error());
    auto swapped = m_replica.files->exchange(directory, copy.place.name, directory, plain);
    if (!swapped && swapped.error().code == ErrorCode::Unsupported)
        swapped = swapInSteps(copy, *original);
    else if (swapped)
        swapped = moveToArchive(m_replica, copy.place, expectedAfterRename(*original), copy.originalPath());
    if (!swapped)
        return fail(swapped.error());
    noteArchived(m_replica, copy.originalPath(), original->size);
    return copy.originalPath();
}

// Where two names cannot be exchanged. Whatever happens in between, both contents are in the folder or the archive.
Result<void> ConflictResolver::swapInSteps(Copy& copy, const FileStat& original)
{
    EditPlace plain{copy.place.dir, nullptr, copy.mark.original, copy.originalPath()};
    std::swap(plain.directory, copy.place.directory);
    auto moved = moveToArchive(m_replica, plain, storage::Expected::of(original), plain.path);
    std::swap(plain.directory, copy.place.directory);
    if (!moved)
        return moved;
    storage::Directory& directory = *copy.place.directory;
    return m_replica.files->renameNoReplace(directory, copy.place.name, directory, copy.mark.original);
}

Result<Bytes> ConflictResolver::keepBoth(Copy& copy)
{
    storage::Directory& directory = *copy.place.directory;
    const Bytes author = forName(copy.author);
    for (int number = 1; number <= kMaxNumber; ++number) {
        const Bytes name = ordinaryName(copy.mark, author, number);
        const Bytes path = sibling(copy.place.path, name);
        if (m_replica.ignored.matches(path, false))
            return fail(ErrorCode::InvalidArgument, "the copy would be called '" + printable(path) +
                                                        "', which the ignore list matches; rename it yourself");
        auto moved = m_replica.files->renameNoReplace(directory, copy.place.name, directory, name);
        if (moved)
            return path;
        if (moved.error().code != ErrorCode::AlreadyExists)
            return fail(moved.error());
    }
    return fail(ErrorCode::AlreadyExists,
                "every name for the copy of '" + printable(copy.originalPath()) + "' is taken");
}

} // namespace shoal::engine
