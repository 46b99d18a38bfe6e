// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/random.h"

#include <sodium.h>

#include <cstdlib>
#include <cstring>

namespace shoal {

Bytes Random::bytes(size_t size)
{
    Bytes out(size, '\0');
    fill(out.data(), size);
    return out;
}

uint64_t Random::next()
{
    uint64_t value = 0;
    fill(&value, sizeof value);
    return value;
}

uint64_t Random::below(uint64_t bound)
{
    // Values in the last, incomplete run of `bound` are drawn again, so that all are equally likely.
    const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    uint64_t value = next();
    while (value >= limit)
        value = next();
    return value % bound;
}

namespace {

class SystemRandom final : public Random
{
public:
    SystemRandom()
    {
        if (sodium_init() < 0)
            std::abort(); // no source of randomness: nothing here may run
    }
    void fill(void* out, size_t size) override { randombytes_buf(out, size); }
};

class SeededRandom final : public Random
{
public:
    explicit SeededRandom(uint64_t seed) : m_state(seed) {}
    void fill(void* out, size_t size) override
    {
        auto* target = static_cast<char*>(out);
        while (size > 0) {
            const uint64_t value = step();
            const size_t part = size < sizeof value ? size : sizeof value;
            std::memcpy(target, &value, part);
            target += part;
            size -= part;
        }
    }

private:
    uint64_t step()
    {
        uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    uint64_t m_state;
};

} // namespace

std::unique_ptr<Random> makeSystemRandom()
{
    return std::make_unique<SystemRandom>();
}

std::unique_ptr<Random> makeSeededRandom(uint64_t seed)
{
    return std::make_unique<SeededRandom>(seed);
}

} // namespace shoal
