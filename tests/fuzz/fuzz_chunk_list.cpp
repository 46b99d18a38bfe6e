// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/storage/chunk_list.h"
#include "core/storage/chunker.h"

using namespace shoal;
using namespace shoal::fuzz;
using storage::Chunk;
using storage::ChunkRun;

namespace {

// One of a few, so that lists have chunks in common.
Chunk takeChunk(Choices& input)
{
    const size_t which = input.below(16);
    const auto length = static_cast<uint32_t>(input.number16()) * (which % 4 == 0 ? 64U : 1U);
    return {Hash::from(Bytes(Hash::kSize, static_cast<char>(which))), length};
}

std::vector<Chunk> takeList(Choices& input)
{
    std::vector<Chunk> list;
    for (size_t count = input.below(64); count > 0; --count)
        list.push_back(takeChunk(input));
    return list;
}

uint64_t sizeOf(const std::vector<Chunk>& list)
{
    uint64_t sum = 0;
    for (const Chunk& chunk : list)
        sum += chunk.length;
    return sum;
}

void checkStored(ByteView bytes)
{
    const auto list = storage::decodeChunkList(bytes);
    if (!list) {
        requireText(list.error());
        return;
    }
    require(storage::encodeChunkList(*list) == bytes, "a chunk list has one form");
    for (const Chunk& chunk : *list)
        require(chunk.length > 0 && chunk.length <= storage::kLargestChunk, "chunks have a length in their limits");
    const auto checked = storage::checkChunkList(*list, sizeOf(*list));
    if (!checked)
        requireText(checked.error());
}

void checkDifference(const std::vector<Chunk>& before, const std::vector<Chunk>& after)
{
    const auto runs = storage::diffChunkLists(before, after);
    for (const ChunkRun& run : runs)
        require((run.count == 0) != run.added.empty(), "a run copies or adds");
    const auto applied = storage::applyChunkRuns(before, runs, sizeOf(after));
    if (storage::checkChunkList(after, sizeOf(after)))
        require(applied && *applied == after, "a difference leads from the old list to the new one");
    else
        require(!applied, "no difference makes a list that cannot be");
}

void checkRuns(const std::vector<Chunk>& before, Choices& input)
{
    std::vector<ChunkRun> runs;
    for (size_t count = input.below(32); count > 0; --count) {
        ChunkRun run{input.number16(), input.number16(), {}};
        for (size_t added = input.below(4); added > 0; --added)
            run.added.push_back(takeChunk(input));
        runs.push_back(std::move(run));
    }
    const uint64_t fileSize = uint64_t{input.number16()} << input.below(40);
    const auto applied = storage::applyChunkRuns(before, runs, fileSize);
    if (!applied) {
        requireText(applied.error());
        return;
    }
    require(storage::checkChunkList(*applied, fileSize).has_value(), "what is put together can be the file's list");
}

} // namespace

// Chunk lists as the index stores them and as peers describe them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    if (input.below(2) == 0) {
        checkStored(input.rest());
        return 0;
    }
    const auto before = takeList(input);
    const auto after = takeList(input);
    checkDifference(before, after);
    checkRuns(before, input);
    return 0;
}
