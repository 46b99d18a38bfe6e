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

// "[######----]" for a part of a whole from 0 to 1.
Bytes progressBar(double done, int width);

} // namespace shoal::cli
