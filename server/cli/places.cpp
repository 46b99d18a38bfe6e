// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cli/places.h"

#include "server/cli/answer.h"

#include <algorithm>
#include <filesystem>

namespace shoal::cli {

namespace {

namespace fs = std::filesystem;

// As the protocol wants it.
constexpr size_t kMinIdDigits = 8;

bool isIdOf(const Bytes& typed, const Place& place)
{
    if (typed.size() < kMinIdDigits || typed.find_first_not_of("0123456789abcdefABCDEF") != Bytes::npos)
        return false;
    Bytes digits = typed;
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
    return place.id.starts_with(digits) || (!place.id.empty() && digits.starts_with(place.id));
}

// The path below the folder, nothing when it is elsewhere.
std::optional<Bytes> below(const Bytes& folder, const Bytes& path)
{
    if (path == folder)
        return Bytes();
    const Bytes start = folder.ends_with('/') ? folder : folder + '/';
    return path.starts_with(start) ? std::optional(path.substr(start.size())) : std::nullopt;
}

} // namespace

std::vector<Place> placesIn(const std::vector<InstanceAnswer>& statuses)
{
    std::vector<Place> places;
    for (const InstanceAnswer& status : statuses) {
        if (!status.result)
            continue;
        for (const QJsonObject& share : listIn(*status.result, "shares")) {
            const Bytes id = bytesIn(share, "id");
            places.push_back({status.socket, bytesIn(objectIn(*status.result, "device"), "name"), bytesIn(share, "dir"),
                              id.empty() ? bytesIn(share, "share") : id});
        }
    }
    return places;
}

Result<std::vector<Place>> placesNamed(const std::vector<Place>& places, const Bytes& typed)
{
    std::vector<Place> found;
    for (const Bytes& meaning : absoluteMeanings(typed)) {
        std::copy_if(places.begin(), places.end(), std::back_inserter(found),
                     [&](const Place& place) { return place.dir == meaning; });
        if (!found.empty())
            return found;
    }
    std::copy_if(places.begin(), places.end(), std::back_inserter(found),
                 [&](const Place& place) { return isIdOf(typed, place); });
    if (found.empty())
        return fail(ErrorCode::NotFound,
                    "no instance shares " + printable(typed) +
                        (places.empty() ? Bytes("; nothing is shared") : "; what is shared:\n" + listOf(places)));
    return found;
}

Result<PathInShare> placeOfPath(const std::vector<Place>& places, const Bytes& typed)
{
    for (const Bytes& meaning : absoluteMeanings(typed)) {
        std::optional<PathInShare> best;
        for (const Place& place : places) {
            const auto path = below(place.dir, meaning);
            if (path && (!best || place.dir.size() > best->place.dir.size()))
                best = PathInShare{place, *path};
        }
        if (best)
            return *best;
    }
    return fail(ErrorCode::NotFound,
                printable(typed) + " is in no share" +
                    (places.empty() ? Bytes("; nothing is shared") : "; what is shared:\n" + listOf(places)));
}

std::vector<Bytes> absoluteMeanings(const Bytes& typed)
{
    std::error_code error;
    fs::path here = fs::absolute(typed, error).lexically_normal();
    if (!here.has_filename() && here.has_relative_path())
        here = here.parent_path(); // a slash at the end
    std::vector<Bytes> meanings{here.native()};
    const fs::path folder = fs::weakly_canonical(here.parent_path(), error);
    if (!error)
        meanings.push_back((folder / here.filename()).native());
    const fs::path whole = fs::weakly_canonical(here, error);
    if (!error)
        meanings.push_back(whole.native());
    meanings.erase(std::unique(meanings.begin(), meanings.end()), meanings.end());
    return meanings;
}

Bytes listOf(const std::vector<Place>& places)
{
    Bytes lines;
    for (const Place& place : places)
        lines += (lines.empty() ? "  " : "\n  ") + printable(place.dir) + "  (" + printable(place.instance) +
                 ", share " + printable(place.id.substr(0, kMinIdDigits)) + ')';
    return lines;
}

} // namespace shoal::cli
