// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/chunk_list.h"

#include "core/storage/chunker.h"
#include "shared/base/hash.h"

#include <unordered_map>

namespace shoal::storage {

namespace {

constexpr size_t kEntrySize = Hash::kSize + 4;

struct ChunkHasher
{
    size_t operator()(const Chunk& chunk) const { return std::hash<Hash>{}(chunk.hash) ^ chunk.length; }
};

void appendEntry(Bytes& out, const Chunk& chunk)
{
    out += chunk.hash.view();
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(chunk.length >> shift & 0xFF);
}

Chunk readEntry(ByteView entry)
{
    Chunk chunk{Hash::from(entry.substr(0, Hash::kSize)), 0};
    for (const char byte : entry.substr(Hash::kSize))
        chunk.length = chunk.length << 8 | static_cast<unsigned char>(byte);
    return chunk;
}

void appendNew(std::vector<ChunkRun>& runs, const Chunk& chunk)
{
    if (runs.empty() || runs.back().count > 0)
        runs.emplace_back();
    runs.back().added.push_back(chunk);
}

// Whether the copy that `runs` ends with goes on with `chunk`.
bool continues(const std::vector<ChunkRun>& runs, std::span<const Chunk> oldChunks, const Chunk& chunk)
{
    if (runs.empty() || runs.back().count == 0)
        return false;
    const size_t next = size_t{runs.back().first} + runs.back().count;
    return next < oldChunks.size() && oldChunks[next] == chunk;
}

} // namespace

Bytes encodeChunkList(std::span<const Chunk> chunks)
{
    Bytes out;
    out.reserve(chunks.size() * kEntrySize);
    for (const Chunk& chunk : chunks)
        appendEntry(out, chunk);
    return out;
}

Result<std::vector<Chunk>> decodeChunkList(ByteView bytes)
{
    if (bytes.size() % kEntrySize != 0)
        return fail(ErrorCode::Corrupt, "A chunk list of " + std::to_string(bytes.size()) +
                                            " bytes is cut off: its size must be a multiple of 36.");
    std::vector<Chunk> chunks;
    chunks.reserve(bytes.size() / kEntrySize);
    for (; !bytes.empty(); bytes.remove_prefix(kEntrySize)) {
        chunks.push_back(readEntry(bytes.substr(0, kEntrySize)));
        if (chunks.back().length == 0 || chunks.back().length > kLargestChunk)
            return fail(ErrorCode::Corrupt, "A chunk list names a chunk of " + std::to_string(chunks.back().length) +
                                                " bytes; chunks have 1 to " + std::to_string(kLargestChunk) + ".");
    }
    return chunks;
}

Hash hashOfChunkList(std::span<const Chunk> chunks)
{
    constexpr ByteView kContext("shoal chunks 1\0", 15);
    Sha256 hasher;
    hasher.add(kContext);
    hasher.add(encodeChunkList(chunks));
    return hasher.finish();
}

Result<void> checkChunkList(std::span<const Chunk> chunks, uint64_t fileSize)
{
    if (fileSize < kChunkedFrom)
        return fail(ErrorCode::Protocol, "A file of " + std::to_string(fileSize) +
                                             " bytes has no chunk list; files of " + std::to_string(kChunkedFrom) +
                                             " bytes and more have one.");
    const ChunkSizes sizes = chunkSizes(fileSize);
    uint64_t sum = 0;
    for (size_t i = 0; i < chunks.size(); ++i) {
        const uint32_t length = chunks[i].length;
        const bool isLast = i + 1 == chunks.size();
        if (length == 0 || length > sizes.max || (length < sizes.min && !isLast))
            return fail(ErrorCode::Protocol, "Chunk " + std::to_string(i) + " has " + std::to_string(length) +
                                                 " bytes; in a file of " + std::to_string(fileSize) +
                                                 " bytes it must have " + std::to_string(sizes.min) + " to " +
                                                 std::to_string(sizes.max) + ".");
        sum += length;
    }
    if (sum != fileSize)
        return fail(ErrorCode::Protocol, "The chunks of a list have " + std::to_string(sum) +
                                             " bytes together, the file has " + std::to_string(fileSize) + ".");
    return {};
}

std::vector<ChunkRun> diffChunkLists(std::span<const Chunk> oldChunks, std::span<const Chunk> newChunks)
{
    std::unordered_map<Chunk, uint32_t, ChunkHasher> firstPlace;
    firstPlace.reserve(oldChunks.size());
    for (size_t i = 0; i < oldChunks.size(); ++i)
        firstPlace.emplace(oldChunks[i], static_cast<uint32_t>(i));

    std::vector<ChunkRun> runs;
    for (const Chunk& chunk : newChunks) {
        if (continues(runs, oldChunks, chunk)) {
            ++runs.back().count;
            continue;
        }
        if (const auto it = firstPlace.find(chunk); it != firstPlace.end())
            runs.push_back({it->second, 1, {}});
        else
            appendNew(runs, chunk);
    }
    return runs;
}

Result<std::vector<Chunk>> applyChunkRuns(std::span<const Chunk> oldChunks, std::span<const ChunkRun> runs,
                                          uint64_t fileSize)
{
    const uint64_t limit = fileSize / chunkSizes(fileSize).min + 1;
    std::vector<Chunk> chunks;
    for (const ChunkRun& run : runs) {
        const bool isCopy = run.count > 0;
        if (isCopy && (!run.added.empty() || uint64_t{run.first} + run.count > oldChunks.size()))
            return fail(ErrorCode::Protocol, "A run copies chunks " + std::to_string(run.first) + " and " +
                                                 std::to_string(run.count) + " on from a list of " +
                                                 std::to_string(oldChunks.size()) + ".");
        const auto part = isCopy ? oldChunks.subspan(run.first, run.count) : std::span<const Chunk>(run.added);
        if (chunks.size() + part.size() > limit)
            return fail(ErrorCode::Protocol, "A chunk list has more entries than a file of " +
                                                 std::to_string(fileSize) + " bytes can have.");
        chunks.insert(chunks.end(), part.begin(), part.end());
    }
    if (auto checked = checkChunkList(chunks, fileSize); !checked)
        return fail(checked.error());
    return chunks;
}

} // namespace shoal::storage
