// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <cstdint>
#include <memory>

namespace shoal {

// Randomness for everything above base. Production: the system's cryptographic generator, thread-safe.
// Tests: a seeded sequence. Keys come from the production one only.
class Random
{
public:
    virtual ~Random() = default;
    virtual void fill(void* out, size_t size) = 0;

    Bytes bytes(size_t size);
    uint64_t next();
    // Uniform in [0, bound), bound > 0.
    uint64_t below(uint64_t bound);
};

std::unique_ptr<Random> makeSystemRandom();
// A fixed sequence for each seed (splitmix64); not for keys.
std::unique_ptr<Random> makeSeededRandom(uint64_t seed);

} // namespace shoal
