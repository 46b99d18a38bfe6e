// SPDX-License-Identifier: GPL-3.0-or-later
#include "mutator.h"

#include <algorithm>

namespace shoal::fuzz {

namespace {

struct Span
{
    size_t at = 0;
    size_t size = 0;
};

// Somewhere in `bytes`; short ones are more likely, as most fields are short.
Span somewhere(const Bytes& bytes, Random& random)
{
    const size_t at = random.below(bytes.size() + 1);
    const size_t most = bytes.size() - at;
    const size_t size = random.below(4) == 0 ? random.below(most + 1) : random.below(std::min<size_t>(most, 8) + 1);
    return {at, size};
}

// Values at which parsers change their mind: the ends of the ranges of numbers, and what ends texts.
char tellingByte(Random& random)
{
    constexpr ByteView kTelling("\0\x01\x7f\x80\xff\n\r\"\\/*[]{},:.-+0 AB", 24);
    return kTelling[random.below(kTelling.size())];
}

// A number of one to eight bytes, in either byte order, close to an end of a range.
Bytes tellingNumber(Random& random)
{
    const size_t size = size_t{1} << random.below(4);
    const uint64_t base = random.below(2) == 0 ? uint64_t{0} : uint64_t{1} << random.below(64);
    const uint64_t value = base + random.below(5) - 2;
    Bytes out;
    for (size_t i = 0; i < size; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
    if (random.below(2) == 0)
        std::reverse(out.begin(), out.end());
    return out;
}

void changeOnce(Bytes& bytes, const std::vector<Bytes>& inputs, Random& random)
{
    const Span span = somewhere(bytes, random);
    switch (random.below(7)) {
    case 0:
        if (span.at < bytes.size())
            bytes[span.at] = static_cast<char>(bytes[span.at] ^ (1 << random.below(8)));
        break;
    case 1:
        if (span.at < bytes.size())
            bytes[span.at] = tellingByte(random);
        break;
    case 2:
        bytes.erase(span.at, span.size);
        break;
    case 3: {
        const Bytes number = tellingNumber(random);
        bytes.replace(span.at, std::min(number.size(), bytes.size() - span.at), number);
        break;
    }
    case 4:
        bytes.insert(span.at, Bytes(bytes, span.at, span.size));
        break;
    case 5:
        bytes.insert(span.at, random.bytes(random.below(5)));
        break;
    default: {
        const Bytes& other = inputs[random.below(inputs.size())];
        const Span piece = somewhere(other, random);
        bytes.replace(span.at, span.size, other, piece.at, piece.size);
        break;
    }
    }
}

} // namespace

Bytes mutated(const std::vector<Bytes>& inputs, Random& random)
{
    Bytes bytes = inputs[random.below(inputs.size())];
    for (size_t changes = random.below(4) + 1; changes > 0; --changes)
        changeOnce(bytes, inputs, random);
    if (bytes.size() > kLargestMutant)
        bytes.resize(kLargestMutant);
    return bytes;
}

} // namespace shoal::fuzz
