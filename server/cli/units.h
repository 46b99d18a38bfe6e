// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>

namespace shoal::cli {

// "1,204"
Bytes withCommas(int64_t number);

// "1 file", "1,204 files"
Bytes counted(int64_t number, ByteView one, ByteView many);

// "512 B", "35.2 MB": powers of 1000, as the limits of the config file.
Bytes bytesInWords(int64_t bytes);

// "12 s", "5 min", "2 h 05 min", "3 d 4 h"
Bytes durationInWords(int64_t seconds);

// "2026-07-31 14:05:09" in local time, for milliseconds since 1970.
Bytes localTime(int64_t ms);

// "12 s ago"; "just now" for less than two seconds, or when clocks disagree.
Bytes agoInWords(int64_t thenMs, int64_t nowMs);

// "[######----]" for a part of a whole from 0 to 1.
Bytes progressBar(double done, int width);

} // namespace shoal::cli
