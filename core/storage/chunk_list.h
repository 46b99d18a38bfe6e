// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <span>
#include <vector>

namespace shoal::storage {

// A piece of a content, named by the SHA-256 of its bytes.
struct Chunk
{
    Hash hash;
    uint32_t length = 0; // bytes

    bool operator==(const Chunk&) const = default;
};

// The chunks in order, each as 32 bytes of hash and its length as 4 bytes, big endian.
Bytes encodeChunkList(std::span<const Chunk> chunks);
// Refuses an incomplete entry, a length of 0 and one above kLargestChunk. What it makes is as large as
// `bytes`; whoever receives them bounds those.
Result<std::vector<Chunk>> decodeChunkList(ByteView bytes);

// SHA-256("shoal chunks 1" || one zero byte || encodeChunkList(chunks)): the content hash of a chunked file.
Hash hashOfChunkList(std::span<const Chunk> chunks);

// Whether this can be the chunk list of a file of `fileSize` bytes: the lengths sum up to it, and all are
// within chunkSizes(fileSize), but for a shorter last one; files below kChunkedFrom have none. A list whose hash is
// right, from a peer that cuts by the rule, always passes; without this check a hostile list of tiny chunks would cost
// memory out of proportion.
Result<void> checkChunkList(std::span<const Chunk> chunks, uint64_t fileSize);

// A part of a chunk list, relative to an older one.
struct ChunkRun
{
    uint32_t first = 0;       // with count > 0: the chunks [first, first + count) of the old list
    uint32_t count = 0;       // 0: the chunks in `added`
    std::vector<Chunk> added; // empty when count > 0

    bool operator==(const ChunkRun&) const = default;
};

// The new list as runs: as few as a greedy search finds, copies preferred. Neighbours of one kind are one run.
std::vector<ChunkRun> diffChunkLists(std::span<const Chunk> oldChunks, std::span<const Chunk> newChunks);

// Puts a list together again. `runs` come from a peer: a range outside the old list and a result that
// checkChunkList(..., fileSize) refuses are errors (Protocol), and nothing larger is built on the way.
Result<std::vector<Chunk>> applyChunkRuns(std::span<const Chunk> oldChunks, std::span<const ChunkRun> runs,
                                          uint64_t fileSize);

} // namespace shoal::storage
