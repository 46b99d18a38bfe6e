// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/cli/instances.h"

namespace shoal::cli {

// A share as an instance holds it.
struct Place
{
    Bytes socket;
    Bytes instance; // the device's name
    Bytes dir;
    Bytes id; // hexadecimal, as much as the instance tells
};

// All shares of the instances that answered `status`.
std::vector<Place> placesIn(const std::vector<InstanceAnswer>& statuses);

// The shares a person means by a folder (from here, its links followed or not) or by at least 8 digits of an id; the
// same share held by several instances is several places. NotFound when there is none.
Result<std::vector<Place>> placesNamed(const std::vector<Place>& places, const Bytes& typed);

struct PathInShare
{
    Place place;
    Bytes path; // relative; empty for the folder itself
};

// The innermost share that holds a path on this disk, from here; the path itself need not exist, and is no link
// followed. NotFound when no share holds it.
Result<PathInShare> placeOfPath(const std::vector<Place>& places, const Bytes& typed);

// What a person can mean by a path, the likeliest first: the path from here; and the same with the links on the way to
// it followed, because shares are known by their real folders.
std::vector<Bytes> absoluteMeanings(const Bytes& typed);

// "  /data/www  app01 www" lines, for a message that asks to choose.
Bytes listOf(const std::vector<Place>& places);

} // namespace shoal::cli
