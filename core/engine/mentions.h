// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <map>

namespace shoal::engine {

// What strangers cause to be told: each thing once an hour, and few things, so that nobody outside fills a log. Pure.
class Mentions
{
public:
    static constexpr int64_t kAgainAfterNs = 3'600'000'000'000;
    static constexpr size_t kMost = 32;

    // Whether this is to be told now. Beyond kMost things within an hour nothing new is.
    bool isDue(const Bytes& what, int64_t nowNs);

private:
    std::map<Bytes, int64_t> m_told;
};

} // namespace shoal::engine
