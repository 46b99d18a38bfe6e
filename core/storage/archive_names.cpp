// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/archive_names.h"

#include <algorithm>
#include <charconv>

namespace shoal::storage {

namespace {

constexpr size_t kNameLimit = 255; // NAME_MAX
// What people call an extension; a longer last part is part of the name.
constexpr size_t kExtensionLimit = 32;
constexpr ByteView kPreciousMark = "-kept";

struct Version
{
    uint64_t number;
    Worth worth;
};

// "12" or "12-kept", as archivedName() writes it: without zeros in front.
std::optional<Version> parseVersion(ByteView text)
{
    Version version{0, Worth::Ordinary};
    if (text.ends_with(kPreciousMark)) {
        version.worth = Worth::Precious;
        text.remove_suffix(kPreciousMark.size());
    }
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, version.number);
    if (text.empty() || error != std::errc() || stop != end || (text.size() > 1 && text[0] == '0'))
        return {};
    return version;
}

// What the name of a version tells.
struct Archived
{
    Bytes original;
    Worth worth;
};

// The version stands before the extension, and last where there is none: looked for in this order, because a file's own
// extension may look like a version, and nothing before a dot is no name.
std::optional<Archived> parseArchived(ByteView archived)
{
    const NameParts parts = splitName(archived);
    if (const size_t dot = parts.stem.rfind('.'); dot != Bytes::npos && dot > 0) {
        if (const auto version = parseVersion(ByteView(parts.stem).substr(dot + 1)))
            return Archived{parts.stem.substr(0, dot) + parts.extension, version->worth};
    }
    if (!parts.extension.empty()) {
        if (const auto version = parseVersion(ByteView(parts.extension).substr(1)))
            return Archived{parts.stem, version->worth};
    }
    return std::nullopt;
}

Bytes stemFor(const NameParts& parts, size_t rest)
{
    return parts.stem.substr(0, utf8Cut(parts.stem, kNameLimit - rest));
}

// Room that is left for the longest number and the mark, so that all versions of a name share one stem.
size_t reserved(const NameParts& parts)
{
    return parts.extension.size() + 1 + 20 + kPreciousMark.size();
}

} // namespace

NameParts splitName(ByteView name)
{
    const size_t dot = name.rfind('.');
    if (dot == ByteView::npos || dot == 0 || name.size() - dot > kExtensionLimit)
        return {Bytes(name), {}};
    return {Bytes(name.substr(0, dot)), Bytes(name.substr(dot))};
}

Bytes archivedName(const NameParts& parts, uint64_t version, Worth worth)
{
    Bytes name = stemFor(parts, reserved(parts)) + "." + std::to_string(version);
    if (worth == Worth::Precious)
        name += kPreciousMark;
    return name + parts.extension;
}

std::optional<uint64_t> versionOf(ByteView archived, const NameParts& parts)
{
    const Bytes prefix = stemFor(parts, reserved(parts)) + ".";
    if (archived.size() <= prefix.size() + parts.extension.size() || !archived.starts_with(prefix) ||
        !archived.ends_with(parts.extension))
        return {};
    archived.remove_prefix(prefix.size());
    archived.remove_suffix(parts.extension.size());
    const auto version = parseVersion(archived);
    return version ? std::optional(version->number) : std::nullopt;
}

uint64_t newestVersion(const std::set<Bytes>& names, const NameParts& parts)
{
    const Bytes prefix = stemFor(parts, reserved(parts)) + ".";
    uint64_t newest = 0;
    for (auto at = names.lower_bound(prefix); at != names.end() && at->starts_with(prefix); ++at)
        newest = std::max(newest, versionOf(*at, parts).value_or(0));
    return newest;
}

std::optional<Bytes> originalName(ByteView archived)
{
    const auto parsed = parseArchived(archived);
    return parsed ? std::optional(parsed->original) : std::nullopt;
}

Worth worthOf(ByteView archived)
{
    const auto parsed = parseArchived(archived);
    return parsed ? parsed->worth : Worth::Ordinary;
}

} // namespace shoal::storage
