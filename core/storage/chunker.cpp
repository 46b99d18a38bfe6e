// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/chunker.h"

#include "shared/base/hash.h"

#include <algorithm>
#include <array>
#include <bit>

namespace shoal::storage {

namespace {

using Gear = std::array<uint64_t, 256>;

// gear[b] = the first 8 bytes, big endian, of SHA-256("shoal gear 1" || byte b).
Gear makeGear()
{
    Gear table{};
    for (size_t value = 0; value < table.size(); ++value) {
        Bytes input = "shoal gear 1";
        input += static_cast<char>(value);
        const Hash hash = sha256(input);
        for (size_t i = 0; i < 8; ++i)
            table[value] = table[value] << 8 | hash.bytes[i];
    }
    return table;
}

const Gear& gear()
{
    static const Gear table = makeGear();
    return table;
}

// fp < limit means that the upper `bits` bits of fp are zero.
uint64_t limitOf(int bits)
{
    return uint64_t{1} << (64 - bits);
}

} // namespace

ChunkSizes chunkSizes(uint64_t fileSize)
{
    constexpr uint64_t kGiB = uint64_t{1} << 30;
    uint32_t average = kSmallestAverage;
    for (uint64_t bound = kGiB; fileSize > bound && average < kLargestAverage; bound *= 4)
        average *= 2;
    return {average / 4, average, average * 4};
}

Chunker::Chunker(ChunkSizes sizes)
    : m_sizes(sizes), m_strict(limitOf(std::countr_zero(sizes.average) + 2)),
      m_loose(limitOf(std::countr_zero(sizes.average) - 2))
{}

// Feeds data[from, to) and gives the index of the byte that ends the chunk, or `to`.
size_t Chunker::gearUpTo(const unsigned char* data, size_t from, size_t to, uint64_t limit)
{
    const uint64_t* table = gear().data();
    uint64_t fp = m_fingerprint;
    size_t i = from;
    for (; i < to; ++i) {
        fp = (fp << 1) + table[data[i]];
        if (fp < limit)
            break;
    }
    m_fingerprint = fp;
    return i;
}

std::optional<size_t> Chunker::scan(ByteView data)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(data.data());
    // Positions inside the chunk become indices into `data`, as far as it reaches.
    const auto indexOf = [&](size_t position) {
        return position <= m_length ? 0 : std::min(position - m_length, data.size());
    };
    const size_t middle = indexOf(m_sizes.average);
    const size_t stop = indexOf(m_sizes.max);
    size_t end = gearUpTo(bytes, indexOf(m_sizes.min), middle, m_strict);
    if (end == middle)
        end = gearUpTo(bytes, middle, stop, m_loose);

    if (end == stop && m_length + stop < m_sizes.max) {
        m_length += data.size();
        return std::nullopt;
    }
    m_length = 0;
    m_fingerprint = 0;
    return end;
}

size_t Chunker::next(ByteView buffer, bool last)
{
    const size_t seen = m_length;
    if (const auto end = scan(buffer.substr(seen)))
        return seen + *end;
    if (!last)
        return 0;
    m_length = 0;
    m_fingerprint = 0;
    return buffer.size();
}

} // namespace shoal::storage
