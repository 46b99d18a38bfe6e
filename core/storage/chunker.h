// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"

#include <optional>

namespace shoal::storage {

// Content-defined chunking: FastCDC with normalized chunking of level 2 (Xia et al., "FastCDC: a Fast
// and Efficient Content-Defined Chunking Approach", USENIX ATC 2016, and the journal version of 2020).
// All of this header is normative ("Chunking" in the protocol document): two devices that cut one
// content differently would still agree on its bytes, but not on its hash.

// Lengths in bytes of the chunks of one file; only the last chunk may be shorter than `min`.
struct ChunkSizes
{
    uint32_t min = 0;     // a quarter of the average
    uint32_t average = 0; // a power of two
    uint32_t max = 0;     // four times the average

    bool operator==(const ChunkSizes&) const = default;
};

// Files of fewer bytes are hashed as they are and have no chunks: a list would save nothing there.
inline constexpr uint64_t kChunkedFrom = 256 * 1024;
// Small enough that a changed byte costs little, large enough that a chunk list is 0.1 % of its file.
inline constexpr uint32_t kSmallestAverage = 32 * 1024;
// Bounds what a device keeps in memory for one chunk to 16 MiB; reached above 4 TiB.
inline constexpr uint32_t kLargestAverage = 4 * 1024 * 1024;
// No chunk of any file is longer.
inline constexpr uint32_t kLargestChunk = 4 * kLargestAverage;

// By the size of the file alone: 32 KiB up to 1 GiB, 64 KiB up to 4 GiB, and so on: twice the average
// for four times the size, so that lists grow with the square root.
ChunkSizes chunkSizes(uint64_t fileSize);

// Finds the ends of chunks in a stream. A value, not thread-safe, not tied to a file.
//
// The rule: with fp = 0 before byte `min` of the chunk, each byte b from there on does
// fp = 2 * fp + gear[b] (mod 2^64), and the chunk ends BEFORE the first byte after which the upper bits
// of fp are zero: log2(average) + 2 of them while its offset is below `average`, log2(average) - 2
// from there on. At `max` bytes it ends in any case.
class Chunker
{
public:
    explicit Chunker(ChunkSizes sizes);

    // Length of the chunk that begins at buffer[0], or 0 when more bytes are needed to tell. The caller
    // then calls again with the same bytes and more after them; what was looked at is not looked at
    // again. With `last` the rest of the buffer is the last chunk; 0 then means that it is empty.
    size_t next(ByteView buffer, bool last);

    // The same for callers that keep nothing: takes the bytes that follow those of the last call. Gives
    // the number of bytes of `data` that still belong to the current chunk, possibly 0; the next call
    // starts with the byte after them. nullopt: all of them do, and the chunk goes on.
    std::optional<size_t> scan(ByteView data);

private:
    size_t gearUpTo(const unsigned char* data, size_t from, size_t to, uint64_t limit);

    ChunkSizes m_sizes;
    uint64_t m_strict; // an end below the average: fp < m_strict
    uint64_t m_loose;  // an end from the average on: fp < m_loose
    uint64_t m_fingerprint = 0;
    size_t m_length = 0; // bytes of the current chunk that were looked at
};

} // namespace shoal::storage
