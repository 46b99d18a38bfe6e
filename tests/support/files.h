// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <fstream>

namespace shoal::test {

// Makes the file, or replaces what is in it, in place.
inline void write(const Bytes& path, const Bytes& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
}

} // namespace shoal::test
